"""Conditions that refer to each other in a circle: nothing could ever decide them."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.scalars import Ref
from calculator.loading.walk import walk


def check_circles(index: Index) -> Iterator[Problem]:
    """Report each circle of verdicts once."""
    refers = {key: list(_named(key, index)) for key in (*index.clauses, *index.routes)}
    done: set[str] = set()
    for key in refers:
        yield from _follow(key, [], refers, done)


def _named(key: str, index: Index) -> Iterator[Ref]:
    clause = index.clauses.get(key)
    route = index.routes.get(key)
    holders = (route,) if clause is None else (clause.condition, clause.years)
    for holder in holders:
        for spot in walk(holder) if holder is not None else ():
            if isinstance(spot.value, Ref) and spot.ref in {"condition", "verdict", "years"}:
                yield spot.value


def _follow(
    key: str, chain: list[str], refers: dict[str, list[Ref]], done: set[str]
) -> Iterator[Problem]:
    if key in done:
        return
    for ref in refers.get(key, ()):
        target = str(ref)
        way = [*chain, key]
        if target in way:
            circle = " → ".join([*way[way.index(target) :], target])
            yield Problem(ref.place, f"条件互相引用，绕成了圈：{circle}；请去掉其中一处")
        else:
            yield from _follow(target, way, refers, done)
    done.add(key)
