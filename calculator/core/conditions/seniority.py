"""Seniority: periods of a list added up into full years (or months), and the day on which so many
are reached.

Periods that overlap or touch are merged. An earlier period is carried, in days with both its ends
counted, to the front of the next one; then full anniversaries are counted (a missing 29 February
becomes the 28th). Example: 2009-01-01..2009-12-31 (365 days) and 2012-12-31 until now count as one
period from 2012-01-01, which is 4 full years on 2016-01-01.
"""

from typing import Any

from calculator.core.answers.answer_values import Period
from calculator.core.conditions.facts import Facts, Record, once
from calculator.core.conditions.measures import list_doubts
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import DayExpression, Measure
from calculator.core.values.dates import (
    ALWAYS,
    NEVER,
    Day,
    Span,
    add_months,
    date_words,
    full_months,
    span_text,
)
from calculator.core.values.numbers import Number, Range

Stretch = tuple[Day, Day]
# What is counted, by how many months make one.
UNITS = {12: "年", 1: "个月"}


def merge(stretches: list[Stretch]) -> list[Stretch]:
    """Sort, and join what overlaps or touches; stretches that end before they begin are dropped."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if end < start:
            continue
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def chained(stretches: list[Stretch]) -> list[Stretch]:
    """Merged stretches, each moved forward by the days of those before it."""
    carried = 0
    chain: list[Stretch] = []
    for start, end in merge(stretches):
        chain.append((start - carried, end))
        carried += end - start + 1
    return chain


def months_in(stretches: list[Stretch], until: Day) -> int:
    """Full months on the day `until`."""
    clipped = [(start, min(end, until)) for start, end in stretches]
    return max((full_months(max(start, 1), end) for start, end in chained(clipped)), default=0)


def day_reached(stretches: list[Stretch], months: int) -> Day:
    """The first day with so many full months; NEVER when the stretches end too early."""
    carried = 0
    for start, end in merge(stretches):
        day = max(add_months(max(start - carried, 1), months), start)
        if day <= end:
            return day
        carried += end - start + 1
    return NEVER


class Seniority(Measure):
    """Full years over the records of a selection, or full months (unit: the one of them).

    The field of the selection holds the period, or (`from_date`) the day from which on it goes on.
    """

    unit = UNITS[12]

    def __init__(
        self,
        selection: Selection,
        months: int,
        from_date: bool,
        since: DayExpression | None,
        until: DayExpression | None,
        label: str,
    ) -> None:
        super().__init__(selection, *(day for day in (since, until) if day is not None))
        self.selection = self.cited = selection
        [self.field] = selection.fields
        # So many of them make one.
        self.months = months
        self.unit = UNITS[months]
        self.from_date = from_date
        self.since = since
        self.until = until
        self.label = label

    def range(self, state: Facts, record: Record | None) -> Range | None:
        """Full years; unlimited above while more periods may be added."""
        low, high = self.given_range(state, record)
        return low, high if state.is_complete(self.selection.list_id) else None

    def given_range(self, state: Facts, record: Record | None) -> Range:
        """Full years, taking the given records for all there are."""
        least, most = self.stretches(state, record)
        until = self._until(state, record)
        low = 0 if until is None else months_in(least, until[0]) // self.months
        if most is None or until is None:
            return low, None
        return low, months_in(most, until[1]) // self.months

    def day_reaching(self, state: Facts, record: Record | None, wanted: Number) -> Span | None:
        """The day on which so many are reached if going periods go on."""
        months = self.months * -int(-wanted // 1)
        least, most = self.stretches(state, record)
        latest = day_reached(least, months)
        if most is None or not state.is_complete(self.selection.list_id):
            earliest = ALWAYS
        else:
            earliest = day_reached(most, months)
        if self.until is not None:
            until = self._until(state, record)
            latest = NEVER if until is None or latest > until[0] else latest
            earliest = NEVER if until is None or earliest > until[1] else earliest
        return (min(earliest, latest), latest)

    def stretches(
        self, state: Facts, record: Record | None
    ) -> tuple[list[Stretch], list[Stretch] | None]:
        """The certain days, and the possible days (None: nothing limits them)."""
        return once(self, state, record, self._find_stretches)

    def _find_stretches(
        self, state: Facts, record: Record | None
    ) -> tuple[list[Stretch], list[Stretch] | None]:
        since = self._since(state, record)
        if since is None:
            return [], []
        least: list[Stretch] = []
        most: list[Stretch] | None = []
        for chosen, verdict in self.selection.chosen(state):
            shortest, longest = self._ends(chosen)
            if verdict and shortest is not None:
                least.append((max(shortest[0], since[1]), shortest[1]))
            if longest is None or longest[0] == ALWAYS:
                most = None if since[0] <= ALWAYS else most
            if most is not None:
                start, end = longest or (ALWAYS, NEVER)
                most.append((max(start, since[0]), end))
        return least, most

    def _ends(self, record: Record) -> tuple[Stretch | None, Stretch | None]:
        """The shortest and the longest stretch that the record can mean; None: nothing is known."""
        value: Any = record.values.get(self.field)
        if value is None:
            return None, None
        period: Period = Period(value, None) if self.from_date else value
        if period.start is None:
            return None, (ALWAYS, NEVER if period.end is None else period.end[1])
        if period.end is None:
            return (period.start[1], NEVER), (period.start[0], NEVER)
        return (period.start[1], period.end[0]), (period.start[0], period.end[1])

    def _since(self, state: Facts, record: Record | None) -> Span | None:
        return (ALWAYS, ALWAYS) if self.since is None else self.since.span(state, record)

    def _until(self, state: Facts, record: Record | None) -> Span | None:
        return state.reference if self.until is None else self.until.span(state, record)

    def lasted(self, state: Facts, record: Record | None) -> tuple[str | None, str | None]:
        """When a stretch that is the only one began, and when it ended if it has; None where there
        are several, or none."""
        least, most = (merge(stretches or []) for stretches in self.stretches(state, record))
        if len(least) != 1 or len(most) != 1:
            return None, None
        is_over = most[0][1] < state.reference[0]
        end = span_text((least[0][1], most[0][1])) if is_over else None
        return span_text((most[0][0], least[0][0])), end

    def has_start(self, state: Facts, record: Record | None) -> bool:
        has_records = self.selection.where is None or bool(self.selection.chosen(state))
        return has_records and self._since(state, record) is not None

    def start_words(self, state: Facts, record: Record | None) -> str:
        where = self.selection.where
        if where is not None and not self.selection.chosen(state):
            return f"（{where.wanted(state, record)}）"
        since = None if self.since is None else self.since.span(state, record)
        text = None if since is None else span_text(since)
        return "" if text is None else f"（从 {date_words(text)}起算）"

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        days = (day for day in (self.since, self.until) if day is not None)
        around = [text for day in days for text in day.doubts(state, record)]
        return [*around, *list_doubts(state, self.selection, self.label)]
