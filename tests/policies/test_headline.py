"""The headline against the verdicts, for everybody that the worked cases of every policy know."""

from __future__ import annotations

from typing import Any

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.loading import Edition

STANDS = "yes"


def test_the_sentence_agrees_with_the_routes_and_their_bars(editions: list[Edition]) -> None:
    for edition in editions:
        kinds = set()
        routes = {route.id for route in edition.compiled.routes}
        for case in edition.cases:
            answers, problems = read_answers(edition.compiled, {"answers": dict(case.answers)})
            result = evaluate(edition.compiled, answers, ("routes",), problems, only=routes)
            if result["headline"] is not None:
                check(result)
                kinds.add(result["headline"]["kind"])
        assert kinds or not edition.routes or not edition.cases, edition.policy.id


def check(result: dict[str, Any]) -> None:
    headline = result["headline"]
    kind, text = headline["kind"], headline["text"]
    ways = [one for one in result["routes"] if not one["apart"] and not one["uncovered"]]
    barred = [one for one in ways if any(bar["standing"] == STANDS for bar in one["bars"])]
    met = [one for one in ways if one["verdict"] == "met"]
    free = [one for one in met if one not in barred]
    assert text
    assert "None" not in text
    assert (kind == "uncovered") == (not ways)
    if kind in {"uncovered", "empty"}:
        return
    assert (kind == "barred") == (len(barred) == len(ways))
    if kind == "barred":
        return
    assert (kind == "met") == bool(free)
    assert (kind == "delayed") == bool(met and not free)
    named = [one for one in ways if one["id"] in headline["routes"]]
    verdicts = {one["verdict"] for one in named}
    expected = {"met": {"met"}, "delayed": {"met"}, "time": {"not met"}, "lacking": {"not met"}}
    assert verdicts <= expected.get(kind, {"open"})
    # Who is met, or open, hears it: nobody reads that she lacks something and nothing else.
    opens = [one for one in ways if one["verdict"] == "open"]
    if kind in {"time", "lacking"} and opens:
        assert f"另有 {len(opens)} 条途径不能确定" in text
