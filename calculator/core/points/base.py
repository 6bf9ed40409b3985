"""What every points mechanism offers.

An amount is ``(low, high, own)``: the sound bounds (high None: no limit) and the value with the
person's own estimates of what experts judge. Amounts are never negative; a mechanism that takes
points away says so with `deducts`, and its amount is what it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.subjects import AskedNumber, Operand
from calculator.core.values.figures import Figure

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts, Record
    from calculator.core.conditions.logic import Condition, Reads
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import Source
    from calculator.core.values.numbers import Amount, Number

ZERO: Amount = (0, 0, 0)


class Mechanism:
    """How a row gives (or takes) points.

    `condition` is what decides whether a row on answers gives anything, when there is such a thing.
    """

    __slots__ = ("reads",)
    reads: Reads
    deducts = False
    by_experts = False
    condition: Condition | None = None
    # The most that experts may give for one item.
    most_each: Number | None = None
    # What the whole row can bring when it has no cap; None when nothing limits it.
    most: Number | None = None


class OverItems(Mechanism):
    """Points for each record of a selection; `best` takes the best record instead of the sum.

    `applies` narrows the records that the row is about beyond its selection (None: it does not).
    """

    __slots__ = ("applies", "selection")
    best = False

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.applies: Condition | None = None
        self.reads = selection.reads

    def amount(self, state: Facts, record: Record) -> Amount:
        """What a record brings when it counts."""
        raise NotImplementedError

    def formula(self, state: Facts, record: Record) -> str:
        """How that is worked out."""
        raise NotImplementedError


def from_rank(source: Source, first: int) -> Condition | None:
    """The condition that a rank is at least `first`; None where the field takes no lower one."""
    lowest = source.asked.at_least
    if lowest is not None and lowest >= first:
        return None
    return NumberIs(AskedNumber(source), [("at_least", [Operand(Figure(first))])])


class OverAnswers(Mechanism):
    """Points from answers to questions, not from single records."""

    __slots__ = ()

    def amount(self, state: Facts) -> Amount:
        """What the row brings."""
        raise NotImplementedError

    def formula(self, state: Facts) -> str:
        """How that is worked out."""
        raise NotImplementedError

    def is_filled(self, state: Facts) -> bool:
        """Whether any question or list that it reads is answered."""
        for atom in self.reads:
            if atom[0] == "question" and state.is_answered(atom[1]):
                return True
            if atom[0] == "list" and state.is_given(atom[1]):
                return True
        return False

    def drawn_selection(self) -> Selection | None:
        """The selection whose records the row is about, when it is about records."""
        return None
