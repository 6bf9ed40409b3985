"""What a half-filled record can bring: every outcome of the ways to fill it in, each once."""

from __future__ import annotations

from typing import Any

from calculator.core.conditions.facts import Facts, Record
from calculator.core.points.base import ZERO, OverItems
from calculator.core.points.rows import find_item
from calculator.core.points.tree import Row
from calculator.core.values.numbers import Amount

Choices = dict[str, tuple[Any, ...]]


def ways_to_fill(
    state: Facts, rows: list[Row], record: Record, choices: Choices
) -> list[dict[str, Amount]]:
    """What the record brings to each row, by row id, for the `choices` of its open fields."""
    filling = _Filling(state, rows, record.list_id, choices)
    filling.begin(record)
    return [{row.id: amount for row, amount in zip(rows, way, strict=True)} for way in filling.ways]


class _Filling:
    """Fills in field after field, those first that most rows read.

    A row is settled as soon as it cannot count the record any more, or reads nothing that is still
    to be filled in: a verdict that is decided stays so, whatever else becomes known.
    """

    def __init__(self, state: Facts, rows: list[Row], list_id: str, choices: Choices) -> None:
        self.state = state
        self.rows = rows
        self.choices = choices
        self.reads = {row.id: _fields_read(row, list_id) & choices.keys() for row in rows}
        readers = {name: sum(name in r for r in self.reads.values()) for name in choices}
        self.order = sorted(choices, key=lambda name: (-readers[name], name))
        # The fields that are still to be filled in, by how many are.
        self.ahead = [frozenset(self.order[at:]) for at in range(len(choices) + 1)]
        self.ways: dict[tuple[Amount, ...], None] = {}

    def begin(self, record: Record) -> None:
        """Find all ways."""
        known: dict[str, Amount] = {}
        waiting = [row for row in self.rows if not self._settles(row, record, 0, known)]
        self._fill(record, 0, waiting, known)

    def _fill(self, record: Record, at: int, waiting: list[Row], known: dict[str, Amount]) -> None:
        """Try each value of the next field that a waiting row reads."""
        if not waiting:
            self.ways[tuple([known[row.id] for row in self.rows])] = None
            return
        while not any(self.order[at] in self.reads[row.id] for row in waiting):
            at += 1
        field = self.order[at]
        atom = ("field", record.list_id, field)
        for value in self.choices[field]:
            filled = record.completed({field: value})
            filled.memo = {
                part: known for part, known in record.memo.items() if atom not in part.reads
            }
            now = dict(known)
            left = [
                row
                for row in waiting
                if field not in self.reads[row.id] or not self._settles(row, filled, at + 1, now)
            ]
            self._fill(filled, at + 1, left, now)

    def _settles(self, row: Row, record: Record, at: int, known: dict[str, Amount]) -> bool:
        """Note what the record brings to a row if nothing ahead can change it."""
        if self.reads[row.id].isdisjoint(self.ahead[at]):
            known[row.id] = _bring(row, self.state, record)
        elif row.standing(self.state, record)[1] is False:
            known[row.id] = ZERO
        else:
            return False
        return True


def _fields_read(row: Row, list_id: str) -> frozenset[str]:
    return frozenset(atom[2] for atom in row.mechanism.reads if atom[:2] == ("field", list_id))


def _bring(row: Row, state: Facts, record: Record) -> Amount:
    mechanism = row.mechanism
    assert isinstance(mechanism, OverItems)  # noqa: S101
    item = find_item(row, mechanism, state, record)
    return ZERO if item is None else item.amount
