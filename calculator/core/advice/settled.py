"""The ways that are settled for a person, and the things to bring that still wait given these."""

from collections.abc import Sequence

from calculator.core.advice.nearest_route import own_needs
from calculator.core.advice.open_leaves import EVEN, OpenLeaves
from calculator.core.conditions.logic import All, Condition, Met
from calculator.core.hours.ledger import LedgerMet
from calculator.core.routes import Route
from calculator.core.state import State
from calculator.core.values.dates import NEVER


def settled_routes(state: State) -> list[Route]:
    """The ways within reach whose own conditions are met."""
    ways = [route for route in state.rules.routes if route.is_way]
    return [way for way in ways if is_within_reach(state, way) and _own_are_met(state, way, ways)]


def is_within_reach(state: State, route: Route) -> bool:
    """Whether nothing of a route fails but what time or further hours bring."""
    return not route.uncovered(state) and all(_is_curable(state, n) for n in route.needs.values())


def add_items(leaves: OpenLeaves) -> None:
    """What the things to bring wait for, of a person who applies by the settled ways: how somebody
    applies who has a way need not be asked."""
    state = leaves.state
    settled = frozenset(route.id for route in settled_routes(state))
    states = applying_by(state, settled) if settled else [state]
    leaves.state = states[0] if len(states) == 1 else state
    for item in state.rules.checklist:
        is_aside = settled and item.routes and item.routes.isdisjoint(settled)
        verdicts = {item.verdict(one) for one in states}
        is_told = is_aside or verdicts in ({True}, {False})
        if item.condition is not None and not is_told:
            leaves.target = item.clause
            leaves.condition(item.condition, None, EVEN)
    leaves.state = state


def applying_by(state: State, routes: frozenset[str]) -> list[State]:
    """The answers with those that follow from applying by some routes, in every way to apply."""
    states = [state]
    for question in state.rules.questions.values():
        chosen = [option for option, by in question.routes.items() if by & routes]
        if chosen and not state.is_answered(question.id):
            states = [
                one if option in question.open else one.supposing({(question.id,): option})
                for one in states
                for option in chosen
            ]
    return states


def _is_curable(state: State, condition: Condition) -> bool:
    if condition.verdict(state, None) is not False or isinstance(condition, LedgerMet):
        return True
    if isinstance(condition, Met):
        return _is_curable(state, condition.condition)
    if isinstance(condition, All):
        return all(_is_curable(state, part) for part in condition.parts)
    return condition.day(state, None)[0] < NEVER


def _own_are_met(state: State, route: Route, ways: Sequence[Route]) -> bool:
    own = own_needs(route, ways)
    return bool(own) and all(route.needs[need].verdict(state, None) for need in own)
