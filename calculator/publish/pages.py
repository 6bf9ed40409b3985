"""All pages of all policies: a pure function from editions to Markdown files.

The files are plain Markdown with front matter, so another site generator can take them too.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from calculator.core.words import STATUS
from calculator.loading import Edition
from calculator.loading.types.site import Page
from calculator.publish import places, render
from calculator.publish.book import Book, walk
from calculator.publish.bundle import PageAssets
from calculator.publish.changes import changes_view
from calculator.publish.check_frame import check_view
from calculator.publish.check_views import check_view_of
from calculator.publish.checks import Check, checks_of
from calculator.publish.clauses import document_head, document_section
from calculator.publish.contents import CHANGES, current_of, entries, next_of, previous_of
from calculator.publish.home import home_view, policies_view
from calculator.publish.look_up import cases_view, readings_view, sources_view, terms_view
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View
from calculator.publish.topic import clause_tree, topic_anchors, topic_views

# Those who list pages want a lead as plain text.
_MARKUP = re.compile(r"<[^>]*>|\{[^}]*\}|\]\([^)]*\)|[\[\]\\*]")
# Pages that show one thing: their lead, and their views.
LOOK_UP: Mapping[str, tuple[str, Callable[[Desk], list[View]]]] = {
    places.EXAMPLES: (
        "下列算例均为虚构，用来说明规则怎样计算；同样的算例也用来检验计算程序。",
        lambda desk: [cases_view(desk, level=2), check_view(desk)],
    ),
    places.GLOSSARY: (
        "原文和本站的用语，见于哪一条；原文没有定义的，本站不另作定义。",
        lambda desk: [terms_view(desk)],
    ),
    places.GAPS: (
        (
            "原文缺失、前后不一致、可以有不同理解的地方，都列在这里："
            "原文怎样写，可能怎样理解，本站采用哪一种，理由是什么。"
        ),
        lambda desk: [readings_view(desk)],
    ),
    places.SOURCES: ("", lambda desk: [sources_view(desk)]),
}
NO_ASSETS = PageAssets(scripts=(), styles=(), data={})


def pages(
    editions: Sequence[Edition],
    assets: Mapping[tuple[str, str], Mapping[str, PageAssets]] | None = None,
) -> dict[str, str]:
    """Every generated page: path -> Markdown with front matter.

    `assets` says, by policy and edition, then by page, what each calculator loads; without it the
    calculators' pages are printed tables. The home of the only policy is the home of the site.
    """
    books = [Book(edition) for edition in editions]
    current = {book.edition.policy.id: current_of(books, book) for book in books}
    written: dict[str, str] = {}
    for book in books:
        policy = book.edition.policy
        given = (assets or {}).get((policy.id, policy.edition), {})
        written.update(_Writer(book, current[policy.id], given, books).all_pages())
    todays = list(current.values())
    if len(todays) == 1:
        written[places.HOME] = _Writer(todays[0], todays[0], {}, books).home(places.HOME)
    else:
        meta = {"hide": ["navigation", "toc"]}
        written[places.HOME] = render.page(meta, "", "", [policies_view(todays)])
    written.update(_door(book) for book in todays)
    return written


def _door(book: Book) -> tuple[str, str]:
    """The address of a policy that stays the same from year to year: it leads to today's home."""
    policy = book.edition.policy
    meta: dict[str, Any] = {
        "title": policy.title,
        "search": {"exclude": True},
        "hide": ["navigation", "toc"],
        "leads_to": f"{policy.id}/{policy.edition}/",
    }
    link = f"[{plain(policy.title)}]({policy.edition}/index.md)"
    return f"{policy.id}/index.md", render.page(meta, plain(policy.title), link, [])


