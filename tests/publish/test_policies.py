"""What a site takes from its policies: all of them, or none and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from calculator.cli import main
from calculator.errors import CalculatorError
from calculator.publish.policies import read


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "tests/policies/tiny", tmp_path / "policy/tiny")
    return tmp_path / "policy"


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "tiny/2031/policy.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_that_cannot_be_read_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def guarded(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "policy.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", guarded)
    with pytest.raises(CalculatorError, match=r"policy\.yml:1:1"):
        read(folder, drafts=False)


def test_a_folder_that_cannot_be_read_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Path.iterdir

    def guarded(path: Path) -> Any:
        if path.name == "2031":
            raise PermissionError(13, "Permission denied", str(path))
        return inside(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    with pytest.raises(CalculatorError, match="tiny/2031：政策文件不能读取：没有权限"):
        read(folder, drafts=False)


def test_a_faulty_policy_is_refused(folder: Path) -> None:
    edit(folder, "clause: choir-songs", "clause: choir-song")
    with pytest.raises(CalculatorError, match="choir-song"):
        read(folder, drafts=False)


def test_an_example_that_does_not_hold_is_not_published(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = folder / "tiny/2031/cases/first.yml"
    cases.parent.mkdir()
    # Two concerts, 2.5 points each.
    text = (
        "cases:\n  - id: two-concerts\n    title: 两场\n    clauses: [choir-concerts]\n"
        "    why: 两场\n    example: true\n    answers: {concerts: 2}\n"
        "    expect: {points: {choir-concerts: 5}}\n"
    )
    cases.write_text(text, encoding="utf-8")
    assert read(folder, drafts=False)
    assert main(["check", str(folder)]) == 0
    cases.write_text(text.replace(": 5}", ": 6}"), encoding="utf-8")
    said = "网站上的例子与自查不同：two-concerts（两场）：得分 choir-concerts"
    with pytest.raises(CalculatorError, match=said):
        read(folder, drafts=False)
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    assert (
        f"first.yml:8:23  two-concerts.expect.points.choir-concerts: {said}"
        in capsys.readouterr().err
    )
    # Who is still writing sees all of it.
    assert read(folder, drafts=True)
    edit(folder, "status: open", "status: draft")
    assert main(["check", str(folder)]) == 0


def test_drafts_are_shown_only_where_they_are_asked_for(folder: Path) -> None:
    edit(folder, "status: open", "status: draft")
    [edition] = read(folder, drafts=True)
    assert edition.policy.id == "tiny"
    with pytest.raises(CalculatorError, match="只有草稿"):
        read(folder, drafts=False)


def test_a_case_that_a_page_names_is_held_to_it_too(folder: Path) -> None:
    """2.5 points for each of two concerts are 5."""
    cases = folder / "tiny/2031/cases/first.yml"
    cases.parent.mkdir()
    cases.write_text(
        "cases:\n  - {id: two-concerts, title: 两场, clauses: [choir-concerts], why: 两场, "
        "answers: {concerts: 2}, expect: {points: {choir-concerts: 6}}}\n",
        encoding="utf-8",
    )
    assert read(folder, drafts=False)
    page = (
        "\npages:\n  - {id: shown, title: 例子, "
        "sections: [{title: 例子, show: cases, of: [two-concerts]}]}\n"
    )
    edit(folder, "\nquestions:", f"{page}\nquestions:")
    with pytest.raises(CalculatorError, match="网站上的例子与自查不同：two-concerts"):
        read(folder, drafts=False)


def test_an_open_edition_with_words_not_read_again_is_not_published(folder: Path) -> None:
    """The gap is about a clause whose cap was 12 the year before, and says what it said then."""
    gap = (
        "\nreadings:\n  - {id: G1, kind: gap, title: 歌从哪里来, clauses: [choir-songs], "
        "says: 办法没有写。, taken: 不判断。}\n"
    )
    edit(folder, "\nquestions:", f"{gap}\nquestions:")
    shutil.copytree(folder / "tiny/2031", folder / "tiny/2032")
    edit(folder, "status: open", "status: superseded")
    later = folder / "tiny/2032/policy.yml"
    text = later.read_text(encoding="utf-8").replace('edition: "2031"', 'edition: "2032"')
    later.write_text(text.replace("cap: 12", "cap: 14"), encoding="utf-8")
    with pytest.raises(CalculatorError, match=r"G1　歌从哪里来　依据 #choir-songs"):
        read(folder, drafts=False)
    # Who is still writing it sees it.
    assert len(read(folder, drafts=True)) == 2
    text = later.read_text(encoding="utf-8").replace(
        "taken: 不判断。}", "taken: 不判断。} # 已重读 2032"
    )
    later.write_text(text.replace("cap: 12", "cap: 14"), encoding="utf-8")
    assert len(read(folder, drafts=False)) == 2
