"""Years with a name: those that a clause counts for others, and those of a route.

A clause's `years` stand for themselves in the conditions that name the clause; a route's are what
`route_years` means in a bar.
"""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.conditions.days import ROUTE_YEARS
from calculator.loading.index import DECIDING, Index
from calculator.loading.place import Problem
from calculator.loading.scalars import Amount, Ref
from calculator.loading.walk import Spot, walk


def check_named_years(index: Index) -> Iterator[Problem]:
    """Report names that nothing reads, and `route_years` where it has no meaning."""
    spots = list(_spots(index))
    yield from _check_clauses(index, {str(spot.value) for _, spot in spots if spot.ref == "years"})
    uses = [(rule, spot.value) for rule, spot in spots if _is_of_route(spot)]
    yield from _check_routes(index, uses)


def _check_clauses(index: Index, named: set[str]) -> Iterator[Problem]:
    for key, clause in index.clauses.items():
        if clause.years is not None and key not in named:
            message = f"没有条件写 years: {key}，这里的算法不起作用，请去掉"
            yield Problem(clause.years.place, message)


def _check_routes(index: Index, uses: list[tuple[str, Amount]]) -> Iterator[Problem]:
    named = [route.years for route in index.routes.values() if route.years is not None]
    for rule, used in uses:
        if rule != "bar":
            yield Problem(used.place, f"{ROUTE_YEARS} 只能写在 bar 里，说的是申报途径的规定年限")
        elif not named:
            yield Problem(used.place, f"没有途径写 years，{ROUTE_YEARS} 不知道是哪一天")
    if all(rule != "bar" for rule, _ in uses):
        for years in named:
            message = f"没有 bar 用到 {ROUTE_YEARS}，这里的 years 不起作用，请去掉"
            yield Problem(years.place, message)


def _is_of_route(spot: Spot) -> bool:
    return isinstance(spot.value, Amount) and spot.value == ROUTE_YEARS


def _spots(index: Index) -> Iterator[tuple[str, Spot]]:
    """Everything that rules of clauses name, with the kind of rule."""
    for clause in index.clauses.values():
        for name in DECIDING:
            rule = getattr(clause, name)
            for spot in walk(rule) if rule is not None else ():
                if isinstance(spot.value, Amount | Ref):
                    yield name, spot
