"""From rules and answers to the result: the one function that everything else calls.

What each part of the result holds says `calculator.core.shapes`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from calculator.core.advice.asking import loose_conditions
from calculator.core.advice.settled import applying_by, settled_routes
from calculator.core.answers.given import Answers
from calculator.core.headline import report_headline
from calculator.core.intake.answers import Problem
from calculator.core.points.rows import FILLED
from calculator.core.preparing.checklist import ChecklistItem
from calculator.core.report.hours import report_hours
from calculator.core.report.score import report_score
from calculator.core.routes import report_condition
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.words import NEEDED

FORMAT = 1
PARTS = ("score", "bars", "routes", "hours", "checklist", "terms", "forms")
EVERY_PART = (*PARTS, "checks", "advice")


def evaluate(
    rules: Rules,
    answers: Answers,
    parts: Iterable[str] = PARTS,
    problems: Iterable[Problem] = (),
    *,
    words: bool = True,
    only: Container[str] | None = None,
) -> shapes.Result:
    """Work out the parts asked for; the same input gives the same result.

    `problems` are those that reading the answers found; they are passed through to the result.
    Without `words` the headline and the reasons of conditions are left out, which take half of the
    time; of the conditions, routes and nodes with points, `only` these are told.
    """
    return report(State(rules, answers), parts, problems, words=words, only=only)


def report(
    state: State,
    parts: Iterable[str],
    problems: Iterable[Problem],
    conditions: Iterable[str] = (),
    *,
    words: bool = True,
    only: Container[str] | None = None,
) -> shapes.Result:
    """`evaluate` on a state that others look at, too; `conditions` are clauses whose condition is
    wanted whatever the parts are."""
    rules, answers = state.rules, state.answers
    wanted = frozenset(parts)
    result: shapes.Result = {
        "format": FORMAT,
        "policy": rules.policy_id,
        "edition": rules.edition,
        "problems": [problem.as_json() for problem in (*problems, *_contradictions(state, wanted))],
        "unused": dict(answers.unused),
    }
    if "score" in wanted:
        result["score"] = report_score(state, only)
    if "bars" in wanted:
        result["bars"] = [bar.report(state) for bar in rules.bars]
    if "routes" in wanted:
        _tell_routes(state, result, words=words, only=only)
    elif clauses := [*(loose_conditions(rules) if "checks" in wanted else ()), *conditions]:
        result["conditions"] = {
            clause: report_condition(clause, rules.conditions[clause], state)
            for clause in dict.fromkeys(clauses)
        }
    if "hours" in wanted:
        result["hours"] = report_hours(state)
    if "checklist" in wanted:
        result["checklist"] = _things(state)
        said = Counter(one["needed"] for one in result["checklist"])
        result["bring"] = {"yes": said["yes"], "open": said["open"], "no": said["no"]}
    if "terms" in wanted:
        result["terms"] = [term.report(state) for term in rules.terms]
    if "forms" in wanted:
        things = {one["clause"]: one for one in result.get("checklist") or _things(state)}
        result["forms"] = [form.report(state, things) for form in rules.forms]
    if "advice" in wanted:
        from calculator.core.advice.report_advice import (
            report_advice,  # seldom asked for, and no small thing
        )

        result["advice"] = report_advice(state)
    return result


def _tell_routes(
    state: State, result: shapes.Result, *, words: bool, only: Container[str] | None
) -> None:
    result["conditions"] = {
        clause: report_condition(clause, condition, state, words=words)
        for clause, condition in state.rules.conditions.items()
        if only is None or clause in only
    }
    result["routes"] = [
        route.report(state, words=words)
        for route in state.rules.routes
        if only is None or route.id in only
    ]
    if words:
        result["headline"] = report_headline(state, result["routes"])


def _things(state: State) -> list[shapes.Thing]:
    """What to bring; what is open is judged by the routes that are settled, if there are any."""
    items = state.rules.checklist
    found = [item.report(state) for item in items]
    open_ones = [pair for pair in zip(items, found, strict=True) if pair[1]["needed"] == "open"]
    if open_ones:
        settled = {route.id: route.title for route in settled_routes(state)}
        states = applying_by(state, frozenset(settled)) if settled else ()
        for item, one in open_ones if settled else ():
            verdicts = {item.verdict(supposed) for supposed in states}
            is_aside = item.routes and item.routes.isdisjoint(settled)
            by = f"走{''.join(f'“{title}”' for title in settled.values())}途径的"
            if verdicts == {True}:
                one |= {"needed": "yes", "reasons": [_reason(item, f"{by}{NEEDED['yes']}")]}
            elif verdicts == {False} or is_aside:
                one |= {"needed": "no", "reasons": [_reason(item, f"{by}{NEEDED['no']}")]}
                one["aside"] = True
    return found


def _reason(item: ChecklistItem, text: str) -> shapes.Reason:
    return {"clause": item.clause, "text": text}


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
