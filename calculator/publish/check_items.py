"""The self-check of things to bring: by kind, what to check before handing in, forms to print."""

from collections.abc import Mapping

from calculator.core.advice.asking import loose_conditions
from calculator.core.rules import Rules
from calculator.loading.types.document import Clause
from calculator.publish.check_frame import frame, need_point, point
from calculator.publish.checks import Check
from calculator.publish.clauses import form_view, note_views
from calculator.publish.duties import item_groups
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View


def items_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The view of the page."""
    whole = frame(desk, check, data)
    checks = _checks(desk, desk.book.edition.compiled, whole.asked)
    taken = {one.id for entry in checks for one in entry.asked}
    whole.asked = tuple(one for one in whole.asked if one.id not in taken)
    root = desk.book.points_root
    return View(
        "check_items.md.j2",
        evidence_word=desk.evidence_word,
        frame=whole,
        groups=_groups(desk),
        checks=checks,
        forms=_forms(desk),
        points=desk.to_points(root) if root else None,
    )


def _groups(desk: Desk) -> tuple[tuple[str, tuple[View, ...]], ...]:
    groups = item_groups(desk)
    found: dict[str, list[View]] = {group: [] for group in groups}
    for clause in desk.book.edition.clauses.values():
        if clause.item:
            note = "视情况" if clause.item.when else "所有人都要"
            found[clause.item.group].append(point(desk, clause, note, clause.item.title))
    return tuple((groups[group], tuple(items)) for group, items in found.items() if items)


def _checks(desk: Desk, rules: Rules, asked: tuple[View, ...]) -> tuple[View, ...]:
    """What to check before handing in, with the questions that only it asks; `years` are those of
    which the public holidays are known, for a term of working days.
    """
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
            View(
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


def _forms(desk: Desk) -> tuple[View, ...]:
    return tuple(
        View(
            id=clause.id,
            form=form_view(desk, clause.form, clause.id),
            clause=desk.cited(clause.id),
        )
        for clause in desk.book.edition.clauses.values()
        if clause.form
    )
