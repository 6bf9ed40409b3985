"""What is kept of policies is what would be made of them; every change of a file is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calculator.errors import CalculatorError
from calculator.publish import kept, making, policies
from calculator.publish.bundle import PageAssets
from calculator.publish.policies import Policies

ASSETS = {("tiny", "2031"): PageAssets(scripts=("a.js",), styles=(), data={"rules": "r.json"})}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "tests/policies/tiny", tmp_path / "policy/tiny")
    return tmp_path / "policy"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were parsed."""
    found: list[Path] = []
    load_all = making.load_all

    def counted(folder: Path) -> Any:
        found.append(folder)
        return load_all(folder)

    monkeypatch.setattr(making, "load_all", counted)
    return found


def everything(folder: Path, *, drafts: bool = False) -> tuple[Any, ...]:
    taken = Policies(folder, drafts=drafts)
    return taken.facts, taken.pages(ASSETS)


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "tiny/2031/policy.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_nothing_is_parsed_again_and_the_same_comes_out(folder: Path, reads: list[Path]) -> None:
    first = everything(folder)
    assert reads == [folder]
    assert everything(folder) == first
    assert reads == [folder]
    facts, written = first
    assert [one["policy"]["id"] for one in facts.rules] == ["tiny"]
    assert facts.entries
    assert "r.json" in written["tiny/2031/calculator.md"]


def test_without_a_place_to_keep_it_the_same_comes_out(
    folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = everything(folder)
    monkeypatch.setenv(kept.VARIABLE, "")
    assert everything(folder) == first
    assert len(reads) == 2


def test_a_changed_word_is_on_the_page(folder: Path) -> None:
    before, _ = everything(folder)
    edit(folder, "创作", "新作")
    after, written = everything(folder)
    assert "新作" in written["tiny/2031/choir.md"]
    assert before.entries != after.entries


def test_a_new_and_a_renamed_file_are_seen(folder: Path, reads: list[Path]) -> None:
    everything(folder)
    file = folder / "tiny/2031/policy.yml"
    file.rename(file.with_name("all.yml"))
    everything(folder)
    assert len(reads) == 2
    file.with_name("more.yml").write_text("nonsense: 1\n", encoding="utf-8")
    with pytest.raises(CalculatorError, match="nonsense"):
        everything(folder)


def test_a_file_that_cannot_be_read_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(folder)
    opened = Path.open

    def guarded(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "policy.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", guarded)
    with pytest.raises(CalculatorError, match=r"policy\.yml:1:1"):
        everything(folder)


def test_other_assets_make_other_pages(folder: Path) -> None:
    everything(folder)
    other = {("tiny", "2031"): PageAssets(scripts=("b.js",), styles=(), data={"rules": "s.json"})}
    written = Policies(folder, drafts=False).pages(other)
    assert "s.json" in written["tiny/2031/calculator.md"]


def test_a_faulty_policy_is_refused_every_time(folder: Path) -> None:
    everything(folder)
    edit(folder, "clause: choir-songs", "clause: choir-song")
    for _ in range(2):
        with pytest.raises(CalculatorError, match="choir-song"):
            everything(folder)


def test_drafts_are_kept_apart(folder: Path) -> None:
    edit(folder, "status: open", "status: draft")
    facts, _ = everything(folder, drafts=True)
    assert facts.rules
    with pytest.raises(CalculatorError, match="只有草稿"):
        everything(folder)


@pytest.mark.parametrize("saved", ["policy", "code"])
def test_what_is_made_while_a_file_is_saved_is_not_kept(
    folder: Path, cache: Path, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_all = making.load_all

    def disturbed(place: Path) -> Any:
        if saved == "policy":
            edit(folder, "创作", "新作")
        else:
            monkeypatch.setattr(policies, "_code", lambda: (b"another",))
        return load_all(place)

    monkeypatch.setattr(making, "load_all", disturbed)
    assert everything(folder)[1]
    assert not cache.exists()


def test_other_code_makes_its_own(
    folder: Path, reads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(folder)
    monkeypatch.setattr(policies, "_CODE", (b"another",))
    everything(folder)
    assert len(reads) == 2


def test_a_build_that_reads_no_policy_loads_nothing_that_would() -> None:
    program = (
        "import sys, calculator.publish.hook;"
        "print([one for one in sys.modules if one.startswith('calculator.loading')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "[]\n"
