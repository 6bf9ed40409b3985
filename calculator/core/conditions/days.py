"""Date expressions: days worked out from the reference day, figures, answers and other days.

Every expression gives a `Span` (partial and unknown dates are spans of days) or None when there is
no such day at all, for instance the earliest day of an empty list.
"""

from collections.abc import Sequence
from typing import Any

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition
from calculator.core.conditions.measures import list_doubts
from calculator.core.conditions.parts import Waiting
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import DayExpression, Source
from calculator.core.values.dates import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Span,
    add_years,
    first_of_next_year,
    year_span,
)
from calculator.core.values.figures import DayFigure

# In a bar: the day on which the years of the route are met by which somebody applies.
ROUTE_YEARS = "route_years"


class Reference(DayExpression):
    """The reference day of the edition."""

    label = "计算截止日"
    is_reference = True
    is_always_there = True

    def span(self, state: Facts, record: Record | None) -> Span:
        return state.reference


class Fixed(DayExpression):
    """A date figure."""

    is_always_there = True

    def __init__(self, figure: DayFigure) -> None:
        super().__init__()
        self.figure = figure
        self.label = figure.text

    def span(self, state: Facts, record: Record | None) -> Span:
        return self.figure.span

    def cite(self) -> dict[str, Any]:
        return {"figures": [self.figure.id]} if self.figure.id else {}


class Given(DayExpression):
    """The date that a person answered, or another day where none was answered."""

    def __init__(self, source: Source, otherwise: DayExpression | None = None) -> None:
        super().__init__(source, *(() if otherwise is None else (otherwise,)))
        self.source = self.cited = source
        self.otherwise = otherwise
        self.is_always_there = otherwise is not None and otherwise.is_always_there
        self.label = source.asked.label

    def span(self, state: Facts, record: Record | None) -> Span | None:
        value: Span | None = self.source.get(state, record)
        if value is not None:
            return value
        return UNKNOWN if self.otherwise is None else self.otherwise.span(state, record)

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        if self.otherwise is None or self.source.get(state, record) is not None:
            return self.source.doubts(state, record)
        return self.otherwise.doubts(state, record)


class YearEnd(DayExpression):
    """31 December of the year that a person answered."""

    is_any_day = False

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.source = self.cited = source
        self.label = f"“{source.asked.label}”当年 12 月 31 日"

    def span(self, state: Facts, record: Record | None) -> Span:
        year: int | None = self.source.get(state, record)
        if year is None:
            return UNKNOWN
        last = year_span(min(max(year, 1), 9999))[1]
        return last, last


class Shifted(DayExpression):
    """So many years later (negative: earlier)."""

    def __init__(self, of: DayExpression, years: int) -> None:
        super().__init__(of)
        self.of = self.cited = of
        self.years = years
        self.label = f"{of.label}{'后' if years >= 0 else '前'} {abs(years)} 年"

    def span(self, state: Facts, record: Record | None) -> Span | None:
        span = self.of.span(state, record)
        return span and (add_years(span[0], self.years), add_years(span[1], self.years))


class NextYear(DayExpression):
    """1 January of the following calendar year."""

    is_any_day = False

    def __init__(self, of: DayExpression) -> None:
        super().__init__(of)
        self.of = of
        self.label = f"{of.label}次年 1 月 1 日"

    def span(self, state: Facts, record: Record | None) -> Span | None:
        span = self.of.span(state, record)
        return span and (first_of_next_year(span[0]), first_of_next_year(span[1]))


class Later(DayExpression):
    """The latest of several days; those that do not exist are left out."""

    parts: Sequence[DayExpression]

    def __init__(self, parts: list[DayExpression]) -> None:
        super().__init__(*parts)
        self.label = f"{'、'.join(part.label for part in parts)}中较晚的一天"

    def span(self, state: Facts, record: Record | None) -> Span | None:
        spans = [span for part in self.parts if (span := part.span(state, record)) is not None]
        if not spans:
            return None
        return max(span[0] for span in spans), max(span[1] for span in spans)


class Extreme(DayExpression):
    """The earliest or latest day of a field over the selected records."""

    def __init__(self, selection: Selection, earliest: bool, label: str) -> None:
        super().__init__(selection)
        self.selection = self.cited = selection
        [self.field] = selection.fields
        self.earliest = earliest
        self.label = label

    def span(self, state: Facts, record: Record | None) -> Span | None:
        certain: list[Span] = []
        possible: list[Span] = []
        for chosen, verdict in self.selection.chosen(state):
            span: Span = chosen.values.get(self.field) or UNKNOWN
            possible.append(span)
            if verdict:
                certain.append(span)
        complete = state.is_complete(self.selection.list_id)
        if complete and not possible:
            return None
        if not certain:
            return UNKNOWN
        if self.earliest:
            low = min(span[0] for span in possible) if complete else ALWAYS
            return low, min(span[1] for span in certain)
        high = max(span[1] for span in possible) if complete else NEVER
        return max(span[0] for span in certain), high

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        label = state.rules.questions[self.selection.list_id].label
        return list_doubts(state, self.selection, label)


class NoDay(DayExpression):
    """No day at all: when a route without years has its years met.

    As long as no route is known it stands for the years of any: then it `reads` them.
    """

    def span(self, state: Facts, record: Record | None) -> None:
        return None


class DayMet(DayExpression):
    """The day on which a clause's condition is first met; no day when time never brings it."""

    def __init__(self, clause: str, condition: Condition, title: str) -> None:
        super().__init__(condition)
        self.clause = clause
        self.condition = condition
        self.label = f"“{title}”满足之日"

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        self.condition.wait_for_day(waiting, record, weight)

    def span(self, state: Facts, record: Record | None) -> Span | None:
        span = self.condition.day(state, record)
        if span[0] >= NEVER:
            return None
        # Where it may never come, nothing can be said about a day that there may not be.
        return UNKNOWN if span[1] >= NEVER else span

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        return self.condition.day_doubts(state, record)

    def cite(self) -> dict[str, Any]:
        return {"clause": self.clause}
