"""The points table: what stands beside a mechanism has a meaning there, levels have names."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.points.registry import BESIDE, of_key
from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.types import Clause, Points


def check_points(index: Index) -> Iterator[Problem]:
    """Report keys that a mechanism (or a group) has no use for or lacks, and wrong levels."""
    for clause in index.clauses.values():
        if clause.points is not None:
            yield from _check_beside(clause.points)
    yield from _check_levels(index)


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


def _levels_below(clause: Clause) -> int:
    counted = [child for child in clause.children if child.points is not None]
    return 1 + max(map(_levels_below, counted)) if counted else 0
