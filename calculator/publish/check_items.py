"""The self-check of things to bring: by kind, what to check before handing in, forms to print."""

from collections.abc import Mapping

from calculator.core.advice.asking import loose_conditions
from calculator.core.rules import Rules
from calculator.publish.check_frame import frame, need_point, point
from calculator.publish.checks import Check
from calculator.publish.clauses import form_view, note_views
from calculator.publish.duties import grouped
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
        groups=grouped(
            desk,
            desk.book.edition.clauses.values(),
            lambda clause, item: point(
                desk, clause, "视情况" if item.when else "都要准备", item.title
            ),
        ),
        checks=checks,
        forms=tuple(
            View(id=one.id, form=form_view(desk, one.form, one.id), clause=desk.cited(one.id))
            for one in desk.book.edition.clauses.values()
            if one.form
        ),
        points=desk.to_points(root) if root else None,
    )


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
                years=tuple(
                    (plain(entry.year), plain(entry.source))
                    for entry in desk.book.edition.calendar
                    if clause.term
                ),
            )
        )
    return tuple(found)