class _Writer:
    """Writes the pages of one edition."""

    def __init__(
        self,
        book: Book,
        current: Book,
        assets: Mapping[str, PageAssets],
        books: Sequence[Book],
    ) -> None:
        self.book = book
        self.before = previous_of(books, book)
        self.after = next_of(books, book)
        self.current = None if current is book else current
        self.assets = assets

    def all_pages(self) -> dict[str, str]:
        book, edition = self.book, self.book.edition
        written = {places.page_path(book, places.INDEX): self.home()}
        for topic in edition.pages:
            written[places.page_path(book, topic.id)] = self.topic(topic)
        for document in edition.documents:
            written[places.page_path(book, document.id)] = self.document(document.id)
        for check in checks_of(edition.rules):
            written[places.page_path(book, check.page)] = self.check(check)
        for entry in entries(book):
            if entry.id in LOOK_UP:
                lead, show = LOOK_UP[entry.id]
                page = self._page(entry.id, lead, show(self._desk(entry.id)))
                written[places.page_path(book, entry.id)] = page
        written[places.page_path(book, places.FULL)] = self.full()
        if self.before:
            written[places.page_path(book, places.CHANGES)] = self.changes(self.before)
        return written

    def home(self, path: str = "") -> str:
        path = path or places.page_path(self.book, places.INDEX)
        meta: dict[str, Any] = {
            "hide": ["navigation", "toc"],
            "title": self.book.edition.policy.title,
            "description": self.book.edition.plain(self.book.edition.policy.summary),
        }
        if path != places.HOME and self.current is None:
            meta["search"] = {"exclude": True}
        view = home_view(self._desk(path), self.before)
        return self._page(path, "", [view], meta, "")

    def changes(self, before: Book) -> str:
        desk = self._desk(places.CHANGES)
        policy = before.edition.policy
        lead = f"与“{policy.short}”相比，条款、数值和规则有哪些变化，结果因此怎样变化。"
        meta = {"title": CHANGES.title, "search": {"exclude": True}}
        title = f"与上一版（{policy.edition}）相比的变化"
        return self._page(places.CHANGES, lead, [changes_view(desk, before)], meta, title)

    def topic(self, topic: Page) -> str:
        desk = self._desk(topic.id, anchors=topic_anchors(self.book, topic))
        lead, title = desk.text(topic.lead), desk.label(topic.title)
        return self._page(topic.id, lead, topic_views(desk, topic), title=title)

    def document(self, document_id: str) -> str:
        document = self.book.documents[document_id]
        desk = self._desk(document_id, anchors=frozenset(c.id for c in walk(document.clauses)))
        title, lead, origin = document_head(desk, document_id)
        clauses = [view for clause in document.clauses for view in clause_tree(desk, clause, 2)]
        return self._page(document_id, lead, [origin, *clauses], title=title)

    def full(self) -> str:
        desk = self._desk(places.FULL, anchors=frozenset(self.book.edition.clauses))
        views: list[View] = []
        for document in self.book.edition.documents:
            views.append(document_section(desk, document.id))
            for clause in document.clauses:
                views.extend(clause_tree(desk, clause, 3))
        lead = (
            "各份文件的条款合在一页，都是本站的转述，不是正式文本。"
            "可以用浏览器自带的查找（Ctrl+F 或“在页面中查找”）。"
        )
        return self._page(places.FULL, lead, views, {"search": {"exclude": True}})

    def check(self, check: Check) -> str:
        anchors = self.book.counted if check.kind == "points" else frozenset[str]()
        desk = self._desk(check.page, anchors=anchors, links_figures=False)
        assets = self.assets.get(check.page, NO_ASSETS)
        view = check_view_of(desk, check, assets.data)
        # What it loads, and all the width for it.
        loaded = {"scripts": list(assets.scripts), "styles": list(assets.styles)}
        meta = {"search": {"exclude": True}, "hide": ["navigation", "toc"], **loaded}
        return self._page(check.page, check.lead, [view], meta)

    def _desk(
        self, page: str, *, anchors: frozenset[str] = frozenset(), links_figures: bool = True
    ) -> Desk:
        path = page if page.endswith(".md") else places.page_path(self.book, page)
        return Desk(self.book, path, anchors, links_figures, self.current)

    def _page(
        self,
        page: str,
        lead: str,
        views: list[View],
        meta: dict[str, Any] | None = None,
        title: str | None = None,
    ) -> str:
        """A page; without a title of its own it is called what the navigation calls it."""
        known = {entry.id: entry.title for entry in entries(self.book)}.get(page, "")
        own = {"title": known, "edition": self._edition_meta(page)}
        if lead:
            own["description"] = _MARKUP.sub("", lead)
        return render.page(own | (meta or {}), known if title is None else title, lead, views)

    def _edition_meta(self, page: str) -> dict[str, str]:
        """What the bar above every page says; `current` leads from an old edition to today's."""
        edition = self.book.edition
        said = {
            "short": str(edition.policy.short),
            "status": str(edition.policy.status),
            "status_label": edition.index.own(STATUS[edition.policy.status]),
        }
        if self.current:
            known = {entry.id for entry in entries(self.current)}
            target = page if page in known else places.INDEX
            said["current"] = _address(places.page_path(self.current, target))
            said["current_label"] = f"查看现行版本：{self.current.edition.policy.short}"
            if self.after and self.after.edition.policy.status != "draft":
                said["changes"] = _address(places.page_path(self.after, places.CHANGES))
                said["changes_label"] = f"{self.after.edition.policy.edition} 版的变化"
        return said


def _address(path: str) -> str:
    """The address of a page, relative to the site's root."""
    folder = path.removesuffix(".md")
    return folder.removesuffix(places.INDEX) if folder.endswith("/index") else f"{folder}/"
