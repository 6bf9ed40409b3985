"""Which route somebody is nearest to, and what it lacks.

**Nearest** is the route of whose own conditions the greatest part is met. Its own conditions are
those that not every route asks for: what all ask for tells no route from another. Each counts by
the share of it that is met (`Condition.share`): of a degree, a title and the years after it, most,
where only the years are missing. What is not answered is not met yet.

A route that an answer closes, so that no time opens it, comes after those that none does; of these,
one that is an exception comes after the others. Among equals one that does not fail is taken, and
of these the last: documents name the higher demands first. Where all of several is met, the first
is: whoever meets the higher demand hears of it. Where nothing of any is met, none is near, and the
first stands for all. See
docs/decisions/what-a-verdict-says.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculator.core.advice.openings import Demand, Openings, Step, cheapest
from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.logic import Condition, Verdict, all_of
from calculator.core.hours.ledger import LedgerMet
from calculator.core.hours.room import shortfalls
from calculator.core.routes import Route, day_met
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.dates import NEVER

# Shortfalls named one by one.
MOST_NAMED = 2


def own_needs(route: Route, ways: Sequence[Route]) -> list[str]:
    """What a route asks for and not every one does."""
    return [need for need in route.needs if not all(need in other.needs for other in ways)]


def progress(state: State, route: Route, ways: Sequence[Route]) -> Fraction:
    """What part of a route's own conditions is met; all of it where it has none."""
    own = [route.needs[need].share(state, None) for need in own_needs(route, ways)]
    return Fraction(sum(own)) / len(own) if own else Fraction(1)


def by_nearness(state: State, routes: Sequence[Route], ways: Sequence[Route]) -> list[Route]:
    """Some routes, the nearest first."""

    def key(numbered: tuple[int, Route]) -> tuple[bool, bool, Fraction, bool, int]:
        place, route = numbered
        part = progress(state, route, ways)
        is_open = part > 0 and not is_closed(state, route)
        return (
            is_open,
            is_open and not route.is_exception,
            part,
            0 < part < 1 and not is_failing(state, route, ways),
            place if 0 < part < 1 else -place,
        )

    return [route for _, route in sorted(enumerate(routes), key=key, reverse=True)]


def is_failing(state: State, route: Route, ways: Sequence[Route]) -> bool:
    """Whether one of its own conditions fails, be it for time alone."""
    return any(route.needs[one].verdict(state, None) is False for one in own_needs(route, ways))


def is_closed(state: State, route: Route) -> bool:
    """Whether something fails that no time brings, whatever is still open: years that are too few
    may be waited for, though nobody knows yet which of them count."""
    return any(
        need.verdict(state, None) is False and need.day(state, None)[0] >= NEVER
        for need in route.needs.values()
    )


class Missing:
    """Something that a route lacks: `count` conditions at least.

    `verdict` is False for what fails, None for what is open. Where one set of conditions alone
    would do, `words` are the reasons why it is not met; else they are "", and the `title` of the
    clause that gives the choice says what it is. `day` and `at_latest` tell when time alone
    brings it, `late` that this is after the reference day for certain; `mends` how to make up;
    `untold` where more may be short of it; `is_forbidden` where something is that must not be.
    """

    def __init__(self, state: State, step: Step, found: list[list[Demand]]) -> None:
        part, self.clause = step.parts[0]
        self.verdict: Verdict = all_of(one.verdict(state, None) for one, _ in step.parts)
        self.count = len(found[0])
        self.title = state.rules.title(self.clause)
        self.words = self.mends = self.untold = ""
        self.day: str | None = None
        self.at_latest = self.late = self.is_hours = self.is_forbidden = False
        if len(found) == 1:
            reasons = _reasons(state, part, self.clause)
            self.words = "；".join(one["text"].removesuffix("。") for one in reasons)
            by = {one["clause"] for one in reasons}
            # What its records fail by has a clause of its own.
            if self.count == len(by) == 1:
                self.title = state.rules.title(by.pop())
            if self.count == 1 and found[0][0].want:
                self._tell(state, found[0][0].condition)
            unwanted = found[0][0].condition.opposite()
            is_any = isinstance(unwanted, NumberIs) and unwanted.asks_for_any
            self.is_forbidden = self.count == 1 and is_any

    def _tell(self, state: State, condition: Condition) -> None:
        """When time brings it, or how many hours."""
        if isinstance(condition, LedgerMet):
            self.is_hours = True
            self.words = _hours(state, condition)
            checks = state.ledger_checks(condition.ledger)
            if any(verdict is None for *_, verdict in checks):
                self.untold = state.rules.questions[condition.entries].label
            self.mends = state.rules.round_over or state.rules.ledgers[condition.ledger].mends
        when = day_met(condition, state)
        self.day, self.at_latest = when["day"], when["day_at_latest"]
        self.late = self.day is not None and condition.day(state, None)[0] > state.reference[1]


def _reasons(state: State, part: Condition, clause: str) -> list[shapes.Reason]:
    """Why a part of a clause is not met; the clause's own words where the part is all of it."""
    is_whole = state.rules.conditions.get(clause) is part
    found = (part.clause_reasons if is_whole else part.reasons)(state, None, clause)
    return found[:MOST_NAMED]


def _hours(state: State, condition: LedgerMet) -> str:
    """«2031 年乐理 4 学时»; of many the greatest."""
    short = [f"{what} {hours}" for what, hours in state.shortfalls(condition.ledger)]
    if len(short) <= MOST_NAMED:
        return "、".join(short)
    hours = [hours for *_, hours in shortfalls(state.ledger(condition.ledger))]
    return f"{short[hours.index(max(hours))]}等 {len(short)} 处"


def missing(state: State, route: Route) -> list[Missing] | None:
    """What a route lacks, in the order of the document; None where no answer can bring it."""
    found = []
    for step in Openings(state).steps(route.condition, route.id):
        ways = cheapest(step.ways)
        if not ways:
            return None
        if ways[0]:
            found.append(Missing(state, step, ways))
    return found
