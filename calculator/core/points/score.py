"""Points of every node, as exact ranges.

Every node has low..high (unanswered rows count as nothing: the headline), floor..ceiling
(unanswered rows may be anything up to their bound) and `own` (the person's own estimates in place
of what experts judge, else the low end). Caps clip at every level; a group never goes below 0, or
below the least that it names.

Of open records not every combination is worth a look: a group's points rise with those of its rows
and fall with those of rows that deduct. So its lowest points lie where every record brings the
least that it can, its highest where every record brings as much as it can, and only such
combinations are tried: nearly always one for the low end, and for the high end those that differ in
what the rows' caps let through.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from math import prod
from typing import Any

from calculator.core.conditions.facts import Facts
from calculator.core.points.amounts import Amounts, group_amounts, row_amounts, widest
from calculator.core.points.base import ZERO
from calculator.core.points.rows import RowFacts
from calculator.core.points.splits import LIMIT, Findings, Unit
from calculator.core.points.tree import Group, Node, Row, Tree
from calculator.core.values.numbers import Amount, Number, best_of, combine, lower

Parts = dict[str, tuple[Amount, ...]]


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
        # What was found for a node, by what its rows get besides their own: the ways that are tried
        # have much in common.
        self.known: dict[tuple[Any, ...], dict[str, Amounts]] = {}
        self.units_of_row: dict[str, list[Unit]] = {}
        for unit in chain.from_iterable(self.units.values()):
            for row_id in unit.plain:
                self.units_of_row.setdefault(row_id, []).append(unit)

    def all(self, roots: list[Node]) -> dict[str, Amounts]:
        """The points of every node."""
        amounts: dict[str, Amounts] = {}
        for root in roots:
            amounts |= self.node(root, {}, LIMIT)
        # A row by itself: what open records bring to it adds up, whatever they bring to others.
        for row_id, units in self.units_of_row.items():
            parts = [unit.plain[row_id] for unit in units]
            amounts[row_id] = row_amounts(self.rows[row_id], self.facts[row_id], parts)
        return amounts

    def node(self, node: Node, extra: Parts, budget: int) -> dict[str, Amounts]:
        """The points of a node and of all below it."""
        key = (node.id, *[part for part in extra.items() if part[0] in node.row_ids])
        if key not in self.known:
            self.known[key] = self.tried(node, extra, budget)
        return self.known[key]

    def tried(self, node: Node, extra: Parts, budget: int) -> dict[str, Amounts]:
        """The same, by trying each way to fill in what is open there."""
        units = self.units.get(node.id)
        if not units:
            return self.plain(node, extra, budget)
        ways = prod(len(unit.alternatives) for unit in units)
        if ways > budget:
            held = chain.from_iterable(unit.plain.items() for unit in units)
            return self.plain(node, _with_parts(extra, held), budget)
        # What no way touches is known before, from as many ways as may be tried here.
        for other in self.untouched(node, frozenset().union(*(unit.plain for unit in units))):
            self.node(other, extra, budget)
        outcomes: dict[str, dict[int, Amounts]] = {}
        for combination in extremes(units, self.rows):
            parts = ((row_id, one) for row_id, several in combination.items() for one in several)
            found = self.plain(node, _with_parts(extra, parts), budget // ways)
            for node_id, amounts in found.items():
                outcomes.setdefault(node_id, {})[id(amounts)] = amounts
        return {node_id: widest(found.values()) for node_id, found in outcomes.items()}

    def untouched(self, node: Node, tried: frozenset[str]) -> Iterator[Node]:
        """The highest nodes below this one with none of the rows that are tried there or lower."""
        for child in node.children if isinstance(node, Group) else ():
            if child.row_ids.isdisjoint(tried):
                yield child
            else:
                held = (unit.plain for unit in self.units.get(child.id, ()))
                yield from self.untouched(child, tried.union(*held))

    def plain(self, node: Node, extra: Parts, budget: int) -> dict[str, Amounts]:
        """The same where its own open records have been settled in `extra`."""
        if not isinstance(node, Group):
            parts = extra.get(node.id, ())
            return {node.id: row_amounts(self.rows[node.id], self.facts[node.id], parts)}
        found: dict[str, Amounts] = {}
        for child in node.children:
            found |= self.node(child, extra, budget)
        children = [(child, found[child.id]) for child in node.children]
        found[node.id] = group_amounts(node, children)
        return found


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
        row = facts[node.id]
        judged = node.mechanism.together([item.amount for item in row.items])[2]
        own = node.rounded(judged if row.own is None else row.own)
    else:
        return
    own = own if mine.high is None else min(own, mine.high)
    amounts[node.id] = mine.with_own(max(mine.low, own))


def _with_parts(extra: Parts, additions: Iterable[tuple[str, Amount]]) -> Parts:
    merged = dict(extra)
    for row_id, amount in additions:
        merged[row_id] = (*merged.get(row_id, ()), amount)
    return merged


# What one unit brings to its rows; what several bring: one sum, or the best of a row's parts.
Way = dict[str, Amount]
Outcome = dict[str, tuple[Amount, ...]]
# What of an amount decides one end of the group above.
End = tuple[Number | None, ...]


def extremes(units: list[Unit], rows: Mapping[str, Row]) -> Iterable[Outcome]:
    """By row, what the units bring together: every combination that may reach an end."""
    touched = [rows[row_id] for row_id in dict.fromkeys(r for unit in units for r in unit.plain)]
    lowest = _combined(touched, [_least(unit, touched) for unit in units], _low_end)
    highest = _combined(touched, [_without_least(unit, touched) for unit in units], _high_end)
    return [*lowest, *highest]


def _low_end(row: Row, amount: Amount) -> End:
    """What decides how low the group above is."""
    return (amount[1],) if row.deducts else (amount[0], amount[2])


def _high_end(row: Row, amount: Amount) -> End:
    """What decides how high the group above is."""
    return (amount[0],) if row.deducts else (amount[1],)


def _least(unit: Unit, touched: list[Row]) -> list[Way]:
    """The alternative that is lowest in every row, if there is one; else all."""
    rows = [row for row in touched if row.id in unit.plain]
    lowest = [_low_end(row, unit.plain[row.id]) for row in rows]
    for alternative in unit.alternatives:
        if [_low_end(row, alternative[row.id]) for row in rows] == lowest:
            return [alternative]
    return unit.alternatives


def _without_least(unit: Unit, touched: list[Row]) -> list[Way]:
    """The alternatives but those that are below another one in no row's favour."""
    rows = [row for row in touched if row.id in unit.plain]
    bottom = tuple([_bottom(row, unit) for row in rows])
    found = {
        ends: alternative
        for alternative in unit.alternatives
        if (ends := tuple([_high_end(row, alternative[row.id]) for row in rows])) != bottom
    }
    return list(found.values()) or unit.alternatives[:1]


