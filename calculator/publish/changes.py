"""What an edition changes from the one before, for readers: figures, texts, rules, worked cases."""

import html
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from calculator.cases import words as case_words
from calculator.core.words import NAMES, STATUS
from calculator.editions.compare import NODES, Change, compare, entries
from calculator.editions.effects import CaseEffect, case_effects
from calculator.editions.marked import Pieces, marked
from calculator.editions.words import GONE, KINDS, PARTS, RULES, SUBJECTS
from calculator.loading.key_reference import title_of_key
from calculator.loading.types.duties import CalendarYear
from calculator.loading.types.fields import Node
from calculator.loading.types.site import Page, Procedure, Source, Term, TimelineEntry
from calculator.loading.wording import scope_of
from calculator.publish import places
from calculator.publish.book import Book
from calculator.publish.places import Spot
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View

# What readers look for first comes first.
SECTIONS = (
    ("figure", SUBJECTS["figure"]),
    ("clause", SUBJECTS["clause"]),
    ("rule", "计算的规则"),
    ("route", SUBJECTS["route"]),
    ("question", "自查所问的问题"),
    ("document", SUBJECTS["document"]),
    ("reading", SUBJECTS["reading"]),
    ("policy", NAMES["basics"]),
    *((subject, SUBJECTS[subject]) for subject in NODES),
)
_ROOTS: dict[str, type[Node]] = {
    "timeline": TimelineEntry, "procedure": Procedure, "page": Page, "term": Term,
    "source": Source, "calendar": CalendarYear,
}  # fmt: skip
_WORDS = {"sum": "相加", "best": "取最高", "true": "是", "false": "否", **STATUS}


def changes_view(desk: Desk, before: Book) -> View:
    """The comparison of the desk's edition with the one before it."""
    old, new = before.edition, desk.book.edition
    page = _Page(desk, Desk(before, desk.page))
    # Of course today's edition and the one before stand differently today.
    found = [one for one in compare(old, new) if (one.subject, one.key) != ("policy", "status")]
    return View(
        "changes.md.j2",
        old=Link(plain(old.policy.short), desk.href(Spot(places.page_path(before, places.INDEX)))),
        sections=tuple(
            (title, rows)
            for subject, title in SECTIONS
            if (rows := tuple(page.row(one) for one in found if one.subject == subject))
        ),
        cases_count=len(old.cases),
        cases=tuple(page.case(one) for one in case_effects(old, new)),
    )


