"""Boundary days that no case tries: the day itself and the day beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from calculator.cases.coverage import Decided, Gap, decided
from calculator.cases.run import Outcome

_DAY = datetime.timedelta(days=1)
# For each comparison, the last day that passes and the first that does not, counted from its day.
_BESIDE = {"before": (-1, 0), "not_after": (0, 1), "after": (1, 0), "not_before": (0, -1)}


def boundaries(rules: dict[str, Any], outcomes: Sequence[Outcome]) -> list[Gap]:
    """Every boundary day without a case on one of its sides."""
    cases = decided(outcomes)
    reference = _fixed_day(rules["policy"]["reference_day"], None)
    if reference is None:
        return []
    return [
        *_years_met(rules, cases, reference),
        *_years_counted(rules, cases, reference),
        *_compared_days(rules, cases, reference),
        *_bars_until(rules, cases, reference),
    ]


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping inside rules data."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)


def _missing(seen: Iterable[str | None], wanted: Iterable[datetime.date]) -> str:
    have = set(seen)
    return "、".join(day.isoformat() for day in wanted if day.isoformat() not in have)


def _years_met(
    rules: dict[str, Any], cases: Sequence[Decided], reference: datetime.date
) -> Iterator[Gap]:
    """Conditions on years: met exactly on the reference day, and one day too late."""
    for key in rules["order"]:
        condition = rules["clauses"][key].get("condition")
        if not any("years" in one for one in walk(condition)):
            continue
        days = [
            one.outcome.result["conditions"][key]["day"]
            for one in cases
            if {f"met.{key}", f"days.{key}"} & one.keys
            and key in one.outcome.result.get("conditions", {})
        ]
        if missing := _missing(days, (reference, reference + _DAY)):
            yield Gap("年限的临界日", key, f"没有算例恰好在 {missing} 满足")


def _years_counted(
    rules: dict[str, Any], cases: Sequence[Decided], reference: datetime.date
) -> Iterator[Gap]:
    """Rows that count years: an anniversary on the reference day, and on the day after."""
    for key in rules["order"]:
        points = rules["clauses"][key].get("points", {})
        for years in (one["years"] for one in walk(points) if "years" in one):
            field = years.get("start") or years.get("period") or "period"
            starts = {
                (day.month, day.day)
                for one in cases
                if f"points.{key}" in one.keys
                for day in _days_in(one, years["from"], field)
            }
            wanted = (reference, reference + _DAY)
            lacking = [day for day in wanted if (day.month, day.day) not in starts]
            if lacking:
                words = "、".join(f"{day.month} 月 {day.day} 日" for day in lacking)
                yield Gap("周年的临界日", key, f"没有算例从某年 {words} 起算")


def _days_in(one: Decided, of_list: str, field: str) -> Iterator[datetime.date]:
    records = one.outcome.case.answers.get(of_list)
    for record in records if isinstance(records, list) else ():
        value = record.get(field) if isinstance(record, dict) else None
        if isinstance(value, dict):
            value = value.get("from")
        day = _parsed(value)
        if day is not None:
            yield day


def _parsed(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _fixed_day(expression: Any, reference: datetime.date | None) -> datetime.date | None:
    """The day of an expression that depends on no answer; None for any other."""
    if expression == "reference":
        return reference
    if not isinstance(expression, dict):
        return _parsed(expression)
    if "value" in expression:
        return _parsed(expression["value"])
    if "of" not in expression:
        return None
    day = _fixed_day(expression["of"], reference)
    plus, minus = expression.get("plus_years"), expression.get("minus_years")
    shift = (plus or minus or {"value": "0"})["value"]
    if day is None or shift is None:
        return None
    year = day.year + (int(shift) if plus else -int(shift))
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _compared_days(
    rules: dict[str, Any], cases: Sequence[Decided], reference: datetime.date
) -> Iterator[Gap]:
    """Dates held against a fixed day: the last that passes and the first that does not."""
    given = _given_days(cases)
    for key in rules["order"]:
        for one in walk(rules["clauses"][key]):
            for operator, (passing, failing) in _BESIDE.items():
                limit = _fixed_day(one.get(operator), reference) if operator in one else None
                name = _subject(one)
                if limit is None or name is None:
                    continue
                wanted = (limit + passing * _DAY, limit + failing * _DAY)
                if missing := _missing(given.get(name, ()), wanted):
                    yield Gap("日期的临界日", key, f"没有算例的 {name} 是 {missing}")


def _subject(comparison: dict[str, Any]) -> str | None:
    day = comparison.get("day")
    holder = day if isinstance(day, dict) else comparison
    for key in ("field", "question"):
        if isinstance(holder.get(key), str):
            return str(holder[key])
    return None


def _given_days(cases: Sequence[Decided]) -> dict[str, set[str]]:
    """Field or question -> the days that cases give for it."""
    found: dict[str, set[str]] = {}
    for one in cases:
        for holder in walk(dict(one.outcome.case.answers)):
            for name, value in holder.items():
                if _parsed(value) is not None:
                    found.setdefault(str(name), set()).add(str(value))
    return found


def _bars_until(
    rules: dict[str, Any], cases: Sequence[Decided], reference: datetime.date
) -> Iterator[Gap]:
    """Bars until a day: over on the reference day, and still standing by one day."""
    for key in rules["order"]:
        bar = rules["clauses"][key].get("bar", {})
        if "until" not in bar or "on" in bar or any("next_year_of" in one for one in walk(bar)):
            continue
        days = [one.outcome.found.get(f"days.{key}") for one in cases if f"days.{key}" in one.keys]
        if missing := _missing(days, (reference, reference + _DAY)):
            yield Gap("解除的临界日", key, f"没有算例恰好到 {missing} 为止")
