"""`once`: so many points when at least one item counts, or when a condition holds.

Example: ``once: 10`` with two counting records gives ``10``, not 20. ``deduct`` takes points away
when a condition holds.
"""

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.logic import Condition
from calculator.core.points.base import ZERO, OverAnswers, Rule, Step, points_words
from calculator.core.points.each import EachItem
from calculator.core.values.numbers import Amount, Number


class OnceForItems(EachItem):
    """The points, once, however many records count."""

    key = "once"
    may_be_best = False
    is_once = True

    def standard(self) -> str:
        return f"有一项计入得 {points_words(self.points)}，不累计"


class OnceWhen(OverAnswers):
    """The points when a condition holds."""

    key = "once"
    beside = ("when",)

    def __init__(self, rule: Rule) -> None:
        self.condition: Condition = rule.condition()
        super().__init__(rule, self.condition)
        self.points = self.most = rule.points(rule.own)

    def standard(self) -> str:
        return f"满足条件得 {points_words(self.points)}，不累计"

    def worths(self) -> list[Number]:
        return [self.points]

    def one_more(self, state: Facts) -> Step:
        if self.condition.verdict(state, None):
            return Step("condition", blocked="met")
        return Step("condition", amount=(self.points, self.points, self.points))

    def amount(self, state: Facts) -> Amount:
        verdict = self.condition.verdict(state, None)
        if verdict is None:
            return 0, self.points, 0
        return (self.points, self.points, self.points) if verdict else ZERO

    def formula(self, state: Facts) -> str:
        low, high, _ = self.amount(state)
        return range_text((low, high))


class DeductWhen(OnceWhen):
    """When a condition holds."""

    key = "deduct"
    deducts = True

    def standard(self) -> str:
        return f"成立时扣 {points_words(self.points)}"