def _bottom(row: Row, unit: Unit) -> End:
    """The least high end of a row among the alternatives."""
    amounts = [alternative[row.id] for alternative in unit.alternatives]
    if row.deducts:
        return (max(amount[0] for amount in amounts),)
    finite = [amount[1] for amount in amounts if amount[1] is not None]
    return (min(finite),) if finite else (None,)


def _combined(
    touched: list[Row], choices: list[list[Way]], end: Callable[[Row, Amount], End]
) -> Iterable[Outcome]:
    """All ways to take one outcome of each; of those with the same ends, one."""
    found: dict[tuple[tuple[End, ...], ...], Outcome] = {(): {}}
    for alternatives in choices:
        joined = [_joined(touched, one, way) for one in found.values() for way in alternatives]
        found = {
            tuple([tuple([end(r, part) for part in one.get(r.id, ())]) for r in touched]): one
            for one in joined
        }
    return found.values()


def _joined(touched: list[Row], outcome: Outcome, addition: Way) -> Outcome:
    joined = dict(outcome)
    for row in touched:
        if addition.get(row.id, ZERO) != ZERO:
            joined[row.id] = _together(row, (*joined.get(row.id, ()), addition[row.id]))
    return joined


def _together(row: Row, parts: tuple[Amount, ...]) -> tuple[Amount, ...]:
    """What counts of some parts of a row; beyond the row's cap more makes no difference."""
    kept = [combine(parts, None)] if row.best is None else best_of(parts, row.best)
    if row.enough is None:
        return tuple(kept)
    most = row.enough
    return tuple([(min(low, most), lower(high, most), min(own, most)) for low, high, own in kept])
