"""What may have grown stale: words that stayed as they were while what they rest on changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from calculator.editions.compare import as_data, compare
from calculator.editions.roll import moved_words, years_between
from calculator.loading import Edition
from calculator.loading.prose import Link, Placeholder, pieces
from calculator.loading.scalars import Prose, Ref
from calculator.loading.types.fields import Node
from calculator.loading.walk import walk

REREAD = "# 已重读 {}"


@dataclass(frozen=True)
class Stale:
    """An entry to read again, and the clauses that changed below it."""

    subject: str
    key: str
    title: str
    clauses: tuple[str, ...]
    place: str


def stale(old: Edition, new: Edition) -> list[Stale]:
    """Readings, topic pages, terms and examples that say the same of clauses that do not; that a
    date is as much later as the edition leaves what was said of it true. Not those whose first line
    says that they were read again for this edition.
    """
    reread = REREAD.format(new.policy.edition)
    years = years_between(str(old.policy.edition), str(new.policy.edition))
    changed = {
        one.key.partition(".")[0]
        for one in compare(old, new)
        if one.subject in {"clause", "figure", "rule"}
        and (one.kind != "changed" or one.new != moved_words(one.old, years) or not one.old)
    }
    before = {(subject, key): entry for subject, key, _, entry in _entries(old)}
    found = []
    for subject, key, title, entry in _entries(new):
        earlier = before.get((subject, key))
        touched = tuple(name for name in _named(entry) if name in changed)
        is_read = reread in new.lines[entry.place.file][entry.place.line - 1]
        if touched and not is_read and earlier is not None and as_data(earlier) == as_data(entry):
            found.append(Stale(subject, key, title, touched, str(entry.place)))
    return found


def _entries(edition: Edition) -> Iterator[tuple[str, str, str, Node]]:
    for reading in edition.readings:
        yield "reading", str(reading.id), str(reading.title), reading
    for page in edition.pages:
        yield "page", str(page.id), str(page.title), page
    for term in edition.glossary:
        yield "term", str(term.id), str(term.term), term
    for case in edition.cases:
        if case.example:
            yield "example", str(case.id), str(case.title), case


def _named(entry: Node) -> Mapping[str, None]:
    """The ids that an entry names: in references, placeholders and links."""
    found: dict[str, None] = {}
    for spot in walk(entry):
        if isinstance(spot.value, Ref):
            found[str(spot.value)] = None
        elif isinstance(spot.value, Prose):
            for piece in pieces(spot.value):
                if isinstance(piece, Placeholder):
                    found[piece.name.partition(".")[0]] = None
                elif isinstance(piece, Link):
                    found[piece.target.removeprefix("#")] = None
    return found
