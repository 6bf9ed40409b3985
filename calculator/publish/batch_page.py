"""The page for many people at once: which tables to fill in, column by column.

Without scripts it says what to prepare, and the command line does the rest; scripts put a box to
paste into beside each table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from calculator.core.tables.layout import layouts
from calculator.publish.check_frame import Frame, frame
from calculator.publish.checks import Check
from calculator.publish.prose import Desk, plain


@dataclass(frozen=True)
class TableView:
    """A table to fill in: the question that it is for ("" for the persons), (column, help)."""

    id: str
    name: str
    item: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BatchView:
    """The persons' table, and one for each list."""

    TEMPLATE: ClassVar[str] = "check_batch.md.j2"

    frame: Frame
    persons: TableView
    lists: tuple[TableView, ...]


def batch_view(desk: Desk, check: Check, data: Mapping[str, str]) -> BatchView:
    """The page of an edition."""
    tables = layouts(desk.book.edition.compiled)
    persons, *lists = (
        TableView(
            id=table.question.id if table.question else "",
            name=plain(table.name),
            item=plain(table.question.item) if table.question else "",
            columns=tuple((plain(one.header), plain(one.help)) for one in table.columns),
        )
        for table in tables
    )
    return BatchView(frame(desk, check, data), persons, tuple(lists))
