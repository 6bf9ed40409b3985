"""Tables by hand: what is read, what is reported and where, and that the rest is worked out."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.entry import RequestError, load
from calculator.core.tables import pasted
from calculator.core.tables.layout import layouts
from calculator.core.tables.pasted import rows_of
from calculator.core.values.canonical import dumps
from tests.core import table_people as own
from tests.core.conftest import clause, rules_data

CALCULATOR = own.calculator()
WORKS = ["编号", "类别", "第几", "日期"]


def read(*tables: tuple[str, list[list[str]]]) -> dict[str, Any]:
    given = [{"name": name, "cells": cells} for name, cells in tables]
    return CALCULATOR.answer({"people": {"tables": given}})


def answers(result: dict[str, Any]) -> list[dict[str, Any]]:
    return [one["answers"]["answers"] for one in result["people"]]


def troubles(result: dict[str, Any]) -> list[str]:
    own_ones = [
        f"{one['address']}：{one['message']}" for p in result["people"] for one in p["troubles"]
    ]
    return [f"{place}：{words}" for place, _, words in result["problems"]] + own_ones


def test_records_find_their_person_by_the_code() -> None:
    found = read(
        ("基本情况", [["编号", "规模"], ["甲", "小"], ["乙", "大、中"]]),
        (
            "成果",
            [WORKS, ["乙", "书", "1", "2024-05"], ["甲", "书", "2", ""], ["乙", "论文、报告"]],
        ),
    )
    assert answers(found) == [
        {"size": "s", "works": [{"kind": "book", "rank": 2}]},
        {"size": "m", "works": [{"kind": "book", "rank": 1, "day": "2024-05"}, {"kind": "paper"}]},
    ]
    assert troubles(found) == []


def test_bad_cells_are_named_by_address_and_the_rest_is_used() -> None:
    found = read(
        ("基本情况", [["编号", "规模", "是否在岗"], ["1", "巨大", "是"]]),
        ("成果", [WORKS, ["1", "书", "0", "2024-05"]]),
    )
    assert answers(found) == [{"flag": True, "works": [{"kind": "book", "day": "2024-05"}]}]
    assert [one.split("：")[0] for one in troubles(found)] == ["基本情况!B2", "成果!C2"]
    assert "第几：“0”：不能小于 1。" in troubles(found)[1]


def test_headers_may_have_blanks_breaks_units_and_titles_above() -> None:
    found = read(
        (
            "基本情况",
            [
                ["2025 年情况表"],
                [],
                ["编 号", "产值\n（万元）", "占比", "规模*"],
                ["1", "5", "20%", "小"],
            ],
        )
    )
    assert answers(found) == [{"size": "s", "sales": 5, "share": 20}]
    assert troubles(found) == []


@pytest.mark.parametrize("unit", ["单位：元", "（单位:人民币元）", "金额单位：亿元"])
def test_an_amount_that_a_title_tells_in_another_unit_is_not_taken(unit: str) -> None:
    rows = [["情况表", unit], ["编号", "产值", "占比"], ["1", "600000", "20%"]]
    found = read(("基本情况", rows))
    assert answers(found) == [{"share": 20}]
    assert [one.partition("：")[0] for one in troubles(found)] == ["基本情况!A1"]
    rows[0][1] = "单位：万元"
    assert answers(read(("基本情况", rows))) == [{"sales": 600000, "share": 20}]
    rows[0][1] = "单位：元山厂"
    assert answers(read(("基本情况", rows))) == [{"sales": 600000, "share": 20}]


def test_a_line_of_units_below_the_header_is_nobody() -> None:
    rows = [["编号", "产值", "占比"], ["", "（元）", "%"], ["1", "600000", "20"]]
    found = read(("人员", rows))
    assert answers(found) == [{"share": 20}]
    (told,) = troubles(found)
    assert told.startswith("人员!B2：“元”：“产值（万元）”要的单位是万元，没有使用")
    rows[1][:2] = ["编号", "【万元】"]
    found = read(("人员", rows))
    assert (answers(found), troubles(found)) == ([{"sales": 600000, "share": 20}], [])
    rows[1] = ["7", "万元", ""]
    assert [one["code"] for one in read(("人员", rows))["people"]] == ["7", "1"]


def test_headers_tables_and_options_are_known_by_what_they_were_called() -> None:
    options = [{"id": "s", "label": "小", "formerly": ["小型"]}, {"id": "m", "label": "大"}]
    spell = {"id": "spell", "type": "period", "label": "起止", "formerly": ["期间"]}
    questions = [
        {"id": "size", "type": "choice", "label": "规模", "formerly": ["大小"], "options": options},
        {
            "id": "big",
            "type": "number",
            "label": "产值",
            "unit": "万元",
            "formerly": ["规模", "产出"],
        },
        {"id": "jobs", "type": "list", "label": "经历", "formerly": ["履历"], "fields": [spell]},
    ]
    rules = dumps(rules_data([clause("a")], questions))
    people = [["编号", "大小", "产出（万元）"], ["1", "小型", "5"]]
    jobs = [["编号", "期间（开始）", "期间（结束）"], ["1", "2018-07", ""]]
    tables = [{"name": "基本情况", "cells": people}, {"name": "履历", "cells": jobs}]
    found = load(rules).answer({"people": tables})
    assert answers(found) == [{"size": "s", "big": 5, "jobs": [{"spell": {"from": "2018-07"}}]}]
    assert troubles(found) == []
    # What a column is called today goes before what another was called.
    tables = [{"name": "基本情况", "cells": [["编号", "规模"], ["1", "小"]]}]
    assert answers(load(rules).answer({"people": tables})) == [{"size": "s"}]


def test_unknown_columns_tables_and_people_are_reported() -> None:
    found = read(
        ("基本情况", [["编号", "姓名", "规 莫", "规模"], ["1", "某人", "", "小"]]),
        ("成果", [["编号", "类型", "类别"], ["2", "", "书"], ["", "", "书"]]),
        ("成里", [["编号"]]),
    )
    assert troubles(found) == [
        "成里!A1：不认识这张表，没有使用，是不是“成果”？",
        "基本情况!B1：不认识“姓名”这一列，没有使用；这里不需要能认出是谁的内容，请删掉这一列。",
        "基本情况!C1：不认识“规 莫”这一列，没有使用，是不是“规模”？",
        "成果!B1：不认识“类型”这一列，没有使用，是不是“类别”？",
        "成果!A3：这一行没有编号，不知道是谁的，没有使用。",
        "成果!A2：“基本情况”表里没有编号“2”，这一行没有使用。",
    ]
    assert answers(found) == [{"size": "s"}]


def test_codes_that_come_twice_are_missing_or_tell_who_it_is() -> None:
    found = read(
        (
            "基本情况",
            [
                ["编号", "规模"],
                ["1", "小"],
                ["1", "大、中"],
                ["", "小"],
                ["13800000000", "小"],
                ["3.30E+17", "小"],
                ["330102900101123", "小"],
                ["somebody@example.org", "小"],
                ["138 0000-0000", "小"],
                ["+86 13800000000", "小"],
                ["’330102 19900101 1234", "小"],
            ],
        ),
        ("成果", [WORKS, ["1", "书"]]),
    )
    codes = ["1", "第 4 行", "13800000000", "3.30E+17", "330102900101123", "somebody@example.org"]
    codes += ["138 0000-0000", "+86 13800000000", "’330102 19900101 1234"]
    assert [one["code"] for one in found["people"]] == codes
    assert answers(found)[0] == {"size": "s", "works": [{"kind": "book"}]}
    words = "\n".join(troubles(found))
    assert "基本情况!A3：编号“1”前面已经有了，本行没有计算" in words
    assert "基本情况!A4：没有编号，只按这一行计算" in words
    for row in range(5, 12):
        assert f"基本情况!A{row}：编号像证件号、手机号或邮箱" in words


@pytest.mark.parametrize("word", ["没有", "无", " 没有 "])
def test_a_list_may_be_declared_empty_with_the_persons_or_in_its_own_table(word: str) -> None:
    found = read(
        ("基本情况", [["编号", "成果", "经历"], ["1", word, ""]]),
        ("经历", [["编号", "起止日期（开始）"], ["1", word]]),
    )
    assert answers(found) == [{"works": [], "jobs": []}]
    assert troubles(found) == []


def test_what_contradicts_itself_is_said() -> None:
    found = read(
        ("基本情况", [["编号", "成果"], ["1", "没有、填全"], ["2", "三项"]]),
        ("成果", [WORKS, ["1", "书"]]),
    )
    assert answers(found) == [{"works": [{"kind": "book"}]}, {}]
    assert found["people"][0]["answers"]["closed"] == ["works"]
    assert troubles(found) == [
        "基本情况!B2：填了“没有”，但“成果”有 1 条，按有计算。",
        "基本情况!B3：“三项”：这里只填“没有”或“填全”，也可以不填；内容填在“成果”表里。",
    ]


def test_rows_declared_empty_and_own_estimates() -> None:
    found = read(
        ("基本情况", [["编号", "没有的计分项", "自估：论文"],
                  ["1", "书、论文、报告，总分，诗", "7.5"], ["2", "论文、报告", "11"]]),
        ("成果", [["编号", "类别", "自估：论文、报告"], ["1", "论文、报告", "6 分"]]),
    )  # fmt: skip
    one, two = (person["answers"] for person in found["people"])
    assert one["none"] == ["a", "b", "total"]
    assert one["estimates"] == {"c": "7.5", "b#0": 6}
    assert (two["none"], two["estimates"]) == (["b"], {})
    assert troubles(found) == [
        "基本情况!B2：没有“诗”这个计分项，没有使用。",
        "基本情况!C3：“11”：自估分应是 0 到 10 之间的数。",
    ]


def test_empty_rows_and_the_guide_are_passed_over() -> None:
    found = read(
        ("基本情况", [["编号", "规模"], ["填写说明", "选一项"], ["1", "小"], ["", " "], []]),
        ("成果", [WORKS, ["填写说明"], ["1", "", "", ""], ["1", "书"]]),
    )
    assert answers(found) == [{"size": "s", "works": [{"kind": "book"}]}]
    assert troubles(found) == []


def test_lists_alone_say_who_there_is() -> None:
    found = read(
        ("成果", [WORKS, ["1", "书"]]), ("经历", [["编号", "起止日期"], ["2", "2018年至今"]])
    )
    assert answers(found) == [
        {"works": [{"kind": "book"}]},
        {"jobs": [{"spell": {"from": "2018"}}]},
    ]
    assert troubles(found) == [
        "基本情况!A1：没有“基本情况”表：请把每个编号一行的那张改名为“基本情况”。"
    ]


def test_the_only_table_is_that_of_the_persons() -> None:
    found = read(("Sheet1", [["编号", "规模"], ["1", "小"]]))
    assert answers(found) == [{"size": "s"}]


def test_what_the_core_says_about_an_answer_comes_with_its_cell() -> None:
    given = [
        {"name": "基本情况", "cells": [["编号", "没有的计分项", "是否在岗"], ["1", "报告", "是"]]}
    ]
    batch = CALCULATOR.answer({"batch": {"tables": given}})
    # A row declared empty that answers fill: the row of the person is all there is to name.
    [[place, code, words]] = batch["people"][0]["problems"]
    assert (place, code) == ("基本情况!A2", "1")
    assert "标了没有" in words


def test_the_template_asks_for_everything_and_for_nobody() -> None:
    persons, works, jobs = layouts(CALCULATOR.rules)
    assert [one.header for one in persons.columns] == [
        "编号", "规模", "是否在岗", "产值（万元）", "占比（%）", "入职日期", "在职（开始）",
        "在职（结束）", "成果", "经历", "没有的计分项", "自估：论文",
    ]  # fmt: skip
    assert [one.header for one in works.columns[-2:]] == ["备注", "自估：论文、报告"]
    assert jobs.name == "经历"
    assert persons.columns[1].options == ("小", "大、中")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\n1\t2\r\n", [["a", "b"], ["1", "2"]]),
        ('\ufeffa,b\n1,"x,\ny"', [["a", "b"], ["1", "x,\ny"]]),
        ("a;b\n1;2", [["a", "b"], ["1", "2"]]),
        ("基本情况表\n\na\tb\n1,5\t2", [["基本情况表"], [], ["a", "b"], ["1,5", "2"]]),
        ('a\tb\n"two\nlines"\t"say ""hi"""', [["a", "b"], ["two\nlines", 'say "hi"']]),
        # A quote that is never closed is a sign like any other.
        ('a\tb\n"5\t6\n7\t8', [["a", "b"], ['"5', "6"], ["7", "8"]]),
        ("a,b\n'=1+1,2", [["a", "b"], ["=1+1", "2"]]),
        ('a,b\n"=""007""",2', [["a", "b"], ["007", "2"]]),
        ("编号，规模\n1，小", [["编号", "规模"], ["1", "小"]]),
        # Other signs go before it.
        ("a,b（甲，乙，丙）\n1,2", [["a", "b（甲，乙，丙）"], ["1", "2"]]),
        ("a，b\n1;2", [["a，b"], ["1", "2"]]),
        ("", []),
    ],
)
def test_pasted_and_saved_text(text: str, rows: list[list[str]]) -> None:
    assert rows_of(text) == rows


