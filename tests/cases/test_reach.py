"""Which sides of a cap can occur, worked out by hand for each mechanism."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from calculator.cases.decidable import ALL, reachable_verdicts
from calculator.cases.reach import reachable, sides


def fig(value: str) -> dict[str, str]:
    return {"value": value, "unit": "分", "figure": "x.y"}


def rules_of(questions: list[dict[str, Any]] | None = None, **points: Any) -> dict[str, Any]:
    clauses = {
        key: {"points": value, "children": value.pop("children", [])}
        for key, value in points.items()
    }
    order = sorted(clauses, key=lambda key: len(key))
    return {"clauses": clauses, "order": order, "questions": questions or [], "routes": []}


def row_sides(questions: list[dict[str, Any]] | None = None, **points: Any) -> list[str]:
    rules = rules_of(questions, row=points)
    return sides(rules["clauses"]["row"]["points"], reachable(rules)["row"])


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ({"cap": fig("10"), "each": fig("5"), "count": "q"}, ["below", "at", "above"]),
        ({"cap": fig("20"), "each": fig("15"), "count": "q"}, ["below", "above"]),
        ({"cap": fig("20"), "each": fig("20"), "count": "q"}, ["at", "above"]),
        ({"cap": fig("15"), "once": fig("15"), "when": {}}, ["at"]),
        ({"cap": fig("10"), "per_year": fig("2.5"), "years": {}}, ["below", "at", "above"]),
        ({"cap": fig("6"), "experts": fig("6")}, ["below", "at"]),
        (
            {"cap": fig("6"), "bands": {"steps": [{"points": fig("2")}, {"points": fig("9")}]}},
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
                "by_place": {"points": fig("10"), "coefficients": [fig("0.9")], "tail": fig("0.5")},
                "items": {"from": "l"},
            },
            ["below", "above"],
        ),
    ],
)
def test_sides_of_a_rows_cap(points: dict[str, Any], expected: list[str]) -> None:
    assert row_sides(**points) == expected


def test_a_list_of_limited_length_limits_the_sum() -> None:
    questions = [{"id": "l", "type": "list", "fields": [], "at_most": 2}]
    row = {"cap": fig("15"), "each": fig("5"), "items": {"from": "l"}}
    assert row_sides(questions, **row) == ["below"]


def test_groups_add_what_their_rows_leave_after_their_caps() -> None:
    rules = rules_of(
        group={"add": "sum", "cap": fig("9"), "children": ["row-a", "row-b"]},
    )
    rules["clauses"] |= {
        "row-a": {"points": {"cap": fig("4"), "each": fig("4"), "count": "q"}, "children": []},
        "row-b": {"points": {"cap": fig("5"), "each": fig("3"), "count": "q"}, "children": []},
    }
    rules["order"] = ["group", "row-a", "row-b"]
    sums = reachable(rules)["group"]
    assert sums == {Fraction(one) for one in (0, 3, 4, 5, 7, 9)}
    assert sides(rules["clauses"]["group"]["points"], sums) == ["below", "at"]
    rules["clauses"]["group"]["points"]["add"] = "best"
    assert reachable(rules)["group"] == {Fraction(one) for one in (0, 3, 4, 5)}


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
