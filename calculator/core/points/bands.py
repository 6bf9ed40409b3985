"""`bands`: the points of the highest step that is reached.

Example: ``bands: {question: exam, steps: [{from: 60, points: 5}, {from: 80, points: 10}]}`` gives
5 for 79, 10 for 80 and 0 for 59. The number may also be the full years of a seniority.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.seniority import Seniority
from calculator.core.points.base import ZERO, OverAnswers
from calculator.core.values.ranges import number_with_unit, shown

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import Measure
    from calculator.core.values.numbers import Amount, Number, Range


class Bands(OverAnswers):
    """Steps as pairs (from, points), sorted by where they begin."""

    __slots__ = ("measure", "most", "steps")

    def __init__(self, measure: Measure, steps: list[tuple[Number, Number]]) -> None:
        self.measure = measure
        self.steps = sorted(steps)
        self.reads = measure.reads
        self.most = max((points for _, points in steps), default=0)

    def value(self, state: Facts) -> Range | None:
        """The number that the steps are held against, from what was given."""
        if isinstance(self.measure, Seniority):
            return self.measure.given_range(state, None)
        return self.measure.range(state, None)

    def points_at(self, value: Number) -> Number:
        """The points of the highest step that `value` reaches."""
        reached: Number = 0
        for start, points in self.steps:
            if value >= start:
                reached = points
        return reached

    def amount(self, state: Facts) -> Amount:
        value = self.value(state)
        if value is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        low, high = value
        within = [p for start, p in self.steps if start > low and (high is None or start <= high)]
        possible = [self.points_at(low), *within]
        return min(possible), max(possible), min(possible)

    def formula(self, state: Facts) -> str:
        value = self.value(state)
        if value is None:
            return ""
        low, high, _ = self.amount(state)
        points = range_text((low, high))
        step = next((s for s, p in reversed(self.steps) if value[0] >= s), None)
        given = range_text(value, self.measure.unit)
        if low != high:
            return f"{given}：{points}"
        if step is None:
            first = number_with_unit(self.steps[0][0], self.measure.unit) if self.steps else ""
            return f"{given}，未到 {first}：0"
        return f"{given}，达到 {number_with_unit(step, self.measure.unit)}：{shown(low)}"

    def drawn_selection(self) -> Selection | None:
        return self.measure.selection if isinstance(self.measure, Seniority) else None
