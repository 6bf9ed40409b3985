"""`each`: so many points for every item.

Example: ``each: 10`` and three counting items give ``10 × 3 = 30``.
The items are the counting records of a selection (``items``) or a count that is asked (``count``).
"""

from __future__ import annotations

from typing import Self

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Source
from calculator.core.points.base import ZERO, OverAnswers, OverItems, Rule, points_words
from calculator.core.points.steps import Step, higher_answer, lower_answer
from calculator.core.values.numbers import Amount, Number
from calculator.core.values.ranges import shown


class EachItem(OverItems):
    """Points for every counting record."""

    key = "each"

    def __init__(self, points: Number, selection: Selection) -> None:
        super().__init__(selection)
        self.points = points

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        return cls(rule.points(rule.data[cls.key]), rule.selection())

    def standard(self) -> str:
        return f"每项 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]

    def amount(self, state: Facts, record: Record) -> Amount:
        return self.points, self.points, self.points

    def formula(self, state: Facts, record: Record) -> str:
        return shown(self.points)


class EachCounted(OverAnswers):
    """Points times a count that is asked."""

    key = "each"
    beside = ("count",)

    def __init__(self, points: Number, source: Source) -> None:
        super().__init__(source)
        self.points = points
        self.source: Source = source
        limit = source.asked.at_most
        self.most = None if limit is None else points * limit

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        return cls(rule.points(rule.data[cls.key]), rule.scope.question(rule.data["count"]))

    def standard(self) -> str:
        return f"每项 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]

    def times(self, limit: int | None) -> int | None:
        return limit

    def turning_points(self, bound: Number | None) -> list[Number]:
        """Only the count at which the bound is reached: below it each one counts the same."""
        return [] if bound is None or self.points <= 0 else [-(-bound // self.points)]

    def one_more(self, state: Facts) -> Step:
        return higher_answer(state, self.source, 1)

    def one_less(self, state: Facts) -> Step | None:
        return lower_answer(state, self.source)

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
