"""The home of an edition: what it is, what people come for, the round, what stays open."""

from calculator.core.words import HOURS_NEEDED, NAMES, START, STATUS
from calculator.loading.types.document import Clause
from calculator.publish import places
from calculator.publish.book import Book
from calculator.publish.checks import checks_of
from calculator.publish.contents import GUIDES
from calculator.publish.look_up import timeline_view
from calculator.publish.places import Spot
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View
from calculator.publish.topic import checks_of_section

# What people come for, in words that fit every policy: the self-check that answers it, title and
# text, the sections of topic pages beside it, and what their page is called.
_ASKED: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    (
        "routes",
        "能否申请",
        "回答几个问题，逐条核对是否满足、还差什么。",
        ("routes",),
        NAMES["demands"],
    ),
    (
        "hours",
        "学时是否达到",
        "按年度填写学时，核对哪些计入、还缺多少。",
        ("ways",),
        HOURS_NEEDED,
    ),
    (
        "checklist",
        "准备哪些材料",
        "按填写的情况列出材料清单，提交前逐项核对。",
        ("checklist", "procedure"),
        "材料和步骤",
    ),
)
_SCORED = "能得多少分"
MOST_GAPS = 3


def home_view(desk: Desk, before: Book | None = None) -> View:
    """The home page as seen from `desk`; `before` is the edition before."""
    edition = desk.book.edition
    policy, cards = edition.policy, _cards(desk)
    tools = (card.tool for card in cards if card.tool)
    return View(
        "home.md.j2",
        decides=plain(policy.decides or policy.body),
        hero=View(
            title=plain(policy.title),
            status=policy.status,
            # What was said of the round while it was the newest says nothing any more.
            status_note=desk.text(None if policy.status == "superseded" else policy.status_note),
            body=plain(policy.body),
            summary=desk.text(policy.summary),
            start=next((Link(START, tool.href) for tool in tools), None),
        ),
        figures=tuple(
            (
                desk.label(one.title, one.clause),
                desk.text(one.text, one.clause),
                desk.cited(one.clause),
            )
            for one in policy.key_figures
        ),
        cards=cards,
        timeline=timeline_view(desk) if edition.timeline else None,
        gaps=[desk.to_reading(one) for one in edition.readings if one.kind == "gap"][:MOST_GAPS],
        gaps_more=desk.href(Spot(places.page_path(desk.book, places.GAPS))),
        topics=_topics(desk),
        documents=tuple(
            (desk.to_page(plain(one.title), one.id), plain(one.number or ""))
            for one in edition.documents
        ),
        many=next(
            (
                (desk.to_page(check.title, check.page), check.lead)
                for check in checks_of(desk.book.edition.rules)
                if check.of_many
            ),
            None,
        ),
        changes=desk.to_page(
            f"与上一版（{before.edition.policy.edition}）相比的变化", places.CHANGES
        )
        if before
        else None,
        full=desk.to_page(places.FULL_TITLE, places.FULL),
    )


def _cards(desk: Desk) -> tuple[View, ...]:
    book = desk.book
    kinds = {kind for found in book.uses.checks.values() for kind in found}
    cards = []
    for kind, title, text, shows, beside in _ASKED:
        spot = _answering(book, kind, shows)
        tool = desk.to_check(kind) if kind in kinds else None
        page = Link(desk.own(beside), desk.href(spot)) if spot else None
        if tool or page:
            cards.append(View(title=desk.own(title), text=desk.own(text), tool=tool, page=page))
    if book.points_root:
        cards.insert(1, _score_card(desk, book.points_root))
    return tuple(cards)


def _score_card(desk: Desk, root: Clause) -> View:
    spot = _answering(desk.book, "points", ("points",))
    return View(
        title=_SCORED,
        text=f"对照标准逐行填写，随时显示{desk.label(root.title, root.id)}，并说明依据。",
        tool=Link(desk.own(places.POINTS_TITLE), desk.href(places.calculator_spot(desk.book))),
        page=Link("计分办法", desk.href(spot)) if spot else None,
    )


def _answering(book: Book, kind: str, shows: tuple[str, ...]) -> Spot | None:
    """The first topic page that leads to a self-check, or that shows one of these."""
    for page in book.edition.pages:
        for section in page.sections:
            if section.show == "calculator" and kind in checks_of_section(book, section):
                return Spot(places.page_path(book, page.id))
    for show in shows:
        for page in book.edition.pages:
            if any(section.show == show for section in page.sections):
                return Spot(places.page_path(book, page.id))
    return None


def _topics(desk: Desk) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    groups: dict[str, list[Link]] = {}
    for page in desk.book.edition.pages:
        link = desk.to_page(desk.label(page.title), page.id)
        groups.setdefault(desk.label(page.nav) or GUIDES, []).append(link)
    return tuple((title, tuple(links)) for title, links in groups.items())


def policies_view(books: list[Book]) -> View:
    """The policies of the site, each leading to its current edition; rounds that are open first."""
    return View(
        "policies.md.j2",
        policies=tuple(
            (
                Link(
                    plain(book.edition.policy.title),
                    Spot(places.page_path(book, places.INDEX)).seen_from(places.HOME),
                ),
                plain(book.edition.policy.body),
                desk.own(STATUS[book.edition.policy.status]),
                desk.text(book.edition.policy.summary),
            )
            for book in sorted(books, key=lambda one: one.edition.policy.status != "open")
            for desk in [Desk(book, places.HOME)]
        ),
    )
