"""Groups: sum, best, caps at every level, states, splits of records between rows."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from tests.core.conftest import clause, fig, headline, nodes_of, rules_data, run

QUESTIONS = [
    {
        "id": "patents",
        "type": "list",
        "label": "专利",
        "item": "一件专利",
        "fields": [
            {
                "id": "kind",
                "type": "choice",
                "label": "类别",
                "options": [{"id": "invention", "label": "发明"}, {"id": "other", "label": "其他"}],
            },
            {"id": "rank", "type": "count", "label": "排名", "at_least": 1, "at_most": 99},
        ],
    },
    *({"id": q, "type": "count", "label": q} for q in ("x", "y")),
]


def selection(kind: str, **rank) -> dict:
    return {"from": "patents", "where": {"kind": kind, **({"rank": rank} if rank else {})}}


RULES = compile_rules(
    rules_data(
        [
            clause("total", points={"add": "sum"}, title="总分"),
            clause("patents", "total", points={"cap": fig(30), "add": "sum"}, title="专利"),
            clause(
                "first",
                "patents",
                points={
                    "cap": fig(20),
                    "experts": fig(20),
                    "items": selection("invention", **{"is": 1}),
                },
            ),
            clause(
                "rest",
                "patents",
                points={
                    "cap": fig(20),
                    "by_rank": {"field": "rank", "first": 2, "start": fig(12), "step": fig("1.5")},
                    "items": selection("invention", at_least=2),
                },
            ),
            clause(
                "other",
                "patents",
                points={"cap": fig(20), "each": fig(10), "items": selection("other")},
            ),
            clause("best", "total", points={"add": "best", "cap": fig(8)}, title="取高"),
            clause("bx", "best", points={"each": fig(2), "count": "x"}),
            clause("by", "best", points={"each": fig(3), "count": "y"}),
        ],
        QUESTIONS,
    )
)


def patents(*records):
    return {"patents": [dict(record) for record in records]}


def invention(rank=None):
    return {"kind": "invention", **({} if rank is None else {"rank": rank})}


@pytest.mark.parametrize(
    ("ranks", "points", "bites"),
    [((2, 5), "19.5", "no"), ((2, 4), 20, "yes"), ((2, 8), 15, "no"), ((2, 11), 12, "no")],
)
def test_a_row_is_clipped_at_its_cap(ranks, points, bites):
    row = nodes_of(run(RULES, patents(*(invention(rank) for rank in ranks))))["rest"]
    assert (row["low"], row["bites"]) == (points, bites)


def test_a_row_that_is_clipped_says_so():
    row = nodes_of(run(RULES, patents(invention(2), invention(4))))["rest"]
    assert row["formula"] == "12 + 9 = 21 → 20：rest最高 20"


def test_a_group_is_clipped_at_its_cap():
    # 20 (two others) + 8 … 20 + 12 = 32 → 30
    group = nodes_of(run(RULES, patents({"kind": "other"}, {"kind": "other"}, invention(2))))[
        "patents"
    ]
    assert (group["low"], group["bites"]) == (30, "yes")
    assert group["formula"] == "12 + 20 = 32 → 30：专利最高 30"


def test_experts_and_fixed_points_add_up_to_a_range_that_may_reach_the_cap():
    group = nodes_of(run(RULES, patents(invention(1), invention(2))))["patents"]
    assert (group["low"], group["high"], group["bites"]) == (12, 30, "maybe")
    assert group["formula"] == "0～20 + 12 = 12～32 → 12～30：专利最高 30"


def test_best_takes_the_highest_and_shows_the_others():
    group = nodes_of(run(RULES, {"x": 2, "y": 1}))["best"]
    assert (group["low"], group["formula"]) == (4, "取最高：4、3 → 4")
    over = nodes_of(run(RULES, {"x": 5, "y": 1}))["best"]
    assert (over["low"], over["formula"]) == (8, "取最高：10、3 → 10 → 8：取高最高 8")


def test_a_patent_of_unknown_kind_falls_into_one_row_only():
    # As an invention of rank 2 it brings 12, as another patent 10: never both, never nothing.
    assert headline(run(RULES, patents({"rank": 2})), "patents") == (10, 12)


def test_an_invention_of_unknown_rank_is_first_or_later():
    result = run(RULES, patents(invention()))
    assert headline(result, "patents") == (0, 20)
    assert headline(result, "rest") == (0, 12)
    assert headline(result, "first") == (0, 20)


def test_two_open_patents_are_tried_together():
    # 12 + 12 → 20 in one row is less than 12 + 10 in two.
    assert headline(run(RULES, patents({"rank": 2}, {"rank": 2})), "patents") == (20, 22)


def test_too_many_open_records_stay_sound_and_finish():
    low, high = headline(run(RULES, patents(*({"rank": 2} for _ in range(40)))), "patents")
    assert (low, high) == (0, 30)


@pytest.mark.parametrize(
    ("given", "states"),
    [
        ({}, {"first": "unanswered", "patents": "unanswered", "total": "unanswered"}),
        ({"patents": []}, {"first": "none", "patents": "none", "best": "unanswered"}),
        (
            {"patents": [{"kind": "other"}]},
            {"other": "filled", "first": "unanswered", "patents": "filled"},
        ),
        ({"patents": [{}]}, {"other": "filled", "first": "filled"}),
    ],
)
def test_states(given, states):
    nodes = nodes_of(run(RULES, given))
    assert {node_id: nodes[node_id]["state"] for node_id in states} == states


def test_a_closed_list_leaves_no_row_unanswered():
    nodes = nodes_of(run(RULES, patents({"kind": "other"}), closed=["patents"]))
    assert (nodes["first"]["state"], nodes["patents"]["ceiling"]) == ("none", 10)


def test_a_list_is_complete_when_every_row_is_filled_or_declared_empty():
    given = patents({"kind": "other"})
    open_ = nodes_of(run(RULES, given, none=["first"]))
    assert (open_["rest"]["state"], open_["patents"]["ceiling"]) == ("unanswered", 30)
    done = nodes_of(run(RULES, given, none=["first", "rest"]))
    assert (done["rest"]["state"], done["patents"]["ceiling"]) == ("none", 10)


def test_a_group_declared_empty_stands_for_its_rows():
    result = run(RULES, {}, none=["total"])
    assert (result["score"]["unanswered"], result["score"]["ceiling"]) == (0, 0)
    rest = run(RULES, patents({"kind": "other"}), none=["total"])
    assert (rest["score"]["low"], rest["score"]["ceiling"], rest["problems"]) == (10, 10, [])


def test_records_win_over_a_row_declared_empty():
    answers, _ = read_answers(RULES, {"answers": patents({"kind": "other"}), "none": ["other"]})
    result = evaluate(RULES, answers)
    assert headline(result, "other") == (10, 10)
    assert [p["path"] for p in result["problems"]] == ["none"]


def test_a_half_filled_record_does_not_lower_the_ceiling():
    assert nodes_of(run(RULES, patents({})))["patents"]["ceiling"] == 30


def test_a_record_that_falls_nowhere_is_named():
    result = run(RULES, patents({"kind": "other"}, invention(1), invention(2)))
    assert result["score"]["unplaced"] == []
    rules = compile_rules(
        rules_data([clause("row", points={"each": fig(1), "items": selection("other")})], QUESTIONS)
    )
    assert run(rules, patents(invention()))["score"]["unplaced"] == [
        {"list": "patents", "index": 0}
    ]


def test_without_a_named_total_the_roots_add_up():
    clauses = [
        clause("one", points={"cap": fig(5), "each": fig(2), "count": "x"}),
        clause("two", points={"each": fig(3), "count": "y"}),
    ]
    score = run(compile_rules(rules_data(clauses, QUESTIONS)), {"x": 1, "y": 2})["score"]
    assert (score["low"], score["high"]) == (8, 8)
    unanswered = run(compile_rules(rules_data(clauses, QUESTIONS)))["score"]
    assert (unanswered["floor"], unanswered["ceiling"]) == (0, None)


def test_points_under_clauses_without_points_belong_to_the_next_group_above():
    clauses = [
        clause("top", points={"add": "sum"}),
        clause("chapter", "top"),
        clause("row", "chapter", points={"each": fig(2), "count": "x"}),
    ]
    nodes = nodes_of(run(compile_rules(rules_data(clauses, QUESTIONS)), {"x": 2}))
    assert (nodes["top"]["low"], nodes["row"]["depth"]) == (4, 1)


def _kinds(list_id: str) -> dict[str, Any]:
    kinds = [{"id": kind, "label": kind} for kind in ("a", "b")]
    field = {"id": "kind", "type": "choice", "label": "类别", "options": kinds}
    return {"id": list_id, "type": "list", "label": list_id, "item": list_id, "fields": [field]}


def test_what_is_open_in_one_list_does_not_hide_what_is_open_in_another():
    def row(row_id: str, parent: str, points: int, list_id: str, kind: str) -> dict[str, Any]:
        items = {"from": list_id, "where": {"kind": kind}}
        return clause(row_id, parent, points={"each": fig(points), "items": items})

    rules = compile_rules(
        rules_data(
            [
                clause("total", points={"add": "sum"}),
                clause("inner", "total", points={"add": "best"}),
                row("song-a", "inner", 5, "songs", "a"),
                row("play-a", "inner", 7, "plays", "a"),
                row("play-b", "inner", 3, "plays", "b"),
                row("song-b", "total", 2, "songs", "b"),
            ],
            [_kinds("songs"), _kinds("plays")],
        )
    )
    result = run(rules, {"songs": [{}], "plays": [{}]})
    # Song and play: a, a: 7; a, b: 5; b, a: 7 + 2 = 9; b, b: 3 + 2 = 5.
    assert headline(result, "total") == (5, 9)
    assert headline(result, "inner") == (3, 7)
    assert headline(result, "play-a") == (0, 7)
    # Eight songs use up all ways to try; the play keeps its plain range, 0～7 beside 0～3.
    many = run(rules, {"songs": [{}] * 8, "plays": [{}]})
    assert headline(many, "play-a") == (0, 7)
    assert headline(many, "inner") == (0, 5 * 8)
    assert headline(many, "total") == (2 * 8, 5 * 8)
