"""Each points mechanism by hand: exact values, formulas, caps, open answers."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.answers.given import Answers
from calculator.core.rules import compile_rules
from calculator.core.state import State
from calculator.errors import RulesError
from tests.core.conftest import clause, fig, headline, nodes_of, rules_data, run

CHOICE = {"type": "choice", "options": [{"id": "a", "label": "甲"}, {"id": "b", "label": "乙"}]}
QUESTIONS: list[dict[str, Any]] = [
    {
        "id": "things",
        "type": "list",
        "label": "成果",
        "item": "一项成果",
        "fields": [
            {"id": "kind", "label": "类别", **CHOICE},
            {"id": "place", "type": "count", "label": "名次"},
            {"id": "proof", "type": "yesno", "label": "有证明"},
        ],
    },
    {"id": "exam", "type": "number", "label": "考试成绩", "unit": "分", "at_most": 100},
    {"id": "times", "type": "count", "label": "次数"},
    {"id": "flag", "type": "yesno", "label": "有材料"},
    {
        "id": "sort",
        "type": "choice",
        "label": "规模",
        "options": [*CHOICE["options"], {"id": "unsure", "label": "不清楚", "open": True}],
    },
]
ITEMS = {"from": "things", "where": {"kind": "a"}}
PROVEN = clause(
    "proven",
    condition={
        "title": "有证明",
        "fails": "没有证明",
        "opens": "请说明有没有证明",
        "field": "proof",
        "is": True,
    },
)


def result_of(points: dict[str, Any], answers: dict[str, Any] | None = None, **given: Any):
    """The result of a single row under a group."""
    clauses = [
        PROVEN,
        clause("all", points={"add": "sum"}),
        clause("row", "all", points=points, title="本行"),
    ]
    return run(compile_rules(rules_data(clauses, QUESTIONS)), answers, **given)


def things(*records: dict[str, Any]) -> dict[str, Any]:
    return {"things": list(records)}


def node(result: dict[str, Any]) -> dict[str, Any]:
    return nodes_of(result)["row"]


A = {"kind": "a"}
BY_RANK = {
    "by_rank": {"field": "place", "first": 2, "start": fig(12), "step": fig("1.5")},
    "items": ITEMS,
}
BY_PLACE = {
    "by_place": {
        "field": "place",
        "points": fig(20),
        "coefficients": [fig(1), fig("0.6")],
        "tail": fig("0.25"),
    },
    "items": ITEMS,
}


@pytest.mark.parametrize(
    ("place", "points", "formula"),
    [
        (2, 12, "12"),
        (3, "10.5", "12 − 1.5 × 1 = 10.5"),
        (9, "1.5", "12 − 1.5 × 7 = 1.5"),
        (10, 0, "12 − 1.5 × 8 = 0"),
        (11, 0, "12 − 1.5 × 9 = −1.5，不低于 0"),
    ],
)
def test_by_rank_falls_and_stops_at_zero(place, points, formula):
    row = node(result_of(BY_RANK, things({**A, "place": place})))
    assert (row["low"], row["high"]) == (points, points)
    assert row["items"][0]["formula"] == formula


def told_apart(points: dict[str, Any]) -> tuple[Any, ...]:
    """The places up to the 99th that a row tells apart, one of each kind."""
    things, *others = QUESTIONS
    kind, place, proof = things["fields"]
    place = {**place, "at_least": 1, "at_most": 99}
    clauses = [PROVEN, clause("row", points=points, title="本行")]
    data = rules_data(clauses, [{**things, "fields": [kind, place, proof]}, *others])
    rules = compile_rules(data)
    return rules.tree.told_apart(State(rules, Answers()), "things", "place")


def test_of_ranks_only_those_are_tried_that_differ():
    by_rank = {"by_rank": {"field": "place", "first": 2, "start": fig(12), "step": fig("1.5")}}
    # The first is another row's; 12, 10.5 … 1.5 from the second to the ninth; nothing from there.
    assert told_apart({**by_rank, "items": ITEMS}) == (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    # What experts judge does not hang on the place: of those that count one is enough.
    where = [{"field": "kind", "is": "a"}, {"field": "place", "at_least": fig(3)}]
    assert told_apart({"experts": fig(9), "items": {"from": "things", "where": where}}) == (1, 3)
    # Held against another answer any of them may differ.
    where[1]["at_least"] = {"question": "times"}
    looked_up = {"experts": fig(9), "items": {"from": "things", "where": where}}
    assert told_apart(looked_up) == tuple(range(1, 100))


def test_by_rank_is_not_about_earlier_ranks():
    assert node(result_of(BY_RANK, things({**A, "place": 1})))["items"] == []


def test_an_unknown_rank_is_open():
    row = node(result_of(BY_RANK, things(A)))
    assert (row["low"], row["high"]) == (0, 12)
    assert row["items"][0]["reasons"] == [{"clause": "row", "text": "未填写“名次”"}]


def test_a_rank_of_minus_points_takes_nothing_from_the_others():
    row = node(result_of(BY_RANK, things({**A, "place": 2}, {**A, "place": 11})))
    assert (row["low"], row["formula"]) == (12, "12")


@pytest.mark.parametrize(
    ("place", "points", "formula"),
    [
        (1, 20, "20 × 1 = 20"),
        (2, 12, "20 × 0.6 = 12"),
        (3, 5, "20 × 0.25 = 5"),
        (9, 5, "20 × 0.25 = 5"),
    ],
)
def test_by_place_uses_the_tail_for_later_places(place, points, formula):
    row = node(result_of(BY_PLACE, things({**A, "place": place})))
    assert (row["low"], row["items"][0]["formula"]) == (points, formula)


def test_an_unknown_place_is_some_place():
    # A place may be below 1 here, so whether the record has one at all is open too.
    assert headline(result_of(BY_PLACE, things(A)), "row") == (0, 20)
    fields = QUESTIONS[0]["fields"]
    numbered = [{**f, "at_least": 1} if f["id"] == "place" else f for f in fields]
    questions = [{**QUESTIONS[0], "fields": numbered}]
    rules = compile_rules(rules_data([clause("row", points=BY_PLACE)], questions))
    assert headline(run(rules, things(A)), "row") == (5, 20)


@pytest.mark.parametrize(
    ("places", "how", "points", "told"),
    [
        # 0.35 for each point above 60, and 85.5 points: 0.35 × 25.5 = 8.925.
        (2, "half_up", "8.93", "8.93：四舍五入，保留 2 位小数"),
        (1, "half_up", "8.9", "8.9：四舍五入，保留 1 位小数"),
        (0, "down", 8, "8：舍去尾数，取整数"),
        (1, "up", 9, "9：有尾数就进一，保留 1 位小数"),
        (3, "half_up", "8.925", None),
    ],
)
def test_points_are_rounded_as_the_policy_says(places, how, points, told):
    rounding = {"places": fig(places), "how": how}
    linear = {"question": "exam", "per": fig("0.35"), "above": fig(60)}
    row = node(result_of({"linear": linear, "round": rounding}, {"exam": "85.5"}))
    assert (row["low"], row["high"], row["own"]) == (points, points, points)
    formula = "0.35 × (85.5 − 60) = 8.925"
    assert row["formula"] == (f"{formula} → {told}" if told else formula)


def test_a_total_below_zero_is_rounded_like_one_above_and_then_capped():
    total = {"add": "sum", "least": fig(-5), "cap": fig(9)}
    total["round"] = {"places": fig(0), "how": "half_up"}
    linear = {"question": "exam", "per": fig("0.1"), "above": fig(0)}
    clauses = [
        clause("all", points=total, title="总分"),
        clause("gives", "all", points={"linear": linear}),
        clause("takes", "all", points={"deduct": fig("2.5"), "count": "times"}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))
    # 0 − 2.5, and 9.6 before anything is taken.
    assert headline(run(rules, {"exam": 0, "times": 1}), "all") == (-3, -3)
    found = nodes_of(run(rules, {"exam": 96, "times": 0}))["all"]
    assert (found["low"], found["bites"]) == (9, "yes")
    assert found["formula"] == "9.6 → 10：四舍五入，取整数 → 9：总分最高 9"
    # 9.2 is rounded to what the cap allows: the cap itself takes nothing.
    found = nodes_of(run(rules, {"exam": 92, "times": 0}))["all"]
    assert (found["low"], found["bites"]) == (9, "no")
    assert found["formula"] == "9.2 → 9：四舍五入，取整数"


def test_each_item_and_each_counted():
    assert (
        node(result_of({"each": fig(10), "items": ITEMS}, things(A, A, {"kind": "b"})))["formula"]
        == "10 × 2 = 20"
    )
    assert (
        node(result_of({"each": fig("2.5"), "count": "times"}, {"times": 3}))["formula"]
        == "2.5 × 3 = 7.5"
    )


def test_once_is_not_multiplied():
    row = node(result_of({"once": fig(10), "items": ITEMS}, things(A, A)))
    assert (row["low"], row["high"], row["formula"]) == (10, 10, "10")


def test_once_with_an_open_item_is_open():
    assert headline(result_of({"once": fig(10), "items": ITEMS}, things({})), "row") == (0, 10)
    assert headline(result_of({"once": fig(10), "items": ITEMS}, things({}, A)), "row") == (10, 10)


@pytest.mark.parametrize(("flag", "points"), [(True, (10, 10)), (False, (0, 0)), (None, (0, 0))])
def test_once_when(flag, points):
    answers = {} if flag is None else {"flag": flag}
    result = result_of({"once": fig(10), "when": {"question": "flag", "is": True}}, answers)
    assert headline(result, "row") == points
    assert node(result)["ceiling"] == (10 if flag is not False else 0)


def test_a_row_whose_condition_fails_says_why():
    row = node(
        result_of({"once": fig(10), "when": {"question": "flag", "is": True}}, {"flag": False})
    )
    assert row["reasons"] == [{"clause": "row", "text": "有材料：否；要求“是”"}]


EXPERTS = {"cap": fig(20), "experts": fig(20), "when": {"question": "flag", "is": True}}


def test_experts_give_a_range_and_the_estimate_stands_beside_it():
    row = node(result_of(EXPERTS, {"flag": True}, estimates={"row": "12.5"}))
    assert (row["low"], row["high"], row["own"]) == (0, 20, "12.5")
    assert row["formula"] == "专家评分 0～20，自估 12.5"


def test_experts_have_no_say_when_the_condition_fails():
    row = node(result_of(EXPERTS, {"flag": False}, estimates={"row": 12}))
    assert (row["low"], row["high"], row["own"], row["ceiling"]) == (0, 0, 0, 0)


def test_an_estimate_covers_an_open_condition():
    when = {"all": [{"question": "flag", "is": True}, {"question": "times", "at_least": 1}]}
    row = node(result_of({"experts": fig(20), "when": when}, {"flag": True}, estimates={"row": 12}))
    assert (row["low"], row["high"], row["own"]) == (0, 20, 12)


def test_an_estimate_stands_whatever_the_open_answer_turns_out_to_be():
    """For a the condition fails, for b it holds: every level still shows 12."""
    when = {"any": [{"question": "sort", "is": "b"}, {"question": "flag", "is": True}]}
    open_answers = {"sort": "unsure", "flag": False}
    result = result_of({"experts": fig(20), "when": when}, open_answers, estimates={"row": 12})
    nodes = nodes_of(result)
    assert [nodes["row"][end] for end in ("low", "high", "own")] == [0, 20, 12]
    assert nodes["row"]["formula"] == "专家评分 0～20，自估 12"
    assert (nodes["all"]["own"], result["score"]["own"]) == (12, 12)


def test_experts_without_a_condition_judge_everybody():
    bare = {"experts": fig(20)}
    for given, own in (({}, 0), ({"estimates": {"row": 7}}, 7)):
        result = result_of(bare, **given)
        row = node(result)
        assert (row["state"], row["low"], row["high"], row["own"]) == ("filled", 0, 20, own)
        assert (result["score"]["high"], result["score"]["unanswered"]) == (20, 0)


def test_experts_each_adds_up_to_the_cap():
    points = {"cap": fig(20), "experts_each": fig(10), "items": ITEMS}
    row = node(result_of(points, things(A, A, A), estimates={"row#0": 10, "row#1": 4}))
    assert (row["low"], row["high"], row["own"], row["bites"]) == (0, 20, 14, "maybe")
    assert row["items"][0]["formula"] == "专家评分 0～10，自估 10"
    whole = node(result_of(points, things(A, A), estimates={"row": 15}))
    assert whole["own"] == 15


def test_experts_over_items_judge_the_row_once():
    points = {"experts": fig(20), "items": ITEMS}
    assert headline(result_of(points, things(A, A)), "row") == (0, 20)
    assert headline(result_of(points, things({"kind": "b"}), closed=["things"]), "row") == (0, 0)


@pytest.mark.parametrize(
    ("exam", "points", "formula"),
    [
        (85, "7.5", "0.3 × (85 − 60) = 7.5"),
        ("60.5", "0.15", "0.3 × (60.5 − 60) = 0.15"),
        (50, 0, "0.3 × (50 − 60) = −3，不低于 0"),
    ],
)
def test_linear(exam, points, formula):
    row = node(
        result_of(
            {"linear": {"question": "exam", "per": fig("0.3"), "above": fig(60)}}, {"exam": exam}
        )
    )
    assert (row["low"], row["formula"]) == (points, formula)


def test_linear_is_bounded_by_the_highest_answer():
    assert (
        node(result_of({"linear": {"question": "exam", "per": fig("0.3"), "above": fig(60)}}))[
            "ceiling"
        ]
        == 12
    )


BANDS = {
    "bands": {
        "question": "exam",
        "steps": [{"from": fig(60), "points": fig(5)}, {"from": fig(80), "points": fig(10)}],
    }
}


@pytest.mark.parametrize(
    ("exam", "points", "formula"),
    [
        (59, 0, "59 分，未到 60 分：0"),
        (60, 5, "60 分，达到 60 分：5"),
        ("79.9", 5, "79.9 分，达到 60 分：5"),
        (80, 10, "80 分，达到 80 分：10"),
    ],
)
def test_bands(exam, points, formula):
    row = node(result_of(BANDS, {"exam": exam}))
    assert (row["low"], row["high"], row["formula"]) == (points, points, formula)


def test_deductions_are_negative_and_never_push_a_group_below_zero():
    clauses = [
        clause("all", points={"add": "sum"}),
        clause("plus", "all", points={"each": fig(5), "count": "times"}),
        clause("minus", "all", points={"deduct": fig(4), "items": ITEMS}, title="扣分"),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))
    result = run(rules, {"times": 1, **things(A)})
    assert headline(result, "minus") == (-4, -4)
    assert headline(result, "all") == (1, 1)
    assert nodes_of(result)["all"]["formula"] == "5 − 4 = 1"
    assert headline(run(rules, {"times": 1, **things(A, A)}), "all") == (0, 0)
    assert headline(run(rules, {"times": 1, **things(A, {})}), "all") == (0, 1)


def test_an_unanswered_deduction_lowers_the_floor_only():
    clauses = [
        clause("all", points={"add": "sum"}),
        clause("plus", "all", points={"each": fig(5), "count": "times"}),
        clause("minus", "all", points={"cap": fig(3), "deduct": fig(4), "count": "times-bad"}),
    ]
    questions = [*QUESTIONS, {"id": "times-bad", "type": "count", "label": "过失次数"}]
    total = nodes_of(run(compile_rules(rules_data(clauses, questions)), {"times": 1}))["all"]
    assert [total[k] for k in ("floor", "low", "high", "ceiling")] == [2, 5, 5, 5]
    bad = nodes_of(run(compile_rules(rules_data(clauses, questions)), {"times": 1, "times-bad": 2}))
    assert (bad["minus"]["low"], bad["all"]["low"]) == (-3, 2)
    assert bad["minus"]["formula"] == "扣 4 × 2 = 8 → 3：minus最多扣 3"


@pytest.mark.parametrize(("proof", "counted"), [(True, "yes"), (False, "no"), (None, "open")])
def test_an_item_that_does_not_count_says_why(proof, counted):
    record = A if proof is None else {**A, "proof": proof}
    row = node(
        result_of({"each": fig(10), "items": {**ITEMS, "require": ["proven"]}}, things(record))
    )
    item = row["items"][0]
    text = {"yes": None, "no": "没有证明", "open": "请说明有没有证明"}[counted]
    assert item["counted"] == counted
    assert item["reasons"] == ([] if text is None else [{"clause": "proven", "text": text}])
    assert headline({"score": {"nodes": [row]}}, "row") == {
        "yes": (10, 10), "no": (0, 0), "open": (0, 10),
    }[counted]  # fmt: skip


def test_an_open_option_is_an_answer_that_says_what_would_settle_it():
    questions = [
        {
            "id": "things",
            "type": "list",
            "label": "成果",
            "fields": [
                {
                    "id": "benefit",
                    "type": "choice",
                    "label": "效益",
                    "options": [
                        {"id": "found", "label": "有"},
                        {"id": "none", "label": "没有"},
                        {"id": "later", "label": "不清楚", "open": True, "settles": "专家认定"},
                    ],
                }
            ],
        }
    ]
    clauses = [
        clause("found", condition={"field": "benefit", "is": "found"}),
        clause("row", points={"each": fig(10), "items": {"from": "things", "require": ["found"]}}),
    ]
    rules = compile_rules(rules_data(clauses, questions))
    row = nodes_of(run(rules, things({"benefit": "later"})))["row"]
    assert (row["low"], row["high"], row["state"]) == (0, 10, "filled")
    assert row["items"][0]["reasons"] == [{"clause": "found", "text": "“效益”不能确定，需专家认定"}]


# -- every ---------------------------------------------------------------------------------------

EVERY_ITEM = {"every": {"number": fig(3, unit="项"), "points": fig(2)}, "items": ITEMS}
EVERY_COUNTED = {"every": {"number": fig(3, unit="项"), "points": fig(2)}, "count": "times"}


@pytest.mark.parametrize(
    ("records", "points", "formula"),
    [
        (2, 0, "2 项，每满 3 项 2：0"),
        (3, 2, "3 项，每满 3 项 2：2"),
        (5, 2, "5 项，每满 3 项 2：2"),
        (6, 4, "6 项，每满 3 项 2：4"),
    ],
)
def test_every_counts_full_numbers_of_records(records: int, points: int, formula: str) -> None:
    row = node(result_of(EVERY_ITEM, things(*[A] * records, {"kind": "b"})))
    assert (row["low"], row["high"], row["formula"]) == (points, points, formula)
    assert {(one["counted"], one["formula"]) for one in row["items"]} == {("yes", "每满 3 项 2")}


def test_every_with_records_that_may_not_count() -> None:
    # Two certain and two of which the kind is open: 2, 3 or 4 of them, so 0 or 2 points.
    result = result_of(EVERY_ITEM, things(A, A, {}, {}))
    assert headline(result, "row") == (0, 2)
    assert headline(result, "all") == (0, 2)
    assert node(result)["formula"] == "2～4 项，每满 3 项 2：0～2"


def test_every_says_why_a_record_does_not_count() -> None:
    points = {**EVERY_ITEM, "items": {**ITEMS, "require": ["proven"]}}
    row = node(result_of(points, things(*[{**A, "proof": True}] * 3, {**A, "proof": False})))
    assert (row["low"], row["high"]) == (2, 2)
    assert [reason["text"] for reason in row["items"][3]["reasons"]] == ["没有证明"]


@pytest.mark.parametrize(("cap", "records", "points"), [(3, 3, 2), (3, 6, 3), (4, 7, 4), (4, 9, 4)])
def test_the_cap_of_every_is_held_against_full_numbers(cap: int, records: int, points: int) -> None:
    # Six records are 4 points before a cap of 3: what is cut is a full number, never a share.
    capped = {**EVERY_ITEM, "cap": fig(cap)}
    assert headline(result_of(capped, things(*[A] * records)), "row") == (points, points)
    # The same where the records' kind is open: none of them may count, or all.
    assert headline(result_of(capped, things(*[{}] * records)), "row") == (0, points)


@pytest.mark.parametrize(("count", "points"), [(0, 0), (2, 0), (3, 2), (8, 4)])
def test_every_counts_full_numbers_of_a_count(count: int, points: int) -> None:
    row = node(result_of(EVERY_COUNTED, {"times": count}))
    assert (row["low"], row["high"]) == (points, points)
    assert row["formula"] == f"{count} 项，每满 3 项 2：{points}"


# -- tables that answers look up ------------------------------------------------------------------

BY_SORT = {"by_option": {"question": "sort", "points": {"b": fig(0), "a": fig(6)}}}
MATRIX = {
    "matrix": {
        "down": {"question": "exam", "from": [fig(60), fig(80)]},
        "across": {"question": "flag", "is": [True, False]},
        "points": [[fig(3), fig(1)], [fig(9), fig(5)]],
    }
}


@pytest.mark.parametrize(
    ("sort", "low", "high", "formula"),
    [("a", 6, 6, "甲：6"), ("b", 0, 0, "乙：0"), ("unsure", 0, 6, "规模未知：0～6")],
)
def test_points_beside_an_option(sort: str, low: int, high: int, formula: str) -> None:
    row = node(result_of(BY_SORT, {"sort": sort}))
    assert (row["low"], row["high"], row["formula"]) == (low, high, formula)


@pytest.mark.parametrize(
    ("answers", "low", "high", "formula"),
    [
        ({"exam": 80, "flag": True}, 9, 9, "考试成绩 80 分，有材料：是：9"),
        ({"exam": "79.5", "flag": False}, 1, 1, "考试成绩 79.5 分，有材料：否：1"),
        ({"exam": 59, "flag": True}, 0, 0, "考试成绩 59 分，有材料：是：0"),
        ({"exam": 59}, 0, 0, "考试成绩 59 分，有材料未知：0"),
        ({"exam": 70}, 1, 3, "考试成绩 70 分，有材料未知：1～3"),
        ({"flag": True}, 0, 9, "考试成绩未知，有材料：是：0～9"),
    ],
)
def test_points_where_two_answers_meet(
    answers: dict[str, Any], low: int, high: int, formula: str
) -> None:
    row = node(result_of(MATRIX, answers))
    assert (row["low"], row["high"], row["formula"]) == (low, high, formula)


BY_KIND = {
    "by_option": {"field": "kind", "points": {"a": fig(6), "b": fig(2)}},
    "items": {"from": "things"},
}


def test_each_record_brings_what_stands_beside_its_option() -> None:
    row = node(result_of(BY_KIND, things(A, {"kind": "b"}, A)))
    assert (row["low"], row["high"], row["formula"]) == (14, 14, "6 + 2 + 6 = 14")
    # The kind of one is not known: 2 or 6.
    row = node(result_of(BY_KIND, things(A, {})))
    assert (row["low"], row["high"]) == (8, 12)
    assert row["items"][1]["formula"] == "2～6"


def test_the_best_of_records_by_option() -> None:
    row = node(result_of({**BY_KIND, "best": 2}, things({"kind": "b"}, A, A)))
    assert (row["low"], row["formula"]) == (12, "取最高的 2 项：6 × 2 = 12")
    assert [one.get("beside", False) for one in row["items"]] == [True, False, False]
    with pytest.raises(RulesError):
        result_of({**BY_KIND, "by_option": {"field": "kind", "points": {"a": fig(6)}}})


def test_a_table_is_unanswered_like_any_row() -> None:
    row = node(result_of(MATRIX))
    assert (row["low"], row["high"], row["ceiling"], row["state"]) == (0, 0, 9, "unanswered")


@pytest.mark.parametrize(
    "points",
    [
        {"by_option": {"question": "sort", "points": {"a": fig(6)}}},
        {"matrix": {**MATRIX["matrix"], "points": [[fig(3), fig(1)]]}},
        {"matrix": {**MATRIX["matrix"], "across": {"question": "flag", "is": [True]}}},
    ],
)
def test_a_table_with_holes_is_no_table(points: dict[str, Any]) -> None:
    with pytest.raises(RulesError):
        result_of(points)


# -- deductions as a group of their own -----------------------------------------------------------


def test_a_group_of_deductions_takes_up_to_its_cap() -> None:
    clauses = [
        clause("all", points={"add": "sum"}),
        clause("plus", "all", points={"each": fig(5), "count": "times"}),
        clause("minus", "all", points={"add": "sum", "cap": fig(7)}, title="扣分"),
        clause("lost", "minus", points={"deduct": fig(4), "items": ITEMS}),
        clause("bad", "minus", points={"deduct": fig(2), "when": {"question": "flag", "is": True}}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))

    def ends(answers: dict[str, Any]) -> tuple[Any, ...]:
        result = run(rules, answers)
        return *headline(result, "minus"), *headline(result, "all")

    assert ends({"times": 2, **things(A), "flag": True}) == (-6, -6, 4, 4)
    assert ends({"times": 2, **things(A, A), "flag": True}) == (-7, -7, 3, 3)
    assert ends({"times": 1, **things(A, A), "flag": True}) == (-7, -7, 0, 0)
    # Whether the record counts is open: 2 or 6 are taken.
    assert ends({"times": 2, **things({}), "flag": True}) == (-6, -2, 4, 8)
    taken = nodes_of(run(rules, {"times": 2, **things(A, A), "flag": True}))
    assert taken["minus"]["formula"] == "扣 8 + 2 = 10 → 7：扣分最多扣 7"
    assert taken["all"]["formula"] == "10 − 7 = 3"


def test_a_total_may_go_below_nothing_as_far_as_it_says() -> None:
    clauses = [
        clause("all", points={"add": "sum", "least": fig(-6)}),
        clause("part", "all", points={"add": "sum", "least": fig(-5)}),
        clause("plus", "part", points={"each": fig(2), "count": "times"}),
        clause("lost", "part", points={"deduct": fig(4), "items": ITEMS}),
        clause("bad", "all", points={"deduct": fig(3), "when": {"question": "flag", "is": True}}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))

    def ends(answers: dict[str, Any]) -> tuple[Any, ...]:
        result = run(rules, answers)
        return *headline(result, "part"), *headline(result, "all")

    assert ends({"times": 1, **things(A), "flag": False}) == (-2, -2, -2, -2)
    assert ends({"times": 1, **things(A), "flag": True}) == (-2, -2, -5, -5)
    assert ends({"times": 0, **things(A, A), "flag": False}) == (-5, -5, -5, -5)
    assert ends({"times": 0, **things(A, A), "flag": True}) == (-5, -5, -6, -6)
    # Whether the record counts is open.
    assert ends({"times": 1, **things({}), "flag": True}) == (-2, 2, -5, -1)


def test_a_total_above_a_part_below_nothing_stops_at_nothing() -> None:
    clauses = [
        clause("all", points={"add": "sum"}),
        clause("part", "all", points={"add": "sum", "least": fig(-5)}),
        clause("lost", "part", points={"deduct": fig(4), "items": ITEMS}),
        clause("plus", "part", points={"each": fig(2), "count": "times"}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))
    result = run(rules, {"times": 1, **things(A)})
    assert (headline(result, "part"), headline(result, "all")) == ((-2, -2), (0, 0))


# -- the best record alone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "low", "high"),
    [
        ([2, 5], 12, 12),
        ([5, 4], 9, 9),
        ([5, None], "7.5", 12),
        ([], 0, 0),
    ],
)
def test_only_the_best_record_counts(records: list[int | None], low: int, high: int) -> None:
    given = [{**A, **({} if place is None else {"place": place})} for place in records]
    row = node(result_of({**BY_RANK, "best": 1}, things(*given)))
    assert (row["low"], row["high"]) == (low, high)


@pytest.mark.parametrize(("best", "ceiling"), [(1, 12), (3, 36)])
def test_nothing_brings_more_than_the_best_records(best: int, ceiling: int) -> None:
    row = node(result_of({**BY_RANK, "best": best}))
    assert (row["state"], row["ceiling"]) == ("unanswered", ceiling)


@pytest.mark.parametrize(
    ("records", "low", "high", "formula"),
    [
        # The second place brings 12, the fifth 7.5, the fourth 9, the ninth 1.5.
        ([2], 12, 12, "12"),
        ([5, 2], "19.5", "19.5", "7.5 + 12 = 19.5"),
        ([5, 9, 2, 4], 21, 21, "取最高的 2 项：12 + 9 = 21"),
        ([2, 2, 5], 24, 24, "取最高的 2 项：12 × 2 = 24"),
        # What is open may be anything from 0 to 12.
        ([5, None, 4], "16.5", 21, "取最高的 2 项：9～12 + 7.5～9 = 16.5～21"),
        ([], 0, 0, ""),
    ],
)
def test_so_many_of_the_best_records(
    records: list[int | None], low: int, high: int, formula: str
) -> None:
    given = [{**A, **({} if place is None else {"place": place})} for place in records]
    row = node(result_of({**BY_RANK, "best": 2}, things(*given)))
    assert (row["low"], row["high"], row["formula"]) == (low, high, formula)


def test_so_many_records_at_most() -> None:
    row = node(result_of({"each": fig(4), "items": ITEMS, "best": 2}, things(A, A, A)))
    assert (row["low"], row["formula"]) == (8, "取最高的 2 项：4 × 2 = 8")
    assert [one.get("beside", False) for one in row["items"]] == [False, False, True]


def test_experts_judge_each_and_the_best_two_count() -> None:
    points = {"experts_each": fig(10), "items": ITEMS, "best": 2}
    given = {"row#0": 4, "row#1": 9, "row#2": 7}
    row = node(result_of(points, things(A, A, A), estimates=given))
    assert (row["low"], row["high"], row["own"]) == (0, 20, 16)


@pytest.mark.parametrize(
    ("cap", "high"),
    [({}, "22.5"), ({"cap": fig(20)}, 20)],
)
def test_records_of_an_open_kind_among_the_best(cap: Any, high: Any) -> None:
    """A record of kind a or b falls into one row or the other; the best two of each row count."""
    where = {"from": "things", "where": {"kind": "b"}}
    clauses = [
        clause("all", points={"add": "sum"}),
        clause("row", "all", points={**BY_RANK, "best": 2, **cap}),
        clause("else", "all", points={**BY_RANK, "items": where, "best": 2, "cap": fig(0)}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))
    # 12 is certain; two more of an open kind bring 10.5 and 7.5, the lesser one of them nothing.
    given = [{**A, "place": 2}, {"place": 3}, {"place": 5}]
    result = run(rules, things(*given))
    assert headline(result, "row") == headline(result, "all") == (12, high)


@pytest.mark.parametrize(
    "points", [{"each": fig(3), "count": "times"}, {"once": fig(3), "items": ITEMS}]
)
def test_where_there_are_no_records_to_choose_from_there_is_no_best(points: Any) -> None:
    with pytest.raises(RulesError):
        result_of({**points, "best": 1})


@pytest.mark.parametrize(
    ("best", "low", "formula"),
    [
        (1, 12, "取最高：12、10、6 → 12"),
        (2, 22, "取最高的 2 项：12、10、6 → 22"),
        (3, 28, "12 + 10 + 6 = 28"),
    ],
)
def test_so_many_of_the_best_below_a_group(best: int, low: int, formula: str) -> None:
    clauses = [
        clause("all", points={"add": "best", "best": best}),
        clause("places", "all", points=BY_RANK),
        clause("exam", "all", points=BANDS),
        clause("visits", "all", points={"each": fig(2), "count": "times"}),
    ]
    rules = compile_rules(rules_data(clauses, QUESTIONS))
    group = nodes_of(run(rules, {**things({**A, "place": 2}), "exam": 80, "times": 3}))["all"]
    assert (group["low"], group["high"], group["formula"]) == (low, low, formula)


# -- one answer as a share of another -------------------------------------------------------------

SHARE = {
    "bands": {
        "ratio": {"part": "times", "over": "exam"},
        "steps": [
            {"from": fig("33.3", unit="%"), "points": fig(5)},
            {"from": fig(50, unit="%"), "points": fig(10)},
        ],
    }
}


@pytest.mark.parametrize(
    ("times", "exam", "points", "formula"),
    [
        (1, 2, 10, "50%，达到 50%：10"),
        (1, 3, 5, "约 33.33%，达到 33.3%：5"),
        (1, 4, 0, "25%，未到 33.3%：0"),
    ],
)
def test_bands_over_a_share(times: int, exam: int, points: int, formula: str) -> None:
    row = node(result_of(SHARE, {"times": times, "exam": exam}))
    assert (row["low"], row["high"], row["formula"]) == (points, points, formula)


LESS = {
    "bands": {
        "ratio": {"part": "times", "over": "exam"},
        "steps": [
            {"from": fig(0, unit="%"), "points": fig(5)},
            {"from": fig(50, unit="%"), "points": fig(3)},
            {"from": fig(70, unit="%"), "points": fig(0)},
        ],
    }
}


@pytest.mark.parametrize(
    ("times", "exam", "points", "formula"),
    [
        (2, 5, 5, "40%，不到 50%：5"),
        (1, 2, 3, "50%，不到 70%：3"),
        (3, 4, 0, "75%，达到 70%：0"),
    ],
)
def test_of_what_is_the_better_the_less_it_is_the_upper_end_is_told(
    times: int, exam: int, points: int, formula: str
) -> None:
    row = node(result_of(LESS, {"times": times, "exam": exam}))
    assert (row["low"], row["high"], row["formula"]) == (points, points, formula)
    rules = compile_rules(rules_data([clause("row", points=LESS)], QUESTIONS))
    assert (
        rules.tree.rows[0].mechanism.standard()
        == "0%起得 5 分，50%起得 3 分，70%起得 0 分；按所在的一档"
    )


@pytest.mark.parametrize("answers", [{"times": 1}, {"times": 1, "exam": 0}])
def test_a_share_of_nothing_or_of_what_is_not_known_is_open(answers: dict[str, Any]) -> None:
    row = node(result_of(SHARE, answers))
    assert (row["low"], row["high"]) == (0, 10)


@pytest.mark.parametrize(("times", "high"), [(1, 8), (2, 0)])
def test_a_condition_on_a_share(times: int, high: int) -> None:
    share = {"ratio": {"part": "times", "over": "exam"}, "less_than": fig(50, unit="%")}
    row = node(result_of({"once": fig(8), "when": share}, {"times": times, "exam": 4}))
    assert (row["low"], row["high"]) == (high, high)


def test_in_a_row_that_counts_once_the_further_records_add_nothing():
    once = {"once": fig(4), "items": ITEMS}
    items = node(result_of(once, things(A, {"kind": "b"}, A)))["items"]
    assert [(one["index"], one.get("beside", False)) for one in items] == [(0, False), (2, True)]
    # The best is the one that counts: second place gives 12, third 10.5.
    best = {**BY_RANK, "best": 1}
    items = node(result_of(best, things({**A, "place": 3}, {**A, "place": 2})))["items"]
    assert [one.get("beside", False) for one in items] == [True, False]
    # A rank that is not known may still be the best.
    items = node(result_of(best, things({**A, "place": 3}, A)))["items"]
    assert [one.get("beside", False) for one in items] == [False, False]
