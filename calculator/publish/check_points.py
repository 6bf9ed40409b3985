"""Clauses as the self-checks list them: an id for the script, words, the way to the document."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.loading.types import Clause
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk, plain


@dataclass(frozen=True)
class Point:
    """Something that a script will say a verdict about: an id, its words, its clause."""

    id: str
    title: str
    text: str
    clause: Link
    note: str = ""


def need_point(desk: Desk, clause_id: str) -> Point:
    """A clause as a condition, by its title."""
    clause = desk.book.edition.clauses[clause_id]
    return point(desk, clause, "", clause.condition.title if clause.condition else None)


def point(desk: Desk, clause: Clause, note: str, title: str | None = None) -> Point:
    """A clause with its words; `note` stands beside its title."""
    return Point(
        id=clause.id,
        title=desk.label(title or clause.title, clause.id) or plain(clause.id),
        text=desk.text(clause.text, clause.id),
        clause=clause_link(desk, clause),
        note=note,
    )


def named_link(desk: Desk, clause: Clause) -> Link:
    """A clause by its document's name and its number, for lists that leave the page on paper."""
    link = clause_link(desk, clause)
    document = desk.book.documents[desk.book.edition.index.document_of[clause.id]]
    name = plain(document.short or document.title)
    if name.startswith(link.text):
        return Link(name, link.href)
    return Link(f"{name} {link.text}", link.href)


def clause_link(desk: Desk, clause: Clause) -> Link:
    """A clause by its printed number, or its name where it has none."""
    text = plain(clause.number) if clause.number else plain(desk.book.name_of(clause.id))
    return Link(text, desk.clause_href(clause.id))
