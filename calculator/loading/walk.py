"""Walk over typed data: every value with the key that holds it."""

from collections.abc import Iterator
from dataclasses import Field
from types import MappingProxyType
from typing import Any, NamedTuple

from calculator.loading.types.document import Clause, Document
from calculator.loading.types.fields import Node


class Spot(NamedTuple):
    """A value, the entry and field that hold it, and its position in lists and mappings there.

    `position` counts from 1, from the outside in; `key` is the last free key. A position in a list
    of entries (bands) passes on to what stands inside the entry.
    """

    value: Any
    owner: Node
    field: Field[Any]
    position: tuple[int, ...] = ()
    key: str = ""

    @property
    def ref(self) -> str:
        """What kind of thing an id here leads to."""
        return str(self.field.metadata["ref"])


def walk(node: Node, *, children: bool = True) -> Iterator[Spot]:
    """Yield every scalar below `node`, in the order of the keys in the types.

    `children=False` leaves out the children of a clause.
    """
    found: list[Spot] = []
    for field in node.keys().values():
        if children or field.name != "children":
            _find(getattr(node, field.name), node, field, (), "", found)
    return iter(found)


_SCALARS = (str, int)
# Answers are plain dicts; asking for any mapping takes several times as long.
_MAPPINGS = (MappingProxyType, dict)


def _find(
    value: Any, owner: Node, field: Field[Any], index: tuple[int, ...], key: str, found: list[Spot]
) -> None:
    """Add what stands in a value; a list and not a generator, which every level would slow down."""
    if value is None:
        return
    if isinstance(value, _SCALARS):
        found.append(Spot(value, owner, field, index, key))
    elif isinstance(value, Node):
        for below in value.keys().values():
            held = getattr(value, below.name)
            if held is not None:
                _find(held, value, below, index, "", found)
    elif isinstance(value, tuple):
        for number, item in enumerate(value, start=1):
            _find(item, owner, field, (*index, number), key, found)
    elif isinstance(value, _MAPPINGS):
        for name, item in value.items():
            _find(item, owner, field, index, str(name), found)
    else:
        found.append(Spot(value, owner, field, index, key))


def nodes_within(node: Node, *, deep: bool = False) -> list[Node]:
    """The entries directly below `node`; with `deep`, `node` itself and all below it."""
    found = [node] if deep else []
    for field in node.keys().values():
        _find_nodes(getattr(node, field.name), found, deep=deep)
    return found


def _find_nodes(value: Any, found: list[Node], *, deep: bool) -> None:
    if value is None or isinstance(value, _SCALARS):
        return
    if isinstance(value, Node):
        found += nodes_within(value, deep=True) if deep else [value]
    elif isinstance(value, tuple):
        for item in value:
            _find_nodes(item, found, deep=deep)
    elif isinstance(value, _MAPPINGS):
        for item in value.values():
            _find_nodes(item, found, deep=deep)


def clauses_of(document: Document) -> Iterator[tuple[Clause, str | None]]:
    """Yield every clause of a document with the id of its parent, in the order of the document."""

    def below(clause: Clause, parent: str | None) -> Iterator[tuple[Clause, str | None]]:
        yield clause, parent
        for child in clause.children:
            yield from below(child, str(clause.id))

    for clause in document.clauses:
        yield from below(clause, None)
