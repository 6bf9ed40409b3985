"""The points of one node from those of what stands below it: sums, bests, caps."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from calculator.core.points.rows import RowFacts
from calculator.core.points.tree import Group, Node, Row
from calculator.core.values.numbers import (
    Amount,
    Number,
    Range,
    combine,
    higher,
    highest,
    lower,
    normal,
    total,
)


class Amounts:
    """The points of a node; `raw_low`..`raw_high` is what stood before it was
    rounded and capped.

    Nothing changes it once it is made. For a node that deducts, all of them are what it takes
    away, as positive numbers.
    """

    def __init__(
        self,
        raw_low: Number,
        raw_high: Number | None,
        own: Number,
        floor: Number,
        ceiling: Number | None,
        node: Node | None,
    ) -> None:
        self.raw_low = raw_low
        self.raw_high = raw_high
        if node is not None and node.rounding is not None:
            raw_low, own, floor = map(node.rounding.of, (raw_low, own, floor))
            raw_high = None if raw_high is None else node.rounding.of(raw_high)
            ceiling = None if ceiling is None else node.rounding.of(ceiling)
        cap = None if node is None or node.cap is None else node.cap.value
        self.low = raw_low if cap is None else min(raw_low, cap)
        self.high = lower(raw_high, cap)
        self.own = own if cap is None else min(own, cap)
        self.floor = floor if cap is None else min(floor, cap)
        self.ceiling = lower(ceiling, cap)

    @property
    def raw(self) -> Range:
        """Both ends of that."""
        return self.raw_low, self.raw_high

    def with_own(self, own: Number) -> Amounts:
        """The same with another own estimate."""
        if own == self.own:
            return self
        copy = Amounts(self.raw_low, self.raw_high, own, self.floor, self.ceiling, None)
        copy.low, copy.high = self.low, self.high
        return copy


def widest(outcomes: Collection[Amounts]) -> Amounts:
    """What holds all of these possible outcomes."""
    if len(outcomes) == 1:
        [only] = outcomes
        return only
    wide = Amounts(
        min([one.raw_low for one in outcomes]),
        highest([one.raw_high for one in outcomes]),
        min([one.own for one in outcomes]),
        min([one.floor for one in outcomes]),
        highest([one.ceiling for one in outcomes]),
        None,
    )
    wide.low = min([one.low for one in outcomes])
    wide.high = highest([one.high for one in outcomes])
    return wide


def row_amounts(row: Row, facts: RowFacts, extra: Iterable[Amount]) -> Amounts:
    """A row: what is settled of it, and what open records bring besides (`extra`)."""
    low, high, own = row.mechanism.together([*facts.parts, *extra])
    if facts.own is not None:
        own = facts.own
    ceiling = higher(high, facts.bound) if facts.is_open_ended else high
    return Amounts(low, high, own, low, ceiling, row)


def group_amounts(group: Group, children: list[tuple[Node, Amounts]]) -> Amounts:
    """A group of these children."""
    giving = [amounts for child, amounts in children if child.deducts == group.deducts]
    taking = [amounts for child, amounts in children if child.deducts != group.deducts]
    if len(giving) == 1 and not taking and giving[0].floor >= group.least:
        only = giving[0]
        return Amounts(only.low, only.high, only.own, only.floor, only.ceiling, group)
    low, high, own = combine([(one.low, one.high, one.own) for one in giving], group.best)
    floor, ceiling, _ = combine([(one.floor, one.ceiling, 0) for one in giving], group.best)
    if taking or floor < group.least:
        least = group.least
        low = _less(low, total(a.high for a in taking), least)
        own = _less(own, total(a.high for a in taking), least)
        floor = _less(floor, total(a.ceiling for a in taking), least)
        if high is not None:
            high = _less(high, normal(sum(a.low for a in taking)), least)
        if ceiling is not None:
            ceiling = _less(ceiling, normal(sum(a.floor for a in taking)), least)
    return Amounts(low, high, own, floor, ceiling, group)


def _less(given: Number, taken: Number | None, least: Number) -> Number:
    return least if taken is None else max(least, normal(given - taken))
