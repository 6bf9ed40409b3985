"""A year on: the dates of a round and of its worked cases move, and what cannot move is told."""

from __future__ import annotations

import shutil
from pathlib import Path

from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.run import run_cases
from calculator.commands import new as new_command
from calculator.editions.begin import Begun, begin
from calculator.editions.effects import case_effects
from calculator.loading import Edition, load_edition
from calculator.loading.publication import TO_CHECK

LEAP = """\
cases:
  - id: from-a-leap-day
    title: 从 2024 年的闰日起
    clauses: [card-salaried]
    why: 2024-02-29 到 2030-08-31 满 6 年，中间一档
    answers: {seatings: [{held: {from: 2024-02-29}, contract: salaried}]}
    expect: {points: {card-salaried: 12}}
  - id: just-under-four
    title: 两段相加，差一日
    clauses: [card-salaried]
    why: 前一段 730 天，2028-08-31 往前移 730 天是 2026-09-01，到 2030-08-31 差一日满四周年
    answers:
      seatings:
        - {held: {from: 2022-01-01, to: 2023-12-31}, contract: salaried}
        - {held: {from: 2028-08-31}, contract: salaried}
    expect: {points: {card-salaried: 5}}
  - id: only-the-year
    title: 只记得 2026 年
    clauses: [card-salaried]
    why: 2026 年什么时候开始，到 2030-08-31 满 3 年或者 4 年
    answers: {seatings: [{held: {from: 2026}, contract: salaried}]}
    expect: {points: {card-salaried: 5..12}}
"""


def failing(edition: Edition) -> list[str]:
    outcomes = run_cases(edition.rules, edition.cases)
    return [str(one.case.id) for one in outcomes if one.differences]


def test_every_case_holds_a_year_later_and_nothing_is_left_undecided(
    begun: Begun, next_orchestra: Edition
) -> None:
    new = next_orchestra
    assert begun.rolled.broken == ()
    outcomes = run_cases(new.rules, new.cases)
    assert [str(one.case.id) for one in outcomes if one.differences] == []
    gaps = (*coverage(new.rules, outcomes), *boundaries(new.rules, outcomes))
    assert [str(one) for one in gaps] == []


def test_dates_that_rules_read_move_and_old_ones_stay(next_orchestra: Edition) -> None:
    values = {key: one.value for key, one in next_orchestra.figures.items()}
    assert values["charter-clock.计龄截止日"] == "2031-08-31"
    assert (values["handbook-study.起始年度"], values["handbook-study.截止年度"]) == (
        "2029",
        "2030",
    )
    # Ten years back is history, and a day of issue is of the document that was issued.
    assert values["card-guest.客座起算日"] == "2020-09-01"
    assert values["charter-purpose.施行日"] == "2030-02-01"


def test_a_case_moves_in_answers_results_and_words(orchestra_folder: Path) -> None:
    begun = begin(orchestra_folder / "2030", "2032")
    text = (begun.folder / "cases" / "standing.yml").read_text(encoding="utf-8")
    assert (
        "why: 2031-08-31 到 2032-08-31 满 1 年, answers: {seatings: [{held: {from: 2031-08-31}"
        in text
    )
    study = (begun.folder / "cases" / "study.yml").read_text(encoding="utf-8")
    assert "season: 2030," in study
    assert "season: 2028," not in study


def test_what_stands_at_a_date_that_stays_or_in_a_calendar_stays(begun: Begun) -> None:
    text = (begun.folder / "cases" / "standing.yml").read_text(encoding="utf-8")
    assert "从 2020-09-01 算到 2021-09-01，满 1 年" in text
    # Working days of 2030: the holidays of 2031 are not known.
    assert {"guest-cut", "board-holiday"} <= set(begun.rolled.stayed)


def test_a_year_alone_changes_no_case(orchestra: Edition, next_orchestra: Edition) -> None:
    assert case_effects(orchestra, next_orchestra) == []


def test_leap_years_are_told(orchestra_folder: Path) -> None:
    (orchestra_folder / "2030" / "cases" / "leap.yml").write_text(LEAP, encoding="utf-8")
    assert failing(load_edition(orchestra_folder / "2030")) == []
    begun = begin(orchestra_folder / "2030", "2031")
    # 2023 and 2024 have 731 days: the second spell reaches back a day more, to full four years.
    [broken] = begun.rolled.broken
    assert broken.case.id == "just-under-four"
    told = "\n".join(new_command.lines(begun, []))
    assert "just-under-four" in told.partition("--accept ")[2]
    # There is no 2025-02-29; to 2031-08-31 it is seven years, the same step.
    assert "from-a-leap-day" in begun.rolled.stayed
    text = (begun.folder / "cases" / "leap.yml").read_text(encoding="utf-8")
    assert f"  - id: just-under-four  {TO_CHECK}\n" in text
    assert "held: {from: 2024-02-29}" in text
    assert "held: {from: 2027}" in text
    assert failing(load_edition(begun.folder)) == ["just-under-four"]


def test_editions_that_are_no_years_do_not_move(orchestra_folder: Path) -> None:
    begun = begin(orchestra_folder / "2030", "spring")
    assert (begun.rolled.figures, begun.rolled.stayed) == ((), ())
    before, after = (
        (folder / "cases" / "standing.yml").read_bytes()
        for folder in (orchestra_folder / "2030", begun.folder)
    )
    assert before == after


def test_the_newest_edition_of_every_policy_can_be_rolled(root: Path, tmp_path: Path) -> None:
    for policy in sorted((root / "policy").iterdir()):
        if not policy.is_dir():
            continue
        newest = max(one for one in policy.iterdir() if (one / "policy.yml").is_file())
        folder = tmp_path / policy.name / newest.name
        shutil.copytree(newest, folder)
        begun = begin(folder, str(int(newest.name) + 1))
        told = sorted(str(one.case.id) for one in begun.rolled.broken)
        assert sorted(failing(load_edition(begun.folder))) == told, policy.name
