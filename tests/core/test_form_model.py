"""What scripts are told of the rules, worked out by hand from the invented policy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calculator.core.evaluate import evaluate
from calculator.core.form.model import form_model
from calculator.core.intake.answers import read_answers
from calculator.core.rules import compile_rules
from calculator.errors import RulesError
from calculator.loading import load_edition
from tests.core.conftest import clause, fig, nodes_of, rules_data, run

EACH = {"each": fig(5), "count": "trainings"}


@pytest.fixture(scope="module")
def orchestra(root: Path) -> Any:
    edition = load_edition(root / "tests/policies/harbour-orchestra/2030")
    return form_model(edition.compiled, edition.rules)


def row(model: Any, node: str) -> Any:
    return next(one for one in model["nodes"] if one["id"] == node)["row"]


def field(model: Any, question: str, name: str) -> Any:
    fields = next(one for one in model["questions"] if one["id"] == question)["fields"]
    return next(one for one in fields if one["id"] == name)


def test_a_row_says_what_a_record_added_in_it_is(orchestra: Any) -> None:
    # "tier: at_least regional" leaves two of three levels; the mark is read by `placing`.
    contest = row(orchestra, "card-contest")
    assert (contest["adds"], contest["fixed"]) == ("contests", {})
    assert contest["limited"] == {"tier": ["regional", "worldwide"]}
    assert contest["decides"] == ["tier", "placing", "certified"]
    assert row(orchestra, "card-archive")["fixed"] == {"archived": True}
    # A list that is whole is edited in one place: the row has no button.
    assert row(orchestra, "card-salaried")["adds"] is None
    assert row(orchestra, "card-salaried")["fixed"] == {"contract": "salaried"}


def test_a_row_that_yes_and_no_answer_needs_no_button_for_none(orchestra: Any) -> None:
    assert not row(orchestra, "card-audition")["may_be_none"]
    assert row(orchestra, "card-outreach")["may_be_none"]
    assert row(orchestra, "card-contest")["may_be_none"]
    assert not row(orchestra, "card-warning")["may_be_none"]


def test_experts_are_estimated_by_row_or_by_record(orchestra: Any) -> None:
    audition, solo = row(orchestra, "card-audition"), row(orchestra, "card-solo")
    assert audition["estimate"]["label"] == "自己估计（0～12 分，可以不填）"
    assert audition["each"] is None
    assert solo["estimate"] is None
    assert solo["each"]["label"] == "自己估计（0～4 分，可以不填）"
    assert row(orchestra, "card-sight")["estimate"] is None
    assert [node["id"] for node in orchestra["nodes"] if node["row"] and node["row"]["takes"]] == [
        "card-late",
        "card-warning",
        "card-neglect",
    ]


def test_no_button_says_none_of_what_everybody_has(root: Path) -> None:
    edition = load_edition(root / "tests/policies/snow-island/2033")
    isle = form_model(edition.compiled, edition.rules)
    # An age and a trade everybody has; winters and late departures there may be none of; what a
    # yes-no question asks needs no button.
    told = {"isle-age": (False, True), "isle-trade": (False, True), "isle-winters": (True, False)}
    told |= {"isle-late": (True, False), "isle-kin": (False, False)}
    rows = {key: row(isle, key) for key in told}
    assert {k: (one["may_be_none"], one["is_always_some"]) for k, one in rows.items()} == told


def test_what_is_the_better_the_smaller_it_is_everybody_has() -> None:
    room = {"id": "room", "type": "number", "label": "人均面积", "at_least": 0}
    crowded = {"question": "room", "at_most": fig(5, "crowded.上限")}
    narrow = [{"not": crowded}, {"question": "room", "at_most": fig(10, "narrow.上限")}]
    lines = [("crowded", crowded), ("narrow", {"all": narrow})]
    rows = [clause(key, "total", points={"once": fig(3), "when": when}) for key, when in lines]
    data = rules_data([clause("total", points={"add": "best"}), *rows], [room])
    model = form_model(compile_rules(data), data)
    # 0 brings nothing in the second row, but three points in the first.
    assert [row(model, key)["may_be_none"] for key, _ in lines] == [False, False]


SHARES = rules_data(
    [
        clause("total", points={"add": "sum"}),
        *(
            clause(key, "total", title=title, points={"bands": {"ratio": ratio, "steps": steps}})
            for key, title, ratio, steps in (
                (
                    "debt", "负债率", {"part": "debts", "over": "assets"},
                    [{"from": fig(0), "points": fig(5)}, {"from": fig(50), "points": fig(3)}],
                ),
                (
                    "research", "研发占比", {"part": "research", "over": "revenue"},
                    [{"from": fig(1), "points": fig(4)}],
                ),
            )
        ),
    ],
    [
        {"id": one, "type": "number", "label": one, "at_least": 0}
        for one in ("debts", "assets", "research", "revenue")
    ],
)  # fmt: skip


def test_no_button_says_none_where_a_share_of_nothing_brings_points() -> None:
    model = form_model(compile_rules(SHARES), SHARES)
    told = {"debt": (False, True), "research": (True, False)}
    rows = {key: row(model, key) for key in told}
    assert {k: (one["may_be_none"], one["is_always_some"]) for k, one in rows.items()} == told


def test_a_number_that_may_be_below_zero_is_known_to_be() -> None:
    numbers: list[dict[str, Any]] = [
        {"id": "profit", "type": "number", "label": "净利润"},
        {"id": "growth", "type": "number", "label": "增长率", "at_least": fig(-100)},
        {"id": "revenue", "type": "number", "label": "收入", "at_least": fig(0)},
        {"id": "staff", "type": "count", "label": "人数"},
    ]
    fields = [{**one, "id": f"of-{one['id']}"} for one in numbers]
    years = {"id": "years", "type": "list", "label": "各年", "item": "一年", "fields": fields}
    data = rules_data([clause("total", points={"add": "sum"})], [*numbers, years])
    *asked, told = form_model(compile_rules(data), data)["questions"]
    assert [one["id"] for one in asked if one.get("signed")] == ["profit", "growth"]
    assert [one["id"] for one in told["fields"] if one.get("signed")] == ["of-profit", "of-growth"]


@pytest.mark.parametrize("declared", ["debt", "total"])
def test_nothing_has_to_be_answered_where_it_brings_points(declared: str) -> None:
    rules = compile_rules(SHARES)
    read, problems = read_answers(rules, {"format": 1, "none": [declared]})
    said = ["“负债率”是 0 也得分，不能标没有，请填写。"] if declared == "debt" else []
    assert [one.message for one in problems] == said
    node = nodes_of(evaluate(rules, read))["debt"]
    assert (node["state"], node["low"], node["ceiling"]) == ("unanswered", 0, 5)
    # Nothing owed of 100 is 0 %, which is in the step from 0 % on.
    assert nodes_of(run(rules, {"debts": 0, "assets": 100}))["debt"]["low"] == 5


def test_what_several_rows_draw_on_is_asked_above_them(orchestra: Any) -> None:
    places = orchestra["places"]
    assert places["arrangements"]["at"] == "card-repertoire"
    assert places["arrangements"]["rows"] == ["card-arranging", "card-archive"]
    assert places["seatings"]["at"] == "card-standing"
    assert places["outreach-visits"]["at"] == "card-outreach"
    # Only a bar reads it, so it stands at the total; what no points hang on is not asked here.
    assert places["stood-in"] == {
        "at": "scorecard-total", "rows": [], "shared": True, "counted": False,
        "first": False, "decides": [],
    }  # fmt: skip
    assert "transposes" not in places
    # A whole list that several rows draw on is what everybody has.
    assert [key for key, place in places.items() if place["first"]] == ["seatings"]
    group = next(node for node in orchestra["nodes"] if node["id"] == "card-repertoire")
    assert (group["asks"], group["strays"]) == ([], ["arrangements"])
    assert group["rows"] == [
        "card-arranging",
        "card-outreach",
        "card-archive",
        "card-mentoring",
    ]


def test_the_mark_to_reach_and_the_parts_with_a_table(orchestra: Any) -> None:
    [mark] = orchestra["pass_marks"]
    assert (mark["clause"], mark["question"]) == ("charter-line", None)
    assert orchestra["indicators"] == [
        "card-craft", "card-standing", "card-repertoire", "card-discipline",
    ]  # fmt: skip


def test_of_several_marks_those_of_the_chosen_way_are_told() -> None:
    marks = {"bronze": 5, "gold": 25, "medal": 29}
    lines = [
        clause(one, condition={"points": "total", "at_least": fig(points, f"{one}.线", "分")})
        for one, points in marks.items()
    ]
    options = [{"id": "open", "label": "未定"}]
    options += [{"id": one, "label": one, "routes": [f"for-{one}"]} for one in ("bronze", "gold")]
    target = {"id": "target", "type": "choice", "label": "报哪一级", "options": options}
    routes = [
        {"id": f"for-{one}", "title": one, "clause": one, "needs": [one]}
        for one in ("bronze", "gold")
    ]
    data = rules_data(
        [clause("total", points={"add": "sum"}), clause("row", "total", points=EACH), *lines],
        [target, {"id": "trainings", "type": "count", "label": "培训次数"}],
        routes=routes,
        policy={"total": "total"},
    )
    model = form_model(compile_rules(data), data)
    # Whoever goes for gold passes the line of bronze by; the third stands for everybody.
    assert [(one["clause"], one["passed_by"]) for one in model["pass_marks"]] == [
        ("bronze", {"target": ["gold"]}),
        ("gold", {"target": ["bronze"]}),
        ("medal", {}),
    ]


def test_a_field_says_with_which_answers_it_is_asked(orchestra: Any) -> None:
    assert field(orchestra, "recitals", "minutes")["asked_with"] == [{"part": "soloist"}]
    assert "asked_with" not in field(orchestra, "recitals", "part")


def songs(when: Any) -> Any:
    """The model of a list whose field `length` is asked with such answers."""
    options = [{"id": one, "label": one} for one in ("a", "b", "c")]
    fields = [
        {"id": "kind", "type": "choice", "label": "种类", "options": options},
        {"id": "own", "type": "yesno", "label": "自作"},
        {"id": "day", "type": "date", "label": "日期"},
        {"id": "length", "type": "number", "label": "长度", "when": when},
    ]
    question = {"id": "songs", "type": "list", "label": "歌", "fields": fields}
    points = {"each": fig(1), "items": {"from": "songs"}}
    data = rules_data([clause("total", points=points)], [question])
    return form_model(compile_rules(data), data)


@pytest.mark.parametrize(
    ("when", "ways"),
    [
        ({"field": "kind", "in": ["a", "c"]}, [{"kind": "a"}, {"kind": "c"}]),
        ({"not": {"field": "kind", "is": "a"}}, [{"kind": "b"}, {"kind": "c"}]),
        (
            {"all": [{"field": "kind", "is": "a"}, {"field": "own", "is": True}]},
            [{"kind": "a", "own": True}],
        ),
        # Either alone will do: no way names more than it takes.
        (
            {"any": [{"field": "kind", "is": "a"}, {"field": "own", "is": False}]},
            [{"kind": "a"}, {"own": False}],
        ),
    ],
)
def test_ways_to_answer_are_the_smallest(when: Any, ways: Any) -> None:
    assert field(songs(when), "songs", "length")["asked_with"] == ways


def test_a_field_cannot_hang_on_what_has_no_options() -> None:
    with pytest.raises(RulesError, match="day"):
        songs({"field": "day", "before": "2030-01-01"})


def test_a_ledger_tells_the_totals_that_a_certificate_states(orchestra: Any) -> None:
    # The handbook counts 2028 and 2029; only playing has a total, under its yearly requirement.
    assert orchestra["ledgers"]["handbook-study"]["stated"] == {
        "years": [2028, 2029],
        "kinds": [{"option": "logged-playing", "title": "演奏类"}],
        "fields": {"year": "season", "way": "activity", "quantity": "tally"},
        # 20 hours of playing a year are 40 of the 60 that both years ask for.
        "enough": None,
    }


@pytest.mark.parametrize(("both", "enough"), [(50, {"s-craft": 20, "s-public": 30}), (51, None)])
def test_what_is_enough_every_year_is_told_where_nothing_else_is_asked(
    both: int, enough: Any
) -> None:
    ways = [{"id": way, "label": way} for way in ("craft", "public", "s-craft", "s-public")]
    study = {
        "id": "study",
        "type": "list",
        "label": "学时",
        "fields": [
            {"id": "year", "type": "count", "label": "年度"},
            {"id": "way", "type": "choice", "label": "途径", "options": ways},
            {"id": "amount", "type": "number", "label": "数量"},
        ],
    }
    needs = [("craft", ["craft"], 20), ("public", ["public"], 30), ("both", "all", both)]
    ledger = {
        "entries": "study",
        "year": "year",
        "way": "way",
        "kind": "way",
        "kinds": {"craft": ["craft"], "public": ["public"]},
        "stated": {
            "clause": "hours",
            "quantity": "amount",
            "options": {"craft": "s-craft", "public": "s-public"},
        },
        "years": {"from": fig(2024), "to": fig(2025)},
        "requirements": [
            {
                "id": need,
                "scope": "each_year",
                "kinds": kinds,
                "at_least": fig(hours, f"l.{need}", "学时"),
                "clause": "hours",
            }
            for need, kinds, hours in needs
        ],
    }
    data = rules_data([clause("hours", title="学时够", ledger=ledger)], [study])
    assert form_model(compile_rules(data), data)["ledgers"]["hours"]["stated"]["enough"] == enough


def test_a_list_tells_how_it_is_begun() -> None:
    held = {"id": "held", "type": "list", "pick": "level", "rows": True, "at_most": 3}
    level = {"id": "level", "type": "choice", "options": [{"id": "high", "label": "高"}]}
    data = rules_data([], [{**held, "label": "证书", "fields": [level]}])
    question = form_model(compile_rules(data), data)["questions"][0]
    assert (question["pick"], question["rows"], question["most"]) == ("level", True, 3)