class _Page:
    """Puts changes into words, with links to the newer edition where it has the thing."""

    def __init__(self, new: Desk, old: Desk) -> None:
        self.new = new
        self.old = old

    def row(self, change: Change) -> View:
        """A change as a row."""
        old, new = self._sides(change)
        return View(
            where=self._where(change),
            what=self._what(change),
            kind=KINDS[change.kind],
            old=old,
            new=new,
        )

    def _where(self, change: Change) -> Link:
        if change.subject in NODES:
            return self._entry(change)
        holder, _, rest = change.key.partition(".")
        title = change.title
        if change.subject == "figure":
            title = title.removesuffix(f"　{rest}")
        return self._link(holder, title)

    def _entry(self, change: Change) -> Link:
        """An entry where the newer edition shows it, or else the older."""
        for desk in (self.new, self.old):
            entry = entries(desk.book.edition, change.subject).get(change.of)
            if entry is not None and (spot := _spot(desk.book, change, entry)):
                return Link(plain(change.title), desk.href(spot))
        return Link(plain(change.title), "")

    def _link(self, key: str, title: str = "") -> Link:
        """A thing of either edition, under its title there."""
        for desk in (self.new, self.old):
            book = desk.book
            if key in book.edition.clauses:
                return Link(plain(title) or desk.name(key), desk.clause_href(key))
            if spot := places.find(book, key):
                return Link(plain(title or key), desk.href(spot))
            for route in book.edition.routes:
                if route.id == key:
                    name = title or book.edition.plain(route.title)
                    return Link(plain(name), desk.clause_href(route.clause))
        return Link(plain(title or key), "")

    def _what(self, change: Change) -> str:
        _, _, rest = change.key.partition(".")
        if change.subject == "figure":
            return plain(rest)
        if change.subject == "rule":
            rule, _, path = rest.partition(".")
            return "，".join(part for part in (RULES[rule], _path_words(path)) if part)
        if change.subject == "policy":
            return ""
        if change.subject in NODES:
            return _path_words(change.key.removeprefix(change.of), _ROOTS[change.subject])
        if rest in PARTS:
            return PARTS[rest]
        return _path_words(rest)

    def _sides(self, change: Change) -> tuple[str, str]:
        holder, _, rest = change.key.partition(".")
        if change.subject in {"clause", "reading"} and rest:
            if rest != "parent":
                return self._texts(holder, change)
        elif change.subject == "clause":
            return self._clause_text(self.old, holder), self._clause_text(self.new, holder)
        elif change.subject in {"figure", "document"}:
            return plain(change.old), plain(change.new)
        elif change.subject in NODES:
            return self._parts(change)
        return self._named(change.old), self._named(change.new)

    def _clause_text(self, desk: Desk, key: str) -> str:
        """What a clause says that came or went, in the edition that has it."""
        clause = desk.book.edition.clauses.get(key)
        return "" if clause is None or not clause.text else _text(desk.words(clause.text, key))

    def _texts(self, holder: str, change: Change) -> tuple[str, str]:
        """Texts with their figures, and what differs marked."""
        return _compared(
            desk.words(text, holder if holder in desk.book.edition.clauses else None)
            for desk, text in ((self.old, change.old), (self.new, change.new))
        )

    def _parts(self, change: Change) -> tuple[str, str]:
        """The same for what an entry says: texts of its own, or several together."""
        sides, root = [], _ROOTS[change.subject]
        for desk, text in ((self.old, change.old), (self.new, change.new)):
            entry = entries(desk.book.edition, change.subject).get(change.of)
            scope = None if entry is None else scope_of(entry)
            sides.append(desk.words("、".join(self._said(_data(text), root)), scope))
        return _compared(sides)

    def _named(self, text: str) -> str:
        """A value of a rule in words: ids as the titles of what they name."""
        return "、".join(plain(one) for one in self._said(_data(text)))

    def _said(self, data: Any, *roots: type[Node]) -> Iterator[str]:
        if isinstance(data, list):
            for one in data:
                yield from self._said(one, *roots)
        elif isinstance(data, dict):
            for key, one in data.items():
                yield f"{_key_words(key, *roots)}：{'、'.join(self._said(one, *roots))}"
        else:
            text = str(data).lower() if isinstance(data, bool) else str(data)
            yield _WORDS.get(text) or self._title(text) or text

    def _title(self, key: str) -> str:
        for book in (self.new.book, self.old.book):
            clause = book.edition.clauses.get(key)
            if clause is not None:
                return f"“{book.edition.named(key)}”"
        return ""

    def case(self, effect: CaseEffect) -> View:
        """What changes for a case; `unused` names answers that are of no use any more."""
        case, old = effect.case, self.old
        href = ""
        if case.example:
            href = old.href(Spot(places.page_path(old.book, places.EXAMPLES), f"case-{case.id}"))
        rows = tuple(
            View(
                where=self._link(one.key),
                what=case_words.SECTIONS[one.section],
                old=plain(case_words.value(one.old)),
                new=plain(case_words.value(one.new)) if one.new else GONE,
            )
            for one in effect.effects
        )
        title = old.words(case.title, case.clauses[0] if case.clauses else None)
        return View(
            title=Link(plain(title), href),
            rows=rows,
            unused=tuple(map(self._answer, effect.unused)),
        )

    def _answer(self, path: str) -> str:
        """An answer by the words of its question: ``songs[0].rank``."""
        name = path.partition(".")[0].partition("[")[0]
        for question in self.old.book.edition.questions:
            if question.id == name:
                return self.old.label(question.label)
        return plain(path)


def _spot(book: Book, change: Change, entry: Node) -> Spot | None:
    """Where an entry of `NODES` is shown, if anywhere by itself."""
    if change.subject == "page":
        return places.find(book, f"page:{change.of}")
    if change.subject == "term":
        return Spot(places.page_path(book, places.GLOSSARY), f"term-{change.of}")
    if change.subject == "source":
        return Spot(places.page_path(book, places.SOURCES))
    clause = scope_of(entry)
    return None if clause is None else places.clause_spot(book, clause)


def _data(text: str) -> Any:
    """What was written as text by the comparison."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _compared(sides: Iterable[str]) -> tuple[str, str]:
    before, after = marked(*sides)
    return _markup(before, "del"), _markup(after, "ins")


def _path_words(path: str, *roots: type[Node]) -> str:
    names: Sequence[str] = [one.partition("[")[0] for one in path.split(".") if one]
    return "，".join(plain(_key_words(name, *roots)) for name in names)


def _key_words(name: str, *roots: type[Node]) -> str:
    title = title_of_key(name, *roots)
    return PARTS.get(name, name) if title == name else title


def _markup(pieces: Pieces, tag: str) -> str:
    return "".join(
        f"<{tag}>{_text(words)}</{tag}>" if differs else _text(words) for differs, words in pieces
    )


def _text(words: str) -> str:
    """Words for a cell: no markup of theirs, lines as breaks."""
    escaped = plain(html.escape(words, quote=False))
    return "<br>".join(escaped.splitlines()) + ("<br>" if words.endswith("\n") else "")
