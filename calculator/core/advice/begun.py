"""What is begun comes before what is new: records that are there and undecided, or that lack what
can still be got, and lists of what everybody has that were not answered."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from calculator.core.advice.narrowing import open_fields
from calculator.core.advice.whatif import WhatIf, best_record, with_record, without_record
from calculator.core.answers.given import GivenRecord
from calculator.core.conditions.facts import Record
from calculator.core.points.base import OverItems
from calculator.core.points.rows import FILLED, answer_amount, find_item
from calculator.core.points.tree import Row
from calculator.core.state import State


def settled(state: State, row: Row) -> WhatIf | None:
    """The records that are there and may fall into a row or count, at their best, against a state
    without them; None when nothing of the row is open, or nobody but experts can settle it."""
    mechanism = row.mechanism
    if row.selection is None or mechanism.deducts:
        return None
    if isinstance(mechanism, OverItems):
        return _settled_records(state, row, row.selection.list_id)
    low, high, _ = answer_amount(row, state)
    high = row.bound if high is None else high
    is_filled = state.score().facts[row.id].state == FILLED
    if not is_filled or mechanism.by_experts or high is None or low == high:
        return None
    list_id = row.selection.list_id
    places = sorted({record.index for record, _ in open_fields(state, list_id, [row])})
    before, after = (state.with_amount(row.id, (end, end, end)) for end in (low, high))
    return WhatIf("settle", after, before=before, list_id=list_id, places=places)


def _settled_records(state: State, row: Row, list_id: str) -> WhatIf | None:
    open_ones = [
        item.record
        for item in state.score().facts[row.id].items
        if item.counted is not False and not (item.about and item.counted)
    ]
    found = {one.index: best_record(state, row, one) for one in open_ones}
    best = {place: values for place, values in found.items() if values is not None}
    if not best:
        return None
    answers, before = state.answers.copy(), state
    answers.lists[list_id] = tuple(
        GivenRecord(best[place], {}) if place in best else one
        for place, one in enumerate(answers.lists[list_id])
    )
    for place in sorted(best, reverse=True):
        before = without_record(before, list_id, place)
    after = state.with_answers(answers)
    return WhatIf("settle", after, before=before, list_id=list_id, places=sorted(best))


def mended(state: State, row: Row) -> WhatIf | None:
    """The record of a row that would bring most if what it lacks were got, with the fewest fields
    changed; only fields that can still be got are touched (`obtainable`), whatever else is open."""
    if not isinstance(row.mechanism, OverItems) or row.mechanism.deducts:
        return None
    best: tuple[Any, Record, dict[str, Any]] | None = None
    for item in state.score().facts[row.id].items:
        one = item.record
        for values in _obtained(state, row, one) if item.counted is False else ():
            after = Record(one.list_id, one.index, {**one.values, **values}, one.undecided)
            found = find_item(row, state, after)
            if found is None or found.counted is False:
                continue
            low, high, _ = found.amount
            worth = (high is None, high or 0, low, -len(values))
            if best is None or worth > best[0]:
                best = worth, after, values
    if best is None:
        return None
    _, record, values = best
    answers, list_id, place = state.answers.copy(), record.list_id, record.index
    records = answers.lists[list_id]
    got = GivenRecord(dict(record.values), dict(record.undecided))
    answers.lists[list_id] = (*records[:place], got, *records[place + 1 :])
    after_all = state.with_answers(answers)
    return WhatIf("mend", after_all, list_id=list_id, places=[place], values=values)


def _obtained(state: State, row: Row, record: Record) -> Iterator[dict[str, Any]]:
    """Other answers to what can still be got of a record and makes a requirement fail."""
    assert row.selection is not None  # noqa: S101
    given, list_id = record.values, record.list_id
    failing = [
        one.condition
        for one in row.selection.requirements
        if one.condition.verdict(state, record) is False
    ]
    read = frozenset().union(*(condition.reads for condition in failing))
    fields = [
        field
        for field in state.rules.questions[list_id].fields.values()
        if field.is_obtainable and field.id in given and ("field", list_id, field.id) in read
    ]
    for answers in product(*(field.possible_values() or () for field in fields)):
        named = zip((field.id for field in fields), answers, strict=True)
        yield {name: value for name, value in named if value != given[name]}


def unsaid(state: State) -> Iterator[tuple[str, list[Row]]]:
    """Lists of what everybody has, which several rows share, that were not answered."""
    for question in state.rules.questions.values():
        rows = state.rules.rows_drawing_on(question.id)
        if question.whole and len(rows) > 1 and not state.is_given(question.id):
            yield question.id, rows


def with_list(state: State, row: Row, list_id: str) -> State | None:
    """The state with the best that a row can get of a list; None when it can get nothing."""
    if isinstance(row.mechanism, OverItems):
        values = best_record(state, row)
        return None if values is None else with_record(state, list_id, values)
    return state.with_amount(row.id, (0, row.bound, 0))
