"""Workbooks for the tests: filled in by a library, or put together from their raw parts."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.core.tables.people import Person, Trouble
from calculator.core.tables.workbook import Workbook
from calculator.sheets.batch import people_of_workbook
from tests.books import book_of
from tests.core import table_people as own

RULES = own.calculator().rules
HEAD = "http://schemas.openxmlformats.org"
TYPES = f"""<Types xmlns="{HEAD}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""
RELATION = f"{HEAD}/officeDocument/2006/relationships"
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{HEAD}/package/2006/relationships"><Relationship Id="r1"'
    f' Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{HEAD}/spreadsheetml/2006/main" xmlns:r="{RELATION}">'
    '<sheets><sheet name="基本情况" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{HEAD}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="r3" Type="{RELATION}/styles" Target="/xl/styles.xml"/></Relationships>',
    "xl/sharedStrings.xml": f'<sst xmlns="{HEAD}/spreadsheetml/2006/main"/>',
    "xl/styles.xml": f'<styleSheet xmlns="{HEAD}/spreadsheetml/2006/main"/>',
}


def inline(cell: str, text: str) -> str:
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADERS = f'<row r="1">{inline("A1", "编号")}{inline("B1", "规模")}</row>'


@pytest.fixture
def raw(tmp_path: Path) -> Callable[..., Path]:
    """A workbook of one sheet whose XML is given; more parts by their names."""

    def made(data: str, before: str = "", after: str = "", **parts: str | bytes) -> Path:
        sheet = f'<worksheet xmlns="{HEAD}/spreadsheetml/2006/main">{before}'
        sheet += f"<sheetData>{HEADERS}{data}</sheetData>{after}</worksheet>"
        path = tmp_path / "raw.xlsx"
        every = {**PARTS, "xl/worksheets/sheet1.xml": sheet, **parts}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in every.items():
                archive.writestr(name, content)
        return path

    return made


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with sheets of values by name; `touch` may do more to it."""

    def made(touch: Callable[[Any], None] = lambda _: None, **sheets: list[list[Any]]) -> Path:
        workbook = book_of(sheets)
        touch(workbook)
        path = tmp_path / "book.xlsx"
        workbook.save(path)
        return path

    return made


def read(path: Path) -> tuple[list[Person], list[str]]:
    """Everybody in a workbook, and the troubles that are nobody's own."""
    strays: list[Trouble] = []
    with path.open("rb") as file:
        found = list(people_of_workbook(RULES, Workbook(path.name, file), strays.append))
    return found, [f"{one.address}：{one.message}" for one in strays]
