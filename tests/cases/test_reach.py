"""Which sides of a cap can occur, worked out by hand for each mechanism."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.cases.reach import reachable, sides
from calculator.core.answers.given import Answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
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


def test_what_no_cap_holds_is_not_summed() -> None:
    rules = rules_of(
        clause("total", points={"add": "sum"}),
        clause("free", "total", points={"each": fig("1"), "count": "q"}),
        clause("capped", "total", points={"cap": fig("2"), "add": "sum"}),
        clause("below", "capped", points={"each": fig("1"), "count": "q"}),
    )
    assert reachable(rules).keys() == {"capped", "below"}


YES = {"question": "flag", "is": True}
LOST = {"question": "q", "at_least": {"value": None, "unit": "", "figure": "a.b"}}


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (YES, {True, False, None}),
        (LOST, {None}),
        ({"all": [LOST, YES]}, {False, None}),
        ({"any": [LOST, YES]}, {True, None}),
        ({"not": {"all": [LOST, YES]}}, {True, None}),
        # One of two may be met, two never.
        ({"at_least": 2, "of": [LOST, LOST, YES]}, {None}),
        ({"at_least": 1, "of": [LOST, LOST, YES]}, {True, None}),
        ({"exactly_one": [LOST, YES]}, {None}),
        ({"exactly_one": [YES, YES, LOST]}, {False, None}),
    ],
)
def test_a_lost_figure_leaves_a_condition_open_for_good(
    condition: dict[str, Any], expected: set[bool | None]
) -> None:
    rules = rules_of(clause("a", condition=condition), clause("b", condition={"met": "a"}))
    for key in ("a", "b"):
        assert rules.conditions[key].possible(State(rules, Answers())) == expected


@pytest.mark.parametrize(
    ("reference", "operator", "found"),
    [
        # No year and no month reaches across the turn of the year.
        ("2030-12-31", "not_after", {True, False}),
        ("2030-12-31", "after", {True, False}),
        ("2031-01-01", "before", {True, False}),
        ("2031-01-01", "not_before", {True, False}),
        # The year 2030 reaches across these.
        ("2030-08-31", "not_after", {True, False, None}),
        ("2030-12-31", "before", {True, False, None}),
    ],
)
def test_a_date_that_another_stands_in_for_may_never_be_open(
    reference: str, operator: str, found: set[bool | None]
) -> None:
    given = {"question": "d", "otherwise": "reference"}
    clauses = [
        clause("held", condition={"day": given, operator: "reference"}),
        clause("dated", condition={"day": {"question": "d"}, operator: "reference"}),
    ]
    dated = [{"id": "d", "type": "date", "label": "日期"}]
    policy = {"reference_day": {"value": reference}}
    rules = compile_rules(rules_data(clauses, dated, policy=policy))
    blank = State(rules, Answers())
    assert rules.conditions["held"].possible(blank) == found
    assert rules.conditions["dated"].possible(blank) == {True, False, None}
