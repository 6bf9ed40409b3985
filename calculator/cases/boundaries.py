"""Boundary days that no case tries: the day itself and the day beside it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from calculator.cases.coverage import Decided, Gap, decided
from calculator.cases.run import Outcome
from calculator.core.answers.given import Answers
from calculator.core.conditions.comparisons import DayIs
from calculator.core.conditions.days import Given
from calculator.core.conditions.logic import Met
from calculator.core.conditions.parts import Part
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import DayExpression
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.core.values.dates import Day, day_text, parse_span

# For each comparison, the last day that passes and the first that does not, counted from its day.
_BESIDE = {"before": (-1, 0), "not_after": (0, 1), "after": (1, 0), "not_before": (0, -1)}


def boundaries(data: dict[str, Any], outcomes: Sequence[Outcome]) -> list[Gap]:
    """Every boundary day without a case on one of its sides."""
    rules = compile_rules(data)
    reference, last = rules.reference
    if reference != last:
        return []
    cases = decided(outcomes)
    edge = (reference, reference + 1)
    nothing = State(rules, Answers())
    found = (
        *_years_met(rules, cases, edge),
        *_years_counted(rules, cases, edge),
        *_compared_days(rules, cases, nothing),
        *_bars_until(cases, edge, nothing),
    )
    return list(dict.fromkeys(found))


def _within(piece: Part | None) -> Iterator[Part]:
    """A piece and all that it is made of; clauses that it refers to say for themselves."""
    if piece is None or isinstance(piece, Met):
        return
    yield piece
    for part in piece.parts:
        yield from _within(part)


def _laid_down(rules: Rules, key: str, nothing: State) -> Iterator[Part]:
    """All that a clause itself is made of."""
    pieces: list[Part | None] = [one for (of, _), (one, _) in rules.verdicts.items() if of == key]
    if key in rules.tree.row_by_id:
        pieces.append(rules.tree.row_by_id[key].mechanism)
    pieces += (item.condition for item in rules.checklist if item.clause == key)
    # One that is held route by route is the same on each, but for a day.
    of_key = (bar.relevant(nothing)[0] for bar in rules.bars if bar.clause == key)
    pieces += (piece for bar in of_key for piece in bar.parts)
    for piece in pieces:
        yield from _within(piece)


def _missing(seen: Iterable[str | None], wanted: Iterable[Day]) -> str:
    have = set(seen)
    return "、".join(text for text in map(day_text, wanted) if text not in have)


def _years_met(rules: Rules, cases: Sequence[Decided], edge: tuple[Day, Day]) -> Iterator[Gap]:
    """Conditions on years: met exactly on the reference day, and one day too late."""
    for key, condition in rules.conditions.items():
        if not any(isinstance(part, Seniority) for part in _within(condition)):
            continue
        days = [
            one.outcome.result["conditions"][key]["day"]
            for one in cases
            if {f"met.{key}", f"days.{key}"} & one.keys
            and key in one.outcome.result.get("conditions", {})
        ]
        if missing := _missing(days, edge):
            yield Gap("年限的临界日", key, f"没有算例恰好在 {missing} 满足")


def _years_counted(rules: Rules, cases: Sequence[Decided], edge: tuple[Day, Day]) -> Iterator[Gap]:
    """Rows that count years: an anniversary on the reference day, and on the day after."""
    for row in rules.tree.rows:
        for years in _within(row.mechanism):
            if not isinstance(years, Seniority):
                continue
            ends = slice(5 if years.months == 12 else 8, None)
            starts = {
                day_text(day)[ends]
                for one in cases
                if f"points.{row.id}" in one.keys
                for day in _days_in(one, years)
            }
            lacking = [day for day in edge if day_text(day)[ends] not in starts]
            if lacking:
                days = map(date.fromordinal, lacking)
                of_year = ("某年", "{0.month} 月 {0.day} 日")
                some, form = of_year if years.months == 12 else ("某月", "{0.day} 日")
                words = "、".join(map(form.format, days))
                yield Gap("周年的临界日", row.id, f"没有算例从{some} {words} 起算")


def _days_in(one: Decided, years: Seniority) -> Iterator[Day]:
    records = one.outcome.case.answers.get(years.selection.list_id)
    for record in records if isinstance(records, list) else ():
        value = record.get(years.field) if isinstance(record, dict) else None
        day = _parsed(value.get("from") if isinstance(value, dict) else value)
        if day is not None:
            yield day


def _parsed(value: Any) -> Day | None:
    span = parse_span(value) if isinstance(value, str) else None
    return span[0] if span is not None and span[0] == span[1] else None


def _compared_days(rules: Rules, cases: Sequence[Decided], nothing: State) -> Iterator[Gap]:
    """Dates held against a fixed day: the last that passes and the first that does not."""
    given = _given_days(cases)
    for key in rules.order:
        for part in _laid_down(rules, key, nothing):
            if isinstance(part, DayIs) and isinstance(part.subject, Given):
                yield from _beside(part, part.subject.source.asked.id, key, given, nothing)


def _beside(
    held: DayIs, name: str, key: str, given: dict[str, set[str]], nothing: State
) -> Iterator[Gap]:
    for operator, wanted in held.tests:
        limit = wanted.fixed(nothing)
        days = () if limit is None else (limit + step for step in _BESIDE[operator])
        if missing := _missing(given.get(name, ()), days):
            yield Gap("日期的临界日", key, f"没有算例的 {name} 是 {missing}")


def _given_days(cases: Sequence[Decided]) -> dict[str, set[str]]:
    """Field or question -> the days that cases give for it."""
    found: dict[str, set[str]] = {}
    for one in cases:
        answers = one.outcome.case.answers
        records = (part for value in answers.values() if isinstance(value, list) for part in value)
        for holder in (answers, *(record for record in records if isinstance(record, dict))):
            for name, value in holder.items():
                if _parsed(value) is not None:
                    found.setdefault(str(name), set()).add(str(value))
    return found


def _bars_until(cases: Sequence[Decided], edge: tuple[Day, Day], nothing: State) -> Iterator[Gap]:
    """Bars until a day: over on the reference day, and still standing by one day."""
    for bar in (bar.relevant(nothing)[0] for bar in nothing.rules.bars):
        days_in = (part for part in _within(bar.until) if isinstance(part, DayExpression))
        is_any_day = all(day.is_any_day for day in days_in)
        if bar.until is None or not bar.on.is_reference or not is_any_day:
            continue
        name = f"days.{bar.clause}"
        days = [one.outcome.found.get(name) for one in cases if name in one.keys]
        if missing := _missing(days, edge):
            yield Gap("解除的临界日", bar.clause, f"没有算例恰好到 {missing} 为止")
