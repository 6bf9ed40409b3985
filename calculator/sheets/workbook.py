"""Tables out of a workbook, a row at a time; what a workbook can do that a table cannot is told."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from calculator.core.papers.workbook import letters
from calculator.core.tables.layout import folded
from calculator.core.tables.people import Table, Trouble, address
from calculator.errors import CalculatorError
from calculator.files import name_of
from calculator.sheets.cell_text import cell_text
from calculator.sheets.guard import SAVE_AS, WorkbookRefused, look_at
from calculator.sheets.scan import Facts, Merged, scan
from calculator.sheets.strict import transitional

MOST_ROWS = 300_000
MOST_COLUMNS = 1_000
MOST_CELLS = 2_000_000  # with the blank ones before the last of a row
MOST_NAMED = 10  # of places that are told in one line
LONGEST_CELL = 32_767
Report = Callable[[Trouble], None]


@dataclass
class Workbook:
    """An open workbook."""

    path: Path
    values: Any

    @cached_property
    def crossed_out(self) -> frozenset[int]:
        """The styles that draw a line through what is written."""
        styles, fonts = self.values._cell_styles, self.values._fonts  # noqa: SLF001
        return frozenset(at for at, one in enumerate(styles) if fonts[one.fontId].strike)


class _Rows(WorkSheetParser):
    """The library's reader of a sheet, a row at a time: only rows and cells that are there."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """A cell; a formula whose result was never saved is marked as one."""
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["data_type"] = "f"
        return cell


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

            # The library leaves a file open that it stumbles over.
            file = files.enter_context(read.open("rb"))
            values = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
            files.callback(values.close)
        yield Workbook(read, values)


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
        odd = _Odd()
        texts = _texts(source, sheet, report, odd)
        yield from _filled(_limited(source.path, texts, sheet.title, report), facts)
        table.told += [(odd.last, Trouble(address(sheet.title, at), say)) for at, say in odd.told()]


class _Odd:
    """What holds something and yet may be meant to count no more: hidden, or crossed out."""

    def __init__(self) -> None:
        self.last = 0
        self.found: dict[str, dict[str, int]] = {"隐藏": {}, "划掉": {}}

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
    source: Workbook, sheet: Any, report: Report, odd: _Odd
) -> Iterator[tuple[int, list[str]]]:
    """The rows that are there, by number, up to their last cell that holds something."""
    book = source.values
    with sheet._get_source() as stream:  # noqa: SLF001
        parser = _Rows(
            stream,
            sheet._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        columns: frozenset[int] | None = None
        for number, row in parser.parse():
            if columns is None:
                columns = frozenset(chain(*map(_columns, parser.column_dimensions.values())))
            is_hidden = _is_hidden(parser.row_dimensions.pop(str(number), {}))
            texts: list[str] = []
            for cell in row:
                at = cell["column"] - 1
                if at >= MOST_COLUMNS or cell["value"] is None:
                    _missing_result(sheet.title, number, cell, report)
                    continue
                texts += [""] * (at + 1 - len(texts))
                texts[at] = cell_text(ReadOnlyCell(sheet, **cell), book.epoch)[:LONGEST_CELL]
                if is_hidden:
                    odd.note("隐藏", f"第 {number} 行", number)
                if at in columns:
                    odd.note("隐藏", f"{letters(at)} 列", number)
                if cell["style_id"] in source.crossed_out:
                    odd.note("划掉", f"第 {number} 行", number)
            yield number, texts


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in {"1", "true"}


def _columns(attributes: dict[str, str]) -> range:
    """The hidden columns of a `col`, from 0."""
    last = int(attributes.get("max", 0)) if _is_hidden(attributes) else 0
    return range(int(attributes["min"]) - 1, min(last, MOST_COLUMNS))


def _missing_result(title: str, number: int, cell: dict[str, Any], report: Report) -> None:
    """A formula whose result was never saved, by a program that only writes files."""
    if cell["data_type"] == "f":
        message = "这一格是公式，文件里没有存计算结果；请打开保存一次，或者直接填数。"
        report(Trouble(address(title, number, cell["column"] - 1), message))


def _limited(
    path: Path, rows: Iterator[tuple[int, list[str]]], title: str, report: Report
) -> Iterator[list[str]]:
    """Rows with blank ones between them; no more than anybody fills in."""
    last = cells = 0
    for number, row in rows:
        if not any(row):
            continue
        if number <= last:
            raise WorkbookRefused(f"{name_of(path.name)}：第 {number} 行的位置乱了。{SAVE_AS}")
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            message = f"最多读 {MOST_ROWS} 行、{MOST_CELLS} 格，后面的没有读；请分成几个文件。"
            report(Trouble(address(title, number), message))
            return
        yield from ([] for _ in range(number - last - 1))
        yield row
        last = number


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
