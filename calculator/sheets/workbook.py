"""Tables out of a workbook, a row at a time; what a workbook can do that a table cannot is told."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any

import openpyxl

from calculator.core.tables.layout import folded
from calculator.core.tables.people import Table, Trouble, address, letters
from calculator.errors import CalculatorError
from calculator.files import name_of
from calculator.sheets.cell_text import cell_text
from calculator.sheets.guard import SAVE_AS, WorkbookRefused, look_at
from calculator.sheets.scan import Facts, Merged, scan
from calculator.sheets.strict import transitional

MOST_ROWS = 300_000
LAST_ROW = 1_048_576  # of any sheet; a file may claim more
MOST_COLUMNS = 1_000
MOST_NAMED = 10  # of places that are told in one line
LONGEST_CELL = 32_767
Report = Callable[[Trouble], None]


@dataclass
class Workbook:
    """An open workbook, and the same with its formulas in place of their results."""

    path: Path
    values: Any
    open_formulas: Callable[[], Any]

    @cached_property
    def formulas(self) -> Any:
        """Opened only for a sheet that computes: it takes as long again."""
        return self.open_formulas()

    @cached_property
    def crossed_out(self) -> frozenset[int]:
        """The styles that draw a line through what is written."""
        styles, fonts = self.values._cell_styles, self.values._fonts  # noqa: SLF001
        return frozenset(at for at, one in enumerate(styles) if fonts[one.fontId].strike)

    def look_for_lines(self, number: int, row: Sequence[Any], odd: _Odd) -> None:
        """Note a row with something that is crossed out; hardly any workbook has such styles."""
        if self.crossed_out and any(
            cell.value is not None and cell._style_id in self.crossed_out  # noqa: SLF001
            for cell in row
        ):
            odd.note("划掉", f"第 {number} 行", number)


@contextmanager
def opened(path: Path, report: Report) -> Iterator[Workbook]:
    """Open a workbook that a stranger made; raises `WorkbookRefused`."""
    for words in look_at(path):
        report(Trouble(name_of(path.name), words))
    with warnings.catch_warnings(), ExitStack() as files:
        # About extensions that the library will not keep; nothing is written back.
        warnings.simplefilter("ignore")
        with refusing(path):
            read = files.enter_context(transitional(path))

        def load(*, data_only: bool) -> Any:
            # The library leaves a file open that it stumbles over.
            file = files.enter_context(read.open("rb"))
            book = openpyxl.load_workbook(
                file, read_only=True, data_only=data_only, keep_links=False
            )
            files.callback(book.close)
            return book

        with refusing(path):
            values = load(data_only=True)
        yield Workbook(read, values, lambda: load(data_only=False))


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """A broken file can make the library stumble anywhere and in any way."""
    try:
        yield
    except CalculatorError:
        raise
    except MemoryError:
        raise WorkbookRefused(f"{name_of(path.name)}：文件太大，这台机器读不下。") from None
    except Exception as error:
        raise WorkbookRefused(f"{name_of(path.name)}：文件读不出来。{SAVE_AS}") from error


def tables(source: Workbook, report: Report, ignored: frozenset[str]) -> list[Table]:
    """The visible sheets that hold something as tables. Their rows are read when asked for."""
    found = []
    for sheet in source.values.worksheets:
        if sheet.sheet_state != "visible":
            if folded(sheet.title) not in ignored:
                report(Trouble(f"{sheet.title}!A1", "这张工作表是隐藏的，没有读。"))
            continue
        with refusing(source.path):
            # The library knows where a sheet lies, and says so nowhere else.
            facts = scan(source.path, sheet._worksheet_path)  # noqa: SLF001
        if facts.is_blank:
            continue
        table = Table(sheet.title, ())
        table.rows = _rows(source, sheet, table, facts, report)
        found.append(table)
    return found


def _rows(
    source: Workbook, sheet: Any, table: Table, facts: Facts, report: Report
) -> Iterator[list[str]]:
    with refusing(source.path):
        table.told = [(one.last, _merged(sheet.title, one)) for one in facts.merged]
        odd = _Odd(facts)
        texts = _limited(_texts(source, sheet, facts, report, odd), sheet.title, report)
        for number, row in enumerate(_filled(texts, facts), 1):
            odd.look_at(number, row)
            yield row
        table.told += [(odd.last, Trouble(address(sheet.title, at), say)) for at, say in odd.told()]


class _Odd:
    """What holds something and yet may be meant to count no more: hidden, or crossed out."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.last = 0
        self.found: dict[str, dict[str, int]] = {"隐藏": {}, "划掉": {}}

    def look_at(self, number: int, row: list[str]) -> None:
        """Note hidden places that hold something."""
        if number in self.facts.hidden_rows and any(row):
            self.note("隐藏", f"第 {number} 行", number)
        for at in self.facts.hidden_columns:
            if at < len(row) and row[at]:
                self.note("隐藏", f"{letters(at)} 列", number)

    def note(self, what: str, place: str, number: int) -> None:
        """Note a place, by the row where it was met first."""
        self.found[what].setdefault(place, number)
        self.last = number

    def told(self) -> Iterator[tuple[int, str]]:
        """The row and the words of each kind that was met."""
        for what, places in self.found.items():
            if places:
                names = "、".join(list(places)[:MOST_NAMED])
                more = f"等 {len(places)} 处" if len(places) > MOST_NAMED else ""
                words = f"{names}{more}是{what}的，也当作有效读了；不要的请删掉。"
                yield next(iter(places.values())), words


