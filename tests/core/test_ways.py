"""What somebody has of every way to apply: how many of its own conditions, and which."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from calculator.core.state import State
from calculator.core.visit.ways import ways
from tests.core.conftest import clause, fig, rules_data
from tests.core.test_asking import need, yes
from tests.core.test_headline import QUESTIONS

FEATS = ("prize", "paper", "praise")
CHOICE = {"at_least": fig(2), "of": [{"met": feat} for feat in FEATS]}
YEARS = {"years": {"from": "work"}, "at_least": fig(4, "y.n", "年")}
RULES = compile_rules(
    rules_data(
        [
            need("here", yes("here")),
            need("degree", yes("degree")),
            clause("years", title="年限", condition=YEARS),
            *(need(feat, yes(feat)) for feat in FEATS),
            clause("feats", title="业绩", condition=CHOICE),
        ],
        QUESTIONS,
        routes=[
            {"id": "by-years", "title": "正常", "needs": ["here", "degree", "years"]},
            {"id": "by-feats", "title": "破格", "needs": ["here", "feats"]},
            {"id": "by-degree", "title": "学位", "needs": ["here", "degree"]},
        ],
    )
)
SINCE = {"work": [{"period": {"from": "2023-01-01"}}]}


@pytest.mark.parametrize(
    ("answers", "route", "verdict", "text"),
    [
        ({}, "by-years", "open", "自身条件 2 条，满足 0 条，不能确定 2 条"),
        ({"degree": True}, "by-years", "open", "自身条件 2 条，满足 1 条，不能确定 1 条"),
        # Four years from 2023-01-01.
        (
            {"degree": True, **SINCE},
            "by-years",
            "not met",
            "自身条件 2 条，满足 1 条；到 2027 年 1 月 1 日满足",
        ),
        # Time brings the years and not the degree, which is open, or refused.
        (
            SINCE,
            "by-years",
            "not met",
            "自身条件 2 条，满足 0 条，不能确定 1 条；工作：2 年；要求不少于 4 年",
        ),
        (
            {"degree": False, **SINCE},
            "by-years",
            "not met",
            "自身条件 2 条，满足 0 条；有学位：否；要求“是”",
        ),
        (
            {"degree": False},
            "by-years",
            "not met",
            "自身条件 2 条，满足 0 条，不能确定 1 条；有学位：否；要求“是”",
        ),
        (
            {"prize": True},
            "by-feats",
            "open",
            "所列 3 项中满足 1 项，不能确定 2 项；要求不少于 2 项",
        ),
        ({"prize": True, "paper": True, "here": False}, "by-feats", "met", "自身条件都满足"),
        ({}, "by-degree", "open", "不能确定"),
    ],
)
def test_a_way_in_a_line(answers: dict[str, Any], route: str, verdict: str, text: str) -> None:
    read, _ = read_answers(RULES, {"answers": answers})
    [way] = [one for one in ways(State(RULES, read)) if one["id"] == route]
    assert (way["verdict"], way["text"]) == (verdict, text)


def test_the_clauses_of_a_choice_stand_for_it() -> None:
    read, _ = read_answers(RULES, {"answers": {"prize": True, "paper": False}})
    _, feats, degree = ways(State(RULES, read))
    verdicts = dict(zip(FEATS, ("met", "not met", "open"), strict=True))
    assert feats["parts"] == [{"clause": key, "verdict": word} for key, word in verdicts.items()]
    assert [one["clause"] for one in degree["parts"]] == ["degree"]
