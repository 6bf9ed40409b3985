"""What the browser loads: complete, named after its content, the same on every build."""

import base64
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from calculator.loading import load_edition
from calculator.publish import bundle, bytecode, runtime
from calculator.publish.runtime import RuntimeMissing, keep_library, kept_library, read_runtime
from tests.publish.conftest import LIBRARY

Rules = Mapping[str, Any]


@pytest.fixture(scope="session")
def tiny(root: Path) -> Rules:
    return load_edition(root / "tests/policies/tiny/2031").rules


def one(files: Mapping[str, bytes], pattern: str) -> str:
    found = [path for path in files if re.fullmatch(f"{bundle.ROOT}/{pattern}", path)]
    assert len(found) == 1, found
    return found[0]


def names_in(archive: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return opened.namelist()


def test_every_page_names_files_that_are_there(tiny: Rules, runtime_folder: Path) -> None:
    built = bundle.build([tiny], runtime_folder)
    assets = built.pages["tiny", "2031"]["calculator"]
    assert built.runtime < built.files.keys()
    for path in (*assets.scripts, *assets.styles, *assets.data.values()):
        assert path in built.files
    assert assets.data.keys() == {"worker", "rules", "model", "empty"}


def test_an_edition_knows_the_rules_of_the_other_years(tiny: Rules, runtime_folder: Path) -> None:
    later = {**tiny, "policy": {**tiny["policy"], "edition": "2032"}}
    other = {**tiny, "policy": {**tiny["policy"], "id": "other"}}
    built = bundle.build([tiny, later, other], runtime_folder)

    def rules(policy: str, year: str) -> dict[str, str]:
        data = built.pages[policy, year]["calculator"].data
        return {key: path for key, path in data.items() if key.startswith("rules")}

    assert rules("tiny", "2031") == {
        "rules": rules("tiny", "2032")["rules-2031"],
        "rules-2032": rules("tiny", "2032")["rules"],
    }
    assert rules("other", "2031").keys() == {"rules"}


def test_scripts_import_only_their_neighbours(tiny: Rules, runtime_folder: Path) -> None:
    files = bundle.build([tiny], runtime_folder).files
    scripts = {path: text.decode() for path, text in files.items() if "/app-" in path}
    for path, text in scripts.items():
        folder = path.rpartition("/")[0]
        for name in re.findall(r'from "([^"]+)"', text):
            assert f"{folder}/{name.removeprefix('./')}" in scripts, f"{path} imports {name}"


def test_the_worker_is_told_where_its_files_are(tiny: Rules, runtime_folder: Path) -> None:
    files = bundle.build([tiny], runtime_folder).files
    text = files[one(files, r"app-\w+/runtime\.js")].decode()
    facts = json.loads(text.partition("export default ")[2].rstrip().rstrip(";"))
    for path in (facts["library"], facts["core"], f"{facts['runtime']}pyodide.js"):
        assert path.replace("..", bundle.ROOT, 1) in files
    counted = {path.replace("..", bundle.ROOT, 1): size for path, size in facts["bytes"].items()}
    assert counted == {path: len(files[path]) for path in counted}
    assert one(files, r"runtime-\w+/pyodide\.asm\.wasm") in counted
    for path, expected in facts["integrity"].items():
        content = files[path.replace("..", bundle.ROOT, 1)]
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        assert expected == f"sha256-{digest}"
    assert facts["integrity"].keys() == facts["bytes"].keys()
    assert facts["lock"]["packages"] == {}


def test_the_library_is_trimmed_compiled_and_stored(tiny: Rules, runtime_folder: Path) -> None:
    files = bundle.build([tiny], runtime_folder).files
    library = files[one(files, r"library\.\w+\.zip")]
    assert names_in(library) == [
        "encodings/__init__.pyc",
        "json/__init__.pyc",
        "sitecustomize.pyc",  # ours: imports the others quickly
    ]
    with zipfile.ZipFile(BytesIO(library)) as opened:
        assert {entry.compress_type for entry in opened.infolist()} == {zipfile.ZIP_STORED}
        assert b"Words." not in opened.read("json/__init__.pyc")


def test_the_core_runs_from_its_archive_alone(tmp_path: Path, tiny: Rules) -> None:
    archive = tmp_path / "core.zip"
    archive.write_bytes(bundle.core_archive(compiled=True))
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from calculator.core import entry\n"
        "assert entry.__file__.startswith(sys.argv[1]), entry.__file__\n"
        "sys.stdout.buffer.write(entry.load(sys.argv[2]).run(sys.argv[3]).encode())"
    )
    rules = json.dumps(tiny)
    request = json.dumps({"parts": ["score"], "answers": {"answers": {"concerts": 3}}})
    # Without site-packages: only the archive and the standard library are there.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(archive), rules, request],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    # 3 concerts at 2.5 points, below the cap of 10.
    assert json.loads(done.stdout)["result"]["score"]["low"] == "7.5"


