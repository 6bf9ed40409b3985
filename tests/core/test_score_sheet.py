"""The score sheet: the table's layout, what was filled in, and the numbers of the result."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from tests.core import strategies as own
from tests.core.conftest import TINY, clause, fig, rules_data

CALCULATOR = load(dumps(TINY))


def sheet(answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    request = {"sheet": True, "answers": {"answers": answers, **more}}
    response = json.loads(CALCULATOR.run(json.dumps(request)))
    assert response["ok"], response
    result: dict[str, Any] = response["result"]
    return result


def table(rows: list[list[Any]]) -> list[dict[str, Any]]:
    """The lines of the table by their headers."""
    return [dict(zip(header(rows), row, strict=True)) for row in part(rows, "计分项")]


def header(rows: list[list[Any]]) -> list[Any]:
    return next(row for row in rows if "计分项" in row)


def summary(rows: list[list[Any]]) -> list[list[Any]]:
    """Title, cap, least and most points of the lines above the table."""
    place = {name: header(rows).index(name) for name in header(rows)}
    names = ("计分项", "最高分", "得分（至少）", "得分（至多）")
    return [[row[place[name]] for name in names] for row in part(rows, "汇总")]


def part(rows: list[list[Any]], name: str) -> list[list[Any]]:
    """The lines between a header with this name and the next empty line."""
    start = next(n for n, row in enumerate(rows) if name in row)
    return rows[start + 1 : rows.index([], start)]


def test_lines_stand_in_the_order_of_the_table_with_what_was_filled_in() -> None:
    found = sheet(
        {"trainings": 3, "patents": [{"kind": "invention", "rank": 9, "memo": "private"}]}
    )
    total, training, patent = table(found["rows"])
    # 5 × 3 = 15, at most 10; 12 − 1.5 × 7 = 1.5.
    assert (total["计分项"], total["得分（至少）"], total["最高分"]) == ("合计", "11.5", 30)
    assert training["填写的内容"] == "培训次数：3"
    assert (training["得分（至少）"], training["得分（至多）"]) == (10, 10)
    assert training["算式"] == "5 × 3 = 15 → 10：培训最高 10"
    assert patent["计分标准"] == "本人排名：第 2 名 12 分，往后每名少 1.5 分，不低于 0"
    assert patent["填写的内容"] == (
        "专利 第 1 条（类别：发明专利；本人排名：9）：计入，12 − 1.5 × 7 = 1.5"
    )
    assert patent["条款"] == "patent"
    assert patent["证明材料"] == "原文要求：专利证书、专家意见\n本站建议：年报"
    assert training["证明材料"] == ""
    assert found["name"] == "tiny-2025-score.csv"


def test_the_levels_bear_the_names_that_the_source_gives_them() -> None:
    clauses = [
        clause("total", points={"add": "sum", "levels": ["大类", "小类", "细目"]}),
        clause("work", "total", points={"add": "sum"}),
        clause("talks", "work", points={"add": "sum"}),
        clause("talk", "talks", points={"once": fig(5), "when": {"question": "talks", "is": True}}),
    ]
    asked = [{"id": "talks", "type": "yesno", "label": "做过报告"}]
    data = rules_data(clauses, asked, policy={"total": "total"})
    named = json.loads(load(dumps(data)).run(json.dumps({"sheet": True, "answers": {}})))
    del data["clauses"]["total"]["points"]["levels"]
    unnamed = json.loads(load(dumps(data)).run(json.dumps({"sheet": True, "answers": {}})))
    assert ["大类", "小类", "计分项"] in [row[:3] for row in named["result"]["rows"]]
    assert ["一级指标", "二级指标", "计分项"] in [row[:3] for row in unnamed["result"]["rows"]]


def test_notes_for_the_person_alone_are_left_out() -> None:
    found = sheet({"patents": [{"kind": "invention", "memo": "private"}]})
    assert "private" not in found["csv"]


def test_rows_without_an_answer_say_so() -> None:
    found = sheet({}, none=["patent"])
    # Nothing was filled in: all lines stand there, to be filled in by hand.
    _, training, patent = table(found["rows"])
    assert training["填写的内容"] == "没有回答，按没有计"
    assert patent["填写的内容"] == "没有"
    assert ["没有回答，按没有计：training 培训"] in found["rows"]
    assert ["没有：patent 专利"] in found["rows"]


def test_only_what_was_filled_in_has_a_line_and_the_rest_is_named_in_one() -> None:
    found = sheet({"trainings": 3})
    assert [line["计分项"] for line in table(found["rows"])] == ["合计", "培训"]
    assert ["没有回答，按没有计：patent 专利"] in found["rows"]
    assert not any(str(row[0]).startswith("没有：") for row in found["rows"] if row)


def test_the_summary_has_the_total_and_its_parts_with_their_caps() -> None:
    # 5 × 3 = 15, at most 10. Of the patents nothing is known: they may bring up to 20.
    assert summary(sheet({"trainings": 3})["rows"]) == [
        ["总分", 30, 10, 10],
        ["培训", 10, 10, 10],
        ["专利", 20, 0, 0],
        ["1 行没有回答，都填上的话", "", 10, 30],
    ]
    assert len(summary(sheet({"trainings": 3}, none=["patent"])["rows"])) == 3


def test_a_group_without_any_answer_is_named_once_for_all_its_rows() -> None:
    once = {"once": fig(5)}
    clauses = [
        clause("total", points={"add": "sum"}),
        clause("talks", "total", points={"add": "sum"}),
        clause("talk", "talks", points={**once, "when": {"question": "a", "is": True}}),
        clause("lecture", "talks", points={**once, "when": {"question": "b", "is": True}}),
        clause("prize", "total", points={**once, "when": {"question": "c", "is": True}}),
        clause("medal", "total", points={**once, "when": {"question": "d", "is": True}}),
    ]
    asked = [{"id": name, "type": "yesno", "label": name} for name in "abcd"]
    data = rules_data(clauses, asked, policy={"total": "total", "blanks": ["名字", "日期"]})
    answers = {"answers": {"c": True}, "none": ["medal"]}
    rows = load(dumps(data)).answer({"sheet": True, "answers": answers})["rows"]
    assert ["没有回答，按没有计：talks talks（2 行）"] in rows
    assert ["没有：medal medal"] in rows
    assert [line["计分项"] for line in table(rows)] == ["合计", "prize"]
    # What is written by hand has room: the blanks that the policy names.
    assert ["名字：＿＿＿＿＿＿＿＿＿＿", "日期：＿＿＿＿＿＿＿＿＿＿"] in rows


def test_what_falls_into_no_row_or_cannot_be_used_stands_below() -> None:
    found = sheet({"patents": [{"kind": "other", "rank": 1}], "trainings": "many"})
    assert ["专利 第 1 条", "类别：其他专利；本人排名：1"] in found["rows"]
    assert ["trainings", "培训次数：请填整数，例如 3。"] in found["rows"]


def test_the_same_cells_stand_in_the_csv() -> None:
    found = sheet({"trainings": 1, "patents": [{"kind": "=cmd|x", "rank": 2}]})
    assert found["csv"].startswith("\ufeff自评表：小政策（2025，正在申报）\r\n")
    assert "\r\n=" not in found["csv"]
    assert ",=" not in found["csv"]


def test_a_policy_without_points_has_a_sheet_of_words() -> None:
    calculator = load(dumps(rules_data([clause("alone")])))
    response = json.loads(calculator.run('{"sheet": true}'))
    assert response["ok"], response


STANDARDS = [
    ({"each": fig(5), "count": "times"}, "每项 5 分"),
    ({"each": fig("2.5"), "items": {"from": "things", "require": ["proven"]}},
     "每项 2.5 分；计入条件：有证明"),
    ({"by_place": {"field": "rank", "points": fig(10), "coefficients": ["1", "0.5"],
                   "tail": "0.2"}, "items": {"from": "things"}},
     "排名：以 10 分为基数，第 1 名乘 1，第 2 名乘 0.5，往后乘 0.2"),
    ({"once": fig(10), "items": {"from": "things"}}, "有一项计入得 10 分，不累计"),
    ({"once": fig(10), "when": {"question": "flag", "is": True}}, "满足条件得 10 分，不累计"),
    ({"experts": fig(20)}, "由专家评定，0～20 分"),
    ({"experts_each": fig(4), "items": {"from": "things"}}, "每项由专家评定，0～4 分"),
    ({"linear": {"question": "times", "per": fig("0.25"), "above": fig(60)}},
     "次数：高出 60 分的部分，每 1 计 0.25 分"),
    ({"bands": {"question": "times", "steps": [{"from": 1, "points": fig(2)},
                                               {"from": 3, "points": fig(6)}]}},
     "满 1得 2 分，满 3得 6 分；只取达到的最高一档"),
    ({"deduct": fig(2), "count": "times"}, "每次扣 2 分"),
    ({"deduct": fig(2), "items": {"from": "things"}}, "每项扣 2 分"),
    ({"deduct": fig(2), "when": {"question": "flag", "is": True}}, "成立时扣 2 分"),
]  # fmt: skip


@pytest.mark.parametrize(("points", "words"), STANDARDS, ids=[words for _, words in STANDARDS])
def test_every_way_of_giving_points_has_words(points: dict[str, Any], words: str) -> None:
    clauses = [
        own.PROVEN,
        clause("total", points={"add": "best"}),
        clause("r", "total", points=points),
    ]
    calculator = load(dumps(rules_data(clauses, own.QUESTIONS)))
    rows = calculator.answer({"sheet": True})["rows"]
    best, row = table(rows)
    assert (best["计分标准"], row["计分标准"]) == ("不累计，取最高的一项", words)


@pytest.mark.parametrize(
    ("points", "standard", "formula"),
    [
        ({"experts": fig(20)}, "由区里评定，0～20 分", "区里评分 0～20，自估 4"),
        ({"experts": fig(9), "when": {"question": "flag", "is": True}},
         "由区里评定，0～9 分", "区里评分 0～9，自估 4"),
        ({"experts": fig(9), "items": {"from": "things"}},
         "由区里评定，0～9 分", "区里评分 0～9，自估 4"),
    ],
)  # fmt: skip
def test_whoever_judges_is_called_as_the_policy_calls_them(
    points: dict[str, Any], standard: str, formula: str
) -> None:
    clauses = [clause("total", points={"add": "sum"}), clause("r", "total", points=points)]
    data = rules_data(clauses, own.QUESTIONS)
    data["policy"]["experts"] = "区里"
    said = {"answers": {"flag": True, "things": [{}]}, "estimates": {"r": 4, "r#0": 4}}
    rows = load(dumps(data)).answer({"sheet": True, "answers": {"format": 1, **said}})["rows"]
    row = table(rows)[-1]
    assert row["计分标准"] == standard
    assert any(str(cell).endswith(formula) for cell in row.values()), row


@given(st.data())
def test_the_points_of_the_sheet_are_those_of_the_result(data: st.DataObject) -> None:
    calculator = load(dumps(data.draw(own.rules())))
    answers = data.draw(own.answer_files())
    rows = calculator.answer({"sheet": True, "answers": answers})["rows"]
    nodes = calculator.answer({"parts": ["score"], "answers": answers})["score"]["nodes"]
    told = [node for node in nodes if node["state"] == "filled" or node["low"] or node["high"]]
    nodes = told or nodes
    shown = [(line["得分（至少）"], line["得分（至多）"], line["按自估"]) for line in table(rows)]
    bare = ["不限" if end is None else end for node in nodes for end in
            (node["low"], node["high"], node["own"])]  # fmt: skip
    assert [end for ends in shown for end in ends] == bare
