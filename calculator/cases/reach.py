"""Which sums a points row or group can come to: tells which sides of a cap can occur at all.

Sums are looked at on a grid of halves where points are continuous (experts, linear), and up to a
little above the cap: more is not needed to tell below, at and above.
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations

from calculator.core.points.base import OverItems
from calculator.core.points.tree import Group, Node, Row
from calculator.core.rules import Rules
from calculator.core.values.numbers import Number

type Sums = frozenset[Fraction]

_HALF = Fraction(1, 2)
_FAR = Fraction(1000)


def reachable(rules: Rules) -> dict[str, Sums]:
    """Node id -> the sums that it can come to before its own cap, where it or one above has any."""
    raw: dict[str, Sums] = {}
    for node in reversed(rules.tree.nodes):
        if node.nearest_cap is None:
            continue
        top = _FAR if node.cap is None else Fraction(node.cap.value) * 2
        if isinstance(node, Group):
            parts = [
                frozenset(-one for one in sums) if child.deducts != node.deducts else sums
                for child in node.children
                for sums in [_capped(child, raw[child.id])]
            ]
            some = combinations(parts, min(node.best or len(parts), len(parts)))
            raw[node.id] = frozenset().union(*(_sums(one, top, node.least) for one in some))
        elif isinstance(node, Row):
            raw[node.id] = _row(rules, node, top)
        raw[node.id] = frozenset(Fraction(node.rounded(one)) for one in raw[node.id])
    return raw


def sides(node: Node, sums: Sums) -> list[str]:
    """Which of below, at and above the cap can occur, for a node with a cap."""
    cap = 0 if node.cap is None else node.cap.value
    found = {
        "below": any(0 < one < cap for one in sums),
        "at": cap in sums,
        "above": any(one > cap for one in sums),
    }
    return [side for side, possible in found.items() if possible]


def _capped(node: Node, sums: Sums) -> Sums:
    if node.cap is not None:
        cap = Fraction(node.cap.value)
        sums = frozenset(min(one, cap) for one in sums)
    return sums


def _row(rules: Rules, row: Row, top: Fraction) -> Sums:
    mechanism = row.mechanism
    worths = mechanism.worths()
    if worths is None:
        most = top if mechanism.most is None else Fraction(mechanism.most)
        return frozenset(_HALF * at for at in range(int(most / _HALF) + 1))
    counted = mechanism.source.asked if mechanism.source is not None else None
    if isinstance(mechanism, OverItems):
        counted = rules.questions[mechanism.selection.list_id]
    limit = None if counted is None or counted.at_most is None else int(counted.at_most)
    return _multiples([Fraction(one) for one in worths], top, mechanism.times(limit))


def _multiples(values: Iterable[Fraction], top: Fraction, most: int | None) -> Sums:
    found = fresh = {Fraction(0)}
    steps = [value for value in values if value > 0]
    while fresh and (most is None or most > 0):
        fresh = {a + b for a in fresh for b in steps if a < top} - found
        found = found | fresh
        most = None if most is None else most - 1
    return frozenset(found)


def _sums(parts: Iterable[Sums], top: Fraction, least: Number) -> Sums:
    found = {Fraction(0)}
    for part in parts:
        found = {min(a + b, top) for a in found for b in part}
    return frozenset(one for one in found if one >= least)
