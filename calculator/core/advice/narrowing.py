"""The next question: which answer would narrow the range of the total most.

Each thing that is still open is answered in turn, with every answer between which the rules can
tell, and the score worked out again: a list by nothing at all, and by the best record of each row;
a question by each option or limit. What an answer takes off the range floor..ceiling is averaged
over the answers tried. Where the total hides it under a cap, what it takes off the rows decides.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from calculator.core.advice.critical import values_to_try
from calculator.core.advice.whatif import best_record, with_record
from calculator.core.conditions.facts import Record
from calculator.core.points.base import OverItems
from calculator.core.points.tree import Row
from calculator.core.report.score import headline
from calculator.core.state import State
from calculator.core.values.numbers import Number, normal, to_json
from calculator.core.values.ranges import number_with_unit

MOST_NAMED = 10

Width = tuple[Fraction, Fraction]


def report_next(state: State) -> list[dict[str, Any]]:
    """The questions that narrow the range, the one that narrows it most first."""
    before = _width(state)
    found: list[tuple[Width, dict[str, Any]]] = []
    for key, states in _questions(state):
        widths = [_width(after) for after in states]
        if not widths:
            continue
        narrows = tuple(
            sum((before[at] - width[at] for width in widths), Fraction(0)) / len(widths)
            for at in (0, 1)
        )
        taken = [before[0] - width[0] for width in widths]
        if narrows[0] > 0 or narrows[1] > 0:
            amounts = _amounts(narrows[0], min(taken), max(taken))
            entry = {**key, "asked": _asked(state, key), **amounts}
            found.append(((narrows[0], narrows[1]), entry))
    found.sort(key=lambda one: one[0], reverse=True)
    return [entry for _, entry in found[:MOST_NAMED]]


def _asked(state: State, key: dict[str, Any]) -> str:
    """What is asked, in words."""
    question = state.rules.questions[key["question"]]
    name = f"“{question.label}”"
    if "field" in key:
        return f"第 {key['index'] + 1} 条{name}的“{question.fields[key['field']].label}”"
    return f"{name}是不是填全了" if "more" in key else name


def _amounts(average: Fraction, least: Fraction, most: Fraction) -> dict[str, Any]:
    named = {"narrows": average, "least": least, "most": most}
    shown = {name: None if one > SETS_LIMIT else normal(one) for name, one in named.items()}
    words = _words(shown["most"])
    return {**{name: to_json(value) for name, value in shown.items()}, "said": words}


def _words(most: Number | None) -> str:
    if most is None:
        return "答了可以给总分定出上限"
    certain = "答了以后总分会更确定：最低分和最高分之间，最多可以少差"
    return "" if most == 0 else f"{certain} {number_with_unit(most, '分')}"


def _width(state: State) -> Width:
    """How wide the total's range is, and the ranges of the rows together."""
    _, _, floor, ceiling, _ = headline(state)
    amounts = state.score().amounts
    total = _between(floor, ceiling)
    rows = (amounts[row.id] for row in state.rules.tree.rows)
    return Fraction(total), Fraction(sum([_between(one.floor, one.ceiling) for one in rows]))


# What a range without an end counts for: more than any that has both.
UNLIMITED = 10**40
# An answer that takes off more than this sets an end where there was none.
SETS_LIMIT = UNLIMITED // 10**6


def _between(low: Number | None, high: Number | None) -> Number:
    return UNLIMITED if low is None or high is None else high - low


def _questions(state: State) -> Iterator[tuple[dict[str, Any], Iterator[State]]]:
    """Everything that is open and that rows read, each with the states after its answers."""
    rules = state.rules
    for question in rules.questions.values():
        asked = {("question", question.id), ("list", question.id)}
        rows = [row for row in rules.tree.rows if not asked.isdisjoint(row.mechanism.reads)]
        if not rows:
            continue
        if question.type != "list":
            if not state.is_answered(question.id):
                values = values_to_try(question, None, rows, state)
                yield (
                    {"question": question.id},
                    (state.supposing({(question.id,): value}) for value in values),
                )
            continue
        for record, field in open_fields(state, question.id, rows):
            index = record.index
            values = values_to_try(question.fields[field], question.id, rows, state)
            key = {"question": question.id, "index": index, "field": field}
            yield key, (state.supposing({(question.id, index, field): one}) for one in values)
        if not state.is_given(question.id):
            yield {"question": question.id}, _lists(state, question.id)
        elif not state.is_complete(question.id):
            yield {"question": question.id, "more": True}, _lists(state, question.id)


def open_fields(state: State, list_id: str, rows: list[Row]) -> Iterator[tuple[Record, str]]:
    """Fields of the given records that were not answered, may be asked, and that rows about them
    read."""
    asked_when = state.rules.fields_asked_when
    for record in state.of_list(list_id):
        about = [row for row in rows if row.is_about(state, record) is not False]
        read = {name for row in about for name in row.fields_read(list_id)}
        fields = state.rules.questions[list_id].fields
        for name in fields:
            if name not in read or name in record.values or name in record.undecided:
                continue
            condition = asked_when.get((list_id, name))
            if condition is None or condition.verdict(state, record) is not False:
                yield record, name


def _lists(state: State, list_id: str) -> Iterator[State]:
    """The list as it is and complete, then with the best further record of each row."""
    yield _closed(state, list_id)
    for row in state.rules.rows_drawing_on(list_id):
        if isinstance(row.mechanism, OverItems):
            values = best_record(state, row)
            if values is not None:
                yield _closed(with_record(state, list_id, values), list_id)


def _closed(state: State, list_id: str) -> State:
    answers = state.answers.copy()
    answers.lists.setdefault(list_id, ())
    answers.closed |= {list_id}
    return state.with_answers(answers)
