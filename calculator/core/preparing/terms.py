"""Terms of working days: so many of them from a first day on, and the day after which one may act.

In `rules.json` a clause has ``"term": {"title", "from": <date>, "workdays": <figure>,
"first_day": "counts" | "does_not_count"}``; conditions name its last day as ``{"end_of": clause}``.
"""

from __future__ import annotations

from typing import Any

from calculator.core.conditions.compiling import compile_day
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.conditions.subjects import DayExpression
from calculator.core.preparing.workdays import MOST_DAYS, WORKED, Calendar
from calculator.core.typing_only import shapes
from calculator.core.values import dates
from calculator.core.values.figures import read_number, read_whole
from calculator.errors import RulesError

# A first day that is known only to the year says nothing worth working out.
WIDEST = 62
FIRST_DAY = {"counts": True, "does_not_count": False}


class TermOfDays:
    """A number of working days from a day on."""

    def __init__(
        self, build: Lookup, calendar: Calendar, clause: str, data: dict[str, Any]
    ) -> None:
        where = f"{clause}.term"
        first = data.get("first_day", "counts")
        if first not in FIRST_DAY:
            raise RulesError(where, f"first_day is one of {', '.join(FIRST_DAY)}, not {first!r}")
        self.clause = clause
        self.calendar = calendar
        self.title: str = data.get("title") or build.title(clause)
        self.start: DayExpression = compile_day(data["from"], Scope(build, None, where))
        self.figure = read_number(data["workdays"], where)
        self.wanted = read_whole(data["workdays"], where)
        self.counts_first = FIRST_DAY[first]
        if not 1 <= self.wanted <= MOST_DAYS:
            raise RulesError(where, f"a term of {self.wanted} working days")

    def last(self, start: dates.Day) -> dates.Day | None:
        """The last day of a term that begins on a day; None where the calendar is not known."""
        days = self.days(start)
        return None if days is None else days[-1][0]

    def days(self, start: dates.Day) -> list[tuple[dates.Day, shapes.DayKind]] | None:
        """Every day of a term, with its kind."""
        return self.calendar.term(start, self.wanted, counts_first=self.counts_first)

    def span(self, state: Facts, record: Record | None) -> dates.Span | None:
        """The last day, as far as the first one and the calendar are known."""
        start = self.start.span(state, record)
        if start is None or start[1] - start[0] > WIDEST:
            return None if start is None else dates.UNKNOWN
        ends = [self.last(day) for day in start]
        return dates.UNKNOWN if None in ends else (ends[0] or 0, ends[1] or 0)

    def report(self, state: Facts) -> shapes.Term:
        """The term with its days, when it begins on a known day."""
        start = self.start.span(state, None)
        is_known = start is not None and start[0] == start[1]
        days = self.days(start[0]) if start is not None and is_known else None
        report: shapes.Term = {
            "clause": self.clause,
            "title": self.title,
            "workdays": self.figure.cite(),
            "first_day_counts": self.counts_first,
            "years": sorted(self.calendar.years),
            "from": None if start is None or not is_known else dates.span_text(start),
            "last": None,
            "next": None,
            "next_workday": None,
            "days": [],
            "reasons": [],
        }
        if days is None:
            report["reasons"] = [{"clause": self.clause, "text": self._doubt(start)}]
            return report
        report["days"] = [
            {"day": dates.day_text(day), "kind": kind, "number": number}
            for (day, kind), number in zip(days, self._numbers(days), strict=True)
        ]
        last = days[-1][0]
        report |= {"last": dates.day_text(last), "next": dates.day_text(last + 1)}
        following = self.calendar.term(last, 1, counts_first=False)
        report["next_workday"] = None if following is None else dates.day_text(following[-1][0])
        return report

    def _numbers(self, days: list[tuple[dates.Day, shapes.DayKind]]) -> list[int | None]:
        """Which working day of the term each day is; None where it is not counted."""
        count = 0
        numbers: list[int | None] = []
        for place, (_, kind) in enumerate(days):
            counts = kind in WORKED and (self.counts_first or place > 0)
            count += counts
            numbers.append(count if counts else None)
        return numbers

    def _doubt(self, start: dates.Span | None) -> str:
        if start is None or start[0] != start[1]:
            return f"“{self.start.label}”还没有写到哪一天"
        known = "、".join(str(year) for year in sorted(self.calendar.years)) or "没有"
        return (
            f"从 {dates.date_words(dates.day_text(start[0]))}起数，"
            f"会用到 {dates.year_of(start[0])} 年或以后的放假安排；本站收录的年份：{known}。"
            "没有收录的年份不能判断哪天上班"
        )


class TermEnd(DayExpression):
    """The last day of a term."""

    def __init__(self, term: TermOfDays) -> None:
        super().__init__(term.start)
        self.term = term
        self.label = f"“{term.title}”期满的一天"

    def span(self, state: Facts, record: Record | None) -> dates.Span | None:
        return self.term.span(state, record)

    def cite(self) -> dict[str, Any]:
        return {"clause": self.term.clause, "figures": [self.term.figure.id]}
