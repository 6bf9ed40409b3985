"""What the search knows of every clause: its place, its words, and the everyday words for it."""

from collections.abc import Iterator, Sequence

from calculator.core.words import STATUS
from calculator.loading.types.document import Clause
from calculator.publish import places
from calculator.publish.book import Book, walk
from calculator.publish.checks import checks_of
from calculator.publish.contents import current_of
from calculator.publish.search import SearchEntry


def search_entries(book: Book) -> Iterator[SearchEntry]:
    """One entry a clause, at its place in its document, one a reading, one a tool."""
    asked = _words_of_questions(book)
    for document in book.edition.documents:
        address = places.page_path(book, document.id).removesuffix(".md") + "/"
        for clause in walk(document.clauses):
            words = [*clause.words, *asked.get(clause.id, ())]
            yield SearchEntry(
                location=f"{address}#{clause.id}",
                title=book.name_of(clause.id),
                text=_text(book, clause),
                words=tuple(dict.fromkeys(book.edition.plain(word, clause.id) for word in words)),
            )
    for reading in book.edition.readings:
        spot = places.reading_spot(book, reading.id)
        location = f"{spot.path.removesuffix('.md')}/#{spot.anchor}"
        yield SearchEntry(location, book.edition.plain(reading.title), "", kind="reading")
    for check in checks_of(book.edition.rules):
        address = places.page_path(book, check.page).removesuffix(".md") + "/"
        yield SearchEntry(address, check.title, "", check.words, kind="tool")


def archived(books: Sequence[Book]) -> dict[str, str]:
    """Where the pages of old editions begin, and the label of their results."""
    return {
        f"{book.folder}/": f"{book.edition.policy.short}，{status}"
        for book in books
        if current_of(books, book) is not book
        for status in [book.edition.index.own(STATUS[_standing(book)])]
    }


def _standing(book: Book) -> str:
    """What an edition that is not today's is, whatever its own file still says."""
    return "draft" if book.edition.policy.status == "draft" else "superseded"


def _text(book: Book, clause: Clause) -> str:
    parts = [clause.text, *clause.evidence, *clause.suggested, *clause.notes]
    return "\n".join(book.edition.plain(part, clause.id) for part in parts if part)


def _words_of_questions(book: Book) -> dict[str, list[str]]:
    """Everyday words of a question also lead to the clause that it comes from."""
    found: dict[str, list[str]] = {}
    for question in book.edition.questions:
        if question.clause:
            found.setdefault(question.clause, []).extend(question.words)
    return found
