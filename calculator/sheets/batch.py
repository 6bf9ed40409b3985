"""Many people out of a workbook, their results into another: one person at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from calculator.core.rules import Rules
from calculator.core.shapes import Result
from calculator.core.tables import results
from calculator.core.tables.batch import evaluated
from calculator.core.tables.layout import OPTIONS
from calculator.core.tables.pasted import decoded, table_of
from calculator.core.tables.people import Person, Trouble
from calculator.core.tables.reader import Reader
from calculator.core.tables.results import NARROW, PARTS, WIDTHS
from calculator.core.tables.workbook import Report, Workbook
from calculator.core.words import NAMES, disclaimer
from calculator.errors import CalculatorError
from calculator.files import name_of, read_within, why
from calculator.sheets.store import DiskStore
from calculator.sheets.writing import Book


@dataclass
class Done:
    """How it went: people worked out, cells and files that need mending."""

    people: int = 0
    troubles: int = 0
    full: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)


def people_of_workbook(rules: Rules, source: Workbook, report: Report) -> Iterator[Person]:
    """Everybody in a workbook; raises `WorkbookRefused`."""
    with DiskStore() as store:
        reader = Reader(rules, report, store, (OPTIONS,), source.from_1904)
        yield from reader.people(source.tables(report))


def people_of_csv(rules: Rules, path: Path, report: Report) -> Iterator[Person]:
    """Everybody in a table that was saved as text; raises `WorkbookRefused`."""
    name = name_of(path.name)
    try:
        content = read_within(path)
    except OSError as error:
        raise CalculatorError(f"{name}：文件不能读取：{why(error)}。") from None
    table = table_of(name_of(path.stem), decoded(name, content))
    yield from Reader(rules, report).people([table])


class Output:
    """The workbook of results: a line a person, the reasons, what is to be mended."""

    def __init__(self, rules: Rules, title: str) -> None:
        self.rules = rules
        self.book = Book(title)
        columns = results.columns(rules, PARTS)
        widths = [WIDTHS.get(holds, NARROW) for _, holds in columns]
        heads = [header for header, _ in columns]
        self.lines = self.book.sheet(NAMES["result"], widths, heads, frozen="B2")
        self.reasons = self.book.sheet(
            results.WHY, (12, 14, 40, 12, 70, 36), results.REASON_HEADERS, frozen="B2"
        )
        self.troubles = self.book.sheet(
            results.TO_MEND, (24, 12, 90), results.TROUBLE_HEADERS, frozen="A2"
        )
        self.done = Done()

    def add(self, person: Person, result: Result) -> None:
        """One person."""
        self._put(self.lines, results.line(self.rules, person, result))
        for reason in results.reasons(self.rules, person, result):
            self._put(self.reasons, reason)
        for trouble in results.troubles(person, result):
            self._put(self.troubles, trouble)
            self.done.troubles += 1
        self.done.people += 1
        self.done.places.append(results.place_of(self.rules, result))

    def report(self, trouble: Trouble) -> None:
        """A trouble that is nobody's own."""
        self._put(self.troubles, [trouble.address, trouble.code, trouble.message])
        self.done.troubles += 1

    @property
    def said(self) -> str:
        """One line over everybody."""
        return results.summed_up(self.done.places)

    def save(self, path: Path) -> None:
        """Write the file."""
        for text in filter(None, (self.said, disclaimer(self.rules.policy))):
            self.book.add_line(self.lines, text)
        self.book.save(path)

    def _put(self, sheet: str, row: list[Any]) -> None:
        if not self.book.add(sheet, row) and sheet not in self.done.full:
            self.done.full.append(sheet)


def run(
    rules: Rules,
    people: Iterable[Person],
    take: Callable[[Person, Result], None],
    progress: Callable[[int], None],
) -> None:
    """Work everybody out, one after the other; nothing of one person is kept for the next."""
    for number, person in enumerate(people, 1):
        take(person, evaluated(rules, person, PARTS))
        progress(number)