def test_what_stands_outside_the_header_is_told() -> None:
    text = "编号,规模,产值\n1,小,1,000\n2,小,2,,\n"  # a thousand, without quotes
    found = CALCULATOR.answer({"people": {"tables": [{"name": "基本情况", "text": text}]}})
    assert answers(found) == [{"size": "s", "sales": 1}, {"size": "s", "sales": 2}]
    assert troubles(found) == [
        "基本情况!D2：“000”这一格上面没有表头，没有使用；请核对这一行有没有错位。"
    ]
    jobs = ("经历", [["编号", "", "起止日期"], ["1", "甲厂", "2018-07 至今"]])
    found = read(("基本情况", [["编号"], ["1"]]), jobs)
    assert [one.partition("这")[0] for one in troubles(found)] == ["经历!B2：“甲厂”"]


def test_a_header_that_comes_again_and_what_stands_alone_below_are_nobody() -> None:
    rows = [
        ["编号", "规模"], ["1", "小"], ["编号", "规模"], ["2025年申报第001号"], ["甲组乙"],
        ["合 计", "1"], ["本页小计", "1"], ["平均"], ["填 表 人：张三"], ["单位（盖章）："],
        ["审 核"],
        ["以下空白"], ["（以下无正文）"], ["共 1 人"], ["注1：属实"], ["2025年6月1日"], ["——"],
        ["* *"], ["某某公司申报人员一览表"], ["联系电话：0576"], ["2", "小"],
    ]  # fmt: skip
    found = read(("基本情况", rows))
    assert [one["code"] for one in found["people"]] == ["1", "2025年申报第001号", "甲组乙", "2"]
    told = troubles(found)
    assert [one.partition("：")[0] for one in told] == [
        f"基本情况!A{row}" for row in (*range(6, 21), 4, 5)
    ]
    assert all("不是一条记录，没有读" in one for one in told[:-2])
    assert all("没有填别的内容；多余的，请删掉" in one for one in told[-2:])


