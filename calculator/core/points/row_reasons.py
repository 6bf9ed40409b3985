"""Why an item of a row, or a row on answers, gives nothing for certain."""

from __future__ import annotations

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.reasons import reason
from calculator.core.points.rows import Item
from calculator.core.points.tree import Row
from calculator.core.typing_only import shapes


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
        found += _about_doubts(state, row, item.record)
    return found


def answer_reasons(state: Facts, row: Row) -> list[shapes.Reason]:
    """Why a row on answers gives nothing for certain: its condition fails or is open."""
    condition = row.mechanism.condition
    if condition is None or condition.verdict(state, None) is True:
        return []
    return condition.reasons(state, None, row.id)


def _about_doubts(state: Facts, row: Row, record: Record) -> list[shapes.Reason]:
    """What is missing to tell whether the row is about a record."""
    texts: list[str] = []
    for condition in row.about:
        if condition.verdict(state, record) is None:
            texts += (t for t in condition.doubts(state, record) if t not in texts)
    return [reason(row.id, text) for text in texts]
