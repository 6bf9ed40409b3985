"""Walk over typed data: every value with the key that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields
from typing import Any

from calculator.loading.types import Clause, Document
from calculator.loading.types.fields import Node


@dataclass(frozen=True, slots=True)
class Spot:
    """A value, the entry and field that hold it, and its position in lists and mappings there.

    `index` are 1-based positions from the outside in; `key` is the last free key. A position in a
    list of entries (bands) passes on to what stands inside the entry.
    """

    value: Any
    owner: Node
    field: Field[Any]
    index: tuple[int, ...] = ()
    key: str = ""

    @property
    def ref(self) -> str:
        """What kind of thing an id here leads to."""
        return str(self.field.metadata["ref"])


def walk(node: Node, index: tuple[int, ...] = (), *, children: bool = True) -> Iterator[Spot]:
    """Yield every scalar below `node`, in the order of the keys in the types.

    `children=False` leaves out the children of a clause.
    """
    for field in fields(node):
        if field.metadata.get("hidden") or (field.name == "children" and not children):
            continue
        yield from _walk_value(getattr(node, field.name), Spot(None, node, field, index))


def _walk_value(value: Any, spot: Spot) -> Iterator[Spot]:
    if value is None:
        return
    if isinstance(value, Node):
        yield from walk(value, spot.index)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            below = Spot(item, spot.owner, spot.field, (*spot.index, number), spot.key)
            yield from _walk_value(item, below)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            below = Spot(item, spot.owner, spot.field, spot.index, str(key))
            yield from _walk_value(item, below)
    else:
        yield Spot(value, spot.owner, spot.field, spot.index, spot.key)


def nodes_within(node: Node, *, deep: bool = False) -> Iterator[Node]:
    """Yield the entries directly below `node`; with `deep`, `node` itself and all below it."""
    if deep:
        yield node
    for field in fields(node):
        if not field.metadata.get("hidden"):
            for below in _nodes_in(getattr(node, field.name)):
                if deep:
                    yield from nodes_within(below, deep=True)
                else:
                    yield below


def _nodes_in(value: Any) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _nodes_in(item)


def clauses_of(document: Document) -> Iterator[tuple[Clause, str | None]]:
    """Yield every clause of a document with the id of its parent, in the order of the document."""

    def below(clause: Clause, parent: str | None) -> Iterator[tuple[Clause, str | None]]:
        yield clause, parent
        for child in clause.children:
            yield from below(child, str(clause.id))

    for clause in document.clauses:
        yield from below(clause, None)
