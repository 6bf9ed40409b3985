"""How workbooks are printed: A4, fitted to its width, heads repeated, nothing cut."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calculator.core.papers import workbook as workbooks
from calculator.core.papers.page import columns_of_first_page, height, pages_wide
from calculator.core.papers.workbook import BOLD, Sheet, workbook
from calculator.core.tables.blank import full_workbook
from calculator.sheets.batch import Output
from tests.sheets.conftest import RULES

A4 = 9


@pytest.fixture
def book(tmp_path: Path) -> Any:
    """Two columns of 20 and 40, a head in the third row, a line over both."""
    sheet = Sheet("结果", (20, 40), head=(3, 3))
    sheet.add_line("说明" * 40)
    sheet.add([])
    sheet.add(["编号", "原因"], look=BOLD)
    sheet.add(["1", "字" * 60 + "\n又一行"])
    (tmp_path / "out.xlsx").write_bytes(workbook("乐团", [sheet]))
    return openpyxl.load_workbook(tmp_path / "out.xlsx")


def test_a_sheet_fits_the_width_of_a4_and_repeats_its_head(book: Any) -> None:
    sheet = book["结果"]
    page = sheet.page_setup
    assert (int(page.paperSize), page.orientation) == (A4, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (int(page.fitToWidth), int(page.fitToHeight)) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    assert not sheet.print_title_cols
    assert sheet.print_area == "'结果'!$A$1:$B$4"
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.oddHeader.left.text == "乐团"
    assert sheet.page_margins.left < 0.5


def test_rows_are_as_high_as_their_words(book: Any) -> None:
    sheet = book["结果"]
    # 80 characters take 160 of 60 − 1: three lines; 60 take 120 of 40 − 1: four, and one more.
    assert [sheet.row_dimensions[row].height for row in (1, 3, 4)] == [48, 16, 80]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:B1"]
    assert all(cell.alignment.wrap_text for cell in sheet[4])


def test_what_is_too_wide_to_be_read_goes_on_beside_with_its_first_column(tmp_path: Path) -> None:
    wide = Sheet("结果", [50] * 9)
    wide.add(["编号"])
    wide.add_line("说明")
    (tmp_path / "out.xlsx").write_bytes(workbook("乐团", [wide]))
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["结果"]
    # 450 are two pages of 225: four columns of 50 surely stand on the first.
    assert (sheet.page_setup.orientation, int(sheet.page_setup.fitToWidth)) == ("landscape", 2)
    assert sheet.print_title_cols == "$A:$A"
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A2:D2"]


@pytest.mark.parametrize(
    ("widths", "pages", "columns"), [([10], 1, 1), ([225], 1, 1), ([226], 2, 1), ([100] * 3, 2, 1)]
)
def test_pages_side_by_side(widths: list[float], pages: int, columns: int) -> None:
    assert (pages_wide(widths), columns_of_first_page(widths)) == (pages, columns)


def test_an_empty_row_is_one_line_high() -> None:
    assert height([]) == height([("", 10)]) == 16


def set_ups(path: Path) -> dict[str, tuple[int, str]]:
    """Paper and repeated rows of the sheets that are shown."""
    found = openpyxl.load_workbook(path)
    return {
        sheet.title: (int(sheet.page_setup.paperSize), sheet.print_title_rows or "")
        for sheet in found.worksheets
        if sheet.sheet_state == "visible"
    }


def test_results_repeat_their_heads(tmp_path: Path) -> None:
    output = Output(RULES)
    output.save(tmp_path / "out.xlsx")
    heads = dict.fromkeys(("结果", "原因", "要改的单元格"), (A4, "$1:$1"))
    assert set_ups(tmp_path / "out.xlsx") == heads


def test_the_empty_tables_repeat_headers_and_help_and_print_what_is_added(
    tmp_path: Path,
) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(full_workbook(RULES))
    people, explained, *lists = set_ups(path).items()
    assert explained == ("填写说明", (A4, ""))
    assert {head for _, head in (people, *lists)} == {(A4, "$1:$2")}
    # A print area would leave out the rows that people write.
    assert not any(sheet.print_area for sheet in openpyxl.load_workbook(path).worksheets)


def test_a_large_sheet_is_packed_and_a_full_one_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    monkeypatch.setattr(workbooks, "LARGE", 5_000)
    large, small = Sheet("大", (10,)), Sheet("小", (10,))
    assert large.add(["字" * 5_000], ["2"])
    assert not large.add(["3"], ["4"])
    path = tmp_path / "out.xlsx"
    path.write_bytes(workbook("乐团", [large, small]))
    with zipfile.ZipFile(path) as archive:
        kinds = [archive.getinfo(f"xl/worksheets/sheet{n}.xml").compress_type for n in (1, 2)]
    assert kinds == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]
    values = [row[0].value for row in openpyxl.load_workbook(path)["大"].iter_rows()]
    assert values == ["字" * 5_000, "2", "3"]


def test_a_title_with_signs_of_headers_and_of_xml_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    path.write_bytes(workbook("甲&乙<丙>", [Sheet("甲'乙", (10,))]))
    sheet = openpyxl.load_workbook(path)["甲'乙"]
    assert sheet.oddHeader.left.text == "甲&&乙<丙>"
    assert sheet.print_title_rows == "$1:$1"
