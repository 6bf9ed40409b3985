"""Clauses as the self-checks list them: an id for the script, words, the way to the document."""

from calculator.loading.types.document import Clause
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View


def need_point(desk: Desk, clause_id: str) -> View:
    """A clause as a condition, by its title."""
    clause = desk.book.edition.clauses[clause_id]
    return point(desk, clause, "", clause.condition.title if clause.condition else None)


def point(desk: Desk, clause: Clause, note: str, title: str | None = None) -> View:
    """A clause with its words; `note` stands beside its title."""
    return View(
        id=clause.id,
        title=desk.label(title or clause.title, clause.id) or plain(clause.id),
        text=desk.text(clause.text, clause.id),
        clause=clause_link(desk, clause),
        note=note,
    )


def clause_link(desk: Desk, clause: Clause) -> Link:
    """The way to a clause, by its document and its number."""
    return Link(desk.cite(clause.id), desk.clause_href(clause.id))
