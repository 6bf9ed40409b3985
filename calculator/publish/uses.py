"""What rests on which clauses and figures, directly or through other clauses.

Links between a clause and the calculators come from here, so they cannot be forgotten: a rule that
begins to use a clause makes its link appear on both sides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.core.advice.asking import loose_conditions
from calculator.loading import Edition


@dataclass(frozen=True)
class Uses:
    """What rests on what, in the order of the documents.

    `rows`: clause -> rows of points that rest on it. `figures`: figure -> rows that it decides.
    `needs`: clause -> clauses that its own rule names. `checks`: clause or figure -> kinds of
    self-checks (routes, hours, checklist) whose result it can change.
    """

    rows: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]
    checks: Mapping[str, tuple[str, ...]]


def uses_of(edition: Edition) -> Uses:
    """Follow an edition's references up to what is calculated from them."""
    clauses = {clause: _above(edition, [clause]) for clause in edition.clauses}
    figures = {key: _above(edition, users) for key, users in edition.index.figure_uses.items()}
    rows = {clause: _rows(edition, found) for clause, found in clauses.items()}
    loose = frozenset(loose_conditions(edition.compiled))
    return Uses(
        rows={clause: tuple(r for r in found if r != clause) for clause, found in rows.items()},
        figures={key: _rows(edition, found) for key, found in figures.items()},
        needs=_needs(edition),
        checks={
            key: _checks(edition, found, loose) for key, found in {**clauses, **figures}.items()
        },
    )


def _above(edition: Edition, start: Iterable[str]) -> set[str]:
    """`start`, its users, the users of those, and so on: clauses, questions and routes."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(edition.index.clause_uses.get(one, ()))
    return found


def _rows(edition: Edition, found: set[str]) -> tuple[str, ...]:
    return tuple(c for c in edition.clauses if c in found and edition.clauses[c].points)


def _checks(edition: Edition, found: set[str], loose: frozenset[str]) -> tuple[str, ...]:
    clauses = [edition.clauses[one] for one in found if one in edition.clauses]
    routes = {str(route.id) for route in edition.routes}
    kinds = {
        "routes": bool(found & routes) or (routes and any(clause.bar for clause in clauses)),
        "hours": any(clause.ledger or clause.hours or clause.weights for clause in clauses),
        "checklist": bool(found & loose)
        or any(one.item or one.form or one.term for one in clauses),
    }
    return tuple(kind for kind, used in kinds.items() if used)


def _needs(edition: Edition) -> dict[str, tuple[str, ...]]:
    needs: dict[str, list[str]] = {}
    for clause in edition.clauses:
        for user in edition.index.clause_uses.get(clause, ()):
            if user != clause:
                needs.setdefault(user, []).append(clause)
    return {user: tuple(clauses) for user, clauses in needs.items()}
