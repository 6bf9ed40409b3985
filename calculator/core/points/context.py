"""What else verdicts about the records of a list hang on: the context of the list.

As long as the context stays, what was found about a record stays true, whatever other answers
change. A list that hangs on its own records as a whole, or on points or hours, has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from calculator.core.answers.given import Answers
    from calculator.core.conditions.logic import Context, Reads
    from calculator.core.points.tree import Row, Tree


def contexts(rows_of_list: Mapping[str, list[Row]]) -> dict[str, Context]:
    """The context of every list that has one."""
    reads = {list_id: _foreign_reads(list_id, rows) for list_id, rows in rows_of_list.items()}
    found = {}
    for list_id in rows_of_list:
        reached = _reached(list_id, reads)
        kinds = {kind for kind, _ in reached}
        if ("list", list_id) not in reached and kinds <= {"question", "list"}:
            found[list_id] = tuple(sorted(reached))
    return found


def _foreign_reads(list_id: str, rows: list[Row]) -> frozenset[tuple[str, str]]:
    """What the rows of a list read besides fields of the record at hand."""
    conditions = [condition for row in rows for condition in row.about]
    for row in rows:
        requirements = () if row.selection is None else row.selection.requirements
        conditions += [requirement.condition for requirement in requirements]
    reads: Reads = frozenset[tuple[str, ...]]().union(*(one.reads for one in conditions))
    return frozenset(
        ("list" if atom[0] == "field" else atom[0], atom[1])
        for atom in reads
        if atom[:2] != ("field", list_id)
    )


def _reached(
    list_id: str, reads: Mapping[str, frozenset[tuple[str, str]]]
) -> frozenset[tuple[str, str]]:
    """What a list reads, and what decides whether the lists that it reads are complete."""
    found: set[tuple[str, str]] = set()
    ahead = list(reads[list_id])
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
