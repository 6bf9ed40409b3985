"""What is known about each row before anything is added up: its state, its items, its amounts,
and why something gives nothing for certain."""

from __future__ import annotations

from typing import Final

from calculator.core.conditions.explain import reason
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Verdict
from calculator.core.points.base import ZERO, OverAnswers, OverItems
from calculator.core.points.tree import Row
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import Amount, Number, normal

FILLED: Final = "filled"
NONE: Final = "none"
UNANSWERED: Final = "unanswered"


class Item:
    """A record that falls into a row, or may: whether it counts, and what it brings.

    `is_split`: the amount is not among the row's parts, because a split tries its values.
    """

    def __init__(self, record: Record, about: Verdict, counted: Verdict, amount: Amount) -> None:
        self.record = record
        self.about = about
        self.counted = counted
        self.amount = amount
        self.is_split = False


class RowFacts:
    """A row's state, its items, and the amounts that do not hang on splits.

    `is_certain`: something certainly fills it. `is_open_ended`: nothing certain does and it was not
    declared empty either, so it may still hold up to `bound`.
    """

    def __init__(self, row: Row, state: Facts, is_filled: bool, is_certain: bool) -> None:
        drawn = row.selection
        is_closed = not is_certain and (
            row.id in state.answers.none or (drawn is not None and state.is_complete(drawn.list_id))
        )
        self.state: shapes.Filled = FILLED if is_filled else NONE if is_closed else UNANSWERED
        self.is_certain = is_certain
        self.is_open_ended = not is_certain and not is_closed
        self.items: list[Item] = []
        self.parts: list[Amount] = []
        self.bound: Number | None = row.bound
        self.own: Number | None = None


def find_facts(row: Row, state: Facts) -> RowFacts:
    """Look at one row."""
    mechanism = row.mechanism
    if isinstance(mechanism, OverAnswers):
        return _facts_of_answers(row, mechanism, state)
    items = [
        item
        for record in state.of_list(mechanism.selection.list_id)
        if (item := find_item(row, state, record)) is not None
    ]
    facts = RowFacts(row, state, bool(items), any(item.about for item in items))
    facts.items = items
    facts.parts = [item.amount for item in items]
    estimate = state.answers.estimates.get(row.id)
    if estimate is not None and mechanism.by_experts:
        # Experts also settle what is still open (a benefit found, say): the estimate covers both.
        facts.own = estimate if any(item.counted is not False for item in items) else None
    return facts


def find_item(row: Row, state: Facts, record: Record) -> Item | None:
    """What a record is to a row that counts records; None when the row is not about it."""
    mechanism = row.mechanism
    assert isinstance(mechanism, OverItems)  # noqa: S101
    found = record.kept.get(row.id)
    if found is None:
        found = _worth(row, mechanism, state, record)
        if row.is_plain:
            record.kept[row.id] = found
    about, counted, amount = found
    return None if about is False else Item(record, about, counted, amount)


def _worth(
    row: Row, mechanism: OverItems, state: Facts, record: Record
) -> tuple[Verdict, Verdict, Amount]:
    """Whether a row is about a record, whether it counts there, and what it then brings."""
    about, counted = row.standing(state, record)
    if counted is False:
        return about, False, ZERO
    low, high, own = mechanism.amount(state, record)
    own = own if counted or mechanism.by_experts else 0
    return about, counted, (low if counted else 0, high, own)


def _facts_of_answers(row: Row, mechanism: OverAnswers, state: Facts) -> RowFacts:
    if row.id in state.supposed:
        filled = certain = True
    elif row.selection is None:
        filled = certain = mechanism.is_filled(state)
    else:
        held = [*row.holds(state)]
        filled, certain = any(one is not False for one in held), any(held)
    facts = RowFacts(row, state, filled, certain)
    if filled:
        facts.parts = [answer_amount(row, state)]
        # What is still open may be tried way by way: the estimate stands for all of them.
        facts.own = facts.parts[0][2] if mechanism.by_experts else None
    return facts


def answer_amount(row: Row, state: Facts) -> Amount:
    """What a row on answers brings."""
    mechanism = row.mechanism
    assert isinstance(mechanism, OverAnswers)  # noqa: S101
    low, high, own = state.supposed.get(row.id) or mechanism.amount(state)
    return normal(low), high, normal(own)


def item_reasons(state: Facts, row: Row, item: Item) -> list[shapes.Reason]:
    """Why an item of a row does not count, or is open."""
    found: list[shapes.Reason] = []
    selection = row.selection
    if selection is None or item.counted is True:
        return found
    for requirement in selection.requirements:
        verdict = requirement.condition.verdict(state, item.record)
        if verdict is item.counted:
            found += requirement.reasons(state, item.record)
    if item.counted is None and item.about is None:
        # What is missing to tell whether the row is about the record.
        open_ones = (one for one in row.about if one.verdict(state, item.record) is None)
        texts = [text for one in open_ones for text in one.doubts(state, item.record)]
        found += [reason(row.id, text) for text in dict.fromkeys(texts)]
    return found


def answer_reasons(state: Facts, row: Row) -> list[shapes.Reason]:
    """Why a row on answers gives nothing for certain: its condition fails or is open."""
    condition = row.mechanism.condition
    if condition is None or condition.verdict(state, None) is True:
        return []
    return condition.reasons(state, None, row.id)
