"""Working days: weekdays, less public holidays, plus weekend days that are worked instead.

The days that differ from the plain week are data, year by year (``rules["calendar"]``)::

    {"2031": {"holidays": ["2031-01-01", ...], "workdays": ["2031-01-05", ...]}}

In a year without such data it is not known which days are worked: nothing is counted there.
"""

from __future__ import annotations

from typing import Any, Final

from calculator.core.typing_only import shapes
from calculator.core.values.dates import ALWAYS, LAST_DAY, Day, parse_span, year_of
from calculator.errors import RulesError

type Days = list[tuple[Day, shapes.DayKind]]

# Weekday names, holidays and make-up days are told apart for those who look at the calendar.
WORKDAY: Final = "workday"
WEEKEND: Final = "weekend"
HOLIDAY: Final = "holiday"
MADE_UP: Final = "made_up"
WORKED = frozenset((WORKDAY, MADE_UP))
# No term is longer: a calendar of one year holds fewer working days.
MOST_DAYS = 366


class Calendar:
    """The public holidays that are known."""

    def __init__(self, data: dict[str, Any] | None) -> None:
        self.years = frozenset(int(year) for year in data or {})
        self.holidays: frozenset[Day] = _days(data, "holidays")
        self.made_up: frozenset[Day] = _days(data, "workdays")

    def kind(self, day: Day) -> shapes.DayKind | None:
        """What sort of day it is; None in a year that is not known."""
        if not ALWAYS < day <= LAST_DAY or year_of(day) not in self.years:
            return None
        if day in self.holidays:
            return HOLIDAY
        if day in self.made_up:
            return MADE_UP
        # Day 1 of the calendar, 0001-01-01, is a Monday.
        return WORKDAY if (day - 1) % 7 < 5 else WEEKEND

    def term(self, start: Day, wanted: int, *, counts_first: bool) -> Days | None:
        """The days from `start` to the one on which `wanted` working days are full.

        The first day counts when it is a working day and `counts_first` says so. None when the
        term reaches into a year that is not known.
        """
        found: Days = []
        left = wanted
        while left > 0:
            day = start + len(found)
            kind = self.kind(day)
            if kind is None or len(found) > 2 * MOST_DAYS:
                return None
            counts = kind in WORKED and (counts_first or day > start)
            left -= counts
            found.append((day, kind))
        return found


def _days(data: dict[str, Any] | None, key: str) -> frozenset[Day]:
    found = set()
    for year, entry in (data or {}).items():
        for text in entry.get(key) or ():
            span = parse_span(str(text))
            if span is None or span[0] != span[1] or year_of(span[0]) != int(year):
                raise RulesError(f"calendar.{year}.{key}", f"{text!r} is no day of that year")
            found.add(span[0])
    return frozenset(found)
