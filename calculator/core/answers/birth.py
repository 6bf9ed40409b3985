"""`birth`: a date of birth, which conditions hold against numbers as an age.

Example: who was born on 1990-07-01 is 39 on 2030-06-30 and 40 a day later. A month or a year alone
leaves open what it may.
"""

from __future__ import annotations

from typing import Any

from calculator.core.answers.answer_values import DATE_WANTED, Misfit, read_date
from calculator.core.answers.kind import NUMBERS, Kind, Shape
from calculator.core.values.dates import Span, full_years
from calculator.core.values.numbers import Range


def dated(_: Shape, raw: Any) -> Any:
    """A day, as of any date."""
    return read_date(raw) or Misfit(DATE_WANTED)


class Birth(Kind):
    """Full years on the reference day."""

    def number(self, value: Any, reference: Span) -> Range:
        return full_years(value[1], reference[0]), full_years(value[0], reference[1])


BIRTH = Birth("birth", "出生日期", NUMBERS, dated, written="date", counted_in="岁")
