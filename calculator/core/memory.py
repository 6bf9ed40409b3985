"""What a calculator remembers from its last request, so that one changed answer costs little.

A memory holds nothing but what follows from the rules and from answers that it compares itself
with before it is used: with or without it, the result is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.values.canonical import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from calculator.core.answers.given import GivenRecord
    from calculator.core.points.rows import RowFacts

# Longer records are read anew each time.
LONGEST_RECORD = 1000


class Memory:
    """The records read, what each list brings, and what was found for each node of the points."""

    __slots__ = ("_contexts", "_fresh", "_kept", "_lists", "_records", "_rows", "_sent", "_texts")

    def __init__(self) -> None:
        self._records: dict[tuple[str, str], GivenRecord] = {}
        self._fresh: dict[tuple[str, str], GivenRecord] = {}
        self._contexts: dict[str, tuple[tuple[Any, ...], object]] = {}
        self._lists: dict[str, tuple[Any, Any]] = {}
        self._rows: dict[str, RowFacts] = {}
        self._texts: dict[str, tuple[dict[str, Any], str]] = {}
        self._sent: dict[str, str] = {}
        self._kept: dict[tuple[str, str], tuple[list[Any], Any]] = {}

    def begin(self) -> None:
        """A new request: records that the last one did not hold are forgotten."""
        self._records, self._fresh = self._fresh, {}

    def record(
        self, list_id: str, raw: Any, read: Callable[[], tuple[GivenRecord, bool]]
    ) -> GivenRecord:
        """The record behind `raw`; `read` reads it and says whether all of it could be used."""
        try:
            key = (list_id, repr(raw))
        except RecursionError:
            return read()[0]
        known = self._fresh.get(key) or self._records.get(key)
        if known is None:
            known, is_whole = read()
            if not is_whole or len(key[1]) > LONGEST_RECORD:
                return known
        self._fresh[key] = known
        return known

    def token(self, list_id: str, context: tuple[Any, ...]) -> object:
        """The same object as long as a list's context says the same."""
        known = self._contexts.get(list_id)
        if known is None or known[0] != context:
            known = self._contexts[list_id] = (context, object())
        return known[1]

    def findings[Findings](
        self, list_id: str, inputs: tuple[Any, ...], find: Callable[[], Findings]
    ) -> Findings:
        """What a list brings; `inputs` is all that it hangs on (records by identity)."""
        known = self._lists.get(list_id)
        if known is None or known[0] != inputs:
            known = self._lists[list_id] = (inputs, find())
        return known[1]

    def same_facts(self, row_id: str, facts: RowFacts) -> RowFacts:
        """The facts remembered of a row on answers, if they say the same."""
        known = self._rows.get(row_id)
        if known is None or known.said() != facts.said():
            self._rows[row_id] = facts
            return facts
        return known

    def kept[Found](
        self, kind: str, node_id: str, inputs: list[Any], find: Callable[[], Found]
    ) -> Found:
        """What was found of a kind for a node.

        `inputs` are objects without an equality of their own: the same ones are wanted.
        """
        known = self._kept.get((kind, node_id))
        if known is None or known[0] != inputs:
            known = self._kept[kind, node_id] = (inputs, find())
        found: Found = known[1]
        return found

    def text(self, report: dict[str, Any]) -> str:
        """The canonical text of a node's report."""
        known = self._texts.get(report["id"])
        if known is None or known[0] is not report:
            known = self._texts[report["id"]] = (report, write(report))
        return known[1]

    def news(self, texts: dict[str, str]) -> dict[str, str]:
        """Of the texts by id, those that it was not asked about in the same words before."""
        news = {key: text for key, text in texts.items() if self._sent.get(key) != text}
        self._sent |= news
        return news
