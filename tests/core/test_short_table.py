"""The short table by hand: one row a person, in everyday words, and one line over everybody."""

from __future__ import annotations

import base64
import io
import zipfile
from typing import Any

import pytest

from calculator.core.entry import Calculator, load
from calculator.core.tables.blank import short_workbook
from calculator.core.tables.layout import layouts, short_layout
from calculator.core.values.canonical import dumps
from tests.core import table_people as own
from tests.core.conftest import clause, fig, rules_data

TERMS = [
    {"id": "degree", "type": "ordered", "label": "学历", "options": [
        {"id": "college", "label": "大学专科", "words": ["大专"]},
        {"id": "bachelor", "label": "大学本科", "words": ["本科"]}]},
    {"id": "got", "type": "date", "label": "取得日期"},
]  # fmt: skip
QUESTIONS: list[dict[str, Any]] = [
    {"id": "here", "type": "yesno", "label": "您是否在职"},
    {"id": "honest", "type": "yesno", "label": "您是否守纪"},
    {"id": "studies", "type": "list", "label": "学历", "item": "一段学历", "whole": True,
     "fields": TERMS},
    {"id": "jobs", "type": "list", "label": "经历", "item": "一段经历", "whole": True,
     "fields": [{"id": "spell", "type": "period", "label": "起止"}]},
    {"id": "marks", "type": "list", "label": "考核", "item": "一次考核", "whole": True,
     "at_most": 3, "fields": [{"id": "grade", "type": "ordered", "label": "等次", "options": [
        {"id": "failed", "label": "不合格"}, {"id": "passed", "label": "合格"}]}]},
    {"id": "faults", "type": "list", "label": "处分", "item": "一项处分", "whole": True,
     "fields": [{"id": "on", "type": "date", "label": "日期"}]},
    {"id": "hours", "type": "list", "label": "学时", "item": "一条学时", "whole": True, "fields": [
        {"id": "year", "type": "count", "label": "年度"},
        {"id": "way", "type": "choice", "label": "途径", "options": [
            {"id": "sum", "label": "证明上的合计"}, {"id": "class", "label": "培训班"}]},
        {"id": "amount", "type": "number", "label": "数量", "at_least": 0}]},
]  # fmt: skip
CLAUSES = [
    clause("fit", title="在职守纪", condition={"all": [
        {"question": "here", "is": True}, {"question": "honest", "is": True}]}),
    clause("school", title="学历", condition={"exists": {"from": "studies",
        "where": {"degree": {"at_least": "bachelor"}}}}),
    clause("study", title="学时", ledger={
        "entries": "hours", "year": "year", "way": "way", "kind": "way",
        "kinds": {"all-kinds": ["class"]},
        "years": {"from": fig(2028), "to": fig(2029)},
        "stated": {"clause": "study", "quantity": "amount", "options": {"all-kinds": "sum"}},
        "requirements": [{
            "id": "each", "clause": "study", "title": "每年学时", "kinds": ["all-kinds"],
            "scope": "each_year", "at_least": fig(20)}]}),
]  # fmt: skip
ROUTES = [{"id": "way", "title": "途径一", "needs": ["fit", "school", "study"]}]
COLUMNS = [
    {"title": "在职，守纪", "says": {"here": True, "honest": True, "faults": []}},
    {"question": "studies", "field": "degree", "title": "最高学历", "words": ["文化程度"]},
    {"question": "studies", "field": "got"},
    {"question": "jobs", "field": "spell", "title": "入职"},
    {"question": "marks", "field": "grade"},
    {"question": "hours"},
    {"title": "没有处分", "says": {"faults": []}, "spare": True},
]
HEADERS = [
    "编号", "在职，守纪", "最高学历", "学历：取得日期", "入职", "考核：等次",
    "2028 至 2029 年每年学时",
]  # fmt: skip


def calculator(**more: Any) -> Calculator:
    return load(dumps(rules_data(CLAUSES, QUESTIONS, routes=ROUTES) | more))


@pytest.fixture(scope="module")
def declared() -> Calculator:
    return calculator(short_table=COLUMNS)


