"""Which sides of a cap can occur, worked out by hand for each mechanism."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.cases.decidable import ALL, reachable_verdicts
from calculator.cases.reach import reachable, sides
from calculator.core.rules import Rules, compile_rules
from tests.core.conftest import clause, fig, rules_data

LIST = {
    "id": "l",
    "type": "list",
    "label": "成果",
    "fields": [
        {"id": "r", "type": "count", "label": "名次"},
        {"id": "period", "type": "period", "label": "起止时间"},
    ],
}
QUESTIONS = [
    LIST,
    {"id": "q", "type": "count", "label": "次数"},
    {"id": "few", "type": "count", "label": "几次", "at_most": 2},
    {"id": "flag", "type": "yesno", "label": "有"},
    {"id": "exam", "type": "number", "label": "成绩", "at_most": 100},
]


def rules_of(*clauses: dict[str, Any], questions: Any = QUESTIONS) -> Rules:
    return compile_rules(rules_data(list(clauses), questions))


def row_sides(questions: Any = QUESTIONS, **points: Any) -> list[str]:
    rules = rules_of(clause("row", points=points), questions=questions)
    return sides(rules.tree.by_id["row"], reachable(rules)["row"])


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"cap": fig("10"), "each": fig("5"), "count": "q"}, ["below", "at", "above"]),
        ({"cap": fig("20"), "each": fig("15"), "count": "q"}, ["below", "above"]),
        ({"cap": fig("20"), "each": fig("20"), "count": "q"}, ["at", "above"]),
        ({"cap": fig("20"), "each": fig("10"), "count": "few"}, ["below", "at"]),
        (
            {"cap": fig("15"), "once": fig("15"), "when": {"question": "flag", "is": True}},
            ["at"],
        ),
        (
            {"cap": fig("15"), "deduct": fig("5"), "when": {"question": "flag", "is": True}},
            ["below"],
        ),
        (
            {"cap": fig("10"), "per_year": fig("2.5"), "years": {"from": "l"}},
            ["below", "at", "above"],
        ),
        ({"cap": fig("6"), "experts": fig("6")}, ["below", "at"]),
        (
            {"cap": fig("6"), "experts_each": fig("6"), "items": {"from": "l"}},
            ["below", "at", "above"],
        ),
        ({"cap": fig("20"), "linear": {"question": "exam", "per": fig("0.1")}}, ["below"]),
        (
            {
                "cap": fig("6"),
                "bands": {
                    "question": "exam",
                    "steps": [
                        {"from": fig("1"), "points": fig("2")},
                        {"from": fig("9"), "points": fig("9")},
                    ],
                },
            },
            ["below", "above"],
        ),
        (
            {
                "cap": fig("4"),
                "by_rank": {"field": "r", "first": 1, "start": fig("3"), "step": fig("2")},
                "items": {"from": "l"},
            },
            ["below", "at", "above"],
        ),
        (
            {
                "cap": fig("8"),
                "by_place": {
                    "field": "r",
                    "points": fig("10"),
                    "coefficients": [fig("0.9")],
                    "tail": fig("0.5"),
                },
                "items": {"from": "l"},
            },
            ["below", "above"],
        ),
    ],
)
def test_sides_of_a_rows_cap(points: dict[str, Any], expected: list[str]) -> None:
    assert row_sides(**points) == expected


def test_a_list_of_limited_length_limits_the_sum() -> None:
    row = {"cap": fig("15"), "each": fig("5"), "items": {"from": "l"}}
    assert row_sides([{**LIST, "at_most": 2}], **row) == ["below"]


@pytest.mark.parametrize(
    ("add", "expected", "occurring"),
    [("sum", (0, 3, 4, 5, 7, 9), ["below", "at"]), ("best", (0, 3, 4, 5), ["below"])],
)
def test_groups_add_what_their_rows_leave_after_their_caps(
    add: str, expected: tuple[int, ...], occurring: list[str]
) -> None:
    rules = rules_of(
        clause("group", points={"add": add, "cap": fig("9")}),
        clause("row-a", "group", points={"cap": fig("4"), "each": fig("4"), "count": "q"}),
        clause("row-b", "group", points={"cap": fig("5"), "each": fig("3"), "count": "q"}),
    )
    sums = reachable(rules)["group"]
    assert sums == {Fraction(one) for one in expected}
    assert sides(rules.tree.by_id["group"], sums) == occurring


def test_a_lost_figure_leaves_a_condition_open_for_good() -> None:
    lost = {"question": "q", "at_least": {"value": None, "unit": "", "figure": "a.b"}}
    known = {"question": "r", "is": True}
    clauses = {
        "lost": {"condition": lost},
        "both": {"condition": {"all": [lost, known]}},
        "either": {"condition": {"any": [lost, known]}},
        "turned": {"condition": {"not": {"met": "both"}}},
        "known": {"condition": known},
    }
    rules = {"clauses": clauses, "routes": [{"id": "way", "needs": ["known", "lost"]}]}
    assert reachable_verdicts(rules) == {
        "lost": {"open"},
        "both": {"false", "open"},
        "either": {"true", "open"},
        "turned": {"true", "open"},
        "known": ALL,
        "way": {"false", "open"},
    }


@pytest.mark.parametrize(
    ("reference", "operator", "found"),
    [
        # No year and no month reaches across the turn of the year.
        ("2030-12-31", "not_after", {"true", "false"}),
        ("2030-12-31", "after", {"true", "false"}),
        ("2031-01-01", "before", {"true", "false"}),
        # The year 2030 reaches across these.
        ("2030-08-31", "not_after", ALL),
        ("2030-12-31", "before", ALL),
    ],
)
def test_a_date_that_another_stands_in_for_may_never_be_open(
    reference: str, operator: str, found: frozenset[str]
) -> None:
    given = {"field": "d", "otherwise": "reference"}
    clauses = {
        "held": {"condition": {"day": given, operator: "reference"}},
        "dated": {"condition": {"day": {"field": "d"}, operator: "reference"}},
    }
    policy = {"reference_day": {"value": reference}}
    rules = {"policy": policy, "clauses": clauses, "routes": []}
    assert reachable_verdicts(rules) == {"held": found, "dated": ALL}
