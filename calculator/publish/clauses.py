"""Clauses as a reader meets them: number, title, words, figures, and what else concerns them; the
head of a document: its printed title, what is known of it, and that what follows is not official.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import batched, groupby

from calculator.core.answers.given import Answers
from calculator.core.state import State
from calculator.core.values.dates import date_words
from calculator.core.words import KIND, evidence_lines
from calculator.loading.types.document import Clause, Document
from calculator.loading.types.duties import Form
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View

DEEPEST = 6  # there is no seventh heading

_POINTS_BELOW = re.compile(r"下列|以下|下面|下述|如下|[:：]\s*\Z")
KIND_LABELS = {"gap": "原文缺漏", "reading": "解读"}


def clause_view(
    desk: Desk, clause: Clause, level: int, *, searchable: bool = True, cited: bool = False
) -> View:
    """What the page shows of a clause; `level` is that of its heading, 1 to 6 and no deeper.

    `cited` names its document, where nothing above it does.
    """
    return View(
        "clause.md.j2",
        evidence_word=desk.evidence_word,
        id=clause.id,
        hashes="#" * min(level, DEEPEST),
        heading=heading(desk, clause, cited=cited),
        searchable=searchable,
        text=desk.text(clause.text, clause.id),
        evidence=evidence_view(desk, clause),
        notes=tuple(desk.text(note, clause.id) for note in clause.notes),
        readings=note_views(desk, desk.book.readings_of.get(clause.id, ())),
        bar=f"{desk.own(KIND[clause.bar.kind])}：{desk.text(clause.bar.title, clause.id)}"
        if clause.bar
        else "",
        ends=_term_end(desk, clause),
        weights=weights_view(desk, clause),
        form=form_view(desk, clause.form, clause.id) if clause.form else None,
        used_by=_used_by(desk, clause),
        newer=desk.newer_href(clause.id),
    )


def evidence_view(desk: Desk, clause: Clause) -> tuple[str, ...]:
    """What proves what the clause is about, a line for each who asks for it."""
    demanded, suggested = (
        [desk.text(text, clause.id) for text in texts]
        for texts in (clause.evidence, clause.suggested)
    )
    return tuple(evidence_lines(demanded, suggested))


def condition_link(desk: Desk, clause_id: str) -> Link:
    """The way to a clause, by what it asks."""
    clause = desk.book.edition.clauses[clause_id]
    title = clause.condition.title if clause.condition and clause.condition.title else clause.title
    return Link(desk.label(title, clause_id) or desk.name(clause_id), desk.clause_href(clause_id))


def heading(desk: Desk, clause: Clause, *, cited: bool = False) -> str:
    """Number and title of a clause for its heading; `cited` names its document too."""
    title = desk.label(clause.title, clause.id)
    if not clause.number:
        return title or plain(clause.id)
    number = desk.cite(clause.id) if cited else plain(clause.number)
    return f'<span class="no">{number}</span> {title}'.strip()


def note_views(desk: Desk, readings: Iterable[Reading]) -> tuple[View, ...]:
    """Gaps, then readings, as many notes as there are kinds of them."""
    found: dict[str, list[View]] = {kind: [] for kind in KIND_LABELS}
    for reading in readings:
        found[reading.kind].append(
            View(
                title=desk.label(reading.title),
                taken=desk.text(reading.taken),
                href=desk.href(places.reading_spot(desk.book, reading.id)),
            )
        )
    return tuple(
        View(kind=kind, label=KIND_LABELS[kind], remarks=tuple(remarks))
        for kind, remarks in found.items()
        if remarks
    )


def form_view(desk: Desk, form: Form, at: str) -> View:
    """A form with the lines of its grid; a blank's `hint` is for the screen, `foot` is printed."""
    blanks = [
        View(
            label=plain(f.label), size=f.size, hint=desk.text(f.hint, at), foot=plain(f.foot or "")
        )
        for f in form.fields
    ]
    return View(title=plain(form.title), lines=tuple(_lines(blanks)))


# How many blanks of a size stand in a line.
BESIDE = {"short": 3, "half": 2, "long": 1, "block": 1}


