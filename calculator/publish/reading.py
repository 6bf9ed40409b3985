"""Gaps and readings, glossary, sources and worked examples: what readers look up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from calculator.loading.types import Case
from calculator.publish.clauses import KIND_LABELS, Link
from calculator.publish.documents import day
from calculator.publish.examples import ExampleView, example_view
from calculator.publish.prose import Desk, plain


@dataclass(frozen=True)
class ReadingView:
    """A gap or reading in full. `anchor` is its id where it is listed first, else empty."""

    anchor: str
    kind: str
    label: str
    number: str
    title: str
    says: str
    options: tuple[str, ...]
    taken: str
    why: str
    clauses: tuple[Link, ...]


@dataclass(frozen=True)
class ReadingsView:
    """Gaps and readings in full, one heading each."""

    TEMPLATE: ClassVar[str] = "readings.md.j2"

    readings: tuple[ReadingView, ...]
    hashes: str


@dataclass(frozen=True)
class TermsView:
    """The glossary: term, English name, explanation."""

    TEMPLATE: ClassVar[str] = "terms.md.j2"

    terms: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class SourceView:
    """A cited document: where it is cited, and whether the site has its text."""

    title: str
    number: str
    clause: Link | None
    held: str
    note: str


@dataclass(frozen=True)
class SourcesView:
    """The cited documents and the day on which they were last looked at."""

    TEMPLATE: ClassVar[str] = "sources.md.j2"

    checked: str
    sources: tuple[SourceView, ...]


@dataclass(frozen=True)
class CasesView:
    """Worked examples, and the way to the calculator."""

    TEMPLATE: ClassVar[str] = "cases.md.j2"

    cases: tuple[ExampleView, ...]


def readings_view(
    desk: Desk, wanted: tuple[str, ...] = (), kind: str = "", *, level: int = 3, home: bool = False
) -> ReadingsView:
    """The named gaps and readings, or all, or all of one kind; anchors only on their own page."""
    return ReadingsView(
        tuple(
            ReadingView(
                anchor=reading.id if home else "",
                kind=reading.kind,
                label=KIND_LABELS[reading.kind],
                number=plain(reading.id),
                title=desk.label(reading.title),
                says=desk.text(reading.says),
                options=tuple(desk.text(option) for option in reading.options),
                taken=desk.text(reading.taken),
                why=desk.text(reading.why),
                clauses=tuple(
                    Link(plain(desk.book.name_of(clause)), desk.clause_href(clause))
                    for clause in reading.clauses
                ),
            )
            for reading in desk.book.edition.readings
            if (not wanted or reading.id in wanted) and kind in ("", reading.kind)
        ),
        "#" * level,
    )


def terms_view(desk: Desk) -> TermsView:
    """The glossary of the edition."""
    return TermsView(
        tuple(
            (desk.label(term.term), term.id, desk.text(term.text))
            for term in desk.book.edition.glossary
        )
    )


def sources_view(desk: Desk) -> SourcesView:
    """The documents that the edition cites."""
    return SourcesView(
        checked=day(desk.book.edition.policy.checked),
        sources=tuple(
            SourceView(
                title=plain(source.title),
                number=plain(source.number or ""),
                clause=Link(
                    plain(desk.book.name_of(source.clause)), desk.clause_href(source.clause)
                )
                if source.clause
                else None,
                held="已收录全文" if source.held else "本站没有全文",
                note=desk.text(source.note, source.clause),
            )
            for source in desk.book.edition.sources
        ),
    )


def cases_view(desk: Desk, wanted: tuple[str, ...] = ()) -> CasesView:
    """The cases that are named, or all that are meant to be shown."""
    return CasesView(tuple(example_view(desk, case) for case in _cases(desk, wanted)))


def _cases(desk: Desk, wanted: tuple[str, ...]) -> list[Case]:
    return [c for c in desk.book.edition.cases if (c.id in wanted if wanted else c.example)]


def shown_cases(desk: Desk) -> bool:
    """Whether the edition has examples to show."""
    return bool(_cases(desk, ()))
