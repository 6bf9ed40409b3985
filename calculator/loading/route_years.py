"""`route_years`, the day on which a route's years are met: bars read it, and routes name it."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.conditions.days import ROUTE_YEARS
from calculator.loading.index import DECIDING, Index
from calculator.loading.place import Problem
from calculator.loading.scalars import Amount
from calculator.loading.walk import walk


def check_route_years(index: Index) -> Iterator[Problem]:
    """Report where the word has no meaning, and years of routes that nothing reads."""
    named = [route.years for route in index.routes.values() if route.years is not None]
    is_read = False
    for rule_name, used in _uses(index):
        if rule_name != "bar":
            yield Problem(used.place, f"{ROUTE_YEARS} 只能写在 bar 里，说的是申报途径的规定年限")
        elif not named:
            yield Problem(used.place, f"没有途径写 years，{ROUTE_YEARS} 不知道是哪一天")
        is_read = is_read or rule_name == "bar"
    if not is_read:
        for years in named:
            message = f"没有 bar 用到 {ROUTE_YEARS}，这里的 years 不起作用，请去掉"
            yield Problem(years.place, message)


def _uses(index: Index) -> Iterator[tuple[str, Amount]]:
    for clause in index.clauses.values():
        for name in DECIDING:
            rule = getattr(clause, name)
            for spot in walk(rule) if rule is not None else ():
                if isinstance(spot.value, Amount) and spot.value == ROUTE_YEARS:
                    yield name, spot.value