def _lines(blanks: list[View]) -> Iterator[tuple[View, ...]]:
    """Blanks of one size share lines; the last ones of a size widen to fill theirs."""
    for size, found in groupby(blanks, key=lambda blank: blank.size):
        yield from batched(found, BESIDE[size])


def _term_end(desk: Desk, clause: Clause) -> str:
    """The last day of a term that hangs on no answer, where the calendar tells it."""
    rules = desk.book.edition.compiled
    terms = (term.report(State(rules, Answers())) for term in rules.terms if clause.term)
    ends = (term["last"] for term in terms if term["clause"] == clause.id and term["last"])
    return next((f"最后一天是 {date_words(end)}" for end in ends), "")


def weights_view(desk: Desk, clause: Clause) -> View | None:
    """Shares by headcount and rank that a clause lays down, if it does."""
    rule = desk.book.edition.rules["clauses"][clause.id].get("weights")
    if not rule:
        return None
    rows = [[desk.rule_figure(share, clause.id) for share in row] for row in rule["rows"]]
    width = max(len(row) for row in rows)
    return View(
        corner="人数",
        heads=tuple(f"第 {n} 名" for n in range(1, width + 1)),
        rows=tuple(
            # The last row serves all larger headcounts.
            (f"{n} 人{'及以上' * (n == len(rows))}", tuple(row + [""] * (width - len(row))))
            for n, row in enumerate(rows, start=1)
        ),
    )


def _used_by(desk: Desk, clause: Clause) -> tuple[Link, ...]:
    """The self-checks that rest on the clause; said once, on the page of its document."""
    book = desk.book
    if not desk.is_page_of(clause.id):
        return ()
    links = [desk.to_check(kind) for kind in book.uses.checks.get(clause.id, ())]
    rows = [row for row in book.uses.rows.get(clause.id, ()) if row in book.counted]
    spots = (places.calculator_spot(book, row) for row in rows[:1])
    return (*links, *(Link(desk.own(places.POINTS_TITLE), desk.href(spot)) for spot in spots))


def stem_views(desk: Desk, clauses: Iterable[Clause]) -> tuple[View, ...]:
    """The words that limit clauses which are shown without what stands above them, each once.

    «有下列情形之一的，延迟申报：» and its items are one sentence. An item that is shown without it
    would say more than the source does.
    """
    shown = {clause.id: clause for clause in clauses}
    found = dict.fromkeys(
        above for clause in shown for above in _stems(desk, clause) if above not in shown
    )
    return tuple(
        View(
            "stem.md.j2",
            clause=desk.named(above),
            text=desk.text(desk.book.edition.clauses[above].text, above),
        )
        for above in found
    )


def _stems(desk: Desk, clause_id: str) -> Iterator[str]:
    """The ids of the stems above a clause, the outermost first."""
    above = desk.book.parent_of(clause_id)
    if above is not None:
        yield from _stems(desk, above.id)
        if _POINTS_BELOW.search(str(above.text)):
            yield str(above.id)


def document_head(desk: Desk, document_id: str) -> tuple[str, str, View]:
    """Title, lead and origin of a document's own page."""
    document = desk.book.documents[document_id]
    return plain(document.title), _lead(desk, document), _origin(desk, document)


def document_section(desk: Desk, document_id: str) -> View:
    """The same where several documents share a page."""
    title, lead, origin = document_head(desk, document_id)
    return View(
        "document.md.j2", id=f"document-{document_id}", title=title, lead=lead, origin=origin
    )


def _origin(desk: Desk, document: Document) -> View:
    lost = [one for one in desk.book.edition.readings if str(one.id) == document.gap]
    return View(
        "origin.md.j2",
        issuer=plain(document.issuer or desk.book.edition.policy.body),
        official=official_words(desk.text(document.official)),
        lost=note_views(desk, lost),
    )


def official_words(told: str) -> str:
    """Where the official text is: a sentence, or a place that is made one."""
    return f"正式文本见：{told}。" if told and not told.endswith(("。", "！", "？")) else told


def _lead(desk: Desk, document: Document) -> str:
    facts = [plain(fact) for fact in (document.number, document.issuer) if fact]
    if document.issued:
        facts.append(f'<span class="fig">{date_words(document.issued)}</span>')
    line = " · ".join(facts)
    summary = desk.text(document.summary)
    return f"{line}<br>{summary}" if line and summary else line or summary
