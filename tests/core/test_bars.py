"""Bars: vetoes that stand while a condition holds, bans and delays that end on a day (P32, P33)."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, rules_data, run

DEMERIT = {
    "id": "kind",
    "type": "choice",
    "label": "种类",
    "options": [{"id": "demerit", "label": "记过"}, {"id": "lighter", "label": "警告"}],
}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "sanctions",
        "type": "list",
        "whole": True,
        "label": "处分",
        "item": "一项处分",
        "fields": [DEMERIT, {"id": "decided", "type": "date", "label": "决定日期"}],
    },
    {
        "id": "work",
        "type": "list",
        "whole": True,
        "label": "工作",
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
    {
        "id": "reviews",
        "type": "list",
        "whole": True,
        "label": "考核",
        "fields": [{"id": "year", "type": "count", "label": "年度"}],
    },
    {"id": "similar", "type": "number", "label": "相似度", "unit": "%"},
    {"id": "applied", "type": "date", "label": "申报日"},
]
RULES = compile_rules(
    rules_data(
        [
            clause(
                "veto",
                bar={
                    "kind": "veto",
                    "title": "一票否决",
                    "when": {"question": "similar", "more_than": fig(50)},
                },
            ),
            clause(
                "ban",
                bar={
                    "kind": "ban",
                    "from": "sanctions",
                    "where": {"kind": "demerit"},
                    "until": {"of": {"next_year_of": {"field": "decided"}}, "plus_years": fig(3)},
                },
            ),
            clause("years", condition={"years": {"from": "work"}, "at_least": fig(4)}),
            clause(
                "delay",
                bar={
                    "kind": "delay",
                    "from": "sanctions",
                    "where": {"kind": "demerit"},
                    "until": {
                        "of": {"later_of": [{"day_met": "years"}, {"field": "decided"}]},
                        "plus_years": fig(2),
                    },
                },
            ),
            clause(
                "applying",
                bar={
                    "kind": "delay",
                    "from": "sanctions",
                    "until": {"of": {"field": "decided"}, "plus_years": fig(2)},
                    "on": {"question": "applied"},
                },
            ),
            clause(
                "review",
                bar={
                    "kind": "delay",
                    "from": "reviews",
                    "until": {"year_end_of": "year", "plus_years": fig(1)},
                },
            ),
        ],
        QUESTIONS,
    )
)


def bars(answers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {bar["clause"]: bar for bar in run(RULES, answers)["bars"]}


def sanctioned(*days: str, since: str = "2015-01-01") -> dict[str, Any]:
    records = [{"kind": "demerit", "decided": day} for day in days]
    return {"sanctions": records, "work": [{"period": {"from": since}}]}


@pytest.mark.parametrize(
    ("similar", "standing"), [(50, "no"), ("50.1", "yes"), (51, "yes"), (None, "open")]
)
def test_a_veto_stands_strictly_above_the_limit(similar, standing):
    answers = {} if similar is None else {"similar": similar}
    assert bars(answers)["veto"]["standing"] == standing


def test_a_bar_says_what_is_the_case_and_asks_for_nothing():
    [reason] = bars({"similar": 51})["veto"]["reasons"]
    assert reason["text"] == "相似度：51%"


@pytest.mark.parametrize(
    ("decided", "until", "standing"),
    [
        ("2025-05-01", "2029-01-01", "yes"),  # 2026, 2027, 2028; again in 2029
        ("2021-12-31", "2025-01-01", "no"),
        ("2022-01-01", "2026-01-01", "yes"),
        ("2022", "2026-01-01", "yes"),  # the day does not matter, the year does
        ("2022-06", "2026-01-01", "yes"),
    ],
)
def test_a_ban_of_three_years_from_the_next_year_on(decided, until, standing):
    bar = bars(sanctioned(decided))["ban"]
    assert (bar["until"], bar["standing"]) == (until, standing)


@pytest.mark.parametrize(
    ("year", "until", "standing"),
    [
        (2024, "2025-12-31", "no"),  # the reference day; on the day itself it is over
        (2025, "2026-12-31", "yes"),
        (None, None, "open"),
        (0, "0002-12-31", "no"),  # no year that anybody means, and no crash
        (12025, None, "yes"),
    ],
)
def test_a_delay_until_the_end_of_the_year_after_the_one_given(year, until, standing):
    records = [{} if year is None else {"year": year}]
    bar = bars({"reviews": records})["review"]
    assert (bar["until"], bar["standing"]) == (until, standing)


@pytest.mark.parametrize(
    ("since", "decided", "until", "standing"),
    [
        (
            "2021-03-01",
            "2024-05-10",
            "2027-03-01",
            "yes",
        ),  # within the years: from the day they are met
        ("2021-03-01", "2025-03-01", "2027-03-01", "yes"),  # on that very day both rules agree
        ("2019-01-01", "2023-06-01", "2025-06-01", "no"),  # after it: from the decision
        ("2019-01-01", "2024-02-29", "2026-02-28", "yes"),
    ],
)
def test_a_delay_from_the_later_of_years_and_decision(since, decided, until, standing):
    bar = bars(sanctioned(decided, since=since))["delay"]
    assert (bar["until"], bar["standing"]) == (until, standing)


def test_the_latest_of_several_days_counts():
    bar = bars(sanctioned("2021-05-01", "2024-04-01", since="2019-01-01"))["delay"]
    assert bar["until"] == "2026-04-01"
    assert [(r["index"], r["until"], r["standing"]) for r in bar["records"]] == [
        (0, "2025-01-01", "no"),
        (1, "2026-04-01", "yes"),
    ]


def test_a_lighter_sanction_is_no_bar():
    bar = bars({"sanctions": [{"kind": "lighter", "decided": "2025-01-01"}]})["ban"]
    assert (bar["standing"], bar["until"], bar["reasons"]) == ("no", None, [])


def test_an_open_kind_or_day_leaves_the_bar_open_and_says_what_is_missing():
    bar = bars({"sanctions": [{"decided": "2025-01-01"}]})["ban"]
    assert bar["standing"] == "open"
    assert bar["reasons"] == [{"clause": "ban", "text": "一项处分（第 1 条）：未填写“种类”"}]
    no_day = bars({"sanctions": [{"kind": "demerit"}]})["ban"]
    assert (no_day["standing"], no_day["until"]) == ("open", None)


def test_unanswered_is_open_and_nothing_is_no():
    assert bars({})["ban"]["standing"] == "open"
    assert bars({})["ban"]["reasons"] == [{"clause": "ban", "text": "未填写“处分”"}]
    assert bars({"sanctions": []})["ban"]["standing"] == "no"


@pytest.mark.parametrize(
    ("applied", "standing"), [("2025-09-10", "yes"), ("2025-10-15", "no"), ("2025-10", "open")]
)
def test_a_bar_may_be_held_against_another_day(applied, standing):
    given = {**sanctioned("2023-10-15"), "applied": applied}
    assert bars(given)["applying"]["standing"] == standing
