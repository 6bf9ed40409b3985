"""Advice as a part of the result: only when asked for, for any rules, the same bytes each time."""

from __future__ import annotations

from typing import Any

import pytest

from calculator.cases.run import request_of
from calculator.core.entry import Calculator, load
from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps, loads
from calculator.loading import Edition
from tests.core.conftest import TINY, rules_data

SHARES = 6  # of the cases, so that several processes can have some each


def test_it_is_left_out_unless_it_is_asked_for() -> None:
    calculator = load(dumps(TINY))
    assert "advice" not in calculator.answer({"answers": {}})
    assert calculator.answer({"answers": {}, "parts": ["advice"]}).keys() == {
        "advice", "edition", "format", "policy", "problems", "unused",
    }  # fmt: skip


def test_the_worker_gets_it_as_text() -> None:
    response = loads(load(dumps(TINY)).run('{"parts":["advice"],"answers":{}}'))
    assert response["ok"]
    advice = response["result"]["advice"]
    assert advice.keys() == {"bars", "gains", "next", "nothing", "routes", "together"}
    assert advice["gains"][0]["record"] == {"kind": "invention", "rank": 2}


def test_rules_without_points_or_routes_have_no_advice() -> None:
    advice = load(dumps(rules_data([]))).answer({"parts": ["advice"]})["advice"]
    empty = {"bars": [], "gains": [], "next": [], "nothing": [], "routes": []}
    assert advice == {**empty, "together": None}


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("policy", [None, "harbour-orchestra", "kite-club", "snow-island"])
def test_every_row_and_route_of_an_edition_is_spoken_of(
    editions: list[Edition], published: list[Edition], policy: str | None, share: int
) -> None:
    found = [one for one in editions if one.policy.id == policy] or published[-1:]
    [edition] = found
    calculator = Calculator(compile_rules(edition.rules))
    rules = calculator.rules
    # Nobody is told to get older (`no_advice`), or to have less of something.
    left_out = {"isle-age", "isle-debt"}
    rows = {row.id for row in rules.tree.rows if not row.mechanism.deducts} - left_out
    cases = [None, *edition.cases[::9]][share::SHARES]
    told = []
    # The first one again after all others: what one leaves behind would show in the next.
    for case in cases + cases[:1]:
        answers: dict[str, Any] = {} if case is None else request_of(case)
        advice = calculator.answer({"answers": answers, "parts": ["advice"]})["advice"]
        spoken = {
            row
            for one in (*advice["gains"], *advice["nothing"])
            for row in rules.tree.by_id[one["clause"]].row_ids
        }
        assert rows <= spoken
        assert not left_out & spoken
        assert [one["id"] for one in advice["routes"]] == [route.id for route in rules.routes]
        told.append(dumps(advice))
    assert told[len(cases) :] == told[:1]
