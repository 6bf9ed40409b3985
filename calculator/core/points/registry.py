"""Every points mechanism there is, and from the data of a row to its own."""

from typing import Any

from calculator.core.conditions.scope import Scope
from calculator.core.points.bands import Bands
from calculator.core.points.base import OverAnswers, OverItems, Rule
from calculator.core.points.each import DeductCounted, DeductItem, EachCounted, EachItem
from calculator.core.points.every import EveryCounted, EveryItem
from calculator.core.points.experts import ExpertsForAny, ExpertsForEach, ExpertsWhen
from calculator.core.points.linear import Linear
from calculator.core.points.lookup import ByOption, ByOptionItem, Matrix
from calculator.core.points.once import DeductWhen, OnceForItems, OnceWhen
from calculator.core.points.per_year import PerMonth, PerYear
from calculator.core.points.ranks import ByPlace, ByRank
from calculator.core.values.figures import read_whole
from calculator.errors import RulesError

MECHANISMS: tuple[type[OverItems | OverAnswers], ...] = (
    EachItem, EachCounted, EveryItem, EveryCounted, ByRank, ByPlace, OnceForItems, OnceWhen,
    PerYear, PerMonth, ExpertsForAny, ExpertsWhen, ExpertsForEach, Linear, Bands, ByOption,
    ByOptionItem, Matrix, DeductItem, DeductCounted, DeductWhen,
)  # fmt: skip
KEYS = tuple(dict.fromkeys(one.key for one in MECHANISMS))
# What may stand beside a mechanism: one of these, or nothing.
BESIDE = tuple(dict.fromkeys(key for one in MECHANISMS for key in one.beside if key))


def of_key(key: str) -> dict[str, type[OverItems | OverAnswers]]:
    """What the mechanisms written as `key` want beside it ("": nothing), and which each is."""
    return {beside: one for one in MECHANISMS if one.key == key for beside in one.beside}


def compile_mechanism(data: dict[str, Any], row_id: str, scope: Scope) -> OverItems | OverAnswers:
    """Compile the one mechanism of a row."""
    keys = [key for key in KEYS if key in data]
    beside = [name for name in BESIDE if name in data] or [""]
    if len(keys) != 1 or len(beside) != 1:
        raise RulesError(scope.where, f"a row needs one mechanism, found {[*keys, *beside]}")
    [key] = keys
    kind = of_key(key).get(beside[0])
    if kind is None:
        raise RulesError(scope.where, f"{beside[0] or 'nothing'} has no meaning beside {key}")
    mechanism = kind(Rule(data, key, row_id, scope))
    if isinstance(mechanism, OverItems) and mechanism.is_once:
        mechanism.take_best(1)
    if "best" in data:
        number = read_whole(data["best"], scope.where)
        if not isinstance(mechanism, OverItems) or not mechanism.may_be_best or number < 1:
            raise RulesError(scope.where, f"best has no meaning beside {key}")
        mechanism.take_best(number, f"只计得分最高的 {number} 项")
    return mechanism
