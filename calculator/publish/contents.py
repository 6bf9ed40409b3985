"""Which pages an edition has, what they are called, and how the site's navigation lists them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.core.words import NAMES
from calculator.editions.words import STALE, SUBJECTS
from calculator.errors import CalculatorError
from calculator.loading import Edition, key_reference
from calculator.publish import licences, places
from calculator.publish.book import Book
from calculator.publish.checks import checks_of

GUIDES = "办事指南"
TEST = NAMES["check"]
TEXTS = "条文"
LOOK_UP = "查阅"
SITE = "关于"

BY_HAND = (
    ("关于本站", "about.md"),
    ("隐私", "privacy.md"),
    ("维护手册", "maintain.md"),
    ("全部关键字", key_reference.PATH),
    ("部署", "hosting.md"),
    (licences.TITLE, licences.PATH),
)


@dataclass(frozen=True)
class Entry:
    """A page of an edition: its id, its title, the part of the navigation it belongs to."""

    id: str
    title: str
    group: str


# What stands for a policy today, the likeliest last.
_RANKS = {"draft": 0, "superseded": 1, "closed": 2, "open": 2}

CHANGES = Entry(places.CHANGES, "与上一版的变化", LOOK_UP)


def entries(book: Book) -> Iterator[Entry]:
    """The pages of an edition besides its home: those that its data give rise to, in order."""
    edition = book.edition
    for page in edition.pages:
        group = edition.plain(page.nav) if page.nav else GUIDES
        yield Entry(page.id, edition.plain(page.title), group)
    for check in checks_of(edition.rules):
        yield Entry(check.page, check.title, TEST)
    if any(case.example for case in edition.cases):
        yield Entry(places.EXAMPLES, STALE["example"], TEST)
    for document in edition.documents:
        yield Entry(document.id, str(document.short or document.title), TEXTS)
    yield Entry(places.FULL, places.FULL_TITLE, TEXTS)
    if edition.readings:
        yield Entry(places.GAPS, SUBJECTS["reading"], LOOK_UP)
    if edition.glossary:
        yield Entry(places.GLOSSARY, SUBJECTS["term"], LOOK_UP)
    if edition.sources:
        yield Entry(places.SOURCES, SUBJECTS["source"], LOOK_UP)


def current_of(books: Sequence[Book], book: Book) -> Book:
    """Today's edition of a book's policy: the last that is neither draft nor superseded."""
    same = _same_policy(books, book)
    same.sort(key=lambda b: (_RANKS[b.edition.policy.status], b.edition.policy.edition))
    return same[-1]


def without_drafts(editions: Sequence[Edition]) -> list[Edition]:
    """What may be published. Raises `CalculatorError` when that is nothing."""
    kept = [edition for edition in editions if edition.policy.status != "draft"]
    if not kept:
        raise CalculatorError(
            "只有草稿，没有可以发布的版本：核对完以后，把 policy.yml 里的 status 改成 open；"
            "核对时用 mkdocs serve 看草稿"
        )
    return kept


def previous_of(books: Sequence[Book], book: Book) -> Book | None:
    """The edition before a book's, by name."""
    before = [b for b in _same_policy(books, book) if _name(b) < _name(book)]
    return max(before, key=_name, default=None)


def next_of(books: Sequence[Book], book: Book) -> Book | None:
    """The edition after a book's, by name."""
    after = [b for b in _same_policy(books, book) if _name(b) > _name(book)]
    return min(after, key=_name, default=None)


def _same_policy(books: Sequence[Book], book: Book) -> list[Book]:
    return [b for b in books if b.edition.policy.id == book.edition.policy.id]


def _name(book: Book) -> str:
    return str(book.edition.policy.edition)


def navigation(books: Sequence[Book]) -> list[Any]:
    """The navigation for MkDocs: today's edition of each policy, then the site's own pages."""
    current = [book for book in books if current_of(books, book) is book]
    nav: list[Any] = [{"首页": places.HOME}]
    if len(current) == 1:
        nav += _sections(books, current[0])
    else:
        for book in current:
            start = {"概览": places.page_path(book, places.INDEX)}
            nav.append({book.edition.policy.short: [start, *_sections(books, book)]})
    older = [book for book in books if book not in current]
    site: list[Any] = [{title: path} for title, path in BY_HAND]
    if older:
        home = [(b.edition.policy.short, places.page_path(b, places.INDEX)) for b in older]
        site.append({"往年版本": [{title: path} for title, path in home]})
    return [*nav, {SITE: site}]


def _sections(books: Sequence[Book], book: Book) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    compared = [CHANGES] if previous_of(books, book) else []
    for entry in (*entries(book), *compared):
        path = places.page_path(book, entry.id)
        groups.setdefault(entry.group, []).append({entry.title: path})
    # A part of one page needs no list of its own.
    return [
        {group: pages if len(pages) > 1 else next(iter(pages[0].values()))}
        for group, pages in groups.items()
    ]
