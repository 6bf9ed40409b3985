"""The answers worth trying: those at which some rule changes its mind.

For a choice that is every option. For numbers and dates it is each limit that a condition holds
them against, and what lies just beside it; any other answer counts the same as one of these.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from calculator.core.answers.questions import Asked
from calculator.core.conditions import days
from calculator.core.conditions.comparisons import DayIs, NumberIs
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition, Met, Several, Verdict
from calculator.core.conditions.parts import Part
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import AskedNumber, Source
from calculator.core.points.base import Mechanism
from calculator.core.points.tree import Row
from calculator.core.state import State
from calculator.core.values.dates import ALWAYS, LAST_DAY, NEVER, Day, Span
from calculator.core.values.numbers import Number

# More options than this are not tried one by one when limits tell them apart.
FEW = 12


def leaves(condition: Condition) -> Iterator[Condition]:
    """The comparisons that a condition is made of, those of clauses that it refers to included."""
    if isinstance(condition, Several | Met):
        for part in condition.parts:
            yield from leaves(part)
    else:
        yield condition


def conditions_of(row: Row) -> list[Condition]:
    """Everything that decides whether a row is about something, and whether that counts."""
    found = list(row.about)
    selection = row.selection
    if selection is not None:
        found += [requirement.condition for requirement in selection.requirements]
    if row.mechanism.condition is not None:
        found.append(row.mechanism.condition)
    return found


def values_to_try(
    asked: Asked, list_id: str | None, rows: Iterable[Row], state: Facts
) -> tuple[Any, ...]:
    """Answers to a question (or to a field of `list_id`) between which those rows can tell.

    Empty where none can be named: a text, a photo, a period.
    """
    few = asked.possible_values()
    if asked.type not in {"count", "number", "date"} or (few is not None and len(few) <= FEW):
        return few or ()
    known = list(rows)
    comparisons = [leaf for row in known for whole in conditions_of(row) for leaf in leaves(whole)]
    if asked.type == "date":
        return tuple((day, day) for day in _days(asked, list_id, comparisons, state))
    limits = set(_limits(asked, list_id, comparisons, state))
    for row in known:
        source = row.mechanism.source
        if source is not None and _is(source, asked, list_id):
            limits |= set(row.mechanism.turning_points(row.bound))
    return _near(asked, limits)


def days_alike(asked: Asked, list_id: str, day: Day, state: State) -> Span | None:
    """The days that all rows take for a date like this one; None where that cannot be told.

    From ALWAYS, or up to NEVER, where nothing limits them.
    """
    key = ("days", list_id, asked.id, day)
    if key not in state.memo:
        state.memo[key] = _days_alike(asked, list_id, day, state)
    known: Span | None = state.memo[key]
    return known


def _days_alike(asked: Asked, list_id: str, day: Day, state: State) -> Span | None:
    atom = ("field", list_id, asked.id)
    found = [one for row in state.rules.tree.rows for one in _about_day(row.mechanism, atom)]
    tests = [test for test in dict.fromkeys(found) if test is not None]
    if None in found:
        return None

    def verdicts(one: Day) -> list[Verdict]:
        record = Record(list_id, 0, {asked.id: (one, one)}, {})
        return [test.verdict(state, record) for test in tests]

    wanted = verdicts(day)
    limits = _days(asked, list_id, [leaf for test in tests for leaf in leaves(test)], state)
    others = [one for one in limits if verdicts(one) != wanted]
    first = max((one + 1 for one in others if one < day), default=ALWAYS)
    return first, min((one - 1 for one in others if one > day), default=NEVER)


def _about_day(part: Part, atom: tuple[str, ...]) -> Iterator[Condition | None]:
    """The largest conditions that hold a date, and no other field, against days; None for any other
    way to read it."""
    if atom not in part.reads:
        return
    if isinstance(part, Condition) and _asks_day_alone(part, atom):
        yield part
    elif isinstance(part, Mechanism | Selection | Several | Met):
        for inner in part.parts:
            yield from _about_day(inner, atom)
    else:
        yield None


def _asks_day_alone(condition: Condition, atom: tuple[str, ...]) -> bool:
    reading = [leaf for leaf in leaves(condition) if atom in leaf.reads]
    return [one for one in condition.reads if one[:2] == atom[:2]] == [atom] and all(
        isinstance(leaf, DayIs)
        and isinstance(leaf.subject, days.Given)
        and not any(atom in wanted.reads for _, wanted in leaf.tests)
        for leaf in reading
    )


def _is(source: Source, asked: Asked, list_id: str | None) -> bool:
    return source.asked.id == asked.id and source.list_id == list_id


def _limits(
    asked: Asked, list_id: str | None, comparisons: Iterable[Condition], state: Facts
) -> Iterator[Number]:
    """The figures that conditions hold a number against."""
    for leaf in comparisons:
        if not isinstance(leaf, NumberIs):
            continue
        about = [atom[-1] for atom in leaf.measure.reads if atom[0] == "question"]
        is_asked = isinstance(leaf.measure, AskedNumber) and _is(
            leaf.measure.source, asked, list_id
        )
        if is_asked or (list_id is None and asked.id in about):
            for operand in (operand for _, operands in leaf.tests for operand in operands):
                value = operand.value(state, None)
                if value is not None:
                    yield value


def _near(asked: Asked, limits: set[Number]) -> tuple[Any, ...]:
    """The limits, the whole numbers beside them, and the ends of what may be answered."""
    least = asked.least
    found = {value + step for value in limits for step in (-1, 0, 1)}
    found |= {value for value in (least, asked.at_most) if value is not None}
    fitting = (
        value
        for value in found
        if (least is None or value >= least)
        and (asked.at_most is None or value <= asked.at_most)
        and (asked.type != "count" or value.denominator == 1)
    )
    return tuple(sorted(fitting))


def _days(
    asked: Asked, list_id: str | None, comparisons: Iterable[Condition], state: Facts
) -> list[Day]:
    """Days beside those that a date is held against; the reference day first, later ones first."""
    found = {state.reference[0]}
    for leaf in comparisons:
        if not isinstance(leaf, DayIs) or not isinstance(leaf.subject, days.Given):
            continue
        if _is(leaf.subject.source, asked, list_id):
            for _, expression in leaf.tests:
                span = expression.span(state, None)
                ends = span or ()
                found |= {end + step for end in ends for step in (-1, 0, 1)}
    inside = [day for day in found if ALWAYS < day <= LAST_DAY]
    return sorted(inside, key=lambda day: (day > state.reference[1], -day))
