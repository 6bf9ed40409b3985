"""`each`: so many points for every item.

Example: ``each: 10`` and three counting items give ``10 × 3 = 30``.
The items are the counting records of a selection (``items``) or a count that is asked (``count``).

`deduct` takes points away for each of them: ``deduct: 2`` with three counting records takes 6 away,
``2 × 3 = 6``; the row's cap limits what is taken, and the group above never goes below 0. Its
amounts are what is taken.
"""

from calculator.core.conditions.facts import Facts, Record
from calculator.core.points.base import Mechanism, OverItems, OverNumber, Rule, Step, points_words
from calculator.core.values.numbers import Amount, Number
from calculator.core.values.ranges import shown


class Each(Mechanism):
    """So many points at a time."""

    key = "each"
    points: Number

    def standard(self) -> str:
        return f"每项 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]


class EachItem(Each, OverItems):
    """Points for every counting record."""

    may_be_best = True

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.points = rule.points(rule.own)

    def amount(self, state: Facts, record: Record) -> Amount:
        return self.points, self.points, self.points

    def formula(self, state: Facts, record: Record) -> str:
        return shown(self.points)


class EachCounted(Each, OverNumber):
    """Points times a count that is asked."""

    beside = ("count",)

    def __init__(self, rule: Rule) -> None:
        self.points = rule.points(rule.own)
        super().__init__(rule, rule.count())

    def times(self, limit: int | None) -> int | None:
        return limit

    def turning_points(self, bound: Number | None) -> list[Number]:
        """Only the count at which the bound is reached: below it each one counts the same."""
        return [] if bound is None or self.points <= 0 else [-(-bound // self.points)]

    def one_more(self, state: Facts) -> Step:
        return self.higher_answer(state, 1)

    def one_less(self, state: Facts) -> Step | None:
        given = self.source.get(state, None)
        return Step("fewer", question=self.source.asked.id, value=given - 1) if given else None

    def brings(self, number: Number) -> Number:
        return self.points * number

    def working(self, number: Number) -> str:
        return f"{shown(self.points)} × {shown(number)} = {shown(self.points * number)}"


class DeductItem(EachItem):
    """For every counting record."""

    key = "deduct"
    may_be_best = False
    deducts = True

    def standard(self) -> str:
        return f"每项扣 {points_words(self.points)}"


class DeductCounted(EachCounted):
    """For every time counted."""

    key = "deduct"
    deducts = True

    def standard(self) -> str:
        return f"每次扣 {points_words(self.points)}"
