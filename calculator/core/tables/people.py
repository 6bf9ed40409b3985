"""What reading tables gives: people with their answers, and troubles by the address of a cell."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from calculator.core.papers.workbook import letters


class Table:
    """A table as it came: its name and its rows of cell texts, the first row being number 1.

    `told` is what there is to say once they were read, with the last row that each is about;
    `is_in_doubt` where nobody knows whether «60,500» is sixty thousand or sixty and a half.
    """

    def __init__(self, name: str, rows: Iterable[list[str]], is_in_doubt: bool = False) -> None:
        self.name = name
        self.rows = rows
        self.is_in_doubt = is_in_doubt
        self.told: list[tuple[int, Trouble]] = []


class Trouble:
    """Something that could not be used: where (``成果!C7``), whose (code, "" for nobody's), why."""

    def __init__(self, address: str, message: str, code: str = "") -> None:
        self.address = address
        self.code = code
        self.message = message

    def as_json(self) -> dict[str, str]:
        return {"address": self.address, "code": self.code, "message": self.message}


class Person:
    """One person: the code, the answers file, the troubles, and which cell each path came from."""

    def __init__(self, code: str, place: str, file: dict[str, Any]) -> None:
        self.code = code
        self.place = place
        self.file = file
        self.troubles: list[Trouble] = []
        self.places: dict[str, str] = {}

    def report(self, address: str, message: str) -> None:
        """Note a trouble."""
        self.troubles.append(Trouble(address, message, self.code))


class Line:
    """A row of a list's table that waits for its person."""

    def __init__(self, list_id: str, row: int, cells: list[str]) -> None:
        self.list_id = list_id
        self.row = row
        self.cells = cells


class Store(Protocol):
    """Keeps the rows of the lists until their people come by."""

    def add(self, code: str, line: Line) -> None:
        """Keep a row."""

    def claim(self, code: str) -> bool:
        """Note that a person of this code came by; False when one had before."""

    def lines(self, code: str) -> list[Line]:
        """The rows of a person, in the order in which they were kept."""

    def unclaimed(self) -> Iterator[tuple[str, Line]]:
        """Rows whose person never came, with their codes, in order."""


class Memory:
    """A `Store` in memory, for as many people as one can paste."""

    def __init__(self) -> None:
        self._lines: dict[str, list[Line]] = {}
        self._claimed: set[str] = set()

    def add(self, code: str, line: Line) -> None:
        self._lines.setdefault(code, []).append(line)

    def claim(self, code: str) -> bool:
        is_new = code not in self._claimed
        self._claimed.add(code)
        return is_new

    def lines(self, code: str) -> list[Line]:
        return self._lines.get(code, [])

    def unclaimed(self) -> Iterator[tuple[str, Line]]:
        for code, lines in self._lines.items():
            if code not in self._claimed:
                for line in lines:
                    yield code, line


def address(table: str, row: int, column: int = 0) -> str:
    """``成果!C7`` for a row counted from 1 and a column counted from 0."""
    return f"{table}!{letters(column)}{row}"
