"""`deduct`: takes points away for each item, each time counted, or when a condition holds.

Example: ``deduct: 2`` with three counting records takes 6 away: ``2 × 3 = 6``; the row's cap
limits what is taken, and the group above never goes below 0. Amounts here are what is taken.
"""

from __future__ import annotations

from calculator.core.points.base import points_words
from calculator.core.points.each import EachCounted, EachItem
from calculator.core.points.once import OnceWhen


class DeductItem(EachItem):
    """For every counting record."""

    key = "deduct"
    deducts = True

    def standard(self) -> str:
        return f"每项扣 {points_words(self.points)}"


class DeductCounted(EachCounted):
    """For every time counted."""

    key = "deduct"
    deducts = True

    def standard(self) -> str:
        return f"每次扣 {points_words(self.points)}"


class DeductWhen(OnceWhen):
    """When a condition holds."""

    key = "deduct"
    deducts = True

    def standard(self) -> str:
        return f"成立时扣 {points_words(self.points)}"
