"""Why something is not met or open: true of this person, along the alternative nearest to her."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, rules_data, run

DEGREES = [{"id": name, "label": name} for name in ("中专", "大专", "本科", "硕士")]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "moved", "type": "yesno", "label": "调动过"},
    {"id": "prize", "type": "yesno", "label": "得过奖"},
    {
        "id": "trade",
        "type": "choice",
        "label": "行业",
        "options": [{"id": name, "label": name} for name in ("光学", "电子", "餐饮")],
    },
    {
        "id": "degrees",
        "type": "list",
        "whole": True,
        "label": "学历",
        "fields": [
            {"id": "level", "type": "ordered", "label": "层次", "options": DEGREES},
            {"id": "fits", "type": "yesno", "label": "专业对口"},
        ],
    },
    {
        "id": "titles",
        "type": "list",
        "whole": True,
        "label": "资格",
        "fields": [{"id": "obtained", "type": "date", "label": "取得日期"}],
    },
    {
        "id": "work",
        "type": "list",
        "whole": True,
        "label": "工作",
        "fields": [
            {"id": "period", "type": "period", "label": "起止"},
            {"id": "craft", "type": "yesno", "label": "技术工作"},
        ],
    },
]
MOVED = {"question": "moved", "is": True}
PRIZE = {"question": "prize", "is": True}
TITLE = {"exists": {"from": "titles"}}
SINCE_TITLE = {
    "years": {
        "from": "work",
        "where": {"craft": {"is": True}},
        "since": {"earliest": {"from": "titles", "field": "obtained"}},
    },
    "at_least": fig(4, "c.年限", "年"),
}


def degree(level: str) -> dict[str, Any]:
    where = {"level": {"at_least": level}}
    return {"exists": {"from": "degrees", "where": where, "require": ["fits"]}}


# A degree, and then four years since a title; or somebody was moved and had a prize.
WAY = {"all": [degree("大专"), {"any": [{"all": [TITLE, SINCE_TITLE]}, {"all": [MOVED, PRIZE]}]}]}

Person = dict[str, Any]
GRADUATE: Person = {"degrees": [{"level": "本科", "fits": True}], "moved": False, "prize": False}
CRAFT: Person = {"work": [{"period": {"from": "2010-01-01"}, "craft": True}]}


def reasons(condition: dict[str, Any], answers: Person, **given: Any) -> list[tuple[str, str]]:
    fits = {"field": "fits", "is": True, "fails": "专业不对口。", "opens": "请说明专业。"}
    clauses = [
        clause("c", condition=condition),
        clause("fits", condition=fits),
        clause("moved", title="调动", condition={**MOVED, "fails": "没有调动过。"}),
        clause("prize", title="得奖", condition=PRIZE),
        clause("both", title="又调动又得奖", condition={"all": [MOVED, PRIZE]}),
    ]
    report = run(compile_rules(rules_data(clauses, QUESTIONS)), answers, **given)
    return [(one["clause"], one["text"]) for one in report["conditions"]["c"]["reasons"]]


def texts(condition: dict[str, Any], answers: Person) -> list[str]:
    return [text for _, text in reasons(condition, answers)]


@pytest.mark.parametrize(
    ("person", "said"),
    [
        # Both the degree and the title are there: nothing is said of either, nor of being moved.
        (
            {**GRADUATE, **CRAFT, "titles": [{"obtained": "2023-03-01"}]},
            ["工作（从 2023 年 3 月 1 日起算）：2 年；要求不少于 4 年"],
        ),
        # No title: years that nothing starts are not short besides.
        ({**GRADUATE, **CRAFT, "titles": []}, ["“资格”里没有符合这一条的"]),
        # Moved, without a prize: that way is nearer than the other.
        (
            {**GRADUATE, **CRAFT, "titles": [], "moved": True},
            ["得过奖：否；要求“是”"],
        ),
        # The degree that comes nearest says by itself what it lacks.
        (
            {
                **CRAFT,
                "moved": False,
                "degrees": [{"level": "中专", "fits": False}, {"level": "本科", "fits": False}],
                "titles": [{"obtained": "2015-03-01"}],
            },
            ["“学历”第 2 条：专业不对口。"],
        ),
        (
            {**CRAFT, "degrees": [], "titles": [{"obtained": "2015-03-01"}], "moved": False},
            ["“学历”里没有层次为“大专”以上的"],
        ),
    ],
)
def test_only_what_failed_along_the_nearest_way(person, said):
    assert texts(WAY, person) == said


def test_a_record_that_comes_near_names_the_field():
    low = {"degrees": [{"level": "中专", "fits": True}]}
    assert reasons(degree("大专"), low) == [("c", "“学历”第 1 条：层次：中专；要求“大专”以上")]


def test_the_clause_of_a_requirement_is_cited():
    other = {"degrees": [{"level": "硕士", "fits": False}]}
    assert reasons(degree("大专"), other) == [("fits", "“学历”第 1 条：专业不对口。")]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (GRADUATE, ["“资格”里没有符合这一条的"]),  # nothing near: the first alternative
        ({}, ["未填写“资格”", "未填写“调动过”", "未填写“得过奖”"]),
        # Nearest: the one of which a part is met; the other is not asked for.
        ({"moved": True}, ["未填写“得过奖”"]),
    ],
)
def test_alternatives(answers, said):
    whole = {"any": [TITLE, {"all": [MOVED, PRIZE]}]}
    assert texts(whole, {**answers, **({"titles": []} if "moved" in answers else {})}) == said


def test_own_words_only_while_no_alternative_has_begun():
    choice = {"any": [TITLE, {"all": [MOVED, PRIZE]}], "fails": "两样都没有。", "opens": "请补填。"}
    assert texts(choice, {**GRADUATE, "titles": []}) == ["两样都没有。"]
    assert texts(choice, {**GRADUATE, "titles": [], "moved": True}) == ["得过奖：否；要求“是”"]
    assert texts(choice, {"titles": []})[0] == "请补填。"
    assert texts(choice, {"titles": [], "moved": True}) == ["未填写“得过奖”"]


def test_own_words_of_one_thing_stand_for_the_bare_comparison_and_numbers_stand_beside():
    assert texts({**PRIZE, "fails": "没有得过奖。"}, {"prize": False}) == ["没有得过奖。"]
    assert texts({**PRIZE, "opens": "由评委认定。"}, {}) == ["由评委认定。"]
    years = {"years": {"from": "work"}, "at_least": fig(30, "c.年限", "年"), "fails": "年限不够。"}
    assert texts(years, CRAFT) == ["年限不够。", "工作：15 年；要求不少于 30 年"]


def test_clauses_that_nothing_of_is_met_are_named_and_a_needed_one_speaks():
    one = {"any": [{"met": "moved"}, {"met": "prize"}]}
    assert reasons(one, GRADUATE) == [("moved", "“调动”不满足"), ("prize", "“得奖”不满足")]
    assert reasons({"met": "moved"}, GRADUATE) == [("moved", "没有调动过。")]
    near = {"any": [{"met": "moved"}, {"met": "both"}]}
    assert reasons(near, {"moved": False, "prize": True}) == [("both", "调动过：否；要求“是”")]


def test_so_many_of_several_are_counted():
    several = {"at_least": fig(2), "of": [{"met": "moved"}, {"met": "prize"}, TITLE]}
    assert texts(several, {"moved": True, "prize": False, "titles": []}) == [
        "所列 3 项中满足 1 项；要求不少于 2 项",
        "“得奖”不满足",
        "“资格”里没有符合这一条的",
    ]
    assert texts({"exactly_one": [MOVED, PRIZE]}, {"moved": True, "prize": True}) == [
        "所列 2 项中满足 2 项；要求正好 1 项"
    ]


def test_what_must_not_be_is_named():
    none_low = {"not": {"exists": {"from": "degrees", "where": {"level": {"at_most": "中专"}}}}}
    assert texts(none_low, {"degrees": [{"level": "硕士"}, {"level": "中专"}]}) == [
        "“学历”第 2 条：层次为“中专”；不能有这样的"
    ]
    assert texts({"not": MOVED}, {"moved": True}) == ["调动过：是；要求“否”"]
    assert texts({"not": {"all": [MOVED, {"not": PRIZE}]}}, {"moved": True, "prize": False}) == [
        "调动过：是；要求“否”",
        "得过奖：否；要求“是”",
    ]


def test_most_options_are_told_by_those_that_are_not_among_them():
    trade = {"question": "trade", "is_not": "餐饮"}
    assert texts(trade, {"trade": "餐饮"}) == ["行业：餐饮；要求不是“餐饮”"]
    top = {"question": "trade", "in": ["电子"]}
    assert texts(top, {"trade": "餐饮"}) == ["行业：餐饮；要求“电子”"]


def test_years_of_no_record_say_which_records_count():
    years = {**SINCE_TITLE["years"], "since": None}  # type: ignore[dict-item]
    craft = {"years": years, "at_least": fig(4, "c.年限", "年")}
    other = {"work": [{"period": {"from": "2010-01-01"}, "craft": False}]}
    assert texts(craft, other) == ["工作（技术工作为“是”）：0 年；要求不少于 4 年"]


def test_hours_say_what_is_short_and_nothing_that_follows_from_it():
    ledger = {
        "entries": "study",
        "year": "year",
        "way": "way",
        "kind": "way",
        "kinds": {"craft": ["course"], "shared": ["common"]},
        "years": {"from": fig(2024), "to": fig(2025)},
        "requirements": [
            {"id": "all", "title": "合计", "scope": "each_year", "kinds": "all",
             "at_least": fig(30, "l.a", "学时"), "clause": "l"},
            {"id": "craft", "title": "专业", "scope": "each_year", "kinds": ["craft"],
             "at_least": fig(20, "l.b", "学时"), "clause": "l"},
        ],
    }  # fmt: skip
    study = {
        "id": "study",
        "type": "list",
        "label": "学时",
        "fields": [
            {"id": "year", "type": "count", "label": "年度"},
            {"id": "way", "type": "choice", "label": "途径",
             "options": [{"id": one, "label": one} for one in ("course", "common")]},
            {"id": "amount", "type": "number", "label": "数量"},
        ],
    }  # fmt: skip
    ways = [
        clause(f"l-{way}", "l", hours={"way": way, "quantity": "amount"})
        for way in ("course", "common")
    ]
    rules = compile_rules(
        rules_data(
            [clause("l", ledger=ledger), *ways, clause("c", condition={"met": "l"})], [study]
        )
    )
    entries = [
        {"year": 2024, "way": "course", "amount": 20},
        {"year": 2024, "way": "common", "amount": 10},
        {"year": 2025, "way": "course", "amount": 12},
        {"year": 2025, "way": "common", "amount": 10},
    ]

    def said(answers: Person, **given: Any) -> list[str]:
        return [one["text"] for one in run(rules, answers, **given)["conditions"]["c"]["reasons"]]

    # 8 hours of craft are short in 2025, and with them 8 of the year's total.
    assert said({"study": entries}, closed=["study"]) == ["2025 年专业还差 8 学时"]
    assert said({"study": entries}) == ["“学时”还没有填全", "按已填的，2025 年专业还差 8 学时"]
    assert said({}) == ["未填写“学时”"]
