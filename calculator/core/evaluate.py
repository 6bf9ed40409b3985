"""From rules and answers to the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.answers import Problem
from calculator.core.report_hours import report_hours
from calculator.core.report_score import report_score
from calculator.core.routes import report_conditions
from calculator.core.rows import FILLED
from calculator.core.state import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from calculator.core.answers import Answers
    from calculator.core.rules import Rules

FORMAT = 1
PARTS = ("score", "bars", "routes", "hours", "checklist")


def evaluate(
    rules: Rules,
    answers: Answers,
    parts: Iterable[str] = PARTS,
    problems: Iterable[Problem] = (),
) -> dict[str, Any]:
    """Work out the parts asked for."""
    state = State(rules, answers)
    wanted = frozenset(parts)
    result: dict[str, Any] = {
        "format": FORMAT,
        "policy": rules.policy_id,
        "edition": rules.edition,
        "problems": [problem.as_json() for problem in (*problems, *_contradictions(state, wanted))],
        "unused": dict(answers.unused),
    }
    if "score" in wanted:
        result["score"] = report_score(state)
    if "bars" in wanted:
        result["bars"] = [bar.report(state) for bar in rules.bars]
    if "routes" in wanted:
        result["conditions"] = report_conditions(state)
        result["routes"] = [route.report(state) for route in rules.routes]
    if "hours" in wanted:
        result["hours"] = report_hours(state)
    if "checklist" in wanted:
        result["checklist"] = [item.report(state) for item in rules.checklist]
    return result


def _contradictions(state: State, wanted: frozenset[str]) -> list[Problem]:
    """Rows declared empty that answers fill all the same; the answers are used."""
    if "score" not in wanted:
        return []
    facts = state.score().facts
    return [
        Problem("none", f"“{state.rules.title(row_id)}”标了没有，但已有填写的内容，按内容计算。")
        for row_id in sorted(state.answers.declared & state.answers.none)
        if facts[row_id].state == FILLED and facts[row_id].is_certain
    ]
