"""Exact numbers and ranges.

A number is an `int` when it is whole and a `Fraction` otherwise, never a binary float, so that the
same input gives the same text everywhere. A range is a pair ``(low, high)``; ``high is None`` means
that nothing limits it from above. No range here reaches below a finite low end.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final, overload

Number = int | Fraction
Range = tuple[Number, Number | None]
# (low, high, own): sound bounds, and the value with the person's own estimates.
Amount = tuple[Number, Number | None, Number]

# Longer input is hostile or a slip: no policy counts beyond this, and parsing stays cheap.
MOST_DIGITS = 30


def normal(value: Number) -> Number:
    """Return `value` as an int when it is whole.

    >>> normal(Fraction(6, 2))
    3
    """
    if type(value) is int or value.denominator != 1:
        return value
    return value.numerator


def parse_number(text: str) -> Number | None:
    """Read a decimal such as ``12``, ``-1.5`` or fraction such as ``1/3``; None if it is neither.

    >>> parse_number("1.50"), parse_number("1/3"), parse_number("1e3")
    (Fraction(3, 2), Fraction(1, 3), None)
    """
    text = text.strip()
    sign = -1 if text[:1] in {"-", "−"} else 1
    body = text[1:] if text[:1] in {"-", "−", "+"} else text
    if "/" in body:
        top, _, bottom = body.partition("/")
        if not (_is_digits(top) and _is_digits(bottom) and int(bottom)):
            return None
        return normal(Fraction(sign * int(top), int(bottom)))
    whole, dot, part = body.partition(".")
    if not _is_digits(whole) or (dot and not _is_digits(part)):
        return None
    if not part:
        return sign * int(whole)
    return normal(Fraction(sign * int(whole + part), 10 ** len(part)))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


def to_text(value: Number) -> str:
    """Write a number exactly: ``12``, ``1.5``, or ``1/3`` when no finite decimal exists.

    >>> to_text(Fraction(3, 2)), to_text(Fraction(-1, 8)), to_text(Fraction(1, 3))
    ('1.5', '-0.125', '1/3')
    """
    if type(value) is int or value.denominator == 1:
        return str(value.numerator)
    places = _decimal_places(value.denominator)
    if places is None:
        return f"{value.numerator}/{value.denominator}"
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _decimal_places(denominator: int) -> int | None:
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


@overload
def to_json(value: Number) -> int | str: ...
@overload
def to_json(value: None) -> None: ...
@overload
def to_json(value: Number | None) -> int | str | None: ...
def to_json(value: Number | None) -> int | str | None:
    """The one JSON form of a number: int when whole, else exact text; None (no limit) stays."""
    if value is None or type(value) is int:
        return value
    return value.numerator if value.denominator == 1 else to_text(value)


def add(left: Number | None, right: Number | None) -> Number | None:
    """Add two upper ends; no limit on either side means no limit."""
    return None if left is None or right is None else normal(left + right)


def total(ends: Iterable[Number | None]) -> Number | None:
    """Add upper ends."""
    result: Number = 0
    for end in ends:
        if end is None:
            return None
        result += end
    return normal(result)


def lower(left: Number | None, right: Number | None) -> Number | None:
    """The lower of two upper ends (a missing one does not limit)."""
    if left is None:
        return right
    return left if right is None or left <= right else right


def highest(ends: Iterable[Number | None]) -> Number | None:
    """The highest of upper ends."""
    known: list[Number] = []
    for end in ends:
        if end is None:
            return None
        known.append(end)
    return max(known)


def higher(left: Number | None, right: Number | None) -> Number | None:
    """The higher of two upper ends."""
    if left is None or right is None:
        return None
    return max(left, right)


def best_of(parts: Sequence[Amount], best: int | None) -> Sequence[Amount]:
    """Those of some amounts that count when only so many do, each end by itself; None: all."""
    if best is None or len(parts) <= best:
        return parts
    lows, highs, owns = zip(*parts, strict=True)
    known = sorted((end for end in highs if end is not None), reverse=True)
    return [
        *zip(
            sorted(lows, reverse=True)[:best],
            [*[None] * (len(highs) - len(known)), *known][:best],
            sorted(owns, reverse=True)[:best],
            strict=True,
        )
    ]


def combine(parts: Sequence[Amount], best: int | None) -> Amount:
    """Add amounts up, or so many of the best."""
    parts = best_of(parts, best)
    if len(parts) == 1:
        return parts[0]
    low: Number = 0
    high: Number | None = 0
    own: Number = 0
    for part in parts:
        low, own = low + part[0], own + part[2]
        high = None if high is None or part[1] is None else high + part[1]
    return normal(low), high and normal(high), normal(own)


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
