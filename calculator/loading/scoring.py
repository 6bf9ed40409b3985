"""The points table: what stands beside a mechanism has a meaning there, levels have names,
ladders rise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from calculator.core.points.registry import BESIDE, of_key
from calculator.core.values.numbers import Number, parse_number
from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.scalars import Amount
from calculator.loading.types.document import Clause
from calculator.loading.types.points import Points


def check_points(index: Index) -> Iterator[Problem]:
    """Report keys that a mechanism (or a group) has no use for or lacks, and wrong levels."""
    for clause in index.clauses.values():
        if clause.points is not None:
            yield from _check_beside(clause.points)
            yield from _check_parts(clause, clause.points)
    yield from _check_levels(index)
    yield from _check_bands(index)


def _check_beside(points: Points) -> Iterator[Problem]:
    key = next(name for name in points.MECHANISMS if getattr(points, name) is not None)
    wanted = of_key(key) or ("",)
    beside = next((name for name in BESIDE if getattr(points, name) is not None), "")
    if beside in wanted:
        return
    place = getattr(points, beside).place if beside else points.place
    usable = "、".join(name for name in wanted if name)
    if not usable:
        yield Problem(place, f"{key} 旁边的 {beside} 没有意义，请去掉")
    elif beside:
        yield Problem(place, f"{key} 旁边的 {beside} 没有意义；可以写的有：{usable}")
    else:
        yield Problem(place, f"{key} 旁边还要写明算哪些，请写其中一个：{usable}")


def _check_parts(clause: Clause, points: Points) -> Iterator[Problem]:
    """Bands without a step give nothing; what is taken from nothing is not taken."""
    if points.bands is not None and not points.bands.steps:
        yield Problem(points.bands.place, "steps 里还没有一档")
    below = list(_nearest(clause)) if points.add is not None else []
    if below and all(one.deduct is not None for one in below):
        message = "这一组下面只有扣分，没有可以扣的分；请和得分的行放在一组"
        yield Problem(points.place, message)


def _nearest(clause: Clause) -> Iterator[Points]:
    """The points of the nearest clauses below that have some."""
    for child in clause.children:
        if child.points is not None:
            yield child.points
        else:
            yield from _nearest(child)


def _check_levels(index: Index) -> Iterator[Problem]:
    """The names of the levels stand at the root of a table, one for every level below it."""
    for key, clause in index.clauses.items():
        if clause.points is None or not clause.points.levels:
            continue
        place, given = clause.points.levels[0].place, len(clause.points.levels)
        above = index.clauses.get(index.parents[key] or "")
        if above is not None and above.points is not None:
            yield Problem(place, f"levels 只写在整张表的最上面，“{above.id}”在它之上")
        elif given != (depth := _levels_below(clause)):
            yield Problem(place, f"这张表在这一条以下有 {depth} 级，levels 却写了 {given} 个名称")


def _check_bands(index: Index) -> Iterator[Problem]:
    """A ladder is written as it is climbed: another order is a slip of the hand."""
    for key, clause in index.clauses.items():
        bands = clause.points.bands if clause.points else None
        for lower, upper in pairwise(bands.steps if bands else ()):
            for name in ("from_", "points"):
                below, above = getattr(lower, name), getattr(upper, name)
                low, high = _number(below, index, key), _number(above, index, key)
                if low is not None and high is not None and high <= low:
                    yield _misplaced(name, below, above)


def _number(amount: Amount, index: Index, scope: str) -> Number | None:
    figure = index.figure(amount, scope)
    return parse_number(figure.value if figure else str(amount))


def _misplaced(name: str, below: Amount, above: Amount) -> Problem:
    if name == "from_":
        said = f"这一档从 {above} 起，前面一档却从 {below} 起；各档要从低到高写，每档只写一次"
        return Problem(above.place, said)
    said = f"这一档得 {above}，不比前面一档的 {below} 高：达到几档时只取最高的一档，请核对分值"
    return Problem(above.place, said, "note")


def _levels_below(clause: Clause) -> int:
    counted = [child for child in clause.children if child.points is not None]
    return 1 + max(map(_levels_below, counted)) if counted else 0