def _merged(title: str, one: Merged) -> Trouble:
    read = "按每一格都填了同样的内容读" if one.is_fillable else "太大，只读了左上角一格"
    message = f"合并的单元格 {one.name}：{read}。"
    return Trouble(address(title, one.first, one.column), message)


def _texts(
    source: Workbook, sheet: Any, facts: Facts, report: Report, odd: _Odd
) -> Iterator[list[str]]:
    # What a sheet declares about its size may be anything.
    sheet.reset_dimensions()
    epoch = source.values.epoch
    # A row is filled up to its last cell: not to the end of the world.
    most = MOST_COLUMNS if facts.is_wide else None
    if not facts.has_formulas:
        for number, row in enumerate(sheet.iter_rows(max_col=most), 1):
            source.look_for_lines(number, row, odd)
            yield _row(row, epoch)
        return
    twin = source.formulas[sheet.title]
    twin.reset_dimensions()
    for number, (row, asked) in enumerate(
        zip_longest(sheet.iter_rows(max_col=most), twin.iter_rows(max_col=most), fillvalue=()), 1
    ):
        source.look_for_lines(number, row, odd)
        _missing_results(sheet.title, row, asked, report)
        yield _row(row, epoch)


def _row(row: Sequence[Any], epoch: Any) -> list[str]:
    """The texts of a row, up to the last cell that holds something."""
    end = min(len(row), MOST_COLUMNS)
    while end and row[end - 1].value is None:
        end -= 1
    return [cell_text(cell, epoch)[:LONGEST_CELL] for cell in row[:end]]


def _missing_results(title: str, row: Any, asked: Any, report: Report) -> None:
    """A formula whose result was never saved, by a program that only writes files."""
    for cell, formula in zip(row, asked, strict=False):
        if cell.value is None and formula.data_type == "f":
            message = "这一格是公式，文件里没有存计算结果；请打开保存一次，或者直接填数。"
            report(Trouble(address(title, formula.row, formula.column - 1), message))


def _limited(rows: Iterator[list[str]], title: str, report: Report) -> Iterator[list[str]]:
    """Blank ends cut off; no more rows than anybody fills in."""
    for number, row in enumerate(rows, 1):
        while row and not row[-1]:
            row.pop()
        if number <= MOST_ROWS:
            yield row
        elif row or number > LAST_ROW:
            message = f"最多读 {MOST_ROWS} 行，后面的没有读；请分成几个文件。"
            report(Trouble(address(title, number), message))
            return


def _filled(rows: Iterator[list[str]], facts: Facts) -> Iterator[list[str]]:
    """The first cell of a merged range stands for all others."""
    waiting = list(reversed(facts.merged))
    open_ranges: list[tuple[Merged, str]] = []
    for number, row in enumerate(rows, 1):
        open_ranges = [(one, text) for one, text in open_ranges if one.last >= number]
        while waiting and waiting[-1].first <= number:
            one = waiting.pop()
            text = row[one.column] if one.column < len(row) else ""
            open_ranges.append((one, text))
        for one, text in open_ranges:
            if text and one.is_fillable:
                _fill(row, one, text)
        yield row


def _fill(row: list[str], one: Merged, text: str) -> None:
    until = min(one.until, MOST_COLUMNS - 1)
    row += [""] * (until + 1 - len(row))
    for column in range(one.column, until + 1):
        row[column] = row[column] or text
