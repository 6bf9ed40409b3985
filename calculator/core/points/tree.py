"""The points tree: groups and rows, compiled from the clauses that carry `points`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

from calculator.core.conditions.facts import Facts, Record, Words
from calculator.core.conditions.logic import Condition, Met, Several, Verdict, both
from calculator.core.conditions.parts import Part
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.points.base import Mechanism, OverItems
from calculator.core.points.registry import compile_mechanism
from calculator.core.values.figures import read_number, read_whole
from calculator.core.values.numbers import Number, Rounding
from calculator.core.words import evidence_lines
from calculator.errors import RulesError

Atom = tuple[str, ...]
Look = Callable[[Facts, Record], Any]


class Node:
    """A clause with points; `deducts`: its amount is what it takes away."""

    def __init__(self, node_id: str, title: str, clause: Mapping[str, Any]) -> None:
        data, where = clause["points"], f"{node_id}.points"
        cap = None if data.get("cap") is None else read_number(data["cap"], f"{where}.cap")
        rule = data.get("round")
        self.id = node_id
        self.title = title
        self.cap = cap
        self.evidence = evidence_lines(clause.get("evidence", ()), clause.get("suggested", ()))
        self.parent: Group | None = None
        self.deducts = False
        # So many of the best below it bring points; None: all of them together.
        self.best: int | None = None
        # How its points are rounded before they are capped; None: not at all.
        self.rounding = rule and Rounding(read_whole(rule["places"], where), rule["how"])
        self.depth = 0
        # The rows at and below it.
        self.row_ids: frozenset[str] = frozenset()
        # The cap that limits what is shown when nothing else does: its own or the next one above.
        self.nearest_cap: Number | None = None if cap is None else cap.value

    def rounded(self, points: Number) -> Number:
        """Its points as the policy rounds them."""
        return points if self.rounding is None else self.rounding.of(points)

    def lineage(self) -> Iterator[Node]:
        """The node, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


class Group(Node):
    """Adds up its children, or so many of the best of them (`best`).

    Where all of them deduct, so does the group: its cap is the most that is taken in all. It never
    goes below `least`.
    """

    def __init__(self, node_id: str, title: str, clause: Mapping[str, Any]) -> None:
        super().__init__(node_id, title, clause)
        data, where = clause["points"], f"{node_id}.points"
        if data["add"] not in {"sum", "best"}:
            raise RulesError(where, f"add is sum or best, not {data['add']!r}")
        self.best = read_whole(data.get("best", 1), where) if data["add"] == "best" else None
        self.least = read_number(data.get("least", 0), f"{where}.least").value
        self.children: list[Node] = []

    def adopt(self, child: Node) -> None:
        """Hang a node under this one."""
        child.parent = self
        self.children.append(child)


class Row(Node):
    """A leaf with its mechanism; `bound` is the most that it can bring (None: no limit)."""

    def __init__(self, build: Lookup, node_id: str) -> None:
        clause, scope = build.clauses[node_id], Scope(build, None, f"{node_id}.points")
        super().__init__(node_id, build.title(node_id), clause)
        mechanism = self.mechanism = compile_mechanism(clause["points"], node_id, scope)
        # The questions and lists that its own rule names, without those behind clauses.
        self.names = frozenset(scope.named)
        self.deducts = mechanism.deducts
        self.best = mechanism.best
        # The sum of parts above which more makes no difference.
        self.enough = None if self.cap is None else mechanism.enough(self.cap.value)
        # The records that the row is about (None: it is about answers alone), and what decides it.
        self.selection = mechanism.selection
        where = None if self.selection is None else self.selection.where
        self.about: list[Condition] = [c for c in (where, mechanism.applies) if c is not None]
        bounds = [b for b in (mechanism.most, self.nearest_cap) if b is not None]
        self.bound: Number | None = min(bounds) if bounds else None
        # What it reads of one record besides that record itself; whether these are answers alone.
        drawn = self.selection and self.selection.list_id
        self.beside = frozenset(_beside(self, mechanism))
        self.is_plain = all(
            atom[0] in {"question", "list", "field"} and atom[:2] != ("list", drawn)
            for atom in self.beside
        )
        self._fields: dict[str, set[str]] = {}
        for kind, *place in mechanism.reads:
            if kind == "field":
                self._fields.setdefault(place[0], set()).add(place[1])

    def fields_read(self, list_id: str) -> Set[str]:
        """The fields of a list's records that it reads."""
        return self._fields.get(list_id, frozenset())

    def holds(self, state: Facts) -> Iterator[Verdict]:
        """Whether each given record falls into this row."""
        records = () if self.selection is None else state.of_list(self.selection.list_id)
        return (self.is_about(state, record) for record in records)

    def is_about(self, state: Facts, record: Record) -> Verdict:
        """Whether a record falls into this row."""
        # No requirement is looked at here: it may ask in turn whether the row is filled.
        verdict: Verdict = True
        for condition in self.about:
            verdict = both(verdict, condition.verdict(state, record))
            if verdict is False:
                return False
        return verdict

    def standing(self, state: Facts, record: Record) -> tuple[Verdict, Verdict]:
        """Whether a record falls into this row, and whether it counts there."""
        about = self.is_about(state, record)
        counted = about
        for requirement in () if self.selection is None else self.selection.requirements:
            if counted is False:
                break
            counted = both(counted, requirement.condition.verdict(state, record))
        return about, counted


