"""Cells as people and spreadsheets leave them, each with what it means to whoever reads it.

That is a value, or nothing that one can be sure of.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import tempfile
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from calculator.commands.answers_file import read_answers_file
from calculator.core.answers.answer_values import Misfit
from calculator.core.answers.questions import Asked
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.tables.cell_text import number_text
from calculator.core.tables.cells import read_cell, read_whole_period
from calculator.core.tables.pasted import table_of
from calculator.core.tables.people import Person, Trouble
from calculator.core.tables.reader import Reader as TableReader
from calculator.loading.place import PolicyError
from tests.core.conftest import clause, rules_data
from tests.fuzz.readers import Outcome, Reader

DAY = Asked({"id": "day", "type": "date"}, "day")
SHARE = Asked({"id": "share", "type": "number", "unit": "%"}, "share")
SUM = Asked({"id": "sum", "type": "number", "unit": "万元"}, "sum")
RANK = Asked({"id": "rank", "type": "count"}, "rank")
FLAG = Asked({"id": "flag", "type": "yesno"}, "flag")
PERIOD = Asked({"id": "period", "type": "period"}, "period")
TEN_THOUSAND = 10_000
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
    " 16:00": False, " 23:59": False, " 23:59:59.991000": False, "T00:00:00+08:00": False,
    " 24:00": False, " 15:00:00": True, " 23:00": True,
    " 上午": False, "前": False, "?": False, "-6月": False,
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
    # Midnight in summer time, as China had it in these years.
    has_summer = 1940 <= year <= 1949 or 1986 <= year <= 1991
    sure = sure and not (has_summer and time in {" 15:00:00", " 23:00"})
    return DAY, text, f"{year}-{month:02}-{day:02}" if sure else None


@st.composite
def months_run_together(draw: st.DrawFn) -> Cell:
    """A year and a month without its nought, also as programs write whole numbers: or a day?"""
    year, month = draw(st.integers(1910, 2099)), draw(st.integers(0, 9))
    return DAY, f"{year}{month}{draw(st.sampled_from(('', '.0', '.5')))}", None


@st.composite
def numbers(draw: st.DrawFn) -> Cell:
    """A number with commas where they part thousands, or anywhere; with marks that change it."""
    asked = draw(st.sampled_from((SUM, RANK)))
    whole, cut = draw(st.integers(0, 10**9)), draw(st.integers(1, 9))
    ways = [f"{whole}", f"{whole:,}", f"{whole}"[:cut] + "," + f"{whole}"[cut:]]
    text = draw(st.sampled_from(ways))
    marks = (
        "",
        "",
        "",
        "¹",
        "²",
        "①",
        "㉑",
        "%",
        "万",
        "元",
        "?",
        "-6",
        "e3",
        "+",
        ".000.000",
        "/3",
    )
    mark = draw(st.sampled_from(marks))
    per_mark = (
        {"": TEN_THOUSAND, "万": TEN_THOUSAND, "元": 1} if asked is SUM else {"": TEN_THOUSAND}
    )
    is_sure = mark in per_mark and re.fullmatch(r"\d+|\d{1,3}(,\d{3})+", text)
    return asked, text + mark, amount(whole * per_mark[mark]) if is_sure else None


def amount(ten_thousandths: int) -> int | str:
    """So many ten-thousandths as an answers file has them: what so many yuan are of 万元."""
    text = f"{Decimal(ten_thousandths).scaleb(-4):f}".rstrip("0").rstrip(".")
    return int(text) if text.isdecimal() else text


@st.composite
def shares(draw: st.DrawFn) -> Cell:
    """A share with its sign is what it says, and keeps it from 0 to 1: without, nobody can tell."""
    hundredths, sign = draw(st.integers(0, 20_000)), draw(st.sampled_from(("", "%", " %")))
    whole, rest = divmod(hundredths, 100)
    text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else f"{whole}"
    if 0 < hundredths <= 100:
        return SHARE, text + sign, f"{text}%" if sign else None
    return SHARE, text + sign, text if rest else whole


flags = st.sampled_from(
    [(FLAG, text, True) for text in ("是", "√", "对", "y", "1", "TRUE", "有")]
    + [(FLAG, text, False) for text in ("否", "×", "不是", "n", "0", "FALSE", "无")]
    + [
        (FLAG, text, None)
        for text in ("是/否", "√×", "2", "□是 ☑否", "☒", "#N/A", "不确定", "X", "是?")
    ]
)


@st.composite
def cells(draw: st.DrawFn) -> Cell:
    """Any of them, in full width or not, with what nobody sees at its ends."""
    asked, text, meant = draw(days() | months_run_together() | numbers() | shares() | flags)
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


# -- Periods in one cell ------------------------------------------------------------------------

# What stands between two days, and whether that is sure.
BETWEEN = {
    " 至 ": True, "到": True, "~": True, "～": True, "—": True, " - ": True, "--": True,
    "、": False, ",": False, "或": False, "和": False, " ": False,
}  # fmt: skip


@st.composite
def periods(draw: st.DrawFn) -> Cell:
    """Two days in any order with anything between them, or a day and what goes on."""
    start, end = draw(days()), draw(days())
    sign = draw(st.sampled_from(sorted(BETWEEN)))
    if draw(st.booleans()):
        sure = (BETWEEN[sign] or sign == " ") and start[2]
        return PERIOD, f"{start[1]}{sign}至今", {"from": start[2]} if sure else None
    sure = BETWEEN[sign] and start[2] and end[2] and start[2] <= end[2]
    meant = {"from": start[2], "to": end[2]} if sure else None
    return PERIOD, f"{start[1]}{sign}{end[1]}", meant


def a_period(given: Cell) -> Outcome:
    """Both ends as they are meant, or a word."""
    asked, text, meant = given
    value = read_whole_period(asked, text)
    assert value == meant or (meant is None and isinstance(value, Misfit)), (text, value)
    return "refused" if meant is None else "read"


# -- Numbers of a workbook ----------------------------------------------------------------------

# Formats by what one that is shown so counts in the unit of the question; 0: nobody knows.
SHOWN = {
    TEN_THOUSAND: ("General", "0", "#,##0.00", "@", '0"万元"', '0"万"', "0_ ;[Red]-0 ", '"共"0"项"',
                   "[DBNum1][$-804]General", "0.00E+00"),
    1: ('0"元"', "#,##0元"),
    0: ("¥#,##0", '_ "¥"* #,##0_ ;', "[$$-409]0", "0!.0,", '0,"千"', '"约"0', '0"个月"', ";;;",
        '[=1]"是";"否"', "yyyy-mm-dd", "h:mm", "[h]:mm", "0%", '0"年"'),
}  # fmt: skip


@st.composite
def shown_numbers(draw: st.DrawFn) -> Cell:
    """A number as a cell of a workbook shows it."""
    counts, number = draw(st.sampled_from(sorted(SHOWN))), draw(st.integers(2, 40_000))
    shown_as = draw(st.sampled_from(SHOWN[counts]))
    text = number_text(str(number), shown_as, False)
    return SUM, text, amount(number * counts) if counts else None


# -- Answers files ------------------------------------------------------------------------------

ALL = {one.id: one for one in (DAY, SUM, RANK, FLAG)}


@functools.cache
def _rules() -> Rules:
    written = [
        {"id": one.id, "label": one.id, "type": one.kind.name, "unit": one.unit}
        for one in ALL.values()
    ]
    return compile_rules(rules_data([clause("x")], written))


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, str, Any]:
    """The end of a file's name, its text, and the question with what its answer means."""
    asked, text, meant = draw(days() | numbers() | flags)
    text = draw(st.sampled_from(UNSEEN)) + text
    quoted = json.dumps(text, ensure_ascii=draw(st.booleans()))
    if draw(st.booleans()):
        return ".json", f'{{"answers": {{"{asked.id}": {quoted}}}}}', (asked, meant)
    return (
        ".yml",
        f"answers:\n  {asked.id}: {draw(st.sampled_from((quoted, text)))}\n",
        (asked, meant),
    )


