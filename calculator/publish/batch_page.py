"""The page for many people at once: which table to fill in, and how.

Without scripts it hands out the tables and says what belongs in them; a script reads filled ones.
"""

from collections.abc import Iterator, Mapping
from itertools import islice

from calculator.core.tables.columns import Column
from calculator.core.tables.layout import PERSONS, layouts, short_layout
from calculator.core.tables.short import spare_columns
from calculator.publish.check_frame import frame
from calculator.publish.checks import Check
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View

MOST_WORDS = 3  # of a column


def batch_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The page of an edition: of the short table (header, help) of each column, everyday words that
    it takes, `spare` columns that may be added; of the full one what else there is to fill in.
    """
    rules = desk.book.edition.compiled
    columns = short_layout(rules).columns
    own = dict(data)
    up = "../" * (desk.page.count("/") + 1)
    stem = f"{rules.policy_id}-{rules.edition}"
    short, full = (
        View(address=up + own.pop(k, ""), name=f"{stem}-{k}.xlsx") for k in ("short", "full")
    )
    return View(
        "check_batch.md.j2",
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
