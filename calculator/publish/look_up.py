"""Gaps and readings, glossary, sources and worked examples: what readers look up."""

from dataclasses import dataclass
from typing import ClassVar

from calculator.core.values.dates import date_words
from calculator.loading.types.site import Reading
from calculator.loading.types.worked import Case
from calculator.publish.clauses import Link
from calculator.publish.examples import ExampleView, example_view
from calculator.publish.prose import Desk, plain

# What the site makes of a passage that does not say enough.
_MADE_OF = {
    "undecided": "原文没有写明，本站不作判断",
    "filled": "原文没有写明或者前后不一致，本站按下列办法处理",
    "chosen": "原文可以有不同的理解，本站采用其中一种",
}


@dataclass(frozen=True)
class ReadingView:
    """A gap or reading in full."""

    number: str
    title: str
    says: str
    options: tuple[str, ...]
    taken: str
    why: str
    clauses: tuple[Link, ...]


@dataclass(frozen=True)
class ReadingsView:
    """Gaps and readings in full, by what the site makes of them: title, anchor, entries."""

    TEMPLATE: ClassVar[str] = "readings.md.j2"

    groups: tuple[tuple[str, str, tuple[ReadingView, ...]], ...]


@dataclass(frozen=True)
class TermsView:
    """The glossary: term, anchor, explanation."""

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
    hashes: str


def readings_view(desk: Desk) -> ReadingsView:
    """All gaps and readings in full, each with its anchor."""
    found: dict[str, list[ReadingView]] = {kind: [] for kind in _MADE_OF}
    for reading in desk.book.edition.readings:
        found[_made_of(reading)].append(_reading(desk, reading))
    return ReadingsView(
        tuple(
            (_MADE_OF[kind], kind, tuple(readings)) for kind, readings in found.items() if readings
        )
    )


def _made_of(reading: Reading) -> str:
    if reading.kind == "gap":
        return "undecided"
    return "chosen" if reading.options else "filled"


def _reading(desk: Desk, reading: Reading) -> ReadingView:
    return ReadingView(
        number=plain(reading.id),
        title=desk.label(reading.title),
        says=desk.text(reading.says),
        options=tuple(desk.text(option) for option in reading.options),
        taken=desk.text(reading.taken),
        why=desk.text(reading.why),
        clauses=tuple(
            Link(desk.name(clause), desk.clause_href(clause)) for clause in reading.clauses
        ),
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
        checked=date_words(desk.book.edition.policy.checked),
        sources=tuple(
            SourceView(
                title=desk.label(source.title),
                number=desk.label(source.number),
                clause=Link(desk.name(source.clause), desk.clause_href(source.clause))
                if source.clause
                else None,
                held="已取得文本" if source.held else "未取得文本",
                note=desk.text(source.note, source.clause),
            )
            for source in desk.book.edition.sources
        ),
    )


def cases_view(desk: Desk, wanted: tuple[str, ...] = (), *, level: int = 3) -> CasesView:
    """The cases that are named, or all that are meant to be shown, with headings of a level."""
    cases = tuple(example_view(desk, case) for case in _cases(desk, wanted))
    return CasesView(cases, "#" * level)


def _cases(desk: Desk, wanted: tuple[str, ...]) -> list[Case]:
    """Cases named by their own id, or examples about a clause that is named."""
    return [
        case
        for case in desk.book.edition.cases
        if str(case.id) in wanted
        or (case.example and (not wanted or any(str(c) in wanted for c in case.clauses)))
    ]
