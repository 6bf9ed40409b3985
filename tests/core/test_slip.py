"""Result slips: what is written is the same when worked out again, and changes are told."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.cases.run import request_of
from calculator.core.entry import Calculator, load
from calculator.core.papers.slip import digest, make_slip, verify
from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps, loads
from calculator.loading import Edition
from tests.core import strategies as own
from tests.core.conftest import TINY, fig

MODULE = "c0ffee"
CALCULATOR = load(dumps(TINY), MODULE)
FILE = {"policy": "tiny", "edition": "2025", "answers": {"trainings": 1}}


def slip_of(file: Any = FILE) -> dict[str, Any]:
    """A slip as it comes back from a file."""
    slip: dict[str, Any] = loads(dumps(CALCULATOR.answer({"answers": file, "slip": True})))
    return slip


def verified(slip: Any, calculator: Calculator = CALCULATOR) -> dict[str, Any]:
    return calculator.answer({"verify": slip})


def findings(report: dict[str, Any]) -> list[str]:
    return [one["what"] for one in report["findings"]]


def test_a_slip_holds_all_that_it_came_from() -> None:
    slip = slip_of()
    assert slip["answers"] == FILE
    assert slip["result"]["score"]["low"] == 5
    assert slip["result"]["score"]["nodes"][1]["formula"] == "5 × 1 = 5"
    assert (slip["policy"], slip["edition"], slip["kind"]) == ("tiny", "2025", "result-slip")
    rules_hash = hashlib.sha256(dumps(TINY).encode()).hexdigest()
    assert slip["hashes"]["rules"] == rules_hash == digest(TINY)
    assert slip["hashes"]["module"] == MODULE
    assert "不是签名" in slip["notice"]


def test_the_same_result() -> None:
    report = verified(slip_of())
    assert report["same"]
    assert report["readable"]
    assert (report["findings"], report["changes"], report["more"]) == ([], [], 0)
    assert "不是签名" in report["notice"]


def test_advice_can_be_part_of_it() -> None:
    slip = CALCULATOR.answer({"answers": FILE, "slip": True, "parts": ["score", "advice"]})
    assert slip["parts"] == ["score", "advice"]
    assert "advice" in slip["result"]
    assert verified(slip)["same"]


def test_changed_answers_are_told() -> None:
    slip = slip_of()
    slip["answers"]["answers"]["trainings"] = 2
    report = verified(slip)
    assert not report["same"]
    assert findings(report) == ["answers", "result"]
    assert {"path": "score.low", "old": 5, "new": 10} in report["changes"]
    assert {"path": "score.nodes[training].low", "old": 5, "new": 10} in report["changes"]
    assert "答案改过" in report["findings"][1]["message"]


def test_a_changed_result_is_told() -> None:
    slip = slip_of()
    slip["result"]["score"]["low"] = 30
    report = verified(slip)
    assert not report["same"]
    assert findings(report) == ["slip", "result"]
    assert report["changes"] == [{"path": "score.low", "old": 30, "new": 5}]


def changed_rules(points: int) -> dict[str, Any]:
    training = TINY["clauses"]["training"]
    changed = {**training, "points": {**training["points"], "each": fig(points)}}
    return {**TINY, "clauses": {**TINY["clauses"], "training": changed}}


def test_changed_rules_are_told_with_what_they_do() -> None:
    report = verified(slip_of(), load(dumps(changed_rules(4)), MODULE))
    assert not report["same"]
    assert findings(report) == ["rules", "result"]
    assert {"path": "score.low", "old": 5, "new": 4} in report["changes"]
    assert "规则改过" in report["findings"][1]["message"]


def test_changed_rules_that_do_not_matter_here_leave_it_the_same() -> None:
    slip = slip_of({"answers": {"patents": []}})
    report = verified(slip, load(dumps(changed_rules(4)), MODULE))
    assert report["same"]
    assert findings(report) == ["rules"]


def test_another_module_is_told() -> None:
    report = verified(slip_of(), load(dumps(TINY), "another"))
    assert report["same"]
    assert findings(report) == ["module"]


def test_hashes_that_nobody_knows_are_told() -> None:
    unknown = Calculator(compile_rules(TINY))
    slip = unknown.answer({"answers": FILE, "slip": True})
    assert slip["hashes"]["rules"] == slip["hashes"]["module"] == ""
    report = verified(slip)
    assert report["same"]
    assert findings(report) == ["unknown", "unknown"]


def test_another_edition_is_told() -> None:
    slip = {**slip_of(), "edition": "2024"}
    report = verified(slip)
    assert not report["same"]
    assert "edition" in findings(report)
    assert "“tiny 2024”" in report["findings"][0]["message"]


@pytest.mark.parametrize(
    "hostile",
    [None, 5, "slip", [], {}, {"kind": "result-slip"}, {"kind": "result-slip", "result": []},
     {"kind": ["result-slip"], "result": {}}],
)  # fmt: skip
def test_what_is_no_slip_gets_a_kind_answer(hostile: Any) -> None:
    report = verified(hostile)
    assert (report["same"], report["readable"]) == (False, False)
    assert report["findings"][0]["what"] == "unreadable"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"hashes": None}, {"hashes": {"rules": 5, "answers": []}}, {"answers": None},
        {"answers": [1]}, {"parts": {"a": 1}}, {"parts": [["score"], {}]}, {"result": {}},
        {"result": {"score": {"nodes": [None, 3, {"id": "x"}, {"id": "x"}]}}}, {"format": [1]},
        {"policy": {"a": 1}, "edition": None}, {"more": "x" * 1000}, {"notice": "经认定"},
        {"result": {"score": 1.5}},
    ],
)  # fmt: skip
def test_a_spoilt_slip_is_read_as_far_as_it_goes(spoilt: dict[str, Any]) -> None:
    report = verified({**slip_of(), **spoilt})
    assert report["readable"]
    assert report["findings"]
    dumps(report)


def test_a_slip_that_is_nested_too_deeply_is_refused() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    report = verified({**slip_of(), "result": {"score": deep}})
    assert "层次太深" in report["findings"][0]["message"]


def test_long_lists_of_changes_are_cut_and_counted() -> None:
    slip = slip_of()
    slip["result"]["unused"] = {str(place): place for place in range(60)}
    slip["hashes"]["result"] = digest(slip["result"])
    report = verified(slip)
    assert (len(report["changes"]), report["more"]) == (50, 10)
    assert "原因不明" in report["findings"][0]["message"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=8), parts),
    max_leaves=8,
)


@settings(max_examples=60)
@given(own.rules(), own.answer_files() | anything)
def test_every_slip_verifies_as_the_same(data: dict[str, Any], file: Any) -> None:
    rules = compile_rules(data)
    hashes = {"rules_hash": digest(data), "module_hash": MODULE}
    slip = make_slip(rules, file, **hashes)
    # A slip is the same whether it stays in memory or goes through a file, or an editor.
    for one in (slip, loads(dumps(slip)), dict(reversed(loads(dumps(slip)).items()))):
        report = verify(rules, one, **hashes)
        assert report["same"], report
        assert set(findings(report)) <= {"unknown"}
        assert not (report["findings"] and isinstance(file, dict))


@given(anything)
def test_nothing_that_is_handed_in_stops_it(slip: Any) -> None:
    rules = CALCULATOR.rules
    report = verify(rules, {"kind": "result-slip", "result": {}, "answers": slip},
                    rules_hash="x", module_hash="y")  # fmt: skip
    assert not report["same"]
    assert report["findings"]


def test_slip_and_checklist_count_the_same_things_to_bring(editions: list[Edition]) -> None:
    for edition in editions:
        calculator = Calculator(compile_rules(edition.rules))
        for case in edition.cases:
            answers = request_of(case)
            slip = calculator.answer({"answers": answers, "slip": True})["result"]
            alone = calculator.answer({"answers": answers, "parts": ["checklist", "forms"]})
            listed = Counter(one["needed"] for one in slip["checklist"])
            assert slip["bring"] == alone["bring"], case.id
            assert {code: count for code, count in slip["bring"].items() if count} == listed
