"""Public holidays as they are written: single days, and runs of days as ``first..last``."""

import datetime
from collections.abc import Iterable, Iterator

from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.place import Problem
from calculator.loading.scalars import Name

LONGEST_RUN = 31


def days_of(written: Iterable[str]) -> list[str]:
    """Every day that is written, one by one; what is no day is left out.

    >>> days_of(["2031-05-01..2031-05-03", "2031-10-01", "soon"])
    ['2031-05-01', '2031-05-02', '2031-05-03', '2031-10-01']
    """
    return [day.isoformat() for text in written for day in _run(text) or ()]


def check_calendar(body: Body, index: Index) -> Iterator[Problem]:
    """Report days that are none, that belong to another year, or that stand twice; and that the
    edition's own year is not there, although terms are counted in working days.
    """
    policy, years = body.policy, {str(entry.year) for entry in body.calendar}
    counts = any(clause.term is not None for clause in index.clauses.values())
    if counts and policy is not None and policy.status != "superseded":
        year = str(policy.edition)[:4]
        if year.isdigit() and year not in years:
            message = (
                f"calendar 里没有 {year} 年的放假安排：按工作日计的期限都不能确定；公布以后补上一条"
            )
            yield Problem(policy.edition.place, message, "note")
    for entry in body.calendar:
        seen: set[datetime.date] = set()
        for text in (*entry.holidays, *entry.workdays):
            yield from _check(text, str(entry.year), seen)
        for text in entry.workdays:
            for day in _run(text) or ():
                if day.weekday() < 5:
                    message = f"{day.isoformat()} 不是周六或周日，不用写进 workdays"
                    yield Problem(text.place, message)


def _check(text: Name, year: str, seen: set[datetime.date]) -> Iterator[Problem]:
    run = _run(text)
    if run is None:
        ends = [_run(end) for end in text.split("..")]
        wrong = "要从早到晚、不超过一个月" if len(ends) == 2 and all(ends) else "不是日期"
        message = f"“{text}”{wrong}；写成 2031-05-01，或 2031-05-01..2031-05-05 的样子"
        yield Problem(text.place, message)
        return
    for day in run:
        if f"{day.year:04d}" != year:
            yield Problem(text.place, f"{day.isoformat()} 不在 {year} 年")
        elif day in seen:
            yield Problem(text.place, f"{day.isoformat()} 写了两次")
        seen.add(day)


def _run(text: str) -> list[datetime.date] | None:
    first, dots, last = text.partition("..")
    try:
        start = datetime.date.fromisoformat(first.strip())
        end = datetime.date.fromisoformat(last.strip()) if dots else start
    except ValueError:
        return None
    length = (end - start).days + 1
    if not 1 <= length <= LONGEST_RUN:
        return None
    return [start + datetime.timedelta(days=step) for step in range(length)]
