"""The part of the advice that is about routes: what each one still asks for."""

from __future__ import annotations

from typing import Any

from calculator.core.advice.openings import Demand, Key, Openings, Way, cost
from calculator.core.conditions.comparisons import OptionIs
from calculator.core.conditions.logic import VERDICT_WORDS
from calculator.core.routes import Route, day_met
from calculator.core.state import State

# Sets named for one step.
MOST_SETS = 12


def report_openings(state: State) -> list[dict[str, Any]]:
    """Every route (see `calculator.core.advice.report_advice`)."""
    return [_route(state, route) for route in state.rules.routes]


def _route(state: State, route: Route) -> dict[str, Any]:
    verdict = route.condition.verdict(state, None)
    steps = [] if verdict else Openings(state).steps(route.condition, route.id)
    sets = [_smallest(step.ways) for step in steps]
    if any(not one for one in sets):
        # Something that no answer can bring: the other steps do not help.
        return {"id": route.id, "verdict": VERDICT_WORDS[verdict], "fewest": None, "steps": []}
    reports = [
        {
            "sets": [[_demand(state, demand) for demand in one] for one in named[:MOST_SETS]],
            "complete": step.complete and len(named) <= MOST_SETS,
        }
        for step, named in zip(steps, sets, strict=True)
        if named[0]
    ]
    fewest = sum(len(named[0]) for named in sets)
    return {
        "id": route.id,
        "verdict": VERDICT_WORDS[verdict],
        "fewest": fewest,
        "steps": reports,
    }


def _smallest(ways: list[Way]) -> list[list[Demand]]:
    """The conditions to be met in each way, without ways that hold another one's; fewest first."""
    kept: list[frozenset[Key]] = []
    sets: list[list[Demand]] = []
    for way in sorted(ways, key=lambda one: (cost(one), _places(one))):
        keys = frozenset(key for key, demand in way.items() if demand.costs)
        if not any(other <= keys for other in kept):
            kept.append(keys)
            sets.append(sorted((way[key] for key in keys), key=lambda demand: demand.order))
    return sets


def _places(way: Way) -> list[int]:
    return sorted(demand.order for demand in way.values() if demand.costs)


def _demand(state: State, demand: Demand) -> dict[str, Any]:
    condition = demand.condition
    why = condition.why(state, None)
    entry: dict[str, Any] = {
        "clause": demand.clause,
        "want": "met" if demand.want else "not met",
        "verdict": VERDICT_WORDS[condition.verdict(state, None)],
        "text": why.get("text") or state.rules.title(why.get("clause", demand.clause)),
        **{key: why[key] for key in ("question", "list", "figures") if key in why},
        **(day_met(condition, state) if demand.want else {"day": None, "day_at_latest": False}),
    }
    if isinstance(condition, OptionIs):
        values = condition.source.asked.possible_values() or ()
        entry["options"] = [value for value in values if value in condition.allowed]
    return entry
