"""Bars that are held route by route: what they do hangs on the years of the route one applies by.

Routes that share no need with any other are no ways to apply; such bars do not touch them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.core.bars import Bar, Held, day_of, latest
from calculator.core.conditions.compiling import compile_met
from calculator.core.conditions.days import ROUTE_YEARS, DayMet, NoDay
from calculator.core.conditions.explain import reason
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.logic import SETTLED, Condition, Verdict
from calculator.core.conditions.parts import Reads
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.conditions.subjects import DayExpression
from calculator.core.typing_only import shapes
from calculator.core.values.dates import Span
from calculator.errors import RulesError


def compile_bar(build: Lookup, clause: str, data: dict[str, Any]) -> Bar | RouteBar:
    """A bar, held over the whole person or, where it reads the years of a route, route by route."""
    years = (ROUTE_YEARS,)
    bar = Bar(build, clause, data, NoDay(reads=frozenset((years,))))
    return RouteBar(build, clause, data) if years in bar.reads else bar


def ways(routes: dict[str, dict[str, Any]]) -> list[str]:
    """The routes that share a need with another; all of them where none does."""
    needs = {key: set(route["needs"]) for key, route in routes.items()}
    shared = [
        key
        for key, own in needs.items()
        if any(own & other for other_key, other in needs.items() if other_key != key)
    ]
    return shared or list(needs)


def route_years(build: Lookup, route_id: str) -> DayExpression:
    """The day on which the years that a route asks for are met."""
    clause = build.routes[route_id].get("years")
    if clause is None:
        return NoDay()
    met = compile_met(clause, Scope(build, None, f"routes.{route_id}.years"))
    return DayMet(clause, met, build.title(clause))


class RouteBar:
    """One bar for each way to apply."""

    by_route = True

    def __init__(self, build: Lookup, clause: str, data: dict[str, Any]) -> None:
        self.clause = clause
        self.bars = {
            key: Bar(build, clause, data, route_years(build, key)) for key in ways(build.routes)
        }
        self.conditions: dict[str, Condition] = {
            key: build.verdict_of(key, None, f"{clause}.bar")[0] for key in self.bars
        }
        if not self.bars:
            raise RulesError(f"{clause}.bar", f"{ROUTE_YEARS!r}, but there is no route")
        first = next(iter(self.bars.values()))
        self.kind = first.kind
        self.title = first.title
        self.titles = {key: build.title(key) for key in self.bars}

    @property
    def reads(self) -> Reads:
        """What it depends on."""
        return frozenset().union(*(bar.reads for bar in self.bars.values()))

    def on_route(self, route_id: str) -> Bar | None:
        """The bar as it stands for a route; None for what is no way to apply."""
        return self.bars.get(route_id)

    def relevant(self, state: Facts) -> list[Bar]:
        """The bars on the routes that may be met without them; on all where none may."""
        return [self.bars[key] for key in self._relevant(state)]

    def _relevant(self, state: Facts) -> list[str]:
        if not any(bar.held(state).records for bar in self.bars.values()):
            # It is the same everywhere.
            return list(self.bars)[:1]
        may = [key for key, one in self.conditions.items() if one.verdict(state, None) is not False]
        return may or list(self.bars)

    def report(self, state: Facts) -> shapes.Bar:
        """Whether it stands on the routes that matter, until when it does on any of them, and what
        it does on each route."""
        relevant = {key: self.bars[key].held(state) for key in self._relevant(state)}
        return {
            "clause": self.clause,
            "kind": self.kind,
            "standing": _together(held.standing for held in relevant.values()),
            "until": _last([(held.standing, held.until) for held in relevant.values()]),
            "title": self.title,
            "records": _records(list(relevant.values())),
            "reasons": self._reasons(state, list(relevant)),
            "routes": {
                key: {"standing": one["standing"], "until": one["until"]}
                for key, bar in self.bars.items()
                for one in (bar.standing(state),)
            },
        }

    def _reasons(self, state: Facts, routes: list[str]) -> list[shapes.Reason]:
        """The reasons on each route, with its title where they are not those on every one."""
        of: dict[tuple[str, str], list[str]] = {}
        for key in routes:
            for one in self.bars[key].reasons(state):
                of.setdefault((one["clause"], one["text"]), []).append(key)
        found = []
        for (clause, text), keys in of.items():
            titles = "、".join(self.titles[key] for key in keys)
            found.append(reason(clause, text if keys == routes else f"{titles}：{text}"))
        return found


def _together(verdicts: Iterable[Verdict]) -> shapes.Standing:
    """«some»: on some routes, not (or perhaps not) on all."""
    seen = set(verdicts)
    if len(seen) == 1:
        return SETTLED[seen.pop()]
    return "some" if True in seen else "open"


def _last(ends: list[tuple[Verdict, Span | None]]) -> str | None:
    """The day on which it is over everywhere."""
    if any(until is None and holds is not False for holds, until in ends):
        return None
    return day_of(latest([(until, True) for _, until in ends if until is not None]))


def _records(helds: list[Held]) -> list[shapes.BarRecord]:
    """What each record does on the routes that matter."""
    by_index: dict[int, list[tuple[Verdict, Span | None]]] = {}
    for held in helds:
        for record, holds, until in held.records:
            by_index.setdefault(record.index, []).append((holds, until))
    return [
        {
            "index": index,
            # A route on which a record is not listed is not touched by it.
            "standing": _together([*(holds for holds, _ in on), *[False] * (len(helds) - len(on))]),
            "until": _last(on),
        }
        for index, on in sorted(by_index.items())
    ]
