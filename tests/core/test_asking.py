"""What is still worth asking: nothing that cannot matter, and the most decisive thing first."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.advice.asking import loose_conditions, next_questions
from calculator.core.advice.open_leaves import EVEN, through
from calculator.core.answers.given import Answers
from calculator.core.conditions.logic import All, AnyOf, AtLeast, Condition, ExactlyOne, Not
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from tests.core.conftest import clause, fig, rules_data

THREE = [Condition(), Condition(), Condition()]
YES_NO = [{"id": name, "type": "yesno", "label": name} for name in ("a", "b", "c", "size")]
JUDGED = {
    "id": "judged",
    "type": "choice",
    "label": "认定",
    "options": [
        {"id": "yes", "label": "已认定"},
        {"id": "later", "label": "还没有", "open": True, "settles": "专家认定"},
    ],
}
WORKS = {
    "id": "works",
    "type": "list",
    "label": "作品",
    "item": "一件作品",
    "fields": [
        {"id": "good", "type": "yesno", "label": "好"},
        {"id": "date", "type": "date", "label": "日期"},
        {"id": "memo", "type": "text", "label": "备注"},
    ],
}
JOBS = {
    "id": "jobs",
    "type": "list",
    "whole": True,
    "label": "经历",
    "item": "一段经历",
    "fields": [{"id": "period", "type": "period", "label": "起止"}],
}


def yes(question: str) -> dict[str, Any]:
    return {"question": question, "is": True}


def need(clause_id: str, condition: dict[str, Any]) -> dict[str, Any]:
    return clause(clause_id, condition=condition)


def rules_of(
    needs: dict[str, list[str]], *clauses: dict[str, Any], until: str = "2025-12-31"
) -> Rules:
    routes = [{"id": f"route-{name}", "title": name, "needs": ids} for name, ids in needs.items()]
    return compile_rules(
        rules_data(
            list(clauses),
            [*YES_NO, JUDGED, WORKS, JOBS],
            routes=routes,
            policy={"reference_day": fig(until, "n.截止日", "")},
        )
    )


def asked(rules: Rules, answers: dict[str, Any] | None = None, **more: Any) -> list[Any]:
    """What is asked for the routes, without the routes that wait for it."""
    read, problems = read_answers(rules, {"answers": answers or {}, **more})
    assert problems == []
    entries = next_questions(rules, read, ["routes"])
    return [{key: value for key, value in e.items() if key != "waiting"} for e in entries]


TWO_ROUTES = rules_of(
    {"one": ["shared", "first"], "two": ["shared", "second"]},
    need("shared", yes("a")),
    need("first", {"all": [yes("b"), yes("c")]}),
    need("second", {"any": [yes("c"), yes("size")]}),
)


def test_what_every_route_waits_for_comes_first() -> None:
    assert asked(TWO_ROUTES)[0] == {"question": "a"}


def test_a_question_names_the_routes_that_wait_for_it() -> None:
    read, _ = read_answers(TWO_ROUTES, {})
    waiting = {e["question"]: e["waiting"] for e in next_questions(TWO_ROUTES, read, ["routes"])}
    assert waiting == {
        "a": ["route-one", "route-two"],
        "b": ["route-one"],
        "c": ["route-one", "route-two"],
        "size": ["route-two"],
    }


def test_nothing_is_asked_once_every_route_is_decided() -> None:
    # `a` is a need of both routes: a no closes both, whatever the rest may be.
    assert asked(TWO_ROUTES, {"a": False}) == []


def test_what_cannot_change_a_route_any_more_is_not_asked() -> None:
    # c: true meets `any` of the second route, so `size` has nothing to decide.
    assert asked(TWO_ROUTES, {"a": True, "c": True}) == [{"question": "b"}]


def test_an_answer_that_waits_for_others_is_not_asked_again() -> None:
    rules = rules_of({"one": ["n"]}, need("n", {"question": "judged", "is": "yes"}))
    assert asked(rules) == [{"question": "judged"}]
    assert asked(rules, {"judged": "later"}) == []


SELECTED = rules_of(
    {"one": ["n"]}, need("n", {"exists": {"from": "works", "where": {"good": True}}})
)


def test_a_list_is_asked_for_then_its_open_fields_then_whether_there_is_more() -> None:
    assert asked(SELECTED) == [{"question": "works"}]
    given = {"works": [{"good": False}, {}]}
    assert asked(SELECTED, given) == [
        {"question": "works", "index": 1, "field": "good"},
        {"question": "works", "more": True},
    ]
    assert asked(SELECTED, given, closed=["works"]) == [
        {"question": "works", "index": 1, "field": "good"}
    ]
    assert asked(SELECTED, {"works": [{"good": True}]}) == []


def test_a_rough_date_is_asked_for_exactly_only_where_the_day_decides() -> None:
    years = {"years": {"from": "jobs", "period": "period"}, "at_least": fig(3, "n.年限", "年")}
    rules = rules_of({"one": ["n"]}, need("n", years), until="2025-06-15")
    # Three years are full on the day when they began on 2022-06-15 or before.
    assert asked(rules, {"jobs": [{"period": {"from": "2022-06"}}]}) == [
        {"question": "jobs", "index": 0, "field": "period", "exact": True}
    ]
    assert asked(rules, {"jobs": [{"period": {"from": "2022-05"}}]}) == []
    assert asked(rules, {"jobs": [{"period": {"from": "2022-07"}}]}) == []
    assert asked(rules, {"jobs": [{}]}) == [{"question": "jobs", "index": 0, "field": "period"}]


def test_long_lists_come_after_what_takes_one_answer() -> None:
    rules = rules_of({"one": ["n"]}, need("n", {"all": [{"exists": {"from": "works"}}, yes("a")]}))
    # Both decide alike; a work has two fields that count as answers (its memo does not).
    assert asked(rules) == [{"question": "a"}, {"question": "works"}]


def test_conditions_outside_all_routes_and_rows_are_loose() -> None:
    rules = rules_of(
        {"one": ["n"]}, need("n", yes("a")), need("same", yes("a")), need("photo", yes("size"))
    )
    assert loose_conditions(rules) == ["photo"]
    read, _ = read_answers(rules, {})
    assert next_questions(rules, read, ["checks"]) == [{"question": "size", "waiting": ["photo"]}]


@pytest.mark.parametrize(
    ("condition", "met", "others", "expected"),
    [
        # One of three parts of `all`: met only if the other two hold too, (1/2)² of 1/2.
        (All(THREE), 0, 2, ("1/8", "1/2")),
        (AnyOf(THREE), 0, 2, ("1/2", "1/8")),
        # Two of three, none yet: after a yes one of two coins must hold (3/4); after a no it fails
        # unless both hold (3/4).
        (AtLeast(2, THREE), 0, 2, ("3/8", "3/8")),
        (AtLeast(2, [*THREE, Condition()]), 1, 2, ("1/2", "1/8")),
        (ExactlyOne(THREE), 1, 0, ("1/2", "1/2")),
        # None yet: a yes is one and the only one if the other coin fails, else one too many.
        (ExactlyOne(THREE), 0, 1, ("1/2", "1/4")),
    ],
)
def test_chances(condition: Any, met: int, others: int, expected: tuple[str, str]) -> None:
    chances = through(condition, EVEN, others, met)
    assert (chances.met, chances.not_met) == tuple(map(Fraction, expected))


def test_a_negation_swaps_chances() -> None:
    part = through(AnyOf([Condition(), Condition()]), through(Not(Condition()), EVEN, 0, 0), 1, 0)
    # not (x or y): a yes to x makes it not met for certain, a no leaves it to y.
    assert (part.met, part.not_met) == (Fraction(1, 2), Fraction(1, 4))


VALUES = {
    "yesno": st.booleans(),
    "date": st.sampled_from(["2029", "2029-08", "2029-09-01", "2030-02-11", "2030-12-31"]),
    "period": st.fixed_dictionaries(
        {"from": st.sampled_from(["2024-01-05", "2027-08", "2027-08-31", "2028"])},
        optional={"to": st.sampled_from(["2028-12", "2029-06-30", "2031"])},
    ),
    "number": st.sampled_from([0, 3, 10, 20, 40, 64, "99.5"]),
    "count": st.sampled_from([1, 2, 3, 20]),
    "text": st.just("x"),
    "photo": st.fixed_dictionaries(
        {"format": st.sampled_from(["png", "gif"]), "bytes": st.sampled_from([9, 900_000])},
        optional={"width": st.just(700), "height": st.just(700), "whole": st.booleans()},
    ),
}


def value_of(asked_for: Any) -> st.SearchStrategy[Any]:
    """An answer to a question or field."""
    if asked_for.type in {"choice", "ordered"}:
        return st.sampled_from([*asked_for.ranks, *asked_for.open])
    if asked_for.id == "season":
        return st.sampled_from([2028, 2029])
    return VALUES[asked_for.type]


def answers_to(rules: Rules) -> st.SearchStrategy[dict[str, Any]]:
    """Some answers to some questions."""
    parts: dict[str, st.SearchStrategy[Any]] = {}
    for question in rules.questions.values():
        if question.type == "list":
            fields = {field.id: value_of(field) for field in question.fields.values()}
            parts[question.id] = st.lists(st.fixed_dictionaries({}, optional=fields), max_size=2)
        else:
            parts[question.id] = value_of(question)
    return st.fixed_dictionaries({}, optional=parts)


def verdicts(rules: Rules, raw: dict[str, Any]) -> list[Any]:
    """The verdicts of routes, items and bars."""
    state = State(rules, read_answers(rules, {"answers": raw})[0])
    items = [item.report(state)["needed"] for item in rules.checklist]
    bars = [bar.report(state)["standing"] for bar in rules.bars]
    return [*(route.condition.verdict(state, None) for route in rules.routes), *items, *bars]


@settings(max_examples=150)
@given(data=st.data())
def test_what_is_not_asked_changes_no_verdict(harbour: Rules, data: st.DataObject) -> None:
    now, later = data.draw(answers_to(harbour)), data.draw(answers_to(harbour))
    read, _ = read_answers(harbour, {"answers": now})
    entries = next_questions(harbour, read, ["routes", "checklist", "bars"])
    still = {entry.get("question") for entry in entries}
    if any("points" in entry for entry in entries):
        # Everything that rows read may matter, by way of the points.
        rows = harbour.tree.rows
        still |= {atom[1] for row in rows for atom in row.mechanism.reads if atom[0] != "points"}
    # Answer what was not asked: what had no answer yet, and no list that may go on.
    more = {key: value for key, value in later.items() if key not in now and key not in still}
    assert verdicts(harbour, {**now, **more}) == verdicts(harbour, now)


@settings(max_examples=100)
@given(data=st.data())
def test_every_open_verdict_is_asked_about_or_waits_for_others(
    harbour: Rules, data: st.DataObject
) -> None:
    now = data.draw(answers_to(harbour))
    read, _ = read_answers(harbour, {"answers": now})
    state = State(harbour, read)
    waiting = {t for e in next_questions(harbour, read, ["routes"]) for t in e["waiting"]}
    for route in harbour.routes:
        decided = route.condition.verdict(state, None) is not None
        if decided:
            assert route.id not in waiting
    # Ordinary routes of this policy can always be settled by answers.
    tutti = next(route for route in harbour.routes if route.id == "track-tutti")
    undecided = any(record.undecided for records in read.lists.values() for record in records)
    if tutti.condition.verdict(state, None) is None and not undecided:
        assert tutti.id in waiting


@settings(max_examples=60)
@given(data=st.data())
def test_a_condition_comes_to_no_verdict_that_it_cannot_come_to(
    harbour: Rules, data: st.DataObject
) -> None:
    state = State(harbour, read_answers(harbour, {"answers": data.draw(answers_to(harbour))})[0])
    nothing = State(harbour, Answers())
    for condition in harbour.conditions.values():
        assert condition.verdict(state, None) in condition.possible(nothing)
