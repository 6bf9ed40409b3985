"""What a person answered, as far as it can be used: plain data, in the exact internal forms."""

from __future__ import annotations

from typing import Any

from calculator.core.values.numbers import Number


class GivenRecord:
    """One record of a list: the known fields, and the fields answered "not known yet"."""

    def __init__(self, values: dict[str, Any], undecided: dict[str, str]) -> None:
        self.values = values
        self.undecided = undecided


class Answers:
    """What can be used of the answers. Values are the exact internal forms; absent = unanswered.

    `declared` are the ids under ``none`` as given; `none` are the rows that they stand for (a
    group's id stands for all its rows).
    """

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.undecided: dict[str, str] = {}
        self.lists: dict[str, tuple[GivenRecord, ...]] = {}
        self.declared: frozenset[str] = frozenset()
        self.none: frozenset[str] = frozenset()
        self.closed: frozenset[str] = frozenset()
        self.estimates: dict[str, Number] = {}
        self.unused: dict[str, Any] = {}

    def copy(self) -> Answers:
        """The same answers, to be changed for a "what if"."""
        copy = Answers()
        copy.values, copy.undecided = dict(self.values), dict(self.undecided)
        copy.lists, copy.estimates = dict(self.lists), dict(self.estimates)
        copy.declared, copy.none, copy.closed = self.declared, self.none, self.closed
        copy.unused = dict(self.unused)
        return copy