def test_a_code_alone_that_numbers_nobody_is_told_unless_records_name_it() -> None:
    codes = ["一、研发部", "END", "2025-09-01", "张三", "A-7", "12号", "0003", "乙"]
    found = read(
        ("基本情况", [["编号", "规模"], *([one] for one in codes)]), ("成果", [WORKS, ["乙", "书"]])
    )
    assert [one["code"] for one in found["people"]] == codes
    assert [one.partition("：")[0] for one in troubles(found)] == [
        f"基本情况!A{row}" for row in range(2, 6)
    ]


@pytest.mark.parametrize("code", ["-", "/", "无", "——"])
def test_a_dash_is_no_code(code: str) -> None:
    found = read(("基本情况", [["编号", "规模"], [code, "小"]]), ("成果", [WORKS, [code, "书"]]))
    assert [(one["code"], one["answers"]["answers"]) for one in found["people"]] == [
        ("第 2 行", {"size": "s"})
    ]
    assert [one.partition("，")[0] for one in troubles(found)] == [
        "成果!A2：这一行没有编号", "基本情况!A2：没有编号",
    ]  # fmt: skip


def test_a_table_without_a_known_column_is_nobody() -> None:
    found = read(("基本情况", [["编号，规模"], ["1，小"]]))
    assert found["people"] == []
    assert "基本情况!A1：一列也没有认出，这张表没有读" in troubles(found)[-1]


def test_the_main_table_is_taken_by_its_former_name_as_well() -> None:
    works = ("成果", [WORKS, ["1", "书"]])
    for name in ("人员", "人员 - 表格 1"):
        found = read((name, [["编号", "规模"], ["1", "小"]]), works)
        assert answers(found) == [{"size": "s", "works": [{"kind": "book"}]}]
        assert not troubles(found)


def test_programs_put_something_behind_the_name_of_a_sheet() -> None:
    rows = [["编号", "规模"], ["1", "小"]]
    works = [WORKS, ["1", "书"]]
    found = read(("基本情况 - 表格 1", rows), ("成果（2）", works), ("说明 - 表格 1", [["x"]]))
    assert answers(found) == [{"size": "s", "works": [{"kind": "book"}]}]
    assert [one.partition("：")[0] for one in troubles(found)] == ["说明 - 表格 1!A1"]
    beside = ("填写说明 - 表格 1", "选项 - 表格 1", "导出摘要", "Export Summary")
    of_numbers = read(("基本情况 - 表格 1", rows), *((name, [["x"]]) for name in beside))
    assert answers(of_numbers) == [{"size": "s"}]
    assert not troubles(of_numbers)
    alone = read(("工作表1", rows), ("填写说明", [["x"]]))
    assert answers(alone) == [{"size": "s"}]
    assert not troubles(alone)
    found = read(
        ("基本情况 (2)", [["编号", "规模"], ["1", "大、中"]]),
        ("基本情况", rows),
        ("基本情况的副本", rows),
    )
    assert answers(found) == [{"size": "s"}]
    assert troubles(found) == [
        f"{name}!A1：有两张“基本情况”表，没有用这一张。"
        for name in ("基本情况 (2)", "基本情况的副本")
    ]


