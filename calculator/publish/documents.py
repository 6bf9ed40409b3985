"""The head of a document: its printed title, what is known of its number, issuer and day, and that
what follows is not the official text.
"""

from calculator.core.values.dates import date_words
from calculator.loading.types.document import Document
from calculator.publish.clauses import note_views
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View


def document_head(desk: Desk, document_id: str) -> tuple[str, str, View]:
    """Title, lead and origin of a document's own page."""
    document = desk.book.documents[document_id]
    return plain(document.title), _lead(desk, document), _origin(desk, document)


def document_section(desk: Desk, document_id: str) -> View:
    """The same where several documents share a page."""
    title, lead, origin = document_head(desk, document_id)
    return View(
        "document.md.j2", id=f"document-{document_id}", title=title, lead=lead, origin=origin
    )


def _origin(desk: Desk, document: Document) -> View:
    lost = [one for one in desk.book.edition.readings if str(one.id) == document.gap]
    return View(
        "origin.md.j2",
        issuer=plain(document.issuer or desk.book.edition.policy.body),
        official=desk.text(document.official),
        lost=note_views(desk, lost),
    )


def short_title(document: Document) -> str:
    """A document's name for the navigation."""
    return str(document.short or document.title)


def _lead(desk: Desk, document: Document) -> str:
    facts = [plain(fact) for fact in (document.number, document.issuer) if fact]
    if document.issued:
        facts.append(f'<span class="fig">{date_words(document.issued)}</span>')
    line = " · ".join(facts)
    summary = desk.text(document.summary)
    return f"{line}<br>{summary}" if line and summary else line or summary
