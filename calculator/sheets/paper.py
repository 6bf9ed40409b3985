"""How a sheet of a workbook is printed: A4, as wide as its columns, its head on every page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from openpyxl.worksheet.page import PageMargins

A4 = 9  # the number that workbooks have for it
# So much width, in characters, is still read easily on one page lying down, or standing.
WIDE, NARROW = 225, 120
MARGINS = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.6, header=0.3, footer=0.3)  # inches


LINE_HEIGHT = 16.0  # points
# From here on, characters take two of what a width counts; wrapping leaves some room at each end.
FIRST_WIDE, MARGIN = "\u2000", 1


def set_up(sheet: Any, widths: Sequence[float], title: str, head: str = "") -> None:
    """Before the first row is written; `head` are the rows to repeat, such as ``1:2``."""
    total = sum(widths)
    page = sheet.page_setup
    page.paperSize = A4
    page.orientation = "landscape" if total > NARROW else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    page.fitToWidth = pages_wide(widths)
    page.fitToHeight = 0  # as many as it takes
    sheet.page_margins = MARGINS
    sheet.print_options.gridLines = True
    if head:
        sheet.print_title_rows = head
    if page.fitToWidth > 1:
        sheet.print_title_cols = "A:A"
    sheet.oddHeader.left.text = title.replace("&", "&&")
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def pages_wide(widths: Sequence[float]) -> int:
    """How many pages stand side by side."""
    return max(1, math.ceil(sum(widths) / WIDE))


def columns_of_first_page(widths: Sequence[float]) -> int:
    """How many columns surely stand on the first of them."""
    room = sum(widths) / pages_wide(widths)
    return max(1, sum(up_to <= room for up_to in accumulate(widths)))


def height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """How high a row is whose texts wrap: not every spreadsheet finds that out by itself."""
    pairs = zip(cells, widths, strict=False)
    return LINE_HEIGHT * max((_lines(text, width) for text, width in pairs), default=1)


def _lines(text: str, width: float) -> int:
    room = width - MARGIN
    return sum(max(1, math.ceil(_width(line) / room)) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if sign >= FIRST_WIDE else 1 for sign in text)
