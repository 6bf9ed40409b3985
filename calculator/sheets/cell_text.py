"""A cell of a workbook as the text that a person sees in it, so that the core can read it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import from_excel

# Formats of Chinese spreadsheets that stand in no file: their numbers are agreed.
AGREED = dict.fromkeys((27, 36, 50, 52, 57), "yyyy-m")
AGREED |= dict.fromkeys((28, 29, 51, 53, 54, 58), "m-d")
AGREED |= dict.fromkeys((30, 31), "yyyy-m-d")
_LITERALS = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.')
# Words of a format that make another number of the one in the file: 3 shown as «3万» or «约3».
_WORDS = re.compile(r'"([^"]*)"|[\\!](.)')
_COUNTS = re.compile("[万亿千百十%‰约近超余多不<>≤≥~～±kKM]")
# A format that moves the point: «1.2» for 12, 120 or 12,000.
_MOVED = re.compile(r"[0#?],+(?=[^0#?,]*$)|[\\!]\.|\"\.\"")
# Noughts that a format puts before a number, and words around those: "A-"000, 000"号".
_AROUND = r'((?:"[^"]*"|\\.|-)*)'
_CODE = re.compile(f"{_AROUND}(0{{2,15}}){_AROUND}")
# What a number keeps when a spreadsheet shows it.
DIGITS = 15


def cell_text(cell: Any, epoch: datetime) -> str:
    """The text of a cell of `openpyxl`; "" for an empty one.

    A date is given as far as it shows: what else stands in the file was never typed.
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
    month_and_day = f"{value.month:02}-{value.day:02}"
    if not set("yeb") & set(letters):
        return month_and_day
    if "d" in letters:
        time = value.strftime(" %H:%M:%S") if isinstance(value, datetime) else ""
        return f"{value.year:04}-{month_and_day}{time.removesuffix(' 00:00:00')}"
    return f"{value.year:04}-{value.month:02}" if "m" in letters else f"{value.year:04}"


def _number(value: float, cell: Any, epoch: datetime) -> str:
    number = cell.style_array.numFmtId if cell.has_style else 0
    is_whole = isinstance(value, int) or value.is_integer()  # what is infinite is not
    if is_whole and value >= 0 and (code := _code(int(value), str(cell.number_format))):
        return code
    if number in AGREED:
        return _agreed_day(value, AGREED[number], epoch)
    exact = Decimal(f"{value:.{DIGITS}g}")
    if "%" in _LITERALS.sub("", str(cell.number_format)):
        return f"{_plain(exact * 100)}%"
    return _worded(_plain(exact), str(cell.number_format).partition(";")[0])


def _worded(number: str, shown_as: str) -> str:
    """The number, with what its format makes another one by."""
    if _MOVED.search(shown_as):
        return f"{number}（显示格式 {shown_as}）"
    words = "".join(quoted or one for quoted, one in _WORDS.findall(shown_as))
    if not _COUNTS.search(words):
        return number
    return f"{words}{number}" if shown_as[:1] in {'"', "\\", "!"} else f"{number}{words}"


def _code(value: int, shown_as: str) -> str:
    """A code such as 007 or A-007 that stands in the file as 7, else ""."""
    found = _CODE.fullmatch(shown_as.partition(";")[0])
    if not found:
        return ""
    before, after = (re.sub(r'["\\]', "", words) for words in (found[1], found[3]))
    return f"{before}{value:0{len(found[2])}}{after}"


def _agreed_day(value: float, shown_as: str, epoch: datetime) -> str:
    try:
        day = from_excel(value, epoch)
    except (OverflowError, ValueError):
        return str(value)
    return _day(day, shown_as) if isinstance(day, date) else str(value)


def _plain(value: Decimal) -> str:
    """Without exponent and needless zeros: 2.0 is 2."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
