"""Workbooks as somebody else's program writes them."""

from typing import Any

import openpyxl


def book_of(sheets: dict[str, list[list[Any]]]) -> openpyxl.Workbook:
    """Sheets of values by name."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook
