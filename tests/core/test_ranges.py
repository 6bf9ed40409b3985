"""Ranges in words: both ends, one, none; negative numbers and fractions; and who says them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.core.values.ranges import (
    ceiling_words,
    noted_range_words,
    range_words,
    rise_words,
)
from tests.core.conftest import clause, fig, rules_data


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (12, 12, "分", "12 分"),
        (0, 20, "分", "0～20 分"),
        (0, 0, "", "0"),
        (5, None, "分", "至少 5 分"),
        (0, None, "学时", "至少 0 学时"),
        (None, 5, "分", "最多 5 分"),
        (None, None, "分", "不限"),
        (-6, -2, "分", "−6～−2 分"),
        (None, "-4.5", "分", "最多 −4.5 分"),
        (-3, -3, "分", "−3 分"),
        (Fraction(3, 2), Fraction(5, 2), "分", "1.5～2.5 分"),
        ("1/3", Fraction(1, 3), "分", "1/3 分"),
        ("0.5", 20, "%", "0.5～20%"),
        ("100/3", Fraction(100, 3), "%", "约 33.33%"),
        ("200/3", "200/3", "%", "约 66.67%"),
        ("599999/6000", "599999/6000", "%", "约 100.00%"),
    ],
)
def test_what_lies_between_two_ends(low: Any, high: Any, unit: str, words: str) -> None:
    assert range_words(low, high, unit) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (20, 20, "+20 分"),
        (0, 0, "+0 分"),
        (5, 15, "+5～15 分"),
        (-5, 3, "−5～3 分"),
        (-5, -5, "−5 分"),
        ("0.5", None, "至少 +0.5 分"),
    ],
)
def test_what_something_adds(low: Any, high: Any, words: str) -> None:
    assert rise_words(low, high, "分") == words


def test_how_far_it_goes_and_what_cases_note() -> None:
    assert ceiling_words(120) == "最高可到 120 分"
    assert ceiling_words(None) == "没有上限"
    notes = ["12", "0..20", "3 ..", "..-2", ".."]
    words = ["12 分", "0～20 分", "至少 3 分", "最多 −2 分", "不限"]
    assert [noted_range_words(note, "分") for note in notes] == words


QUESTIONS = [
    {"id": "kites", "type": "count", "label": "只数"},
    {"id": "prized", "type": "yesno", "label": "得过奖"},
]


def advice(cap: int | None, answers: dict[str, Any]) -> dict[str, Any]:
    """Fifteen points a kite, or up to ten that experts give: the better of the two."""
    top = {"add": "best"} if cap is None else {"add": "best", "cap": fig(cap)}
    prized = {"question": "prized", "is": True}
    clauses = [
        clause("top", points=top),
        clause("made", "top", points={"each": fig(15), "count": "kites"}),
        clause("judged", "top", points={"experts": fig(10), "when": prized}),
    ]
    calculator = load(dumps(rules_data(clauses, QUESTIONS, policy={"total": "top"})))
    return calculator.answer({"answers": {"answers": answers}, "parts": ["advice"]})["advice"]


def test_a_rise_is_said_from_the_lower_end_to_the_higher_one() -> None:
    """0～10 becomes 15: the low end rises by 15, the high end by 5."""
    gain = advice(None, {"prized": True})["gains"][0]
    assert (gain["clause"], gain["low"], gain["high"]) == ("made", 15, 5)
    assert gain["said"] == "+5～15 分"
    assert gain["formula"] == "15 → 5～15：top只取最高的一项"


def test_a_question_that_sets_a_limit_says_so_and_no_figure_is_made_up() -> None:
    first = advice(None, {"prized": True})["next"][0]
    assert (first["question"], first["most"]) == ("kites", None)
    assert first["said"] == "答了可以给总分定出上限"
    # At most 30 in all; without a kite 0～10 is left of it.
    first = advice(30, {"prized": True})["next"][0]
    assert (first["question"], first["most"]) == ("kites", 20)
    assert first["said"] == "答了以后总分会更确定：最低分和最高分之间，最多可以少差 20 分"
