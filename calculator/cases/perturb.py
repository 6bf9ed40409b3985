"""Move one figure of compiled rules by one step, and see which cases that changes."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calculator.cases.run import Outcome, run_case
from calculator.core.entry import Calculator
from calculator.core.rules import compile_rules
from calculator.core.values.numbers import Number, parse_number, to_text
from calculator.errors import RulesError
from calculator.loading.types.worked import Case


def perturb(rules: dict[str, Any], figure: str, direction: int = 1) -> dict[str, Any]:
    """Return a copy of the rules in which every use of a figure is one step further.

    A step is 1 for whole numbers, one in the last decimal place for others, a day, or a month.
    """
    return {key: _moved(value, figure, direction) for key, value in rules.items()}


def _moved(value: Any, figure: str, direction: int) -> Any:
    if isinstance(value, list):
        return [_moved(item, figure, direction) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("value"), str) and "figure" in value:
        steps = (value["figure"] == figure) + (value.get("plus") == figure)
        steps -= value.get("minus") == figure
        if not steps:
            return value
        return value | {"value": stepped(value["value"], direction * steps)}
    return {key: _moved(item, figure, direction) for key, item in value.items()}


def stepped(value: str, direction: int) -> str:
    """The value one step on (or back, for a negative direction)."""
    if value.count("-") == 2 and not value.startswith("-"):
        day = datetime.date.fromisoformat(value) + datetime.timedelta(days=direction)
        return day.isoformat()
    if value.count("-") == 1 and not value.startswith("-"):
        months = int(value[:4]) * 12 + int(value[5:]) - 1 + direction
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    number = parse_number(value)
    if number is None:
        raise ValueError(f"{value!r} is neither a number nor a date")
    return to_text(number + direction * _step(value))


def _step(value: str) -> Number:
    exponent = Decimal(value).as_tuple().exponent if "/" not in value else 0
    number = parse_number(str(Decimal(1).scaleb(int(exponent))))
    return 1 if number is None else number


@dataclass(frozen=True)
class Effect:
    """What one case says before and after a figure moved."""

    case: Case
    section: str
    key: str
    old: str
    new: str


def effects(rules: dict[str, Any], cases: tuple[Case, ...], figure: str) -> list[Effect]:
    """What changes in which cases when a figure moves one step up, or else one step down."""
    calculator = Calculator(compile_rules(rules))
    before = [run_case(calculator, case) for case in cases]
    for moved in both_ways(rules, figure):
        changed = [effect for old in before for effect in changes(old, run_case(moved, old.case))]
        if changed:
            return changed
    return []


def changes(old: Outcome, new: Outcome) -> Iterator[Effect]:
    """Everything that a case says otherwise."""
    for name, value in old.found.items():
        if new.found.get(name) != value:
            section, _, key = name.partition(".")
            yield Effect(old.case, section, key, str(value), str(new.found.get(name, "")))


def both_ways(rules: dict[str, Any], figure: str) -> Iterator[Calculator]:
    """The rules with a figure one step up and one step down; a step too far is left out."""
    for direction in (1, -1):
        try:
            compiled = compile_rules(perturb(rules, figure, direction))
        except RulesError:
            continue
        yield Calculator(compiled)
