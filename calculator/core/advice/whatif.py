"""What if: one more of something, as a state of its own that is evaluated like any other.

A row that counts records gets the best record that can fall into it; a count goes up by one; years
gain a full one; an exam reaches its next step; a condition holds; a deduction happens once less.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculator.core.advice.critical import values_to_try
from calculator.core.answers.given import GivenRecord
from calculator.core.conditions.facts import Record, Unknown
from calculator.core.points.base import OverItems
from calculator.core.points.rows import Item, find_item
from calculator.core.points.tree import Row
from calculator.core.state import State
from calculator.core.values.numbers import Number

# Records that the search for the best one looks at, half-filled ones included.
MOST_TRIED = 5000
# The place of a record that comes after all others.
NEW = sys.maxsize


class WhatIf:
    """A step that can be taken (`state` after it), or why there is none (`blocked`).

    `kind`: "record" (`list_id`, `values`), "more" and "step" (`question`, `value`), "field"
    (`told`), "year", "condition", "fewer"; "settle" (the records of `list_id` at `places`, which
    are there), "mend" (`values` of the record at the one place, which does not count without).
    `blocked`: "full" (the list takes no more), "top" (as high as it goes), "met" (it is met
    already), "requirement" (no record can count).
    `before` is what the step is held against: the state as it is, or without what is to be settled.
    """

    def __init__(self, kind: str, state: State | None, blocked: str = "", **what: Any) -> None:
        self.kind = kind
        self.state = state
        self.blocked = blocked
        self.list_id: str | None = what.get("list_id")
        self.values: Mapping[str, Any] = what.get("values") or {}
        self.question: str | None = what.get("question")
        self.value: Number | None = what.get("value")
        self.told: Sequence[str] = what.get("told") or ()
        self.places: Sequence[int] = what.get("places") or ()
        self.before: State | None = what.get("before")
        self.is_begun = kind in {"settle", "mend"}


def with_record(state: State, list_id: str, values: Mapping[str, Any]) -> State:
    """The state with one more record at the end of a list."""
    answers = state.answers.copy()
    answers.lists[list_id] = (*answers.lists.get(list_id, ()), GivenRecord(dict(values), {}))
    return state.with_answers(answers)


def taken(state: State, steps: Sequence[WhatIf]) -> State | None:
    """The state with several steps taken; None where two change the same, or a list is too full."""
    if any(step.kind == "fewer" for step in steps):
        return None
    changes = [one for step in steps if step.state for one in _changes(state, step.state)]
    places = [place for place, _ in changes if place[-1] != NEW]
    answers, supposed = state.answers.copy(), {**state.supposed}
    known: dict[Unknown, Any] = {}
    for (kind, name, at), change in changes:
        if kind == "answer":
            known[name,] = change
        elif kind == "amount":
            supposed[name] = change
        else:
            records = answers.lists.get(name, ())
            answers.lists[name] = (*records[:at], change, *records[at + 1 :])
    most = {one.id: one.at_most for one in state.rules.questions.values() if one.type == "list"}
    is_full = any(len(all_) > (most[one] or len(all_)) for one, all_ in answers.lists.items())
    if is_full or len(set(places)) < len(places):
        return None
    return State(state.rules, answers, supposed, state).supposing(known)


def _changes(state: State, after: State) -> Iterator[tuple[tuple[str, str, int], Any]]:
    """What is other after a step: what kind of thing, which, at which place of a list."""
    for question, value in after.values.items():
        if value != state.values.get(question):
            yield ("answer", question, 0), value
    for row_id, amount in after.supposed.items():
        if row_id not in state.supposed:
            yield ("amount", row_id, 0), amount
    for list_id, records in after.answers.lists.items():
        old = state.answers.lists.get(list_id, ())
        for at, record in enumerate(records):
            if at >= len(old) or record is not old[at]:
                yield ("record", list_id, at if at < len(old) else NEW), record


def one_more(state: State, row: Row) -> WhatIf | None:
    """One more of what a row counts; None when nothing can be said about it.

    A row that takes points away is asked for one less; None when it takes nothing.
    """
    mechanism = row.mechanism
    if mechanism.deducts:
        takes = state.score().amounts[row.id].high != 0 and row.id not in state.answers.none
        step = mechanism.one_less(state) if takes else None
    else:
        step = mechanism.one_more(state)
    if step is None:
        return None
    if isinstance(mechanism, OverItems):
        return _one_less_record(state, row) if mechanism.deducts else _one_more_record(state, row)
    what: dict[str, Any] = {"question": step.question, "value": step.value, "told": step.told}
    if step.blocked:
        return WhatIf(step.kind, None, step.blocked, **what)
    if step.question is not None:
        after = state.supposing({(step.question,): step.value})
        return WhatIf(step.kind, after, **what)
    return WhatIf(step.kind, state.with_amount(row.id, step.amount), **what)


# -- Records ------------------------------------------------------------------------------------


def _one_more_record(state: State, row: Row) -> WhatIf:
    assert row.selection is not None  # noqa: S101
    list_id = row.selection.list_id
    most = state.rules.questions[list_id].at_most
    if most is not None and len(state.of_list(list_id)) >= most:
        return WhatIf("record", None, "full", list_id=list_id)
    values = best_record(state, row)
    if values is None:
        return WhatIf("record", None, "requirement", list_id=list_id)
    after = with_record(state, list_id, values)
    return WhatIf("record", after, list_id=list_id, values=values)


def best_record(
    state: State, row: Row, known: Record | None = None, *, may_fail: bool = False
) -> dict[str, Any] | None:  # fmt: skip
    """The fields of the record that brings a row most, those that are known among them; None when
    none can count.

    With `may_fail`, one that falls into the row, whether it counts or not.
    """
    key = ("best", row.id, known and known.index, may_fail)
    if key not in state.memo:
        state.memo[key] = _Search(state, row, known, may_fail).best
    best: dict[str, Any] | None = state.memo[key]
    return best


class _Search:
    """Fill in field after field, leaving out whatever cannot count or bring more any more."""

    def __init__(self, state: State, row: Row, known: Record | None, may_fail: bool) -> None:
        assert row.selection is not None  # noqa: S101
        self.state = state
        self.row = row
        self.may_fail = may_fail
        self.list_id = row.selection.list_id
        given = dict(known.values) if known else {}
        self.index = known.index if known else len(state.of_list(self.list_id))
        fields = state.rules.questions[self.list_id].fields
        choices = {
            name: values_to_try(fields[name], self.list_id, [row], state)
            for name in sorted(row.fields_read(self.list_id))
            if name not in given
        }
        self.fields = [(name, values) for name, values in choices.items() if values]
        self.tried = 0
        self.best: dict[str, Any] | None = None
        self.worth: tuple[bool, Number, Number] = (False, -1, -1)
        self._fill(given, 0)

    def _fill(self, values: dict[str, Any], at: int) -> None:
        self.tried += 1
        item = find_item(self.row, self.state, Record(self.list_id, self.index, values, {}))
        if item is None or self.tried > MOST_TRIED:
            return
        if item.counted is False and not self.may_fail:
            return
        low, high, _ = item.amount
        top = -1 if high is None else high
        if high is not None and self.worth[1] >= high and self.worth[2] == self.worth[1]:
            return
        if at == len(self.fields):
            worth = (item.counted is not False, top, low)
            if worth > self.worth:
                self.best, self.worth = values, worth
            return
        name, choices = self.fields[at]
        for value in choices:
            self._fill({**values, name: value}, at + 1)


def _one_less_record(state: State, row: Row) -> WhatIf | None:
    items = state.score().facts[row.id].items
    worst = max((one for one in items if one.counted is not False), key=_taken, default=None)
    if worst is None:
        return None
    after = without_record(state, worst.record.list_id, worst.record.index)
    return WhatIf("fewer", after, list_id=worst.record.list_id)


def without_record(state: State, list_id: str, index: int) -> State:
    """The state with one record less; own estimates stay with their records."""
    answers = state.answers.copy()
    records = answers.lists[list_id]
    answers.lists[list_id] = (*records[:index], *records[index + 1 :])
    drawing = {row.id for row in state.rules.rows_drawing_on(list_id)}
    answers.estimates = {}
    for key, value in state.answers.estimates.items():
        row_id, sign, place = key.partition("#")
        if sign and row_id in drawing:
            if int(place) == index:
                continue
            key = f"{row_id}#{int(place) - (int(place) > index)}"
        answers.estimates[key] = value
    return state.with_answers(answers)


def _taken(item: Item) -> tuple[Number, Number]:
    low, high, _ = item.amount
    return (low if high is None else high), low
