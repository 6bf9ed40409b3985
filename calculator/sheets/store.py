"""Rows of lists that wait for their people, in a temporary file instead of memory."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from calculator.core.tables.people import Line

_TABLES = """
CREATE TABLE line (
    code TEXT NOT NULL, list TEXT NOT NULL, row INTEGER NOT NULL, cells TEXT NOT NULL
);
CREATE TABLE claimed (code TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_UNCLAIMED = """
SELECT code, list, row, cells FROM line
WHERE code NOT IN (SELECT code FROM claimed) ORDER BY rowid
"""


class DiskStore:
    """A `calculator.core.tables.people.Store`; the file is gone when it is left."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="calculator-")
        self._base = sqlite3.connect(Path(self._folder.name) / "lines.sqlite")
        # Nothing here must survive a crash.
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.executescript(_TABLES)
        self._indexed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()
        self._folder.cleanup()

    def add(self, code: str, line: Line) -> None:
        cells = json.dumps(line.cells, ensure_ascii=False)
        values = (_storable(code), line.list_id, line.row, cells)
        self._base.execute("INSERT INTO line VALUES (?, ?, ?, ?)", values)

    def claim(self, code: str) -> bool:
        done = self._base.execute("INSERT OR IGNORE INTO claimed VALUES (?)", (_storable(code),))
        return done.rowcount == 1

    def lines(self, code: str) -> list[Line]:
        if not self._indexed:
            self._base.execute("CREATE INDEX by_code ON line (code)")
            self._indexed = True
        found = self._base.execute(
            "SELECT list, row, cells FROM line WHERE code = ? ORDER BY rowid", (_storable(code),)
        )
        return [Line(list_id, row, json.loads(cells)) for list_id, row, cells in found]

    def unclaimed(self) -> Iterator[tuple[str, Line]]:
        for code, list_id, row, cells in self._base.execute(_UNCLAIMED):
            yield code, Line(list_id, row, json.loads(cells))


def _storable(code: str) -> str:
    """Half of a surrogate pair has no UTF-8; such a code is only ever compared with itself."""
    return code.encode("utf-8", "backslashreplace").decode("utf-8")
