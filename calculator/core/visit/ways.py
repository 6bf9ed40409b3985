"""What a person has of every way to apply: its own conditions, in a line and one by one.

``{"id", "verdict", "text", "parts": [{"clause", "verdict"}]}``: the verdict is that of its own
conditions, without those that every way asks for; where one is a choice among clauses, these are
its parts.
"""

from collections.abc import Iterator
from typing import Any

from calculator.core.advice.nearest_route import own_needs
from calculator.core.conditions.logic import (
    VERDICT_WORDS,
    All,
    Condition,
    Met,
    Several,
    all_of,
    tally,
)
from calculator.core.routes import Route, day_met
from calculator.core.state import State
from calculator.core.values.dates import date_words
from calculator.core.words import VERDICT

OWN_MET = "自身条件都满足"


def ways(state: State) -> list[dict[str, Any]]:
    """Every way that the edition judges for this person."""
    every = [route for route in state.rules.routes if route.is_way]
    judged = [route for route in every if not route.uncovered(state)]
    return [_way(state, route, own_needs(route, every)) for route in judged]


def _way(state: State, route: Route, own: list[str]) -> dict[str, Any]:
    needs = {clause: route.needs[clause] for clause in own}
    verdict = all_of(need.verdict(state, None) for need in needs.values())
    parts = [part for clause, need in needs.items() for part in _parts(clause, need)]
    return {
        "id": route.id,
        "verdict": VERDICT_WORDS[verdict],
        "text": OWN_MET if verdict else "；".join(_words(state, needs)) or VERDICT["open"],
        "parts": [
            {"clause": clause, "verdict": VERDICT_WORDS[part.verdict(state, None)]}
            for clause, part in parts
        ],
    }


def _choice(condition: Condition) -> tuple[Several, list[Met]] | None:
    """A condition that asks for some of several clauses, and these."""
    if isinstance(condition, Met):
        return _choice(condition.condition)
    if not isinstance(condition, Several) or isinstance(condition, All):
        return None
    clauses = [one for one in condition.parts if isinstance(one, Met)]
    return (condition, clauses) if len(clauses) == len(condition.parts) else None


def _parts(clause: str, condition: Condition) -> list[tuple[str, Condition]]:
    choice = _choice(condition)
    return [(clause, condition)] if choice is None else [(one.clause, one) for one in choice[1]]


def _words(state: State, needs: dict[str, Condition]) -> Iterator[str]:
    """How many conditions are met; then of a choice how far it is; of others the day that brings
    all of them, or what fails first, and what no time brings before what one does."""
    verdicts = {clause: need.verdict(state, None) for clause, need in needs.items()}
    if len(needs) > 1:
        met, open_ = tally([*needs.values()], state, None)
        doubtful = f"，不能确定 {open_} 条" if open_ else ""
        yield f"自身条件 {len(needs)} 条，满足 {met} 条{doubtful}"
    lacking = [clause for clause, verdict in verdicts.items() if verdict is False]
    lacking.sort(key=lambda clause: day_met(needs[clause], state)["day"] is not None)
    day = day_met(All([*needs.values()]), state)["day"]
    for clause in lacking or [clause for clause, verdict in verdicts.items() if verdict is None]:
        condition = needs[clause]
        if choice := _choice(condition):
            yield choice[0].tallied(state, None)
        elif clause in lacking:
            reason = condition.clause_reasons(state, None, clause)[0]["text"].removesuffix("。")
            yield f"到 {date_words(day)}满足" if day else reason
            return
