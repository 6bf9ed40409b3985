"""Gaps and readings, glossary, sources, timeline and worked examples: what readers look up."""

from calculator.core.values.dates import date_words
from calculator.loading.types.site import Reading
from calculator.publish.examples import example_view
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View

# What the site makes of a passage that does not say enough.
_MADE_OF = {
    "undecided": "原文没有写明，本站不作判断",
    "filled": "原文没有写明或者前后不一致，本站按下列办法处理",
    "chosen": "原文可以有不同的理解，本站采用其中一种",
}


def readings_view(desk: Desk) -> View:
    """All gaps and readings in full, each with its anchor."""
    found: dict[str, list[View]] = {kind: [] for kind in _MADE_OF}
    for reading in desk.book.edition.readings:
        kind = "undecided" if reading.kind == "gap" else "chosen" if reading.options else "filled"
        found[kind].append(_reading(desk, reading))
    return View(
        "readings.md.j2",
        groups=tuple(
            (_MADE_OF[kind], kind, tuple(readings)) for kind, readings in found.items() if readings
        ),
    )


def _reading(desk: Desk, reading: Reading) -> View:
    return View(
        number=plain(reading.id),
        title=desk.label(reading.title),
        says=desk.text(reading.says),
        options=tuple(desk.text(option) for option in reading.options),
        taken=desk.text(reading.taken),
        why=desk.text(reading.why),
        clauses=tuple(desk.named(clause) for clause in reading.clauses),
    )


def terms_view(desk: Desk) -> View:
    """The glossary of the edition."""
    return View(
        "terms.md.j2",
        terms=tuple(
            (desk.label(term.term), term.id, desk.text(term.text))
            for term in desk.book.edition.glossary
        ),
    )


def sources_view(desk: Desk) -> View:
    """The documents that the edition cites."""
    return View(
        "sources.md.j2",
        checked=date_words(desk.book.edition.policy.checked),
        sources=tuple(
            View(
                title=desk.label(source.title),
                number=desk.label(source.number),
                clause=desk.named(source.clause) if source.clause else None,
                held="已取得文本" if source.held else "未取得文本",
                note=desk.text(source.note, source.clause),
            )
            for source in desk.book.edition.sources
        ),
    )


def timeline_view(desk: Desk) -> View:
    """The timeline of the edition; `gap` leads to what the source leaves open about a moment."""
    gaps = {str(one.id): desk.to_reading(one) for one in desk.book.edition.readings}
    return View(
        "timeline.md.j2",
        moments=tuple(
            View(
                title=desk.text(entry.title, entry.clause),
                when=desk.text(entry.when, entry.clause),
                clause=desk.cited(entry.clause) if entry.clause else None,
                gap=gaps.get(entry.gap or ""),
            )
            for entry in desk.book.edition.timeline
        ),
    )


def cases_view(desk: Desk, wanted: tuple[str, ...] = (), *, level: int = 3) -> View:
    """The cases that are named, or examples about a clause that is, or all examples, with headings
    of a level.
    """
    cases = (
        example_view(desk, case)
        for case in desk.book.edition.cases
        if str(case.id) in wanted
        or (case.example and (not wanted or any(str(c) in wanted for c in case.clauses)))
    )
    return View("cases.md.j2", cases=tuple(cases), hashes="#" * level)
