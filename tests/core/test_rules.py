"""Rules that the core does not understand are refused, with the place of the mistake."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from calculator.core.rules import compile_rules
from calculator.errors import CalculatorError, RulesError
from tests.core.conftest import TINY, clause, fig, rules_data

QUESTIONS: list[dict[str, Any]] = [
    {"id": "flag", "type": "yesno", "label": "是否"},
    {"id": "memo", "type": "text", "label": "备注"},
    {"id": "level", "type": "ordered", "label": "级别", "options": [{"id": "a", "label": "a"}]},
    {"id": "number", "type": "number", "label": "数"},
    {"id": "day", "type": "date", "label": "日期"},
    {
        "id": "list",
        "type": "list",
        "label": "列表",
        "fields": [{"id": "f", "type": "yesno", "label": "f"}],
    },
]


def problem_with(clauses: list[dict[str, Any]], **extra: Any) -> RulesError:
    with pytest.raises(RulesError) as caught:
        compile_rules(rules_data(clauses, QUESTIONS, **extra))
    assert isinstance(caught.value, CalculatorError)
    return caught.value


@pytest.mark.parametrize(
    "condition",
    [
        "text",
        {},
        {"question": "flag"},
        {"question": "nobody", "is": True},
        {"question": "list", "is": True},
        {"question": "memo", "is": "x"},
        {"question": "level", "is": "z"},
        {"question": "level", "before": "2020"},
        {"question": "number", "before": "2020"},
        {"question": "number", "at_least": "viele"},
        {"question": "number", "at_least": fig("1.5.5")},
        {"question": "day", "at_least": 3},
        {"question": "day", "before": "2020-13"},
        {"all": "x"},
        {"at_least": "1.5", "of": []},
        {"met": "nobody"},
        {"met": "plain"},
        {"points": "plain", "at_least": 1},
        {"hours": {"kinds": "all"}, "at_least": 1},
        {"exists": {"where": {}}},
        {"exists": {"from": "flag"}},
        {"exists": {"from": "list", "where": {"g": True}}},
        {"exists": {"from": "list", "require": ["plain"]}},
        {"sum": {"from": "list", "of": "g"}, "at_least": 1},
        {"mean": ["number"], "over": 2, "at_least": 1},
        {"years": {"from": "list"}, "at_least": 1},
        {"day": {"nothing": 1}, "before": "reference"},
        {"day": {"of": "reference", "plus_years": "0.5"}, "before": "reference"},
    ],
)
def test_a_condition_that_makes_no_sense(condition):
    error = problem_with([clause("plain"), clause("bad", condition=condition)])
    assert error.where.startswith("bad.condition") or error.where == "bad"
    assert error.message


def test_fields_outside_a_list():
    error = problem_with([clause("bad", item={"when": {"field": "f", "is": True}})])
    assert error.where == "bad.item"


@pytest.mark.parametrize(
    "points",
    [
        {},
        {"cap": fig(5)},
        {"add": "most"},
        {"each": fig(1)},
        {"each": fig(-1), "count": "number"},
        {"each": fig(1), "once": fig(1), "count": "number"},
        {"each": fig(1), "count": "nobody"},
        {"each": {"value": None, "unit": "分", "figure": "bad.每项分值"}, "count": "number"},
        {"by_rank": {"field": "g", "start": fig(1), "step": fig(1)}, "items": {"from": "list"}},
        {"once": fig(1), "when": {"points": "all", "at_least": 1}},
    ],
)
def test_points_that_make_no_sense(points):
    error = problem_with(
        [clause("all", points={"add": "sum"}), clause("bad", "all", points=points)]
    )
    assert error.where.startswith("bad.points")


def test_a_row_holds_no_points_of_others():
    row = {"each": fig(1), "count": "number"}
    assert problem_with([clause("a", points=row), clause("b", "a", points=row)]).where == "a.points"


def test_conditions_in_a_circle():
    error = problem_with(
        [clause("a", condition={"met": "b"}), clause("b", condition={"not": {"met": "a"}})]
    )
    assert "a -> b -> a" in error.message


@pytest.mark.parametrize(
    "bar", [{"kind": "nonsense", "when": {"question": "flag", "is": True}}, {"kind": "veto"}]
)
def test_a_bar_that_makes_no_sense(bar):
    assert problem_with([clause("bad", bar=bar)]).where == "bad.bar"


@pytest.mark.parametrize(
    ("key", "value"),
    [("format", 2), ("questions", [{"id": "x", "type": "riddle"}])],
)
def test_the_whole_must_be_of_this_format(key, value):
    data = {**deepcopy(TINY), key: value}
    with pytest.raises(RulesError):
        compile_rules(data)


def test_compiling_leaves_the_data_alone():
    data = deepcopy(TINY)
    compile_rules(data)
    assert data == TINY
