"""Readers of files and pastes: cells, CSV, workbooks, pictures."""

from __future__ import annotations

import base64
import csv
import functools
import io
import re
from typing import Any

import openpyxl
from hypothesis import strategies as st

from calculator.core.answers.photo_facts import FORMATS
from calculator.core.preparing.photo import photo_facts
from calculator.core.tables.archive import WorkbookRefused
from calculator.core.tables.blank import full_workbook
from calculator.core.tables.layout import Layout, layouts
from calculator.core.tables.workbook import Workbook
from calculator.core.values.canonical import dumps, loads
from calculator.sheets.batch import people_of_workbook
from tests.fuzz import hostile
from tests.fuzz.core_readers import calculator
from tests.fuzz.readers import Outcome, Reader
from tests.fuzz.steps import at_most

# -- Cells --------------------------------------------------------------------------------------


@functools.cache
def _tables() -> list[Layout]:
    return layouts(calculator().rules)


@st.composite
def pastes(draw: st.DrawFn) -> list[dict[str, str]]:
    """The persons' table and perhaps another, as they come from the clipboard."""
    chosen = [_tables()[0], *draw(st.lists(st.sampled_from(_tables()[1:]), max_size=1))]
    short = hostile.cut(hostile.texts, 1_000)
    cell = st.one_of(short, st.sampled_from(("A1", "A2", "是", "否", "2024-05", "3", "")))
    found = []
    for table in chosen:
        known = [one.header for one in table.columns]
        rows = [[known[0], *draw(st.lists(st.sampled_from(known) | short, max_size=6))]]
        rows += draw(st.lists(st.lists(cell, max_size=7), max_size=4))
        mark = draw(st.sampled_from("\t\t,;"))
        quoted = draw(st.booleans())
        out = io.StringIO()
        if quoted:
            csv.writer(out, delimiter=mark).writerows(rows)
        else:
            out.write("\r\n".join(mark.join(row) for row in rows))
        text = draw(hostile.spoilt(st.just(out.getvalue())))
        found.append({"name": draw(st.just(table.name) | short), "text": text})
    return found


def pasted(given: list[dict[str, str]]) -> Outcome:
    """Everybody gets a result or a reason; nothing in the answer would run in a spreadsheet."""
    tables = loads(dumps(given).encode("utf-8", "replace").decode())
    size = sum(len(one["text"]) for one in tables)
    with at_most(2_000_000 + 2_000 * size):
        report = calculator().answer({"batch": {"tables": tables}, "parts": ["score"]})
    dumps(report).encode()
    lines = {"people": [one["cells"] for one in loads(dumps(report))["people"]], "workbook": True}
    content = base64.b64decode(calculator().answer({"lines": lines, "parts": ["score"]})["base64"])
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not any(cell.data_type == "f" for row in book["结果"].iter_rows() for cell in row)
    told = report["problems"] or any(one["problems"] for one in report["people"])
    return "refused" if told else "read"


# -- Pictures -----------------------------------------------------------------------------------


def _segment(code: int, body: bytes) -> bytes:
    return bytes((0xFF, code)) + (len(body) + 2).to_bytes(2, "big") + body


PICTURES = (
    b"\xff\xd8" + _segment(0xE0, b"JFIF\0" + b"\1" * 9)
    + _segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0\6\0\0\0")
    + _segment(0xC0, b"\x08\x01\x90\x01\x2c\3" + b"\1" * 9) + _segment(0xDA, b"\1\1\0\0\x3f\0")
    + b"\0" * 9 + b"\xff\xd9",
    b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\1\x2c\0\0\1\x90\x08\2\0\0\0" + b"\0" * 8,
    b"GIF89a\x2c\1\x90\1", b"BM" + b"\0" * 16 + b"\x2c\1\0\0\x90\1\0\0",
    b"RIFF\0\0\0\0WEBPVP8X" + b"\1" * 20,
    b"\0\0\0\x18ftypheic" + b"\0" * 12, b"%PDF-1.7", b"II*\0" + b"\0" * 9,
)  # fmt: skip


@st.composite
def pictures(draw: st.DrawFn) -> tuple[bytes, int | None]:
    """Pictures cut, spoilt, padded, and their size as told."""
    data = bytearray(draw(st.sampled_from(PICTURES)))
    for _ in range(draw(st.integers(0, 4))):
        if data:
            data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(data)))
    filler = draw(st.sampled_from((b"", b"\xff" * 3_000, b"\xff\xe1\0\2" * 3_000, b"\xff\xd8\xff")))
    whole = bytes(data[:cut]) + filler + bytes(data[cut:])
    given = draw(st.just(whole) | st.binary(max_size=60))
    return given, draw(st.none() | st.integers(-1, 10**13))


def a_picture(given: tuple[bytes, int | None]) -> Outcome:
    data, size = given
    with at_most(30_000 + 2 * len(data)):
        facts = photo_facts(data, size)
    assert facts["format"] in FORMATS
    assert facts["bytes"] >= len(data)
    assert all(facts[side] > 0 for side in ("width", "height") if side in facts)
    request = {"photo": base64.b64encode(data).decode(), "size": size}
    answer = loads(calculator().run(dumps(request)))
    assert answer["ok"], answer
    return "read" if "width" in facts else "refused"


# -- Workbooks ----------------------------------------------------------------------------------


@functools.cache
def _workbook() -> bytes:
    return full_workbook(calculator().rules)


@st.composite
def workbooks(draw: st.DrawFn) -> bytes:
    """A template with bytes changed, cut short, or something else altogether."""
    data = bytearray(_workbook())
    for _ in range(draw(st.sampled_from((0, 0, 1, 3, 20)))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    end = draw(st.just(len(data)) | st.just(len(data)) | st.integers(0, len(data)))
    return draw(st.just(bytes(data[:end])) | st.binary(max_size=80))


def a_workbook(data: bytes) -> Outcome:
    told: list[Any] = []
    try:
        source = Workbook("fuzz.xlsx", io.BytesIO(data))
        people = list(people_of_workbook(calculator().rules, source, told.append))
    except WorkbookRefused as error:
        return "refused" if re.search("[\u4e00-\u9fff]", str(error)) else "read"
    assert len(people) < 10
    return "read"


def readers() -> list[Reader]:
    """Those of files."""
    return [
        Reader("pasted cells", pastes(), pasted, cost=4, slow=4),
        Reader("pictures", pictures(), a_picture),
        Reader("workbooks", workbooks(), a_workbook, cost=10, slow=20),
    ]
