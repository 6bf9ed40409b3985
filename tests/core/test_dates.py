"""Days, partial dates and anniversaries (P15: corresponding days; 29 February becomes the 28th)."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from calculator.core.values.dates import (
    ALWAYS,
    NEVER,
    add_years,
    day_text,
    first_of_next_year,
    full_years,
    parse_span,
    span_text,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.toordinal)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize("text", ["2021-12-31", "2024-02-29", "2021-12", "2021-02", "2021", "0001"])
def test_a_date_gives_its_text_back(text):
    span = parse_span(text)
    assert span is not None
    assert span_text(span) == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_partial_date_is_a_span_of_days(text, first, last):
    assert parse_span(text) == (day(first), day(last))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021-13",
        "2021-00",
        "2021-02-29",
        "2021-04-31",
        "21-1-1",
        "2021-1-1-1",
        "0000",
        "x",
        "２０２１",
    ],
)
def test_what_is_not_in_the_calendar_is_no_date(text):
    assert parse_span(text) is None


def test_spans_that_are_no_date_have_no_text():
    assert span_text((day("2021-01-02"), day("2021-01-31"))) is None
    assert span_text((day("2021-01-01"), day("2022-12-31"))) is None
    assert span_text((ALWAYS, day("2021-01-01"))) is None


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2021-12-31", "2025-12-31", 4),  # P15 (a): the corresponding day is reached
        ("2022-01-01", "2025-12-31", 3),  # not before 2026-01-01
        ("2020-02-29", "2023-02-28", 3),  # no 29 February: last day of the month
        ("2020-02-29", "2023-02-27", 2),
        ("2020-02-29", "2024-02-28", 3),  # the corresponding day exists: the 29th
        ("2020-02-29", "2024-02-29", 4),
        ("2024-02-29", "2025-02-28", 1),
        ("2024-06-01", "2024-06-01", 0),
        ("2024-06-01", "2020-06-01", 0),
    ],
)
def test_full_years(start, end, years):
    assert full_years(day(start), day(end)) == years


@given(days, st.integers(0, 60))
def test_the_anniversary_is_the_first_day_of_the_full_years(start, years):
    met = add_years(start, years)
    assert full_years(start, met) == years
    assert years == 0 or full_years(start, met - 1) == years - 1


@given(days, st.integers(1, 60))
@example(date(2020, 2, 29).toordinal(), 1)
@example(date(2020, 2, 29).toordinal(), 4)
def test_adding_years_keeps_month_and_day(start, years):
    given_day, later = date.fromordinal(start), date.fromordinal(add_years(start, years))
    assert later.year == given_day.year + years
    if (given_day.month, given_day.day) != (2, 29):
        assert (later.month, later.day) == (given_day.month, given_day.day)
    else:
        assert (later.month, (later + timedelta(days=1)).month) == (2, 3)


def test_outside_the_calendar_there_is_no_day():
    assert add_years(day("9999-01-01"), 1) == NEVER
    assert add_years(day("0001-01-01"), -1) == ALWAYS
    assert add_years(NEVER, 3) == NEVER
    assert first_of_next_year(day("9999-05-05")) == NEVER
    assert first_of_next_year(ALWAYS) == ALWAYS


def test_first_of_next_year():
    assert day_text(first_of_next_year(day("2025-05-01"))) == "2026-01-01"
