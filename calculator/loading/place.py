"""Where something stands in a policy file, and what is wrong there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from calculator.errors import CalculatorError


class Place(NamedTuple):
    """A spot in a file: line and column count from 1; `path` is the chain of keys."""

    file: str
    line: int
    column: int
    path: str = ""

    def under(self, key: str) -> Place:
        """The same spot, named as the value of `key`."""
        return self._replace(path=f"{self.path}.{key}" if self.path else key)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("", 0, 0)


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend. A `note` is worth saying and stops nothing; `missing` is a name that leads
    nowhere.
    """

    place: Place
    message: str
    level: Literal["error", "note"] = "error"
    missing: str = field(default="", compare=False)

    def __str__(self) -> str:
        path = f"  {self.place.path}" if self.place.path else " "
        kind = "" if self.level == "error" else "（提示）"
        where = f"{self.place}{path}: " if self.place.file else ""
        return f"{where}{kind}{self.message}"


class PolicyError(CalculatorError):
    """The problems of a policy, all of them, in the order of files and lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, where: str | Path, message: str) -> PolicyError:
        """Something is wrong with a whole file, a folder or an option."""
        file = where.as_posix() if isinstance(where, Path) else where
        return cls([Problem(Place(file, 1, 1), message)])
