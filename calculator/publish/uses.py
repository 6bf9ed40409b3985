"""Which point rows rest on which clauses and figures, directly or through other clauses.

Links between a clause and the calculator come from here, so they cannot be forgotten: a rule that
begins to use a clause makes its link appear on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from calculator.loading import Edition


@dataclass(frozen=True)
class Uses:
    """`rows`: clause -> rows that rest on it. `figures`: figure -> rows that it decides.

    `needs`: clause -> clauses that its own rule names. All stand in the order of the documents.
    """

    rows: Mapping[str, tuple[str, ...]]
    figures: Mapping[str, tuple[str, ...]]
    needs: Mapping[str, tuple[str, ...]]


def uses_of(edition: Edition) -> Uses:
    """Follow an edition's references up to the rows of its points table."""
    rows = {clause: _rows(edition, [clause]) for clause in edition.clauses}
    return Uses(
        rows={clause: tuple(r for r in found if r != clause) for clause, found in rows.items()},
        figures={key: _rows(edition, users) for key, users in edition.figure_uses.items()},
        needs=_needs(edition),
    )


def _rows(edition: Edition, start: Iterable[str]) -> tuple[str, ...]:
    """The clauses with points among `start`, their users, the users of those, and so on."""
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        clause = waiting.pop()
        if clause in edition.clauses and clause not in found:
            found.add(clause)
            waiting.extend(edition.clause_uses.get(clause, ()))
    return tuple(c for c in edition.clauses if c in found and edition.clauses[c].points)


def _needs(edition: Edition) -> dict[str, tuple[str, ...]]:
    needs: dict[str, list[str]] = {}
    for clause in edition.clauses:
        for user in edition.clause_uses.get(clause, ()):
            if user != clause:
                needs.setdefault(user, []).append(clause)
    return {user: tuple(clauses) for user, clauses in needs.items()}
