"""What the scripts are checked against says what the core does, and no script is left out."""

import json
from pathlib import Path

from tests import script_types


def test_shapes_are_written_as_typescript() -> None:
    told = script_types.files()["told.d.ts"]
    # A bar's kind is one of three codes, its end a day or null, its routes only where they differ.
    assert '"kind": "veto" | "ban" | "delay";' in told
    assert '"until": string | null;' in told
    assert '"routes"?: Record<string, BarEnd>;' in told
    assert '"of"?: Array<Why>;' in told
    # What a shape has from another one is said there alone: a row is a range with more to it.
    assert 'export interface Node extends Ends {\n  "id": string;' in told


def test_every_script_is_checked(root: Path) -> None:
    web = root / "calculator/web"
    included = json.loads((web / "tsconfig.json").read_text("utf-8"))["include"]
    checked = {path for pattern in included for path in web.glob(pattern)}
    assert {*web.glob("*.js"), *web.glob("app/*.js")} - checked == set()
