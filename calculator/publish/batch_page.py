"""The page for many people at once: which tables to fill in, column by column.

Without scripts it says what to prepare, and the command line does the rest; scripts put a box to
paste into beside each table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from calculator.core.tables.layout import Layout, layouts, short_layout
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
    """The persons' table, and one for each list; the short table and its address."""

    TEMPLATE: ClassVar[str] = "check_batch.md.j2"

    frame: Frame
    short: TableView
    address: str
    file: str
    persons: TableView
    lists: tuple[TableView, ...]


def batch_view(desk: Desk, check: Check, data: Mapping[str, str]) -> BatchView:
    """The page of an edition."""
    rules = desk.book.edition.compiled
    persons, *lists = map(_table, layouts(rules))
    own = dict(data)
    up = "../" * (desk.page.count("/") + 1)
    address = up + own.pop("short", "")
    name = f"{rules.policy_id}-{rules.edition}-short.xlsx"
    short = _table(short_layout(rules))
    return BatchView(frame(desk, check, own), short, address, name, persons, tuple(lists))


def _table(table: Layout) -> TableView:
    return TableView(
        id=table.question.id if table.question else "",
        name=plain(table.name),
        item=plain(table.question.item) if table.question else "",
        columns=tuple((plain(one.header), plain(one.help)) for one in table.columns),
    )
