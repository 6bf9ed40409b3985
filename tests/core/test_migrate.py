"""Answers carried over into another edition: all that fits, and a word on all that does not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.core.entry import RequestError, load
from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.intake.migrate import carry_over
from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps
from tests.core import strategies as own
from tests.core.conftest import TINY


def next_year() -> dict[str, Any]:
    """The tiny rules a year later: trainings are gone, a kind of patent too, ranks end at 5."""
    _, patents = TINY["questions"]
    kind, rank, memo = patents["fields"]
    fields = [
        {**kind, "options": kind["options"][:1]},
        {**rank, "label": "第几发明人", "at_most": 5},
        memo,
        {"id": "date", "type": "date", "label": "日期"},
    ]
    clauses = {
        key: {**value, "children": ["patent"]} if key == "total" else value
        for key, value in TINY["clauses"].items()
        if key != "training"
    }
    return {
        **TINY,
        "policy": {**TINY["policy"], "edition": "2026"},
        "clauses": clauses,
        "order": ["total", "patent"],
        "questions": [{**patents, "fields": fields}],
    }


BEFORE, AFTER = compile_rules(TINY), compile_rules(next_year())
OLD = {
    "format": 1,
    "policy": "tiny",
    "edition": "2025",
    "answers": {
        "trainings": 2,
        "patents": [
            {"kind": "invention", "rank": "３", "memo": "第一件"},
            {"kind": "other", "rank": 9},
            "a patent",
        ],
    },
    "none": ["training", "patent"],
    "closed": ["patents"],
    "estimates": {"patent": 5},
    "colour": "red",
}


def left(report: dict[str, Any]) -> list[str]:
    return [one["path"] for one in report["left"]]


def test_what_fits_is_carried_over_as_it_was_written() -> None:
    report = carry_over(AFTER, OLD)
    file = report["file"]
    assert (file["format"], file["policy"], file["edition"]) == (1, "tiny", "2026")
    # Records keep their places, empty ones too.
    assert file["answers"] == {
        "patents": [{"kind": "invention", "rank": "３", "memo": "第一件"}, {}, {}]
    }
    assert (file["none"], file["closed"], file["estimates"]) == (["patent"], ["patents"], {})
    assert report["carried"] == 5
    assert report["from"] == {"format": 1, "policy": "tiny", "edition": "2025"}


def test_what_does_not_fit_is_kept_and_named() -> None:
    report = carry_over(AFTER, OLD)
    expected = {
        "answers.trainings": 2,
        "answers.patents[1].kind": "other",
        "answers.patents[1].rank": 9,
        "answers.patents[2]": "a patent",
        "none[0]": "training",
        "estimates.patent": 5,
        "colour": "red",
    }
    assert left(report) == list(expected)
    assert report["file"]["unused"] == [
        {"path": path, "edition": "2025", "value": value} for path, value in expected.items()
    ]
    assert all(one["message"] for one in report["left"])


def test_a_file_carried_over_reads_without_problems() -> None:
    read, problems = read_answers(AFTER, carry_over(AFTER, OLD)["file"])
    assert problems == []
    # 12 − 1.5 × 1 = 10.5
    assert evaluate(AFTER, read, ["score"])["score"]["low"] == "10.5"


def test_what_older_files_left_stays() -> None:
    once = carry_over(AFTER, OLD)["file"]
    again = carry_over(AFTER, once)
    assert again["file"] == once
    assert (again["left"], again["carried"]) == ([], 5)


def test_questions_that_read_otherwise_now_are_named() -> None:
    report = carry_over(AFTER, OLD, BEFORE)
    assert [one["path"] for one in report["check"]] == [
        "answers.patents[0].kind",
        "answers.patents[0].rank",
    ]
    assert "选项有变化" in report["check"][0]["message"]
    assert "“第几发明人”" in report["check"][1]["message"]


def test_the_door_takes_the_older_rules_as_data() -> None:
    answer = load(dumps(next_year())).answer
    told = answer({"carry": OLD, "before": TINY})
    assert told == carry_over(AFTER, OLD, BEFORE)
    (unknown,) = answer({"carry": OLD})["check"]
    assert unknown["path"] == "edition"
    assert "这里没有“2025”的规则，看不出哪些问题换了说法" in unknown["message"]
    # Nothing is to be compared of a file of this very year, nor where nothing was carried over.
    assert answer({"carry": {**OLD, "edition": "2026", "format": 2}})["check"] == []
    assert answer({"carry": {**OLD, "answers": {}, "none": [], "closed": []}})["check"] == []
    with pytest.raises(RequestError, match="“before”要写成一份规则，现在是 1"):
        answer({"carry": OLD, "before": 1})


def test_answers_of_another_policy_are_not_used_but_kept() -> None:
    report = carry_over(AFTER, {**OLD, "policy": "other"})
    assert report["file"]["answers"] == {}
    assert left(report) == ["answers", "none", "closed", "estimates", "colour"]
    assert report["file"]["unused"][0]["value"] == OLD["answers"]


@pytest.mark.parametrize("number", [2, 0, "x", None, [1]])
def test_an_unknown_format_is_named_and_read_as_far_as_it_goes(number: Any) -> None:
    report = carry_over(AFTER, {**OLD, "format": number})
    assert ("format" in left(report)) is (number is not None)
    assert report["carried"] == 5


@pytest.mark.parametrize("raw", [None, 5, "text", [], {"answers": 5, "none": {}, "closed": "x"}])
def test_what_is_no_answers_file_gives_an_empty_one(raw: Any) -> None:
    report = carry_over(AFTER, raw)
    assert report["file"]["answers"] == {}
    assert bool(report["left"]) is (raw is not None)
    dumps(report)


def test_the_worker_carries_over() -> None:
    assert load(dumps(next_year())).answer({"carry": OLD}) == carry_over(AFTER, OLD)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda parts: st.lists(parts, max_size=2) | st.dictionaries(st.text(max_size=3), parts),
    max_leaves=4,
)
pieces = st.dictionaries(st.sampled_from([*own.SCALARS, "things", "gone"]), values)
odd_files = st.fixed_dictionaries(
    {},
    optional={
        "answers": pieces | values,
        "none": st.lists(st.sampled_from(["r1", "gone", "total"]) | values, max_size=3),
        "closed": st.lists(st.sampled_from(["things", "gone"]), max_size=2) | values,
        "estimates": st.dictionaries(st.sampled_from(["r1", "r2", "gone", "r1#0"]), values),
        "else": values,
    },
)


def scalars_in(data: Any) -> list[str]:
    """Everything that was written, one by one."""
    if isinstance(data, dict):
        return [one for value in data.values() for one in scalars_in(value)]
    if isinstance(data, list):
        return [one for value in data for one in scalars_in(value)]
    return [repr(data)]


@settings(max_examples=150)
@given(own.rules(), own.answer_files() | odd_files)
def test_nothing_is_dropped_and_what_is_carried_reads(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    report = carry_over(rules, file)
    new = dict(report["file"])
    _, problems = read_answers(rules, new)
    assert [one.message for one in problems] == []
    unused = [one["value"] for one in new.pop("unused", [])]
    kept = scalars_in([new["answers"], new["none"], new["closed"], new["estimates"], unused])
    given = {key: value for key, value in file.items() if key != "format" and value is not None}
    assert sorted(kept) == sorted(scalars_in(given))
    assert len(report["left"]) == len(unused)


@settings(max_examples=40)
@given(own.rules(), own.answer_files())
def test_a_file_of_the_same_edition_means_the_same_afterwards(
    data: dict[str, Any], file: dict[str, Any]
) -> None:
    rules = compile_rules(data)
    report = carry_over(rules, file)
    assert (report["left"], report["check"]) == ([], [])
    before, after = (evaluate(rules, read_answers(rules, one)[0]) for one in (file, report["file"]))
    assert dumps(after) == dumps(before)
