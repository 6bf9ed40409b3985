"""Write new expected values into case files, touching nothing else in them.

This is for a changed policy that the maintainer has checked; never for a failing test.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from calculator.cases.run import Difference, Outcome
from calculator.loading.place import PolicyError, Problem

_VALUE = re.compile(r"""(:\s+)("[^"]*"|'[^']*'|[^\s,}#][^,}#]*?)(?=\s*(?:[,}]|\s#|$))""")
_WRITABLE = frozenset(
    ("points", "ceiling", "own", "met", "days", "bars", "barred", "hours", "terms")
)


def accept(outcomes: Sequence[Outcome]) -> list[Difference]:
    """Write what was found over what was expected; returns what was written.

    Raises `PolicyError`, before anything is written, for expectations that are not one value.
    """
    differences = [one for outcome in outcomes for one in outcome.differences]
    problems = [
        Problem(one.place, f"{one.case.id}: 这一处请手工修改（算出：{one.found}）")
        for one in differences
        if one.section not in _WRITABLE
    ]
    if problems:
        raise PolicyError(problems)
    for file in sorted({one.place.file for one in differences}):
        _rewrite(Path(file), [one for one in differences if one.place.file == file])
    return differences


def _rewrite(path: Path, differences: Sequence[Difference]) -> None:
    with path.open(encoding="utf-8", newline="") as source:
        lines = source.read().split("\n")
    # From the right, so that columns further left stay where they are.
    ordered = sorted(differences, key=lambda one: (one.place.line, one.place.column), reverse=True)
    for one in ordered:
        at = one.place.line - 1
        lines[at] = replaced(lines[at], one.place.column - 1, one)
    with path.open("w", encoding="utf-8", newline="") as target:
        target.write("\n".join(lines))


def replaced(line: str, column: int, difference: Difference) -> str:
    """The line with the value of the key at `column` replaced."""
    found = _VALUE.search(line, column + len(difference.key))
    if found is None:
        message = f"{difference.case.id}: 期望值不在同一行，请手工改成 {difference.found}"
        raise PolicyError([Problem(difference.place, message)])
    return line[: found.start(2)] + difference.found + line[found.end(2) :]
