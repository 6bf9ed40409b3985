"""Points of every node, as exact ranges.

Every node has low..high (unanswered rows count as nothing: the headline), floor..ceiling
(unanswered rows may be anything up to their bound) and `own` (the person's own estimates in place
of what experts judge, else the low end). Caps clip at every level; a group never goes below 0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.outcomes import extremes
from calculator.core.rows import RowFacts, find_facts
from calculator.core.splits import LIMIT, Unit, find_units
from calculator.core.tree import Group, Row
from calculator.core.values import add, higher, lower, normal, total

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from calculator.core.facts import Facts
    from calculator.core.tree import Node, Tree
    from calculator.core.values import Amount, Number

Parts = dict[str, list["Amount"]]


class Amounts:
    """The points of a node; `raw_low`..`raw_high` is what stood before the cap.

    For a row that deducts, all of them are what it takes away, as positive numbers.
    """

    __slots__ = ("ceiling", "floor", "high", "low", "own", "raw_high", "raw_low")

    def __init__(
        self,
        raw_low: Number,
        raw_high: Number | None,
        own: Number,
        floor: Number,
        ceiling: Number | None,
        cap: Number | None,
    ) -> None:
        self.raw_low = raw_low
        self.raw_high = raw_high
        self.low = raw_low if cap is None else min(raw_low, cap)
        self.high = lower(raw_high, cap)
        self.own = own if cap is None else min(own, cap)
        self.floor = floor if cap is None else min(floor, cap)
        self.ceiling = lower(ceiling, cap)

    def widen(self, other: Amounts) -> None:
        """Take in another possible outcome."""
        self.raw_low = min(self.raw_low, other.raw_low)
        self.raw_high = higher(self.raw_high, other.raw_high)
        self.low = min(self.low, other.low)
        self.high = higher(self.high, other.high)
        self.own = min(self.own, other.own)
        self.floor = min(self.floor, other.floor)
        self.ceiling = higher(self.ceiling, other.ceiling)


class ScoreResult:
    """The amounts of every node and the facts of every row, by id; `total` adds up the roots."""

    __slots__ = ("amounts", "facts", "total")

    def __init__(
        self, amounts: dict[str, Amounts], facts: dict[str, RowFacts], total: Amounts
    ) -> None:
        self.amounts = amounts
        self.facts = facts
        self.total = total


def evaluate_score(tree: Tree, state: Facts) -> ScoreResult:
    """Work out all nodes."""
    facts = {row.id: find_facts(row, state) for row in tree.rows}
    units = find_units(tree, state, facts)
    amounts: dict[str, Amounts] = {}
    evaluation = _Evaluation(tree, facts, units)
    for root in tree.roots:
        evaluation.node(root, {}, LIMIT, amounts)
    _settle_rows(tree, facts, units, amounts)
    if state.answers.estimates:
        for root in tree.roots:
            _settle_own(root, facts, amounts)
    roots = [(root, amounts[root.id]) for root in tree.roots]
    return ScoreResult(amounts, facts, _group_amounts(tree.whole, roots))


class _Evaluation:
    __slots__ = ("facts", "rows", "units")

    def __init__(
        self, tree: Tree, facts: dict[str, RowFacts], units: dict[str, list[Unit]]
    ) -> None:
        self.rows = tree.row_by_id
        self.facts = facts
        self.units = units

    def node(self, node: Node, extra: Parts, budget: int, into: dict[str, Amounts]) -> Amounts:
        """Evaluate a node and all below it, trying each way to fill in what is open there."""
        if node.id in into:
            return into[node.id]
        units = self.units.get(node.id)
        if not units:
            return self.plain(node, extra, budget, into)
        ways = 1
        for unit in units:
            ways *= len(unit.alternatives)
        if ways > budget:
            return self.plain(
                node, _with_parts(extra, [unit.plain for unit in units]), budget, into
            )
        tried = frozenset().union(*(unit.plain for unit in units))
        settled = {n.id: self.node(n, extra, budget, into) for n in self.untouched(node, tried)}
        for combination in extremes(units, self.rows):
            outcome = dict(settled)
            self.plain(node, _with_parts(extra, [combination]), budget // ways, outcome)
            _widen(into, outcome, settled)
        return into[node.id]

    def untouched(self, node: Node, tried: frozenset[str]) -> Iterator[Node]:
        """The highest nodes below this one with none of the rows that are tried there or lower."""
        for child in node.children if isinstance(node, Group) else ():
            if child.row_ids.isdisjoint(tried):
                yield child
            else:
                held = (unit.plain for unit in self.units.get(child.id, ()))
                yield from self.untouched(child, tried.union(*held))

    def plain(self, node: Node, extra: Parts, budget: int, into: dict[str, Amounts]) -> Amounts:
        """Evaluate a node whose own open records have been settled in `extra`."""
        if isinstance(node, Group):
            children = [(child, self.node(child, extra, budget, into)) for child in node.children]
            result = _group_amounts(node, children)
        else:
            result = _row_amounts(node, self.facts[node.id], extra.get(node.id, ()))
        into[node.id] = result
        return result


def _settle_rows(
    tree: Tree,
    facts: dict[str, RowFacts],
    units: dict[str, list[Unit]],
    amounts: dict[str, Amounts],
) -> None:
    """A row by itself: what open records bring to it adds up, whatever they bring to others."""
    extra: Parts = {}
    for found in units.values():
        extra = _with_parts(extra, [unit.plain for unit in found])
    for row_id, parts in extra.items():
        amounts[row_id] = _row_amounts(tree.by_id[row_id], facts[row_id], parts)


def _settle_own(node: Node, facts: dict[str, RowFacts], amounts: dict[str, Amounts]) -> None:
    """Let the estimates stand whatever the open answers turn out to be.

    The hull over the completions keeps the smallest `own`, which drops an estimate as soon as one
    completion closes the row; the person who estimates has weighed that already.
    """
    mine = amounts[node.id]
    if isinstance(node, Group):
        for child in node.children:
            _settle_own(child, facts, amounts)
        own = _group_amounts(node, [(child, amounts[child.id]) for child in node.children]).own
    elif isinstance(node, Row) and node.mechanism.by_experts:
        own = _estimated(facts[node.id])
    else:
        return
    cap = None if node.cap is None else node.cap.value
    mine.own = max(mine.low, own if cap is None else min(own, cap))


def _estimated(facts: RowFacts) -> Number:
    if facts.own is not None:
        return facts.own
    return combine([item.amount for item in facts.items] or facts.parts, facts.best)[2]


def _with_parts(extra: Parts, additions: Iterable[dict[str, Amount]]) -> Parts:
    merged = dict(extra)
    for addition in additions:
        for row_id, amount in addition.items():
            merged[row_id] = [*merged.get(row_id, ()), amount]
    return merged


def _widen(
    into: dict[str, Amounts], outcome: dict[str, Amounts], settled: dict[str, Amounts]
) -> None:
    for node_id, amounts in outcome.items():
        known = into.get(node_id)
        if known is None:
            into[node_id] = amounts
        elif node_id not in settled:
            known.widen(amounts)


def _row_amounts(row: Node, facts: RowFacts, extra: Iterable[Amount]) -> Amounts:
    low, high, own = combine([*facts.parts, *extra], facts.best)
    if facts.own is not None:
        own = facts.own
    ceiling = higher(high, facts.bound) if facts.is_open_ended else high
    cap = None if row.cap is None else row.cap.value
    return Amounts(low, high, own, low, ceiling, cap)


def combine(parts: list[Amount], best: bool) -> Amount:
    """Add amounts up, or take the best."""
    if len(parts) == 1:
        return parts[0]
    low: Number = 0
    high: Number | None = 0
    own: Number = 0
    for part in parts:
        if best:
            low, high, own = max(low, part[0]), higher(high, part[1]), max(own, part[2])
        else:
            low, high, own = low + part[0], add(high, part[1]), own + part[2]
    return normal(low), high, normal(own)


def _group_amounts(group: Group, children: list[tuple[Node, Amounts]]) -> Amounts:
    giving = [amounts for child, amounts in children if not child.deducts]
    taking = [amounts for child, amounts in children if child.deducts]
    cap = None if group.cap is None else group.cap.value
    if len(giving) == 1 and not taking:
        only = giving[0]
        return Amounts(only.low, only.high, only.own, only.floor, only.ceiling, cap)
    if group.best:
        low: Number = max((a.low for a in giving), default=0)
        own: Number = max((a.own for a in giving), default=0)
        floor: Number = max((a.floor for a in giving), default=0)
        high, ceiling = _highest(a.high for a in giving), _highest(a.ceiling for a in giving)
    else:
        low = normal(sum(a.low for a in giving))
        own = normal(sum(a.own for a in giving))
        floor = normal(sum(a.floor for a in giving))
        high, ceiling = total(a.high for a in giving), total(a.ceiling for a in giving)
    if taking:
        low = _less(low, total(a.high for a in taking))
        own = _less(own, total(a.high for a in taking))
        floor = _less(floor, total(a.ceiling for a in taking))
        high = None if high is None else _less(high, normal(sum(a.low for a in taking)))
        ceiling = None if ceiling is None else _less(ceiling, normal(sum(a.floor for a in taking)))
    return Amounts(low, high, own, floor, ceiling, cap)


def _highest(ends: Iterable[Number | None]) -> Number | None:
    result: Number | None = 0
    for end in ends:
        result = higher(result, end)
    return result


def _less(given: Number, taken: Number | None) -> Number:
    return 0 if taken is None else max(0, normal(given - taken))
