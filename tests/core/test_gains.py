"""What one more would add: exactly what evaluating with it gives, and nothing better is missed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from tests.core import strategies as own
from tests.core.conftest import TINY, clause, fig, rules_data


def advice(rules: Rules, file: dict[str, Any]) -> dict[str, Any]:
    answers, problems = read_answers(rules, file)
    assert [p.message for p in problems] == []
    return evaluate(rules, answers, ["advice"])["advice"]


def score(rules: Rules, file: dict[str, Any]) -> dict[str, Any]:
    answers, problems = read_answers(rules, file)
    assert [p.message for p in problems] == []
    return evaluate(rules, answers, ["score"])["score"]


def entries(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["clause"]: one for one in (*found["gains"], *found["nothing"])}


ROUTELESS = compile_rules(TINY)


def tiny(**answers: Any) -> dict[str, dict[str, Any]]:
    return entries(advice(ROUTELESS, {"answers": answers}))


def test_the_best_record_of_a_row_is_found() -> None:
    found = tiny()["patent"]
    # The row starts at rank 2 with 12.
    assert found["record"] == {"kind": "invention", "rank": 2}
    assert found["step"] == "再有一件专利（类别：发明专利；本人排名：2）"
    assert (found["low"], found["high"], found["score"]["low"]) == (12, 12, 12)
    assert (found["limits"], found["formula"], found["because"]) == ([], "", "")


def test_a_cap_that_takes_a_part_is_named_with_what_is_left() -> None:
    # 12 + 12 = 24, capped at 20: the second one adds 8.
    found = tiny(patents=[{"kind": "invention", "rank": 2}])["patent"]
    assert found["low"] == found["high"] == 8
    assert found["formula"] == "12 → 8：专利最高 20"
    assert [(one["clause"], one["kind"], one["low"]) for one in found["limits"]] == [
        ("patent", "cap", 8)
    ]
    assert found["limits"][0]["cap"]["figure"] == "patent.最高分"


def test_what_adds_nothing_names_the_cap() -> None:
    result = advice(ROUTELESS, {"answers": {"trainings": 2}})
    assert [one["clause"] for one in result["gains"]] == ["patent"]
    (nothing,) = result["nothing"]
    assert nothing["because"] == "cap"
    assert nothing["formula"] == "5 → 0：培训最高 10"
    assert (nothing["question"], nothing["value"]) == ("trainings", 3)
    assert nothing["step"] == "“培训次数”到 3"


@pytest.mark.parametrize(("given", "adds"), [(1, 0), (2, 2)])
def test_a_record_that_fills_a_number_adds_and_one_that_does_not_says_so(
    given: int, adds: int
) -> None:
    row = clause(
        "row",
        points={"every": {"number": 3, "points": fig(2)}, "items": {"from": "things"}},
        title="成对",
    )
    things = [{"id": "things", "type": "list", "label": "成果", "fields": []}]
    rules = compile_rules(rules_data([row], things))
    found = entries(advice(rules, {"answers": {"things": [{}] * given}}))["row"]
    assert (found["low"], found["high"]) == (adds, adds)
    assert found["because"] == ("" if adds else "whole")
    # A record by itself is worth a third of 2.
    assert found["formula"] == ("" if adds else "2/3 → 0：成对每满 3 项才计分")


@pytest.mark.parametrize(("given", "value", "adds"), [(0, 3, 2), (4, 6, 2), (6, 9, 2)])
def test_the_next_full_number_of_a_count(given: int, value: int, adds: int) -> None:
    row = clause("row", points={"every": {"number": 3, "points": fig(2)}, "count": "times"})
    times = [{"id": "times", "type": "count", "label": "次数", "at_most": 10}]
    rules = compile_rules(rules_data([row], times))
    found = entries(advice(rules, {"answers": {"times": given}}))["row"]
    assert (found["kind"], found["value"], found["low"]) == ("step", value, adds)


def test_the_best_comes_first() -> None:
    result = advice(ROUTELESS, {})
    assert [(one["clause"], one["low"]) for one in result["gains"]] == [
        ("patent", 12),
        ("training", 5),
    ]


THINGS = {
    "id": "things",
    "type": "list",
    "label": "成果",
    "item": "一项成果",
    "at_most": 2,
    "fields": [
        {"id": "date", "type": "date", "label": "日期"},
        {"id": "proof", "type": "yesno", "label": "有证明"},
    ],
}
MANY = [
    {"id": "mark", "type": "number", "label": "成绩", "at_most": 100},
    {"id": "calm", "type": "yesno", "label": "守纪"},
    {"id": "late", "type": "count", "label": "迟到次数"},
    {"id": "born", "type": "birth", "label": "出生"},
    {
        "id": "jobs", "type": "list", "label": "经历", "item": "一段经历", "whole": True,
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
    THINGS,
]  # fmt: skip


def rows(*clauses: dict[str, Any], cap: int = 100) -> Rules:
    total = clause("total", points={"add": "sum", "cap": fig(cap)})
    return compile_rules(rules_data([total, *clauses], MANY, policy={"total": "total"}))


def row(row_id: str, **points: Any) -> dict[str, Any]:
    return clause(row_id, "total", points=points)


def test_the_next_step_of_an_exam() -> None:
    steps = [{"from": 60, "points": fig(5)}, {"from": 80, "points": fig(9)}]
    rules = rows(row("exam", bands={"question": "mark", "steps": steps}))
    found = entries(advice(rules, {"answers": {"mark": 70}}))["exam"]
    assert (found["kind"], found["value"], found["low"]) == ("step", 80, 4)
    assert entries(advice(rules, {"answers": {"mark": 80}}))["exam"]["because"] == "top"


def test_one_more_full_year() -> None:
    years = {"from": "jobs", "period": "period"}
    rules = rows(row("years", per_year=fig(2), years=years, cap=fig(7)))
    work = [{"period": {"from": "2023-06-01"}}]  # two full years on 2025-12-31
    found = entries(advice(rules, {"answers": {"jobs": work}}))["years"]
    assert (found["kind"], found["low"], found["high"]) == ("year", 2, 2)
    work = [{"period": {"from": "2022-06-01"}}]  # three: 6 + 2 = 8, capped at 7
    found = entries(advice(rules, {"answers": {"jobs": work}}))["years"]
    assert (found["low"], found["formula"]) == (1, "2 → 1：years最高 7")


def test_what_rounding_takes_of_a_step_is_named() -> None:
    years = {"from": "jobs", "period": "period"}
    down = {"places": fig(0), "how": "down"}
    rules = rows(row("years", per_year=fig("0.4"), years=years, round=down))
    work = [{"period": {"from": "2022-06-01"}}]  # three: 1.2, and 1.6 with a year more
    found = entries(advice(rules, {"answers": {"jobs": work}}))["years"]
    assert (found["low"], found["because"]) == (0, "round")
    assert found["formula"] == "0.4 → 0：years舍去尾数，取整数"


def test_the_next_step_of_months_says_how_many() -> None:
    years = {"from": "jobs", "period": "period", "by": "months"}
    steps = [{"from": fig(30, unit="个月"), "points": fig(5)}]
    rules = rows(row("months", bands={"years": years, "steps": steps}))
    found = entries(advice(rules, {"answers": {"jobs": [{"period": {"from": "2025-01-01"}}]}}))
    entry = found["months"]
    assert (entry["kind"], entry["told"], entry["low"]) == ("year", ["满 30 个月"], 5)
    rules = rows(row("monthly", per_month=fig(2), years=years))
    entry = entries(advice(rules, {"answers": {"jobs": [{"period": {"from": "2025-01-01"}}]}}))
    assert (entry["monthly"]["told"], entry["monthly"]["low"]) == (["再满一个月"], 2)


def test_one_deduction_less() -> None:
    rules = rows(row("base", once=fig(10), when={"question": "calm", "is": True}),
                 row("late", deduct=fig(3), count="late"))  # fmt: skip
    found = entries(advice(rules, {"answers": {"calm": True, "late": 2}}))["late"]
    # 10 − 6 = 4 would be 10 − 3 = 7.
    assert (found["kind"], found["value"], found["low"]) == ("fewer", 1, 3)
    assert "late" not in entries(advice(rules, {"answers": {"calm": True}}))
    # Nothing is left to take from: one less gives nothing back.
    found = entries(advice(rules, {"answers": {"late": 2}}))["late"]
    assert (found["low"], found["because"]) == (0, "floor")


def test_a_condition_says_what_it_lacks() -> None:
    rules = rows(row("calm", once=fig(10), when={"question": "calm", "is": True}))
    found = entries(advice(rules, {"answers": {"calm": False}}))["calm"]
    assert (found["kind"], found["low"]) == ("condition", 10)
    assert [one["text"] for one in found["reasons"]] == ["守纪：否；要求“是”"]
    assert entries(advice(rules, {"answers": {"calm": True}}))["calm"]["because"] == "met"


TABLE = {
    "down": {"question": "late", "from": [fig(0, unit="次"), fig(5, unit="次")]},
    "across": {"question": "calm", "is": [False, True]},
    "points": [[fig(1), fig(3)], [fig(4), fig(9)]],
}


@pytest.mark.parametrize(
    ("answers", "told", "value"),
    [
        # One answer changed: calm would bring 3, five times 4.
        ({"late": 2, "calm": False}, ["迟到次数：5 次起"], 4),
        # 3 as it is: one answer leads to 9.
        ({"late": 2, "calm": True}, ["迟到次数：5 次起"], 9),
        ({"late": 6, "calm": False}, ["守纪：是"], 9),
        # 1 for certain: with the other answer at its best 3, the same one brings it.
        ({"late": 2}, ["守纪：是"], 3),
        ({}, ["迟到次数：5 次起", "守纪：是"], 9),
        ({"late": 6, "calm": True}, None, None),
    ],
)
def test_of_a_table_the_fewest_answers_that_bring_more(
    answers: dict[str, Any], told: list[str] | None, value: int | None
) -> None:
    found = entries(advice(rows(row("table", matrix=TABLE)), {"answers": answers}))["table"]
    assert (found["kind"], found.get("told"), found.get("value")) == ("field", told, value)
    assert found["because"] == ("top" if told is None else "")


def test_nobody_is_told_to_be_of_another_age() -> None:
    table = {**TABLE, "down": {"question": "born", "from": [fig(18), fig(30)]}}
    rules = rows(row("table", matrix=table))
    found = entries(advice(rules, {"answers": {"born": "2005-01-01", "calm": False}}))["table"]
    assert (found["told"], found["value"]) == (["守纪：是"], 3)
    old = entries(advice(rules, {"answers": {"born": "2005-01-01", "calm": True}}))["table"]
    assert old["because"] == "top"
    assert entries(advice(rules, {"answers": {"calm": True}}))["table"]["value"] == 9


def test_a_full_list_takes_no_more() -> None:
    rules = rows(row("thing", each=fig(2), items={"from": "things"}))
    found = entries(advice(rules, {"answers": {"things": [{}, {}]}}))["thing"]
    assert (found["because"], found["low"], found["score"]) == ("full", 0, None)


FRESH = clause(
    "fresh",
    condition={
        "title": "近期取得",
        "fails": "不是近期取得的",
        "day": {"field": "date"},
        "after": {"value": "2023-12-31", "figure": "fresh.起"},
        "not_after": "reference",
    },
)


def test_a_record_has_dates_that_count() -> None:
    rules = rows(row("thing", each=fig(2), items={"from": "things", "require": ["fresh"]}), FRESH)
    found = entries(advice(rules, {}))["thing"]
    assert found["record"] == {"date": "2025-12-31"}
    assert found["step"] == "再有一项成果（日期：2024 年 1 月 1 日至 2025 年 12 月 31 日）"
    assert (found["low"], found["high"]) == (2, 2)


START = {"value": "2024-02-28", "figure": "fresh.起"}
END = {"value": "2024-03-03", "figure": "fresh.止"}
SPAN = {"day": {"field": "date"}, "after": START, "not_after": END}
GRANTED = {"day": {"field": "date"}, "not_before": {"question": "granted"}, "not_after": END}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (SPAN, "日期：2024 年 2 月 29 日至 2024 年 3 月 3 日"),
        ({"day": {"field": "date"}, "before": START}, "日期：不晚于 2024 年 2 月 27 日"),
        ({"day": {"field": "date"}, "after": START}, "日期：不早于 2024 年 2 月 29 日"),
        # Either does: the days of both.
        ({"any": [SPAN, GRANTED]}, "日期：2024 年 2 月 26 日至 2024 年 3 月 3 日"),
        # As long as no day is told, any day may do.
        ({"day": {"field": "date"}, "not_after": {"question": "unknown"}}, ""),
        # Days that the record itself decides are not looked through: one is an example.
        ({"any": [{**SPAN, "after": {"of": {"field": "date"}, "minus_years": 1}}]},
         "日期：例如 2024 年 3 月 3 日"),
    ],
)  # fmt: skip
def test_of_a_date_the_days_that_do_are_said(condition: dict[str, Any], said: str) -> None:
    dated = clause("dated", condition={"fails": "不在其间", **condition})
    own_row = row("thing", each=fig(2), items={"from": "things", "require": ["dated"]})
    total = clause("total", points={"add": "sum", "cap": fig(9)})
    days = [{"id": one, "type": "date", "label": one} for one in ("granted", "unknown")]
    rules = compile_rules(
        rules_data([total, own_row, dated], [*MANY, *days], policy={"total": "total"})
    )
    given = {"granted": "2024-02-26"}
    found = entries(advice(rules, {"answers": given}))["thing"]
    assert found["step"] == f"再有一项成果{said and f'（{said}）'}"
    if "例如" in said:
        return
    # Each day around, worked out: as good as what is said, or outside of it.
    words = said.removeprefix("日期：")
    for day in range(20, 40):
        text = (date(2024, 2, 1) + timedelta(days=day)).isoformat()
        after = score(rules, {"answers": {**given, "things": [{"date": text}]}})
        assert (ends(after) == found["score"]) == _is_among(text, words), text


def _is_among(day: str, words: str) -> bool:
    ends_said = [
        date(*(int(one) for one in found)).isoformat()
        for found in re.findall(r"(\d+) 年 (\d+) 月 (\d+) 日", words)
    ]
    if len(ends_said) == 2:
        return ends_said[0] <= day <= ends_said[1]
    if "不晚于" in words:
        return day <= ends_said[0]
    return not words or day >= ends_said[0]


def test_where_no_record_can_count_the_requirement_is_named() -> None:
    calm = clause("calm", condition={"fails": "要守纪", "question": "calm", "is": True})
    rules = rows(row("thing", each=fig(2), items={"from": "things", "require": ["calm"]}), calm)
    found = entries(advice(rules, {"answers": {"calm": False}}))["thing"]
    assert found["because"] == "requirement"
    assert found["reasons"] == [{"clause": "calm", "text": "要守纪"}]
    # As long as it is open, the record may count, and what is open is said.
    found = entries(advice(rules, {}))["thing"]
    assert (found["low"], found["high"]) == (0, 2)
    assert found["reasons"] == [{"clause": "calm", "text": "未填写“守纪”"}]


def test_the_best_of_a_group_and_a_row_that_counts_once() -> None:
    total = clause("total", points={"add": "best"})
    small = row("small", once=fig(2), items={"from": "things", "where": {"proof": False}})
    large = row("large", each=fig(5), items={"from": "things", "where": {"proof": True}})
    rules = compile_rules(rules_data([total, small, large], MANY, policy={"total": "total"}))
    found = entries(advice(rules, {"answers": {"things": [{"proof": True}]}}))
    assert (found["small"]["because"], found["small"]["formula"]) == (
        "best",
        "2 → 0：total只取最高的一项",
    )
    assert found["large"]["low"] == 5
    found = entries(advice(rules, {"answers": {"things": [{"proof": False}]}}))
    assert (found["small"]["because"], found["small"]["formula"]) == (
        "once",
        "2 → 0：small只计一次",
    )
    assert (found["large"]["low"], found["large"]["formula"]) == (3, "5 → 3：total只取最高的一项")


PROVEN = clause(
    "proven",
    condition={"fails": "没有证明", "opens": "要有证明", "field": "proof", "is": True},
)


def test_what_is_begun_comes_before_what_is_not_answered_and_that_before_what_is_new() -> None:
    years = {"from": "jobs", "period": "period"}
    steps = [{"from": 60, "points": fig(20)}]
    begun = {"all": [{"question": "calm", "is": True}, {"question": "late", "at_most": fig(1)}]}
    rules = rows(
        row("exam", bands={"question": "mark", "steps": steps}),
        clause("career", "total", points={"add": "best"}),
        clause("years", "career", points={"per_year": fig(2), "years": years, "cap": fig(7)}),
        clause("career-once", "career", points={"once": fig(3), "items": {"from": "jobs"}}),
        row("thing", each=fig(4), items={"from": "things", "require": ["proven"]}),
        row("duty", once=fig(5), when=begun),
        PROVEN,
    )
    file = {"answers": {"things": [{"proof": True}, {"date": "2024-05-01"}], "calm": True}}
    gains = advice(rules, file)["gains"]
    assert [(one["clause"], one["kind"], one["low"], one["high"]) for one in gains] == [
        # Five that wait for one more answer, four for a proof: the record has begun.
        ("duty", "condition", 5, 0),
        ("thing", "settle", 4, 4),
        # Years of work were not told: seven at most.
        ("career", "list", 0, 7),
        ("exam", "step", 20, 20),
    ]
    thing, career = gains[1:3]
    assert (thing["list"], thing["places"], thing["said"]) == ("things", [1], "+4 分")
    assert thing["field"] == "proof"
    assert thing["step"] == "已经填写的“成果”第 2 条能够计入"
    assert [one["text"] for one in thing["reasons"]] == ["要有证明"]
    assert (career["list"], career["said"]) == ("jobs", "+0～7 分")


def test_what_several_steps_come_to_is_said_once() -> None:
    # 12 and 5 would be 17; the patent there is 12 already, and 20 the most: 20 and 5 are 25.
    found = advice(ROUTELESS, {"answers": {"patents": [{"kind": "invention", "rank": 2}]}})
    assert [one["low"] for one in found["gains"]] == [8, 5]
    assert found["together"]["score"] == {"low": 25, "high": 25, "own": 25}
    assert found["together"]["said"] == ("前 2 项都做到，总分是 25 分：上限已计入，不是逐项相加。")
    # 20 and 20 are 20 under a cap of 20 for both.
    steps = [{"from": 60, "points": fig(20)}]
    exam = row("exam", bands={"question": "mark", "steps": steps})
    thing = row("thing", each=fig(20), items={"from": "things"})
    assert advice(rows(exam, thing, cap=20), {})["together"]["score"]["low"] == 20
    # Two that count one question, in two ways: nothing is said.
    late = [row("few", bands={"question": "late", "steps": [{"from": at, "points": fig(2)}]})
            for at in (2,)] + [row("many", bands={"question": "late", "steps": steps})]  # fmt: skip
    assert advice(rows(*late), {})["together"] is None
    # What was not answered at all is not among the steps.
    work = [row(one, each=fig(4), items={"from": "jobs"}) for one in ("job", "career")]
    found = advice(rows(exam, thing, *work), {})
    assert found["together"]["said"].startswith("前 3 项里，还没有填写的不算，其余都做到")
    assert found["together"]["score"]["low"] == 40


def test_where_nothing_is_left_for_a_list_its_rows_say_what_takes_it_away() -> None:
    steps = [{"from": 60, "points": fig(20)}]
    rules = rows(
        row("exam", bands={"question": "mark", "steps": steps}),
        row("job", each=fig(4), items={"from": "jobs"}),
        row("career", once=fig(3), items={"from": "jobs"}),
        cap=20,
    )
    found = advice(rules, {"answers": {"mark": 70}})
    assert found["gains"] == []
    said = {one["clause"]: (one["because"], one["formula"]) for one in found["nothing"]}
    assert said["job"] == ("cap", "4 → 0：total最高 20")
    assert said["career"] == ("cap", "3 → 0：total最高 20")


def test_years_that_are_there_and_open_are_begun() -> None:
    years = {"from": "things", "start": "date"}
    rules = rows(row("years", per_year=fig(2), years=years, cap=fig(9)))
    (gain, more) = advice(rules, {"answers": {"things": [{"proof": True}]}})["gains"]
    assert (gain["kind"], gain["places"], more["kind"]) == ("settle", [0], "year")


def test_records_that_may_fall_into_several_rows_are_named_once() -> None:
    large = row("large", each=fig(9), items={"from": "things", "where": {"proof": True}})
    small = row("small", each=fig(4), items={"from": "things", "where": {"proof": False}})
    found = advice(rows(small, large), {"answers": {"things": [{}]}})["gains"]
    assert [one["clause"] for one in found if one["kind"] == "settle"] == ["large"]


# What can still be got, and what cannot: a day, and what experts found.
LACKING = {
    "id": "things", "type": "list", "label": "成果", "item": "一项成果",
    "fields": [
        {"id": "date", "type": "date", "label": "日期"},
        {"id": "found", "type": "yesno", "label": "经认定"},
        {"id": "proof", "type": "yesno", "label": "有证明", "obtainable": True},
        {
            "id": "report", "type": "choice", "label": "报告", "obtainable": True,
            "options": [{"id": "none", "label": "没有"}, {"id": "short", "label": "简本"},
                        {"id": "full", "label": "全本"}],
        },
    ],
}  # fmt: skip
REPORTED = clause("reported", condition={"fails": "缺报告", "field": "report", "is_not": "none"})
FOUND = clause("found", condition={"fails": "未认定", "field": "found", "is": True})


def lacking(*require: str, things: list[dict[str, Any]], **points: Any) -> list[dict[str, Any]]:
    """What is to be mended of things that a row of four points each requires something of."""
    own_row = row("thing", each=fig(4), items={"from": "things", "require": [*require]}, **points)
    total = clause("total", points={"add": "sum"})
    clauses = [total, own_row, PROVEN, REPORTED, FOUND, FRESH]
    rules = compile_rules(rules_data(clauses, [*MANY[:-1], LACKING], policy={"total": "total"}))
    gains = advice(rules, {"answers": {"things": things}})["gains"]
    return [one for one in gains if one["kind"] == "mend"]


def test_a_record_that_lacks_what_can_be_got_is_told_it_first() -> None:
    good = {"proof": True, "report": "full"}
    found = lacking("proven", "reported", things=[good, {**good, "proof": False}])
    assert [(one["list"], one["places"], one["record"]) for one in found] == [
        ("things", [1], {"proof": True})
    ]
    assert found[0]["step"] == "已经填写的“成果”第 2 条补上还缺的（有证明：是）"
    assert found[0]["field"] == "proof"
    assert (found[0]["said"], found[0]["score"]["low"]) == ("+4 分", 8)
    # Both fail: both are named, and of options that do the first one.
    found = lacking("proven", "reported", things=[{"proof": False, "report": "none"}])
    assert found[0]["record"] == {"proof": True, "report": "short"}
    # What does not fail is left as it is, and what is open stays open and is told.
    found = lacking("proven", "reported", "fresh", things=[{"proof": False, "report": "full"}])
    assert (found[0]["record"], found[0]["said"]) == ({"proof": True}, "+0～4 分")
    assert [one["text"] for one in found[0]["reasons"]] == ["未填写“日期”"]


def test_nobody_is_told_to_change_a_fact() -> None:
    old = {"proof": False, "report": "full", "date": "2020-05-01", "found": True}
    assert lacking("proven", "fresh", things=[old]) == []
    assert lacking("proven", "found", things=[{**old, "found": False}]) == []
    assert lacking("fresh", things=[old]) == []


def test_of_records_that_lack_something_the_one_that_is_worth_most_is_named() -> None:
    bare = {"proof": False, "report": "none"}
    (found,) = lacking("proven", "reported", things=[bare, {**bare, "report": "full"}])
    assert (found["places"], found["record"]) == ([1], {"proof": True})
    # A cap leaves nothing for it.
    good = {"proof": True, "report": "full"}
    assert lacking("proven", "reported", things=[good, bare], cap=fig(4)) == []


# -- Laws ---------------------------------------------------------------------------------------


def ends(result: dict[str, Any]) -> dict[str, Any]:
    return {name: result[name] for name in ("low", "high", "own")}


def with_step(file: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any] | None:
    """The answers file with the step taken, where it is an answer."""
    answers = dict(file["answers"])
    if entry["kind"] == "record":
        answers["things"] = [*answers.get("things", []), entry["record"]]
    elif entry["kind"] == "mend":
        things, [at] = [*answers["things"]], entry["places"]
        assert entry["record"].keys() == {"proof"}, "a fact is not changed"
        answers["things"] = [*things[:at], {**things[at], **entry["record"]}, *things[at + 1 :]]
    elif "question" in entry:
        answers[entry["question"]] = entry["value"]
    else:
        return None
    return {**file, "answers": answers}


def with_condition_met(data: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """The rules with a row whose condition is met for sure; of a table the field, of bands over
    several answers the step that is said."""
    row_id = entry["clause"]
    target = data["clauses"][row_id]
    own_points = dict(target["points"])
    if entry["kind"] == "field":
        own_points = {**own_points, "once": fig(entry["value"])}
        del own_points["matrix" if "matrix" in own_points else "by_option"]
    if bands := own_points.pop("bands", None):
        own_points["once"] = next(
            step["points"] for step in bands["steps"] if step["from"] == entry["value"]
        )
    sure = {"any": [{"question": "sure", "is": True}, {"question": "sure", "is": False}]}
    points = {**own_points, "when": sure}
    clauses = {**data["clauses"], row_id: {**target, "points": points}}
    questions = [*data["questions"], {"id": "sure", "type": "yesno", "label": "sure"}]
    return {**data, "clauses": clauses, "questions": questions}


@settings(max_examples=60)
@given(own.rules(), own.answer_files())
def test_a_step_changes_the_total_by_what_is_said(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    before = score(rules, file)
    found = advice(rules, file)
    for entry in (*found["gains"], *found["nothing"]):
        if entry["score"] is None:
            assert entry["because"] in {"full", "top", "met", "requirement"}
            continue
        if entry["kind"] == "settle":
            continue  # held to what was open, below
        stepped = with_step(file, entry)
        if entry["kind"] in {"condition", "field"}:
            sure = {**file, "answers": {**file["answers"], "sure": True}}
            after = score(compile_rules(with_condition_met(data, entry)), sure)
        elif stepped is None:
            continue  # a deduction less: the next test
        else:
            after = score(rules, stepped)
        assert entry["score"] == ends(after), entry
        for name in ("low", "high", "own"):
            if before[name] is not None and after[name] is not None:
                assert Fraction(entry[name]) == Fraction(after[name]) - Fraction(before[name])


@settings(max_examples=60)
@given(own.rules(), own.answer_files())
def test_steps_taken_together_come_to_what_is_said(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    found = advice(rules, file)
    first = found["gains"][:5]
    stepped: dict[str, Any] | None = file
    for entry in first:
        stepped = with_step(stepped, entry) if stepped and entry["kind"] != "settle" else None
    if found["together"] is not None and stepped is not None:
        assert found["together"]["first"] == len(first)
        assert found["together"]["score"] == ends(score(rules, stepped))


@settings(max_examples=60)
@given(own.rules(), own.answer_files())
def test_one_deduction_less_is_the_best_of_all_records_taken_away(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    things = file["answers"].get("things", [])
    for entry in entries(advice(rules, file)).values():
        if entry["kind"] == "fewer" and "list" in entry:
            lesser = (
                {**file, "answers": {**file["answers"], "things": things[:at] + things[at + 1 :]}}
                for at in range(len(things))
            )
            assert entry["score"] in [ends(score(rules, one)) for one in lesser]


@settings(max_examples=60)
@given(own.rules(), own.answer_files())
def test_what_is_begun_settles_within_what_was_open(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    before = score(rules, file)
    for entry in advice(rules, file)["gains"]:
        if entry["kind"] == "settle":
            assert Fraction(before["low"]) <= Fraction(entry["score"]["low"])
            if before["high"] is not None:
                assert Fraction(entry["score"]["high"]) <= Fraction(before["high"])


def every_record() -> list[dict[str, Any]]:
    values = (own.VALUES[name] for name in own.RECORD_FIELDS)
    return [dict(zip(own.RECORD_FIELDS, one, strict=True)) for one in product(*values)]


@settings(max_examples=25)
@given(own.rules(deductions=False), own.answer_files(most_records=1))
def test_no_record_brings_its_row_more(data: dict[str, Any], file: dict[str, Any]) -> None:
    rules = compile_rules(data)
    found = entries(advice(rules, file))
    place = len(file["answers"].get("things", []))
    worth: dict[str, Fraction] = {}
    for record in every_record():
        answers = {**file["answers"], "things": [*file["answers"].get("things", []), record]}
        for node in score(rules, {**file, "answers": answers})["nodes"]:
            for item in node["items"]:
                if item["index"] == place and item["counted"] == "yes":
                    best = worth.get(node["id"], Fraction(0))
                    worth[node["id"]] = max(best, Fraction(item["high"]))
    for row_id, entry in found.items():
        if entry["kind"] != "record":
            continue
        if entry["because"] == "requirement":
            assert row_id not in worth
            continue
        after = score(rules, with_step(file, entry) or {})
        node = next(one for one in after["nodes"] if one["id"] == row_id)
        assert Fraction(node["items"][-1]["high"]) == worth[row_id]


@pytest.mark.parametrize("name", ["gains", "nothing"])
@settings(max_examples=30)
@given(data=own.rules(), file=own.answer_files())
def test_what_adds_and_what_does_not_are_told_apart(
    name: str, data: dict[str, Any], file: dict[str, Any]
) -> None:
    for entry in advice(compile_rules(data), file)[name]:
        changes = [entry["low"], entry["high"], entry["own"]]
        assert (changes == [0, 0, 0]) == (name == "nothing")
        assert bool(entry["because"]) == (name == "nothing")
