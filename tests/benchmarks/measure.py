"""Medians of interleaved runs, and the table that they are printed in."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, the figure, what it must reach, how it was got."""

    what: str
    found: str
    target: str
    note: str = ""


@dataclass(frozen=True)
class Runs:
    """Runs of one side: seconds, or whatever is counted."""

    values: Sequence[float]

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.values)

    @property
    def spread(self) -> str:
        """Lowest and highest beside the median: how noisy the machine was."""
        return f"{self.median:.3g} ({min(self.values):.3g}-{max(self.values):.3g})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def interleaved(times: int, *sides: Callable[[], float]) -> list[Runs]:
    """Run the sides in turn, so that what else the machine does touches all of them."""
    found: list[list[float]] = [[] for _ in sides]
    for _ in range(times):
        for side, values in zip(sides, found, strict=True):
            values.append(side())
    return [Runs(values) for values in found]


def ratio(what: str, target: str, ours: Runs, theirs: Runs, note: str = "") -> Line:
    """A line that sets our median against the other one."""
    beside = f"{ours.spread} against {theirs.spread}"
    return Line(what, f"{ours.median / theirs.median:.2f}", target, f"{beside} {note}".strip())


def table(lines: Sequence[Line]) -> str:
    """The lines as a table in Markdown."""
    rows = [f"| {line.what} | {line.found} | {line.target} | {line.note} |" for line in lines]
    head = ["| what | found | must reach | how (median, lowest-highest) |", "| --- " * 4 + "|"]
    return "\n".join([*head, *rows])