@pytest.mark.parametrize(
    "counted", [["1", "2", "3", "4"], ["甲", "1", "2"], ["甲", "乙", "（1）", "2"], ["栏次", "1"]]
)
def test_a_row_that_counts_the_columns_is_nobody(counted: list[str]) -> None:
    found = read(("基本情况", [["编号", "规模", "产值", "占比"], counted, ["1", "小", "5", "20"]]))
    assert answers(found) == [{"size": "s", "sales": 5, "share": 20}]
    assert [one.partition("：")[0] for one in troubles(found)] == ["基本情况!A2"]
    assert "不是一条记录，没有读" in troubles(found)[0]


def test_remarks_behind_a_header_are_none_of_it() -> None:
    found = read(("基本情况", [["编号", "1、规模（必填）", "（2）产值（选填项）", "3．是否在岗？"],
                         ["1", "小", "5", "是"]]))  # fmt: skip
    assert (answers(found), troubles(found)) == ([{"size": "s", "sales": 5, "flag": True}], [])


@pytest.mark.parametrize(
    "word",
    [
        "平均值", "汇总", "人数合计", "合计金额", "总计（元）", "计", "总分", "最高分", "TOTAL:",
        "Subtotal", "示例", "（样例）", "例1", "续表", "第1页，共2页", "打印日期：2025-01-01",
        "数据来源：某处", "备注", "（例）", "例：1", "如：1", "XX", "***",
    ],
)  # fmt: skip
def test_a_row_about_the_table_is_nobody(word: str) -> None:
    found = read(("基本情况", [["编号", "规模"], ["1", "小"], [word, "小"], ["例外-2", "小"]]))
    assert [one["code"] for one in found["people"]] == ["1", "例外-2"]
    assert len(troubles(found)) == 1
    assert "不是一条记录，没有读" in troubles(found)[0]


