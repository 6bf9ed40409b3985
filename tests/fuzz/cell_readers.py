"""Cells as people and spreadsheets leave them, each with what it means to whoever reads it.

That is a value, or nothing that one can be sure of.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from calculator.core.answers.answer_values import Misfit
from calculator.core.answers.questions import Asked
from calculator.core.tables.cells import read_cell
from tests.fuzz.readers import Outcome, Reader

DAY = Asked({"id": "day", "type": "date"}, "day")
SHARE = Asked({"id": "share", "type": "number", "unit": "%"}, "share")
SUM = Asked({"id": "sum", "type": "number", "unit": "万元"}, "sum")
RANK = Asked({"id": "rank", "type": "count"}, "rank")
FLAG = Asked({"id": "flag", "type": "yesno"}, "flag")
# The question, the text of the cell, and what it means; None where it must be refused.
type Cell = tuple[Asked, str, Any]

FULL_WIDTH = str.maketrans("0123456789-./%,", "０１２３４５６７８９－．／％，")
UNSEEN = ("", "\u200b", "\ufeff", "\u2060", "\u202a", "\xa0", "\u3000", "\ufe0f", "_x000D_")
WAYS: tuple[Callable[[int, int, int], str], ...] = (
    lambda y, m, d: f"{y}-{m:02}-{d:02}",
    lambda y, m, d: f"{y}/{m}/{d}",
    lambda y, m, d: f"{y}.{m}.{d}",
    lambda y, m, d: f"{y}年{m}月{d}日",
    lambda y, m, d: f"{y} 年 {m} 月 {d} 号",
)
# A time of day, and whether the day stays what it is.
TIMES = {
    "": True, " 00:00": True, "T00:00:00Z": True, " 9:30": True, " 23:59:59": True,
    "T16:00:00.000Z": False, " 16:00:00": False, " 23:59:17": False, "T15:59:17Z": False,
    "T00:00:00+08:00": False, " 上午": False, "前": False, "?": False,
}  # fmt: skip


@st.composite
def days(draw: st.DrawFn) -> Cell:
    """A day in any writing; none beyond the calendar, or in a year that no answer can mean."""
    year = draw(st.integers(1890, 2110) | st.sampled_from((224, 20246, 25, 1900, 1905, 2100)))
    month, day = draw(st.integers(0, 13)), draw(st.integers(0, 32))
    time = draw(st.sampled_from(sorted(TIMES)))
    text = draw(st.sampled_from(WAYS))(year, month, day) + time
    sure = 1910 <= year <= 2100 and 1 <= month <= 12 and TIMES[time]
    sure = sure and 1 <= day <= monthrange(year, month)[1]
    return DAY, text, f"{year}-{month:02}-{day:02}" if sure else None


@st.composite
def numbers(draw: st.DrawFn) -> Cell:
    """A number with commas where they part thousands, or anywhere; with marks that change it."""
    asked = draw(st.sampled_from((SUM, RANK)))
    whole, cut = draw(st.integers(0, 10**9)), draw(st.integers(1, 9))
    ways = [f"{whole}", f"{whole:,}", f"{whole}"[:cut] + "," + f"{whole}"[cut:]]
    text = draw(st.sampled_from(ways))
    marks = ("", "", "", "¹", "²", "%", "万", "?", "-6", "e3", "+", ".000.000")
    mark = draw(st.sampled_from((*marks, "/3") if asked is RANK else marks))
    is_sure = re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", text) and not mark
    return asked, text + mark, whole if is_sure else None


@st.composite
def shares(draw: st.DrawFn) -> Cell:
    """A share with its sign is what it says; without, from 0 to 1 nobody can tell."""
    hundredths, sign = draw(st.integers(0, 20_000)), draw(st.sampled_from(("", "%", " %")))
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else f"{whole}"
    is_sure = bool(sign) or hundredths == 0 or hundredths > 100
    return SHARE, text + sign, (whole if not rest else text) if is_sure else None


flags = st.sampled_from(
    [(FLAG, text, True) for text in ("是", "√", "对", "y", "1", "TRUE", "有")]
    + [(FLAG, text, False) for text in ("否", "×", "不是", "n", "0", "FALSE", "无")]
    + [(FLAG, text, None) for text in ("是/否", "√×", "2", "□是 ☑否", "#N/A", "不确定", "X", "是?")]
)


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    """Any of them, in full width or not, with what nobody sees at its ends."""
    asked, text, meant = draw(days() | numbers() | shares() | flags)
    text = text.translate(FULL_WIDTH) if draw(st.booleans()) else text
    return asked, draw(st.sampled_from(UNSEEN)) + text + draw(st.sampled_from(UNSEEN)), meant


def a_cell(given: Cell) -> Outcome:
    """What is taken has its meaning; what has none is refused in words."""
    asked, text, meant = given
    value = read_cell(asked, text)
    if meant is None:
        assert isinstance(value, Misfit), (text, value)
        assert re.search("[\u4e00-\u9fff]", value.message)
        return "refused"
    assert value == meant, (text, getattr(value, "message", value))
    return "read"


def readers() -> list[Reader]:
    """The one of cells."""
    return [Reader("cells", cells(), a_cell)]
