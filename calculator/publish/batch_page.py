"""The page for many people at once: which table to fill in, and how.

Without scripts it hands out the tables and says what belongs in them; a script reads filled ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from calculator.core.tables.columns import Column
from calculator.core.tables.layout import PERSONS, layouts, short_layout
from calculator.core.tables.short import spare_columns
from calculator.publish.check_frame import Frame, frame
from calculator.publish.checks import Check
from calculator.publish.prose import Desk, plain

MOST_WORDS = 3  # of a column


@dataclass(frozen=True)
class File:
    """A table to take away: its address, and its name once it is saved."""

    address: str
    name: str


@dataclass(frozen=True)
class BatchView:
    """The tables; of the short one (header, help) of each column, and everyday words that it
    takes, columns that may be added; of the full one what else there is to fill in."""

    TEMPLATE: ClassVar[str] = "check_batch.md.j2"

    frame: Frame
    short: File
    full: File
    columns: tuple[tuple[str, str], ...]
    spare: tuple[str, ...]
    words: tuple[str, ...]
    lists: tuple[str, ...]


def batch_view(desk: Desk, check: Check, data: Mapping[str, str]) -> BatchView:
    """The page of an edition."""
    rules = desk.book.edition.compiled
    columns = short_layout(rules).columns
    own = dict(data)
    up = "../" * (desk.page.count("/") + 1)
    stem = f"{rules.policy_id}-{rules.edition}"
    short, full = (File(up + own.pop(k, ""), f"{stem}-{k}.xlsx") for k in ("short", "full"))
    return BatchView(
        frame=frame(desk, check, own, [("name", PERSONS)]),
        short=short,
        full=full,
        spare=tuple(f"“{plain(one.header)}”" for one in spare_columns(rules)),
        columns=tuple((plain(one.header), plain(one.help)) for one in columns),
        words=tuple(dict.fromkeys(_words(columns))),
        lists=tuple(plain(table.name) for table in layouts(rules) if table.question),
    )


def _words(columns: list[Column]) -> Iterator[str]:
    """Everyday words that stand for options: one an option, some a column."""
    for column in columns:
        first: dict[str, str] = {}
        for word, option in (column.asked.words if column.asked else {}).items():
            first.setdefault(option, word)
        yield from islice(first.values(), MOST_WORDS)
