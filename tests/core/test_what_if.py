"""What if: a state that keeps what another one found scores as one that is made anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings

from calculator.core.advice.whatif import best_record, with_record, without_record
from calculator.core.answers.given import GivenRecord
from calculator.core.intake.answers import read_answers
from calculator.core.points.base import OverItems
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.loading import Edition
from tests.benchmarks.people import half_filled
from tests.core import strategies as own
from tests.core.conftest import clause, fig, rules_data


def anew(state: State) -> State:
    """The same answers, of which nothing is known."""
    answers = state.answers.copy()
    answers.values = {**state.values}
    answers.lists = {
        name: tuple(GivenRecord(one.values, one.undecided) for one in state.of_list(name))
        for name in answers.lists
    }
    return State(state.rules, answers, state.supposed)


def amounts(state: State) -> dict[str, tuple[Any, ...]]:
    found = state.score().amounts
    return {
        name: (one.low, one.high, one.own, one.floor, one.ceiling) for name, one in found.items()
    }


def what_ifs(state: State) -> Iterator[State]:
    """Every question answered, every field of every record changed, a record more and less."""
    for question in state.rules.questions.values():
        if question.type != "list":
            for value in (question.possible_values() or ())[:3]:
                yield state.supposing({(question.id,): value})
            continue
        for record in state.of_list(question.id):
            yield without_record(state, question.id, record.index)
            for field in question.fields.values():
                for value in (field.possible_values() or ())[:2]:
                    yield state.supposing({(question.id, record.index, field.id): value})
    for row in state.rules.tree.rows:
        if isinstance(row.mechanism, OverItems) and (values := best_record(state, row)):
            yield with_record(state, row.mechanism.selection.list_id, values)


def hold(state: State) -> int:
    state.score()
    tried = 0
    for after in what_ifs(state):
        expected = amounts(anew(after))
        assert amounts(after) == expected
        tried += 1
        # One step further keeps what two states found.
        for further in [*what_ifs(after)][tried % 7 :: 97]:
            assert amounts(further) == amounts(anew(further))
    return tried


def state_of(rules: Rules, file: dict[str, Any]) -> State:
    return State(rules, read_answers(rules, file)[0])


@settings(max_examples=30)
@given(own.rules(judged=True), own.answer_files())
def test_any_rules(data: dict[str, Any], file: dict[str, Any]) -> None:
    hold(state_of(compile_rules(data), file))


@pytest.mark.parametrize("policy", ["harbour-orchestra", "snow-island"])
def test_cases_of_other_policies(editions: list[Edition], policy: str) -> None:
    [edition] = [one for one in editions if one.policy.id == policy]
    rules = compile_rules(edition.rules)
    files = [{"answers": case.answers} for case in edition.cases[::4]]
    assert sum(hold(state_of(rules, file)) for file in files) > 50


def test_records_hang_on_another_list(published: list[Edition]) -> None:
    """What counts is what came after the title: with a later one, and back again."""
    rules = compile_rules(published[-1].rules)
    answers = {
        key: records[:1] if isinstance(records, list) else records
        for key, records in half_filled()["answers"].items()
    }
    state = state_of(rules, {"answers": answers})
    assert hold(state) > 50
    titles = [{"level": "assistant", "relation": "own", "obtained": "2024-12-31"}]
    newer = state_of(rules, {"answers": {**answers, "titles": titles}})
    after = state.with_answers(newer.answers)
    assert amounts(after) == amounts(newer) != amounts(state)
    assert amounts(after.with_answers(state.answers)) == amounts(state)


FLAG = {"id": "flag", "type": "yesno", "label": "已登记"}
JOBS = {"id": "jobs", "type": "list", "label": "工作", "item": "一段", "fields": [FLAG]}
WORKS = {"id": "works", "type": "list", "label": "作品", "item": "一件", "fields": [FLAG]}


def with_need(need: dict[str, Any], file: dict[str, Any], **points: Any) -> State:
    """Works bring points where a condition holds that is none of the works."""
    points = points or {"each": fig(5)}
    row = clause("row", "all", points={"items": {"from": "works", "require": ["need"]}, **points})
    sum_ = clause("all", points={"add": "sum"})
    data = rules_data([sum_, row, clause("need", condition=need)], [FLAG, JOBS, WORKS])
    return state_of(compile_rules(data), file)


def test_records_hang_on_a_question() -> None:
    state = with_need({"question": "flag", "is": True}, {"answers": {"works": [{}, {}]}})
    ends = [
        amounts(one)["row"][:2]
        for one in (
            state,
            state.supposing({("flag",): True}),
            state.supposing({("flag",): False}),
        )
    ]
    # Two works of 5 each, if it is registered.
    assert ends == [(0, 10), (10, 10), (0, 0)]


def test_records_hang_on_whether_another_list_goes_on() -> None:
    need = {"count": {"from": "jobs"}, "at_most": fig(1)}
    state = with_need(need, {"answers": {"works": [{}], "jobs": [{}]}})
    answers = state.answers.copy()
    answers.closed = frozenset({"jobs"})
    # A second job would spoil it, until there is none for certain.
    assert amounts(state)["row"][:2] == (0, 5)
    assert amounts(state.with_answers(answers))["row"][:2] == (5, 5)


def test_estimates_go_with_their_records() -> None:
    need = {"question": "flag", "is": True}
    file = {"answers": {"works": [{}, {}], "flag": True}, "estimates": {"row#0": 3, "row#1": 7}}
    state = with_need(need, file, experts_each=fig(10))
    assert amounts(state)["row"][2] == 3 + 7
    # Without the first work the second one is the first.
    assert amounts(without_record(state, "works", 0))["row"][2] == 7
