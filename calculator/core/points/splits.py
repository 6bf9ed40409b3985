"""Tight ranges for open answers: try each way to fill them in, where several rows hang on one.

A patent whose kind is not known falls into one row or another, never into both. Adding the rows'
ranges would count it twice, so the smallest group that holds all the rows is worked out for each
possible kind, and the results are joined. Where the ways are more than LIMIT, plain ranges stay:
they are wider, and still sound. Of the ways to fill in a record every outcome is kept once, and of
answers between which no row tells one is tried.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import product
from math import prod
from typing import Any

from calculator.core.conditions.facts import Facts, Record, Unknown
from calculator.core.points.base import ZERO, OverItems
from calculator.core.points.rows import RowFacts, answer_amount, find_facts, find_item
from calculator.core.points.tree import Row, Tree
from calculator.core.values.numbers import Amount, highest

LIMIT = 256
# Ways for rows on answers: each one is a whole new look at the answers.
ANSWER_LIMIT = 64


class Unit:
    """Something open that several rows hang on: what it brings to each row, way by way."""

    def __init__(self, plain: dict[str, Amount], alternatives: list[dict[str, Amount]]) -> None:
        self.plain = plain
        self.alternatives = alternatives


class Split:
    """What the ways to fill something in bring: a range by row; `unit`, to be tried at `node`."""

    def __init__(self, amounts: dict[str, Amount], node: str, unit: Unit | None) -> None:
        self.amounts = amounts
        self.node = node
        self.unit = unit


class Findings:
    """The facts of every row, and the units by the node where they are to be tried."""

    def __init__(self, tree: Tree, state: Facts) -> None:
        self.facts = {row.id: find_facts(row, state) for row in tree.rows}
        self.units: dict[str, list[Unit]] = {}
        for list_id, rows in tree.item_rows.items():
            for record in state.of_list(list_id):
                _split_record(tree, state, self, rows, record)
        _split_answers(tree, state, self.facts, self.units)


def _split_record(
    tree: Tree, state: Facts, findings: Findings, rows: list[Row], record: Record
) -> None:
    facts = findings.facts
    found = {
        row.id: item
        for row in rows
        for item in facts[row.id].items
        if item.record is record and item.amount[0] != item.amount[1]
    }
    if not found:
        return
    affected = [row for row in rows if row.id in found]
    key = tuple(found)
    if key in record.kept:
        split = record.kept[key]
    else:
        split = _split_of(tree, state, affected, record)
        if all(row.is_plain for row in affected):
            record.kept[key] = split
    if split is None:
        return
    if split.unit is not None:
        findings.units.setdefault(split.node, []).append(split.unit)
    for row_id, (low, high, _) in split.amounts.items():
        # What the person estimates stands, however the open answers turn out.
        found[row_id].amount = (low, high, max(low, found[row_id].amount[2]))
        found[row_id].is_split = split.unit is not None and row_id in split.unit.plain
        facts[row_id].parts = [item.amount for item in facts[row_id].items if not item.is_split]


def _split_of(tree: Tree, state: Facts, rows: list[Row], record: Record) -> Split | None:
    """What a record brings way by way; None when there is but one way to fill it in."""
    fields = state.rules.questions[record.list_id].fields
    choices = {
        name: values
        for name in set().union(*(row.fields_read(record.list_id) for row in rows))
        if name not in record.values and (values := fields[name].possible_values())
    }
    fitting = _as_many_as_fit(choices)
    if all(len(values) == 1 for values in fitting.values()):
        return None
    telling = {name: tree.told_apart(state, record.list_id, name) for name in fitting}
    return _settle(tree, rows, _Filling(state, rows, record, telling).ways)


def _settle(tree: Tree, rows: list[Row], ways: Collection[Way]) -> Split:
    """Each row's own range over the ways; and a unit of the rows that vary together."""
    by_row = dict(zip([row.id for row in rows], zip(*ways, strict=True), strict=True))
    amounts = {row_id: hull(found) for row_id, found in by_row.items()}
    varying = [row for row in rows if len(set(by_row[row.id])) > 1]
    group = tree.smallest_group_of(varying) if len(varying) > 1 else None
    if group is None:
        return Split(amounts, "", None)
    ids = [row.id for row in varying]
    distinct = dict.fromkeys(zip(*[by_row[row_id] for row_id in ids], strict=True))
    alternatives = [dict(zip(ids, way, strict=True)) for way in distinct]
    plain = {row_id: amounts[row_id] for row_id in ids}
    return Split(amounts, group.id, Unit(plain, alternatives))


