"""`every`: so many points for each full number of items.

Example: ``every: {number: 3, points: 2}`` and seven counting items give ``2 × 2 = 4``: the seventh
waits for two more. The items are counting records (``items``) or a count that is asked (``count``).
A record is worth its share of a full number; the row counts whole numbers only.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Self

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Source
from calculator.core.errors import RulesError
from calculator.core.points.base import ZERO, Mechanism, OverAnswers, OverItems, Rule, points_words
from calculator.core.points.steps import Step
from calculator.core.values.figures import read_whole
from calculator.core.values.numbers import Amount, Number, Range, normal
from calculator.core.values.ranges import shown


class Every(Mechanism):
    """Points for each full `number`."""

    key = "every"
    number: int
    points: Number

    def standard(self) -> str:
        return f"每满 {self.number} 项得 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]

    def times(self, limit: int | None) -> int | None:
        return None if limit is None else limit // self.number


def _read(rule: Rule) -> tuple[int, Number]:
    data = rule.data[Every.key]
    number, points = read_whole(data["number"], rule.scope.where), rule.points(data["points"])
    if number < 1 or points == 0:
        raise RulesError(rule.scope.where, f"{points} points for every {number}")
    return number, points


class EveryItem(Every, OverItems):
    """Of the counting records."""

    def __init__(self, number: int, points: Number, selection: Selection) -> None:
        super().__init__(selection)
        self.number = number
        self.points = points
        self.share = normal(Fraction(points) / number)
        self.loss = ("whole", f"每满 {number} 项才计分")

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        return cls(*_read(rule), rule.selection())

    def amount(self, state: Facts, record: Record) -> Amount:
        return self.share, self.share, self.share

    def formula(self, state: Facts, record: Record) -> str:
        return f"每满 {self.number} 项 {shown(self.points)}"

    def together(self, parts: list[Amount]) -> Amount:
        low, high, own = super().together(parts)
        return self._whole(low), None if high is None else self._whole(high), self._whole(own)

    def _whole(self, sum_of_shares: Number) -> Number:
        return normal(self.points * (Fraction(sum_of_shares) // self.points))

    def enough(self, cap: Number) -> Number:
        return normal(self.points * -(Fraction(-cap) // self.points))

    def row_formula(self, terms: list[Range], raw: Range) -> str:
        certain = sum(low != 0 for low, _ in terms)
        items = range_text((certain, len(terms)), "项")
        return f"{items}，每满 {self.number} 项 {shown(self.points)}：{range_text(raw)}"


class EveryCounted(Every, OverAnswers):
    """Of a count that is asked."""

    beside = ("count",)

    def __init__(self, number: int, points: Number, source: Source) -> None:
        super().__init__(source)
        self.number = number
        self.points = points
        self.source: Source = source
        limit = source.asked.at_most
        self.most = None if limit is None else self._points(limit)

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        return cls(*_read(rule), rule.scope.question(rule.data["count"]))

    def _points(self, count: Number) -> Number:
        return self.points * (count // self.number)

    def amount(self, state: Facts) -> Amount:
        count: Number | None = self.source.get(state, None)
        if count is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        points = self._points(count)
        return points, points, points

    def formula(self, state: Facts) -> str:
        count: Number | None = self.source.get(state, None)
        if count is None:
            return ""
        points = f"每满 {self.number} 项 {shown(self.points)}：{shown(self._points(count))}"
        return f"{shown(count)} 项，{points}"

    def turning_points(self, bound: Number | None) -> list[Number]:
        """The first full number, and the one at which the bound is reached."""
        last = 1 if bound is None else -(-bound // self.points)
        return [self.number, self.number * last]

    def one_more(self, state: Facts) -> Step:
        """The next full number."""
        asked, given = self.source.asked, self.source.get(state, None)
        value = ((given or 0) // self.number + 1) * self.number
        if asked.at_most is not None and value > asked.at_most:
            return Step("step", question=asked.id, value=given, blocked="top")
        return Step("step", question=asked.id, value=value)