@pytest.mark.parametrize("mark", ["/", "／", "—", "——", "-", "\\"])
def test_a_mark_for_nothing_leaves_its_question_open_and_is_told_once(mark: str) -> None:
    work = ["编号", "类别", "第几", "起止（开始）", "起止（结束）", "备注"]
    found = read(
        ("基本情况", [["编号", "规模", "产值", "入职日期", "成果"], ["1", mark, "5", mark, ""],
                  ["2", "小", mark, "2024-05", mark]]),
        ("成果", [work, ["1", "书", mark, "2018-07", mark, mark], ["2", mark, mark, mark, "", mark],
                  ["2", "", "", "", "", mark]]),
    )  # fmt: skip
    assert answers(found) == [
        {"sales": 5, "works": [{"kind": "book", "spell": {"from": "2018-07"}, "memo": mark}]},
        {"size": "s", "since": "2024-05", "works": [{"memo": mark}]},
    ]
    read_as = "“/”一类的记号：这样的格子（共 {} 格）当作没有填。"
    read_as += "还不知道、用不着的请空着；要表示没有，请写“没有”“否”或 0。"
    assert [one for one in troubles(found) if "一类的记号" in one] == [
        f"成果!C2：{read_as.format(5)}", f"基本情况!B2：{read_as.format(3)}",
    ]  # fmt: skip
    assert [one.partition("：")[0] for one in troubles(found)[2:]] == ["基本情况!E3"]


def test_a_row_of_words_for_nothing_says_that_there_is_nothing_to_list() -> None:
    row = ["无", "没有", "无"]
    found = read(
        ("基本情况", [["编号"], ["1"], ["2"]]), ("成果", [WORKS, ["1", *row], ["2", *row[1:]]])
    )
    assert (answers(found), troubles(found)) == ([{"works": []}, {"works": []}], [])


def test_an_own_estimate_of_so_many_is_not_divided() -> None:
    found = read(("基本情况", [["编号", "自估：论文"], ["1", "8/10"]]))
    assert found["people"][0]["answers"]["estimates"] == {}
    assert "自估分应是 0 到 10 之间的数" in troubles(found)[0]


def test_a_code_whose_formula_failed_is_nobody() -> None:
    found = read(
        (
            "基本情况",
            [["编号", "规模"], ["#REF!", "小"], ["#N/A", "小"], ["Err:502", ""], ["1", "小"]],
        )
    )
    assert [one["code"] for one in found["people"]] == ["1"]
    assert [one.split("，")[0] for one in troubles(found)] == [
        "基本情况!A2：编号的公式出错（#REF!）", "基本情况!A3：编号的公式出错（#N/A）",
        "基本情况!A4：编号的公式出错（Err:502）",
    ]  # fmt: skip


OTHER_HEADERS = [
    ["编号", "占比", "产值"],  # the same columns, the other way round
    ["产值", "编号", "占比"],
    ["编号", "规模", ""],
    ["编号", "类别", "第几", "日期"],  # those of another table
    ["编号", "产值"],
]


