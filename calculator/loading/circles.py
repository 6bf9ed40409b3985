"""Conditions that refer to each other in a circle: nothing could ever decide them."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.loading.index import Index
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Ref
from calculator.loading.types.fields import Node
from calculator.loading.walk import walk

# What a rule refers to: «clause», or «clause.years» for the years that it counts.
type Targets = dict[str, list[tuple[str, Place]]]


def check_circles(index: Index) -> Iterator[Problem]:
    """Report each circle of verdicts once."""
    refers: Targets = {}
    for key, clause in index.clauses.items():
        refers[key] = list(_named(clause.condition))
        refers[f"{key}.years"] = list(_named(clause.years))
    refers |= {key: list(_named(route)) for key, route in index.routes.items()}
    done: set[str] = set()
    for key in refers:
        yield from _follow(key, [], refers, done)


def _named(holder: Node | None) -> Iterator[tuple[str, Place]]:
    for spot in walk(holder) if holder is not None else ():
        if not isinstance(spot.value, Ref):
            continue
        if spot.ref in {"condition", "verdict"}:
            yield str(spot.value), spot.value.place
        elif spot.ref == "years":
            yield f"{spot.value}.years", spot.value.place


def _follow(key: str, chain: list[str], refers: Targets, done: set[str]) -> Iterator[Problem]:
    if key in done:
        return
    for target, place in refers.get(key, ()):
        way = [*chain, key]
        if target in way:
            circle = " → ".join([*way[way.index(target) :], target])
            yield Problem(place, f"条件互相引用，绕成了圈：{circle}；请去掉其中一处")
        else:
            yield from _follow(target, way, refers, done)
    done.add(key)
