"""Where a visit stands: the steps of the author, what still matters in them, and when it stops."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.entry import Calculator
from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.core.visit.steps import Visit
from tests.core.conftest import clause, fig, rules_data
from tests.core.test_asking import answers_to, need, yes

NAMES = ("lives-here", "plays", "conducts", "is-good", "apart")
QUESTIONS: list[dict[str, Any]] = [
    *({"id": name, "type": "yesno", "label": name} for name in NAMES),
    {"id": "proof", "type": "yesno", "label": "证明", "when": yes("plays")},
    {
        "id": "jobs",
        "type": "list",
        "whole": True,
        "label": "经历",
        "item": "一段经历",
        "fields": [{"id": "period", "type": "period", "label": "起止"}],
    },
]
YEARS = {"years": {"from": "jobs", "period": "period"}, "at_least": fig(3, "n.年限", "年")}
# Two ways that share where one lives; being good comes on top of both.
CLAUSES = [
    need("home", yes("lives-here")),
    need("player", {"all": [yes("plays"), yes("proof")]}),
    need("conductor", {"all": [yes("conducts"), YEARS]}),
    need("good", yes("is-good")),
    clause("strict", bar={"kind": "veto", "title": "另有", "when": yes("apart")}),
]
ROUTES: list[dict[str, Any]] = [
    {"id": "play", "title": "演奏", "needs": ["home", "player"]},
    {"id": "conduct", "title": "指挥", "needs": ["home", "conductor"]},
    {"id": "review", "title": "评审", "needs": ["good"]},
]
RULES = rules_data(CLAUSES, QUESTIONS, routes=ROUTES)
THEMES = [
    {"id": "where", "title": "住处", "questions": ["lives-here"]},
    {"id": "what", "title": "做什么", "questions": ["conducts", "jobs", "plays", "proof"]},
    {"id": "end", "title": "最后", "questions": ["is-good", "apart"]},
]


def visit(answers: dict[str, Any], *, everything: bool = False, **more: Any) -> Visit:
    rules = compile_rules({**RULES, "themes": THEMES, **more})
    read, problems = read_answers(rules, {"answers": answers})
    assert problems == []
    return Visit(State(rules, read), everything=everything)


def steps(report: dict[str, Any]) -> dict[str, list[str]]:
    return {step["id"]: step["waiting"] for step in report["steps"]}


def test_what_a_visit_asks_stands_whatever_else_is_asked_for() -> None:
    calculator = Calculator(compile_rules({**RULES, "themes": THEMES}))
    asked = {"answers": {"answers": {"lives-here": True, "plays": True, "proof": True}}}
    told = calculator.answer({**asked, "visit": True})["asking"]
    # The way is settled, so that a visit no longer asks about the other; `ask` does.
    both = calculator.answer({**asked, "visit": True, "ask": ["routes"], "ways": True})
    assert both["asking"] == told
    assert "conducts" not in {one["question"] for one in told}
    beside = calculator.answer({**asked, "ask": ["routes"], "ways": True})
    assert "conducts" in {one["question"] for one in beside["asking"]}
    assert beside["ways"] == both["ways"]


def test_questions_come_in_the_order_of_the_author() -> None:
    assert steps(visit({}).report()) == {
        "where": ["lives-here"],
        "what": ["conducts", "jobs", "plays"],
        "end": ["is-good", "apart"],
    }


def test_a_step_says_what_one_tap_denies() -> None:
    none = {"conducts": False, "plays": False}
    themes = [THEMES[0], {**THEMES[1], "none": none}, THEMES[2]]
    report = visit({}, themes=themes).report()
    assert [one["none"] for one in report["steps"]] == [{}, none, {}]


def test_a_question_waits_for_the_one_that_opens_it() -> None:
    assert steps(visit({"plays": True}).report())["what"] == ["conducts", "jobs", "proof"]


def test_points_that_a_way_asks_for_are_asked_for_in_the_visit() -> None:
    clauses = [
        clause("enough", title="分数够", condition={"points": "sum", "at_least": fig(5)}),
        clause("sum", title="总分", points={"add": "sum"}),
        clause("courses", "sum", points={"each": fig(3), "count": "courses-done"}),
        clause("prizes", "sum", points={"each": fig(2), "items": {"from": "prizes"}}),
    ]
    prizes = {"id": "prizes", "type": "list", "label": "奖", "fields": []}
    questions = [{"id": "courses-done", "type": "count", "label": "课"}, prizes]
    data = rules_data(
        clauses, questions, routes=[{"id": "way", "title": "路", "needs": ["enough"]}]
    )

    def waiting(answers: dict[str, Any]) -> list[str]:
        calculator = Calculator(compile_rules(data))
        told = calculator.answer({"answers": {"answers": answers}, "visit": True})["visit"]
        return [key for step in told["steps"] for key in step["waiting"]]

    assert waiting({}) == ["courses-done", "prizes"]
    assert waiting({"courses-done": 1}) == ["prizes"]
    # 3 × 2 = 6 of 5: what else there may be is no matter.
    assert waiting({"courses-done": 2}) == []


def test_a_way_whose_own_conditions_are_met_sets_the_others_aside() -> None:
    report = visit({"plays": True, "proof": True}).report()
    assert report["settled"] == ["play"]
    assert report["aside"] == 1
    # What is common to all, what bars and what comes on top is still asked.
    assert steps(report) == {"where": ["lives-here"], "what": [], "end": ["is-good", "apart"]}
    assert report["steps"][1]["questions"] == ["plays", "proof"]
    assert report["next"] == "where"


def test_who_wants_to_know_hears_of_the_other_ways_too() -> None:
    met = {"plays": True, "proof": True}
    report = visit(met, everything=True).report()
    assert report["aside"] == 0
    assert steps(report)["what"] == ["conducts", "jobs"]


def test_a_closed_way_asks_nothing_more_and_no_way_at_all_ends_the_visit() -> None:
    assert steps(visit({"conducts": False}).report())["what"] == ["plays"]
    report = visit({"lives-here": False}).report()
    assert report["next"] is None
    assert steps(report) == {"where": []}


def test_a_way_that_only_time_keeps_shut_is_asked_about() -> None:
    # Two years in 2025 of the three that are wanted: nobody may say "only time" before the rest.
    late = {"conducts": True, "jobs": [{"period": {"from": "2023-10-01"}}], "plays": False}
    assert steps(visit(late).report()) == {
        "where": ["lives-here"],
        "what": [],
        "end": ["is-good", "apart"],
    }


def test_the_years_of_a_way_are_reckoned_where_they_count() -> None:
    # From 2023-10-01 three years are full on 2026-10-01.
    late = {"conducts": True, "jobs": [{"period": {"from": "2023-10-01"}}], "plays": False}
    said = "经历从 2023 年 10 月 1 日起算，到 2026 年 10 月 1 日满 3 年"
    assert visit(late).report()["reckoning"] == {"conduct": [said]}
    assert visit({"plays": True}).report()["reckoning"] == {"play": [], "conduct": []}


def test_years_that_are_full_on_the_very_last_day_are_full() -> None:
    last = {"conducts": True, "jobs": [{"period": {"from": "2022-12-31"}}], "plays": False}
    told = visit(last)
    # The reference day is 2025-12-31.
    said = "经历从 2022 年 12 月 31 日起算，到 2025 年 12 月 31 日满 3 年"
    assert told.report()["reckoning"] == {"conduct": [f"{said}，正好是计算截止日，算满"]}
    assert told.report()["settled"] == ["conduct"]
    # A day later they are not; within a month nobody can tell, and nothing more is said.
    late = visit({**last, "jobs": [{"period": {"from": "2023-01-01"}}]})
    assert late.report()["settled"] == []
    rough = visit({**last, "jobs": [{"period": {"from": "2022-12"}}]}).report()
    assert rough["reckoning"] == {"conduct": ["经历从 2022 年 12 月起算，到 2025 年 12 月满 3 年"]}


def test_what_does_not_count_among_the_years_is_told_with_its_reason() -> None:
    own = {"id": "own", "type": "yesno", "label": "本行"}
    questions = [
        {**one, "fields": [*one["fields"], own]} if one["id"] == "jobs" else one
        for one in QUESTIONS
    ]
    where = {"from": "jobs", "period": "period", "where": {"own": True}}
    years = {"years": where, "at_least": fig(3, "n.年限", "年")}
    clauses = [
        need("conductor", {"all": [yes("conducts"), years]}) if one["id"] == "conductor" else one
        for one in CLAUSES
    ]
    data = rules_data(clauses, questions, routes=ROUTES)
    other = {"period": {"from": "2015-01-01", "to": "2019-12-31"}, "own": False}
    jobs = [other, {"period": {"from": "2020-01-01"}, "own": True}]
    answers = {"conducts": True, "jobs": jobs, "plays": False}
    assert visit(answers, **data).report()["reckoning"] == {
        "conduct": [
            "经历从 2020 年 1 月 1 日起算，到 2023 年 1 月 1 日满 3 年",
            "一段经历（第 1 条）不计：本行：否；要求“是”",
        ]
    }


def test_years_of_several_stretches_are_reckoned_as_a_sum() -> None:
    # A year, and after a gap 2022-06-01 to 2025-12-31: three more years, and some months.
    first = {"from": "2020-01-01", "to": "2020-12-31"}
    jobs = [{"period": first}, {"period": {"from": "2022-06-01"}}]
    told = visit({"conducts": True, "jobs": jobs, "plays": False}).report()["reckoning"]
    assert told == {"conduct": ["经历：4 年；要求不少于 3 年"]}


LETTER = {"title": "推荐信", "when": yes("is-good"), "routes": ["conduct"]}


@pytest.mark.parametrize(
    ("answers", "needed", "aside"),
    [
        ({}, "open", None),  # no route is settled
        ({"plays": True, "proof": True}, "no", True),  # playing is, and the letter is for others
        ({"conducts": True, "jobs": [{"period": {"from": "2020"}}]}, "open", None),
        # Whoever says so is believed, whatever is settled.
        ({"plays": True, "proof": True, "is-good": True}, "yes", None),
    ],
)
def test_what_only_other_routes_ask_to_bring_is_set_aside(
    answers: dict[str, Any], needed: str, aside: bool | None
) -> None:
    letter = clause("letter", item=LETTER)
    rules = compile_rules(rules_data([*CLAUSES, letter], QUESTIONS, routes=ROUTES))
    read, problems = read_answers(rules, {"answers": answers})
    assert problems == []
    [thing] = evaluate(rules, read, ["checklist"])["checklist"]
    assert (thing["needed"], thing.get("aside")) == (needed, aside)


# How somebody applies is asked, and follows from the ways that are settled.
HOW: dict[str, Any] = {
    "id": "how",
    "type": "choice",
    "label": "怎样申报",
    "options": [
        {"id": "as-player", "label": "演奏", "routes": ["play"]},
        {"id": "as-conductor", "label": "指挥", "routes": ["conduct"]},
        {"id": "as-soloist", "label": "独奏", "routes": ["solo"], "open": True},
    ],
}
AS_PLAYER = {"title": "演奏申报表", "when": {"question": "how", "is": "as-player"}}
FIELDS = [{"label": "姓名"}]
CONDUCTING = {"conducts": True, "jobs": [{"period": {"from": "2020"}}]}
PLAYING = {"plays": True, "proof": True}


@pytest.mark.parametrize(
    ("answers", "needed", "aside"),
    [
        ({}, "open", None),
        (PLAYING, "yes", None),
        (CONDUCTING, "no", True),
        # By which of two ways somebody applies is for that person to say.
        ({**PLAYING, **CONDUCTING}, "open", None),
        ({**PLAYING, **CONDUCTING, "how": "as-player"}, "yes", None),
        ({**PLAYING, "how": "as-conductor"}, "no", None),
        # Nobody knows what that way asks for.
        ({"is-good": True, "solo": True}, "open", None),
    ],
)
def test_the_form_of_a_way_is_decided_with_the_way(
    answers: dict[str, Any], needed: str, aside: bool | None
) -> None:
    sheet = clause("sheet", item=AS_PLAYER, form={"title": "演奏申报表", "fields": FIELDS})
    alone = {"id": "solo", "title": "独奏", "needs": ["home", "alone"]}
    questions = [*QUESTIONS, HOW, {"id": "solo", "type": "yesno", "label": "独奏"}]
    clauses = [*CLAUSES, need("alone", yes("solo")), sheet]
    rules = compile_rules(rules_data(clauses, questions, routes=[*ROUTES, alone]))
    read, problems = read_answers(rules, {"answers": answers})
    assert problems == []
    result = evaluate(rules, read, ["checklist", "forms"])
    [thing], [form] = result["checklist"], result["forms"]
    assert (thing["needed"], thing.get("aside")) == (needed, aside)
    assert form["needed"] == needed
    if answers == PLAYING:
        assert [one["text"] for one in thing["reasons"]] == ["走“演奏”途径的需要"]


PRIZES: dict[str, Any] = {
    "id": "prizes",
    "type": "list",
    "label": "奖项",
    "fields": [
        {"id": "rank", "type": "count", "label": "排名"},
        {"id": "shared", "type": "yesno", "label": "合得"},
        {
            "id": "with",
            "type": "yesno",
            "label": "与人合得",
            "when": {"field": "shared", "is": True},
        },
    ],
}
# Ten points for the first, and for others if they shared the prize.
COUNTS = {"any": [{"field": "rank", "is": 1}, {"field": "with", "is": True}]}
ROWS = [
    clause("table", points={"add": "sum", "cap": fig(30, "t.a", "分")}),
    clause(
        "prize",
        "table",
        points={"items": {"from": "prizes", "where": [COUNTS]}, "each": fig(10, "p.a", "分")},
    ),
    clause("speed", "table", points={"when": yes("fast"), "once": fig(5, "s.a", "分")}),
]


def test_what_points_and_things_to_bring_wait_for_is_told() -> None:
    questions = [*QUESTIONS, PRIZES, {"id": "fast", "type": "yesno", "label": "快"}]
    clauses = [*CLAUSES, *ROWS, clause("letter", item=LETTER)]
    rules = compile_rules(rules_data(clauses, questions, routes=ROUTES, policy={"total": "table"}))

    def figures(answers: dict[str, Any]) -> list[Any]:
        read, problems = read_answers(rules, {"answers": answers})
        assert problems == []
        return [
            (one["question"], one.get("index"), one.get("field"), one["waiting"])
            for one in Visit(State(rules, read)).report()["figures"]
        ]

    # Rows of which nothing was said ask for nothing.
    letter = ("is-good", None, None, ["letter"])
    assert figures({}) == [letter]
    told = figures({"prizes": [{"rank": 1}, {}], "is-good": True})
    assert told == [("prizes", 1, "rank", ["prize"]), ("prizes", 1, "shared", ["prize"])]
    # Whether with others is asked where it was shared; the first is decided by its rank alone.
    shared = figures({"prizes": [{"rank": 2, "shared": True}], "is-good": True})
    assert shared == [("prizes", 0, "with", ["prize"])]
    assert figures({"prizes": [{"rank": 2, "shared": False}], "is-good": True}) == []


def test_a_step_that_matters_for_nothing_but_points_says_so() -> None:
    good = clause(
        "good-points", "table", points={"when": yes("is-good"), "once": fig(5, "g", "分")}
    )
    policy = {"policy": {**RULES["policy"], "total": "table"}}
    data = {**rules_data([*CLAUSES, ROWS[0], good], QUESTIONS, routes=ROUTES), **policy}

    def notes(answers: dict[str, Any]) -> dict[str, str]:
        rules = compile_rules({**data, "themes": THEMES})
        read, _ = read_answers(rules, {"answers": answers})
        found = Visit(State(rules, read)).report()["steps"]
        return {step["id"]: step["note"] for step in found if step["note"]}

    # Three years since 2024 are full in 2027; the reference day is 2025-12-31.
    late = {"conducts": True, "jobs": [{"period": {"from": "2024-01-01"}}]}
    said = "按现有答案，本次各条途径都不满足；这一步只影响得分，可以先放着。"
    assert notes(late | {"plays": False}) == {"end": said}
    # The other way is still open.
    assert notes(late) == {}
    # What brings points is answered.
    assert notes(late | {"plays": False, "is-good": True}) == {}


def test_what_is_decided_without_a_field_does_not_ask_for_it() -> None:
    # A prize counts without a day; only one that came later does not.
    given: dict[str, Any] = {"day": {"field": "won", "otherwise": "reference"}}
    held = {"id": "held", **clause("held", condition={**given, "not_after": "reference"})}
    prizes = {
        **PRIZES,
        "fields": [*PRIZES["fields"], {"id": "won", "type": "date", "label": "日期"}],
    }
    items = {"from": "prizes", "where": [COUNTS], "require": ["held"]}
    row = clause("prize", "table", points={"items": items, "each": fig(10, "p.a", "分")})
    data = rules_data(
        [*CLAUSES, held, ROWS[0], row],
        [*QUESTIONS, prizes],
        routes=ROUTES,
        policy={"total": "table"},
    )
    rules = compile_rules(data)
    read, _ = read_answers(rules, {"answers": {"prizes": [{}]}})
    figures = Visit(State(rules, read)).report()["figures"]
    assert [one["field"] for one in figures] == ["rank", "shared"]


def test_an_exact_day_is_asked_for_last() -> None:
    # Three years are full on the reference day if the job began by 2022-12-31.
    rough = {"conducts": True, "jobs": [{"period": {"from": "2022"}}], "plays": False}
    assert steps(visit(rough).report())["what"] == []
    rest = {"lives-here": True, "is-good": True, "apart": False}
    assert steps(visit(rough | rest).report())["what"] == []
    exactly = {"conducts": True, "jobs": [{"period": {"from": "2022-12"}}], "plays": False}
    until = {"reference_day": fig("2025-12-15", "n.截止日", "")}
    policy = {**RULES["policy"], **until}
    assert steps(visit(exactly, policy=policy).report())["what"] == []
    assert steps(visit(exactly | rest, policy=policy).report())["what"] == ["jobs"]


def test_themes_follow_from_the_rules_where_none_are_declared() -> None:
    report = visit({}, themes=[]).report()
    assert steps(report) == {
        "own": ["plays", "conducts", "jobs"],
        "shared": ["lives-here"],
        "bars": ["apart"],
        "top": ["is-good"],
    }


def test_questions_that_no_theme_names_come_last() -> None:
    report = visit({}, themes=THEMES[:1]).report()
    assert [step["id"] for step in report["steps"]] == ["where", "rest"]


@settings(max_examples=100)
@given(data=st.data())
def test_what_a_visit_does_not_ask_changes_nothing_of_the_ways_within_reach(
    harbour: Rules, data: st.DataObject
) -> None:
    now, later = data.draw(answers_to(harbour)), data.draw(answers_to(harbour))
    asked = Visit(State(harbour, read_answers(harbour, {"answers": now})[0])).asked.found
    still = {key[1] for key in asked if key[0] != "points"}
    if any(key[0] == "points" for key in asked):
        rows = harbour.tree.rows
        still |= {atom[1] for row in rows for atom in row.mechanism.reads if atom[0] != "points"}
    more = {key: value for key, value in later.items() if key not in now and key not in still}
    before, after = (
        State(harbour, read_answers(harbour, {"answers": answers})[0])
        for answers in (now, {**now, **more})
    )
    for route in Visit(before).within:
        for condition in route.needs.values():
            assert condition.verdict(after, None) == condition.verdict(before, None)