@pytest.mark.parametrize("header", OTHER_HEADERS)
def test_where_another_table_begins_nothing_more_is_read(header: list[str]) -> None:
    found = read(
        ("基本情况", [["编号", "产值", "占比"], ["1", "5", "20"], header, ["2", "30", "6"]]),
        ("成果", [WORKS, ["1", "书"], ["编号", "第几", "类别"], ["1", "2", "书"]]),
    )
    assert answers(found) == [{"sales": 5, "share": 20, "works": [{"kind": "book"}]}]
    assert [one.partition("：")[0] for one in troubles(found)] == [
        "成果!A3", "基本情况!A3",
    ]  # fmt: skip
    assert all("又是一行表头，和上面的不一样，从这一行起没有读" in one for one in troubles(found))


def test_where_a_greater_table_stands_below_the_first_one_is_told() -> None:
    rows = [["编号", "规模"], ["1", "小"], [], ["编号", "产值", "占比"], ["2", "30", "6"]]
    found = read(("基本情况", rows))
    assert [(one["code"], one["answers"]["answers"]) for one in found["people"]] == [
        ("2", {"sales": 30, "share": 6})
    ]
    (told,) = troubles(found)
    assert told.startswith("基本情况!A1：这里也像表头，到第 4 行的表头为止没有读")
    lines = [["甲厂"], ["编号", "情况"], ["编号", "产值", "占比"], ["2", "30", "6"]]
    assert not troubles(read(("基本情况", lines)))


def test_a_second_line_of_the_header_is_none_of_the_people() -> None:
    rows = [["编号", "产值", "占比"], ["编号", "去年", "今年"], ["1", "5", "20"]]
    found = read(("基本情况", rows))
    assert (answers(found), troubles(found)) == ([{"sales": 5, "share": 20}], [])


def test_of_two_tables_side_by_side_the_first_is_read() -> None:
    rows = [["编号", "产值", "", "编号", "占比"], ["1", "5", "", "2", "30"]]
    found = read(("基本情况", rows))
    assert answers(found) == [{"sales": 5}]
    assert [one.partition("：")[0] for one in troubles(found)] == ["基本情况!D1"]


def test_a_column_for_each_person_is_told() -> None:
    rows = [["编号", "1", "2"], ["规模", "小", "小"], ["产值", "5", "6"]]
    found = read(("基本情况", rows))
    assert found["people"] == []
    (told,) = troubles(found)
    assert told.startswith("基本情况!A1：像是表头在第一列，这张表没有读：请把表头放在第一行")


@pytest.mark.parametrize("amount", ["60,500", "60.500", "60，500", "６０，５００", "¥60,500元"])
def test_what_semicolons_leave_in_doubt_is_not_taken(amount: str) -> None:
    text = f"编号;产值;占比\n1;{amount};20\n2;60500;20.5\n"
    found = CALCULATOR.answer({"people": {"tables": [{"name": "基本情况", "text": text}]}})
    assert answers(found) == [{"share": 20}, {"sales": 60500, "share": "20.5"}]
    (told,) = troubles(found)
    assert told.startswith(f"基本情况!B2：“{amount}”：这里的逗号和点，分不清是千分位还是小数点")


@pytest.mark.parametrize("other", ["60,5", "1.234,56", "7，25"])
def test_where_one_comma_is_a_decimal_sign_another_may_be(other: str) -> None:
    text = f"编号\t产值\n1\t60,500\n2\t{other}\n3\t1,234,567\n"
    found = CALCULATOR.answer({"people": {"tables": [{"name": "人员", "text": text}]}})
    assert answers(found) == [{}, {}, {"sales": 1234567}]
    assert [one.partition("：")[0] for one in troubles(found)] == ["人员!B2", "人员!B3"]


@pytest.mark.parametrize("text", ['编号,产值\n1,"60,500"', "编号\t产值\n1\t60,500"])
def test_where_a_comma_can_only_part_thousands_it_does(text: str) -> None:
    found = CALCULATOR.answer({"people": {"tables": [{"name": "基本情况", "text": text}]}})
    assert (answers(found), troubles(found)) == ([{"sales": 60500}], [])


@pytest.mark.parametrize("header", ["产值/万元", "产值：万元", "产值[万元]", "产值【万元】"])
def test_a_unit_may_stand_behind_a_header_in_any_way(header: str) -> None:
    found = read(("基本情况", [["编号", header], ["1", "5"]]))
    assert (answers(found), troubles(found)) == ([{"sales": 5}], [])