def test_the_empty_result_counts_nothing_and_says_the_ceiling(
    tiny: Rules, runtime_folder: Path
) -> None:
    built = bundle.build([tiny], runtime_folder)
    empty = json.loads(built.files[built.pages["tiny", "2031"]["calculator"].data["empty"]])
    score = empty["result"]["score"]
    # Caps of the two rows: 10 + 12, below the total's 30.
    assert (score["low"], score["high"], score["ceiling"], score["unanswered"]) == (0, 0, 22, 2)


def test_a_name_changes_with_its_content(
    tiny: Rules, runtime_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bundle.build([tiny], runtime_folder).files
    (runtime_folder / "pyodide.asm.js").write_text("// other glue\n")
    after = bundle.build([tiny], runtime_folder).files
    shared = {path for path in before if before[path] == after.get(path)}
    # The worker's folder names the runtime's, so both move; the rest keeps its name and content.
    assert {path for path in before if path not in shared} == {
        path for path in before if "/runtime-" in path or "/app-" in path
    }
    assert not {path for path in after if path in before and path not in shared}


def test_another_library_is_compiled_anew(tiny: Rules, runtime_folder: Path) -> None:
    before = bundle.build([tiny], runtime_folder).files
    with zipfile.ZipFile(runtime_folder / "python_stdlib.zip", "w") as library:
        library.writestr("json/__init__.py", "VALUE = 2\n")
    after = bundle.build([tiny], runtime_folder).files
    changed = {path for path in after if path not in before}
    assert any("/library." in path for path in changed)
    assert not any("/core." in path for path in changed)


def test_two_builds_give_the_same_bytes(root: Path, runtime_folder: Path) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path\n"
        "from calculator.loading import load_edition; from calculator.publish import bundle\n"
        "built = bundle.build([load_edition(sys.argv[1]).rules], Path(sys.argv[2]))\n"
        "print(*(f'{hashlib.sha256(data).hexdigest()} {path}'"
        " for path, data in sorted(built.files.items())), sep='\\n')"
    )
    policy = root / "tests/policies/tiny/2031"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", program, str(policy), str(runtime_folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0].count(b"\n") > 10
    assert outputs[0] == outputs[1]


def test_another_python_ships_sources_and_says_so(
    tiny: Rules,
    runtime_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(bytecode, "host_matches", lambda version: False)
    with caplog.at_level(logging.WARNING):
        files = bundle.build([tiny], runtime_folder).files
    assert "启动慢一些" in caplog.text
    assert names_in(files[one(files, r"library\.\w+\.zip")]) == sorted(
        [*LIBRARY, "sitecustomize.py"]
    )
    assert "calculator/core/entry.py" in names_in(files[one(files, r"core\.\w+\.zip")])


def test_a_missing_runtime_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(RuntimeMissing, match=r"缺少 pyodide\.mjs、.*dev\.py serve"):
        read_runtime(tmp_path)


@pytest.mark.parametrize(
    ("version", "matches"),
    [
        (".".join(map(str, sys.version_info[:3])), True),
        (f"{sys.version_info[0]}.{sys.version_info[1]}.99", True),
        (f"{sys.version_info[0]}.{sys.version_info[1] + 1}.0", False),
    ],
)
def test_bytecode_fits_the_same_minor_version(version: str, matches: bool) -> None:
    assert bytecode.host_matches(version) is matches


def test_hashes_are_of_the_content(tiny: Rules, runtime_folder: Path) -> None:
    files = bundle.build([tiny], runtime_folder).files
    rules = one(files, r"rules-tiny-2031\.\w+\.json")
    content = files[rules]
    expected = hashlib.sha256(len(content).to_bytes(8, "big") + content).hexdigest()[:16]
    assert rules.split(".")[-2] == expected


def test_a_library_compiled_beside_its_source_is_the_one_that_a_build_compiles(
    runtime_folder: Path,
) -> None:
    compiled = read_runtime(runtime_folder).library
    keep_library(runtime_folder)
    kept = kept_library(runtime_folder)
    assert kept.read_bytes() == compiled
    kept.write_bytes(b"taken as it is")
    assert read_runtime(runtime_folder).library == b"taken as it is"


@pytest.mark.parametrize("what", ["archive", "list", "python"])
def test_what_was_compiled_of_or_by_something_else_is_not_taken(
    runtime_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    keep_library(runtime_folder)
    before = kept_library(runtime_folder)
    before.write_bytes(b"of before")
    if what == "archive":
        with zipfile.ZipFile(runtime_folder / "python_stdlib.zip", "a") as library:
            library.writestr("string.py", "VALUE = 2\n")
    elif what == "list":
        fewer = tmp_path / "fewer.json"
        fewer.write_text('{"core": ["json"]}', encoding="utf-8")
        monkeypatch.setattr(runtime, "_MODULES", fewer)
        runtime._compiled.cache_clear()  # in one process the list stays what it is
    else:
        monkeypatch.setattr(sys, "version", sys.version + " of another day")
    assert read_runtime(runtime_folder).library != b"of before"
    keep_library(runtime_folder)
    assert list(runtime_folder.glob("library-*.zip")) == [kept_library(runtime_folder)]
    assert kept_library(runtime_folder) != before
