"""A name that was misspelled where it is given: said once, there, and not wherever it is used."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches

from calculator.loading.hints import NEAR, SURE
from calculator.loading.index import Index
from calculator.loading.place import Place, Problem

# A single place that names what is not there is itself the likelier slip.
MANY = 2
_DIGITS = re.compile(r"\d+")


def told_at_definition(problems: Sequence[Problem], index: Index) -> list[Problem]:
    """The problems; where many places name one thing that is missing and only one new, unused name
    is spelled nearly so, one problem at that name instead of theirs.
    """
    uses = Counter(_name(one, index) for one in problems if one.missing)
    wanted = [name for name, count in uses.items() if count >= MANY]
    if len(wanted) != 1:
        return list(problems)
    given = _given(index)
    # One sign of a Chinese label is much of it.
    nearness = SURE if wanted[0].isascii() else NEAR
    near = [
        name
        for name in get_close_matches(wanted[0], given, 9, nearness)
        # What differs in its number alone is another of the same kind.
        if _DIGITS.sub("", name) != _DIGITS.sub("", wanted[0]) and index.is_new_and_unused(name)
    ]
    if len(near) != 1:
        return list(problems)
    (name,) = near
    message = (
        f"“{name}”可能写错了：没有别处写“{name}”，却有 {uses[wanted[0]]} 处写“{wanted[0]}”，"
        "没有这个编号或名称；确实要改名的，请把那些地方一起改"
    )
    left = [
        one
        for one in problems
        if f"“{name}”" not in one.message and not (one.missing and _name(one, index) == wanted[0])
    ]
    return [*left, Problem(given[name], message)]


def _name(problem: Problem, index: Index) -> str:
    """The part of «clause.label» that is missing."""
    holder, _, label = problem.missing.partition(".")
    return label if label and holder in index.clauses else holder


def _given(index: Index) -> dict[str, Place]:
    """Every id and label of a figure that the edition gives, and where."""
    ids = (index.documents, index.clauses, index.questions, index.routes, index.readings)
    found = {key.partition(".")[2]: one.place for key, one in index.book.figures.items()}
    return found | {key: one.id.place for group in ids for key, one in group.items()}
