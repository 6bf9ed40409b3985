"""The points tree: groups and rows, compiled from the clauses that carry `points`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.core.logic import both
from calculator.core.points.base import OverAnswers, OverItems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from calculator.core.figures import Figure
    from calculator.core.logic import Condition, Verdict
    from calculator.core.points.base import Mechanism
    from calculator.core.selections import Selection
    from calculator.core.state import Record, State
    from calculator.core.values import Number


class Node:
    """A clause with points."""

    __slots__ = ("cap", "depth", "evidence", "id", "nearest_cap", "parent", "title")

    def __init__(self, node_id: str, title: str, cap: Figure | None, evidence: list[str]) -> None:
        self.id = node_id
        self.title = title
        self.cap = cap
        self.evidence = evidence
        self.parent: Group | None = None
        self.depth = 0
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

    __slots__ = ("best", "children")

    def __init__(
        self, node_id: str, title: str, cap: Figure | None, evidence: list[str], best: bool
    ) -> None:
        super().__init__(node_id, title, cap, evidence)
        self.best = best
        self.children: list[Node] = []

    def adopt(self, child: Node) -> None:
        """Hang a node under this one."""
        child.parent = self
        self.children.append(child)


class Row(Node):
    """A leaf with its mechanism; `bound` is the most that it can bring (None: no limit)."""

    __slots__ = ("bound", "mechanism")

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
        bounds = [b for b in (mechanism.most, self.nearest_cap) if b is not None]
        self.bound: Number | None = min(bounds) if bounds else None

    def drawn_selection(self) -> Selection | None:
        """The records that the row is about; None when it is about answers alone."""
        if isinstance(self.mechanism, OverItems):
            return self.mechanism.selection
        if isinstance(self.mechanism, OverAnswers):
            return self.mechanism.drawn_selection()
        return None

    def may_hold_a_record(self, state: State) -> bool:
        """Whether some given record falls into this row, or may."""
        selection = self.drawn_selection()
        if selection is None:
            return False
        return any(
            self.is_about(state, record) is not False for record in state.of_list(selection.list_id)
        )

    def holds_a_record(self, state: State) -> bool:
        """Whether some given record certainly falls into this row."""
        selection = self.drawn_selection()
        if selection is None:
            return False
        return any(self.is_about(state, record) for record in state.of_list(selection.list_id))

    def about_conditions(self) -> list[Condition]:
        """What decides whether the row is about a record."""
        selection, mechanism = self.drawn_selection(), self.mechanism
        applies = mechanism.applies if isinstance(mechanism, OverItems) else None
        where = None if selection is None else selection.where
        return [condition for condition in (where, applies) if condition is not None]

    def is_about(self, state: State, record: Record) -> Verdict:
        """Whether a record falls into this row."""
        mechanism = self.mechanism
        selection = self.drawn_selection()
        verdict = True if selection is None else selection.is_about(state, record)
        if verdict is False or not isinstance(mechanism, OverItems) or mechanism.applies is None:
            return verdict
        return both(verdict, mechanism.applies.verdict(state, record))


class Tree:
    """All nodes in document order; a root has no parent with points."""

    __slots__ = ("by_id", "nodes", "roots", "rows", "rows_of_list", "whole")

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.by_id = {node.id: node for node in nodes}
        self.roots = [node for node in nodes if node.parent is None]
        # What all roots together are, where the rules name no total.
        self.whole = Group("", "", None, [], best=False)
        self.whole.children = self.roots
        self.rows = [node for node in nodes if isinstance(node, Row)]
        self.rows_of_list: dict[str, list[Row]] = {}
        for node in nodes:
            if node.parent is not None:
                node.depth = node.parent.depth + 1
                if node.nearest_cap is None:
                    node.nearest_cap = node.parent.nearest_cap
        for row in self.rows:
            selection = row.drawn_selection()
            if selection is not None:
                self.rows_of_list.setdefault(selection.list_id, []).append(row)

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
