"""`each`: so many points for every item.

Example: ``each: 10`` and three counting items give ``10 × 3 = 30``.
The items are the counting records of a selection (``items``) or a count that is asked (``count``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.points.base import ZERO, OverAnswers, OverItems
from calculator.core.values.ranges import shown

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts, Record
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import Source
    from calculator.core.values.numbers import Amount, Number


class EachItem(OverItems):
    """Points for every counting record."""

    __slots__ = ("points",)

    def __init__(self, points: Number, selection: Selection) -> None:
        super().__init__(selection)
        self.points = points

    def amount(self, state: Facts, record: Record) -> Amount:
        return self.points, self.points, self.points

    def formula(self, state: Facts, record: Record) -> str:
        return shown(self.points)


class EachCounted(OverAnswers):
    """Points times a count that is asked."""

    __slots__ = ("most", "points", "source")

    def __init__(self, points: Number, source: Source) -> None:
        self.points = points
        self.source = source
        self.reads = source.reads
        limit = source.asked.at_most
        self.most = None if limit is None else points * limit

    def amount(self, state: Facts) -> Amount:
        count: Number | None = self.source.get(state, None)
        if count is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        points = self.points * count
        return points, points, points

    def formula(self, state: Facts) -> str:
        count = self.source.get(state, None)
        if count is None:
            return ""
        return f"{shown(self.points)} × {shown(count)} = {shown(self.points * count)}"
