"""Calendar days, partial dates as intervals of days, and anniversaries.

A day is its proleptic Gregorian ordinal (an int). A `Span` is the pair of the earliest and the
latest day that a date can mean: ``2024-05`` is any day of May 2024, and two equal ends are an
exact date. Comparisons of spans are three-valued: None when the missing part decides.
"""

import re
from datetime import date, timedelta

Day = int
Span = tuple[Day, Day]

# Sentinels for "the day from which something holds": already always, and not at all.
ALWAYS: Day = 0
NEVER: Day = 10_000_000
UNKNOWN: Span = (ALWAYS, NEVER)
LAST_DAY: Day = date.max.toordinal()
_DATE = re.compile("([0-9]{4})(?:-([0-9]{1,2}))?(?:-([0-9]{1,2}))?")


def parse_span(text: str) -> Span | None:
    """Read ``2021-12-31``, ``2021-12`` or ``2021``; None when it is no date of the calendar.

    >>> parse_span("2021-02-29"), parse_span("2021-13"), parse_span("21-1-1")
    (None, None, None)
    >>> [span_text(parse_span(t)) for t in ("2021-12-31", "2021-12", "2021")]
    ['2021-12-31', '2021-12', '2021']
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, *rest = [int(part) for part in found.groups() if part]
    try:
        if len(rest) < 2:
            return month_span(year, *rest) if rest else year_span(year)
        day = date(year, *rest).toordinal()
    except ValueError:
        return None
    return (day, day)


def year_span(year: int) -> Span:
    """The days of a calendar year."""
    return (date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())


def month_span(year: int, month: int) -> Span:
    """The days of a calendar month."""
    first = date(year, month, 1).toordinal()
    return (first, first + _days_in_month(year, month) - 1)


def _days_in_month(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - timedelta(days=1)).day


def day_text(day: Day) -> str:
    """ISO form of a day."""
    return date.fromordinal(day).isoformat()


def span_text(span: Span) -> str | None:
    """The shortest exact text of a span: a day, a month or a year; None when it is none of them."""
    low, high = span
    if not (low > ALWAYS and high <= LAST_DAY):
        return None
    first, last = date.fromordinal(low), date.fromordinal(high)
    if low == high:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        is_whole = span == month_span(first.year, first.month)
        return f"{first.year:04}-{first.month:02}" if is_whole else None
    return f"{first.year:04}" if span == year_span(first.year) else None


def date_words(text: str | None) -> str:
    """A day, month or year as it is written on paper; anything else as it is.

    >>> date_words("2018-06"), date_words("2018-06-01"), date_words(None), date_words("none")
    ('2018 年 6 月', '2018 年 6 月 1 日', '', 'none')
    """
    parts = (text or "").split("-")
    if not text or not all(part.isdigit() for part in parts):
        return text or ""
    return " ".join(f"{int(part)} {unit}" for part, unit in zip(parts, "年月日", strict=False))


def add_years(day: Day, years: int) -> Day:
    """The same day so many years later (negative: earlier); a missing 29 February is the 28th.

    >>> day_text(add_years(date(2020, 2, 29).toordinal(), 1))
    '2021-02-28'
    """
    return add_months(day, 12 * years)


def add_months(day: Day, months: int) -> Day:
    """The same day so many months later (negative: earlier); where there is none, the last day of
    the month. Outside the calendar the result is ALWAYS or NEVER.

    >>> day_text(add_months(date(2021, 8, 31).toordinal(), 6))
    '2022-02-28'
    """
    if day <= ALWAYS or day >= NEVER:
        return day
    start = date.fromordinal(day)
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    if not 1 <= year <= 9999:
        return NEVER if months > 0 else ALWAYS
    # Every month has a 28th.
    last = start.day if start.day <= 28 else min(start.day, _days_in_month(year, month))
    return date(year, month, last).toordinal()


def full_years(start: Day, end: Day) -> int:
    """Full anniversaries of `start` up to and including `end`; 0 when `end` is earlier.

    >>> start = date(2021, 12, 31).toordinal()
    >>> full_years(start, date(2025, 12, 31).toordinal())
    4
    >>> full_years(start + 1, date(2025, 12, 31).toordinal())
    3
    """
    return full_months(start, end) // 12


def full_months(start: Day, end: Day) -> int:
    """Full months from `start` up to and including `end`; 0 when `end` is earlier.

    >>> full_months(date(2021, 8, 31).toordinal(), date(2022, 2, 28).toordinal())
    6
    """
    if end < start:
        return 0
    first, last = date.fromordinal(max(start, 1)), date.fromordinal(min(end, LAST_DAY))
    months = 12 * (last.year - first.year) + last.month - first.month
    return months if add_months(first.toordinal(), months) <= last.toordinal() else months - 1


def year_of(day: Day) -> int:
    """The calendar year of a day."""
    return date.fromordinal(day).year


def first_of_next_year(day: Day) -> Day:
    """1 January after `day`."""
    if day <= ALWAYS or day >= NEVER:
        return day
    year = year_of(day)
    return NEVER if year == 9999 else date(year + 1, 1, 1).toordinal()
