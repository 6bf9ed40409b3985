"""What the scripts are checked against is what the core says today."""

from calculator.publish import script_types


def test_the_shapes_beside_the_scripts_are_fresh() -> None:
    for name, text in script_types.files().items():
        assert (script_types.APP / name).read_text("utf-8") == text, (
            f"{name} is not: run python -m calculator.publish.script_types"
        )


def test_shapes_are_written_as_typescript() -> None:
    told = script_types.files()["told.d.ts"]
    # A bar's kind is one of three codes, its end a day or null, its routes only where they differ.
    assert '"kind": "veto" | "ban" | "delay";' in told
    assert '"until": string | null;' in told
    assert '"routes"?: Record<string, BarEnd>;' in told
    assert '"of"?: Array<Why>;' in told