def an_answers_file(given: tuple[str, str, Any]) -> Outcome:
    """What is taken has its meaning; else there is a word at its place."""
    end, text, (asked, meant) = given
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{end}"
        path.write_text(text, encoding="utf-8")
        try:
            raw = read_answers_file(path)
        except PolicyError as error:
            found = [one.message for one in error.problems]
            return "refused" if all(re.search("[\u4e00-\u9fff]", one) for one in found) else "read"
    read, problems = read_answers(_rules(), raw)
    if asked.id not in read.values:
        assert [one.path for one in problems] == [asked.id], text
        return "refused"
    assert meant is not None, text
    assert read.values[asked.id] == asked.read(meant), text
    return "read"


# -- Tables of text -----------------------------------------------------------------------------


@st.composite
def parted(draw: st.DrawFn) -> tuple[str, int | str | None]:
    """A text with an amount in one of its cells, and what it means; None where nobody knows."""
    sign, whole = draw(st.sampled_from(",;\t")), draw(st.integers(0, 10**8))
    dotted = f"{whole:,}".replace(",", ".")
    ways: dict[str, int | str | None] = {f"{whole}": whole, f"{whole}.5": f"{whole}.5"}
    # In a file parted by semicolons «60,500» may be sixty and a half, «1,234,567» may not.
    is_sure = sign != ";" or f"{whole:,}".count(",") != 1
    ways[f"{whole:,}"] = whole if is_sure else None
    ways[dotted] = {0: whole, 1: amount(whole * 10)}.get(dotted.count(".")) if is_sure else None
    text = draw(st.sampled_from(sorted(ways)))
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows([["编号", "rank", "sum"], ["1", "3", text]])
    return out.getvalue(), ways[text]


