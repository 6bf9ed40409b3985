"""`by_place`: points times the coefficient of the place; later places use the tail.

Example: ``by_place: {field: place, points: 20, coefficients: [1, 0.6], tail: 0.2}`` gives the
second place ``20 × 0.6 = 12`` and the fifth ``20 × 0.2 = 4``.
"""

from __future__ import annotations

from typing import Self

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Source
from calculator.core.points.base import OverItems, Rule, from_rank, points_words
from calculator.core.values.numbers import Amount, Number, normal
from calculator.core.values.ranges import shown


class ByPlace(OverItems):
    """``points × coefficient of the place``; the row is about places from 1 on."""

    key = "by_place"
    may_be_best = True

    def __init__(
        self,
        source: Source,
        points: Number,
        coefficients: list[Number],
        tail: Number,
        selection: Selection,
    ) -> None:
        super().__init__(selection, source)
        self.source: Source = source
        self.points = points
        self.coefficients = coefficients
        self.tail = tail
        self.applies = from_rank(source, 1)

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        data, selection = rule.data[cls.key], rule.selection()
        source = rule.scope.at(selection.list_id).field(data["field"])
        coefficients = [rule.points(entry) for entry in data["coefficients"]]
        points, tail = rule.points(data["points"]), rule.points(data.get("tail", 0))
        return cls(source, points, coefficients, tail, selection)

    def standard(self) -> str:
        shares = [f"第 {n} 名乘 {shown(one)}" for n, one in enumerate(self.coefficients, 1)]
        base = f"{self.source.asked.label}：以 {points_words(self.points)}为基数"
        return "，".join([base, *shares, f"往后乘 {shown(self.tail)}"])

    def worths(self) -> list[Number]:
        return [normal(self.points * one) for one in (*self.coefficients, self.tail)]

    def turning_points(self, bound: Number | None) -> range:
        return range(1, len(self.coefficients) + 2)

    def coefficient(self, place: int) -> Number:
        """The coefficient of a place, counted from 1."""
        return self.coefficients[place - 1] if place <= len(self.coefficients) else self.tail

    def amount(self, state: Facts, record: Record) -> Amount:
        place: int | None = self.source.get(state, record)
        if place is None:
            every = [*self.coefficients, self.tail]
            low = normal(self.points * min(every))
            return low, normal(self.points * max(every)), low
        points = normal(self.points * self.coefficient(max(place, 1)))
        return points, points, points

    def formula(self, state: Facts, record: Record) -> str:
        place: int | None = self.source.get(state, record)
        low, high, _ = self.amount(state, record)
        if place is None:
            return range_text((low, high))
        return f"{shown(self.points)} × {shown(self.coefficient(max(place, 1)))} = {shown(low)}"
