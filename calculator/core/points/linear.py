"""`linear`: points in proportion to a number, not below 0.

Example: ``linear: {question: exam, per: 0.3, above: 60}`` and a score of 85 give
``0.3 × (85 − 60) = 7.5``; a score of 50 gives 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.conditions.explain import signed
from calculator.core.points.base import ZERO, OverAnswers
from calculator.core.values.numbers import normal
from calculator.core.values.ranges import shown

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts
    from calculator.core.conditions.subjects import Source
    from calculator.core.values.numbers import Amount, Number


class Linear(OverAnswers):
    """``per × (value − above)``."""

    __slots__ = ("above", "most", "per", "source")

    def __init__(self, source: Source, per: Number, above: Number) -> None:
        self.source = source
        self.per = per
        self.above = above
        self.reads = source.reads
        limit = source.asked.at_most
        self.most = None if limit is None else self._points(limit)

    def _points(self, value: Number) -> Number:
        return max(0, normal(self.per * (value - self.above)))

    def amount(self, state: Facts) -> Amount:
        value: Number | None = self.source.get(state, None)
        if value is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        points = self._points(value)
        return points, points, points

    def formula(self, state: Facts) -> str:
        value: Number | None = self.source.get(state, None)
        if value is None:
            return ""
        raw = normal(self.per * (value - self.above))
        term = signed(value) if self.above == 0 else f"({shown(value)} − {signed(self.above)})"
        line = f"{shown(self.per)} × {term} = {shown(raw)}"
        return line if raw >= 0 else f"{line}，不低于 0"
