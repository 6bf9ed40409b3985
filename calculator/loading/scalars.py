"""Scalars of the policy language: text that remembers where it stands.

The class says what the text is for; the loader, the figure lint, the JSON Schema and the compiler
all go by it.
"""

from typing import Any, Self

from calculator.loading.place import NOWHERE, Place


class Text(str):
    """Plain text with its place; equal to and hashed as the string itself."""

    place: Place

    def __new__(cls, value: str = "", place: Place = NOWHERE) -> Self:
        made = super().__new__(cls, value)
        made.place = place
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return (str(self), self.place)


class Prose(Text):
    """Our own words: placeholders are filled in, figures typed by hand are refused."""


class Name(Text):
    """A name, title or number carried over as printed: digits in it are part of the name."""


class Id(Text):
    """A stable English slug that this entry introduces."""


class Ref(Text):
    """The id of something that stands elsewhere."""


class Amount(Text):
    """A number or a date of a rule: a placeholder, or written on the spot (then it is a figure)."""


class Value(Text):
    """What an answer is compared with: an option, a number, a placeholder; its question decides."""
