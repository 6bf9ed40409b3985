"""What every piece of a rule says of itself: what it is made of, reads and waits for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from calculator.core.conditions.facts import Record

# What a piece depends on: ("question", id), ("list", id), ("field", list, id), ("points", node) or
# ("hours", ledger).
Reads = frozenset[tuple[str, ...]]


class Waiting(Protocol):
    """Who gathers what open verdicts wait for; a weight says how much each piece decides.

    The pieces are built on this module, so that it cannot name them.
    """

    def condition(self, condition: Any, record: Record | None, weight: Any) -> None:
        """A condition, if it is open."""

    def several(self, condition: Any, record: Record | None, weight: Any) -> None:
        """The open parts of a condition over others."""

    def source(self, source: Any, record: Record | None, weight: Any) -> None:
        """An answer."""

    def selection(self, selection: Any, weight: Any) -> None:
        """Records of a list."""

    def ledger(self, ledger: str, weight: Any) -> None:
        """Entries of hours."""

    def points(self, node: str, weight: Any) -> None:
        """Rows of the points table."""


class Part:
    """A condition, a number, a day, a selection, an answer, a way to give points.

    `parts` are the pieces that it is made of; `reads` is what they read, and `reads` of its own;
    `signature` is what `calculator.core.advice.openings` finds that it says.
    """

    parts: Sequence[Part]
    reads: Reads
    # The one of them by which it is cited.
    cited: Part | None = None
    signature: Any = None

    def __init__(self, *parts: Part, reads: Reads = frozenset()) -> None:
        self.parts = parts
        self.reads = reads.union(*[part.reads for part in parts])

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        """What it waits for while it is open: what its parts do, if it knows no better."""
        for part in self.parts:
            part.wait(waiting, record, weight)

    def cite(self) -> dict[str, Any]:
        """What it is, for the tree of reasons."""
        return {} if self.cited is None else self.cited.cite()
