"""Workbooks as Excel and WPS leave them."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from calculator.core.papers.workbook import Sheet, workbook
from calculator.core.tables.archive import WorkbookRefused
from calculator.core.tables.blank import full_workbook
from calculator.core.tables.layout import layouts
from calculator.core.tables.workbook import NO_RESULT, Workbook
from tests.core import table_people as own
from tests.sheets.conftest import HEAD, HEADERS, PARTS, RULES, inline, read
from tests.written_tables import write_tables

Make = Callable[..., Path]


def answers(path: Path) -> list[dict[str, Any]]:
    found, _ = read(path)
    return [one.file["answers"] for one in found]


def test_numbers_dates_percents_and_marks_of_a_spreadsheet(book: Make) -> None:
    def touch(workbook: Any) -> None:
        sheet = workbook["基本情况"]
        sheet["C2"].number_format = "0%"
        sheet["D2"].number_format = "yyyy/m/d"

    path = book(
        touch,
        基本情况=[
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
        ('e"年"m"月"', "2024-05"),
    ],
)
def test_what_a_date_shows_is_what_was_meant(book: Make, shown_as: str, since: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"]["B2"].number_format = shown_as

    path = book(touch, 基本情况=[["编号", "入职日期"], ["1", datetime.date(2024, 5, 1)]])
    assert answers(path) == [{"since": since}]


@pytest.mark.parametrize(
    ("value", "shown_as", "words"),
    [
        # No year was typed: the machine took that of the day.
        (datetime.date(2024, 5, 1), "d-mmm", "“05-01”：请填日期"),
        (datetime.date(2024, 5, 1), 'm"月"d"日"', "“05-01”：请填日期"),
        (datetime.date(2024, 5, 1), "h:mm", "请填日期"),
        # A year, its last digits, or year and month, typed into cells for days.
        (2018, "yyyy-mm-dd", "“1905-07-10”：请填日期"),
        (2018.06, "yyyy-mm-dd", "请填日期"),
        (25, "yyyy/m/d", "“1900-01-25”：请填日期"),
        (202406, "yyyy-mm-dd", "请填日期"),
        (-1, "yyyy-mm-dd", "请填日期"),
        # Midnight, 43 seconds early: what programs make of a day of China.
        (43281.99950231481, "yyyy-mm-dd", "2018-06-30 还是后一天"),
    ],
)
def test_a_day_that_nobody_typed_is_told(book: Make, value: Any, shown_as: str, words: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"]["B2"].value = value
        workbook["基本情况"]["B2"].number_format = shown_as

    (person,), _ = read(book(touch, 基本情况=[["编号", "入职日期"], ["1", None]]))
    assert person.file["answers"] == {}
    assert words in person.troubles[0].message


@pytest.mark.parametrize(
    ("value", "shown_as", "sales"),
    [
        (12345, "#,##0", 12345),
        (60, '0"万元"', 60),
        (60, '0"项"', 60),
        # 12345 yuan are 1.2345 times ten thousand yuan; words of a format need no quotes.
        (12345, '0"元"', Decimal("1.2345")),
        (12345, "#,##0元", Decimal("1.2345")),
        (12345, "[$¥-804]#,##0", "“¥12345”"),
        (12345, '_ "¥"* #,##0.00_ ;', "“¥12345”"),
        (6, '0"个月"', "“6个月”"),
        (5, '"10"0', 105),
        (60, "General", 60),
        # Words stand in place of the number, or nothing does.
        (1, '[=1]"否";[=2]"是"', '“1(显示格式 [=1]"否";[=2]"是")”'),
        (5, ";;;", "“5(显示格式 ;;;)”"),
        (1.5, "[h]:mm", "“1.5(显示格式 [h]:mm)”"),
        (12, "0!.0,", "“12(显示格式 0!.0,)”"),
        (12000, '0\\.0,"万元"', "显示格式"),
        (12345, "0.0,", "显示格式"),
        (3, '0"万"', 3),
        (5, '"约"0', "“约5”"),
        (5, '"≥"0', "“≥5”"),
        (5, '0"半"', "“5半”"),
        (5, '0"+"', "“5+”"),
        (5, '0"以上"', "“5以上”"),
        (5, '"-"0', "“-5”"),
        (5, "-0", "“-5”"),
        (5, "[$USD] 0", "“USD5”"),
        # A dash is how a nought is shown; other words in its place are none.
        (0, '0;-0;"-"', 0),
        (0, "#,##0;-#,##0;-", 0),
        (0, '0;-0;"待定"', '“0(显示格式 0;-0;"待定")”'),
        (60, "", 60),
    ],
)
def test_a_number_that_shows_as_another_is_told(
    book: Make, value: Any, shown_as: str, sales: Any
) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"]["B2"].number_format = shown_as

    (person,), _ = read(book(touch, 基本情况=[["编号", "产值"], ["1", value]]))
    if not isinstance(sales, str):
        found = person.file["answers"].get("sales")
        assert (found if isinstance(sales, int) else Decimal(found)) == sales
        return
    assert person.file["answers"] == {}
    assert sales in person.troubles[0].message


@pytest.mark.parametrize("shown_as", ["0;-0;;@", "0;-0;", "#,##0;;", "#", "#,###"])
def test_a_nought_that_nobody_sees_is_a_blank_cell(book: Make, shown_as: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"]["B2"].number_format = shown_as

    (person,), strays = read(book(touch, 基本情况=[["编号", "产值"], ["1", 0]]))
    assert (person.file["answers"], person.troubles, strays) == ({}, [], [])


def test_a_sheet_that_shows_no_noughts_has_none(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"].sheet_view.showZeros = False

    assert answers(book(touch, 基本情况=[["编号", "产值", "占比"], ["1", 0, 5]])) == [{"share": 5}]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ('DATEDIF(A2,TODAY(),"Y")', True),
        ("now()-A2", True),
        ("RANDBETWEEN(1,9)", True),
        ("'[1]某年 1'!B2", True),
        ("Table1[1]", False),
        ("TODAYS+SUM(A1:A2)", False),
    ],
)
def test_a_result_that_is_another_by_now_is_told(raw: Make, formula: str, told: bool) -> None:
    cell = f'<c r="B2" t="str"><f>{formula}</f><v>小</v></c>'
    (person,), strays = read(raw(f'<row r="2">{inline("A2", "1")}{cell}</row>'))
    assert person.file["answers"] == {"size": "s"}
    words = "基本情况!A2：B 列里有随打开的时间或别的文件变化的公式，读的是上次保存时的结果"
    assert [one.startswith(words) for one in strays] == [True] * told


@pytest.mark.parametrize(
    ("shown_as", "code"),
    [
        ("000", "007"),
        ('"A"000', "A007"),
        ("A\\-000", "7"),
        ('"工"000', "工007"),
        ('000"号"', "007号"),
        ('"NO."00', "NO.07"),
        ("000_ ", "007"),
        ("[$-804]000", "007"),
        ("[Red]000", "007"),
        ("#000", "007"),
        ("00-000", "00-007"),
        ('"2025-"000', "2025-007"),
        ('0000"-"00!号', "0000-07号"),
        ('0"号"', "7号"),
        ('"第"General"号"', "第7号"),
        ("000.0", "7"),
        ("0", "7"),
        ("0.00", "7"),
    ],
)
def test_a_code_is_what_its_cell_shows(book: Make, shown_as: str, code: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"]["A2"].number_format = shown_as

    found, strays = read(book(touch, 基本情况=[["编号", "规模"], [7, "小"]]))
    assert [(one.code, one.troubles) for one in found] == [(code, [])]
    assert strays == []


@pytest.mark.parametrize(
    ("text", "shown_as", "code"),
    [
        ("7", '@"号"', "7号"),
        ("7", '0;-0;0;"A"@', "A7"),
        ("7", "@", "7"),
        ("7", "_ * #,##0_ ;_ @_ ", "7"),
        ("7", '0;"@"0', "7"),
        # A text that nobody sees, and one in whose place stands another.
        ("7", ";;;", "7(显示格式 ;;;)"),
        ("7", '0;-0;0;"无"', '7(显示格式 0;-0;0;"无")'),
    ],
)
def test_a_text_is_what_its_cell_shows(book: Make, text: str, shown_as: str, code: str) -> None:
    def touch(workbook: Any) -> None:
        workbook["人员"]["A2"].number_format = shown_as

    found, strays = read(book(touch, 人员=[["编号", "规模"], [text, "小"]]))
    assert ([one.code for one in found], strays) == ([code], [])


def test_a_date_that_the_file_spells_out_keeps_its_day(raw: Make) -> None:
    head = HEADERS.replace("规模", "入职日期")
    rows = f'<row r="2">{inline("A2", "1")}<c r="B2" t="d"><v>2024-05-01</v></c></row>'
    sheet = f'<worksheet xmlns="{HEAD}/spreadsheetml/2006/main"><sheetData>{head}{rows}'
    path = raw("", **{"xl/worksheets/sheet1.xml": f"{sheet}</sheetData></worksheet>"})
    assert answers(path) == [{"since": "2024-05-01"}]


RAISED = '<r><t>12</t></r><r><rPr><vertAlign val="{}"/></rPr><t>1</t></r>'
CROSSED = "<r><t>小</t></r><r><rPr><strike/></rPr><t> </t></r>"


@pytest.mark.parametrize("where", ["superscript", "subscript", "baseline"])
def test_a_raised_figure_is_none_of_the_number(raw: Make, where: str) -> None:
    runs = f'<c r="B2" t="inlineStr"><is>{RAISED.format(where)}</is></c>'
    (person,), _ = read(raw(f'<row r="2">{inline("A2", "1")}{runs}</row>'))
    shown = "121" if where == "baseline" else "12^1"
    assert f"“{shown}”：没有这个选项" in person.troubles[0].message


def test_words_that_are_crossed_out_in_a_cell_are_told(raw: Make) -> None:
    runs = f'<c r="B2" t="inlineStr"><is>{CROSSED}</is></c>'
    (person,), strays = read(raw(f'<row r="2">{inline("A2", "1")}{runs}</row>'))
    assert person.file["answers"] == {"size": "s"}
    assert strays == ["基本情况!A2：第 2 行是划掉的，也当作有效读了；不要的请删掉。"]


def test_how_words_are_pronounced_is_none_of_them(raw: Make) -> None:
    words = '<is><t>小</t><rPh sb="0" eb="1"><t>ショウ</t></rPh></is>'
    path = raw(f'<row r="2">{inline("A2", "1")}<c r="B2" t="inlineStr">{words}</c></row>')
    assert answers(path) == [{"size": "s"}]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("", True),
        ('<calcPr calcId="191029"/>', True),
        # As programs write that put 0 down for every result.
        ('<calcPr calcId="124519" fullCalcOnLoad="1"/>', False),
        ('<calcPr calcMode="manual" calcOnSave="0"/>', False),
        ('<calcPr calcCompleted="0"/>', False),
    ],
)
def test_results_that_the_file_does_not_vouch_for_are_not_read(
    raw: Make, said: str, kept: bool
) -> None:
    workbook = PARTS["xl/workbook.xml"].replace("</workbook>", f"{said}</workbook>")
    row = f'<row r="2">{inline("A2", "1")}<c r="B2" t="str"><f>A1</f><v>小</v></c></row>'
    (person,), strays = read(raw(row, **{"xl/workbook.xml": workbook}))
    assert person.file["answers"] == ({"size": "s"} if kept else {})
    assert len(strays) == (0 if kept else 1)
    assert kept or "没有存计算结果" in strays[0]


def test_a_formula_of_words_without_a_result_is_told(raw: Make) -> None:
    cell = '<c r="B2" t="str"><f>A1</f></c>'
    (person,), strays = read(raw(f'<row r="2">{inline("A2", "1")}{cell}</row>'))
    assert person.file["answers"] == {}
    assert strays == [f"基本情况!B2：{NO_RESULT}"]


@pytest.mark.parametrize(
    ("value", "flag"),
    [("1", True), ("TRUE", True), ("0", False), ("False", False), ("2", None), ("WAHR", None)],
)
def test_what_is_neither_true_nor_false_is_told(raw: Make, value: str, flag: bool | None) -> None:
    head = HEADERS.replace("规模", "是否在岗")
    cell = f'<row r="2">{inline("A2", "1")}<c r="B2" t="b"><v>{value}</v></c></row>'
    sheet = f'<worksheet xmlns="{HEAD}/spreadsheetml/2006/main"><sheetData>{head}{cell}'
    path = raw("", **{"xl/worksheets/sheet1.xml": f"{sheet}</sheetData></worksheet>"})
    (person,), _ = read(path)
    assert person.file["answers"] == ({} if flag is None else {"flag": flag})
    assert len(person.troubles) == (flag is None)


def test_a_row_without_height_and_a_column_without_width_are_hidden(raw: Make) -> None:
    rows = f'<row r="2" ht="0" customHeight="1">{inline("A2", "1")}{inline("B2", "小")}</row>'
    wide = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
    people, strays = read(raw(rows, before=wide))
    assert [one.file["answers"] for one in people] == [{"size": "s"}]
    assert strays == ["基本情况!A1：B 列、第 2 行是隐藏的，也当作有效读了；不要的请删掉。"]


def test_a_formula_that_gives_no_words_is_a_blank_cell(raw: Make) -> None:
    blank = '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>'
    found, strays = read(raw(f'<row r="2">{inline("A2", "1")}{blank}</row>'))
    assert ([one.file["answers"] for one in found], strays) == ([{}], [])


def test_a_workbook_that_counts_from_1904(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    path = book(touch, 基本情况=[["编号", "入职日期"], ["1", 43951]])
    assert answers(path) == [{"since": "2024-05-01"}]


def test_a_merged_range_stands_in_each_of_its_cells(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"].merge_cells("A1:C1")
        workbook["基本情况"].merge_cells("B3:C4")

    rows = [["标题"], ["编号", "产值", "占比"], ["1", 20], ["2"]]
    people, strays = read(book(touch, 基本情况=rows))
    assert {one.code: one.file["answers"] for one in people} == {
        "1": {"sales": 20, "share": 20}, "2": {"sales": 20, "share": 20},
    }  # fmt: skip
    assert [one for one in strays if "合并" in one] == [
        "基本情况!B3：合并的单元格 B3:C4：按每一格都填了同样的内容读。"
    ]


def test_a_merged_range_that_says_nothing_is_no_trouble(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["基本情况"].merge_cells("B2:C2")

    people, strays = read(book(touch, 基本情况=[["编号", "产值", "占比"], ["1"], ["2", 5]]))
    assert ([one.code for one in people], strays) == (["1", "2"], [])


def test_what_a_merged_range_hides_is_told_and_not_used(raw: Make) -> None:
    rows = "".join(
        f'<row r="{n}">{inline(f"A{n}", str(n))}{inline(f"B{n}", size) if size else ""}</row>'
        for n, size in ((2, "小"), (3, "小"), (4, "大、中"), (5, ""), (6, "小"))
    )
    merged = '<mergeCells><mergeCell ref="B2:B4"/><mergeCell ref="B5:B6"/></mergeCells>'
    people, strays = read(raw(rows, after=merged))
    sizes = [one.file["answers"].get("size") for one in people]
    assert sizes == ["s", "s", "s", None, None]
    hides = "下面还有看不见的内容（这里是“{}”），没有用；请取消合并，逐格核对。"
    assert strays == [
        "基本情况!B2：合并的单元格 B2:B4：按每一格都填了同样的内容读。",
        f"基本情况!B4：合并的单元格 B2:B4 {hides.format('大、中')}",
        f"基本情况!B6：合并的单元格 B5:B6 {hides.format('小')}",
    ]


def test_a_whole_sheet_merged_is_not_filled(raw: Make) -> None:
    rows = f'<row r="2">{inline("A2", "1")}{inline("B2", "小")}</row>'
    rows += f'<row r="3">{inline("A3", "2")}</row>'
    merged = '<mergeCells count="1"><mergeCell ref="B2:XFD100000"/></mergeCells>'
    people, strays = read(raw(rows, after=merged))
    assert [one.file["answers"] for one in people] == [{"size": "s"}, {}]
    assert strays == ["基本情况!B2：合并的单元格 B2:XFD100000：太大，只读了左上角一格。"]


def test_what_stands_below_the_people_is_nobody(book: Make) -> None:
    rows = [
        ["编号", "规模"], ["1", "小"], ["2", "小"],
        ["合计", 2], ["\u200b", "合计：2 人"], [None, "填表人：甲"], ["审核人", "乙"],
        ["备注：都在岗"],
    ]  # fmt: skip
    people, strays = read(book(基本情况=rows))
    assert [one.code for one in people] == ["1", "2"]
    assert [one.partition("：")[0] for one in strays] == [f"基本情况!A{row}" for row in range(4, 9)]
    assert all("不是一条记录，没有读" in one for one in strays)


@pytest.mark.parametrize("header", ["序号", "人员编号", "档案"])
@pytest.mark.parametrize("guide", ["填写说明", "说明在下面"])
def test_the_explanations_are_nobody_though_the_codes_header_was_renamed(
    book: Make, header: str, guide: str
) -> None:
    def touch(workbook: Any) -> None:
        sheet = workbook["基本情况"]
        sheet["A1"], sheet["A2"] = header, guide

    persons = next(one for one in layouts(RULES) if one.question is None)
    rows = [[one.header for one in persons.columns], [one.help for one in persons.columns], ["1"]]
    people, strays = read(book(touch, 基本情况=rows))
    assert len(people) == 1
    if header != "档案" or guide == "填写说明":
        assert [(one.code, one.troubles) for one in people] == [("1", [])]
        assert strays == [f"基本情况!A1：“{header}”这一列当作“编号”读了，请改成“编号”。"]


def test_a_coloured_cell_in_the_last_row_is_no_row(raw: Make) -> None:
    person = f'<row r="2">{inline("A2", "1")}{inline("B2", "小")}</row>'
    found, strays = read(raw(person + '<row r="1048576"><c r="C1048576" s="0"/></row>'))
    assert [one.code for one in found] == ["1"]
    assert strays == []


def test_two_values_for_one_cell_are_refused(raw: Make) -> None:
    twice = inline("B2", "小") + inline("B2", "大、中")
    with pytest.raises(WorkbookRefused, match="文件读不出来"):
        read(raw(f'<row r="2">{inline("A2", "1")}{twice}</row>'))


def test_words_far_below_are_told(raw: Make) -> None:
    found, strays = read(raw(f'<row r="300002">{inline("A300002", "1")}</row>'))
    assert found == []
    assert strays == [
        "基本情况!A300002：最多读 300000 行、2000000 格，后面的没有读；请分成几个文件。"
    ]


def test_results_of_formulas_count_and_errors_are_named(raw: Make) -> None:
    path = raw(
        f'<row r="2">{inline("A2", "1")}<c r="B2" t="str"><f>A1</f><v>小</v></c></row>'
        f'<row r="3">{inline("A3", "2")}<c r="B3"><f>A1</f></c></row>'
        f'<row r="4">{inline("A4", "3")}<c r="B4" t="e"><v>#REF!</v></c></row>'
    )
    found, strays = read(path)
    assert [one.file["answers"] for one in found] == [{"size": "s"}, {}, {}]
    assert strays == [
        "基本情况!B3：这一格是公式，文件里没有存计算结果；请打开保存一次，或者直接填数。"
    ]
    assert [one.address for one in found[2].troubles] == ["基本情况!B4"]
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
        基本情况=[["编号", "规模"], ["1", "小"]],
        成果=[["编号", "第几"], ["1", 1], [None, 2]],
    )
    found, strays = read(path)
    assert found[0].file["answers"]["works"] == [{"rank": 1}, {"rank": 2}]
    assert strays == ["成果!A2：合并的单元格 A2:A3：按每一格都填了同样的内容读。"]


def test_hidden_sheets_are_named_and_left_alone(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["成果"].sheet_state = "hidden"

    path = book(touch, 基本情况=[["编号", "规模"], ["1", "小"]], 成果=[["编号", "第几"], ["1", 1]])
    found, strays = read(path)
    assert found[0].file["answers"] == {"size": "s"}
    assert strays == ["成果!A1：这张工作表是隐藏的，没有读。"]


def test_what_programs_add_for_themselves_is_no_table_of_ours(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["WpsReserved_CellImgList"].sheet_state = "veryHidden"
        workbook["选项 - 表格 1"].sheet_state = "hidden"

    path = book(
        touch,
        导出摘要=[["此文稿已从 Numbers 表格导出。"]],
        **{
            "基本情况 - 表格 1": [["编号", "规模"], ["1", "小"]],
            "选项 - 表格 1": [["小"]],
            "WpsReserved_CellImgList": [["x"]],
            "填写说明 - 表格 1": [["批量核对"], ["政策与年度", "some-policy/2024"]],
        },
    )
    found, strays = read(path)
    assert found[0].file["answers"] == {"size": "s"}
    assert not strays
    with path.open("rb") as file:
        named = Workbook(path.name, file).edition_named()
    assert named == {"policy": "some-policy", "edition": "2024"}


def test_what_is_hidden_or_crossed_out_is_read_and_told(book: Make) -> None:
    def touch(workbook: Any) -> None:
        sheet = workbook["基本情况"]
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[9].hidden = True  # nothing stands there
        sheet.column_dimensions["C"].hidden = True
        sheet.column_dimensions["F"].hidden = True
        sheet["A4"].font = Font(strike=True)

    rows = [["编号", "规模", "产值"], ["1", "小", 5], ["2", "小", 6], ["3", "小", 7]]
    people, strays = read(book(touch, 基本情况=rows))
    assert [one.file["answers"]["sales"] for one in people] == [5, 6, 7]
    assert strays == [
        "基本情况!A1：C 列、第 3 行是隐藏的，也当作有效读了；不要的请删掉。",
        "基本情况!A4：第 4 行是划掉的，也当作有效读了；不要的请删掉。",
    ]


def test_what_is_hidden_above_another_table_is_told_too(book: Make) -> None:
    def touch(workbook: Any) -> None:
        workbook["人员"].row_dimensions[2].hidden = True

    rows = [["编号", "产值"], ["1", 5], [], ["编号", "占比"], ["2", 6]]
    people, strays = read(book(touch, 人员=rows))
    assert [one.code for one in people] == ["1"]
    assert [one.partition("：")[0] for one in strays] == ["人员!A4", "人员!A2"]
    assert "第 2 行是隐藏的" in strays[1]


def test_blank_sheets_are_passed_over(book: Make) -> None:
    people, strays = read(book(Sheet1=[["编号", "规模"], ["1", "小"]], Sheet2=[], Sheet3=[]))
    assert [one.file["answers"] for one in people] == [{"size": "s"}]
    assert strays == []


def test_a_template_reads_as_nobody_and_asks_for_no_name(tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(full_workbook(RULES))
    assert read(path) == ([], [])


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own.people)
def test_a_filled_workbook_is_read_back(tmp_path: Path, people: list[Any]) -> None:
    sheets = []
    for layout, (name, rows) in zip(layouts(RULES), write_tables(RULES, people), strict=True):
        sheet = Sheet(name, [10] * len(layout.columns))
        sheet.add(*rows)
        sheets.append(sheet)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(workbook("test", sheets))
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
