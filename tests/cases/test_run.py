"""Cases are run, compared in words, and rewritten only where asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from calculator.cases.accept import MARK, accept
from calculator.cases.run import Outcome, keys_of, normal, parts_of, run_case, run_cases
from calculator.cases.words import difference_text
from calculator.core.entry import Calculator
from calculator.loading import Edition, PolicyError, load_edition

CASES = """\
# Comments and layout stay as they are.
cases:
  - id: three-concerts
    title: 三场演出
    clauses: [choir-concerts]
    why: 2.5 × 3 = 7.5
    answers: {concerts: 3}
    expect:
      points: {choir-concerts: 7.5, choir-total: "7.50"}   # same both
      ceiling:
        choir-songs: 12
  - id: a-song
    title: 一首歌，排第二，还没有认可
    answers:
      songs:
        - {rank: 2}
    expect:
      points: {choir-songs: 0..4.5, choir-total: 0..4.5}
"""


NEVER_UNPLACED = "expect:\n      unplaced: ['songs[0]']\n      points: {choir-songs"


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "tiny" / "2031"
    shutil.copytree(tiny_folder, copy)
    (copy / "cases").mkdir()
    (copy / "cases" / "some.yml").write_text(CASES, encoding="utf-8")
    return copy


@pytest.fixture
def tiny_folder(root: Path) -> Path:
    return root / "tests" / "policies" / "tiny" / "2031"


def outcomes_of(folder: Path) -> tuple[dict[str, Any], list[Outcome]]:
    edition = load_edition(folder)
    return edition.rules, run_cases(edition.rules, edition.cases)


def spoil(folder: Path, old: str, new: str) -> Path:
    path = folder / "cases" / "some.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_sound_cases_have_no_difference(folder: Path) -> None:
    assert [one.differences for one in outcomes_of(folder)[1]] == [(), ()]


def test_a_difference_says_where_what_and_why(folder: Path) -> None:
    spoil(folder, "{choir-concerts: 7.5,", "{choir-concerts: 8,")
    rules, outcomes = outcomes_of(folder)
    ((difference,),) = [one.differences for one in outcomes if one.differences]
    text = difference_text(difference, rules, outcomes[0])
    assert text.partition("cases/")[2] == (
        "some.yml:9:16  three-concerts（三场演出）：得分 choir-concerts「演出」应为 8，算出 7.5"
        "（2.5 × 3 = 7.5）"
    )


def test_a_range_is_not_its_low_end(folder: Path) -> None:
    spoil(folder, "choir-songs: 0..4.5,", "choir-songs: 0,")
    _, outcomes = outcomes_of(folder)
    ((difference,),) = [one.differences for one in outcomes if one.differences]
    assert (difference.expected, difference.found) == ("0", "0..4.5")


def test_answers_that_cannot_be_used_are_a_difference(folder: Path) -> None:
    spoil(folder, "{rank: 2}", "{rank: 2, judged: maybe}")
    rules, outcomes = outcomes_of(folder)
    ((difference,),) = [one.differences for one in outcomes if one.differences]
    assert "答案 songs[0].judged 用不上" in difference_text(difference, rules, outcomes[1])


def test_expectations_of_what_is_not_there_are_told_when_loading(folder: Path) -> None:
    spoil(folder, "choir-songs: 0..4.5", "choir-song: 0..4.5")
    with pytest.raises(PolicyError, match="是不是想写“choir-songs”"):
        load_edition(folder)


def test_only_the_parts_that_a_case_expects_are_worked_out(folder: Path) -> None:
    edition = load_edition(folder)
    assert parts_of(edition.cases[0], edition.compiled) == ("score",)


def test_only_the_conditions_that_a_case_expects_are_worked_out(orchestra: Edition) -> None:
    case = next(one for one in orchestra.cases if one.id == "tenure-reached")
    (outcome,) = run_cases(orchestra.rules, [case])
    assert list(outcome.result["conditions"]) == ["charter-tenure"]
    assert outcome.result["routes"] == []
    assert "hours" not in outcome.result


def test_accepting_rewrites_the_values_and_nothing_else(folder: Path) -> None:
    path = spoil(
        folder,
        '{choir-concerts: 7.5, choir-total: "7.50"}',
        '{choir-concerts: 8, choir-total: "9"}',
    )
    spoil(folder, "choir-songs: 12", "choir-songs: 11.5  # why")
    spoil(folder, "choir-songs: 0..4.5,", "choir-songs: '0',")
    before = path.read_text(encoding="utf-8")
    done = accept(outcomes_of(folder)[1])
    assert [(one.key, one.expected, one.found) for one in done.written] == [
        ("choir-concerts", "8", "7.5"),
        ("choir-total", "9", "7.5"),
        ("choir-songs", "11.5", "12"),
        ("choir-songs", "0", "0..4.5"),
    ]
    assert done.left == ()
    assert path.read_text(encoding="utf-8") == (
        before.replace("{choir-concerts: 8,", "{choir-concerts: 7.5,")
        .replace('choir-total: "9"', "choir-total: 7.5")
        .replace("choir-songs: 11.5  # why", "choir-songs: 12  # why")
        .replace("choir-songs: '0',", "choir-songs: 0..4.5,")
        .replace("- id: three-concerts", f"- id: three-concerts{MARK}")
        .replace("- id: a-song", f"- id: a-song{MARK}")
    )  # fmt: skip
    assert [one.differences for one in outcomes_of(folder)[1]] == [(), ()]


def test_accepting_keeps_line_ends(folder: Path) -> None:
    path = folder / "cases" / "some.yml"
    path.write_bytes(CASES.replace("7.5,", "8,").replace("\n", "\r\n").encode())
    accept(outcomes_of(folder)[1])
    marked = CASES.replace("- id: three-concerts", f"- id: three-concerts{MARK}")
    assert path.read_bytes() == marked.replace("\n", "\r\n").encode()
    accept(outcomes_of(folder)[1])
    assert path.read_bytes() == marked.replace("\n", "\r\n").encode()


def test_what_cannot_be_written_is_told_and_keeps_nothing_else_back(folder: Path) -> None:
    path = spoil(folder, "{choir-concerts: 7.5,", "{choir-concerts: 8,")
    spoil(folder, "expect:\n      points: {choir-songs", NEVER_UNPLACED)
    before = path.read_text(encoding="utf-8")
    done = accept(outcomes_of(folder)[1])
    assert [one.key for one in done.written] == ["choir-concerts"]
    assert ["a-song: 这一处请手工修改" in one.message for one in done.left] == [True]
    after = path.read_text(encoding="utf-8")
    assert after == before.replace("{choir-concerts: 8,", "{choir-concerts: 7.5,").replace(
        "- id: three-concerts", f"- id: three-concerts{MARK}"
    )


@pytest.mark.parametrize(
    ("written", "form"),
    [("1.50", "1.5"), ("0..20", "0..20"), ("0.. 4.50", "0..4.5"), ("3..3", "3"), ("5..", "5.."),
     ("open", "open"), ("2025-12-31", "2025-12-31"), ("true", "true")],
)  # fmt: skip
def test_one_value_has_one_form(written: str, form: str) -> None:
    assert normal(written) == form


def test_of_the_points_only_what_a_case_expects_is_told(folder: Path) -> None:
    edition = load_edition(folder)
    calculator = Calculator(edition.compiled)
    case = next(one for one in edition.cases if one.id == "a-song")
    parts = parts_of(case, edition.compiled)
    some, all_of_them = (run_case(calculator, case, parts, keys) for keys in (keys_of(case), None))
    told = {node["id"]: node for node in some.result["score"]["nodes"]}
    assert told.keys() == {"choir-songs", "choir-total"}
    every = {node["id"]: node for node in all_of_them.result["score"]["nodes"]}
    assert every.keys() == edition.compiled.tree.by_id.keys() > told.keys()
    assert all(every[key] == node for key, node in told.items())
    assert some.differences == ()


def test_every_case_of_every_edition_holds(editions: list[Edition]) -> None:
    told = []
    for edition in editions:
        for outcome in run_cases(edition.rules, edition.cases):
            told += [difference_text(one, edition.rules, outcome) for one in outcome.differences]
    assert told == []
    assert sum(len(edition.cases) for edition in editions) > 100
