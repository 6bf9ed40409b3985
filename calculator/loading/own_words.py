"""Words that a clause says of its verdict: they must be true whatever failed."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.types.expressions import All


def check_own_words(index: Index) -> Iterator[Problem]:
    """Report words for parts that must all hold: each part says for itself whether it failed."""
    for clause in index.clauses.values():
        condition = clause.condition
        if condition is None or not isinstance(condition.test, All):
            continue
        for key, words in (("fails", condition.fails), ("opens", condition.opens)):
            if words is not None:
                yield Problem(
                    words.place,
                    f"all 的各项各有各的原因，{key} 不会显示，请去掉；"
                    "要有自己的说法，就把这一项单独写成一条，用 met 引用",
                )