def _read(text: str) -> tuple[list[Person], list[Trouble]]:
    strays: list[Trouble] = []
    people = list(TableReader(_rules(), strays.append).people([table_of("人员", text)]))
    return people, [*strays, *(one for person in people for one in person.troubles)]


def an_amount_in_a_text(given: tuple[str, int | str | None]) -> Outcome:
    """The amount as it is meant, or a word."""
    text, meant = given
    (person,), troubles = _read(text)
    answers = person.file["answers"]
    assert answers.get("sum") == meant, (text, [one.message for one in troubles])
    assert (meant is None) == bool(troubles)
    return "refused" if meant is None else "read"


type Blocks = list[tuple[list[str], list[list[str]]]]


@st.composite
def blocks(draw: st.DrawFn) -> Blocks:
    """Tables one below the other, whose columns need not stand in the same order."""
    found: Blocks = []
    for first in range(1, draw(st.integers(1, 3)) * 2, 2):
        names = draw(st.permutations(["rank", "sum", "flag"]))[: draw(st.integers(1, 3))]
        header = draw(st.permutations(["编号", *names]))
        cells = {"rank": st.integers(2, 9), "sum": st.integers(2, 9), "flag": st.integers(0, 1)}
        rows = [
            [str(code if name == "编号" else draw(cells[name])) for name in header]
            for code in (first, first + 1)
        ]
        found.append((header, rows))
    return found


def tables_below(given: Blocks) -> Outcome:
    """Nobody has an answer that stands below another header; whoever is left out is told."""
    lines = [line for header, rows in given for line in (header, *rows, [])]
    people, troubles = _read("\n".join("\t".join(line) for line in lines))
    said = {tuple(sorted(zip(header, row, strict=True))) for header, rows in given for row in rows}
    for person in people:
        answers = {key: str(int(value)) for key, value in person.file["answers"].items()}
        own = {"编号": person.code} if person.code.isdecimal() else {}
        assert tuple(sorted((own | answers).items())) in said, (lines, person.code, answers)
    is_whole = len(people) == 2 * len(given)
    assert is_whole or troubles, lines
    return "refused" if troubles else "read"


def readers() -> list[Reader]:
    """Those of what people answer, and know the meaning of."""
    return [
        Reader("cells", cells(), a_cell),
        Reader("periods in a cell", periods(), a_period),
        Reader("numbers of a workbook", shown_numbers(), a_cell),
        Reader("amounts in a text", parted(), an_amount_in_a_text),
        Reader("tables one below the other", blocks(), tables_below),
        Reader("answers files", answered(), an_answers_file, cost=2),
    ]
