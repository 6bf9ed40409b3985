"""Files that strangers made: refused in words, or read as far as they can be trusted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.core.tables import archive, workbook
from calculator.core.tables.archive import WorkbookRefused
from calculator.sheets.batch import people_of_csv
from tests.sheets.conftest import RULES, inline, read

Make = Callable[..., Path]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PERSON = f'<row r="2">{inline("A2", "1")}{inline("B2", "小")}</row>'


def refused(path: Path) -> str:
    with pytest.raises(WorkbookRefused) as error:
        read(path)
    return str(error.value)


def outcome(path: Path) -> str:
    """That nobody was found, or the file that the refusal names."""
    try:
        return "somebody" if read(path)[0] else "nobody"
    except WorkbookRefused as error:
        return str(error).partition("：")[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "文件是空的"),
        (b"code,size\n1,s\n", "不是 .xlsx 工作簿"),
        (b"<html>", "不是 .xlsx 工作簿"),
        (OLD + b"rest", "旧格式（.xls、.et）"),
        (
            OLD + "rEncryptedPackage".encode("utf-16-le"),
            "加了打开密码。请用 Excel 或 WPS 打开，去掉",
        ),
        (b"PK\x03\x04rubbish", "文件坏了，或者没有下载完整"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert words in refused(path)


def test_a_workbook_that_was_cut_off(raw: Make) -> None:
    path = raw(PERSON)
    path.write_bytes(path.read_bytes()[:-60])
    assert "文件坏了" in refused(path)


def test_another_office_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    assert "里面没有工作簿" in refused(path)


def test_a_bomb_is_not_unpacked(raw: Make) -> None:
    path = raw(PERSON, **{"xl/media/image1.xml": b" " * 30_000_000})
    assert "压缩得不合常理" in refused(path)


def test_too_much_in_all_is_not_unpacked(raw: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1_000)
    assert "解开以后太大" in refused(raw(PERSON))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_not_expanded(raw: Make, encoding: str) -> None:
    entity = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    )
    path = raw(PERSON, **{"xl/sharedStrings.xml": entity.encode(encoding)})
    assert "DOCTYPE" in refused(path)


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", ["", "<", "<a/>", "<a>" * 50_000])
def test_broken_parts_are_refused_in_words(raw: Make, part: str, content: str) -> None:
    assert outcome(raw("", **{part: content})) in {"nobody", "raw.xlsx"}


def test_macros_are_left_alone(raw: Make) -> None:
    found, strays = read(raw(PERSON, **{"xl/vbaProject.bin": b"macro"}))
    assert [one.file["answers"] for one in found] == [{"size": "s"}]
    assert strays == ["raw.xlsx：文件里有宏，没有运行，也没有理会。"]


def test_declared_sizes_are_not_believed(raw: Make) -> None:
    path = raw(PERSON, before='<dimension ref="A1:XFD1048576"/>')
    found, strays = read(path)
    assert ([one.code for one in found], strays) == (["1"], [])


def test_a_row_at_the_end_of_the_world(raw: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 1_000)
    far = f'<row r="1000000000">{inline("A1000000000", "9")}</row>'
    found, strays = read(raw(PERSON + far))
    assert [one.code for one in found] == ["1"]
    assert strays == [
        "基本情况!A1000000000：最多读 1000 行、2000000 格，后面的没有读；请分成几个文件。"
    ]


@pytest.mark.parametrize("number", ["1E400", "-1E400"])
def test_a_number_without_end_spoils_its_cell_and_no_more(raw: Make, number: str) -> None:
    cell = f'<row r="2">{inline("A2", "1")}<c r="B2"><v>{number}</v></c></row>'
    found, strays = read(raw(cell + f'<row r="3">{inline("A3", "2")}{inline("B3", "小")}</row>'))
    assert [one.file["answers"] for one in found] == [{}, {"size": "s"}]
    assert [one.address for one in found[0].troubles] == ["基本情况!B2"]
    assert strays == []


def test_a_cell_in_the_last_column(raw: Make) -> None:
    wide = f'<row r="2">{inline("A2", "1")}{inline("B2", "小")}{inline("XFD2", "x")}</row>'
    found, strays = read(raw(wide))
    assert ([one.file["answers"] for one in found], strays) == ([{"size": "s"}], [])


def test_dates_beyond_the_calendar_and_numbers_beyond_reason(raw: Make) -> None:
    path = raw(f'<row r="2">{inline("A2", "1")}<c r="B2"><v>1E+300</v></c></row>')
    found, _ = read(path)
    assert [one.address for one in found[0].troubles] == ["基本情况!B2"]


# -- What a file expands to is known before it is expanded


@pytest.mark.parametrize(
    ("part", "start"),
    [
        ("xl/worksheets/sheet1.xml", "xl/worksheets/"),
        ("xl/sharedStrings.xml", "xl/sharedStrings"),
        ("xl/styles.xml", ""),
    ],
)
def test_more_elements_than_anybody_fills_in_are_counted_and_not_read(
    raw: Make, monkeypatch: pytest.MonkeyPatch, part: str, start: str
) -> None:
    monkeypatch.setitem(archive.MOST_ELEMENTS, start, 1_000)
    assert "多得不像是填写的表" in refused(raw(PERSON, **{part: "<x>" + "<si/>" * 1_000 + "</x>"}))


def test_rows_are_not_filled_up_to_a_cell_at_the_end_of_the_world(raw: Make) -> None:
    far = "".join(
        f'<row r="{n}">{inline(f"A{n}", str(n))}{inline(f"XFD{n}", "x")}</row>' for n in (2, 3)
    )
    far += f'<row r="1048576">{inline("XFD1048576", "x")}</row>'
    with raw(far).open("rb") as file:
        (table,) = workbook.Workbook("raw.xlsx", file).tables(pytest.fail)
        assert list(table.rows) == [["编号", "规模"], ["2"], ["3"]]


def test_what_has_a_look_and_holds_nothing_is_passed_over(raw: Make) -> None:
    rows = "".join(
        f'<row r="{n}" s="1" customFormat="1"><c r="A{n}" s="1"/><c r="B{n}" s="1"/></row>'
        f'<row r="{n + 1}" ht="9"/>'
        for n in range(3, 4_003, 2)
    )
    path = raw(PERSON + rows + f'<row r="4003">{inline("A4003", "2")}{inline("B4003", "小")}</row>')
    with path.open("rb") as file:
        book = workbook.Workbook("raw.xlsx", file)
        assert sum(1 for _ in book.archive.elements(book.sheets[0].part)) < 1_000
    assert [(one.code, one.place) for one in read(path)[0]] == [
        ("1", "基本情况!A2"),
        ("2", "基本情况!A4003"),
    ]


def test_places_are_counted_on_from_blank_cells_and_rows_where_none_is_said(raw: Make) -> None:
    words = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    rows = f'<row r="2"/><row>{words("1")}{words("小")}</row>'
    path = raw(rows + f'<row r="4"><c r="A4" s="0"/>{words("小")}</row>')
    found, _ = read(path)
    assert [(one.place, one.file["answers"]) for one in found] == [
        ("基本情况!A3", {"size": "s"}), ("基本情况!A4", {"size": "s"}),
    ]  # fmt: skip


def test_a_sheet_of_hardly_anything_in_far_columns_is_cut_and_told(
    raw: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_CELLS", 1_500)
    rows = "".join(
        f'<row r="{n}">{inline(f"A{n}", str(n))}{inline(f"ALL{n}", "x")}</row>' for n in (2, 3)
    )
    found, strays = read(raw(rows))
    assert [one.code for one in found] == ["2"]
    assert strays[-1].startswith("基本情况!A3：最多读 300000 行、1500 格")


def test_rows_out_of_order_are_refused_and_cells_are_put_in_order(raw: Make) -> None:
    cells = [inline("B2", "小"), inline("A2", "1")]
    found, _ = read(raw(f'<row r="2">{"".join(cells)}</row>'))
    assert [(one.code, one.file["answers"]) for one in found] == [("1", {"size": "s"})]
    rows = f'<row r="3">{inline("A3", "2")}</row><row r="2">{inline("A2", "1")}</row>'
    assert "第 2 行的位置乱了" in refused(raw(rows))


# -- Other forms of workbooks


def test_a_strict_workbook_is_read(raw: Make) -> None:
    path = raw(PERSON)
    ours, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            for area in (b"spreadsheetml", b"officeDocument"):
                content = content.replace(ours + area + b"/2006/", strict + area + b"/")
            archive.writestr(name, content)
    found, strays = read(path)
    assert ([one.file["answers"] for one in found], strays) == ([{"size": "s"}], [])


@pytest.mark.parametrize(
    "content",
    ["编号,规模\n1,小\n".encode(encoding) for encoding in ("utf-8", "utf-8-sig", "gbk", "utf-16")],
)
def test_a_table_saved_as_text_is_read_in_the_encodings_of_spreadsheets(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    (one,) = people_of_csv(RULES, path, lambda trouble: pytest.fail(trouble.message))
    assert one.file["answers"] == {"size": "s"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "改回以 .xlsx 结尾"),
        (OLD, "旧格式（.xls、.et）.*另存为 .xlsx"),
        (b"\xff", "文字读不出来"),
        (b"%PDF-1.7", "不是表格"),
        (b"\x89PNG\r\n", "不是表格"),
        (b"PK\x05\x06", "不是表格"),
        (b"\n<html><table>", "网页.*不是表格.*另存为 .xlsx"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>", "不是表格.*另存为 .xlsx"),
        ("<TABLE>编号".encode("utf-16"), "网页"),
        (b"MIME-Version: 1.0", "不是表格"),
        (b'{"answers": {}}', "不是表格"),
    ],
)
def test_what_is_no_table_of_text_is_told(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused, match=words):
        list(people_of_csv(RULES, path, lambda _: None))


def test_no_word_of_the_library_is_said(raw: Make) -> None:
    assert not re.search("[A-Z][a-z]+Error", refused(raw("", **{"xl/workbook.xml": "<"})))
