"""One comparison: whether operators and values fit what is compared."""

from collections.abc import Iterator
from fractions import Fraction
from math import inf
from typing import Any

from calculator.core.answers.kind import FLAG, LEVELS, NUMBERS, OPTIONS, Kind
from calculator.core.answers.kinds import KINDS
from calculator.core.answers.photo_facts import FORMATS
from calculator.core.conditions.comparisons import options_left
from calculator.core.conditions.measures import PointsOf, RatioOf
from calculator.core.conditions.photo_answer import FACT_TYPES
from calculator.core.conditions.photo_answer import NUMBERS as FACTS
from calculator.core.conditions.seniority import UNITS
from calculator.core.values.numbers import parse_number
from calculator.core.words import OWN
from calculator.loading import hints
from calculator.loading.figures import is_placeholder, leading_zero
from calculator.loading.index import Index
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Amount, Ref, Value
from calculator.loading.types.asking import Asked
from calculator.loading.types.expressions import Compare, Operators, Seniority, Shifted
from calculator.loading.types.points import Axis, Bands

BY_MONTHS = "；年限要算到月的，在 years 里写 by: months，数值写几个月"
# More than anybody has: a slip of the hand.
_MOST = {UNITS[12]: 100, UNITS[1]: 1200, KINDS["birth"].counted_in: 150}
_UNITS = {
    "points": PointsOf.unit,
    "hours": OWN["hours"],
    "ratio": RatioOf.unit,
}


def given_operators(test: Any) -> dict[str, Any]:
    """The operators of a test of `where` or of a condition, by their YAML names."""
    if isinstance(test, tuple):
        return {"in": test}
    if not isinstance(test, Operators):
        return {"is": test}
    return {
        key: value
        for key in Operators.OPERATORS
        if (value := getattr(test, Operators.keys()[key].name)) is not None and value != ()
    }


def check_test(
    asked: Asked | None, test: Any, index: Index, scope: str | None, place: Place
) -> Iterator[Problem]:
    """Report operators and values that do not fit; `asked` is None for a measure or a day."""
    fact = str(test.fact) if isinstance(test, Compare) and test.fact is not None else ""
    if fact and (asked is None or asked.type != "photo"):
        yield Problem(place, "fact 只能与照片题（type: photo）的 question 同用")
        return
    is_day = isinstance(test, Compare) and test.day is not None
    of_type = str(asked.type) if asked is not None else "date" if is_day else "number"
    kind = KINDS[FACT_TYPES[fact] if fact else of_type]
    name = f"照片的 {fact}" if fact else asked.label if asked is not None else kind.title
    if not kind.operators:
        yield Problem(place, f"“{name}”是{kind.title}，不能用来比较")
        return
    for key, value in given_operators(test).items():
        if key not in kind.operators:
            usable = "、".join(kind.operators)
            yield Problem(place, f"“{name}”是{kind.title}，不能用 {key}；可以用：{usable}")
            continue
        for one in value if isinstance(value, tuple) else (value,):
            yield from _check_value(None if fact else asked, kind, one, place)
            if fact == "format":
                yield from _check_format(one, place)
            elif kind.compared == NUMBERS and fact:
                yield from _check_fact_unit(fact, one, index, scope)
            elif kind.compared == NUMBERS:
                yield from _check_unit(asked, test, one, index, scope)


def _check_format(value: Any, place: Place) -> Iterator[Problem]:
    if str(value) not in FORMATS:
        near = hints.did_you_mean(str(value), FORMATS) or f"；有：{'、'.join(FORMATS)}"
        yield Problem(getattr(value, "place", place), f"照片没有“{value}”这种格式{near}")


def _check_fact_unit(fact: str, value: Any, index: Index, scope: str | None) -> Iterator[Problem]:
    if not isinstance(value, Value | Amount) or not is_placeholder(value):
        return
    figure, wanted = index.figure(value, scope), FACTS[fact][1]
    if figure is not None and figure.kind == "number" and figure.unit != wanted:
        said, unit = figure.unit or "没有单位", wanted or "没有单位"
        yield Problem(value.place, f"{value}的单位是“{said}”，{fact} 的单位是“{unit}”")


def _check_value(asked: Asked | None, kind: Kind, value: Any, place: Place) -> Iterator[Problem]:
    at = getattr(value, "place", place)
    if isinstance(value, Shifted) or (isinstance(value, Value) and is_placeholder(value)):
        if kind.compared != NUMBERS:
            yield Problem(at, f"这里是{kind.title}，不能与数值比较")
    elif kind.compared == FLAG:
        if not isinstance(value, bool):
            yield Problem(at, f"是否题只能与 true 或 false 比较，不能写“{value}”")
    elif kind.compared in {OPTIONS, LEVELS} and asked is not None:
        yield from _check_option(asked, value, at)
    elif kind.compared == NUMBERS and (isinstance(value, bool) or parse_number(str(value)) is None):
        said = str(value).lower() if isinstance(value, bool) else value
        yield Problem(at, f"这里应当是数或【名称】，不能写“{said}”")
    elif kind.compared == NUMBERS and (message := leading_zero(str(value))):
        yield Problem(at, message)


