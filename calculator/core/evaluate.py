"""From rules and answers to the result: the one function that everything else calls.

What each part of the result holds says `calculator.core.shapes`.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.core.advice.asking import loose_conditions
from calculator.core.answers.given import Answers
from calculator.core.headline import report_headline
from calculator.core.intake.answers import Problem
from calculator.core.points.rows import FILLED
from calculator.core.report.hours import report_hours
from calculator.core.report.score import report_score
from calculator.core.routes import report_condition
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.typing_only import shapes

FORMAT = 1
PARTS = ("score", "bars", "routes", "hours", "checklist", "terms", "forms")
EVERY_PART = (*PARTS, "checks", "advice")


def evaluate(
    rules: Rules,
    answers: Answers,
    parts: Iterable[str] = PARTS,
    problems: Iterable[Problem] = (),
    conditions: Iterable[str] = (),
) -> shapes.Result:
    """Work out the parts asked for; the same input gives the same result.

    `problems` are those that reading the answers found; they are passed through to the result.
    `conditions` are clauses whose condition is wanted whatever the parts are.
    """
    state = State(rules, answers)
    wanted = frozenset(parts)
    result: shapes.Result = {
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
        result["conditions"] = {
            clause: report_condition(clause, condition, state)
            for clause, condition in rules.conditions.items()
        }
        result["routes"] = [route.report(state) for route in rules.routes]
        result["headline"] = report_headline(state, result["routes"])
    elif clauses := [*(loose_conditions(rules) if "checks" in wanted else ()), *conditions]:
        result["conditions"] = {
            clause: report_condition(clause, rules.conditions[clause], state)
            for clause in dict.fromkeys(clauses)
        }
    if "hours" in wanted:
        result["hours"] = report_hours(state)
    if "checklist" in wanted:
        result["checklist"] = _things(state)
    if "terms" in wanted:
        result["terms"] = [term.report(state) for term in rules.terms]
    if "forms" in wanted:
        result["forms"] = [form.report(state) for form in rules.forms]
    if "advice" in wanted:
        from calculator.core.advice.report_advice import (
            report_advice,  # seldom asked for, and no small thing
        )

        result["advice"] = report_advice(state)
    return result


def _things(state: State) -> list[shapes.Thing]:
    """What to bring; what is open and for none of the routes that are settled is set aside."""
    items = state.rules.checklist
    found = [item.report(state) for item in items]
    open_ones = [
        (item, one)
        for item, one in zip(items, found, strict=True)
        if item.routes and one["needed"] == "open"
    ]
    if open_ones:
        from calculator.core.visit.steps import settled_routes  # asks for more than most need

        settled = {route.id for route in settled_routes(state)}
        for item, one in open_ones if settled else ():
            if item.routes.isdisjoint(settled):
                one["aside"] = True
    return found


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
