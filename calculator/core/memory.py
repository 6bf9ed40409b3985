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


class _ReadList:
    """A list as it was read: its text (None: it is to be read again) and its records by theirs."""

    __slots__ = ("by_text", "records", "text")

    def __init__(
        self, text: str | None, records: tuple[GivenRecord, ...], by_text: dict[str, GivenRecord]
    ) -> None:
        self.text = text
        self.records = records
        self.by_text = by_text


class Memory:
    """The records read, what each list brings, and what was found for each node of the points."""

    __slots__ = ("_contexts", "_kept", "_lists", "_read", "_rows", "_sent", "_texts")

    def __init__(self) -> None:
        self._read: dict[str, _ReadList] = {}
        self._contexts: dict[str, tuple[tuple[Any, ...], object]] = {}
        self._lists: dict[str, tuple[Any, Any]] = {}
        self._rows: dict[str, RowFacts] = {}
        self._texts: dict[str, tuple[dict[str, Any], str]] = {}
        self._sent: dict[str, tuple[dict[str, Any], str]] = {}
        self._kept: dict[tuple[str, str], tuple[list[Any], Any]] = {}

    def records(
        self, list_id: str, raw: list[Any], read: Callable[[int], tuple[GivenRecord, bool]]
    ) -> tuple[GivenRecord, ...]:
        """The records behind `raw`; `read` reads one and says whether all of it could be used.

        What the last request's list did not hold is forgotten.
        """
        last = self._read.get(list_id)
        try:
            text = repr(raw)
            if last is not None and last.text == text:
                return last.records
            keys = [repr(one) for one in raw]
        except RecursionError:
            return tuple([read(index)[0] for index in range(len(raw))])
        before = {} if last is None else last.by_text
        known: dict[str, GivenRecord] = {}
        records = []
        for index, key in enumerate(keys):
            record = known.get(key) or before.get(key)
            is_whole = record is not None
            if record is None:
                record, is_whole = read(index)
            if is_whole and len(key) <= LONGEST_RECORD:
                known[key] = record
            records.append(record)
        # Where something could not be used, it has to be told each time.
        is_known = all(key in known for key in keys)
        self._read[list_id] = _ReadList(text if is_known else None, tuple(records), known)
        return tuple(records)

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

    def news(self, reports: list[dict[str, Any]]) -> list[str]:
        """Of the nodes' reports, the texts that it was not asked for in the same words before."""
        news = []
        for report in reports:
            sent, said = self._sent.get(report["id"], (None, ""))
            if sent is report:
                continue
            text = self.text(report)
            self._sent[report["id"]] = (report, text)
            if text != said:
                news.append(text)
        return news
