"""Where two pieces of JSON data differ, path by path."""

from collections.abc import Iterator
from typing import Any

from calculator.core.values.canonical import dumps

# By the first of these that all entries of a list have, each with a value of its own, entries are
# told from each other; else by their content.
NAMES = ("id", "clause", "path")


def changes(old: Any, new: Any) -> list[dict[str, Any]]:
    """``[{"path": "score.nodes[table-songs].low", "old": old, "new": new}]``; a side that is
    missing is left out.

    >>> changes({"a": [{"id": "x", "n": 1}]}, {"a": [{"id": "x", "n": 2}, {"id": "y"}]})
    [{'path': 'a[x].n', 'old': 1, 'new': 2}, {'path': 'a[y]', 'new': {'id': 'y'}}]
    """
    return list(_changes("", old, new))


def _changes(path: str, old: Any, new: Any) -> Iterator[dict[str, Any]]:
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _of_parts(path, old, new, f"{path}." if path else "", "")
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _named(old), _named(new)
        if before is None or after is None:
            yield from _of_content(path, old, new)
            return
        yield from _of_parts(path, before, after, f"{path}[", "]")
    elif type(old) is not type(new) or old != new:
        yield {"path": path, "old": old, "new": new}


def _of_parts(
    path: str, old: dict[str, Any], new: dict[str, Any], before: str, after: str
) -> Iterator[dict[str, Any]]:
    for key in dict.fromkeys((*old, *new)):
        place = f"{before}{key}{after}"
        if key not in new:
            yield {"path": place, "old": old[key]}
        elif key not in old:
            yield {"path": place, "new": new[key]}
        else:
            yield from _changes(place, old[key], new[key])
    common = [key for key in old if key in new]
    if after and common != [key for key in new if key in old]:
        yield {"path": f"{path}.order", "old": list(old), "new": list(new)}


def _named(entries: list[Any]) -> dict[str, Any] | None:
    """The entries of a list by their names; None when they have none, or share one."""
    for name in NAMES:
        if all(isinstance(one, dict) and isinstance(one.get(name), str) for one in entries):
            named = {one[name]: one for one in entries}
            if len(named) == len(entries):
                return named
    return None


def _of_content(path: str, old: list[Any], new: list[Any]) -> Iterator[dict[str, Any]]:
    """Entries that both lists have are the same; the others are held against each other in turn."""
    left = [(dumps(one), place) for place, one in enumerate(new)]
    before, kept = {}, []
    for place, one in enumerate(old):
        text = dumps(one)
        same = next((other for other in left if other[0] == text), None)
        if same is None:
            before[str(place)] = one
        else:
            left.remove(same)
            kept.append(same[1])
    places = [*before, *(str(len(old) + more) for more in range(len(left)))]
    after = {place: new[at] for place, (_, at) in zip(places, left, strict=False)}
    yield from _of_parts(path, before, after, f"{path}[", "]")
    if kept != sorted(kept):
        yield {"path": f"{path}.order", "old": old, "new": new}
