"""The policy's own words as Markdown: figures filled in and linked, cross-references made relative.

A text of the policy is inline Markdown with placeholders (【年限】) and links to ids
(`[第七条](#rules-7)`). What comes out is Markdown that any generator can read.
"""

import html
import re
from dataclasses import dataclass, field

from calculator.core.words import evidence_word, own
from calculator.loading import Figure, Placeholder, pieces
from calculator.loading import Link as ProseLink
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.book import Book
from calculator.publish.places import Spot

# Markup is not for policy files; addresses in angle brackets are.
_ADDRESS = re.compile(r"(<https?://[^\s<>\"'`\\]+>)")
# Links are told apart before; braces would give attributes to what stands before them.
_UNWANTED = re.compile(r"([\[\]{!])")
_SPECIAL = re.compile(r"([\\`*_\[\]#|{])")
# Python-Markdown begins a list only behind a blank line.
_LIST_START = re.compile(r"(?m)^(?!\s*(?:[-*+]|\d+\.)\s)(.+)\n(?=(?:[-*+]|\d+\.)\s)")


@dataclass(frozen=True)
class Link:
    """A link and its words, both ready for Markdown."""

    text: str
    href: str


@dataclass(frozen=True)
class Desk:
    """The page that is being written: what stands on it, and from where its links start.

    `anchors` are the ids that this page itself shows; a link to one of them stays on the page.
    `links_figures` is off on the calculator's own page, where a figure would lead to itself.
    `current` is today's edition of the policy, if this is an older one.
    """

    book: Book
    page: str
    anchors: frozenset[str] = field(default_factory=frozenset)
    links_figures: bool = True
    current: Book | None = None

    def href(self, spot: Spot) -> str:
        """The relative link to a place."""
        return spot.seen_from(self.page)

    def clause_href(self, clause_id: str) -> str:
        """The link to a clause: on this page if it stands here, else in its document."""
        if clause_id in self.anchors:
            return f"#{clause_id}"
        return self.href(places.clause_spot(self.book, clause_id))

    def cite(self, clause_id: str) -> str:
        """A clause by its printed number, as Markdown; with its document wherever the page is
        another.
        """
        edition = self.book.edition
        if self.is_page_of(clause_id):
            return plain(edition.clauses[clause_id].number or self.book.name_of(clause_id))
        return plain(edition.cited(clause_id))

    def name(self, clause_id: str) -> str:
        """The same with the clause's title."""
        clause = self.book.edition.clauses[clause_id]
        title = self.label(clause.title, clause_id) if clause.number else ""
        return f"{self.cite(clause_id)} {title}".strip()

    def cited(self, clause_id: str) -> Link:
        """The way to a clause, by its document and its number."""
        return Link(self.cite(clause_id), self.clause_href(clause_id))

    def named(self, clause_id: str) -> Link:
        """The same with the clause's title."""
        return Link(self.name(clause_id), self.clause_href(clause_id))

    def to_page(self, title: str, page_id: str) -> Link:
        """The way to a page of the edition."""
        return Link(title, self.href(Spot(places.page_path(self.book, page_id))))

    def to_check(self, kind: str) -> Link:
        """The way to a self-check."""
        spot = places.check_spot(self.book, kind)
        return Link(self.own(places.CHECKS[kind][1]), self.href(spot))

    def to_points(self, clause: Clause, at: str = "") -> Link:
        """The way to the calculator, or to a row of it, by the title of a clause."""
        spot = places.calculator_spot(self.book, at)
        return Link(self.label(clause.title, clause.id), self.href(spot))

    def to_reading(self, reading: Reading) -> Link:
        """The way to a gap or reading where it stands in full."""
        spot = places.reading_spot(self.book, reading.id)
        return Link(self.label(reading.title), self.href(spot))

    def is_page_of(self, clause_id: str) -> bool:
        """Whether this is the page of the clause's own document."""
        return self.page == places.clause_spot(self.book, clause_id).path

    def newer_href(self, clause_id: str) -> str:
        """The link to the same clause of today's edition, or nothing."""
        if self.current is None or clause_id not in self.current.edition.clauses:
            return ""
        return self.href(places.clause_spot(self.current, clause_id))

    def text(self, prose: str | None, at: str | None = None) -> str:
        """A text of the policy that stands at clause `at`, as Markdown."""
        parts = []
        for piece in pieces(prose or ""):
            if isinstance(piece, Placeholder):
                parts.append(self.figure(self.book.edition.figure_at(at, piece.name), at))
            elif isinstance(piece, ProseLink):
                parts.append(f"[{self.label(piece.words, at)}]({self._target(piece.target)})")
            else:
                parts.append(_safe(piece))
        return _LIST_START.sub(r"\1\n\n", "".join(parts))

    def label(self, prose: str | None, at: str | None = None) -> str:
        """The same for a title or the words of a link: figures shown, nothing linked."""
        parts = []
        for piece in pieces(prose or ""):
            if isinstance(piece, Placeholder):
                parts.append(_bare(self.book.edition.figure_at(at, piece.name)))
            elif isinstance(piece, ProseLink):
                parts.append(self.label(piece.words, at))
            else:
                parts.append(_safe(piece))
        return "".join(parts)

    def words(self, prose: str | None, at: str | None = None) -> str:
        """The same without any markup: for page titles and the search."""
        return self.book.edition.plain(prose or "", at).replace("**", "")

    def figure(self, figure: Figure, at: str | None = None) -> str:
        """A figure as Markdown, leading to the calculator that uses it, if one does."""
        spot = self._calculator_of(figure, at)
        if spot is None or not self.links_figures:
            return _bare(figure)
        return f"[{plain(figure.text)}]({self.href(spot)}){{ .fig }}"

    def _calculator_of(self, figure: Figure, at: str | None) -> Spot | None:
        """The row of points that the figure decides, or the self-check that it changes."""
        book = self.book
        rows = [row for row in book.uses.figures.get(figure.key, ()) if row in book.counted]
        if rows:
            return places.calculator_spot(book, at if at in rows else rows[0])
        kinds = book.uses.checks.get(figure.key, ())
        return places.check_spot(book, kinds[0]) if kinds else None

    def own(self, words: str) -> str:
        """The site's words as the policy says them."""
        return plain(own(self.book.edition.rules["policy"], words))

    @property
    def evidence_word(self) -> str:
        """What the policy calls that which proves a claim."""
        return plain(evidence_word(self.book.edition.rules["policy"]))

    def rule_figure(self, value: object, at: str) -> str:
        """A figure as a rule holds it, as Markdown; a structural number as it stands."""
        if isinstance(value, dict) and value.get("figure") in self.book.edition.figures:
            return self.figure(self.book.edition.figures[value["figure"]], at)
        return plain(str(value))

    def _target(self, target: str) -> str:
        if not target.startswith("#"):
            return target
        name = target.removeprefix("#")
        if name in self.anchors:
            return target
        spot = places.find(self.book, name)
        if spot is None:
            raise KeyError(f"a link leads to {target}, which the edition does not have")
        return self.href(spot)


def plain(text: str) -> str:
    """Text that Markdown shall show as it stands: a name, a number, a title."""
    return _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")


def _safe(prose: str) -> str:
    """Words in which only emphasis, lists and addresses mean anything."""
    # Odd parts are the addresses that the split caught.
    parts = _ADDRESS.split(prose)
    return "".join(
        part if at % 2 else _UNWANTED.sub(r"\\\1", part).replace("<", "&lt;")
        for at, part in enumerate(parts)
    )


def _bare(figure: Figure) -> str:
    if figure.kind == "name":
        return plain(figure.text)
    return f'<span class="fig">{html.escape(figure.text)}</span>'
