"""What rows bring to somebody who has nothing of what is asked."""

from collections.abc import Iterator
from typing import Any

from calculator.core.conditions.facts import Facts, Unknown
from calculator.core.conditions.measures import RatioOf
from calculator.core.conditions.parts import Part
from calculator.core.points.base import OverAnswers
from calculator.core.points.tree import Row
from calculator.core.values.numbers import Number


def points_for_nothing(row: Row, rows: list[Row], blank: Facts) -> list[Number]:
    """What each of the rows on the numbers of a row is certain to bring when all of these are 0.

    A share is then one of something: what it is held against is not 0.
    """
    asked = (blank.rules.questions[name] for name in row.names)
    numbers = [one.id for one in asked if one.type in {"count", "number"} and not one.least]
    found = []
    for other in rows:
        mechanism = other.mechanism
        if isinstance(mechanism, OverAnswers) and not other.names.isdisjoint(numbers):
            given: dict[Unknown, Any] = {(one,): 0 for one in numbers}
            given |= {(one,): 1 for one in _wholes(mechanism)}
            found.append(mechanism.amount(blank.supposing(given))[0])
    return found


def _wholes(part: Part) -> Iterator[str]:
    if isinstance(part, RatioOf):
        yield part.over.asked.id
    for inner in part.parts:
        yield from _wholes(inner)
