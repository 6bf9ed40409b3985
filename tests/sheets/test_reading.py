"""Workbooks as Excel and WPS leave them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from calculator.core.tables.layout import layouts
from calculator.core.tables.writing import write_tables
from calculator.sheets.template import write_template
from calculator.sheets.writing import Book
from tests.core import table_people as own
from tests.sheets.conftest import HEAD, HEADERS, PARTS, RULES, inline, read

Make = Callable[..., Path]


def answers(path: Path) -> list[dict[str, Any]]:
    found, _ = read(path)
    return [one.file["answers"] for one in found]


def test_numbers_dates_percents_and_marks_of_a_spreadsheet(book: Make) -> None:
    def touch(workbook: Any) -> None:
        sheet = workbook["人员"]
        sheet["C2"].number_format = "0%"
        sheet["D2"].number_format = "yyyy/m/d"

    path = book(
        touch,
        人员=[
            ["编号", "产值\n（万元）", "占比", "入职日期", " 是否在岗"],
            [1.0, 0.1 + 0.2, 0.125, datetime.date(2024, 5, 1), True],
        ],
    )
    found, strays = read(path)
    assert [(one.code, one.troubles) for one in found] == [("1", [])]
    assert found[0].file["answers"] == {
        "sales": "0.3", "share": "12.5", "since": "2024-05-01", "flag": True,
    }  # fmt: skip
    assert strays == []


@pytest.mark.parametrize(
    ("shown_as", "since"),
    [
        ("mmm-yy", "2024-05"),
        ('yyyy"年"m"月"', "2024-05"),
        ("[$-804]yyyy\\-mm;@", "2024-05"),
        ("yyyy", "2024"),
        ("yyyy-mm-dd hh:mm", "2024-05-01"),
        ("d-mmm", "2024-05-01"),
    ],
)
def test_what_a_date_shows_is_what_was_meant(book: Make, shown_as: str, since: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["人员"]["B2"].number_format = shown_as

    path = book(touch, 人员=[["编号", "入职日期"], ["1", datetime.date(2024, 5, 1)]])
    assert answers(path) == [{"since": since}]


def test_results_of_formulas_count_and_errors_are_named(raw: Make) -> None:
    path = raw(
        f'<row r="2">{inline("A2", "1")}<c r="B2" t="str"><f>A1</f><v>小</v></c></row>'
        f'<row r="3">{inline("A3", "2")}<c r="B3"><f>A1</f></c></row>'
        f'<row r="4">{inline("A4", "3")}<c r="B4" t="e"><v>#REF!</v></c></row>'
    )
    found, strays = read(path)
    assert [one.file["answers"] for one in found] == [{"size": "s"}, {}, {}]
    assert strays == ["人员!B3：这一格是公式，文件里没有存计算结果；请打开保存一次，或者直接填数。"]
    assert [one.address for one in found[2].troubles] == ["人员!B4"]
    assert "公式出错（#REF!）" in found[2].troubles[0].message


def test_months_whose_format_stands_in_no_file(raw: Make) -> None:
    """Number 57 is «2024年5月» to Chinese spreadsheets; files only give the number."""
    styles = (
        f'<styleSheet xmlns="{HEAD}/spreadsheetml/2006/main"><fonts><font/></fonts><fills><fill>'
        "<patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
        '<xf numFmtId="57"/><xf numFmtId="31"/></cellXfs></styleSheet>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
    part = f'<Override PartName="/xl/styles.xml" ContentType="{kind}"/></Types>'
    types = PARTS["[Content_Types].xml"].replace("</Types>", part)
    head = HEADERS.replace("规模", "入职日期")
    rows = "".join(
        f'<row r="{n}">{inline(f"A{n}", str(n))}<c r="B{n}" s="{n - 1}"><v>45413</v></c></row>'
        for n in (2, 3)
    )
    sheet = f'<worksheet xmlns="{HEAD}/spreadsheetml/2006/main"><sheetData>{head}{rows}'
    path = raw(
        "",
        **{
            "[Content_Types].xml": types,
            "xl/styles.xml": styles,
            "xl/worksheets/sheet1.xml": f"{sheet}</sheetData></worksheet>",
        },
    )
    assert answers(path) == [{"since": "2024-05"}, {"since": "2024-05-01"}]


def test_merged_codes_stand_for_every_row(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["成果"].merge_cells("A2:A3")

    path = book(
        touch,
        人员=[["编号", "规模"], ["1", "小"]],
        成果=[["编号", "第几"], ["1", 1], [None, 2]],
    )
    found, strays = read(path)
    assert found[0].file["answers"]["works"] == [{"rank": 1}, {"rank": 2}]
    assert strays == ["成果!A2：合并的单元格 A2:A3：按每一行都填了同样的内容读。"]


def test_hidden_sheets_are_named_and_left_alone(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["成果"].sheet_state = "hidden"

    path = book(touch, 人员=[["编号", "规模"], ["1", "小"]], 成果=[["编号", "第几"], ["1", 1]])
    found, strays = read(path)
    assert found[0].file["answers"] == {"size": "s"}
    assert strays == ["成果!A1：这张工作表是隐藏的，没有读。"]


def test_a_template_reads_as_nobody_and_asks_for_no_name(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    write_template(RULES, path)
    assert read(path) == ([], [])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own.people)
def test_a_filled_workbook_is_read_back(tmp_path: Path, people: list[Any]) -> None:
    book = Book("test")
    for layout, (name, rows) in zip(layouts(RULES), write_tables(RULES, people), strict=True):
        book.sheet(name, [10] * len(layout.columns), rows[0])
        for row in rows[1:]:
            book.add(name, row)
    path = tmp_path / "filled.xlsx"
    path.unlink(missing_ok=True)
    book.save(path)
    found, strays = read(path)
    assert strays == []
    assert [one.troubles for one in found] == [[] for _ in people]
    # XML has no place for other control characters and no line end but its own.
    assert [(one.code, _without_notes(one.file)) for one in found] == [
        (code, _without_notes(file)) for code, file in people
    ]


def _without_notes(file: dict[str, Any]) -> dict[str, Any]:
    works = file["answers"].get("works")
    if works is None:
        return file
    bare = [{key: value for key, value in one.items() if key != "memo"} for one in works]
    return {**file, "answers": {**file["answers"], "works": [one for one in bare if one]}}
