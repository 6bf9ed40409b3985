"""How likely an open answer decides a verdict, when everything else open is a toss of a coin."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING

from calculator.core.conditions.logic import All, AnyOf, AtLeast, ExactlyOne, Not

if TYPE_CHECKING:
    from calculator.core.conditions.logic import Several


class Chances:
    """For one leaf: that it holds and the verdict is met; that it fails and it is not met."""

    __slots__ = ("met", "not_met")

    def __init__(self, met: Fraction, not_met: Fraction) -> None:
        self.met = met
        self.not_met = not_met

    @property
    def decisive(self) -> Fraction:
        """Both together."""
        return self.met + self.not_met

    @property
    def halved(self) -> Chances:
        """For what only helps to decide a leaf."""
        return Chances(self.met / 2, self.not_met / 2)


# A verdict that hangs on one leaf alone.
EVEN = Chances(Fraction(1, 2), Fraction(1, 2))


def at_least(wanted: int, coins: int) -> Fraction:
    """The chance of so many heads among some coins."""
    ways = sum(comb(coins, heads) for heads in range(max(0, wanted), coins + 1))
    return Fraction(ways, 2**coins)


def through(condition: Several, whole: Chances, others: int, met: int) -> Chances:
    """The chances of one open part, given those of the condition that it stands in.

    `others` are the other open parts, `met` the parts that hold already.
    """
    if isinstance(condition, Not):
        return Chances(whole.not_met, whole.met)
    if isinstance(condition, ExactlyOne):
        return _exactly_one(whole, others, met)
    needed = {All: met + others + 1, AnyOf: met + 1}.get(type(condition), 0)
    if isinstance(condition, AtLeast):
        needed = condition.needed
    rest = needed - met - 1
    return Chances(
        whole.met * at_least(rest, others), whole.not_met * (1 - at_least(rest + 1, others))
    )


def _exactly_one(whole: Chances, others: int, met: int) -> Chances:
    """A further part that holds spoils what one holds already."""
    none_else = Fraction(1, 2**others)
    if met:
        return Chances(whole.not_met, whole.met * none_else)
    spoilt = whole.not_met * (1 - none_else)
    return Chances(whole.met * none_else + spoilt, whole.not_met * none_else)
