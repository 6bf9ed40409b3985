"""What new rules make of the cases of the old edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.editions.effects import Effect, case_effects
from calculator.editions.words import effect_lines
from calculator.loading import Edition, load_edition


@pytest.fixture
def old(choir: Path) -> Edition:
    return load_edition(choir / "2031")


def test_only_cases_that_change_are_named(old: Edition, edited) -> None:
    # 3 × 3 = 9 instead of 2.5 × 3 = 7.5; the song and the empty case stay.
    new = edited(("each: 2.5", "each: 3"))
    (found,) = case_effects(old, new)
    assert str(found.case.id) == "three-concerts"
    assert found.effects == (
        Effect("points", "choir-concerts", "7.5", "9"),
        Effect("points", "choir-total", "7.5", "9"),
    )
    assert found.unused == ()


def test_the_same_rules_change_nothing(old: Edition, edited) -> None:
    assert case_effects(old, edited()) == []


def test_answers_that_are_of_no_use_any_more_are_named(old: Edition, edited) -> None:
    new = edited(("at_least: 1, at_most: 9}", "at_least: 3, at_most: 9}"))
    (found,) = case_effects(old, new)
    assert found.unused == ("songs[0].rank",)
    # The rank is open now, and 3 at least: 6 − 1.5 × 2 = 3 at most.
    assert found.effects == (Effect("points", "choir-songs", "4.5", "0..3"),)


def test_in_words(old: Edition, edited) -> None:
    new = edited(("each: 2.5", "each: 3"))
    lines = list(effect_lines(case_effects(old, new), old.rules, 3))
    assert lines[1] == "对算例的影响：3 个算例里，1 个的预期结果会变，其余不变。"
    assert "    得分 choir-concerts「演出」：7.5 → 9" in lines


def test_without_cases(old: Edition) -> None:
    assert "没有算例" in "\n".join(effect_lines([], old.rules, 0))
