"""Procedures as numbered steps: who does what, in which order."""

from __future__ import annotations

from calculator.loading.types.document import Clause
from calculator.loading.types.site import Procedure
from calculator.publish.clauses import clause_view, stem_views
from calculator.publish.prose import Desk
from calculator.publish.render import View


def steps_view(desk: Desk, wanted: tuple[str, ...]) -> list[View]:
    """The procedures that are named, or all."""
    return [
        _procedure(desk, procedure, desk.book.edition.clauses[procedure.clause].children)
        for procedure in desk.book.edition.procedures
        if not wanted or procedure.id in wanted
    ]


def _procedure(desk: Desk, procedure: Procedure, steps: tuple[Clause, ...]) -> View:
    return View(
        "steps.md.j2",
        title=desk.label(procedure.title),
        anchor=procedure.id,
        actor=desk.label(procedure.actor),
        lead=desk.text(procedure.lead, procedure.clause),
        source=desk.named(procedure.clause),
        stems=stem_views(desk, steps),
        steps=_steps(desk, steps, 3),
    )


def _steps(desk: Desk, clauses: tuple[Clause, ...], level: int) -> tuple[View, ...]:
    return tuple(
        View(
            clause=clause_view(desk, clause, level, searchable=False),
            steps=_steps(desk, clause.children, level + 1),
        )
        for clause in clauses
    )
