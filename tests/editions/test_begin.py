"""The next edition: a sound copy under its own name, with everything to look at marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.editions.begin import Begun, begin
from calculator.editions.compare import compare
from calculator.loading import Edition, PolicyError, load_edition
from calculator.loading.publication import DRAFT_NOTE, TO_CHECK


def snapshot(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_copy_is_sound_and_differs_in_its_head_alone(
    orchestra: Edition, next_orchestra: Edition
) -> None:
    new, old = next_orchestra, orchestra
    assert (str(new.policy.edition), new.policy.status) == ("2031", "draft")
    assert str(new.policy.title) == "2031 年望潮港交响乐团演奏员晋级评定"
    assert str(new.policy.status_note) == DRAFT_NOTE
    assert new.policy.checked is None
    # Texts that say the year by its placeholder say the new one.
    assert new.plain("【policy.年度】 年度") == "2031 年度"
    moved = {
        "charter-clock.计龄截止日", "charter-recent.登台起算日", "charter-practice.研习考察年",
        "handbook-study.起始年度", "handbook-study.截止年度",
    }  # fmt: skip
    assert {one.key for one in compare(old, new)} == {"title", "short", "status"} | moved
    assert len(new.cases) == len(old.cases)


def test_the_source_is_not_touched(root: Path, begun: Begun) -> None:
    before = snapshot(root / "tests" / "policies" / "harbour-orchestra" / "2030")
    assert snapshot(begun.folder.parent / "2030") == before
    assert sorted(path.name for path in begun.folder.parent.iterdir()) == ["2030", "2031"]


def test_dates_and_years_are_marked(begun: Begun) -> None:
    expected = {
        "charter-purpose.施行日", "charter-clock.计龄截止日", "charter-recent.登台起算日",
        "charter-practice.研习考察年", "charter-rounds.报名截止日", "charter-rounds.面试月",
        "card-guest.客座起算日", "handbook-objections.异议起始日",
    }  # fmt: skip
    keys = {one.key for one in begun.dates}
    # The years of the ledger stand in its rule.
    assert expected <= keys
    assert all(key in expected or key.startswith("handbook-study.") for key in keys)
    text = (begun.folder / "charter.yml").read_text(encoding="utf-8")
    assert f"        计龄截止日: 2031-08-31  {TO_CHECK}\n" in text
    numbers = begun.marked["charter.yml"]
    lines = text.split("\n")
    assert [at for at, line in enumerate(lines, 1) if TO_CHECK in line] == list(numbers)


def test_documents_are_marked(begun: Begun) -> None:
    text = (begun.folder / "charter.yml").read_text(encoding="utf-8")
    for line in ("number: 港乐章〔2030〕2 号", "issued: 2030-01-15"):
        assert f"  {line}  {TO_CHECK}\n" in text


def test_where_the_old_year_still_stands_is_told(choir: Path) -> None:
    path = choir / "2031" / "policy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("只用于测试", "2031 只用于测试"), encoding="utf-8")
    line = text[: text.index("只用于测试")].count("\n") + 1
    begun = begin(choir / "2031", "2032")
    assert begun.mentions == {"policy.yml": (line,)}


def test_a_note_over_several_lines_is_replaced_as_a_whole(choir: Path) -> None:
    path = choir / "2031" / "policy.yml"
    text = path.read_text(encoding="utf-8")
    note = "  status_note: >\n    第一行，\n    第二行。\n\n    第三行。\n"
    path.write_text(text.replace("  status: open\n", f"  status: open\n{note}"), encoding="utf-8")
    new = load_edition(begin(choir / "2031", "2032").folder)
    assert str(new.policy.status_note) == DRAFT_NOTE
    assert new.policy.checked is None
    assert str(new.policy.reference_day) == "【choir-day.截止日】"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_stay(choir: Path, ends: str) -> None:
    path = choir / "2031" / "policy.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", ends.encode()))
    begun = begin(choir / "2031", "2032")
    new = (begun.folder / "policy.yml").read_bytes()
    assert new.count(b"\n") == new.count(ends.encode())
    assert str(load_edition(begun.folder).policy.edition) == "2032"


def test_nothing_is_ever_written_over(choir: Path) -> None:
    (choir / "2032").mkdir()
    (choir / "2032" / "mine.yml").write_text("x: 1\n", encoding="utf-8")
    before = snapshot(choir)
    with pytest.raises(PolicyError, match="已经有这个文件夹"):
        begin(choir / "2031", "2032")
    with pytest.raises(PolicyError, match="已经有这个文件夹"):
        begin(choir / "2031", "2031")
    assert snapshot(choir) == before


@pytest.mark.parametrize("name", ["", "..", "../2032", "a/b", "20 32", "年", "-1", "x" * 40])
def test_names_that_are_no_folder_names(choir: Path, name: str) -> None:
    before = snapshot(choir)
    with pytest.raises(PolicyError, match="不能作年度的名字"):
        begin(choir / "2031", name)
    assert snapshot(choir) == before


@pytest.mark.parametrize("name", ["32", "203", "20322"])
def test_a_year_that_is_none_is_a_slip(choir: Path, name: str) -> None:
    before = snapshot(choir)
    with pytest.raises(PolicyError, match=f"年度“{name}”离“2031”太远"):
        begin(choir / "2031", name)
    assert snapshot(choir) == before


def test_an_edition_with_problems_is_not_copied(choir: Path) -> None:
    path = choir / "2031" / "policy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("add: sum", "add: all"), encoding="utf-8")
    with pytest.raises(PolicyError):
        begin(choir / "2031", "2032")
    assert [one.name for one in choir.iterdir()] == ["2031"]
