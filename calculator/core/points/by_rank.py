"""`by_rank`: points that fall with the rank, never below 0.

Example: ``by_rank: {field: rank, first: 2, start: 12, step: 1.5}`` gives rank 9
``12 − 1.5 × 7 = 1.5``; rank 11 gives 0, not −1.5. The row is about ranks from `first` on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.points.base import OverItems, from_rank
from calculator.core.values.numbers import normal
from calculator.core.values.ranges import shown

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts, Record
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import Source
    from calculator.core.values.numbers import Amount, Number


class ByRank(OverItems):
    """``start − step × (rank − first)``, not below 0."""

    __slots__ = ("first", "source", "start", "step")

    def __init__(
        self, source: Source, first: int, start: Number, step: Number, selection: Selection
    ) -> None:
        super().__init__(selection)
        self.source = source
        self.first = first
        self.start = start
        self.step = step
        self.applies = from_rank(source, first)
        self.reads = selection.reads | source.reads

    def amount(self, state: Facts, record: Record) -> Amount:
        rank: int | None = self.source.get(state, record)
        if rank is None:
            return 0, self.start, 0
        points = max(0, normal(self.start - self.step * (rank - self.first)))
        return points, points, points

    def formula(self, state: Facts, record: Record) -> str:
        rank: int | None = self.source.get(state, record)
        if rank is None:
            return f"0～{shown(self.start)}"
        if rank == self.first:
            return shown(self.start)
        points = normal(self.start - self.step * (rank - self.first))
        line = f"{shown(self.start)} − {shown(self.step)} × {rank - self.first} = {shown(points)}"
        return line if points >= 0 else f"{line}，不低于 0"
