"""Which worked cases a change of the rules can reach: the others need not be run again.

What a result rests on is followed by names: a string in a rule that is the id of a clause, question
or route leads there. That takes in too much rather than too little. Points stand and fall together
(records are shared out between rows), and so do hours. A bar that hangs on the years of the route
rests on every route, and what bars a route on every bar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from calculator.cases.run import expectations
from calculator.core.conditions.days import ROUTE_YEARS
from calculator.loading.types.worked import Case

# Words for people, at the top of an entry: they change no result. Deeper down the same key may be
# the id of a field.
_WORDS = {
    "policy": ("edition", "title", "short", "body", "status"),
    "clause": ("document", "number", "title", "evidence", "suggested"),
    "listed": ("label", "title", "group", "clause"),
}
_HOURS = frozenset(("ledger", "hours", "weights"))


def touched(old: dict[str, Any], new: dict[str, Any], cases: Iterable[Case]) -> list[Case]:
    """The cases that rest on something that the two editions say differently, in their order."""
    here, there = _Book(old), _Book(new)
    if here.head != there.head:
        return list(cases)
    changed = {
        key
        for key in here.entries.keys() | there.entries.keys()
        if here.entries.get(key) != there.entries.get(key)
    }
    return [case for case in cases if changed & (here.under(case) | there.under(case))]


class _Book:
    """Everything with an id, without its words, and what each thing names."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.head = _bare("policy", rules["policy"])
        listed = {one["id"]: one for one in (*rules["questions"], *rules["routes"])}
        clauses = {key: _bare("clause", one) for key, one in rules["clauses"].items()}
        self.entries: Mapping[str, Any] = {
            **clauses,
            **{key: _bare("listed", one) for key, one in listed.items()},
        }
        self.points = {key for key, one in rules["clauses"].items() if "points" in one}
        self.hours = {key for key, one in rules["clauses"].items() if _HOURS & one.keys()}
        self.bars = {key for key, one in rules["clauses"].items() if "bar" in one}
        self.routes = {one["id"] for one in rules["routes"]}
        self._reached: dict[str, frozenset[str]] = {}

    def under(self, case: Case) -> set[str]:
        """The ids of all that the expected results of a case rest on."""
        found: set[str] = set()
        for key in _named_by(case):
            # A total of hours, or a row that is not there, may rest on any.
            starts = [key] if key in self.entries else [key, *self.hours, *self.points]
            for start in starts:
                found |= self.reached(start)
        if case.expect.unplaced is not None:
            found |= self.reached(next(iter(self.points), ""))
        for bar in self.bars if case.expect.barred else ():
            found |= self.reached(bar)
        return found

    def reached(self, start: str) -> frozenset[str]:
        """What an id leads to, itself included."""
        if start not in self._reached:
            found: set[str] = set()
            waiting = [start]
            while waiting:
                key = waiting.pop()
                if key in found:
                    continue
                found.add(key)
                named = set(_texts(self.entries.get(key)))
                waiting += named & self.entries.keys()
                waiting += self.routes if ROUTE_YEARS in named else ()
                for together in (self.points, self.hours):
                    if key in together:
                        waiting += together
            self._reached[start] = frozenset(found)
        return self._reached[start]


def _named_by(case: Case) -> Iterator[str]:
    yield from (str(key) for key in case.answers)
    yield from map(str, (*case.none, *case.closed, *case.estimates))
    yield from (key for _, key, _, _ in expectations(case))


def _bare(kind: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key not in _WORDS[kind]}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for one in data:
            yield from _texts(one)
    elif isinstance(data, dict):
        for key, one in data.items():
            yield key
            yield from _texts(one)
