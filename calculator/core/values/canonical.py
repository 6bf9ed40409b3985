"""The one text form of rules, answers and results.

Sorted keys, no spaces, UTF-8 as is, integers as integers, other exact numbers as decimal text
("1.5") or as a fraction ("1/3"). Floats are refused: they are not exact. The same data gives the
same bytes in every Python.
"""

import json
from fractions import Fraction
from typing import Any

from calculator.core.values.numbers import to_text
from calculator.errors import CalculatorError

LONGEST_EXCERPT = 40


class NotExactError(CalculatorError):
    """A value that has no exact JSON form (a float, a set, an object) was to be written."""


def dumps(data: Any) -> str:
    """Write JSON data; every number must be an int or a Fraction.

    >>> dumps({"b": Fraction(3, 2), "a": [1, None, True]})
    '{"a":[1,null,true],"b":"1.5"}'
    """
    refuse_floats(data)
    return write(data)


def write(data: Any) -> str:
    """The same, trusting that no float is in `data`: looking for one takes as long as writing."""
    return _ENCODER.encode(data)


def excerpt(data: Any) -> str:
    """The beginning of the text of anything, for messages.

    >>> excerpt(["a" * 99])
    '["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'
    """
    text = write(data)
    return text if len(text) <= LONGEST_EXCERPT else f"{text[:LONGEST_EXCERPT]}…"


def loads(text: str) -> Any:
    """Read JSON without ever making a float: numbers with a point stay the text they were."""
    return json.loads(text, parse_float=str, parse_constant=str)


def _fraction_text(value: object) -> str:
    if isinstance(value, Fraction):
        return to_text(value)
    raise NotExactError(f"{type(value).__name__} has no exact JSON form")


def refuse_floats(data: Any) -> None:
    """Raise `NotExactError` when a float hides anywhere in `data`."""
    stack = [data]
    while stack:
        value = stack.pop()
        if isinstance(value, float):
            raise NotExactError(f"{value!r} is a float")
        if isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list | tuple):
            stack.extend(value)


_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    check_circular=False,
    sort_keys=True,
    separators=(",", ":"),
    default=_fraction_text,
)
