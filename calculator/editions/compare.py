"""What changed from one edition to another: clauses, figures, rules, questions, routes.

A figure that changes its value is one change, wherever it is used: texts are compared with their
placeholders, rules with the names of their figures.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from calculator.core.papers.compare import changes
from calculator.loading import Edition, Figure
from calculator.loading.hints import NEAR
from calculator.loading.types.fields import Node

type Subject = Literal[
    "policy", "document", "clause", "figure", "rule", "question", "route", "reading",
    "timeline", "procedure", "page", "term", "source", "calendar",
]  # fmt: skip
type Kind = Literal["added", "removed", "changed"]

RULES = (
    "condition", "years", "points", "bar", "hours", "item", "form", "ledger", "weights", "term",
)  # fmt: skip
POLICY = ("title", "short", "summary", "body", "status", "reference_day", "total")
DOCUMENT = ("title", "number", "issuer", "issued")
CLAUSE = ("number", "title", "text", "evidence", "suggested")
READING = ("kind", "title", "says", "taken")
# Entries compared whole: where an edition lists them, what tells them apart, what they are called.
NODES: dict[Subject, tuple[str, str, str]] = {
    "timeline": ("timeline", "title", "title"),
    "procedure": ("procedures", "id", "title"),
    "page": ("pages", "id", "title"),
    "term": ("glossary", "id", "term"),
    "source": ("sources", "title", "title"),
    "calendar": ("calendar", "year", "year"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that differs. `key` is an id («clause.label» for figures, «clause.points» for
    rules, «clause.text» for parts of clauses); `title` is what a reader calls it, `of` the name of
    an entry of `NODES`.
    """

    subject: Subject
    kind: Kind
    key: str
    title: str
    old: str = ""
    new: str = ""
    of: str = ""

    def as_json(self) -> dict[str, str]:
        names = ("subject", "kind", "key", "title", "old", "new")
        return {name: getattr(self, name) for name in names}


def compare(old: Edition, new: Edition) -> list[Change]:
    """Every change, subject by subject, each in the order of the documents."""
    return [
        *_policy(old, new),
        *_entries("document", old.documents, new.documents, DOCUMENT),
        *_clauses(old, new),
        *_figures(old, new),
        *_rules(old, new),
        *_listed("question", old.rules["questions"], new.rules["questions"], "label"),
        *_listed("route", old.rules["routes"], new.rules["routes"], "title"),
        *_entries("reading", old.readings, new.readings, READING),
        *(change for subject in NODES for change in _nodes(subject, old, new)),
    ]


def _policy(old: Edition, new: Edition) -> Iterator[Change]:
    for name in POLICY:
        before, after = _text(getattr(old.policy, name)), _text(getattr(new.policy, name))
        if before != after:
            title = type(old.policy).__dataclass_fields__[name].metadata["title"]
            yield _changed("policy", name, title, before, after)


def _clauses(old: Edition, new: Edition) -> Iterator[Change]:
    before, after = ({key: one.named(key) for key in one.clauses} for one in (old, new))
    yield from _came_and_went("clause", before, after, str)
    for key, one in old.clauses.items():
        other = new.clauses.get(key)
        if other is not None:
            yield from _parts("clause", key, before[key], one, other, CLAUSE)
            parents = old.parent_of(key) or "", new.parent_of(key) or ""
            if parents[0] != parents[1]:
                yield _changed("clause", f"{key}.parent", before[key], *parents)


def _figures(old: Edition, new: Edition) -> Iterator[Change]:
    """Figures of clauses that both editions have; others come and go with their clauses."""
    for key in dict.fromkeys((*old.figures, *new.figures)):
        before, after = old.figures.get(key), new.figures.get(key)
        holder = (before or after or _NO_FIGURE).clause
        if holder not in old.clauses or holder not in new.clauses:
            continue
        title = f"{new.named(holder)}　{key.partition('.')[2]}"
        if before is None and after is not None:
            yield Change(subject="figure", kind="added", key=key, title=title, new=after.text)
        elif before is not None and after is None:
            yield Change(subject="figure", kind="removed", key=key, title=title, old=before.text)
        elif before is not None and after is not None and before.text != after.text:
            yield _changed("figure", key, title, before.text, after.text)


_NO_FIGURE = Figure(clause="", label="", value="")


def _rules(old: Edition, new: Edition) -> Iterator[Change]:
    """Rules of clauses that both editions have."""
    before, after = old.rules["clauses"], new.rules["clauses"]
    for clause in (key for key in before if key in after):
        title = new.named(clause)
        for rule in RULES:
            one, other = before[clause].get(rule), after[clause].get(rule)
            key = f"{clause}.{rule}"
            if one is None and other is not None:
                yield Change(subject="rule", kind="added", key=key, title=title)
            elif one is not None and other is None:
                yield Change(subject="rule", kind="removed", key=key, title=title)
            elif one is not None:
                yield from _data("rule", key, title, one, other)


