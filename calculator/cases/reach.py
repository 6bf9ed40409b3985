"""Which sums a points row or group can come to: tells which sides of a cap can occur at all.

Sums are looked at on a grid of halves where points are continuous (experts, linear), and up to a
little above the cap: more is not needed to tell below, at and above.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

type Sums = frozenset[Fraction]

_HALF = Fraction(1, 2)
_FAR = Fraction(1000)


def reachable(rules: dict[str, Any]) -> dict[str, Sums]:
    """Node id -> the sums that it can come to before its own cap."""
    clauses = rules["clauses"]
    limits = {one["id"]: one.get("at_most") for one in rules["questions"] if "fields" in one}
    raw: dict[str, Sums] = {}
    for key in reversed(rules["order"]):
        points = clauses[key].get("points")
        if points is None:
            continue
        top = _top(points)
        if "add" in points:
            parts = [
                _capped(clauses[child]["points"], raw[child])
                for child in points_below(clauses, key)
            ]
            raw[key] = _best(parts) if points["add"] == "best" else _sums(parts, top)
        else:
            raw[key] = _row(points, top, limits)
    return raw


def sides(points: dict[str, Any], sums: Sums) -> list[str]:
    """Which of below, at and above the cap can occur, for a node with a cap."""
    cap = number(points["cap"])
    found = {
        "below": any(0 < one < cap for one in sums),
        "at": cap in sums,
        "above": any(one > cap for one in sums),
    }
    return [side for side, possible in found.items() if possible]


def number(figure: Any) -> Fraction:
    """The exact value of a figure object or plain number."""
    value = figure.get("value") if isinstance(figure, dict) else figure
    return Fraction(str(value))


def _top(points: dict[str, Any]) -> Fraction:
    return number(points["cap"]) * 2 if points.get("cap") is not None else _FAR


def points_below(clauses: dict[str, Any], key: str) -> list[str]:
    """The nearest clauses with points below a group."""
    found: list[str] = []
    for child in clauses[key]["children"]:
        found += [child] if "points" in clauses[child] else points_below(clauses, child)
    return found


def _capped(points: dict[str, Any], sums: Sums) -> Sums:
    if points.get("cap") is not None:
        sums = frozenset(min(one, number(points["cap"])) for one in sums)
    return frozenset(-one for one in sums) if "deduct" in points else sums


def _row(points: dict[str, Any], top: Fraction, limits: dict[str, Any]) -> Sums:
    most = None
    if isinstance(points.get("items"), dict):
        limit = limits.get(points["items"]["from"])
        most = None if limit is None else int(number(limit))
    if "once" in points:
        return frozenset((Fraction(0), number(points["once"])))
    if "bands" in points:
        steps = {number(step["points"]) for step in points["bands"]["steps"]}
        return frozenset({Fraction(0), *steps})
    if "experts" in points:
        return _grid(number(points["experts"]))
    if "experts_each" in points or "linear" in points:
        return _grid(top)
    return _multiples(_item_values(points), top, most)


def _item_values(points: dict[str, Any]) -> list[Fraction]:
    for key in ("each", "per_year", "deduct"):
        if key in points:
            return [number(points[key])]
    if "by_place" in points:
        rule = points["by_place"]
        shares = [*rule["coefficients"], rule["tail"]]
        return [number(rule["points"]) * number(share) for share in shares]
    start, step = number(points["by_rank"]["start"]), number(points["by_rank"]["step"])
    values = [start]
    while step > 0 and values[-1] - step > 0:
        values.append(values[-1] - step)
    return values


def _grid(top: Fraction) -> Sums:
    return frozenset(_HALF * at for at in range(int(top / _HALF) + 1))


def _multiples(values: Iterable[Fraction], top: Fraction, most: int | None) -> Sums:
    found = fresh = {Fraction(0)}
    steps = [value for value in values if value > 0]
    while fresh and (most is None or most > 0):
        fresh = {a + b for a in fresh for b in steps if a < top} - found
        found = found | fresh
        most = None if most is None else most - 1
    return frozenset(found)


def _best(parts: Iterable[Sums]) -> Sums:
    return frozenset({Fraction(0)}.union(*parts))


def _sums(parts: Iterable[Sums], top: Fraction) -> Sums:
    found = {Fraction(0)}
    for part in parts:
        found = {min(a + b, top) for a in found for b in part}
    return frozenset(one for one in found if one >= 0)
