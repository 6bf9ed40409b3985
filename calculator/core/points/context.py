"""What else verdicts about the records of a list hang on, or a row on answers: its context.

As long as the context of a list stays, what was found about a record stays true, whatever other
answers change; as long as that of a row does, so does what is said about the row. A list that
hangs on its own records as a whole, or on points or hours, has none; nor has a row that hangs on
points or hours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from calculator.core.answers.given import Answers
    from calculator.core.conditions.logic import Context, Reads
    from calculator.core.points.tree import Row, Tree

    # As in a Context: ("question", id), ("list", id), or what makes one impossible.
    Atom = tuple[str, str]
    ListReads = Mapping[str, frozenset[Atom]]


def reads_of_lists(rows_of_list: Mapping[str, list[Row]]) -> ListReads:
    """What the rows of each list read besides fields of the record at hand."""
    return {list_id: _foreign_reads(list_id, rows) for list_id, rows in rows_of_list.items()}


def contexts(reads: ListReads) -> dict[str, Context]:
    """The context of every list that has one."""
    found = {}
    for list_id in reads:
        reached = _reached(reads[list_id], reads)
        if ("list", list_id) not in reached and _is_answered(reached):
            found[list_id] = tuple(sorted(reached))
    return found


def row_contexts(rows: Iterable[Row], reads: ListReads) -> dict[str, Context]:
    """The context of every row on answers that has one: the answers that it reads, and more."""
    found = {}
    for row in rows:
        own = _foreign_reads(None, [row]) | _named(row.mechanism.reads)
        reached = _reached(own, reads)
        if _is_answered(reached):
            found[row.id] = tuple(sorted(reached))
    return found


def _is_answered(reached: Iterable[Atom]) -> bool:
    """Whether answers decide it all: neither points nor hours."""
    return all(kind in {"question", "list"} for kind, _ in reached)


def _foreign_reads(list_id: str | None, rows: list[Row]) -> frozenset[Atom]:
    conditions = [condition for row in rows for condition in row.about]
    for row in rows:
        requirements = () if row.selection is None else row.selection.requirements
        conditions += [requirement.condition for requirement in requirements]
    reads: Reads = frozenset[tuple[str, ...]]().union(*(one.reads for one in conditions))
    return _named(frozenset(atom for atom in reads if atom[:2] != ("field", list_id)))


def _named(reads: Reads) -> frozenset[Atom]:
    """Without the fields: a record as a whole may have changed."""
    return frozenset(("list" if atom[0] == "field" else atom[0], atom[1]) for atom in reads)


def _reached(own: frozenset[Atom], reads: ListReads) -> frozenset[Atom]:
    """What is read, and what decides whether the lists among it are complete."""
    found: set[Atom] = set()
    ahead = list(own)
    while ahead:
        atom = ahead.pop()
        if atom not in found:
            found.add(atom)
            ahead += reads.get(atom[1], ()) if atom[0] == "list" else ()
    return frozenset(found)


def context_now(tree: Tree, answers: Answers, context: Context) -> tuple[Any, ...]:
    """What the answers say about all of a context, to be compared."""
    return tuple([_said(tree, answers, kind, name) for kind, name in context])


def _said(tree: Tree, answers: Answers, kind: str, name: str) -> tuple[Any, ...]:
    if kind == "question":
        return answers.values.get(name), answers.undecided.get(name)
    ids = tree.ids_of_list.get(name, frozenset())
    return answers.lists.get(name), name in answers.closed, answers.none & ids
