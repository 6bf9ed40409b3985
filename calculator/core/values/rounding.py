"""How a body rounds points: to so many places, half up, down or up.

What is left behind the places goes the same way below zero as above it: −4.25 becomes −4.3.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from calculator.core.values.numbers import Number, normal

HOW: Final = {"half_up": "四舍五入", "down": "舍去尾数", "up": "有尾数就进一"}


class Rounding:
    """Rounds to `places`; it never turns the order of two numbers around, so ranges stay sound."""

    def __init__(self, places: int, how: str) -> None:
        self.scale = 10**places
        self.how = how
        kept = f"保留 {places} 位小数" if places else "取整数"
        self.words = f"{HOW[how]}，{kept}"

    def of(self, value: Number) -> Number:
        """The number as it is rounded.

        >>> [Rounding(1, how).of(Fraction(17, 4)) for how in HOW]
        [Fraction(43, 10), Fraction(21, 5), Fraction(43, 10)]
        >>> Rounding(0, "half_up").of(Fraction(-9, 2))
        -5
        """
        whole, rest = divmod(abs(value) * self.scale, 1)
        if rest >= Fraction(1, 2) if self.how == "half_up" else rest and self.how == "up":
            whole += 1
        return normal(Fraction(whole if value >= 0 else -whole, self.scale))