def test_a_header_in_another_unit_is_not_said_to_be_misspelt() -> None:
    found = read(("基本情况", [["编号", "产值（元）"], ["1", "600000"]]))
    assert answers(found) == [{}]
    (told,) = troubles(found)
    assert "要的单位是万元，请换算好，改掉表头" in told


@pytest.mark.parametrize("code", ["1、2", "1，2,3", "1～3"])
def test_several_people_in_a_row_are_told(code: str) -> None:
    found = read(("人员", [["编号", "规模"], [code, "小"], ["1-3", "小"]]))
    (told,) = troubles(found)
    assert told.startswith("人员!A2：编号像是几个人的，当作一个人算了")


def test_what_programs_write_where_they_know_nothing_says_nothing() -> None:
    found = read(("基本情况", [["编号", "成果", "经历"], ["1", "None", "nan"]]))
    assert answers(found) == [{}]
    assert len(troubles(found)) == 2


def test_numbers_of_rows_are_no_codes_of_people() -> None:
    found = read(("基本情况", [["编号"], ["1"]]), ("成果", [["序号", "类别"], ["1", "书"]]))
    assert [one.partition("：")[2] for one in troubles(found)] == [
        "“序号”这一列当作“编号”读了，请改成“编号”。它要是“基本情况”表里的编号，不是这张表的行号。"
    ]


def test_no_tables_give_no_people() -> None:
    assert CALCULATOR.answer({"people": []})["people"] == []
    assert CALCULATOR.answer({"batch": {"tables": []}})["people"] == []


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"batch": None}, "batch.tables 要写成列表"),
        ({"batch": {"tables": 5}}, "batch.tables 要写成列表，现在是 5"),
        ({"batch": {"tables": [5, {}]}}, "batch.tables[0] 要写成对象，现在是 5"),
        ({"people": [{"cells": 7}]}, "people.tables[0].cells 要写成列表，现在是 7"),
        ({"people": [{"cells": [["a"], "b"]}]}, "people.tables[0].cells[1] 要写成列表"),
        ({"people": [{"cells": [["a", {}]]}]}, "people.tables[0].cells[0] 里的每一格"),
        ({"people": [{"name": 1, "text": []}]}, "tables[0].text 要写成文字，现在是 []"),
        ({"batch": {"people": 7}}, "batch.people 要写成列表，现在是 7"),
        ({"batch": {"people": [{}]}}, "batch.people[0].code 要写成文字，现在是 null"),
        ({"batch": {"people": [{"code": "a", "places": {"x": 1}}]}}, 'places 里的 "x" 要写成文字'),
        ({"batch": {"people": [{"code": "a", "troubles": [1]}]}}, "troubles[0].address"),
        ({"lines": 7}, "“lines”要写成对象，现在是 7"),
        ({"lines": {"people": [[]]}}, "lines.people[0] 不能一格也没有"),
        ({"lines": {"problems": ["x"]}}, "lines.problems[0] 要写成列表"),
    ],
)
def test_an_odd_request_is_told_where_it_is_odd(request_: dict[str, Any], words: str) -> None:
    with pytest.raises(RequestError) as caught:
        CALCULATOR.answer(request_)
    assert words in str(caught.value)


@pytest.mark.parametrize("text", ["a\n" * 5, 'a"\n' * 5, "a" * 30])
def test_a_text_without_end_is_cut_and_told(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(pasted, "MOST_ROWS", 3)
    monkeypatch.setattr(pasted, "MOST_CHARACTERS", 20)
    table = pasted.table_of("基本情况", text)
    assert len(list(table.rows)) <= 3
    assert ["内容太多" in trouble.message for _, trouble in table.told] == [True]


def test_a_row_without_end_is_cut() -> None:
    assert [len(row) for row in pasted.rows_of("," * 5_000)] == [pasted.MOST_COLUMNS]
