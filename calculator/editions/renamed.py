"""Questions, fields and options that are called otherwise than the year before: who filled in the
old workbook wrote their old names.
"""

from collections.abc import Iterator

from calculator.core.tables.layout import folded
from calculator.loading import Edition
from calculator.loading.place import Problem
from calculator.loading.types.asking import Asked, Option


def renamed(old: Edition, new: Edition) -> Iterator[Problem]:
    """A note for each old name that the new edition does not know."""
    before = dict(_named(old))
    for key, one in _named(new):
        was = before.get(key)
        known = (one.label, *one.formerly, *(one.words if isinstance(one, Option) else ()))
        if was is not None and folded(was.label) not in map(folded, known):
            message = (
                f"这里原来叫“{was.label}”，照旧表填好的工作簿还这样写；要读得出来，"
                f"请加上 formerly: [{was.label}]"
            )
            yield Problem(one.label.place, message, "note")


def _named(edition: Edition) -> Iterator[tuple[tuple[str, ...], Asked | Option]]:
    for question in edition.questions:
        for asked in (question, *question.fields):
            path = (str(question.id), str(asked.id) if asked is not question else "")
            yield path, asked
            yield from (((*path, str(option.id)), option) for option in asked.options)