def _as_many_as_fit(choices: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
    """The fields with the fewest answers, as long as there are not more than LIMIT ways."""
    fitting: dict[str, tuple[Any, ...]] = {}
    ways = 1
    for key, values in sorted(choices.items(), key=lambda entry: (len(entry[1]), entry[0])):
        ways *= len(values)
        if ways > LIMIT:
            break
        fitting[key] = values
    return fitting


def completions[Key](choices: dict[Key, tuple[Any, ...]]) -> Iterator[dict[Key, Any]]:
    """Every way to choose a value for each key."""
    for combination in product(*choices.values()):
        yield dict(zip(choices, combination, strict=True))


def hull(amounts: Iterable[Amount]) -> Amount:
    """The smallest range that holds them all; own estimates at their lowest."""
    lows, highs, owns = zip(*amounts, strict=True)
    return min(lows), highest(highs), min(owns)


def _split_answers(
    tree: Tree, state: Facts, facts: dict[str, RowFacts], units: dict[str, list[Unit]]
) -> None:
    """Rows on answers that hang on what is answered "not known yet", or only in part."""
    for rows, choices in _bundles(tree, state, facts):
        if prod(len(values) for values in choices.values()) > ANSWER_LIMIT:
            continue
        ways = []
        for values in completions(choices):
            supposed = state.supposing(values)
            ways.append(tuple([answer_amount(row, supposed) for row in rows]))
        split = _settle(tree, rows, ways)
        if split.unit is not None:
            units.setdefault(split.node, []).append(split.unit)
        held = {} if split.unit is None else split.unit.plain
        for row_id, amount in split.amounts.items():
            facts[row_id].parts = [] if row_id in held else [amount]


def _bundles(
    tree: Tree, state: Facts, facts: dict[str, RowFacts]
) -> list[tuple[list[Row], dict[Unknown, tuple[Any, ...]]]]:
    """Rows with open amounts, bundled so that rows which share something open stay together."""
    bundles: list[tuple[list[Row], dict[Unknown, tuple[Any, ...]]]] = []
    for row in tree.rows:
        parts = facts[row.id].parts
        if isinstance(row.mechanism, OverItems) or not parts or parts[0][0] == parts[0][1]:
            continue
        choices = _open_choices(row, state)
        if not choices:
            continue
        rows = [row]
        for bundle in [b for b in bundles if not choices.keys().isdisjoint(b[1])]:
            bundles.remove(bundle)
            rows = bundle[0] + rows
            choices |= bundle[1]
        bundles.append((rows, choices))
    return bundles


def _open_choices(row: Row, state: Facts) -> dict[Unknown, tuple[Any, ...]]:
    """What is open among the few-valued answers that a row reads."""
    questions = state.rules.questions
    choices: dict[Unknown, tuple[Any, ...]] = {}
    for atom in row.mechanism.reads:
        if atom[0] == "question" and atom[1] not in state.values:
            values = questions[atom[1]].possible_values()
            choices |= {(atom[1],): values} if values else {}
        elif atom[0] == "field" and (
            values := questions[atom[1]].fields[atom[2]].possible_values()
        ):
            for record in state.of_list(atom[1]):
                if atom[2] not in record.values:
                    choices[atom[1], record.index, atom[2]] = values
    return choices


Choices = dict[str, tuple[Any, ...]]
# What each of some rows gets.
Way = tuple[Amount, ...]


class _Filling:
    """Fills the open fields of a record in, from their `choices`, those first that most rows read:
    `ways` is what that may bring to each row.

    A row is settled as soon as it cannot count the record any more, or reads nothing that is still
    to be filled in: a verdict that is decided stays so, whatever else becomes known.
    """

    def __init__(self, state: Facts, rows: list[Row], record: Record, choices: Choices) -> None:
        self.state = state
        self.rows = rows
        self.choices = choices
        self.reads = {row.id: row.fields_read(record.list_id) & choices.keys() for row in rows}
        readers = {name: sum(name in r for r in self.reads.values()) for name in choices}
        self.order = sorted(choices, key=lambda name: (-readers[name], name))
        # The fields that are still to be filled in, by how many are.
        self.ahead = [frozenset(self.order[at:]) for at in range(len(choices) + 1)]
        self.ways: dict[Way, None] = {}
        known: dict[str, Amount] = {}
        waiting = [row for row in self.rows if not self._settles(row, record, 0, known)]
        self._fill(record, 0, waiting, known)

    def _fill(self, record: Record, at: int, waiting: list[Row], known: dict[str, Amount]) -> None:
        """Try each value of the next field that a waiting row reads."""
        if not waiting:
            self.ways[tuple([known[row.id] for row in self.rows])] = None
            return
        while not any(self.order[at] in self.reads[row.id] for row in waiting):
            at += 1
        field = self.order[at]
        atom = ("field", record.list_id, field)
        for value in self.choices[field]:
            filled = record.completed({field: value})
            filled.memo = {
                part: known for part, known in record.memo.items() if atom not in part.reads
            }
            now = dict(known)
            left = [
                row
                for row in waiting
                if field not in self.reads[row.id] or not self._settles(row, filled, at + 1, now)
            ]
            self._fill(filled, at + 1, left, now)

    def _settles(self, row: Row, record: Record, at: int, known: dict[str, Amount]) -> bool:
        """Note what the record brings to a row if nothing ahead can change it."""
        if self.reads[row.id].isdisjoint(self.ahead[at]):
            item = find_item(row, self.state, record)
            known[row.id] = ZERO if item is None else item.amount
        elif row.standing(self.state, record)[1] is False:
            known[row.id] = ZERO
        else:
            return False
        return True
