"""Routes, clause verdicts and the checklist, with their reasons and days."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, rules_data, run

QUESTIONS: list[dict[str, Any]] = [
    {"id": "here", "type": "yesno", "label": "在本地"},
    {
        "id": "work",
        "type": "list",
        "whole": True,
        "label": "工作经历",
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
    {
        "id": "papers",
        "type": "list",
        "label": "论文",
        "fields": [{"id": "report", "type": "yesno", "label": "有报告"}],
    },
]
RULES = compile_rules(
    rules_data(
        [
            clause(
                "here",
                condition={
                    "title": "在本地工作",
                    "fails": "不在本地。",
                    "opens": "请说明。",
                    "question": "here",
                    "is": True,
                },
            ),
            clause(
                "years",
                condition={"years": {"from": "work"}, "at_least": fig(4, "years.年限", "年")},
                title="年限",
            ),
            clause("reported", condition={"field": "report", "is": True}, title="有报告"),
            clause("everything", condition={"all": [{"met": "here"}, {"met": "years"}]}),
            clause("letter", item={"title": "证明", "group": "attachment"}),
            clause(
                "report",
                item={
                    "title": "报告",
                    "group": "evidence",
                    "when": {"exists": {"from": "papers", "require": ["reported"]}},
                },
            ),
            clause(
                "permit",
                item={"title": "许可", "group": "verification", "when": {"not": {"met": "here"}}},
            ),
        ],
        QUESTIONS,
        routes=[
            {"id": "way", "title": "路线", "needs": ["here", "years"]},
            {"id": "easy", "title": "免年限", "needs": ["here"]},
        ],
    )
)


def routes(answers: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {route["id"]: route for route in run(RULES, answers)["routes"]}


def since(day: str) -> dict[str, Any]:
    return {"work": [{"period": {"from": day}}]}


@pytest.mark.parametrize(
    ("answers", "verdict", "day"),
    [
        ({"here": True, **since("2021-12-31")}, "met", "2025-12-31"),
        ({"here": True, **since("2022-01-01")}, "not met", "2026-01-01"),  # only time is missing
        ({"here": False, **since("2022-01-01")}, "not met", None),  # time alone will not do
        (since("2022-01-01"), "not met", None),
        (since("2020-01-01"), "open", None),
        ({"here": True, "work": []}, "not met", None),
        ({}, "open", None),
    ],
)
def test_a_route_is_met_when_every_need_is(answers, verdict, day):
    route = routes(answers)["way"]
    assert (route["verdict"], route["day"]) == (verdict, day)


def test_the_needs_keep_their_order_and_why_stands_once_under_their_clauses():
    result = run(RULES, {"here": False, **since("2022-01-01")})
    needs = result["routes"][0]["needs"]
    assert needs == [
        {
            "clause": "here",
            "verdict": "not met",
            "day": None,
            "day_at_latest": False,
            "follows": [],
        },
        {
            "clause": "years",
            "verdict": "not met",
            "day": "2026-01-01",
            "day_at_latest": False,
            "follows": [],
        },
    ]
    here, years = result["conditions"]["here"], result["conditions"]["years"]
    assert here["reasons"] == [{"clause": "here", "text": "不在本地。"}]
    assert years["reasons"] == [{"clause": "years", "text": "工作经历：3 年；要求不少于 4 年"}]
    assert years["why"]["figures"] == ["years.年限"]


def test_open_needs_say_what_would_settle_them():
    conditions = run(RULES)["conditions"]
    assert [[r["text"] for r in conditions[name]["reasons"]] for name in ("here", "years")] == [
        ["请说明。"],
        ["未填写“工作经历”"],
    ]


def test_clauses_about_single_records_have_no_verdict_of_their_own():
    assert run(RULES)["conditions"].keys() == {"here", "years", "everything"}


def checklist(answers: dict[str, Any], **given: Any) -> dict[str, dict[str, Any]]:
    return {item["clause"]: item for item in run(RULES, answers, **given)["checklist"]}


def test_an_item_without_a_condition_is_for_everybody():
    assert checklist({})["letter"] == {
        "clause": "letter", "title": "证明", "group": "attachment", "needed": "yes", "reasons": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("papers", "closed", "needed"),
    [
        (None, [], "open"),
        ([], [], "no"),
        ([{"report": True}], [], "yes"),
        ([{"report": False}], [], "open"),  # there may be more
        ([{"report": False}], ["papers"], "no"),
        ([{}], ["papers"], "open"),
    ],
)
def test_an_item_follows_the_records(papers, closed, needed):
    answers = {} if papers is None else {"papers": papers}
    assert checklist(answers, closed=closed)["report"]["needed"] == needed


def test_an_item_says_why():
    assert checklist({"here": True})["permit"]["needed"] == "no"
    needed = checklist({"here": False})["permit"]
    assert needed["needed"] == "yes"
    assert needed["reasons"] == [{"clause": "here", "text": "“在本地工作”不满足"}]
    assert checklist({})["permit"]["reasons"] == [{"clause": "permit", "text": "未填写“在本地”"}]


@pytest.mark.parametrize(
    ("answers", "follows"),
    [
        ({}, {"both": ["here", "tuned"], "again": ["here", "tuned"]}),
        ({"here": True, "tuned": False}, {"both": ["tuned"]}),
        # The two that say the same are told once, by the first.
        ({"here": False, "tuned": True}, {"both": ["here"], "again": ["here"]}),
        ({"here": True, "tuned": True}, {}),
    ],
)
def test_what_other_conditions_lack_is_no_further_shortage(
    answers: dict[str, Any], follows: dict[str, list[str]]
) -> None:
    def yes(question: str) -> dict[str, Any]:
        return {"question": question, "is": True}

    tuned = {"id": "tuned", "type": "yesno", "label": "调好音"}
    both = {"all": [{"met": "here"}, {"met": "tuned"}]}
    again = {"any": [yes("here"), {"question": "tuned", "is": False}]}
    needs = {"here": yes("here"), "tuned": yes("tuned"), "both": both, "again": again}
    clauses = [clause(key, title=key, condition=one) for key, one in needs.items()]
    ways = [{"id": "way", "title": "路线", "needs": [*needs]}]
    rules = compile_rules(rules_data(clauses, [QUESTIONS[0], tuned], routes=ways))
    [way] = run(rules, answers)["routes"]
    assert {one["clause"]: one["follows"] for one in way["needs"] if one["follows"]} == follows