def read(one: Calculator, *rows: list[str], headers: list[str] | None = None) -> dict[str, Any]:
    table = {"name": "基本情况", "cells": [headers or HEADERS, *rows]}
    return one.answer({"people": {"tables": [table]}})


def test_a_row_holds_a_record_of_each_list_and_what_a_yes_stands_for(declared: Calculator) -> None:
    assert [one.header for one in short_layout(declared.rules).columns] == HEADERS
    found = read(declared, ["1", "是", "本科", "2018年6月", "2018-07 至今", "合格", "20、 12.5"])
    person = found["people"][0]
    assert person["troubles"] == []
    assert person["answers"]["answers"] == {
        "here": True,
        "honest": True,
        "faults": [],
        "studies": [{"degree": "bachelor", "got": "2018-06"}],
        "jobs": [{"spell": {"from": "2018-07"}}],
        "marks": [{"grade": "passed"}] * 3,
        "hours": [
            {"year": 2028, "way": "sum", "amount": 20},
            {"year": 2029, "way": "sum", "amount": "12.5"},
        ],
    }
    assert person["places"]["studies[0].got"] == "基本情况!D2"


def test_columns_that_are_not_printed_are_understood(declared: Calculator) -> None:
    headers = ["编号", "没有处分", "2029 年每年学时", "2028 年每年学时"]
    found = read(declared, ["1", "是", "5", "7"], headers=headers)
    assert found["problems"] == []
    assert found["people"][0]["answers"]["answers"] == {
        "faults": [],
        "hours": [
            {"year": 2029, "way": "sum", "amount": 5}, {"year": 2028, "way": "sum", "amount": 7},
        ],
    }  # fmt: skip


def test_one_total_is_not_taken_for_each_year(declared: Calculator) -> None:
    found = read(declared, ["1", "", "", "", "", "", "40"])
    (told,) = found["people"][0]["troubles"]
    assert told["address"] == "基本情况!G2"
    assert "要填 2 个数，都用顿号隔开，这里有 1 个" in told["message"]
    assert found["people"][0]["answers"]["answers"] == {}


def test_a_record_that_stands_in_two_tables_is_told(declared: Calculator) -> None:
    people = [
        ["编号", "最高学历", "学历：取得日期"],
        ["1", "本科", "2018-06"],
        ["2", "本科", "2018"],
    ]
    studies = [["编号", "学历", "取得日期"], ["1", "本科", "2018-06"], ["2", "本科", "2019"]]
    tables = [{"name": "基本情况", "cells": people}, {"name": "学历", "cells": studies}]
    found = declared.answer({"people": {"tables": tables}})
    assert [len(one["answers"]["answers"]["studies"]) for one in found["people"]] == [2, 2]
    ((told,), none) = (one["troubles"] for one in found["people"])
    assert (told["address"], none) == ("学历!A2", [])
    assert "和“基本情况”表里填的是同一条，算了两条" in told["message"]


def test_other_headers_none_and_single_answers_are_understood(declared: Calculator) -> None:
    headers = ["编号", "文化程度", "在职，守纪", "您是否守纪", "是否在职"]
    found = read(declared, ["1", "没有", "是", "否", ""], headers=headers)
    # What is answered by itself comes before what a yes stands for.
    assert found["people"][0]["answers"]["answers"] == {
        "honest": False, "here": True, "studies": [], "faults": [],
    }  # fmt: skip
    assert found["people"][0]["troubles"] == []


def test_what_cannot_be_used_is_told_by_its_cell(declared: Calculator) -> None:
    found = read(declared, ["1", "否", "本课", "去年", "", "", "很多"])
    told = [one["address"] for one in found["people"][0]["troubles"]]
    assert told == ["基本情况!C2", "基本情况!D2", "基本情况!G2", "基本情况!B2"]
    words = found["people"][0]["troubles"][-1]["message"]
    assert "不都符合的不填" in words
    assert "是否在职" in words
    assert found["people"][0]["answers"]["answers"] == {}


def test_without_a_declaration_the_columns_follow_from_the_rules() -> None:
    headers = [one.header for one in short_layout(calculator().rules).columns]
    # What the way asks for; whole lists by the fields that decide; hours by kind.
    assert headers == [
        "编号", "是否在职", "是否守纪", "学历：学历", "2028 至 2029 年每年学时",
    ]  # fmt: skip


