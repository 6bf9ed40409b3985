"""The smallest sets that open a route: held against trying every set of answers there is."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.advice.openings import signature
from calculator.core.conditions.comparisons import OptionIs
from calculator.core.conditions.subjects import Source
from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from tests.core.conftest import clause, fig, rules_data

NAMES = ("a", "b", "c", "d")
QUESTIONS: list[dict[str, Any]] = [
    *({"id": name, "type": "yesno", "label": name} for name in NAMES),
    {
        "id": "size",
        "type": "choice",
        "label": "规模",
        "options": [{"id": one, "label": one} for one in ("s", "m", "l")],
    },
    {"id": "mark", "type": "number", "label": "成绩"},
    {
        "id": "jobs", "type": "list", "label": "经历", "item": "一段经历", "whole": True,
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
]  # fmt: skip


def yes(name: str) -> dict[str, Any]:
    return {"question": name, "is": True}


def rules_of(*conditions: dict[str, Any]) -> Rules:
    """One route whose needs are the clauses n0, n1 and so on."""
    needs = [clause(f"n{at}", condition=one) for at, one in enumerate(conditions)]
    route = {"id": "route", "title": "途径", "needs": [one["id"] for one in needs]}
    return compile_rules(rules_data(needs, QUESTIONS, routes=[route]))


def opening(rules: Rules, **answers: Any) -> dict[str, Any]:
    read, problems = read_answers(rules, {"answers": answers})
    assert problems == []
    (route,) = evaluate(rules, read, ["advice"])["advice"]["routes"]
    return route


def steps(route: dict[str, Any]) -> list[list[list[str]]]:
    """The questions asked for, set by set."""
    return [
        [[demand["question"] for demand in one] for one in step["sets"]] for step in route["steps"]
    ]


def test_every_need_is_a_step_and_any_is_a_choice() -> None:
    rules = rules_of(yes("a"), {"any": [yes("b"), {"all": [yes("c"), yes("d")]}]})
    found = opening(rules)
    assert steps(found) == [[["a"]], [["b"], ["c", "d"]]]
    assert found["fewest"] == 2
    assert steps(opening(rules, a=True, c=True)) == [[["b"], ["d"]]]
    assert opening(rules, a=True, b=True) == {
        "id": "route", "verdict": "met", "fewest": 0, "steps": [],
    }  # fmt: skip


def test_needs_that_share_a_question_are_one_step() -> None:
    rules = rules_of({"any": [yes("a"), yes("b")]}, {"any": [yes("a"), yes("c")]})
    found = opening(rules)
    assert steps(found) == [[["a"], ["b", "c"]]]
    assert found["fewest"] == 1


def test_so_many_of_several() -> None:
    rules = rules_of({"at_least": 2, "of": [yes("a"), yes("b"), yes("c")]})
    assert steps(opening(rules)) == [[["a", "b"], ["a", "c"], ["b", "c"]]]
    assert steps(opening(rules, b=True)) == [[["a"], ["c"]]]


def test_demands_that_contradict_each_other_are_no_way() -> None:
    small, large = {"question": "size", "is": "s"}, {"question": "size", "in": ["m", "l"]}
    rules = rules_of({"any": [small, yes("a")]}, {"any": [large, yes("b")]})
    assert steps(opening(rules)) == [[["size", "b"], ["a", "size"], ["a", "b"]]]
    assert opening(rules_of(small, large))["steps"] == []
    assert opening(rules_of(small, large))["fewest"] is None


def test_what_holds_must_stay() -> None:
    # `a` is no: the first need holds. A yes would open the second and close the first.
    rules = rules_of({"not": yes("a")}, {"any": [yes("a"), yes("b")]})
    assert steps(opening(rules, a=False)) == [[["b"]]]


def test_options_that_please_both() -> None:
    rules = rules_of({"question": "size", "in": ["s", "m"]}, {"question": "size", "in": ["m", "l"]})
    (step,) = opening(rules, size="s")["steps"]
    ((demand,),) = step["sets"]
    assert demand["options"] == ["m"]
    assert demand["text"] == "规模：s；要求“m”"


def test_the_opposite_of_a_comparison_is_said_the_right_way_round() -> None:
    rules = rules_of({"not": {"question": "mark", "at_least": fig(60, "n.线")}})
    (step,) = opening(rules, mark=70)["steps"]
    ((demand,),) = step["sets"]
    assert demand["text"] == "成绩：70 分；要求少于 60 分"
    assert (demand["clause"], demand["want"], demand["verdict"]) == ("n0", "met", "not met")


@pytest.mark.parametrize(
    "condition",
    [
        {"not": {"exists": {"from": "jobs"}}},
        {"count": {"from": "jobs"}, "at_most": fig(0)},
        {"count": {"from": "jobs"}, "less_than": fig(1)},
    ],
)
def test_where_none_may_be_no_number_is_said(condition: dict[str, Any]) -> None:
    (step,) = opening(rules_of(condition))["steps"]
    assert step["sets"][0][0]["text"] == "“经历”里有没有符合这一条的，不能确定；要求没有"
    (step,) = opening(rules_of(condition), jobs=[{"period": {"from": "2023-03-01"}}])["steps"]
    assert step["sets"][0][0]["text"] == "“经历”里有 1 条符合；要求没有"


def test_less_than_one_year_is_not_none() -> None:
    rules = rules_of({"not": {"years": {"from": "jobs"}, "at_least": fig(1, "n.年限", "年")}})
    (step,) = opening(rules, jobs=[{"period": {"from": "2023-03-01"}}])["steps"]
    assert step["sets"][0][0]["text"].endswith("：2 年；要求少于 1 年")


def test_the_same_comparison_in_two_clauses_counts_once() -> None:
    mark = {"question": "mark", "at_least": fig(60, "n.线")}
    assert opening(rules_of(mark, {**mark, "at_least": fig(60, "m.线")}))["fewest"] == 1


def test_what_only_time_lacks_has_its_day() -> None:
    years = {"years": {"from": "jobs"}, "at_least": fig(3, "n.年限", "年")}
    (step,) = opening(rules_of(years), jobs=[{"period": {"from": "2023-03-01"}}])["steps"]
    assert step["sets"][0][0]["day"] == "2026-03-01"


def test_a_number_cannot_be_high_and_low_at_once() -> None:
    high = {"question": "mark", "at_least": fig(60, "n.线")}
    rules = rules_of({"any": [high, yes("a")]}, {"any": [{"not": high}, yes("b")]})
    assert steps(opening(rules)) == [[["mark", "b"], ["a", "mark"], ["a", "b"]]]


# -- Against trying everything ------------------------------------------------------------------

literals = st.sampled_from(NAMES).map(yes)
trees = st.recursive(
    literals,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda of: {"all": of}),
        st.lists(parts, min_size=1, max_size=3).map(lambda of: {"any": of}),
        st.lists(parts, min_size=2, max_size=3).map(lambda of: {"at_least": 2, "of": of}),
        st.lists(parts, min_size=2, max_size=3).map(lambda of: {"exactly_one": of}),
        parts.map(lambda of: {"not": of}),
    ),
    max_leaves=6,
)
given_answers = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, st.booleans()))


def is_met(rules: Rules, answers: dict[str, bool]) -> bool:
    read, _ = read_answers(rules, {"answers": answers})
    return bool(evaluate(rules, read, ["routes"])["routes"][0]["verdict"] == "met")


def smallest_changes(rules: Rules, answers: dict[str, bool]) -> set[frozenset[str]]:
    """Every smallest set of questions whose answers, given or changed, open the route."""
    found: list[frozenset[str]] = []
    every = chain.from_iterable(combinations(NAMES, size) for size in range(len(NAMES) + 1))
    for names in map(frozenset, every):
        if any(known <= names for known in found):
            continue
        for values in product((True, False), repeat=len(names)):
            if is_met(rules, {**answers, **dict(zip(sorted(names), values, strict=True))}):
                found.append(names)
                break
    return set(found)


@settings(max_examples=150)
@given(st.lists(trees, min_size=1, max_size=3), given_answers)
def test_the_sets_are_all_the_smallest_ones(
    conditions: list[dict[str, Any]], answers: dict[str, bool]
) -> None:
    rules = rules_of(*conditions)
    route = opening(rules, **answers)
    expected = smallest_changes(rules, answers)
    if route["fewest"] is None:
        assert expected == set()
        return
    assert all(step["complete"] for step in route["steps"])
    chosen = product(*steps(route))
    found = {frozenset(chain.from_iterable(sets)) for sets in chosen}
    assert found == expected
    assert route["fewest"] == min(map(len, expected))


@settings(max_examples=60)
@given(st.lists(trees, min_size=1, max_size=3), given_answers)
def test_following_a_set_opens_the_route(
    conditions: list[dict[str, Any]], answers: dict[str, bool]
) -> None:
    rules = rules_of(*conditions)
    route = opening(rules, **answers)
    if route["fewest"] is None:
        return
    followed = dict(answers)
    for step in route["steps"]:
        for demand in step["sets"][-1]:
            followed[demand["question"]] = demand["options"][0]
    assert is_met(rules, followed)


def test_a_comparison_is_signed_with_each_of_its_pieces_once() -> None:
    asked = compile_rules(rules_data([], [{"id": "sure", "type": "yesno", "label": "确定"}]))
    [question] = asked.questions.values()
    condition = OptionIs(Source(question, None), frozenset({True}))
    assert str(signature(condition)).count("sure") == 1
    assert signature(condition) == signature(OptionIs(Source(question, None), frozenset({True})))
    assert signature(condition) != signature(OptionIs(Source(question, None), frozenset({False})))
