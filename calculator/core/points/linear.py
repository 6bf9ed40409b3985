"""`linear`: points in proportion to a number, not below 0.

Example: ``linear: {question: exam, per: 0.3, above: 60}`` and a score of 85 give
``0.3 × (85 − 60) = 7.5``; a score of 50 gives 0.
"""

from __future__ import annotations

from typing import Self

from calculator.core.conditions.explain import signed
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.subjects import Source
from calculator.core.points.base import ZERO, OverAnswers, Rule, points_words
from calculator.core.points.steps import Step, higher_answer
from calculator.core.values.figures import Figure
from calculator.core.values.numbers import Amount, Number, normal
from calculator.core.values.ranges import number_with_unit, shown


class Linear(OverAnswers):
    """``per × (value − above)``."""

    key = "linear"
    beside = ("",)

    def __init__(self, source: Source, per: Number, start: Figure | None) -> None:
        super().__init__(source)
        self.source: Source = source
        self.per = per
        self.start = start
        self.above = 0 if start is None else start.value
        limit = source.asked.at_most
        self.most = None if limit is None else self._points(limit)

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        data = rule.data[cls.key]
        start = None if data.get("above") is None else rule.figure(data["above"])
        return cls(rule.scope.question(data["question"]), rule.points(data["per"]), start)

    def standard(self) -> str:
        start = self.start
        above = "" if start is None else f"高出 {number_with_unit(start.value, start.unit)}的部分，"
        return f"{self.source.asked.label}：{above}每 1 计 {points_words(self.per)}"

    def worths(self) -> None:
        return None

    def turning_points(self, bound: Number | None) -> list[Number]:
        return [self.above]

    def one_more(self, state: Facts) -> Step:
        return higher_answer(state, self.source, self.above + 1)

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
