"""Whatever stands beside a points mechanism has a meaning there, or is refused at its place."""

from __future__ import annotations

import pytest

from calculator.core.points.registry import BESIDE
from calculator.loading.types.points import Points
from tests.loading.conftest import Problems

ROW = "points: {cap: 10, each: 2.5, count: concerts}"
PERIOD = ("at_most: 9}\n", "at_most: 9}\n      - {id: period, type: period, label: 起止时间}\n")
KEYS = {
    "add": "sum",
    "each": "2.5",
    "every": "{number: 3, points: 2}",
    "by_rank": "{field: rank, first: 1, start: 6, step: 1.5}",
    "by_place": "{field: rank, points: 6, coefficients: [1], tail: 0}",
    "once": "2.5",
    "per_year": "2.5",
    "experts": "2.5",
    "experts_each": "2.5",
    "linear": "{question: concerts, per: 0.5}",
    "bands": "{question: concerts, steps: [{from: 3, points: 2}]}",
    "deduct": "2.5",
}
# What the guide says may stand beside each; "" is nothing.
MEANT = {
    "add": {""},
    "each": {"items", "count"},
    "every": {"items", "count"},
    "by_rank": {"items"},
    "by_place": {"items"},
    "once": {"items", "when"},
    "per_year": {"years"},
    "experts": {"items", "when", ""},
    "experts_each": {"items"},
    "linear": {""},
    "bands": {""},
    "deduct": {"items", "count", "when"},
}
VALUES = {
    "": "",
    "items": ", items: {from: songs}",
    "count": ", count: concerts",
    "when": ", when: {question: concerts, at_least: 1}",
    "years": ", years: {from: songs}",
}


def test_every_mechanism_and_every_key_is_tried() -> None:
    assert set(KEYS) == set(MEANT) == set(Points.MECHANISMS)
    assert set(VALUES) == {"", *BESIDE}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beside", VALUES)
def test_what_has_no_meaning_is_refused(key: str, beside: str, problems: Problems) -> None:
    row = f"points: {{{key}: {KEYS[key]}{VALUES[beside]}}}"
    found = [one for one in problems((ROW, row), PERIOD) if f"{key} 旁边" in one.message]
    assert bool(found) == (beside not in MEANT[key])
    if found and beside:
        assert found[0].place.path.endswith(f"points.{beside}"), found


def test_only_one_of_them(problems: Problems) -> None:
    row = "points: {once: 2, items: {from: songs}, years: {from: songs}}"
    [one] = problems((ROW, row), PERIOD)
    assert one.message == "items、years 只能写其中一个"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{linear: {question: judge, per: 2}}", "“有评委”是是否题，这里要的是：个数、数"),
        ("{each: 2, count: judge}", "“有评委”是是否题，这里要的是：个数"),
        (
            "{bands: {question: judge, steps: [{from: 3, points: 2}]}}",
            "“有评委”是是否题，这里要的是：个数、数、出生日期",
        ),
        (
            "{by_rank: {field: judged, first: 1, start: 6, step: 1}, items: {from: songs}}",
            "“评委是否认可”是是否题，这里要的是：个数",
        ),
    ],
)
def test_a_question_of_another_type_is_refused(row: str, message: str, problems: Problems) -> None:
    line = "  - {id: judge, type: yesno, label: 有评委, clause: choir-day}\n"
    judge = ("questions:\n", f"questions:\n{line}")
    found = [one.message for one in problems((ROW, f"points: {row}"), judge)]
    assert message in found


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{cap: -10, each: 2, count: concerts}", "这里不能小于 0，写的却是 -10"),
        ("{each: -2, count: concerts}", "这里不能小于 0，写的却是 -2"),
        (
            "{every: {number: 0, points: 2}, count: concerts}",
            "这里不能小于 1，写的却是 0",
        ),
        ("{bands: {question: concerts, steps: []}}", "steps 里还没有一档"),
    ],
)
def test_figures_without_a_meaning_are_refused(row: str, message: str, problems: Problems) -> None:
    found = {one.message: one for one in problems((ROW, f"points: {row}"))}
    assert message in found
    assert found[message].place.path.startswith("choir-concerts.points")


def test_a_group_of_nothing_but_deductions_is_refused(problems: Problems) -> None:
    songs = """by_rank: {field: rank, first: 1, start: 6, step: 1.5}
            items: {from: songs, require: [choir-judged]}"""
    taken = "deduct: 2\n            items: {from: songs, require: [choir-judged]}"
    both = problems((ROW, "points: {deduct: 2.5, count: concerts}"), (songs, taken))
    assert any("这一组下面只有扣分" in one.message for one in both)
    one_gives = problems((ROW, "points: {deduct: 2.5, count: concerts}"))
    assert not any("这一组下面只有扣分" in one.message for one in one_gives)