def _listed(
    subject: Subject, old: list[dict[str, Any]], new: list[dict[str, Any]], title: str
) -> Iterator[Change]:
    before, after = ({one["id"]: one for one in entries} for entries in (old, new))
    yield from _came_and_went(subject, before, after, lambda one: str(one[title]))
    for key, one in before.items():
        if key in after:
            yield from _data(subject, key, str(one[title]), one, after[key])


def _entries(
    subject: Subject, old: Iterable[Any], new: Iterable[Any], names: tuple[str, ...]
) -> Iterator[Change]:
    """Entries with an id and a title: which came and went, and which of some parts differ."""
    before, after = ({str(one.id): one for one in entries} for entries in (old, new))
    yield from _came_and_went(subject, before, after, lambda one: str(one.title))
    for key, one in before.items():
        if key in after:
            yield from _parts(subject, key, str(one.title), one, after[key], names)


def entries(edition: Edition, subject: Subject) -> dict[str, Node]:
    """The entries of a subject of `NODES`, by what tells them apart."""
    listed, key, _ = NODES[subject]
    return {edition.plain(str(getattr(one, key))): one for one in getattr(edition, listed)}


def _nodes(subject: Subject, old: Edition, new: Edition) -> Iterator[Change]:
    """Entries, compared in all that they say."""
    before, after = entries(old, subject), entries(new, subject)
    if subject in _BESIDE_TITLE:
        before = _retitled(before, after, _BESIDE_TITLE[subject])
    titles = {
        key: edition.plain(str(getattr(one, NODES[subject][2])))
        for edition, found in ((new, after), (old, before))
        for key, one in found.items()
    }
    for change in _came_and_went(subject, before, after, lambda one: ""):
        yield replace(change, title=titles[change.key], of=change.key)
    for key, one in before.items():
        if key in after:
            for change in _data(subject, key, titles[key], as_data(one), as_data(after[key])):
                yield replace(change, of=key)


# What tells an entry that has no id apart beside its title; a day is written as a figure's name.
_BESIDE_TITLE: Mapping[Subject, str] = {"source": "number", "timeline": "when"}


def _retitled(before: Mapping[str, Any], after: Mapping[str, Any], mark: str) -> dict[str, Any]:
    """The entries of before, each under the title that it has after, if it has another."""
    come = {title: one for title, one in after.items() if title not in before}
    found = {}
    for title, one in before.items():
        left = come if title not in after else {}
        same = [new for new in left if _is_same((title, one), (new, come[new]), mark)]
        if len(same) == 1:
            del come[same[0]]
        found[same[0] if len(same) == 1 else title] = one
    return found


def _is_same(old: tuple[str, Any], new: tuple[str, Any], mark: str) -> bool:
    """Whether two entries are one: by their mark; else of one clause and a near title."""
    (title, one), (new_title, other) = old, new
    marks = getattr(one, mark), getattr(other, mark)
    if all(marks):
        return bool(marks[0] == marks[1])
    likeness = SequenceMatcher(None, title, new_title).ratio()
    return one.clause == other.clause and likeness >= NEAR


def as_data(value: Any) -> Any:
    """A node of the policy language as plain data, what is left out left out."""
    if isinstance(value, Node):
        parts = ((key, getattr(value, one.name)) for key, one in value.keys().items())
        return {key: as_data(part) for key, part in parts if part not in (None, (), "")}
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): as_data(one) for key, one in value.items()}
    return value if isinstance(value, bool | int) else str(value)


# -- Shared -------------------------------------------------------------------------------------


def _came_and_went(
    subject: Subject, old: Mapping[str, Any], new: Mapping[str, Any], title: Any
) -> Iterator[Change]:
    for key in old:
        if key not in new:
            yield Change(subject=subject, kind="removed", key=key, title=title(old[key]))
    for key in new:
        if key not in old:
            yield Change(subject=subject, kind="added", key=key, title=title(new[key]))


def _parts(
    subject: Subject, key: str, title: str, old: Any, new: Any, names: tuple[str, ...]
) -> Iterator[Change]:
    for name in names:
        before, after = _text(getattr(old, name)), _text(getattr(new, name))
        if before != after:
            yield _changed(subject, f"{key}.{name}", title, before, after)


def _data(subject: Subject, key: str, title: str, old: Any, new: Any) -> Iterator[Change]:
    """Differences of compiled data, whatever the values of its figures."""
    for one in changes(without_values(old), without_values(new)):
        before, after = (_written(one[side]) if side in one else "" for side in ("old", "new"))
        yield _changed(subject, f"{key}.{one['path']}", title, before, after)


def without_values(data: Any) -> Any:
    """Rules data in which figures are named, not valued."""
    if isinstance(data, list):
        return [without_values(one) for one in data]
    if not isinstance(data, dict):
        return data
    if "figure" in data and "value" in data:
        return {key: value for key, value in data.items() if key not in {"value", "unit"}}
    return {key: without_values(value) for key, value in data.items()}


def _changed(subject: Subject, key: str, title: str, old: str, new: str) -> Change:
    return Change(subject=subject, kind="changed", key=key, title=title, old=old, new=new)


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return "" if value is None else str(value)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
