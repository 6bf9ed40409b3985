"""Write new expected values into case files, touching nothing else in them.

This is for a changed policy that the maintainer has checked; never for a failing test. A title, a
reason or an example may say the opposite now: whatever is rewritten gets the mark that `check`
holds back from publication, until somebody has read it again and takes the mark away.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from calculator.cases.run import PLAIN, Difference, Outcome
from calculator.files import write_whole
from calculator.loading.place import Problem
from calculator.loading.publication import TO_CHECK
from calculator.loading.types.worked import Case

MARK = f"  {TO_CHECK}：预期改过，标题、理由还对不对"
EDGE_MARK = f"  {TO_CHECK}：说的是临界；界线动了的，改回答里的日期或数，预期改回去"
_EDGE = re.compile("临界|正好|恰好|刚好|只差|[差晚早]一[天点]|最后一天")
_VALUE = re.compile(r"""(:\s+)("[^"]*"|'[^']*'|[^\s,}#][^,}#]*?)(?=\s*(?:[,}]|\s#|$))""")


@dataclass(frozen=True)
class Accepted:
    """What was written, and what somebody has to write by hand."""

    written: tuple[Difference, ...]
    left: tuple[Problem, ...]


def accept(outcomes: Sequence[Outcome]) -> Accepted:
    """Write what was found over what was expected, wherever it is one value on one line."""
    written: list[Difference] = []
    left: list[Problem] = []
    differences = [one for outcome in outcomes for one in outcome.differences]
    for file in sorted({one.place.file for one in differences}):
        own = [one for one in differences if one.place.file == file]
        done = _rewrite(Path(file), own)
        written += done
        left += [
            Problem(one.place, f"{one.case.id}: 这一处请手工修改（算出：{one.found}）")
            for one in own
            if one not in done
        ]
    return Accepted(tuple(written), tuple(left))


def _rewrite(path: Path, differences: Sequence[Difference]) -> list[Difference]:
    with path.open(encoding="utf-8", newline="") as source:
        lines = source.read().split("\n")
    # From the right, so that columns further left stay where they are.
    ordered = sorted(differences, key=lambda one: (one.place.line, one.place.column), reverse=True)
    done = []
    for one in ordered:
        at = one.place.line - 1
        new = replaced(lines[at], one.place.column - 1, one)
        if one.section in PLAIN and new is not None:
            lines[at] = new
            done.append(one)
    for at, case in {one.case.place.line - 1: one.case for one in done}.items():
        if TO_CHECK not in lines[at]:
            text, end = lines[at].removesuffix("\r"), "\r" * lines[at].endswith("\r")
            lines[at] = f"{text}{EDGE_MARK if is_edge(case) else MARK}{end}"
    if done:
        write_whole(path, "\n".join(lines).encode(), replace=True)
    return done[::-1]


def is_edge(case: Case) -> bool:
    """Whether a case says that it stands at a boundary: with another result it has no point."""
    return bool(_EDGE.search(f"{case.title}{case.why or ''}"))


def replaced(line: str, column: int, difference: Difference) -> str | None:
    """The line with the value of the key at `column` replaced; None: the value is not on it."""
    found = _VALUE.search(line, column + len(difference.key))
    if found is None:
        return None
    return line[: found.start(2)] + difference.found + line[found.end(2) :]
