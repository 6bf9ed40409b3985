"""The words that a policy brings with it: its ids, its titles, its figures."""

from collections.abc import Iterator
from typing import Literal, get_args, get_origin, get_type_hints

from calculator.loading import Edition, types
from calculator.loading.scalars import Id
from calculator.loading.types.document import Clause
from calculator.loading.types.fields import Node
from calculator.loading.types.worked import Case
from calculator.loading.walk import clauses_of, nodes_within, walk

# Titles of a policy that any policy's site says.
GENERIC_TITLES = {
    "共同条件": "the heading of what all routes need",
}

TITLES = frozenset(["title", "short", "term", "body"])


def ids_of(edition: Edition) -> set[str]:
    """Every id that a policy introduces: of clauses, questions, options, kinds of hours, cases…"""
    introduced = {str(edition.policy.id), str(edition.policy.edition)}
    for entry in nodes_within(edition):
        introduced |= {str(spot.value) for spot in walk(entry) if isinstance(spot.value, Id)}
    introduced |= {str(reading.id) for reading in edition.readings}
    return introduced | set(edition.index.ledger_kinds())


def addresses_of(edition: Edition) -> set[str]:
    """The ids that mean one thing in the whole edition, not those of options and fields."""
    local = {str(f.id) for q in edition.questions for f in q.fields}
    for question in edition.questions:
        for asked in (question, *question.fields):
            local |= {str(option.id) for option in asked.options}
    kept = {*edition.clauses, *edition.index.questions, *edition.index.documents}
    kept |= {str(page.id) for page in edition.pages} | set(edition.index.ledger_kinds())
    return (ids_of(edition) - local) | kept


def titles_of(edition: Edition) -> set[str]:
    """Every title, short title, term and body; worked cases apart, whose titles tell a story."""
    return {
        str(spot.value)
        for entry in nodes_within(edition)
        if not isinstance(entry, Case)
        for spot in walk(entry)
        if spot.field.name in TITLES and isinstance(spot.value, str)
    }


def figure_labels_of(edition: Edition) -> set[str]:
    """The names that the policy itself gives its figures."""
    return {str(label) for clause in clauses(edition) for label in clause.figures}


def days_of(edition: Edition) -> set[str]:
    """Its dates, as they are written in YAML and in code."""
    return {f.value for f in edition.figures.values() if f.kind in {"day", "month"}}


def clauses(edition: Edition) -> Iterator[Clause]:
    """Every clause."""
    for document in edition.documents:
        for clause, _ in clauses_of(document):
            yield clause


def language_words() -> set[str]:
    """The keys and fixed values of the policy language."""
    words: set[str] = set()
    for kind in node_types():
        words |= set(kind.keys())
        for hint in get_type_hints(kind).values():
            words |= {str(value) for value in fixed_values(hint)}
    return words


def language_titles() -> set[str]:
    """The Chinese names of the policy language: of its mappings, its keys and their figures."""
    words: set[str] = set()
    for kind in node_types():
        words.add(kind.TITLE)
        for field in kind.keys().values():
            words |= {str(field.metadata.get(key, "")) for key in ("title", "text", "label")}
    return words


def node_types(above: type[Node] = Node) -> Iterator[type[Node]]:
    """The mappings of the policy language."""
    for kind in above.__subclasses__():
        if kind.__module__.startswith(types.__name__):
            yield kind
            yield from node_types(kind)


def fixed_values(hint: object) -> Iterator[object]:
    """The values of every `Literal` inside a type hint."""
    if get_origin(hint) is Literal:
        yield from get_args(hint)
        return
    for part in get_args(hint):
        yield from fixed_values(part)
