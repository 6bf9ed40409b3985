"""Points of every node, as exact ranges.

Every node has low..high (unanswered rows count as nothing: the headline), floor..ceiling
(unanswered rows may be anything up to their bound) and `own` (the person's own estimates in place
of what experts judge, else the low end). Caps clip at every level; a group never goes below 0, or
below the least that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from math import prod

from calculator.core.conditions.facts import Facts
from calculator.core.points.amounts import Amounts, group_amounts, row_amounts, widest
from calculator.core.points.outcomes import extremes
from calculator.core.points.rows import RowFacts
from calculator.core.points.splits import LIMIT, Findings, Unit
from calculator.core.points.tree import Group, Node, Row, Tree
from calculator.core.values.numbers import Amount, Number

Parts = dict[str, list["Amount"]]
Children = list[tuple["Node", "Amounts"]]


class ScoreResult:
    """The amounts of every node and the facts of every row, by id; `total` adds up the roots."""

    def __init__(
        self, amounts: dict[str, Amounts], facts: dict[str, RowFacts], total: Amounts
    ) -> None:
        self.amounts = amounts
        self.facts = facts
        self.total = total


def evaluate_score(tree: Tree, state: Facts) -> ScoreResult:
    """Work out all nodes."""
    findings = Findings(tree, state)
    amounts = _Evaluation(tree, findings).all(tree.roots)
    if state.answers.estimates:
        for root in tree.roots:
            _settle_own(root, findings.facts, amounts)
    roots = [(root, amounts[root.id]) for root in tree.roots]
    return ScoreResult(amounts, findings.facts, group_amounts(tree.whole, roots))


class _Evaluation:
    def __init__(self, tree: Tree, findings: Findings) -> None:
        self.rows = tree.row_by_id
        self.facts = findings.facts
        self.units = findings.units
        # What was found for a row with certain parts besides its own, and for a group of certain
        # children: the ways that are tried have much in common.
        self.rows_with: dict[tuple[str, tuple[Amount, ...]], Amounts] = {}
        self.groups: dict[tuple[str, tuple[int, ...]], tuple[Children, Amounts]] = {}
        self.units_of_row: dict[str, list[Unit]] = {}
        for unit in chain.from_iterable(self.units.values()):
            for row_id in unit.plain:
                self.units_of_row.setdefault(row_id, []).append(unit)

    def all(self, roots: list[Node]) -> dict[str, Amounts]:
        """The points of every node."""
        amounts: dict[str, Amounts] = {}
        for root in roots:
            self.node(root, {}, LIMIT, amounts)
        # A row by itself: what open records bring to it adds up, whatever they bring to others.
        for row_id, units in self.units_of_row.items():
            parts = [unit.plain[row_id] for unit in units]
            amounts[row_id] = row_amounts(self.rows[row_id], self.facts[row_id], parts)
        return amounts

    def node(self, node: Node, extra: Parts, budget: int, into: dict[str, Amounts]) -> Amounts:
        """Evaluate a node and all below it, trying each way to fill in what is open there."""
        if node.id in into:
            return into[node.id]
        units = self.units.get(node.id)
        if not units:
            return self.plain(node, extra, budget, into)
        ways = prod(len(unit.alternatives) for unit in units)
        if ways > budget:
            return self.plain(
                node, _with_parts(extra, [unit.plain for unit in units]), budget, into
            )
        tried = frozenset().union(*(unit.plain for unit in units))
        settled = {n.id: self.node(n, extra, budget, into) for n in self.untouched(node, tried)}
        outcomes: dict[str, dict[int, Amounts]] = {}
        for combination in extremes(units, self.rows):
            outcome = dict(settled)
            self.plain(node, _with_parts(extra, [combination]), budget // ways, outcome)
            for node_id, amounts in outcome.items():
                if node_id not in settled:
                    outcomes.setdefault(node_id, {})[id(amounts)] = amounts
        into |= {node_id: widest(found.values()) for node_id, found in outcomes.items()}
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
            result = self.group(node, children)
        else:
            result = self.row(self.rows[node.id], tuple(extra.get(node.id, ())))
        into[node.id] = result
        return result

    def row(self, row: Row, extra: tuple[Amount, ...]) -> Amounts:
        """The points of a row that gets these parts besides its own."""
        known = self.rows_with.get((row.id, extra))
        if known is None:
            known = self.rows_with[row.id, extra] = row_amounts(row, self.facts[row.id], extra)
        return known

    def group(self, group: Group, children: Children) -> Amounts:
        """The points of a group of these children; the same ones are known by their identity."""
        key = group.id, tuple([id(amounts) for _, amounts in children])
        known = self.groups.get(key)
        if known is None:
            known = self.groups[key] = children, group_amounts(group, children)
        return known[1]


def _settle_own(node: Node, facts: dict[str, RowFacts], amounts: dict[str, Amounts]) -> None:
    """Let the estimates stand whatever the open answers turn out to be.

    The hull over the completions keeps the smallest `own`, which drops an estimate as soon as one
    completion closes the row; the person who estimates has weighed that already. It never leaves
    the range of its node: what no completion gives, nobody can count on.
    """
    mine = amounts[node.id]
    if isinstance(node, Group):
        for child in node.children:
            _settle_own(child, facts, amounts)
        own = group_amounts(node, [(child, amounts[child.id]) for child in node.children]).own
    elif isinstance(node, Row) and node.mechanism.by_experts:
        own = _estimated(node, facts[node.id])
    else:
        return
    own = own if mine.high is None else min(own, mine.high)
    amounts[node.id] = mine.with_own(max(mine.low, own))


def _estimated(row: Row, facts: RowFacts) -> Number:
    if facts.own is not None:
        return facts.own
    return row.mechanism.together([item.amount for item in facts.items])[2]


def _with_parts(extra: Parts, additions: Iterable[dict[str, Amount]]) -> Parts:
    merged = dict(extra)
    for addition in additions:
        for row_id, amount in addition.items():
            merged[row_id] = [*merged.get(row_id, ()), amount]
    return merged
