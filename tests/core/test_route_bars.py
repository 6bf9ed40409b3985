"""Bars that are held route by route: the years are those of the route one applies by (P33)."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.advice.asking import next_questions
from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from calculator.core.tables.people import Person
from calculator.core.tables.results import columns, line
from calculator.errors import RulesError
from tests.core.conftest import clause, fig, rules_data, run


def listed(list_id: str, label: str, *fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": list_id,
        "type": "list",
        "whole": True,
        "label": label,
        "item": f"一项{label}",
        "fields": list(fields),
    }


QUESTIONS: list[dict[str, Any]] = [
    listed("sanctions", "处分", {"id": "decided", "type": "date", "label": "决定日期"}),
    listed("work", "工作", {"id": "period", "type": "period", "label": "起止日期"}),
    listed("titles", "资格", {"id": "obtained", "type": "date", "label": "取得日期"}),
    {"id": "employed", "type": "yesno", "label": "在职"},
    {"id": "degree", "type": "yesno", "label": "有学历"},
    {"id": "prize", "type": "yesno", "label": "获奖"},
    {"id": "skilled", "type": "yesno", "label": "能力"},
    {"id": "applied", "type": "date", "label": "申报日期"},
]
SINCE = {"earliest": {"from": "titles", "field": "obtained"}}
FROM_YEARS = {
    "kind": "delay",
    "title": "年限未满",
    "from": "sanctions",
    "where": [{"day": {"field": "decided"}, "before": "route_years"}],
    "until": {"of": "route_years", "plus_years": fig(2)},
}
FROM_DECISION = {
    "kind": "delay",
    "title": "年限已满",
    "from": "sanctions",
    "where": [{"not": {"day": {"field": "decided"}, "before": "route_years"}}],
    "until": {"of": {"field": "decided"}, "plus_years": fig(2)},
    "on": {"question": "applied", "otherwise": "reference"},
}
CLAUSES = [
    clause("employed", condition={"question": "employed", "is": True}),
    clause(
        "years",
        condition={
            "all": [
                {"question": "degree", "is": True},
                {"years": {"from": "work", "since": SINCE}, "at_least": fig(4, unit="年")},
            ]
        },
    ),
    clause("prize", condition={"question": "prize", "is": True}),
    clause("skilled", condition={"question": "skilled", "is": True}),
    clause("from-years", bar=FROM_YEARS),
    clause("from-decision", bar=FROM_DECISION),
]
ROUTES = [
    {"id": "by-years", "title": "按年限", "needs": ["employed", "years"], "years": "years"},
    {"id": "by-prize", "title": "按奖项", "needs": ["employed", "prize"]},
    # What is asked besides is no way to apply.
    {"id": "review", "title": "评审", "needs": ["skilled"]},
]
RULES = compile_rules(rules_data(CLAUSES, QUESTIONS, routes=ROUTES))


def person(*decided: str, titled: str = "2021-01-01", **other: Any) -> dict[str, Any]:
    """Somebody whose four years are full on 2025-01-01, with a degree and a prize."""
    return {
        "employed": True,
        "degree": True,
        "prize": True,
        "titles": [{"obtained": titled}],
        "work": [{"period": {"from": "2010-07-01"}}],
        "sanctions": [{"decided": day} for day in decided],
        **other,
    }


def bars(answers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {bar["clause"]: bar for bar in run(RULES, answers)["bars"]}


def on_route(answers: dict[str, Any], route_id: str) -> list[tuple[str, str, str | None]]:
    route = next(one for one in run(RULES, answers)["routes"] if one["id"] == route_id)
    return [(bar["clause"], bar["standing"], bar["until"]) for bar in route["bars"]]


def test_a_delay_on_one_route_leaves_the_other_free():
    # Within the four years: 2025-01-01 + 2. By the prize, from the decision: over on 2024-06-01.
    answers = person("2022-06-01")
    assert on_route(answers, "by-years") == [("from-years", "yes", "2027-01-01")]
    assert on_route(answers, "by-prize") == []
    bar = bars(answers)["from-years"]
    assert (bar["standing"], bar["until"]) == ("some", "2027-01-01")
    assert bar["routes"] == {
        "by-years": {"standing": "yes", "until": "2027-01-01"},
        "by-prize": {"standing": "no", "until": None},
    }
    text = "按年限：一项处分（第 1 条）：2027 年 1 月 1 日，到此日解除"
    assert bar["reasons"] == [{"clause": "from-years", "text": text}]
    assert bar["records"] == [{"index": 0, "standing": "some", "until": "2027-01-01"}]
    assert bars(answers)["from-decision"]["standing"] == "no"


def test_on_every_route_that_may_be_met_it_stands_for_the_person():
    # Without the prize only the route by years is left.
    bar = bars(person("2022-06-01", prize=False))["from-years"]
    assert (bar["standing"], bar["until"]) == ("yes", "2027-01-01")
    assert [reason["text"] for reason in bar["reasons"]] == [
        "一项处分（第 1 条）：2027 年 1 月 1 日，到此日解除"
    ]


def test_where_no_route_can_be_met_all_of_them_count():
    # 2024-06-01: within the years (to 2027-01-01), by the prize from the decision (2026-06-01).
    answers = person("2024-06-01", employed=False)
    assert bars(answers)["from-years"]["standing"] == "some"
    assert bars(answers)["from-decision"]["standing"] == "some"


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        ("2024-12-31", [("from-years", "yes", "2027-01-01")]),
        ("2025-01-01", [("from-decision", "yes", "2027-01-01")]),
        ("2025-01-02", [("from-decision", "yes", "2027-01-02")]),
    ],
)
def test_on_the_day_itself_both_rules_agree(decided, expected):
    assert on_route(person(decided), "by-years") == expected


def test_the_latest_of_several_decisions_counts():
    answers = person("2023-05-01", "2025-03-01")
    assert on_route(answers, "by-years") == [
        ("from-years", "yes", "2027-01-01"),
        ("from-decision", "yes", "2027-03-01"),
    ]


def test_years_that_can_never_be_full_delay_from_the_decision():
    answers = person("2024-05-01", titles=[])
    assert on_route(answers, "by-years") == [("from-decision", "yes", "2026-05-01")]
    assert bars(answers)["from-years"]["routes"]["by-years"]["standing"] == "no"


def test_a_route_that_stands_apart_is_not_touched():
    assert on_route(person("2025-05-01"), "review") == []
    assert "review" not in bars(person("2025-05-01"))["from-years"]["routes"]


def test_a_bar_over_the_person_is_listed_with_every_route():
    veto = clause("veto", bar={"kind": "veto", "when": {"question": "prize", "is": True}})
    rules = compile_rules(rules_data([*CLAUSES, veto], QUESTIONS, routes=ROUTES))
    found = run(rules, person())["routes"]
    listed = [[(bar["clause"], bar["standing"]) for bar in route["bars"]] for route in found]
    assert listed == [[("veto", "yes")]] * 3


@pytest.mark.parametrize(
    ("applied", "by_prize"),
    [("2025-09-30", [("from-decision", "yes", "2025-10-01")]), ("2025-10-01", [])],
)
def test_only_the_bar_that_names_another_day_is_held_against_it(applied, by_prize):
    # Full on 2023-09-30, decided the day before: to 2025-09-30, which the reference day has passed.
    within = person("2023-09-29", titled="2019-09-30", applied="2025-09-01")
    assert on_route(within, "by-years") == []
    assert on_route(person("2023-10-01", applied=applied), "by-prize") == by_prize


def reasons_of(answers: dict[str, Any], bar: str = "from-years") -> list[str]:
    return [reason["text"] for reason in bars(answers)[bar]["reasons"]]


def test_an_open_bar_names_what_would_settle_it():
    # The date of the decision is given: what lacks is the degree, or the day of the title.
    record = "按年限：一项处分（第 1 条）："
    answers = person("2022-06-01", degree=None)
    assert bars(answers)["from-years"]["standing"] == "open"
    assert reasons_of(answers) == [f"{record}未填写“有学历”"]
    answers = person("2022-06-01", titles=[{}])
    assert reasons_of(answers) == [f"{record}“资格”第 1 条：未填写“取得日期”"]
    # Full on some day of June 2024: whether that was before the 15th, nobody can tell.
    answers = person("2024-06-15", titled="2020-06")
    assert reasons_of(answers) == [f"{record}“资格”第 1 条：“取得日期”没有填到日"]
    answers = person("2022-06-01", work=[{}])
    assert reasons_of(answers) == [f"{record}“工作”第 1 条：未填写“起止日期”"]
    answers = {**person("2022-06-01"), "work": None}
    assert reasons_of(answers) == [f"{record}未填写“工作”"]
    answers = {**person(), "sanctions": [{}]}
    assert reasons_of(answers, "from-decision") == ["一项处分（第 1 条）：未填写“决定日期”"]


def test_what_is_asked_is_what_may_settle_it():
    def asked(answers: dict[str, Any]) -> list[dict[str, Any]]:
        read, _ = read_answers(RULES, {"answers": answers})
        return [
            {key: value for key, value in entry.items() if key != "waiting"}
            for entry in next_questions(RULES, read, ["bars"])
        ]

    assert asked({}) == [{"question": "sanctions"}]
    assert asked(person("2022-06-01")) == []
    assert asked({**person("2022-06-01"), "degree": None}) == [{"question": "degree"}]
    # The route by years cannot be met: its day does not matter.
    closed = {**person("2022-06-01", degree=False), "titles": None}
    assert asked(closed) == []


def test_a_line_of_many_people_names_the_routes():
    result = run(RULES, person("2022-06-01"))
    one = Person("1", "", {})
    headers = [header for header, _ in columns(RULES)]
    cells = dict(zip(headers, line(RULES, one, result), strict=True))
    assert (
        cells["否决、不得申报和延迟申报"]
        == "延迟申报　年限未满：对部分途径适用\n按年限：适用，到 2027-01-01 解除"
    )


def test_it_has_its_meaning_in_bars_alone_and_needs_routes():
    elsewhere = clause("x", condition={"day": "route_years", "before": "reference"})
    with pytest.raises(RulesError, match="route_years"):
        compile_rules(rules_data([elsewhere]))
    with pytest.raises(RulesError, match="no route"):
        compile_rules(rules_data([clause("from-years", bar=FROM_YEARS)], QUESTIONS))
