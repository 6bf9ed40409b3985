"""From the data of a points row to its mechanism: the one place that names them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.conditions.compiling import (
    compile_condition,
    compile_selection,
    compile_seniority,
)
from calculator.core.conditions.subjects import AskedNumber
from calculator.core.errors import RulesError
from calculator.core.points.bands import Bands
from calculator.core.points.by_place import ByPlace
from calculator.core.points.by_rank import ByRank
from calculator.core.points.deduct import DeductCounted, DeductItem, DeductWhen
from calculator.core.points.each import EachCounted, EachItem
from calculator.core.points.experts import ExpertsForItems, ExpertsWhen
from calculator.core.points.linear import Linear
from calculator.core.points.once import OnceForItems, OnceWhen
from calculator.core.points.per_year import PerYear
from calculator.core.values.figures import read_number, read_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from calculator.core.conditions.scope import Scope
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import Measure
    from calculator.core.points.base import Mechanism
    from calculator.core.values.numbers import Number


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


def _selection(data: dict[str, Any], scope: Scope) -> Selection:
    if "items" not in data:
        raise RulesError(scope.where, "the row does not say what it counts")
    return compile_selection(data["items"], scope)


def _each(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    points = _number(data["each"], scope)
    if "count" in data:
        return EachCounted(points, scope.question(data["count"]))
    return EachItem(points, _selection(data, scope))


def _by_rank(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    rule, selection = data["by_rank"], _selection(data, scope)
    source = scope.at(selection.list_id).field(rule["field"])
    first = read_whole(rule.get("first", 1), scope.where)
    start, step = _number(rule["start"], scope), _number(rule["step"], scope)
    return ByRank(source, first, start, step, selection)


def _by_place(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    rule, selection = data["by_place"], _selection(data, scope)
    source = scope.at(selection.list_id).field(rule["field"])
    coefficients = [_number(entry, scope) for entry in rule["coefficients"]]
    tail = _number(rule.get("tail", 0), scope)
    return ByPlace(source, _number(rule["points"], scope), coefficients, tail, selection)


def _once(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    points = _number(data["once"], scope)
    if "when" in data:
        return OnceWhen(points, compile_condition(data["when"], scope))
    return OnceForItems(points, _selection(data, scope))


def _per_year(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    return PerYear(_number(data["per_year"], scope), compile_seniority(data.get("years"), scope))


def _experts(data: dict[str, Any], row_id: str, scope: Scope) -> Mechanism:
    limit = _number(data["experts"], scope)
    if "items" in data:
        return ExpertsForItems(limit, _selection(data, scope), row_id, once=True)
    condition = compile_condition(data["when"], scope) if "when" in data else None
    return ExpertsWhen(limit, condition, row_id)


def _experts_each(data: dict[str, Any], row_id: str, scope: Scope) -> Mechanism:
    limit = _number(data["experts_each"], scope)
    return ExpertsForItems(limit, _selection(data, scope), row_id, once=False)


def _linear(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    rule = data["linear"]
    above = read_number(rule["above"], scope.where).value if rule.get("above") is not None else 0
    return Linear(scope.question(rule["question"]), _number(rule["per"], scope), above)


def _bands(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    rule = data["bands"]
    measure: Measure = (
        AskedNumber(scope.question(rule["question"]))
        if "question" in rule
        else compile_seniority(rule.get("years"), scope)
    )
    steps = [
        (read_number(step["from"], scope.where).value, _number(step["points"], scope))
        for step in rule["steps"]
    ]
    return Bands(measure, steps)


def _deduct(data: dict[str, Any], _: str, scope: Scope) -> Mechanism:
    points = _number(data["deduct"], scope)
    if "count" in data:
        return DeductCounted(points, scope.question(data["count"]))
    if "when" in data:
        return DeductWhen(points, compile_condition(data["when"], scope))
    return DeductItem(points, _selection(data, scope))


MECHANISMS: dict[str, Callable[[dict[str, Any], str, Scope], Mechanism]] = {
    "each": _each,
    "by_rank": _by_rank,
    "by_place": _by_place,
    "once": _once,
    "per_year": _per_year,
    "experts": _experts,
    "experts_each": _experts_each,
    "linear": _linear,
    "bands": _bands,
    "deduct": _deduct,
}
