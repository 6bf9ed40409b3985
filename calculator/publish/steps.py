"""Procedures as numbered steps: who does what, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from calculator.loading.types.document import Clause
from calculator.loading.types.site import Procedure
from calculator.publish.clauses import ClauseView, Link, clause_view
from calculator.publish.prose import Desk
from calculator.publish.stems import StemView, stem_views


@dataclass(frozen=True)
class StepView:
    """A step: the clause that says it, and the steps inside it."""

    clause: ClauseView
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class StepsView:
    """A procedure of one actor."""

    TEMPLATE: ClassVar[str] = "steps.md.j2"

    title: str
    anchor: str
    actor: str
    lead: str
    source: Link
    stems: tuple[StemView, ...]
    steps: tuple[StepView, ...]


def steps_view(desk: Desk, wanted: tuple[str, ...]) -> list[Any]:
    """The procedures that are named, or all."""
    return [
        _procedure(desk, procedure, desk.book.edition.clauses[procedure.clause].children)
        for procedure in desk.book.edition.procedures
        if not wanted or procedure.id in wanted
    ]


def _procedure(desk: Desk, procedure: Procedure, steps: tuple[Clause, ...]) -> StepsView:
    return StepsView(
        title=desk.label(procedure.title),
        anchor=procedure.id,
        actor=desk.label(procedure.actor),
        lead=desk.text(procedure.lead, procedure.clause),
        source=Link(desk.name(procedure.clause), desk.clause_href(procedure.clause)),
        stems=stem_views(desk, steps),
        steps=_steps(desk, steps, 3),
    )


def _steps(desk: Desk, clauses: tuple[Clause, ...], level: int) -> tuple[StepView, ...]:
    return tuple(
        StepView(
            clause_view(desk, clause, level, searchable=False),
            _steps(desk, clause.children, level + 1),
        )
        for clause in clauses
    )