def _check_option(asked: Asked, value: Any, at: Place) -> Iterator[Problem]:
    options = {str(option.id): option for option in asked.options}
    found = options.get(str(value))
    if found is None:
        near = hints.did_you_mean(str(value), options) or f"；有：{'、'.join(options)}"
        yield Problem(at, f"“{asked.label}”没有选项“{value}”{near}")
    elif found.open:
        message = f"选项“{found.label}”表示尚不确定，与它比较永远没有结论，请换一个选项"
        yield Problem(at, message)


def _check_unit(
    asked: Asked | None, test: Any, value: Any, index: Index, scope: str | None
) -> Iterator[Problem]:
    if isinstance(value, Shifted):
        value = value.of
    if not isinstance(value, Value | Amount) or not is_placeholder(value):
        return
    figure = index.figure(value, scope)
    if figure is None or figure.kind == "lost":
        return
    wanted = _wanted_unit(asked, test, index)
    if figure.kind != "number":
        yield Problem(value.place, f"{value}是日期“{figure.text}”，这里要的是数")
    elif wanted and plain_unit(figure.unit) != wanted:
        said = f"的单位是“{figure.unit}”" if figure.unit else f"（{figure.text}）没有单位"
        hint = BY_MONTHS if (figure.unit, wanted) == (UNITS[1], UNITS[12]) else ""
        yield Problem(value.place, f"{value}{said}，比较的却是“{wanted}”{hint}")
    elif not 0 <= (_number(figure.value) or 0) <= _MOST.get(wanted, inf):
        message = f"{value}是 {figure.text}，不会有这样的{wanted}数，请核对"
        yield Problem(value.place, message)


def plain_unit(unit: str) -> str:
    """A unit as it is counted in: what laws call 周岁 and 周年 are full ones all the same."""
    return {"周岁": "岁", "周年": UNITS[12]}.get(unit, unit)


def _wanted_unit(asked: Asked | None, test: Any, index: Index) -> str:
    if asked is not None:
        return KINDS[asked.type].counted_in or str(asked.unit or "")
    if isinstance(test, Compare) and (several := test.mean or test.lowest or test.highest):
        question = index.questions.get(str(several[0]))
        return str(question.unit or "") if question is not None else ""
    if isinstance(test, Compare) and test.years is not None:
        return years_unit(test.years, index)
    return next((index.own(unit) for key, unit in _UNITS.items() if getattr(test, key, None)), "")


def measured_unit(measured: Axis | Bands, index: Index) -> str:
    """What the number is counted in that steps are held against."""
    if measured.years is not None:
        return years_unit(measured.years, index)
    if measured.ratio is not None:
        return RatioOf.unit
    several = measured.mean or measured.lowest or measured.highest
    asked = index.questions.get(str(several[0] if several else measured.question))
    return "" if asked is None else KINDS[asked.type].counted_in or str(asked.unit or "")


def years_unit(years: Seniority | Ref, index: Index) -> str:
    """What years are counted in; of those of a clause its first way says so."""
    if isinstance(years, Ref):
        clause = index.clauses.get(str(years))
        ways = clause.years.any if clause is not None and clause.years is not None else ()
        return years_unit(ways[0].years, index) if ways else ""
    return UNITS[1 if years.by else 12]


def possible_values(asked: Asked, test: Any) -> frozenset[str] | None:
    """The options, or «yes»/«no», that pass a test; None where they cannot be listed."""
    operators = given_operators(test)
    kind = KINDS[str(asked.type)]
    if kind.compared == NUMBERS:
        return None if _numbers_possible(asked, operators) else frozenset()
    if kind.compared not in {FLAG, OPTIONS, LEVELS}:
        return None
    options = [str(one.id) for one in asked.options if not one.open] or ["true", "false"]
    tests = {
        key: {
            str(one).lower() if isinstance(one, bool) else str(one)
            for one in (value if isinstance(value, tuple) else (value,))
        }
        for key, value in operators.items()
    }
    known = all(wanted <= set(options) for wanted in tests.values())
    fits = set(tests) <= set(kind.operators)
    # What is wrong in itself is told elsewhere.
    return options_left(options, tests) if known and fits else frozenset(options)


def _numbers_possible(asked: Asked, operators: dict[str, Any]) -> bool:
    """Whether no lower limit lies above an upper one, or at it where one of them is not met."""
    lows = [("at_least", asked.at_least), *operators.items()]
    highs = [("at_most", asked.at_most), *operators.items()]
    return not any(
        low > high or (low == high and (least == "more_than" or most == "less_than"))
        for least, from_ in lows
        for most, to in highs
        if least in {"is", "at_least", "more_than"} and most in {"is", "at_most", "less_than"}
        if (low := _number(from_)) is not None and (high := _number(to)) is not None
    )


def _number(value: Any) -> Fraction | None:
    number = parse_number(str(value)) if isinstance(value, str) else None
    return None if number is None else Fraction(number)
