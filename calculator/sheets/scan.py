"""What the reader of rows does not tell about a sheet: its merged ranges, whether it is blank."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

CHUNK = 1 << 20
# Longer than any tag looked for: kept from one chunk to the next.
OVERLAP = 200
MOST_MERGED = 20_000
MOST_FILLED = 100_000
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]{0,100}?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\""
)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is|f)[\s>]")


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
    is_blank: bool


def scan(path: Path, part: str) -> Facts:
    """Read through a sheet's file once, a piece at a time."""
    merged: dict[bytes, None] = {}
    has_values = False
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(CHUNK):
            piece = rest + chunk
            has_values = has_values or bool(_VALUE.search(piece))
            for found in _MERGED.finditer(piece):
                if len(merged) < MOST_MERGED:
                    merged[found[1]] = None
            rest = piece[-OVERLAP:]
    ranges = (_range(name.decode("ascii")) for name in merged)
    return Facts(tuple(sorted(ranges, key=lambda one: one.first)), not has_values)


def _range(name: str) -> Merged:
    left, top, right, bottom = range_boundaries(name)
    return Merged(int(left or 1) - 1, int(right or 1) - 1, int(top or 1), int(bottom or 1), name)
