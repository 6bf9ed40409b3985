"""Cells as people and spreadsheets write them."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.answers.answer_values import Misfit
from calculator.core.answers.questions import Asked
from calculator.core.papers.workbook import letters
from calculator.core.tables.cells import (
    read_cell,
    read_period,
    read_whole_period,
    split_names,
    split_numbers,
)
from tests.core.table_people import FIELDS, QUESTIONS

ASKED = {one["id"]: Asked(one, one["id"]) for one in (*QUESTIONS, *FIELDS)}

GOOD = [
    ("flag", "是", True), ("flag", " 否 ", False), ("flag", "√", True), ("flag", "没有", False),
    ("flag", "TRUE", True), ("flag", "１", True),
    ("kind", "论文、报告", "paper"), ("kind", "论文 、报告", "paper"), ("kind", "paper", "paper"),
    ("kind", "书(含译著)", "book"), ("kind", "书", "book"), ("kind", "还在审", "unsure"),
    ("rank", "３", 3), ("rank", "2.0", 2), ("rank", " 7 ", 7),
    ("sales", "1,234.50", "1234.5"), ("sales", "-0", 0),
    ("sales", "12,345,678", 12345678), ("sales", "60万元", 60), ("sales", "６０ 万元", 60),
    # 3,000 元 are 0.3 of 万元: the same amount, told in another unit.
    ("sales", "3,000元", "0.3"), ("sales", "12.5万", "12.5"), ("sales", "¥12.5万元", "12.5"),
    ("sales", "0.5 亿元", 5000),
    ("share", "20%", 20), ("share", "20", 20), ("share", "12.5％", "12.5"),
    ("since", "2024-05", "2024-05"), ("since", "2024年5月", "2024-05"),
    ("since", "2024/5/1", "2024-05-01"), ("since", "2024.5.1", "2024-05-01"),
    ("since", "2024.5", "2024-05"), ("since", "202405", "2024-05"),
    ("since", "2024年3月份", "2024-03"),
    ("since", "20240501", "2024-05-01"), ("since", "2024年", "2024"), ("since", "2024", "2024"),
    ("since", "2024-05-01 00:00:00", "2024-05-01"), ("since", "2024/5/1 0:00", "2024-05-01"),
    ("since", "May-24", "2024-05"), ("since", "1-May-24", "2024-05-01"),
    ("since", "1992-06-30 23:00:00", "1992-06-30"), ("since", "1988-06-30 08:00", "1988-06-30"),
    ("since", "Dec-99", "1999-12"), ("since", "Jun-50", "1950-06"), ("since", "Mar-29", "2029-03"),
    # The serial days of spreadsheets: 1 is 1900-01-01, and they hold 1900 for a leap year.
    ("since", "45413", "2024-05-01"), ("since", "36526", "2000-01-01"),
    ("since", "45413.5", "2024-05-01"),
    ("since", "2024-05-01T00:00:00Z", "2024-05-01"), ("since", "2024-05-01 23:59:59", "2024-05-01"),
    # Hyphens of Word look like those of the keyboard.
    ("since", "2024\u201105\u201101", "2024-05-01"), ("since", "2024\u221205", "2024-05"),
    # Signs that nobody sees come along from web pages, chats and other programs.
    ("flag", "是\u200b", True), ("kind", "\u202a论文、报告\ufe0f", "paper"), ("rank", "3\u2060", 3),
    ("since", "\u200e2024-05", "2024-05"), ("kind", "书_x000D_", "book"), ("flag", "\u200b", None),
    ("share", "0.62%", "0.62%"), ("share", "0", 0), ("share", "1.5", "1.5"),
    ("memo", "  as it is ", "  as it is "), ("memo", "＝1", "＝1"),
    ("flag", "", None), ("flag", " \u3000", None), ("memo", "\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "value"), GOOD)
def test_what_a_cell_stands_for(field: str, text: str, value: Any) -> None:
    assert read_cell(ASKED[field], text) == value


BAD = [
    ("flag", "也许", "“也许”：请填“是”或“否”。"),
    ("kind", "论文报告", "是不是“论文、报告”"),
    ("rank", "2.5", "“2.5”：请填整数，例如 3。"),
    ("rank", "21", "“21”：不能大于 20。"),
    ("rank", "30%", "这里要的不是百分数"),
    ("sales", "五十", "请填一个数"),
    ("sales", "-1", "不能小于 0"),
    ("since", "去年", "请填日期"),
    ("since", "2024-13", "请填日期"),
    # From May to June, from 2010 to 2012, the first of January: each sign stands where it belongs.
    ("since", "2024年5-6月", "请填日期"),
    ("since", "2024.5-6", "请填日期"),
    ("since", "2010-12年", "请填日期"),
    ("since", "2024-1 1", "请填日期"),
    # Where programs have no day; midnight by the clock of the day before.
    ("since", "1970-01-01 08:00:00", "像是程序在没有日期时写的"),
    ("since", "1970-01-01T00:00:00.000Z", "像是程序在没有日期时写的"),
    ("since", "25569.3333333333", "像是程序在没有日期时写的"),
    ("since", "1970/1/1 8:00", "像是程序在没有日期时写的"),
    # Midnight of 1988-07-01 by the summer time that China had from 1986 to 1991.
    ("since", "1988-06-30T15:00:00.000", "1988-06-30 还是后一天"),
    ("since", "1988/6/30 23:00", "1988/6/30 还是后一天"),
    ("since", "32324.625", "1988-06-30 还是后一天"),
    # Days that no month has, and words where there is no day.
    ("since", "2024-06-31", "没有这一天或这个月。请填日期"),
    ("since", "20230229", "没有这一天或这个月"),
    ("since", "202413", "没有这一天或这个月"),
    ("since", "无", "没有日期的请空着"),
    ("sales", "没有", "请填 0，或者空着"),
    # Word puts this sign where a box is ticked; others mean that it is not so.
    ("flag", "☒", "请填“是”或“否”"),
    ("flag", "\uf0fe", "“[U+F0FE]”：请填“是”或“否”"),
    ("flag", "是\u0332\ufffc", "“是[U+0332][U+FFFC]”：请填“是”或“否”"),
    ("since", "2024-05-31 24:00", "2024-05-31 还是后一天"),
    ("since", "2024.1", "分不清是 1 月还是 10 月，请写成 2024-01 或 2024-10"),
    ("since", "99999", "请填日期"),
    # Of 1930, or of 2030: a contract may end then.
    ("since", "Mar-30", "请填日期"),
    ("since", "1-Dec-49", "请填日期"),
    ("since", "#REF!", "公式出错（#REF!）"),
    # Months run together without their nought, or days of 1955 as spreadsheets count them.
    ("since", "20246", "分不清是 2024-06，还是表格里的日期 1955-06-06"),
    ("since", "19991", "分不清是 1999-01，还是表格里的日期 1954-09-24"),
    # As programs write whole numbers of a column with gaps.
    ("since", "20246.0", "分不清是 2024-06，还是表格里的日期 1955-06-06"),
    ("since", "20240", "分不清是 2024 年，还是表格里的日期 1955-05-31"),
    ("since", "0224-07", "1910 年到 2100 年之间"),
    # 2018 typed where a spreadsheet wants a day is its day 2018; 25 is its day 25.
    ("since", "1905-07-10", "1910 年到 2100 年之间"),
    ("since", "1900/1/25", "1910 年到 2100 年"),
    # Midnight of 2018-07-01 in China as programs write it.
    ("since", "2018-06-30T16:00:00.000Z", "分不清是 2018-06-30 还是后一天"),
    ("since", "2018-06-30 16:00:00", "还是后一天"),
    ("since", "2018-06-30 23:59:17", "还是后一天"),
    ("since", "2018-06-30T15:59:17Z", "还是后一天"),
    ("since", "2018-06-30T20:30Z", "还是后一天"),
    ("since", "2018/6/30 23:59:16", "还是后一天"),
    # The same as text files show it, as a number of a cell without a format, and rounded.
    ("since", "2018/6/30 16:00", "还是后一天"),
    ("since", "2018/6/30 23:59", "还是后一天"),
    ("since", "43281.99950231481", "2018-06-30 还是后一天"),
    ("since", "43281.66667", "2018-06-30 还是后一天"),
    ("since", "2018-06-30 23:59:59.991000", "还是后一天"),
    ("since", "22024-07", "请填日期"),
    ("since", "1899-12-31", "1910 年到 2100 年之间"),
    # A comma may be a decimal point; signs above the line are notes; «3/3» is a rank among three.
    ("sales", "1,5", "请填一个数"),
    ("sales", "0,62", "请填一个数"),
    ("sales", "1.000,5", "请填一个数"),
    ("sales", "5，5", "请填一个数"),
    ("sales", "1,00", "请填一个数"),
    ("sales", "1,2345", "请填一个数"),
    ("sales", "5¹", "“5¹”：请填一个数"),
    ("sales", "12²", "请填一个数"),
    ("sales", "60①", "“60①”：请填一个数"),
    ("sales", "85/100", "请填一个数"),
    ("sales", "3000千克", "（单位是万元）"),
    ("rank", "1,2", "请填整数"),
    ("rank", "3/3", "请填整数"),
    ("rank", "4/2", "请填整数"),
    ("rank", "#BLOCKED!", "公式出错"),
    ("share", "0.62", "分不清是 0.62% 还是 62%"),
    ("share", "1", "分不清是 1% 还是 100%"),
    # What is asked for and what was found never look the same.
    ("kind", "论文\u200b报告", "“论文报告”"),
]


@pytest.mark.parametrize(
    "text", ["待定", "待核实", "暂无", "不适用", "不清楚", "？", "N/A", "NULL", "nan", "None", "空"]
)
@pytest.mark.parametrize("field", ["flag", "kind", "rank", "sales", "since"])
def test_what_says_nothing_is_told_so(field: str, text: str) -> None:
    value = read_cell(ASKED[field], text)
    assert isinstance(value, Misfit)
    assert "还不知道、用不着的请空着" in value.message


@pytest.mark.parametrize(("field", "text", "words"), BAD)
def test_what_is_none_says_how_to_mend_it(field: str, text: str, words: str) -> None:
    value = read_cell(ASKED[field], text)
    assert isinstance(value, Misfit)
    assert words in value.message


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    # The day 1904-01-01 has number 0: 2024-05-01 is 1462 less than where 1900 has number 1.
    assert read_cell(ASKED["since"], "43951", from_1904=True) == "2024-05-01"
    assert read_period(ASKED["stay"], "43951", "", from_1904=True) == {"from": "2024-05-01"}
    value = read_cell(ASKED["since"], "20246", from_1904=True)
    assert isinstance(value, Misfit)
    assert "1959-06-07" in value.message


def test_a_year_may_be_called_one_and_an_amount_may_have_its_sign() -> None:
    year = Asked({"id": "year", "type": "count", "label": "年度"}, "year")
    assert [read_cell(year, text) for text in ("2024年", "2024年度", "2024")] == [2024] * 3
    assert isinstance(read_cell(year, "3年"), Misfit)
    yuan = Asked({"id": "paid", "type": "number", "label": "费用", "unit": "元"}, "paid")
    assert [read_cell(yuan, text) for text in ("￥3,000", "¥3000元", "3000")] == [3000] * 3
    assert read_cell(yuan, "12.5 万元") == 125_000
    assert isinstance(read_cell(ASKED["sales"], "¥3000"), Misfit)
    area = Asked({"id": "area", "type": "number", "label": "面积", "unit": "平方米"}, "area")
    written = ("89.5", "89.5 平方米", "89.5㎡", "89.5 m²", "89.5平米")
    assert [read_cell(area, text) for text in written] == ["89.5"] * 5
    people = Asked({"id": "people", "type": "count", "label": "人数", "unit": "人"}, "people")
    assert [read_cell(people, text) for text in ("1,200人", "1200")] == [1200] * 2
    assert isinstance(read_cell(people, "1.2万"), Misfit)


@pytest.mark.parametrize(("label", "text"), [("改造的项数", "3项"), ("参加的次数", "3 次")])
def test_what_a_question_counts_may_stand_behind_the_number(label: str, text: str) -> None:
    asked = Asked({"id": "times", "type": "count", "label": label}, "times")
    assert read_cell(asked, text) == 3
    assert isinstance(read_cell(asked, "3个"), Misfit)
    assert isinstance(read_cell(asked, text.replace("3", "三")), Misfit)


def test_everyday_words_of_an_option() -> None:
    options = [
        {"id": "bachelor", "label": "大学本科", "words": ["本科", "学士"]},
        {"id": "college", "label": "大学专科", "words": ["大专"]},
    ]
    asked = Asked({"id": "level", "type": "ordered", "options": options}, "level")
    assert [read_cell(asked, word) for word in ("本科", " 大 专", "大学本科", "bachelor")] == [
        "bachelor", "college", "bachelor", "bachelor",
    ]  # fmt: skip
    assert isinstance(read_cell(asked, "中专"), Misfit)


@pytest.mark.parametrize(
    ("start", "end", "value"),
    [
        ("2018-07", "", {"from": "2018-07"}),
        ("2018年7月", "至今", {"from": "2018-07"}),
        ("2018.7", "2020/6/30", {"from": "2018-07", "to": "2020-06-30"}),
        ("", "2020", {"to": "2020"}),
        ("自 2018 年 7 月起", "", {"from": "2018-07"}),
        ("", "", None),
    ],
)
def test_periods_stand_in_two_cells(start: str, end: str, value: Any) -> None:
    assert read_period(ASKED["stay"], start, end) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2018-07 至 2020-06", {"from": "2018-07", "to": "2020-06"}),
        ("2018年7月至今", {"from": "2018-07"}),
        ("2018.7-2020.6", {"from": "2018-07", "to": "2020-06"}),
        ("2018.7—今", {"from": "2018-07"}),
        ("2018.7―2020.6", {"from": "2018-07", "to": "2020-06"}),
        ("2018.7 — 至今", {"from": "2018-07"}),
        ("2018年7月1日起至今", {"from": "2018-07-01"}),
        ("2018-07 - 2020-06", {"from": "2018-07", "to": "2020-06"}),
        ("2018/7～2020/6", {"from": "2018-07", "to": "2020-06"}),
        ("2018-07 至 今", {"from": "2018-07"}),
        ("自2018-07至2020", {"from": "2018-07", "to": "2020"}),
        ("2018-07 至 在职", {"from": "2018-07"}),
    ],
)
def test_periods_stand_in_one_cell_too(text: str, value: Any) -> None:
    assert read_whole_period(ASKED["stay"], text) == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Half a year off is no part of it, and what stands behind it is not dropped.
        ("2018-07 至今（2020 年停职）", "“今(2020 年停职)”：请填日期"),
        ("2018-07至2019-06；2019-09至今", "“2019-06;2019-09至今”：请填日期"),
        ("2018年7-9月", "请填日期"),
        ("2018.1至今", "分不清是 1 月还是 10 月"),
        ("2018-07 至", "请写成“2018-07 至 2020-06”"),  # cut off, or still going on
        ("2018-07 至 #REF!", "公式出错（#REF!）"),
    ],
)
def test_a_period_that_says_more_than_one_is_told(text: str, words: str) -> None:
    value = read_whole_period(ASKED["stay"], text)
    assert isinstance(value, Misfit)
    assert words in value.message


def test_a_period_without_its_beginning_is_told() -> None:
    for value in (read_period(ASKED["stay"], "", "至今"), read_whole_period(ASKED["stay"], "至今")):
        assert isinstance(value, Misfit)
        assert "请填开始的日期" in value.message


def test_a_period_that_ends_before_it_begins() -> None:
    value = read_period(ASKED["stay"], "2020-06", "2018-07")
    assert isinstance(value, Misfit)
    assert "结束日期早于开始日期" in value.message


def test_names_may_hold_what_separates_them() -> None:
    known = {"甲": "a", "甲、乙": "ab", "丙": "c"}
    assert split_names("甲、乙，丙；丁", known) == (["ab", "c"], ["丁"])
    assert split_names("丙;甲\n", known) == (["c", "a"], [])
    assert split_names("  ", known) == ([], [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("60、60、90", ["60", "60", "90"]), ("60,60,90,", ["60", "60", "90"]),
        ("60 60\n90", ["60 60", "90"]), ("60 60 90", ["60", "60", "90"]),
        ("60 学时、60 学时", ["60 学时", "60 学时"]),
        # A place left out, and a thousand among others.
        ("60、、90", ["60", "", "90"]), ("1,200、800", ["1,200、800"]),
    ],
)  # fmt: skip
def test_several_numbers_are_parted_by_one_sign(text: str, parts: list[str]) -> None:
    assert split_numbers(text) == parts


def test_letters_of_columns() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702, 16383)] == (
        ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]
    )
