"""Rows of cells into a workbook, one after the other: text stays text, numbers stay numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from calculator.core.papers.csv_text import Cell
from calculator.core.tables.layout import FORBIDDEN, LONGEST_NAME
from calculator.core.values.numbers import to_text
from calculator.errors import CalculatorError
from calculator.files import name_of, whole, why
from calculator.sheets.paper import columns_of_first_page, height, set_up

LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
# A spreadsheet keeps no more digits than this.
MOST_DIGITS = 15
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_HEAD_FILL = PatternFill("solid", fgColor="FFE8EEF4")


class Book:
    """A workbook that is written row by row; `save` puts it in its place, or nothing."""

    def __init__(self, title: str) -> None:
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.title = title
        self._book.properties.creator = title
        self._title = title
        self._widths: dict[str, Sequence[float]] = {}
        self._rows: dict[str, int] = {}
        self._cells: dict[tuple[str, bool], list[Any]] = {}

    def sheet(
        self,
        name: str,
        widths: Sequence[float],
        head: Sequence[Cell] = (),
        *,
        frozen: str = "",
        head_row: int = 1,
    ) -> str:
        """A new sheet with the widths of its columns and its header row; gives its name.

        Where the header comes later, `head_row` says in which row; paper repeats it.
        """
        name = name.translate(FORBIDDEN)[:LONGEST_NAME]
        sheet: Any = self._book.create_sheet(name)
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        if frozen:
            sheet.freeze_panes = frozen
        set_up(sheet, widths, self._title, f"{head_row}:{head_row}")
        self._widths[name] = widths
        self._rows[name] = 0
        if head:
            self.add(name, head, bold=True)
        return name

    def add(self, name: str, row: Sequence[Cell], *, bold: bool = False) -> bool:
        """Add a row; False when the sheet is full."""
        return self._append(name, row, self._widths[name], bold=bold)

    def add_line(self, name: str, text: str, *, bold: bool = False) -> bool:
        """Add a line that runs over the columns of a page; False when the sheet is full."""
        widths, row = self._widths[name], self._rows[name] + 1
        across = columns_of_first_page(widths)
        added = self._append(name, [text], [sum(widths[:across])], bold=bold)
        if added and across > 1:
            self._book[name].merged_cells.add(f"A{row}:{get_column_letter(across)}{row}")
        return added

    def _append(
        self, name: str, row: Sequence[Cell], widths: Sequence[float], *, bold: bool
    ) -> bool:
        number = self._rows[name] + 1
        if number > MOST_ROWS:
            return False
        sheet: Any = self._book[name]
        # Cells are written at once and used again for the next row: styling each anew is slow.
        cells = self._cells.setdefault((name, bold), [])
        while len(cells) < len(row):
            cells.append(_styled(sheet, bold=bold))
        filled = [_filled(cell, value) for cell, value in zip(cells, row, strict=False)]
        texts = ["" if cell is None else str(cell.value) for cell in filled]
        sheet.row_dimensions[number].height = height(texts, widths)
        sheet.append(filled)
        # It is written: nothing of it is kept.
        del sheet.row_dimensions[number]
        self._rows[name] = number
        return True

    def save(self, path: Path) -> None:
        """Write the file; it is there whole or not at all, and nothing is overwritten."""
        for name, widths in self._widths.items():
            last = get_column_letter(len(widths))
            self._book[name].print_area = f"A1:{last}{max(self._rows[name], 1)}"
        save(self._book, path)


def save(book: Any, path: Path) -> None:
    """Write a workbook of `openpyxl`; nothing is overwritten, a name taken meanwhile neither."""
    try:
        with whole(path) as part:
            book.save(part)
    except OSError as error:
        raise CalculatorError(f"{name_of(path)}：不能存到这里：{why(error)}。") from None


def _styled(sheet: Any, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.alignment = _WRAPPED
    if bold:
        cell.font = Font(bold=True)
        cell.fill = _HEAD_FILL
    return cell


def _filled(cell: Any, value: Cell) -> Any:
    if value is None or value == "":
        return None
    cell.value = written(value)
    if isinstance(cell.value, str):
        # The library takes a text that begins with «=» for a formula.
        cell.data_type = "s"
    return cell


def written(value: str | int | Fraction) -> str | int | Decimal:
    """A cell's value as the file can hold it: exact, or as text.

    >>> written(3), written(Fraction(3, 2)), written(Fraction(1, 3)), written("a\\0b")
    (3, Decimal('1.5'), '1/3', 'ab')
    """
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
    text = to_text(value)
    if "/" in text or sum(sign.isdigit() for sign in text) > MOST_DIGITS:
        return text
    return Decimal(text) if "." in text else int(text)
