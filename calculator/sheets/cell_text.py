"""A cell of a workbook as the text that a person sees in it, so that the core can read it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import from_excel

# Formats of Chinese spreadsheets that stand in no file: their numbers are agreed.
MONTHS_BY_NUMBER = frozenset((27, 36, 50, 52, 57))
DAYS_BY_NUMBER = frozenset((28, 29, 30, 31, 51, 53, 54, 58))
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# Noughts that a format puts before a number, and letters before those: "A-"000.
_CODE = re.compile(r'((?:"[A-Za-z0-9_.-]*"|\\[A-Za-z_.-]|-)*)(0{2,15})')
# What a number keeps when a spreadsheet shows it.
DIGITS = 15


def cell_text(cell: Any, epoch: datetime) -> str:
    """The text of a cell of `openpyxl`; "" for an empty one.

    A date that shows only year and month is given as such: the day was never typed.
    """
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime | date):
        return _day(value, str(cell.number_format))
    if isinstance(value, int | float):
        return _number(value, cell, epoch)
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value)


def _day(value: date, shown_as: str) -> str:
    letters = _LITERALS.sub("", shown_as.partition(";")[0]).lower()
    if "d" in letters or "y" not in letters:
        return value.strftime("%Y-%m-%d").rjust(10, "0")
    return f"{value.year:04}-{value.month:02}" if "m" in letters else f"{value.year:04}"


def _number(value: float, cell: Any, epoch: datetime) -> str:
    number = cell.style_array.numFmtId if cell.has_style else 0
    is_whole = isinstance(value, int) or value.is_integer()  # what is infinite is not
    if is_whole and value >= 0 and (code := _code(int(value), str(cell.number_format))):
        return code
    if number in MONTHS_BY_NUMBER | DAYS_BY_NUMBER:
        return _agreed_day(value, number in MONTHS_BY_NUMBER, epoch)
    exact = Decimal(f"{value:.{DIGITS}g}")
    if "%" in _LITERALS.sub("", str(cell.number_format)):
        return f"{_plain(exact * 100)}%"
    return _plain(exact)


def _code(value: int, shown_as: str) -> str:
    """A code such as 007 or A-007 that stands in the file as 7, else ""."""
    found = _CODE.fullmatch(shown_as.partition(";")[0])
    if not found:
        return ""
    letters = re.sub(r'["\\]', "", found[1])
    return f"{letters}{value:0{len(found[2])}}"


def _agreed_day(value: float, month_only: bool, epoch: datetime) -> str:
    try:
        day = from_excel(value, epoch)
    except (OverflowError, ValueError):
        return str(value)
    if not isinstance(day, date):
        return str(value)
    return f"{day.year:04}-{day.month:02}" + ("" if month_only else f"-{day.day:02}")


def _plain(value: Decimal) -> str:
    """Without exponent and needless zeros: 2.0 is 2."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
