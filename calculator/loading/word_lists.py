"""Lists of short words: written with the comma that YAML knows, and each meaning one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calculator.loading.merge import Body
from calculator.loading.place import Problem
from calculator.loading.scalars import Text
from calculator.loading.types.asking import Asked
from calculator.loading.walk import Spot, nodes_within, walk

LISTED = frozenset(("words", "names", "blanks"))
_SEPARATOR = re.compile("[，；;]")


def check_word_lists(body: Body) -> Iterator[Problem]:
    """Report words run together by a full-width comma, and words that two options claim."""
    for name in body.names:
        yield from _run_together(name)
    for entry in nodes_within(body):
        for spot in walk(entry):
            if spot.field.name in LISTED or _is_alone_in_brackets(spot, body):
                yield from _run_together(spot.value)
        for node in nodes_within(entry, deep=True):
            if isinstance(node, Asked):
                yield from _claimed_twice(node)


def _is_alone_in_brackets(spot: Spot, body: Body) -> bool:
    """Whether it is the one item of a list in brackets, without quotation marks."""
    if not isinstance(spot.value, Text) or spot.index[-1:] != (1,):
        return False
    place = spot.value.place
    line = "".join(body.lines.get(place.file, ())[place.line - 1 : place.line])
    before, own = line[: place.column - 1], line[place.column - 1 :]
    return (
        before.rstrip().endswith("[")
        and own[:1] not in {"'", '"'}
        and len(getattr(spot.owner, spot.field.name)) == 1
    )


def _run_together(word: Text) -> Iterator[Problem]:
    if found := _SEPARATOR.search(word):
        message = (
            f"“{word}”里有“{found[0]}”：列表的各项之间要用半角逗号加一个空格，写成 [甲, 乙]，"
            "或者每项一行，以“- ”开头；确实是一句话的，请用半角引号括起来"
        )
        yield Problem(word.place, message)


def _claimed_twice(asked: Asked) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for option in asked.options:
        for word in option.words:
            if (owner := owners.setdefault(str(word), str(option.id))) != option.id:
                yield Problem(word.place, f"“{word}”已经是选项“{owner}”的日常说法，请只留一处")
