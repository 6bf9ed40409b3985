"""Text that was pasted from a spreadsheet or saved as CSV, split into rows of cells."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from encodings import gb18030, utf_16  # noqa: F401 - else the browser has them not
from itertools import islice

from calculator.core.papers.csv_text import MARK, unguarded
from calculator.core.tables.archive import (
    NO_TEXT,
    OLD_OFFICE,
    SAVE_AS,
    ZIP,
    WorkbookRefused,
    old_format,
)
from calculator.core.tables.people import Table, Trouble, address

# A web page, or what programs write for themselves, under the name of a table.
_NO_TABLE = re.compile(r"\s*(?:<[!?a-z]|[{\[]|mime-version:)", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"\s*\d{1,3}(\.\d{3})*[,，]\d{1,2}\s*")
_AS_TEXT = re.compile(r'="([^"]*)"')
MOST_CHARACTERS = 20_000_000
# More than anybody fills in; a text of nothing but line ends or commas has more.
MOST_ROWS, MOST_COLUMNS = 300_000, 1_000


def table_of(name: str, text: str) -> Table:
    """The text as a table; what is too much is not read, and told."""
    rows = rows_of(text)
    table = Table(name, rows, _has_two_readings(text, rows))
    if len(rows) == MOST_ROWS or len(text) > MOST_CHARACTERS:
        message = f"内容太多，只读到第 {len(rows)} 行；请分成几个文件。"
        table.told = [(len(rows), Trouble(address(name, len(rows)), message))]
    return table


def _has_two_readings(text: str, rows: list[list[str]]) -> bool:
    """Whether a comma may be a decimal sign here: where semicolons part the cells, it often is, and
    where one is, others may be.
    """
    cells = (cell for row in rows for cell in row if "," in cell or "，" in cell)
    return delimiter_of(text) == ";" or any(map(_DECIMAL_COMMA.fullmatch, cells))


def decoded(name: str, content: bytes) -> str:
    """A table that was saved as text, whatever encoding its spreadsheet took."""
    if content.startswith(OLD_OFFICE):
        raise WorkbookRefused(f"{name}：{old_format(content)}")
    if content.startswith(ZIP):
        raise WorkbookRefused(f"{name}：这是工作簿，不是 CSV，请把文件名改回以 .xlsx 结尾。")
    if content.startswith(NO_TEXT):
        raise WorkbookRefused(f"{name}：这是文档、图片或压缩包，不是表格。")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Excel and WPS on Chinese machines save plain CSV in GBK, which is part of GB 18030.
    for encoding in ("utf-16",) if wide else ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if _NO_TABLE.match(text.removeprefix(MARK)):
                raise WorkbookRefused(f"{name}：里面是网页或别的内容，不是表格。{SAVE_AS}")
            return text
    raise WorkbookRefused(f"{name}：文字读不出来。{SAVE_AS}")


def rows_of(text: str) -> list[list[str]]:
    """The rows; cells copied from a spreadsheet are separated by tabs, CSV by commas.

    Quoted cells may hold line breaks. A quote that is never closed does not swallow the rest.

    >>> rows_of('编号\\t备注\\r\\n1\\t"two\\nlines"')
    [['编号', '备注'], ['1', 'two\\nlines']]
    """
    text = text[:MOST_CHARACTERS].removeprefix(MARK).replace("\0", "")
    delimiter = delimiter_of(text)
    try:
        return list(islice(_read(text, delimiter, strict=True), MOST_ROWS))
    except csv.Error:
        # Something like 5" screens, or a file that was cut off: quotes mean nothing then.
        lines = text.splitlines()[:MOST_ROWS]
        return [line.split(delimiter, MOST_COLUMNS)[:MOST_COLUMNS] for line in lines]


def _read(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    # A cell may be as long as the text: the module's own limit is for streams of strangers.
    csv.field_size_limit(MOST_CHARACTERS)
    lines = io.StringIO(text, newline="")
    for row in csv.reader(lines, delimiter=delimiter, strict=strict):
        yield [_meant(cell) if delimiter != "\t" else cell for cell in row[:MOST_COLUMNS]]


def _meant(cell: str) -> str:
    """Without what keeps a spreadsheet from changing it: a guard, or «="007"»."""
    kept = _AS_TEXT.fullmatch(cell)
    return kept[1] if kept else unguarded(cell)


def delimiter_of(text: str) -> str:
    """The sign that parts the cells of the first line with one; a tab counts before others, and a
    full-width comma where there is no other.
    """
    first = _outside_quotes(text)
    if "\t" in first:
        return "\t"
    return max(",;" if {*first} & {*",;"} else ",，", key=first.count)


def _outside_quotes(text: str) -> str:
    """What comes before the cells, and their first line, without what stands in quotes."""
    kept: list[str] = []
    quoted = False
    for sign in text:
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            if sign in "\r\n" and {*kept} & {*"\t,;"}:
                break
            kept.append(sign)
    return "".join(kept)
