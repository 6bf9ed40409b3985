"""The ledger of hours: rates, whole units, weights, caps, requirements (P37, P41 to P48)."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.entry import load
from calculator.core.evaluate import evaluate
from calculator.core.hours.ledger_rules import Weights
from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps
from tests.core.conftest import clause, fig, rules_data, run

WAYS = ("class", "project", "base", "public")
ROWS = [
    ["1.00"],
    ["0.80", "0.20"],
    ["0.75", "0.15", "0.10"],
    ["0.70", "0.15", "0.10", "0.05"],
    ["0.65", "0.15", "0.10", "0.05", "0.05"],
    ["0.60", "0.15", "0.10", "0.05", "0.05", "0.05"],
]
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "study",
        "type": "list",
        "whole": True,
        "label": "学时",
        "item": "一条学时",
        "fields": [
            {"id": "year", "type": "count", "label": "年度"},
            {
                "id": "way",
                "type": "choice",
                "label": "途径",
                "options": [{"id": w, "label": w} for w in (*WAYS, "other", "stated")],
            },
            {
                "id": "level",
                "type": "choice",
                "label": "级别",
                "options": [{"id": v, "label": v} for v in ("nation", "city", "none")],
            },
            {"id": "amount", "type": "number", "label": "数量"},
            {"id": "people", "type": "count", "label": "人数", "at_least": 1},
            {"id": "rank", "type": "count", "label": "排名", "at_least": 1},
            {"id": "own", "type": "yesno", "label": "本专业"},
        ],
    },
]
LEDGER = {
    "entries": "study",
    "year": "year",
    "way": "way",
    "kind": "way",
    "kinds": {"professional": ["class", "project", "base"], "public": ["public"]},
    "stated": {"clause": "needs", "quantity": "amount", "options": {"professional": "stated"}},
    "capped_kinds": ["professional"],
    "cap": fig(36, unit="学时"),
    "weights": "weights",
    "years": {"from": fig(2022, unit="年"), "to": fig(2023, unit="年")},
    "requirements": [
        {
            "id": "year-professional",
            "title": "每年专业",
            "scope": "each_year",
            "kinds": ["professional"],
            "at_least": fig(60),
            "clause": "needs",
        },
        {
            "id": "all",
            "title": "合计",
            "scope": "all_years",
            "kinds": "all",
            "at_least": fig(100),
            "clause": "needs",
        },
    ],
}
DATA = rules_data(
    [
        clause(
            "needs",
            condition={"hours": {"kinds": ["public"], "year": fig(2022)}, "at_least": fig(30)},
        ),
        clause("done", condition={"met": "ledger"}),
        clause("own", condition={"field": "own", "is_not": False, "fails": "不是本专业"}),
        clause("ledger", ledger=LEDGER),
        clause("weights", weights={"people": "people", "rank": "rank", "rows": ROWS}),
        clause(
            "w-class",
            hours={"way": "class", "rate": fig(6), "quantity": "amount", "whole": True},
        ),
        clause(
            "w-project",
            hours={
                "way": "project",
                "rate_by": {"field": "level", "values": {"nation": fig(36), "city": fig(12)}},
                "weighted": True,
            },
        ),
        clause("w-base", hours={"way": "base", "quantity": "amount", "require": ["own"]}),
        clause("w-public", hours={"way": "public", "quantity": "amount"}),
    ],
    QUESTIONS,
)
RULES = compile_rules(DATA)


def entry(
    way: str | None, amount: Any = None, year: int | None = 2022, **fields: Any
) -> dict[str, Any]:
    given = {"way": way, "amount": amount, "year": year, **fields}
    return {name: value for name, value in given.items() if value is not None}


def hours(*entries: dict[str, Any]) -> dict[str, Any]:
    return run(RULES, {"study": list(entries)})["hours"]["ledger"]


def totals(entries: list[dict[str, Any]]) -> dict[str, Any]:
    """The totals of entries of which some may contradict themselves."""
    answers, _ = read_answers(RULES, {"answers": {"study": entries}})
    return evaluate(RULES, answers, ["hours"])["hours"]["ledger"]["totals"]


def total(report: dict[str, Any], key: str) -> tuple[Any, Any]:
    return report["totals"][key]["low"], report["totals"][key]["high"]


def project(people: int, rank: int, level: str = "nation") -> dict[str, Any]:
    return entry("project", people=people, rank=rank, level=level)


@pytest.mark.parametrize(
    ("given_entry", "hours_earned", "formula"),
    [
        (entry("class", 6), 36, "6 × 6 = 36"),
        (entry("class", "2.5"), 12, "6 × 2 = 12"),  # full days only
        (entry("base", 50, own=True), 50, "50"),
        (project(5, 1), "23.4", "36 × 0.65 = 23.4"),
        (project(6, 6), "1.8", "36 × 0.05 = 1.8"),
        (project(8, 1), "21.6", "36 × 0.6 = 21.6"),  # more people than rows: the last row
        (project(1, 1, "city"), 12, "12 × 1 = 12"),
        (project(1, 1, "none"), 0, "0"),  # a level without a rate earns nothing
    ],
)
def test_what_an_entry_earns(given_entry, hours_earned, formula):
    found = hours(given_entry)["entries"][0]
    assert (found["low"], found["high"], found["formula"]) == (hours_earned, hours_earned, formula)


def test_a_total_that_is_stated_twice_is_told():
    given = [entry("stated", 60), entry("stated", 60, 2023), entry("class", 1), entry("class", 1)]
    again = [entry("stated", 30), entry("stated", 30, None)]
    _, problems = read_answers(RULES, {"answers": {"study": given + again}})
    assert [one.path for one in problems] == ["study[4].way"]
    assert "2022 年的“stated”填了不止一次，加在一起算了" in problems[0].message


def test_the_cap_holds_for_each_way_and_year_of_capped_kinds():
    report = hours(
        entry("class", 5), entry("class", 5), entry("class", 5, 2023), entry("public", 50)
    )
    ways = {(w["year"], w["way"]): w for w in report["ways"]}
    capped = ways[2022, "class"]
    assert (capped["low"], capped["bites"], capped["room"]) == (36, "yes", 0)
    assert capped["formula"] == "60 → 36：class每年最高 36"
    assert (ways[2023, "class"]["low"], ways[2023, "class"]["room"]) == (30, 6)
    assert (ways[2022, "public"]["low"], ways[2022, "public"]["cap"]) == (50, None)
    assert total(report, "2022.professional") == (36, 36)
    assert total(report, "2022.all") == (86, 86)
    assert total(report, "all.professional") == (66, 66)
    assert total(report, "all.all") == (116, 116)


def test_a_stated_total_has_no_cap_and_holds_what_was_entered_besides():
    # 60 stated hours hold the 12 of two days; 40 stated hours are less than 36 + 9 entered.
    more = hours(entry("stated", 60), entry("class", 2), entry("public", 5))
    assert total(more, "2022.professional") == (60, 60)
    assert total(more, "2022.all") == (65, 65)
    entered = [entry("class", 6), entry("base", 9, own=True)]
    assert total(hours(entry("stated", 40), *entered), "2022.professional") == (45, 45)
    # Without its number it may be anything from what was entered.
    assert total(hours(entry("stated"), *entered), "2022.professional") == (45, None)


def test_a_certificate_that_is_copied_in_part_leaves_the_rest_open():
    begun = hours(entry("stated", 60))
    assert total(begun, "2022.professional") == (60, 60)
    assert total(begun, "2023.professional") == (0, None)
    # 60 of 100 over all years, and more is to come.
    assert [(one["year"], one["verdict"]) for one in begun["requirements"]] == [
        (2022, "met"),
        (2023, "open"),
        (None, "open"),
    ]
    assert begun["room"] == []
    # A zero is a number; entries by ways stand for the total of their year.
    for other in (entry("stated", 0, 2023), entry("class", 1, 2023)):
        filled = hours(entry("stated", 60), other)
        assert [one["verdict"] for one in filled["requirements"]][1:] == ["not met", "not met"]
    # Whoever copies no certificate has entered all there is.
    assert total(hours(entry("class", 2)), "2023.professional") == (0, 0)


def test_requirements_year_by_year_and_over_all_years():
    report = hours(
        entry("class", 6), entry("base", 24, own=True), entry("class", 6, 2023), entry("public", 10)
    )
    found = {
        (r["id"], r["year"]): (r["verdict"], r["short_low"], r["short_high"])
        for r in report["requirements"]
    }
    assert found == {
        ("year-professional", 2022): ("met", 0, 0),  # 36 + 24 = 60
        ("year-professional", 2023): ("not met", 24, 24),  # one way alone cannot reach 60
        ("all", None): ("met", 0, 0),  # 36 + 24 + 36 + 10 = 106
    }


def test_open_entries_widen_the_totals():
    # The year is open: 12 hours in 2022 or in 2023, and 12 in all years together.
    report = hours(entry("class", 2, None))
    assert total(report, "2022.professional") == (0, 12)
    assert total(report, "all.professional") == (0, 12)
    assert report["entries"][0]["reasons"] == [{"clause": "ledger", "text": "未填写“年度”"}]


def test_an_open_rank_is_some_share():
    found = hours(entry("project", people=2, level="nation"))["entries"][0]
    assert (found["low"], found["high"]) == (0, "28.8")  # rank 1: 36 × 0.8; rank 3: nothing


def test_an_open_quantity_has_no_upper_end_but_the_cap():
    report = hours(entry("class"))
    assert total(report, "2022.professional") == (0, 36)
    assert total(hours(entry("public")), "2022.public") == (0, None)


def test_entries_that_do_not_count_say_why():
    report = hours(entry("class", 1, 2019), entry("other", 9), entry("base", 9, own=False))
    assert [(e["counted"], e["reasons"][0]["text"]) for e in report["entries"]] == [
        ("no", "2019 年不在 2022—2023 年度之内"),
        ("no", "这一类学习不计入"),
        ("no", "不是本专业"),
    ]
    assert total(report, "all.all") == (0, 0)


def test_a_rank_without_a_share_says_so():
    found = hours(project(7, 7))["entries"][0]
    assert (found["counted"], found["high"]) == ("no", 0)
    text = "7 人中排第 7：这一排名没有规定系数，不计入"
    assert found["reasons"] == [{"clause": "weights", "text": text}]


TWO_OF_ONE = "“排名”填的是 2，大于“人数”填的 1：请改正填错的一个，改好以前这一条不计入"


@pytest.mark.parametrize("rows", [ROWS, [["1", "0.5"]]], ids=["no share", "a share of its own"])
def test_a_rank_beyond_the_people_is_told_at_its_place_each_time(rows):
    data = {**DATA, "clauses": {**DATA["clauses"]}}
    data["clauses"]["weights"] = {
        **DATA["clauses"]["weights"],
        "weights": {"people": "people", "rank": "rank", "rows": rows},
    }
    calculator = load(dumps(data))
    # A class is not shared: what stands in fields that it does not ask for is no matter.
    given_entries = [project(2, 2), project(1, 2), entry("class", 1, people=1, rank=2)]
    for _ in range(2):
        result = calculator.answer({"answers": {"answers": {"study": given_entries}}})
        assert result["problems"] == [{"path": "study[1].rank", "message": f"{TWO_OF_ONE}。"}]
        found = result["hours"]["ledger"]["entries"]
        assert [one["counted"] for one in found] == ["yes", "no", "yes"]
        assert found[1]["reasons"] == [{"clause": "weights", "text": TWO_OF_ONE}]
        assert (found[1]["low"], found[1]["high"]) == (0, 0)


def test_a_rank_beyond_the_people_is_told_with_its_cell():
    cells = [
        ["编号", "年度", "途径", "级别", "人数", "排名"],
        ["1", "2022", "project", "nation", "1", "2"],
    ]
    tables = [{"name": "基本情况", "cells": [["编号"], ["1"]]}, {"name": "学时", "cells": cells}]
    batch = load(dumps(DATA)).answer({"batch": {"tables": tables}, "parts": ["hours"]})
    assert batch["people"][0]["problems"] == [["学时!F2", "1", f"{TWO_OF_ONE}。"]]


def test_an_entry_that_lacks_something_is_open_and_says_what():
    found = hours(entry("project", people=3))["entries"][0]
    assert found["counted"] == "open"
    assert [one["text"] for one in found["reasons"]] == ["未填写“级别”", "未填写“排名”"]


def test_an_open_requirement_of_a_way_leaves_its_entry_open():
    found = hours(entry("base", 9))["entries"][0]
    assert (found["counted"], found["low"], found["high"]) == ("open", 0, 9)


def test_unanswered_hours_are_open_and_an_empty_list_is_not():
    unanswered = run(RULES)
    assert unanswered["hours"]["ledger"]["given"] is False
    assert {r["verdict"] for r in unanswered["hours"]["ledger"]["requirements"]} == {"open"}
    assert unanswered["conditions"]["needs"]["verdict"] == "open"
    assert unanswered["conditions"]["done"]["verdict"] == "open"
    assert {r["verdict"] for r in hours()["requirements"]} == {"not met"}


@pytest.mark.parametrize(("amount", "verdict"), [(30, "met"), ("29.5", "not met")])
def test_conditions_read_the_hours(amount, verdict):
    conditions = run(RULES, {"study": [entry("public", amount)]})["conditions"]
    assert conditions["needs"]["verdict"] == verdict
    assert conditions["done"]["verdict"] == "not met"


def test_all_requirements_met():
    enough = [
        e
        for year in (2022, 2023)
        for e in (entry("class", 6, year), entry("base", 24, year, own=True))
    ]
    assert run(RULES, {"study": enough})["conditions"]["done"]["verdict"] == "met"


@given(st.integers(1, 12), st.integers(1, 12))
def test_shares_of_all_ranks_never_exceed_one(people, rank):
    weights = Weights("w", {"people": "people", "rank": "rank", "rows": ROWS})
    shares = [weights.share(people, place) for place in range(1, people + 1)]
    assert sum(shares) == 1
    assert (
        weights.possible(people, None)[1]
        >= weights.share(people, rank)
        >= weights.possible(None, None)[0]
    )


entries = st.lists(
    st.fixed_dictionaries(
        {
            "way": st.sampled_from((*WAYS, "stated")),
            "year": st.sampled_from([2022, 2023]),
            "amount": st.integers(0, 20),
        },
        optional={
            "level": st.sampled_from(["nation", "city"]),
            "people": st.integers(1, 7),
            "rank": st.integers(1, 7),
        },
    ),
    max_size=5,
)


@given(entries, st.integers(0, 4), st.sampled_from(["way", "year", "amount"]))
def test_leaving_something_open_only_widens_the_totals(given_entries, index, field):
    exact = totals(given_entries)
    opened = [dict(e) for e in given_entries]
    if index < len(opened):
        del opened[index][field]
    loose = totals(opened)
    for key, value in exact.items():
        assert number(loose[key]["low"]) <= number(value["low"])
        assert number(value["high"]) <= number(loose[key]["high"])


@given(entries, st.randoms())
def test_the_order_of_entries_does_not_matter(given_entries, random):
    shuffled = list(given_entries)
    random.shuffle(shuffled)
    assert totals(given_entries) == totals(shuffled)


def number(value: int | str | None) -> float:
    return float("inf") if value is None else float(value)
