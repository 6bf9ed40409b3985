"""How likely an open answer decides a verdict, when everything else open is a toss of a coin."""

from __future__ import annotations

from fractions import Fraction
from math import comb

from calculator.core.conditions.logic import Several


class Chances:
    """For one leaf: that it holds and the verdict is met; that it fails and it is not met."""

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


def between(least: int, most: int, coins: int) -> Fraction:
    """The chance of at least and at most so many heads among some coins."""
    ways = sum(comb(coins, heads) for heads in range(max(0, least), min(most, coins) + 1))
    return Fraction(ways, 2**coins)


def through(condition: Several, whole: Chances, others: int, met: int) -> Chances:
    """The chances of one open part, given those of the condition that it stands in.

    `others` are the other open parts, `met` the parts that hold already. A yes may make it hold, or
    be the one too many; a no may leave it short, or be what keeps one that is full from spoiling.
    """
    least, most = condition.least - met, condition.most - met
    yes = whole.met * between(least - 1, most - 1, others)
    yes += whole.not_met * between(most, others, others)
    no = whole.not_met * between(0, least - 1, others)
    if most == 0:
        no += whole.met * between(least, most, others)
    return Chances(yes, no)
