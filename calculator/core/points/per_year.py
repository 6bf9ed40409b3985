"""`per_year`: so many points for every full year of a seniority.

Example: ``per_year: 2`` and 4 full years give ``2 × 4 = 8``; parts of years give nothing.
"""

from __future__ import annotations

from calculator.core.conditions.compiling import compile_seniority
from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.seniority import Seniority
from calculator.core.points.base import OverAnswers, Rule, Step, points_words
from calculator.core.values.numbers import Amount, Number, add, normal
from calculator.core.values.ranges import shown


class PerYear(OverAnswers):
    """Points times full years; the given periods are taken for all there are."""

    key = "per_year"
    beside = ("years",)

    def __init__(self, rule: Rule) -> None:
        self.seniority: Seniority = compile_seniority(rule.data["years"], rule.scope)
        super().__init__(rule, self.seniority)
        self.points = rule.points(rule.own)
        self.selection = self.seniority.selection

    def standard(self) -> str:
        return f"每满 1 年 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]

    def times(self, limit: int | None) -> None:
        return None

    def one_more(self, state: Facts) -> Step:
        low, high, own = self.amount(state)
        more = self.points
        return Step("year", amount=(normal(low + more), add(high, more), normal(own + more)))

    def amount(self, state: Facts) -> Amount:
        low, high = self.seniority.given_range(state, None)
        least = normal(self.points * low)
        return least, None if high is None else normal(self.points * high), least

    def formula(self, state: Facts) -> str:
        low, high, _ = self.amount(state)
        years = range_text(self.seniority.given_range(state, None), "年")
        return f"{shown(self.points)} × {years} = {range_text((low, high))}"
