"""What the reader of rows does not tell about a sheet: merged ranges, what is hidden, formulas."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

CHUNK = 1 << 20
# Longer than any tag looked for: kept from one chunk to the next.
OVERLAP = 500
MOST_MERGED = 20_000
MOST_FILLED = 100_000
MOST_HIDDEN = 1_000
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]{0,100}?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\""
)
_WIDE = re.compile(rb"\br=\"[A-Z]{3}\d")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]{0,200}?\bhidden=\"(?:1|true)\"[^>]{0,200}>")
_ROW = re.compile(rb"\sr=\"(\d{1,7})\"")
_COLUMNS = re.compile(rb"\s(min|max)=\"(\d{1,5})\"")


@dataclass(frozen=True)
class Merged:
    """A merged range: its first and last column (from 0), first and last row, its name."""

    column: int
    until: int
    first: int
    last: int
    name: str

    @property
    def is_fillable(self) -> bool:
        """Whether somebody may have merged it to say the same in each of its cells."""
        return (self.last - self.first + 1) * (self.until - self.column + 1) <= MOST_FILLED


@dataclass(frozen=True)
class Facts:
    """What stands in a sheet's file."""

    merged: tuple[Merged, ...]
    has_formulas: bool
    is_blank: bool
    is_wide: bool  # a cell stands beyond column ZZ
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]  # from 0


def scan(path: Path, part: str) -> Facts:
    """Read through a sheet's file once, a piece at a time."""
    merged: dict[bytes, None] = {}
    hidden: dict[bytes, None] = {}
    has_formulas = is_wide = has_values = False
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(CHUNK):
            piece = rest + chunk
            has_formulas = has_formulas or bool(_FORMULA.search(piece))
            has_values = has_values or bool(_VALUE.search(piece))
            is_wide = is_wide or bool(_WIDE.search(piece))
            hidden |= dict.fromkeys(_HIDDEN.findall(piece))
            for found in _MERGED.finditer(piece):
                if len(merged) < MOST_MERGED:
                    merged[found[1]] = None
            rest = piece[-OVERLAP:]
    ranges = (_range(name.decode("ascii")) for name in merged)
    return Facts(
        tuple(sorted(ranges, key=lambda one: one.first)),
        has_formulas,
        not has_values,
        is_wide,
        frozenset(int(number) for tag in hidden for number in _ROW.findall(tag)),
        frozenset(chain.from_iterable(map(_columns, hidden))),
    )


def _columns(tag: bytes) -> range:
    """The columns that a hidden one stands for; a whole empty right side is cut."""
    ends = {name: int(number) for name, number in _COLUMNS.findall(tag)}
    return range(ends.get(b"min", 1) - 1, min(ends.get(b"max", 0), MOST_HIDDEN))


def _range(name: str) -> Merged:
    left, top, right, bottom = range_boundaries(name)
    return Merged(int(left or 1) - 1, int(right or 1) - 1, int(top or 1), int(bottom or 1), name)