def test_what_brings_points_is_asked_without_a_declaration() -> None:
    more = clause("extra", points={"each": fig(2), "count": "extras"})
    questions = [*QUESTIONS, {"id": "extras", "type": "count", "label": "加分次数"}]
    rules = load(dumps(rules_data([*CLAUSES, more], questions, routes=ROUTES))).rules
    assert "加分次数" in [one.header for one in short_layout(rules).columns]


def test_somebody_is_known_by_more_than_a_number(declared: Calculator) -> None:
    rows = [["1", "", "本科"], ["2", "", "没有"], ["3"]]
    asked = {"tables": [{"name": "基本情况", "cells": [HEADERS, *rows]}]}
    result = declared.answer({"batch": asked})
    headers = [header for header, _ in result["columns"]]
    assert headers[:3] == ["编号", "最高学历、考核：等次", "结论"]
    assert [one["cells"][1] for one in result["people"]] == ["大学本科", "", ""]


def test_one_line_over_everybody_is_made_of_their_verdicts(declared: Calculator) -> None:
    rows = [
        ["1", "是", "本科", "", "", "", "20、20"],
        ["2", "是", "本科", "", "", "", "20、5"],
        ["3", "是", "大专", "", "", "", "20、20"],
        ["4", "", "本科", "", "", "", "20、20"],
        ["5", "是", "本科", "", "", "", "0、0"],
    ]
    result = declared.answer(
        {"batch": {"tables": [{"name": "基本情况", "cells": [HEADERS, *rows]}]}}
    )
    places = [one["told"]["place"] for one in result["people"]]
    assert places == ["met", "hours", "lacking", "open", "hours"]
    said = declared.answer({"lines": {"places": places}})["said"]
    note = "（“只差”指最接近的一条途径；表里没有填的，不作判断）"
    counted = ((1, "满足条件"), (2, "只差学时"), (1, "还缺别的条件"), (1, "不能确定"))
    assert said == "，".join(f"{count} 个申报人{word}" for count, word in counted) + note
    # Nothing is "only" missing: no word about it.
    assert declared.answer({"lines": {"places": ["met", "open"]}})["said"] == (
        "1 个申报人满足条件，1 个申报人不能确定"
    )


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_results_are_a_workbook_in_which_text_stays_text(declared: Calculator) -> None:
    people = [["001", "=1+1", "<&>", "3/2"]]
    asked = {"people": people, "places": ["met"], "problems": [["基本情况!A1", "001", "怎么改"]]}
    answer = declared.answer({"lines": {**asked, "workbook": True, "parts": []}})
    assert answer["name"].endswith("-batch.xlsx")
    found = parts(base64.b64decode(answer["base64"]))
    sheet = found["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert ">001</t>" in sheet
    assert ">=1+1</t>" in sheet
    assert ">&lt;&amp;&gt;</t>" in sheet
    assert "<v>1.5</v>" in sheet
    assert "1 个申报人满足条件" in sheet
    assert "怎么改" in found["xl/worksheets/sheet3.xml"]


def test_the_short_workbook_has_drop_downs_and_no_time_of_its_own(declared: Calculator) -> None:
    content = short_workbook(declared.rules)
    assert content == short_workbook(declared.rules)
    found = parts(content)
    assert "'选项'!$C$1:$C$3" in found["xl/worksheets/sheet1.xml"]
    assert 'name="选项" sheetId="3" state="hidden"' in found["xl/workbook.xml"]
    assert all(
        word in found["xl/worksheets/sheet3.xml"] for word in ("大学专科", "大学本科", "没有")
    )


def test_tables_speak_about_somebody_else() -> None:
    columns = [column for table in layouts(calculator().rules) for column in table.columns]
    assert not [text for one in columns for text in (one.header, one.help) if "您" in text]


def test_a_wrong_place_is_refused() -> None:
    answer = own.calculator().run(dumps({"lines": {"places": ["rich"]}}))
    assert "lines.places" in answer
