"""What every points mechanism says of itself; a class that leaves one of these out cannot be used.

An amount is ``(low, high, own)``: the sound bounds (high None: no limit) and the value with the
person's own estimates of what experts judge. Amounts are never negative; a mechanism that takes
points away says so with `deducts`, and its amount is what it takes.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.compiling import (
    compile_condition,
    compile_selection,
    compile_seniority,
)
from calculator.core.conditions.explain import range_text, sum_formula
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition
from calculator.core.conditions.parts import Part
from calculator.core.conditions.scope import Scope
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import AskedNumber, Operand, Source
from calculator.core.errors import RulesError
from calculator.core.points.steps import RECORD, Step
from calculator.core.values.figures import Figure, read_number
from calculator.core.values.numbers import Amount, Number, Range, combine
from calculator.core.values.ranges import number_with_unit

ZERO: Amount = (0, 0, 0)


class Rule:
    """The data of a row, while its mechanism is compiled."""

    def __init__(self, data: dict[str, Any], row_id: str, scope: Scope) -> None:
        self.data = data
        self.row_id = row_id
        self.scope = scope

    def points(self, data: Any) -> Number:
        """Points: never negative."""
        value = self.figure(data).value
        if value < 0:
            raise RulesError(self.scope.where, f"points are not negative: {value}")
        return value

    def figure(self, data: Any) -> Figure:
        """Any other number."""
        return read_number(data, self.scope.where)

    def selection(self) -> Selection:
        """The records that the row counts."""
        return compile_selection(self.data["items"], self.scope)

    def years(self, data: dict[str, Any]) -> Seniority:
        """The years that it counts."""
        return compile_seniority(data["years"], self.scope)

    def condition(self) -> Condition:
        """What must hold."""
        return compile_condition(self.data["when"], self.scope)


def points_words(points: Number) -> str:
    """``5 分``."""
    return number_with_unit(points, "分")


class Mechanism(Part, ABC):
    """How a row gives (or takes) points.

    `key` is what the rule writes it as, `beside` the keys of which one stands with it ("": none
    needs to). `condition` is what decides whether a row on answers gives anything, when there is
    such a thing; `source` the number that is asked for it, `seniority` the years that it counts.
    """

    key: ClassVar[str]
    beside: ClassVar[tuple[str, ...]]
    deducts = False
    # Only the best of its items counts: always, or where the rule says so, which some let it.
    best = False
    may_be_best = False
    # What is lost where items bring less together than each by itself: its kind, and words.
    loss = ("once", "只计一次")
    by_experts = False
    condition: Condition | None = None
    source: Source | None = None
    seniority: Seniority | None = None
    # The records that the row is about, and what narrows them further; None: neither.
    selection: Selection | None = None
    applies: Condition | None = None
    # The most that experts may give for one item.
    most_each: Number | None = None
    # What the whole row can bring when it has no cap; None when nothing limits it.
    most: Number | None = None

    @classmethod
    @abstractmethod
    def compile(cls, rule: Rule) -> Self:
        """From the data of a row."""

    @abstractmethod
    def standard(self) -> str:
        """How it gives its points, in one line."""

    @abstractmethod
    def worths(self) -> list[Number] | None:
        """What it can bring at a time; None: anything up to its most."""

    def times(self, limit: int | None) -> int | None:
        """How many times it can bring that when so many may be given (None: no limit)."""
        return 1

    def together(self, parts: list[Amount]) -> Amount:
        """What the parts of a row come to."""
        return combine(parts, self.best)

    def enough(self, cap: Number) -> Number:
        """The sum of parts above which more makes no difference to a row with this cap."""
        return cap

    @abstractmethod
    def one_more(self, state: Facts) -> Step | None:
        """The step to one more of what it counts."""

    @abstractmethod
    def one_less(self, state: Facts) -> Step | None:
        """The step to one less of what it takes away; None where there is none."""

    def turning_points(self, bound: Number | None) -> Iterable[Number]:
        """The values of `source` beside which points change; `bound` is the row's."""
        raise NotImplementedError


class OverItems(Mechanism):
    """Points for each record of a selection; `best` takes the best record instead of the sum."""

    beside = ("items",)

    def __init__(self, selection: Selection, *parts: Part) -> None:
        super().__init__(selection, *parts)
        self.selection: Selection = selection
        self.best = False
        self.most = None

    def take_best(self) -> None:
        """Count the best record alone."""
        self.best, self.most = True, max(self.worths() or [0])

    def times(self, limit: int | None) -> int | None:
        return 1 if self.best else limit

    @abstractmethod
    def amount(self, state: Facts, record: Record) -> Amount:
        """What a record brings when it counts."""

    @abstractmethod
    def formula(self, state: Facts, record: Record) -> str:
        """How that is worked out."""

    def row_formula(self, terms: list[Range], raw: Range) -> str:
        """How what the records bring becomes what the row brings."""
        if self.best:
            return range_text(raw)
        if len(terms) > 1 and len(set(terms)) == 1 and terms[0][0] == terms[0][1]:
            return f"{range_text(terms[0])} × {len(terms)} = {range_text(raw)}"
        return sum_formula(terms, raw)

    def one_more(self, state: Facts) -> Step:
        return Step(RECORD)

    def one_less(self, state: Facts) -> Step:
        return Step(RECORD)


def from_rank(source: Source, first: int) -> Condition | None:
    """The condition that a rank is at least `first`; None where the field takes no lower one."""
    lowest = source.asked.at_least
    if lowest is not None and lowest >= first:
        return None
    return NumberIs(AskedNumber(source), [("at_least", [Operand(Figure(first))])])


class OverAnswers(Mechanism):
    """Points from answers to questions, not from single records."""

    @abstractmethod
    def amount(self, state: Facts) -> Amount:
        """What the row brings."""

    @abstractmethod
    def formula(self, state: Facts) -> str:
        """How that is worked out."""

    def one_less(self, state: Facts) -> Step | None:
        return Step("fewer")

    def is_filled(self, state: Facts) -> bool:
        """Whether any question or list that it reads is answered."""
        for atom in self.reads:
            if atom[0] == "question" and state.is_answered(atom[1]):
                return True
            if atom[0] == "list" and state.is_given(atom[1]):
                return True
        return False
