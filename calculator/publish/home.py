"""The home of an edition: what it is, what people come for, the round, what stays open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from calculator.publish import places
from calculator.publish.book import STATUS_LABELS, Book
from calculator.publish.clauses import Link
from calculator.publish.places import Spot
from calculator.publish.prose import Desk, plain
from calculator.publish.timeline import TimelineView, timeline_view


@dataclass(frozen=True)
class Card:
    """A thing that people come for."""

    title: str
    text: str
    link: Link
    check: Link | None = None


@dataclass(frozen=True)
class Hero:
    """The head of the home page."""

    title: str
    status: str
    status_label: str
    status_note: str
    body: str
    summary: str


@dataclass(frozen=True)
class HomeView:
    """All of an edition's home page below its title."""

    TEMPLATE: ClassVar[str] = "home.md.j2"

    hero: Hero
    cards: tuple[Card, ...]
    timeline: TimelineView | None
    gaps: tuple[Link, ...]
    gaps_more: str
    topics: tuple[tuple[str, tuple[Link, ...]], ...]
    documents: tuple[tuple[Link, str], ...]
    changes: Link | None
    full: str


@dataclass(frozen=True)
class PoliciesView:
    """The home of a site with several policies."""

    TEMPLATE: ClassVar[str] = "policies.md.j2"

    policies: tuple[tuple[Link, str, str], ...]


@dataclass(frozen=True)
class _Asked:
    """A question of visitors: the sections that answer it, and the self-check beside them."""

    shows: tuple[str, ...]
    title: str
    text: str
    action: str
    kind: str
    check: str


# What people come for, in words that fit every policy: the kind of section that answers it.
_ASKED = (
    _Asked(
        ("routes",),
        "我能不能报",
        "看清有哪几条申报途径，每条途径要满足哪些条件。",
        "看申报条件",
        "routes",
        "逐条自查",
    ),
    _Asked(
        ("procedure", "checklist"),
        "怎样报、交什么",
        "按步骤办理，对照清单准备材料。",
        "看办理步骤",
        "checklist",
        "列出我的清单",
    ),
)


def home_view(desk: Desk, before: Book | None = None) -> HomeView:
    """The home page as seen from `desk`; `before` is the edition before."""
    policy = desk.book.edition.policy
    return HomeView(
        hero=Hero(
            title=plain(policy.title),
            status=policy.status,
            status_label=STATUS_LABELS[policy.status],
            status_note=desk.text(policy.status_note),
            body=plain(policy.body),
            summary=desk.text(policy.summary),
        ),
        cards=_cards(desk),
        timeline=timeline_view(desk) if desk.book.edition.timeline else None,
        gaps=_gaps(desk),
        gaps_more=desk.href(Spot(places.page_path(desk.book, places.GAPS))),
        topics=_topics(desk),
        documents=tuple(
            (
                Link(
                    plain(document.title),
                    desk.href(Spot(places.page_path(desk.book, document.id))),
                ),
                plain(document.number or ""),
            )
            for document in desk.book.edition.documents
        ),
        changes=_changes(desk, before) if before else None,
        full=desk.href(Spot(places.page_path(desk.book, places.FULL))),
    )


def _changes(desk: Desk, before: Book) -> Link:
    spot = Spot(places.page_path(desk.book, places.CHANGES))
    return Link(f"和上一版（{before.edition.policy.edition}）比，改了什么", desk.href(spot))


def _cards(desk: Desk) -> tuple[Card, ...]:
    cards = []
    kinds = {kind for found in desk.book.uses.checks.values() for kind in found}
    for asked in _ASKED:
        spot = _answering(desk.book, asked.shows)
        if spot:
            check = Link(asked.check, desk.href(places.check_spot(desk.book, asked.kind)))
            action = Link(asked.action, desk.href(spot))
            cards.append(
                Card(asked.title, asked.text, action, check if asked.kind in kinds else None)
            )
    root = desk.book.points_root
    if root:
        cards.append(
            Card(
                "能得多少分",
                f"照着评分表填，当场算出{desk.label(root.title, root.id)}，逐行说明依据。",
                Link("开始自查", desk.href(places.calculator_spot(desk.book))),
            )
        )
    return tuple(cards)


def _answering(book: Book, shows: tuple[str, ...]) -> Spot | None:
    """The first topic page that shows one of these."""
    for show in shows:
        for page in book.edition.pages:
            if any(section.show == show for section in page.sections):
                return Spot(places.page_path(book, page.id))
    return None


def _gaps(desk: Desk) -> tuple[Link, ...]:
    return tuple(
        Link(desk.label(reading.title), desk.href(places.reading_spot(desk.book, reading.id)))
        for reading in desk.book.edition.readings
        if reading.kind == "gap"
    )


def _topics(desk: Desk) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    groups: dict[str, list[Link]] = {}
    for page in desk.book.edition.pages:
        spot = Spot(places.page_path(desk.book, page.id))
        link = Link(desk.label(page.title), desk.href(spot))
        groups.setdefault(desk.label(page.nav) or "办事指南", []).append(link)
    return tuple((title, tuple(links)) for title, links in groups.items())


def policies_view(books: list[Book]) -> PoliciesView:
    """The policies of the site, each leading to its current edition."""
    return PoliciesView(
        tuple(
            (
                Link(
                    plain(book.edition.policy.title),
                    Spot(places.page_path(book, places.INDEX)).seen_from(places.HOME),
                ),
                STATUS_LABELS[book.edition.policy.status],
                Desk(book, places.HOME).text(book.edition.policy.summary),
            )
            for book in books
        )
    )
