"""The site search: its scripts, its place in a page, its everyday words.

The theme starts any worker that its page configuration names and speaks one small protocol with
it. Ours replaces the built-in one, which cuts Chinese into words and misses common terms. The
index stays the one that the theme's search plugin writes; `complete_index` adds what it lacks, and
`search_entries` says what that is: the place of every clause, its words, the everyday words for it.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.core.words import STATUS
from calculator.errors import CalculatorError
from calculator.publish import places
from calculator.publish.book import Book, walk
from calculator.publish.checks import checks_of
from calculator.publish.contents import current_of
from calculator.publish.site_files import WEB, Script, joined

WORKER_PARTS = ("text_match.js", "search_sections.js", "search_results.js", "search.js")
PAGE_PARTS = ("text_match.js", "highlight.js", "search_notice.js")

INDEX_PATH = "search/search_index.json"
"""Where the search plugin writes its index, relative to the site."""

MANUALS = ("maintain/", "maintain-keys/", "hosting/", "licences/")
"""Addresses of pages for those who run the site."""

_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*?)(</script>)', re.DOTALL)
_THEME_FOLDER = "assets/javascripts/workers/"


class SearchError(CalculatorError):
    """The built site does not look as the search needs it."""


@dataclass(frozen=True)
class SearchEntry:
    """A section that the search is to know more of than the page's headings tell.

    `location` names it as the index does: the page's address relative to the site's root, then
    `#` and the anchor; the page alone for what stands before its second heading. `title` and
    `text` (plain text) serve only where the plugin has no section of its own, because the anchor
    is no heading. `words`: everyday words that lead here, for instance ("工龄",).

    `kind`: "tool" for a page that one does something with (it need not be in the index, and comes
    first where its title or words are what is asked), "reading" for a remark on other sections.
    """

    location: str
    title: str
    text: str
    words: tuple[str, ...] = ()
    kind: str = ""


def worker_script(web: Path = WEB) -> Script:
    """The search worker: a classic script in one file, to be named by `use_worker`."""
    return joined("assets/search/search-worker", "js", WORKER_PARTS, web)


def page_script() -> Script:
    """What every page loads beside the theme's own script, as `type="module"`.

    It marks the searched words on the page (`?h=`) and shows the worker's notices.
    """
    return joined("assets/search/search-page", "js", PAGE_PARTS)


def use_worker(page: str, worker_path: str) -> str:
    """Make a rendered page (HTML) start the worker at `worker_path` (relative to the site's root).

    The way to the root is taken from the address that stands there, so it fits pages of any
    depth and the 404 page. Raises `SearchError` if the page does not name the theme's worker:
    silence would bring back a search that misses Chinese terms.
    """
    match = _CONFIG.search(page)
    if match is None:
        raise SearchError("the page has no theme configuration (script#__config) to name a worker")
    config: dict[str, Any] = json.loads(match[2])
    root, folder, _ = str(config.get("search", "")).partition(_THEME_FOLDER)
    if not folder:
        raise SearchError(f"the theme's search worker is not under {_THEME_FOLDER}: {config}")
    config["search"] = root + worker_path
    return page[: match.start(2)] + _json_in_html(config) + page[match.end(2) :]


def complete_index(
    index: str,
    entries: Iterable[SearchEntry],
    archived: Mapping[str, str] | None = None,
    manuals: Iterable[str] = (),
) -> str:
    """Complete the index (JSON text) that the search plugin wrote; returns the text to write back.

    Each entry gives its everyday words to the section at its location; where there is none, it
    becomes a section of its page. Raises `SearchError` listing all entries whose page is not in
    the index, for instance because its front matter excludes it.

    `archived`: for old editions, the start of their addresses and the label to show beside their
    results, for instance {"a/2023/": "2023 年版，已被取代"}. They stay out of the default search.
    `manuals`: addresses of pages for those who run the site; they come after everything else.
    """
    data: dict[str, Any] = json.loads(index)
    pages = _by_page(data["docs"])
    entries = tuple(entries)
    for entry in entries:
        if entry.kind == "tool":
            pages.setdefault(entry.location, {})
    if lost := sorted({e.location for e in entries if _page_of(e.location) not in pages}):
        raise SearchError("the search index does not hold the pages of: " + ", ".join(lost))
    for entry in entries:
        _add(entry, pages[_page_of(entry.location)])
    for address in manuals:
        for doc in pages.get(address, {}).values():
            doc["kind"] = "manual"
    docs = [doc for page in pages.values() for doc in page.values()]
    for start, label in (archived or {}).items():
        for doc in docs:
            if doc["location"].startswith(start):
                doc["archived"] = label
    return json.dumps({**data, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def _page_of(location: str) -> str:
    return location.partition("#")[0]


def _by_page(docs: Iterable[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """The sections of each page by location, in the order of the index: the theme needs it."""
    pages: dict[str, dict[str, dict[str, Any]]] = {}
    for doc in docs:
        pages.setdefault(_page_of(doc["location"]), {})[doc["location"]] = doc
    return pages


def _add(entry: SearchEntry, sections: dict[str, dict[str, Any]]) -> None:
    own = {
        "location": entry.location,
        "title": html.escape(entry.title, quote=False),
        "text": html.escape(entry.text, quote=False),
    }
    section = sections.setdefault(entry.location, own)
    if words := list(dict.fromkeys([*section.get("words", ()), *entry.words])):
        section["words"] = words
    if entry.kind:
        section["kind"] = entry.kind


def _json_in_html(value: object) -> str:
    """JSON that an HTML parser cannot mistake for markup."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def search_entries(book: Book) -> Iterator[SearchEntry]:
    """One entry a clause, at its place in its document, one a reading, one a tool."""
    # Everyday words of a question also lead to the clause that it comes from.
    asked: dict[str, list[str]] = {}
    for question in book.edition.questions:
        if question.clause:
            asked.setdefault(question.clause, []).extend(question.words)
    for document in book.edition.documents:
        address = places.page_path(book, document.id).removesuffix(".md") + "/"
        for clause in walk(document.clauses):
            words = [*clause.words, *asked.get(clause.id, ())]
            parts = [clause.text, *clause.evidence, *clause.suggested, *clause.notes]
            yield SearchEntry(
                location=f"{address}#{clause.id}",
                title=book.name_of(clause.id),
                text="\n".join(book.edition.plain(part, clause.id) for part in parts if part),
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
        # Whatever its own file still says.
        for standing in ["draft" if book.edition.policy.status == "draft" else "superseded"]
        for status in [book.edition.index.own(STATUS[standing])]
    }
