"""Three-valued conditions: truth tables, operators, references, days, reasons."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.conditions.comparisons import compare_range, compare_spans
from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, rules_data, run

LEVELS = [{"id": v, "label": v} for v in ("low", "mid", "high")]
QUESTIONS: list[dict[str, Any]] = [
    {"id": "p", "type": "yesno", "label": "甲"},
    {"id": "q", "type": "yesno", "label": "乙"},
    {"id": "level", "type": "ordered", "label": "级别", "options": LEVELS},
    {"id": "score", "type": "number", "label": "成绩", "unit": "分"},
    {"id": "needed", "type": "number", "label": "分数线"},
    {"id": "n1", "type": "number", "label": "第一年"},
    {"id": "n2", "type": "number", "label": "第二年"},
    {"id": "n3", "type": "number", "label": "第三年"},
    {"id": "c1", "type": "count", "label": "第一项"},
    {"id": "c2", "type": "count", "label": "第二项"},
    {"id": "day", "type": "date", "label": "日期"},
    {
        "id": "papers",
        "type": "list",
        "label": "论文",
        "fields": [
            {"id": "level", "type": "ordered", "label": "级别", "options": LEVELS},
            {"id": "report", "type": "yesno", "label": "报告"},
            {"id": "words", "type": "count", "label": "字数", "at_most": 9},
            {"id": "date", "type": "date", "label": "发表日期"},
        ],
    },
]
P, Q = {"question": "p", "is": True}, {"question": "q", "is": True}
WORDS = {True: "met", False: "not met", None: "open"}


def check(
    condition: dict[str, Any], answers: dict[str, Any] | None = None, **given: Any
) -> dict[str, Any]:
    """The report of one clause with this condition."""
    clauses = [
        clause("c", condition=condition),
        clause("reported", condition={"field": "report", "is": True, "fails": "没有报告"}),
        clause("ok", condition=P, title="甲成立"),
        clause("row", points={"cap": fig(10), "each": fig(2), "count": "times"}),
    ]
    questions = [*QUESTIONS, {"id": "times", "type": "count", "label": "次数"}]
    data = rules_data(clauses, questions, routes=[{"id": "way", "title": "路线", "needs": ["ok"]}])
    return run(compile_rules(data), answers, **given)["conditions"]["c"]


def verdict(condition: dict[str, Any], answers: dict[str, Any] | None = None, **given: Any) -> str:
    return check(condition, answers, **given)["verdict"]


def facts(p: bool | None, q: bool | None) -> dict[str, Any]:
    return {name: value for name, value in (("p", p), ("q", q)) if value is not None}


@pytest.mark.parametrize(("p", "q"), list(product([True, False, None], repeat=2)))
def test_truth_tables(p, q):
    known = [v for v in (p, q) if v is not None]
    every = False if False in known else True if len(known) == 2 else None
    either = True if True in known else False if len(known) == 2 else None
    one = False if known == [True, True] else (p != q) if len(known) == 2 else None
    answers = facts(p, q)
    assert verdict({"all": [P, Q]}, answers) == WORDS[every]
    assert verdict({"any": [P, Q]}, answers) == WORDS[either]
    assert verdict({"exactly_one": [P, Q]}, answers) == WORDS[one]
    assert verdict({"at_least": 1, "of": [P, Q]}, answers) == WORDS[either]
    assert verdict({"at_least": fig(2), "of": [P, Q]}, answers) == WORDS[every]
    assert verdict({"not": P}, answers) == WORDS[None if p is None else not p]


@pytest.mark.parametrize(
    ("operator", "wanted", "passing"),
    [
        ("is", "mid", ["mid"]),
        ("is_not", "mid", ["low", "high"]),
        ("in", ["low", "high"], ["low", "high"]),
        ("at_least", "mid", ["mid", "high"]),  # 以上 includes the level itself
        ("more_than", "mid", ["high"]),
        ("at_most", "mid", ["low", "mid"]),
        ("less_than", "mid", ["low"]),
    ],
)
def test_operators_on_ordered_answers(operator, wanted, passing):
    condition = {"question": "level", operator: wanted}
    met = [v for v in ("low", "mid", "high") if verdict(condition, {"level": v}) == "met"]
    assert met == passing
    assert verdict(condition) == "open"


@pytest.mark.parametrize(
    ("operator", "passing"),
    [
        ("is", ["50"]), ("is_not", ["49.9", "50.1"]), ("at_least", ["50", "50.1"]),
        ("more_than", ["50.1"]), ("at_most", ["49.9", "50"]), ("less_than", ["49.9"]),
    ],
)  # fmt: skip
def test_operators_on_numbers(operator, passing):
    condition = {"question": "score", operator: fig(50)}
    assert [
        v for v in ("49.9", "50", "50.1") if verdict(condition, {"score": v}) == "met"
    ] == passing


def test_several_operators_must_all_hold():
    condition = {"question": "score", "at_least": fig(60), "less_than": fig(80)}
    verdicts = [verdict(condition, {"score": v}) for v in (59, 60, 79, 80)]
    assert verdicts == ["not met", "met", "met", "not met"]


@pytest.mark.parametrize(
    ("operator", "passing"),
    [
        ("before", ["2025-05-31"]), ("after", ["2025-06-02"]),
        ("not_before", ["2025-06-01", "2025-06-02"]), ("not_after", ["2025-05-31", "2025-06-01"]),
    ],
)  # fmt: skip
def test_operators_on_days(operator, passing):
    condition = {"question": "day", operator: fig("2025-06-01")}
    days = ("2025-05-31", "2025-06-01", "2025-06-02")
    assert [d for d in days if verdict(condition, {"day": d}) == "met"] == passing


@pytest.mark.parametrize(
    ("day", "word"),
    [("2025-05", "met"), ("2025-06", "open"), ("2025-07", "not met"), ("2025", "open")],
)
def test_a_partial_date_is_open_only_if_the_day_decides(day, word):
    assert verdict({"question": "day", "before": fig("2025-06-15")}, {"day": day}) == word


def test_a_figure_that_the_source_gives_by_the_month_leaves_that_month_open():
    condition = {"question": "day", "not_after": fig("2025-09")}
    verdicts = [verdict(condition, {"day": d}) for d in ("2025-09-01", "2025-09-15", "2025-10-01")]
    assert verdicts == ["met", "open", "not met"]


ranges = st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)).filter(
    lambda r: r[1] is None or r[0] <= r[1]
)
NUMBER_TESTS = {
    "is": lambda a, b: a == b, "is_not": lambda a, b: a != b, "at_least": lambda a, b: a >= b,
    "more_than": lambda a, b: a > b, "at_most": lambda a, b: a <= b,
    "less_than": lambda a, b: a < b,
}  # fmt: skip
DAY_TESTS = {
    "before": lambda a, b: a < b, "after": lambda a, b: a > b,
    "not_before": lambda a, b: a >= b, "not_after": lambda a, b: a <= b,
}  # fmt: skip


@given(ranges, st.integers(0, 9), st.sampled_from(sorted(NUMBER_TESTS)))
def test_a_range_is_decided_exactly_when_all_its_numbers_agree(given_range, wanted, operator):
    low, high = given_range
    outcomes = {
        NUMBER_TESTS[operator](n, wanted) for n in range(low, (12 if high is None else high) + 1)
    }
    assert compare_range(operator, given_range, wanted) == (
        outcomes.pop() if len(outcomes) == 1 else None
    )


spans = st.tuples(st.integers(1, 6), st.integers(0, 3)).map(lambda s: (s[0], s[0] + s[1]))


@given(spans, spans, st.sampled_from(sorted(DAY_TESTS)))
def test_spans_are_decided_exactly_when_all_their_days_agree(left, right, operator):
    pairs = product(range(left[0], left[1] + 1), range(right[0], right[1] + 1))
    outcomes = {DAY_TESTS[operator](a, b) for a, b in pairs}
    assert compare_spans(operator, left, right) == (outcomes.pop() if len(outcomes) == 1 else None)


def papers(*records: dict[str, Any]) -> dict[str, Any]:
    return {"papers": list(records)}


TWO_MID = {"count": {"from": "papers", "where": {"level": {"at_least": "mid"}}}, "at_least": fig(2)}


def test_counting_is_open_until_the_list_is_complete():
    one = papers({"level": "mid"})
    assert verdict(TWO_MID) == "open"
    assert verdict(TWO_MID, one) == "open"
    assert verdict(TWO_MID, one, closed=["papers"]) == "not met"
    assert verdict(TWO_MID, papers()) == "not met"
    assert verdict(TWO_MID, papers({"level": "mid"}, {"level": "high"})) == "met"
    assert verdict(TWO_MID, papers({"level": "mid"}, {}), closed=["papers"]) == "open"


def test_exists_with_a_required_clause():
    condition = {"exists": {"from": "papers", "where": {"level": "high"}, "require": ["reported"]}}
    given = papers({"level": "high", "report": False}, {"level": "low", "report": True})
    assert verdict(condition, given, closed=["papers"]) == "not met"
    assert verdict(condition, papers({"level": "high", "report": True})) == "met"
    assert verdict(condition, papers({"level": "high"}), closed=["papers"]) == "open"


def test_where_may_be_a_list_of_conditions():
    where = [{"any": [{"field": "level", "is": "high"}, {"field": "report", "is": True}]}]
    condition = {"exists": {"from": "papers", "where": where}}
    assert verdict(condition, papers({"level": "low", "report": True})) == "met"
    assert (
        verdict(condition, papers({"level": "low", "report": False}), closed=["papers"])
        == "not met"
    )


def test_sums_of_a_field():
    condition = {"sum": {"from": "papers", "of": "words"}, "at_least": fig(5)}
    assert verdict(condition, papers({"words": 2}, {"words": 3})) == "met"
    assert verdict(condition, papers({"words": 2}, {}), closed=["papers"]) == "open"
    assert verdict(condition, papers({"words": 2}), closed=["papers"]) == "not met"


def test_a_mean_needs_every_number():
    condition = {"mean": ["n1", "n2", "n3"], "at_least": fig(1000)}
    assert verdict(condition, {"n1": 900, "n2": 1000, "n3": 1100}) == "met"
    assert verdict(condition, {"n1": 900, "n2": 1000, "n3": "1099.9"}) == "not met"
    assert verdict(condition, {"n1": 1000, "n2": 1000}) == "open"
    over_two = {"mean": ["n1", "n2", "n3"], "over": fig(2), "at_least": fig(1000)}
    assert verdict(over_two, {"n1": 900, "n2": 1100}) == "met"


@pytest.mark.parametrize(
    ("key", "given", "said"),
    [
        ("lowest", {"n1": 10, "n2": 8, "n3": 9}, "met"),
        ("lowest", {"n1": 10, "n2": "7.9", "n3": 9}, "not met"),
        ("lowest", {"n1": 10, "n2": 8}, "open"),
        ("highest", {"n1": 1, "n2": 8, "n3": 2}, "met"),
        ("highest", {"n1": 8}, "met"),
        ("highest", {"n1": 7}, "open"),
        # Nothing keeps the other numbers from being lower, and no range says so.
        ("lowest", {"n1": 7}, "open"),
        # A count is never below 0: 7 is too low already, 8 may still be.
        ("lowest of counts", {"c1": 7}, "not met"),
        ("lowest of counts", {"c1": 8}, "open"),
        ("highest", {"n1": 1, "n2": "7.9", "n3": 2}, "not met"),
    ],
)
def test_the_lowest_and_the_highest_of_several_answers(key, given, said):
    names = ["c1", "c2"] if key.endswith("counts") else ["n1", "n2", "n3"]
    assert verdict({key.partition(" ")[0]: names, "at_least": fig(8)}, given) == said


def test_a_mean_of_thirds_is_exact():
    condition = {"mean": ["n1", "n2", "n3"], "at_least": fig("333.3333333333")}
    assert verdict(condition, {"n1": 0, "n2": 0, "n3": 1000}) == "met"


@pytest.mark.parametrize(
    ("wanted", "said", "word"),
    [
        ("30", "met", "约 33.33%；要求不少于 30%"),
        # Rounded, both would read alike; a third is a little more.
        ("33.33", "met", "约 33.33%（100/3）；要求不少于 33.33%"),
        ("33.34", "not met", "约 33.33%；要求不少于 33.34%"),
    ],
)
def test_a_percentage_without_end_is_rounded_unless_that_would_hide_what_decides(
    wanted, said, word
):
    condition = {"ratio": {"part": "n1", "over": "n2"}, "at_least": fig(wanted, unit="%")}
    why = check(condition, {"n1": 1, "n2": 3})["why"]
    assert why["verdict"] == said
    assert word in why["text"]


def test_points_are_held_against_with_unanswered_rows_open():
    condition = {"points": "row", "at_least": fig(6)}
    assert verdict(condition) == "open"
    assert verdict(condition, {"times": 2}) == "not met"
    assert verdict(condition, {"times": 3}) == "met"


def test_a_number_may_be_held_against_another_answer():
    condition = {"points": "row", "at_least": {"question": "needed"}}
    assert verdict(condition, {"times": 3}) == "open"
    assert verdict(condition, {"times": 3, "needed": 6}) == "met"
    assert verdict(condition, {"times": 3, "needed": "6.5"}) == "not met"
    assert check(condition, {"times": 3})["reasons"] == [{"clause": "c", "text": "未填写“分数线”"}]


def test_a_figure_whose_value_is_lost_leaves_the_comparison_open():
    lost = {"value": None, "unit": "分", "figure": "c.分数线"}
    assert verdict({"points": "row", "at_least": lost}, {"times": 3}) == "open"


def test_met_follows_clauses_and_routes():
    for target in ("ok", "way"):
        assert verdict({"met": target}, {"p": True}) == "met"
        assert verdict({"met": target}) == "open"
        assert verdict({"not": {"met": target}}, {"p": True}) == "not met"


REPORTED = {"from": "papers", "where": {"report": True}, "field": "date"}


@pytest.mark.parametrize(
    ("expression", "passing"),
    [
        ({"earliest": REPORTED}, "2023-05-01"),
        ({"latest": REPORTED}, "2024-02-29"),
        ({"of": {"latest": REPORTED}, "plus_years": fig(1)}, "2025-02-28"),
        ({"of": "reference", "minus_years": fig(4)}, "2021-12-31"),
        ({"next_year_of": {"earliest": REPORTED}}, "2024-01-01"),
        ({"later_of": [{"earliest": REPORTED}, fig("2023-06-01")]}, "2023-06-01"),
    ],
)
def test_date_expressions(expression, passing):
    given = papers(
        {"report": True, "date": "2023-05-01"},
        {"report": True, "date": "2024-02-29"},
        {"report": False, "date": "2020-01-01"},
    )
    same = {"day": expression, "not_before": fig(passing), "not_after": fig(passing)}
    assert verdict(same, given, closed=["papers"]) == "met"


def test_the_earliest_day_of_an_empty_list_does_not_exist():
    condition = {"day": {"earliest": REPORTED}, "before": "reference"}
    assert verdict(condition, papers()) == "not met"
    assert verdict({"not": condition}, papers()) == "met"
    assert verdict(condition) == "open"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "met"),
        ({"date": "2025-12-31"}, "met"),
        ({"date": "2026-01-01"}, "not met"),
        ({"date": "2026"}, "not met"),
    ],
)
def test_another_day_may_stand_in_for_a_date_that_was_not_given(given, expected):
    held = {"day": {"field": "date", "otherwise": "reference"}, "not_after": "reference"}
    condition = {"exists": {"from": "papers", "where": [held]}}
    assert verdict(condition, papers(given), closed=["papers"]) == expected


def test_more_records_may_move_the_earliest_day():
    condition = {"day": {"earliest": REPORTED}, "before": fig("2024-01-01")}
    later = papers({"report": True, "date": "2024-05-01"})
    assert verdict(condition, later) == "open"
    assert verdict(condition, later, closed=["papers"]) == "not met"
    assert verdict(condition, papers({"report": True, "date": "2023-05-01"})) == "met"


def test_the_tree_of_reasons_names_figures_and_what_was_given():
    why = check(
        {"all": [P, {"question": "score", "at_least": fig(60, "c.及格")}]},
        {"p": True, "score": "59.5"},
    )["why"]
    assert why["verdict"] == "not met"
    assert [part["verdict"] for part in why["of"]] == ["met", "not met"]
    assert why["of"][1]["text"] == "成绩：59.5 分；要求不少于 60 分"
    assert why["of"][1]["figures"] == ["c.及格"]


def test_reasons_name_what_decided():
    failed = check({"all": [P, Q]}, {"p": True, "q": False})
    assert failed["reasons"] == [{"clause": "c", "text": "乙：否；要求“是”"}]
    negated = check({"not": {"any": [P, Q]}}, {"p": True, "q": False})
    assert negated["reasons"] == [{"clause": "c", "text": "甲：是；要求“否”"}]
    referred = check({"met": "ok"}, {"p": False})
    assert referred["reasons"] == [{"clause": "ok", "text": "甲：否；要求“是”"}]


WAITING = {"day": {"of": {"question": "day"}, "plus_years": fig(3)}, "not_after": "reference"}


@pytest.mark.parametrize(
    ("condition", "answers", "day"),
    [
        (WAITING, {"day": "2023-03-01"}, "2026-03-01"),
        ({"all": [P, WAITING]}, {"p": True, "day": "2023-03-01"}, "2026-03-01"),
        ({"all": [P, WAITING]}, {"p": False, "day": "2023-03-01"}, None),
        ({"any": [P, WAITING]}, {"p": False, "day": "2020-03-01"}, "2023-03-01"),
        (
            {"at_least": 2, "of": [P, Q, WAITING]},
            {"p": True, "q": False, "day": "2023-03"},
            "2026-03",
        ),
        (P, {"p": True}, None),
    ],
)
def test_the_day_on_which_time_brings_it(condition, answers, day):
    assert check(condition, answers)["day"] == day


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "2024-03-01"}, "计算截止日：2025 年 12 月 31 日；要求不早于 2027 年 3 月 1 日"),
        ({}, "计算截止日：2025 年 12 月 31 日；要求不早于 日期后 3 年"),
    ],
)
def test_a_day_that_hangs_on_an_answer_says_on_which(given: dict[str, str], said: str) -> None:
    wanted = {"of": {"question": "day"}, "plus_years": fig(3)}
    assert check({"day": "reference", "not_before": wanted}, given)["why"]["text"] == said
