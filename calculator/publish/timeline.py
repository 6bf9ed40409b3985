"""The round in time: its moments, in the order of the policy, and where a day is lost."""

from calculator.publish import places
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk
from calculator.publish.render import View


def timeline_view(desk: Desk) -> View:
    """The timeline of the edition; `gap` leads to what the source leaves open about a moment."""
    return View(
        "timeline.md.j2",
        moments=tuple(
            View(
                title=desk.text(entry.title, entry.clause),
                when=desk.text(entry.when, entry.clause),
                clause=_clause(desk, entry.clause),
                gap=_gap(desk, entry.gap),
            )
            for entry in desk.book.edition.timeline
        ),
    )


def _clause(desk: Desk, clause_id: str | None) -> Link | None:
    if clause_id is None:
        return None
    return Link(desk.cite(clause_id), desk.clause_href(clause_id))


def _gap(desk: Desk, reading_id: str | None) -> Link | None:
    for reading in desk.book.edition.readings:
        if reading.id == reading_id:
            href = desk.href(places.reading_spot(desk.book, reading.id))
            return Link(desk.label(reading.title), href)
    return None
