"""Where things stand on the site: the path of every page, and how one page leads to another."""

from __future__ import annotations

import functools
import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from calculator.core.words import NAMES

if TYPE_CHECKING:  # only named: a build that reads no policy does not load what would read it
    from calculator.publish.book import Book

HOME: Final = "index.md"

# Page ids of an edition that are made by themselves; documents and topic pages may not take them.
CALCULATOR: Final = "calculator"
FULL: Final = "full"
GLOSSARY: Final = "glossary"
GAPS: Final = "gaps"
SOURCES: Final = "sources"
EXAMPLES: Final = "examples"
ROUTES_CHECK: Final = "routes-check"
HOURS: Final = "hours"
CHECKLIST: Final = "checklist"
ADVICE: Final = "advice"
SLIP: Final = "slip"
BATCH: Final = "batch"
CHANGES: Final = "changes"
INDEX: Final = "index"

FULL_TITLE: Final = "全部条款"
POINTS_TITLE: Final = NAMES["score"]
# The self-checks by their kinds: page and title.
CHECKS: Final = {
    "routes": (ROUTES_CHECK, "申请资格自查"),
    "hours": (HOURS, "学时自查"),
    "checklist": (CHECKLIST, "材料清单自查"),
}


@dataclass(frozen=True)
class Spot:
    """A place to lead to: a page (path relative to the site's root) and an anchor, or none."""

    path: str
    anchor: str = ""

    def seen_from(self, page: str) -> str:
        """The link to write on `page`, relative, so that the site works in any folder."""
        anchor = f"#{self.anchor}" if self.anchor else ""
        if anchor and self.path == page:
            return anchor
        return _way(posixpath.dirname(page), self.path) + anchor


@functools.lru_cache(maxsize=4096)
def _way(folder: str, path: str) -> str:
    return posixpath.relpath(path, folder or ".")


# On a page written by hand: how to say that something on the site is wrong.
REPORT: Final = Spot("about.md", "report")


def page_path(book: Book, page_id: str) -> str:
    """The path of a page of the edition."""
    return f"{book.folder}/{page_id}.md"


def clause_spot(book: Book, clause_id: str) -> Spot:
    """Where a clause stands in its document."""
    return Spot(page_path(book, book.edition.document_of(clause_id).id), clause_id)


def calculator_spot(book: Book, clause_id: str = "") -> Spot:
    """The calculator, or a row of it."""
    return Spot(page_path(book, CALCULATOR), clause_id)


def result_page(book: Book) -> str | None:
    """The folder of the page that holds the whole result of somebody, from the site's root."""
    if book.edition.routes:
        return f"{book.folder}/{ROUTES_CHECK}"
    return None if book.points_root is None else f"{book.folder}/{CALCULATOR}"


def check_spot(book: Book, kind: str) -> Spot:
    """A self-check of the edition."""
    return Spot(page_path(book, CHECKS[kind][0]))


def reading_spot(book: Book, reading_id: str) -> Spot:
    """A gap or reading on the page that lists them all."""
    return Spot(page_path(book, GAPS), reading_id)


def find(book: Book, target: str) -> Spot | None:
    """What a cross-reference of the policy leads to: `clause`, `question`, `reading`, `page:id`."""
    if target.startswith("page:"):
        return Spot(page_path(book, target.removeprefix("page:")))
    if target in book.edition.clauses:
        return clause_spot(book, target)
    if any(reading.id == target for reading in book.edition.readings):
        return reading_spot(book, target)
    if target in book.documents:
        return Spot(page_path(book, target))
    if any(question.id == target for question in book.edition.questions):
        return calculator_spot(book)
    return None
