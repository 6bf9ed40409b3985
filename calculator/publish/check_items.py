"""The self-check of things to bring: by kind, what to check before handing in, forms to print."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from calculator.core.advice.asking import loose_conditions
from calculator.core.rules import Rules
from calculator.loading.types.document import Clause
from calculator.publish import places
from calculator.publish.asked import AskedView
from calculator.publish.check_frame import Frame, frame
from calculator.publish.check_points import Point, clause_link, need_point, point
from calculator.publish.checks import Check
from calculator.publish.clauses import FormView, Link, NoteView, form_view, note_views
from calculator.publish.duties import item_groups
from calculator.publish.prose import Desk, plain


@dataclass(frozen=True)
class CheckPoint:
    """Something to check before handing in, with the questions that only it asks.

    `years` are those of which the public holidays are known, for a term of working days.
    """

    point: Point
    asked: tuple[AskedView, ...]
    notes: tuple[NoteView, ...]
    is_term: bool
    years: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormCheck:
    """A form that the answers fill in."""

    id: str
    form: FormView
    clause: Link


@dataclass(frozen=True)
class ItemsCheckView:
    """Things to bring by kind, what to check before handing in, and the forms."""

    TEMPLATE: ClassVar[str] = "check_items.md.j2"

    frame: Frame
    groups: tuple[tuple[str, tuple[Point, ...]], ...]
    checks: tuple[CheckPoint, ...]
    forms: tuple[FormCheck, ...]
    points: Link | None
    evidence_word: str


def items_view(desk: Desk, check: Check, data: Mapping[str, str]) -> ItemsCheckView:
    """The view of the page."""
    whole = frame(desk, check, data)
    checks = _checks(desk, desk.book.edition.compiled, whole.asked)
    taken = {one.id for entry in checks for one in entry.asked}
    root = desk.book.points_root
    return ItemsCheckView(
        evidence_word=desk.evidence_word,
        frame=replace(whole, asked=tuple(one for one in whole.asked if one.id not in taken)),
        groups=_groups(desk),
        checks=checks,
        forms=_forms(desk),
        points=Link(desk.label(root.title, root.id), desk.href(places.calculator_spot(desk.book)))
        if root
        else None,
    )


def _groups(desk: Desk) -> tuple[tuple[str, tuple[Point, ...]], ...]:
    groups = item_groups(desk)
    found: dict[str, list[Point]] = {group: [] for group in groups}
    for clause in desk.book.edition.clauses.values():
        if clause.item:
            note = "视情况" if clause.item.when else "所有人都要"
            found[clause.item.group].append(point(desk, clause, note, clause.item.title))
    return tuple((groups[group], tuple(items)) for group, items in found.items() if items)


def _checks(desk: Desk, rules: Rules, asked: tuple[AskedView, ...]) -> tuple[CheckPoint, ...]:
    found = []
    elsewhere = {
        atom[1]
        for item in rules.checklist
        if item.condition is not None
        for atom in item.condition.reads
    }
    for clause_id in loose_conditions(rules):
        clause = desk.book.edition.clauses[clause_id]
        reads = {atom[1] for atom in rules.conditions[clause_id].reads} - elsewhere
        found.append(
            CheckPoint(
                point=need_point(desk, clause_id),
                asked=tuple(one for one in asked if one.id in reads),
                notes=note_views(desk, desk.book.readings_of.get(clause_id, ())),
                is_term=clause.term is not None,
                years=_years(desk, clause),
            )
        )
    return tuple(found)


def _years(desk: Desk, clause: Clause) -> tuple[tuple[str, str], ...]:
    if clause.term is None:
        return ()
    return tuple((plain(entry.year), plain(entry.source)) for entry in desk.book.edition.calendar)


def _forms(desk: Desk) -> tuple[FormCheck, ...]:
    return tuple(
        FormCheck(
            id=clause.id,
            form=form_view(desk, clause.form, clause.id),
            clause=clause_link(desk, clause),
        )
        for clause in desk.book.edition.clauses.values()
        if clause.form
    )
