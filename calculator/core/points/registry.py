"""From the data of a points row to its mechanism: the one place that names them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.conditions import compile_selection
from calculator.core.errors import RulesError
from calculator.core.figures import read_number, read_whole
from calculator.core.points.by_rank import ByRank
from calculator.core.points.each import EachCounted, EachItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from calculator.core.conditions import Scope
    from calculator.core.points.base import Mechanism
    from calculator.core.values import Number


def compile_mechanism(data: dict[str, Any], row_id: str, scope: Scope) -> Mechanism:
    """Compile the one mechanism of a row."""
    names = [name for name in MECHANISMS if name in data]
    if len(names) != 1:
        raise RulesError(scope.where, f"a row needs one mechanism, found {names or 'none'}")
    return MECHANISMS[names[0]](data, row_id, scope)


def _number(data: Any, scope: Scope) -> Number:
    value = read_number(data, scope.where).value
    if value < 0:
        raise RulesError(scope.where, f"points are not negative: {value}")
    return value


def _each(data: dict[str, Any], row_id: str, scope: Scope) -> Mechanism:
    points = _number(data["each"], scope)
    if "count" in data:
        return EachCounted(points, scope.question(data["count"]))
    return EachItem(points, compile_selection(data.get("items"), scope))


def _by_rank(data: dict[str, Any], row_id: str, scope: Scope) -> Mechanism:
    rule = data["by_rank"]
    selection = compile_selection(data.get("items"), scope)
    source = scope.at(selection.list_id).field(rule["field"])
    first = read_whole(rule.get("first", 1), scope.where)
    start, step = _number(rule["start"], scope), _number(rule["step"], scope)
    return ByRank(source, first, start, step, selection)


MECHANISMS: dict[str, Callable[[dict[str, Any], str, Scope], Mechanism]] = {
    "each": _each,
    "by_rank": _by_rank,
}
