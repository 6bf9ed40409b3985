"""The next question: what it would take off the range, worked out by giving its answers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from tests.core import strategies as own
from tests.core.conftest import TINY, clause, fig, rules_data


def asked(rules: Rules, file: dict[str, Any]) -> list[dict[str, Any]]:
    return evaluate(rules, read_answers(rules, file)[0], ["advice"])["advice"]["next"]


def width(rules: Rules, file: dict[str, Any]) -> Fraction | None:
    result = evaluate(rules, read_answers(rules, file)[0], ["score"])["score"]
    # Nothing limits one end: points without a cap, or a total of nothing but deductions.
    if None in (result["ceiling"], result["floor"]):
        return None
    return Fraction(result["ceiling"]) - Fraction(result["floor"])


def test_the_question_that_narrows_most_comes_first() -> None:
    # Both empty: 0..30 (10 for trainings, 20 for patents). A list of no patents takes 20 off, the
    # best one (12, and complete) takes 20 − 0 off as well; trainings take 10 off, whatever it is.
    found = asked(compile_rules(TINY), {})
    assert [(one["question"], one["narrows"]) for one in found] == [
        ("patents", 20),
        ("trainings", 10),
    ]
    assert found[0]["least"] == found[0]["most"] == 20


def test_an_open_field_is_a_question() -> None:
    file = {"answers": {"patents": [{"kind": "invention"}], "trainings": 0}, "closed": ["patents"]}
    # 0..12 by the rank; any rank leaves one number.
    (found,) = asked(compile_rules(TINY), file)
    assert (found["question"], found["index"], found["field"]) == ("patents", 0, "rank")
    assert found["asked"] == "第 1 条“专利”的“本人排名”"
    assert found["narrows"] == 12


def test_a_list_that_may_go_on_is_asked_for_more() -> None:
    file = {"answers": {"patents": [{"kind": "other"}], "trainings": 0}}
    (found,) = asked(compile_rules(TINY), file)
    assert (found["question"], found["more"], found["narrows"]) == ("patents", True, 20)
    assert found["asked"] == "“专利”是不是填全了"


def test_nothing_is_asked_when_the_score_is_known() -> None:
    file = {"answers": {"patents": [], "trainings": 1}}
    assert asked(compile_rules(TINY), file) == []


def test_what_a_cap_above_hides_still_gets_asked() -> None:
    # Two rows of 10 under a cap of 10: a no to either leaves 0..10 for the total.
    flag = {"type": "yesno"}
    rules = compile_rules(
        rules_data(
            [
                clause("total", points={"add": "sum", "cap": fig(10)}),
                clause(
                    "x", "total", points={"once": fig(10), "when": {"question": "p", "is": True}}
                ),
                clause(
                    "y", "total", points={"once": fig(8), "when": {"question": "q", "is": True}}
                ),
            ],
            [{"id": "p", "label": "p", **flag}, {"id": "q", "label": "q", **flag}],
        )
    )
    # p: yes 10..10 takes 10 off, no leaves 0..8 and takes 2: 6. q: yes 8..10 takes 8, no 0: 4.
    assert [
        (one["question"], one["narrows"], one["least"], one["most"]) for one in asked(rules, {})
    ] == [
        ("p", 6, 2, 10),
        ("q", 4, 0, 8),
    ]


@settings(max_examples=60)
@given(own.rules(), own.answer_files())
def test_what_an_answer_narrows_is_what_giving_it_narrows(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    before = width(rules, file)
    for entry in asked(rules, file):
        name = entry.get("field", entry["question"])
        if before is None or name == "things":
            continue
        place = (entry.get("index"), name)
        after = [width(rules, own.completed(file, {place: value})) for value in own.VALUES[name]]
        taken = [before - one for one in after if one is not None]
        assert Fraction(entry["least"]) == min(taken)
        assert Fraction(entry["most"]) == max(taken)
        if name != "times":  # of a count, only the values that matter are tried
            assert Fraction(entry["narrows"]) == sum(taken) / len(taken)


@settings(max_examples=40)
@given(own.rules(), own.answer_files())
def test_what_is_answered_is_not_asked_again(data: dict[str, Any], file: dict[str, Any]) -> None:
    answers = file["answers"]
    for entry in asked(compile_rules(data), file):
        if "field" in entry:
            assert entry["field"] not in answers["things"][entry["index"]]
        elif not entry.get("more"):
            assert entry["question"] not in answers


PATENT = {"field": "kind", "is": "patent"}
KINDS = [{"id": "patent", "label": "专利"}, {"id": "design", "label": "外观设计"}]
LISTED = {
    "id": "rights", "type": "list", "label": "知识产权", "item": "一项",
    "fields": [
        {"id": "kind", "type": "choice", "label": "种类", "options": KINDS},
        {"id": "high", "type": "yesno", "label": "高价值", "when": PATENT},
        {"id": "place", "type": "count", "label": "名次", "when": PATENT},
    ],
}  # fmt: skip
ROWS = [
    ("high", 20, [{"field": "high", "is": True}]),
    ("first", 5, [{"field": "place", "at_most": fig(3)}]),
    ("any", 2, []),
]
OF_KINDS = compile_rules(
    rules_data(
        [
            clause("all", points={"add": "sum"}),
            *(
                clause(
                    key,
                    "all",
                    points={"once": fig(points), "items": {"from": "rights", "where": where}},
                )
                for key, points, where in ROWS
            ),
        ],
        [LISTED],
    )
)


def of_kinds(record: dict[str, Any]) -> dict[str, Any]:
    read, _ = read_answers(OF_KINDS, {"answers": {"rights": [record]}})
    return evaluate(OF_KINDS, read, ("score", "advice"))


def test_a_yes_no_field_that_is_not_asked_is_no() -> None:
    """A design may be of no high value: the row waits for other records, as if told «no»."""
    design = of_kinds({"kind": "design"})
    assert design == of_kinds({"kind": "design", "high": False})
    high = next(node for node in design["score"]["nodes"] if node["id"] == "high")
    assert (high["state"], high["low"], high["high"], high["items"]) == ("unanswered", 0, 0, [])


@pytest.mark.parametrize(("kind", "asked"), [("design", []), ("patent", ["high", "place"])])
def test_a_field_that_is_hidden_is_no_next_question(kind: str, asked: list[str]) -> None:
    told = of_kinds({"kind": kind})["advice"]["next"]
    assert sorted(one["field"] for one in told if "field" in one) == asked
