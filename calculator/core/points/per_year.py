"""`per_year` and `per_month`: so many points for every full year, or month, of a seniority.

Example: ``per_year: 2`` and 4 full years give ``2 × 4 = 8``; parts of years give nothing, but where
the seniority is counted by months each is a twelfth: 29 months give ``2 × 29 ÷ 12 = 29/6``.
``per_month: 0.2`` gives ``0.2 × 29 = 5.8``.
"""

from fractions import Fraction

from calculator.core.conditions.compiling import compile_seniority
from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.seniority import Seniority
from calculator.core.points.base import OverAnswers, Rule, Step, points_words
from calculator.core.values.numbers import Amount, Number, add, normal
from calculator.core.values.ranges import shown
from calculator.errors import RulesError


class PerYear(OverAnswers):
    """Points times full years; the given periods are taken for all there are."""

    key = "per_year"
    beside = ("years",)
    # So many months of the seniority make what the points are for.
    months = 12
    # One more of these, where it is no year.
    more: tuple[str, ...] = ()

    def __init__(self, rule: Rule) -> None:
        self.seniority: Seniority = compile_seniority(rule.data["years"], rule.scope)
        super().__init__(rule, self.seniority)
        self.points = rule.points(rule.own)
        self.selection = self.seniority.selection
        # So many of what the seniority counts make one: 12 where years are counted by months.
        self.share = self.months // self.seniority.months
        if self.share == 0:
            raise RulesError(rule.scope.where, f"{self.key} needs months")

    def standard(self) -> str:
        split = "，不满一年的按月折算" if self.share > 1 else ""
        return f"每满 1 年 {points_words(self.points)}{split}"

    def worths(self) -> list[Number]:
        return [self.brings(1)]

    def times(self, limit: int | None) -> None:
        return None

    def brings(self, counted: Number) -> Number:
        """The points of so much of what the seniority counts."""
        return normal(Fraction(self.points * counted) / self.share)

    def one_more(self, state: Facts) -> Step:
        low, high, own = self.amount(state)
        more = self.points
        amount = (normal(low + more), add(high, more), normal(own + more))
        return Step("year", amount=amount, told=self.more)

    def amount(self, state: Facts) -> Amount:
        low, high = self.seniority.given_range(state, None)
        least = self.brings(low)
        return least, None if high is None else self.brings(high), least

    def formula(self, state: Facts) -> str:
        low, high, _ = self.amount(state)
        counted = range_text(self.seniority.given_range(state, None), self.seniority.unit)
        split = f" ÷ {self.share}" if self.share > 1 else ""
        return f"{shown(self.points)} × {counted}{split} = {range_text((low, high))}"


class PerMonth(PerYear):
    """Points times full months."""

    key = "per_month"
    months = 1
    more = ("再满一个月",)

    def standard(self) -> str:
        return f"每满 1 个月 {points_words(self.points)}"