class Tree:
    """All nodes in document order; a root has no parent with points."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.by_id = {node.id: node for node in nodes}
        self.roots = [node for node in nodes if node.parent is None]
        # What all roots together are, where the rules name no total.
        self.whole = Group("", "", {"points": {"add": "sum"}})
        self.whole.children = self.roots
        self.rows = [node for node in nodes if isinstance(node, Row)]
        self.row_by_id = {row.id: row for row in self.rows}
        self.rows_of_list: dict[str, list[Row]] = {}
        for node in nodes:
            if node.parent is not None:
                node.depth = node.parent.depth + 1
                if node.nearest_cap is None:
                    node.nearest_cap = node.parent.nearest_cap
        for row in self.rows:
            if row.selection is not None:
                self.rows_of_list.setdefault(row.selection.list_id, []).append(row)
            row.row_ids = frozenset((row.id,))
        for node in reversed(nodes):
            if isinstance(node, Group):
                node.deducts = bool(node.children) and all(one.deducts for one in node.children)
                node.row_ids = node.row_ids.union(*(child.row_ids for child in node.children))
        # By field of a list; worked out when it is first asked for.
        self._told_apart: dict[Atom, tuple[Any, ...]] = {}
        # Of the rows of a list those over items.
        self.item_rows = {
            list_id: [row for row in rows if isinstance(row.mechanism, OverItems)]
            for list_id, rows in self.rows_of_list.items()
        }
        # By list, what its plain rows read beside one of its records.
        self.beside = {
            list_id: frozenset().union(*(row.beside for row in rows if row.is_plain))
            for list_id, rows in self.item_rows.items()
        }

    def told_apart(self, state: Facts, list_id: str, field: str) -> tuple[Any, ...]:
        """Of the answers to a field one of each kind that the rows of its list tell apart."""
        atom = ("field", list_id, field)
        if atom not in self._told_apart:
            looks = [look for row in self.item_rows[list_id] for look in _looks(row, atom)]
            kinds: dict[tuple[Any, ...], Any] = {}
            for value in state.rules.questions[list_id].fields[field].possible_values() or ():
                record = Record(list_id, 0, {field: value}, {})
                kinds.setdefault(tuple([look(state, record) for look in looks]), value)
            self._told_apart[atom] = tuple(kinds.values())
        return self._told_apart[atom]

    def rows_under(self, ids: frozenset[str]) -> frozenset[str]:
        """The rows that are among `ids`, or stand under a group that is."""
        if not ids:
            return ids
        return frozenset(
            row.id for row in self.rows if any(node.id in ids for node in row.lineage())
        )

    def smallest_group_of(self, rows: list[Row]) -> Node | None:
        """The lowest node that contains all of `rows`; None when they share no root."""
        shared = list(rows[0].lineage())
        for row in rows[1:]:
            others = set(row.lineage())
            shared = [node for node in shared if node in others]
        return shared[0] if shared else None


def _beside(row: Row, mechanism: Mechanism) -> Iterator[Atom]:
    if isinstance(mechanism, OverItems):
        for part in (mechanism.selection.needs, *row.about, *mechanism.parts[1:]):
            yield from (a for a in part.reads if a[:2] != ("field", mechanism.selection.list_id))


def _looks(row: Row, atom: Atom) -> Iterator[Look]:
    """What a row asks of one answer alone; the answer itself where it asks more at a time."""
    mechanism = row.mechanism
    assert isinstance(mechanism, OverItems)  # noqa: S101
    for part in (mechanism.selection.needs, *row.about):
        yield from _verdicts(part, atom)
    own = frozenset().union(*(part.reads for part in mechanism.parts[1:]))
    if atom in own:
        is_alone = own == {atom} and not mechanism.by_experts
        yield mechanism.amount if is_alone else _answer(atom)


def _verdicts(part: Part, atom: Atom) -> Iterator[Look]:
    if isinstance(part, Several | Met):
        for inner in part.parts:
            yield from _verdicts(inner, atom)
    elif isinstance(part, Condition) and part.reads == {atom}:
        yield part.verdict
    elif atom in part.reads:
        yield _answer(atom)


def _answer(atom: Atom) -> Look:
    return lambda _, record: record.values[atom[2]]


def adding(group: Group) -> str:
    """How what stands below a group comes together."""
    if group.best is None:
        return "各项相加"
    return "不累计，取最高的一项" if group.best == 1 else f"取最高的 {group.best} 项相加"


def standard(rules: Words, node: Node) -> str:
    """The standard of a node, with the conditions that its items must meet."""
    rounded = node.rounding and node.rounding.words
    if isinstance(node, Group):
        return "；".join(one for one in (adding(node), rounded) if one)
    if not isinstance(node, Row):
        return ""
    needs = () if node.selection is None else node.selection.requirements
    names = "、".join(rules.title(need.clause) for need in needs)
    told = [node.mechanism.standard(), node.mechanism.best_words, rounded]
    told.append(names and f"计入条件：{names}")
    return "；".join(one for one in told if one)
