"""Many people out of a workbook, their results into another: one person at a time."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from calculator.core.papers.csv_text import Cell
from calculator.core.rules import Rules
from calculator.core.shapes import Result
from calculator.core.tables import results
from calculator.core.tables.batch import evaluated
from calculator.core.tables.pasted import decoded, table_of
from calculator.core.tables.people import Person, Trouble
from calculator.core.tables.reader import Reader
from calculator.core.tables.result_book import ResultBook
from calculator.core.tables.results import PARTS
from calculator.core.tables.workbook import Report, Workbook
from calculator.errors import CalculatorError
from calculator.files import name_of, read_within, whole, why
from calculator.sheets.store import DiskStore


def people_of_workbook(rules: Rules, source: Workbook, report: Report) -> Iterator[Person]:
    """Everybody in a workbook; raises `WorkbookRefused`."""
    with DiskStore() as store:
        reader = Reader(rules, report, store, source.from_1904)
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
    """The workbook of results, row by row on the disk; what is to be mended comes last."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.book = ResultBook(rules, PARTS, TemporaryFile)
        self.places: list[str] = []
        self.strays: list[list[Cell]] = []
        self.troubles: list[list[Cell]] = []

    def add(self, person: Person, result: Result) -> None:
        """One person."""
        self.book.add(
            [results.line(self.rules, person, result)],
            results.reasons(self.rules, person, result),
        )
        self.troubles += results.troubles(person, result)
        self.places.append(results.place_of(self.rules, result))

    def report(self, trouble: Trouble) -> None:
        """A trouble that is nobody's own."""
        self.strays.append([trouble.address, trouble.code, trouble.message])

    @property
    def said(self) -> str:
        """One line over everybody."""
        return results.summed_up(self.rules, self.places)

    def save(self, path: Path) -> None:
        """Write the file; it is there whole or not at all, and nothing is overwritten."""
        self.book.add(troubles=[*self.strays, *self.troubles])
        save(path, lambda file: self.book.write(file, self.said))


def save(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a workbook; nothing is overwritten, a name taken meanwhile neither."""
    try:
        with whole(path) as part, part.open("wb") as file:
            write(file)
    except OSError as error:
        raise CalculatorError(f"{name_of(path)}：不能存到这里：{why(error)}。") from None


def run(
    rules: Rules,
    people: Iterable[Person],
    take: Callable[[Person, Result], None],
    progress: Callable[[int], None],
) -> int:
    """Work everybody out, one after the other; nothing of one person is kept for the next.

    Returns how many there were.
    """
    number = 0
    for number, person in enumerate(people, 1):
        take(person, evaluated(rules, person, PARTS))
        progress(number)
    return number
