"""Tables as CSV text and back (RFC 4180), so that spreadsheets in use open them unharmed.

Rows are lists of cells: text, exact numbers (`int` or `Fraction`), or None for an empty cell.
The text begins with a byte order mark (else Excel takes UTF-8 for the machine's old encoding), has
CRLF between rows, and no cell of text can start a formula: such a cell gets an apostrophe in front.
Numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from calculator.core.values.numbers import Number, to_text

Cell = str | Number | None
Rows = list[list[Cell]]

MARK = "\ufeff"
GUARD = "'"
# What spreadsheets take for the beginning of a formula, the full-width forms too.
FORMULA_SIGNS = frozenset("=+-@\t\r\n＝＋－＠")


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """The whole file.

    >>> csv_text([["a", 3], ["=1+1", Fraction(3, 2)], ["x,y", None]])
    "\\ufeffa,3\\r\\n'=1+1,1.5\\r\\n\\"x,y\\",\\r\\n"
    """
    out = io.StringIO()
    # A row of one empty cell would be an empty line: the writer quotes it.
    csv.writer(out, lineterminator="\r\n").writerows([cell_text(c) for c in row] for row in rows)
    return MARK + out.getvalue()


def cell_text(cell: Cell) -> str:
    """A cell as it stands in a CSV file, before quoting."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    text = to_text(cell)
    # «1/3» would become a day of January.
    return f"{text}（分数）" if "/" in text else text


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text; blanks in front do not hinder all of them."""
    return text[:1] in FORMULA_SIGNS or text.lstrip(" \u00a0\u3000")[:1] in FORMULA_SIGNS


def guarded(text: str) -> str:
    """The text, unable to start a formula; one that looks guarded is guarded as well."""
    return GUARD + text if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """The text without the guard that `guarded` put in front.

    >>> unguarded(guarded("-3")), unguarded(guarded("'-3")), unguarded("'tis")
    ('-3', "'-3", "'tis")
    """
    return text[1:] if text[:1] == GUARD and _needs_guard(text[1:]) else text


def _needs_guard(text: str) -> bool:
    return starts_formula(text.lstrip(GUARD))


def json_rows(rows: Iterable[Sequence[Cell]]) -> list[list[Any]]:
    """The rows for a result: whole numbers as they are, others as exact text, empty cells as ""."""
    return [["" if c is None else to_text(c) if isinstance(c, Fraction) else c for c in row]
            for row in rows]  # fmt: skip
