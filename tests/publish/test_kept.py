"""What is kept between builds: never anything but what would be made anew."""

import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import load_edition
from calculator.publish import bundle, kept


class Maker:
    """Makes one thing and counts how often it was asked to."""

    def __init__(self, result: bytes = b"made") -> None:
        self.result = result
        self.times = 0

    def __call__(self) -> bytes:
        self.times += 1
        return self.result


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "kept"
    monkeypatch.setenv(kept.VARIABLE, str(folder))
    return folder


@pytest.fixture
def make() -> Maker:
    return Maker()


def the_entry(folder: Path) -> Path:
    [entry] = folder.iterdir()
    return entry


def test_the_same_thing_is_made_once(folder: Path, make: Maker) -> None:
    assert [kept.kept("thing", [b"a"], make) for _ in range(3)] == [b"made"] * 3
    assert make.times == 1


@pytest.mark.parametrize(
    ("kind", "parts"), [("other", [b"ab", b"c"]), ("thing", [b"a", b"bc"]), ("thing", [b"abc"])]
)
def test_what_is_made_of_other_parts_is_another_thing(
    folder: Path, make: Maker, kind: str, parts: list[bytes]
) -> None:
    kept.kept("thing", [b"ab", b"c"], Maker(b"another"))
    assert kept.kept(kind, parts, make) == b"made"


def test_another_python_makes_its_own(
    folder: Path, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.kept("thing", [b"a"], Maker(b"another"))
    monkeypatch.setattr(kept, "_HOST", "cpython-399")
    assert kept.kept("thing", [b"a"], make) == b"made"


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:20],
        lambda whole: whole[:-1],
        lambda whole: whole + b"!",
        lambda whole: whole[:-1] + b"!",
        lambda whole: bytes(len(whole)),
    ],
    ids=["empty", "cut in its hash", "cut", "longer", "changed", "zeros"],
)
def test_a_damaged_entry_is_made_again_and_mended(
    folder: Path, make: Maker, damage: Callable[[bytes], bytes]
) -> None:
    kept.kept("thing", [b"a"], make)
    entry = the_entry(folder)
    whole = entry.read_bytes()
    entry.write_bytes(damage(whole))
    assert kept.kept("thing", [b"a"], make) == b"made"
    assert make.times == 2
    assert the_entry(folder).read_bytes() == whole


def test_an_entry_that_is_a_folder_is_passed_over(folder: Path, make: Maker) -> None:
    kept.kept("thing", [b"a"], make)
    entry = the_entry(folder)
    entry.unlink()
    (entry / "below").mkdir(parents=True)
    assert kept.kept("thing", [b"a"], make) == b"made"


def test_a_place_that_cannot_be_written_does_no_harm(folder: Path, make: Maker) -> None:
    folder.write_bytes(b"a file where the folder should be")
    assert [kept.kept("thing", [b"a"], make) for _ in range(2)] == [b"made"] * 2
    assert make.times == 2


def test_it_can_be_done_without(folder: Path, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept.VARIABLE, "")
    monkeypatch.setattr(kept, "_FOLDER", folder)
    assert [kept.kept("thing", [b"a"], make) for _ in range(2)] == [b"made"] * 2
    assert make.times == 2
    assert not folder.exists()


def test_what_nobody_asks_for_goes_when_something_new_comes(folder: Path, make: Maker) -> None:
    for name in (b"used", b"unused"):
        kept.kept("thing", [name], make)
    for entry in folder.iterdir():
        os.utime(entry, (0, 0))
    kept.kept("thing", [b"used"], make)
    kept.kept("thing", [b"new"], make)
    assert make.times == 3
    assert len(list(folder.iterdir())) == 2
    kept.kept("thing", [b"used"], make)
    assert make.times == 3


def test_a_build_is_the_same_with_without_and_with_a_damaged_cache(
    root: Path, runtime_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = load_edition(root / "tests/policies/tiny/2031").rules
    first = bundle.build([edition], runtime_folder).files
    entries = sorted(folder.iterdir())
    assert {path.name.partition("-")[0] for path in entries} == {
        "core",
        "empty",
        "library",
        "model",
        "modules",
        "short",
    }
    assert bundle.build([edition], runtime_folder).files == first
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-1])
    assert bundle.build([edition], runtime_folder).files == first
    monkeypatch.setenv(kept.VARIABLE, "")
    assert bundle.build([edition], runtime_folder).files == first


def test_another_library_is_compiled_anew(root: Path, runtime_folder: Path, folder: Path) -> None:
    edition = load_edition(root / "tests/policies/tiny/2031").rules
    before = bundle.build([edition], runtime_folder).files
    with zipfile.ZipFile(runtime_folder / "python_stdlib.zip", "w") as library:
        library.writestr("json/__init__.py", "VALUE = 2\n")
    after = bundle.build([edition], runtime_folder).files
    changed = {path for path in after if path not in before}
    assert any("/library." in path for path in changed)
    assert not any("/core." in path for path in changed)


def test_nothing_of_the_project_reads_back_what_could_run(root: Path) -> None:
    """What is kept is bytes of the site and JSON; the browser's own archive alone is code."""
    dangerous = re.compile(r"\b(pickle|shelve|dill|joblib|marshal\.loads?|eval|exec)\b\s*[.(]")
    found = {
        path.name
        for path in [*(root / "calculator").rglob("*.py"), root / "dev.py"]
        if "node_modules" not in path.parts and dangerous.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"quick_import.py"}
