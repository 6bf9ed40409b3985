"""The points tree: groups and rows, compiled from the clauses that carry `points`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from calculator.core.conditions.logic import both
from calculator.core.points.base import OverAnswers, OverItems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from calculator.core.conditions.facts import Facts, Record
    from calculator.core.conditions.logic import Condition, Context, Verdict
    from calculator.core.conditions.selections import Selection
    from calculator.core.points.base import Mechanism
    from calculator.core.values.figures import Figure
    from calculator.core.values.numbers import Number


class Node:
    """A clause with points; `deducts`: its amount is what it takes away."""

    __slots__ = (
        "cap",
        "deducts",
        "depth",
        "evidence",
        "id",
        "nearest_cap",
        "parent",
        "row_ids",
        "title",
    )

    def __init__(self, node_id: str, title: str, cap: Figure | None, evidence: list[str]) -> None:
        self.id = node_id
        self.title = title
        self.cap = cap
        self.evidence = evidence
        self.parent: Group | None = None
        self.deducts = False
        self.depth = 0
        # The rows at and below it.
        self.row_ids: frozenset[str] = frozenset()
        # The cap that limits what is shown when nothing else does: its own or the next one above.
        self.nearest_cap: Number | None = None if cap is None else cap.value

    def lineage(self) -> Iterator[Node]:
        """The node, its parent, and so on up to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


class Group(Node):
    """Adds up its children, or takes the best of them (`best`)."""

    __slots__ = ("best", "children", "groups", "row_order")

    def __init__(
        self, node_id: str, title: str, cap: Figure | None, evidence: list[str], best: bool
    ) -> None:
        super().__init__(node_id, title, cap, evidence)
        self.best = best
        self.children: list[Node] = []
        # The rows below it and the groups from it downwards, by id, in document order.
        self.row_order: tuple[str, ...] = ()
        self.groups: tuple[str, ...] = ()

    def adopt(self, child: Node) -> None:
        """Hang a node under this one."""
        child.parent = self
        self.children.append(child)


class Row(Node):
    """A leaf with its mechanism; `bound` is the most that it can bring (None: no limit)."""

    __slots__ = ("about", "best", "bound", "is_kept", "mechanism", "selection")

    def __init__(
        self,
        node_id: str,
        title: str,
        cap: Figure | None,
        evidence: list[str],
        mechanism: Mechanism,
    ) -> None:
        super().__init__(node_id, title, cap, evidence)
        self.mechanism = mechanism
        self.deducts = mechanism.deducts
        # Only its best record brings points, not all of them together.
        self.best = isinstance(mechanism, OverItems) and mechanism.best
        # The records that the row is about (None: it is about answers alone), and what decides it.
        self.selection = _drawn_selection(mechanism)
        where = None if self.selection is None else self.selection.where
        applies = mechanism.applies if isinstance(mechanism, OverItems) else None
        self.about: list[Condition] = [c for c in (where, applies) if c is not None]
        # Whether its verdicts about a record last as long as the context of the record's list.
        self.is_kept = False
        bounds = [b for b in (mechanism.most, self.nearest_cap) if b is not None]
        self.bound: Number | None = min(bounds) if bounds else None

    def may_hold_a_record(self, state: Facts) -> bool:
        """Whether some given record falls into this row, or may."""
        selection = self.selection
        if selection is None:
            return False
        return any(
            self.is_about(state, record) is not False for record in state.of_list(selection.list_id)
        )

    def holds_a_record(self, state: Facts) -> bool:
        """Whether some given record certainly falls into this row."""
        selection = self.selection
        if selection is None:
            return False
        return any(self.is_about(state, record) for record in state.of_list(selection.list_id))

    def is_about(self, state: Facts, record: Record) -> Verdict:
        """Whether a record falls into this row."""
        if self.is_kept:
            return self.standing(state, record)[0]
        # No requirement is looked at here: it may ask in turn whether the row is filled.
        return self._find_about(state, record)

    def standing(self, state: Facts, record: Record) -> tuple[Verdict, Verdict]:
        """Whether a record falls into this row, and whether it counts there."""
        if not self.is_kept:
            return self._find_standing(state, record)
        known: tuple[Verdict, Verdict] | None = record.own.get(self)
        if known is None:
            known = record.own[self] = self._find_standing(state, record)
        return known

    def _find_standing(self, state: Facts, record: Record) -> tuple[Verdict, Verdict]:
        about = self._find_about(state, record)
        counted = about
        for requirement in () if self.selection is None else self.selection.requirements:
            if counted is False:
                break
            counted = both(counted, requirement.condition.verdict(state, record))
        return about, counted

    def _find_about(self, state: Facts, record: Record) -> Verdict:
        verdict: Verdict = True
        for condition in self.about:
            verdict = both(verdict, condition.verdict(state, record))
            if verdict is False:
                return False
        return verdict


def _drawn_selection(mechanism: Mechanism) -> Selection | None:
    if isinstance(mechanism, OverItems):
        return mechanism.selection
    return mechanism.drawn_selection() if isinstance(mechanism, OverAnswers) else None


class Tree:
    """All nodes in document order; a root has no parent with points."""

    __slots__ = (
        "answer_rows", "by_id", "contexts", "ids_of_list", "item_rows", "nodes", "roots",
        "row_by_id", "row_contexts", "rows", "rows_of_list", "told_by", "whole",
    )  # fmt: skip

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.by_id = {node.id: node for node in nodes}
        self.roots = [node for node in nodes if node.parent is None]
        # What all roots together are, where the rules name no total.
        self.whole = Group("", "", None, [], best=False)
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
                node.row_ids = node.row_ids.union(*(child.row_ids for child in node.children))
                node.row_order = tuple(row.id for row in self.rows if row.id in node.row_ids)
                below = (child.groups for child in node.children if isinstance(child, Group))
                node.groups = (node.id, *chain.from_iterable(below))
        # Rows over items by their list; the others.
        self.item_rows = {
            list_id: [row for row in rows if isinstance(row.mechanism, OverItems)]
            for list_id, rows in self.rows_of_list.items()
        }
        self.answer_rows = [row for row in self.rows if isinstance(row.mechanism, OverAnswers)]
        self.ids_of_list = {
            list_id: frozenset(row.id for row in rows)
            for list_id, rows in self.rows_of_list.items()
        }
        self.contexts: Mapping[str, Context] = {}
        self.row_contexts: Mapping[str, Context] = {}
        # By node: the rows whose context, besides the points, decides what is told of the node and
        # of all below it. A node that hangs on more is not here.
        self.told_by: dict[str, tuple[str, ...]] = {}

    def keep(self, contexts: Mapping[str, Context], of_rows: Mapping[str, Context]) -> None:
        """Know the context of every list that has one, and of every row on answers (see
        `calculator.core.points.context`)."""
        self.contexts = contexts
        self.row_contexts = of_rows
        for list_id in contexts:
            for row in self.rows_of_list[list_id]:
                row.is_kept = True
        for node in self.nodes:
            rows = [row for row in self.rows if row.id in node.row_ids]
            others = [r for r in rows if not (r.is_kept and isinstance(r.mechanism, OverItems))]
            if all(row.id in of_rows for row in others):
                self.told_by[node.id] = tuple([row.id for row in others])

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
