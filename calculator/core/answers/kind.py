"""A type of question: what it is called, how it is read, and how conditions hold it."""

from collections.abc import Callable
from typing import Any, Protocol

from calculator.core.values.dates import Span
from calculator.core.values.numbers import Number, Range

# What conditions may hold a value against.
FLAG, OPTIONS, LEVELS, NUMBERS, DAYS, NOTHING = "flag", "options", "levels", "numbers", "days", ""
_SAME = ("is", "is_not", "in")
_SIZE = ("at_least", "more_than", "at_most", "less_than")
# The operators that fit each of them.
OPERATORS = {
    FLAG: _SAME[:2],
    OPTIONS: _SAME,
    LEVELS: _SAME + _SIZE,
    NUMBERS: _SAME + _SIZE,
    DAYS: ("before", "after", "not_before", "not_after"),
    NOTHING: (),
}


class Shape(Protocol):
    """What reading a value takes from the question."""

    unit: str
    at_least: Number | None
    at_most: Number | None
    ranks: dict[str, int]
    labels: dict[str, str]
    words: dict[str, str]
    open: dict[str, str]


class Kind:
    """`name` is what a policy writes and `title` what messages say; `compared` says what conditions
    hold it against. `read` gives the internal form, an `Unknown` or a `Misfit`; `possible` every
    answer that rules can tell apart, if they can be listed. `written` is the type whose control,
    cell and words it shares: itself, unless it names another. `counted_in` is the unit of what is
    held against numbers, where it is not the question's own.
    """

    def __init__(
        self,
        name: str,
        title: str,
        compared: str,
        read: Callable[[Shape, Any], Any],
        *,
        possible: Callable[[Shape], tuple[Any, ...] | None] = lambda _: None,
        written: str = "",
        counted_in: str = "",
    ) -> None:
        self.name = name
        self.title = title
        self.compared = compared
        self.read = read
        self.possible = possible
        self.written = written or name
        self.counted_in = counted_in

    @property
    def operators(self) -> tuple[str, ...]:
        """What may stand between it and what it is held against."""
        return OPERATORS[self.compared]

    @property
    def is_number(self) -> bool:
        """Whether a number is what people answer, so that another can be put in its place."""
        return self.written in {"count", "number"}

    def number(self, value: Any, reference: Span) -> Range:
        """The number that conditions hold: of most types the value itself."""
        return value, value
