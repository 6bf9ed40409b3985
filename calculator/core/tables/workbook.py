"""Tables out of a workbook, a row at a time; what a workbook can do that a table cannot is told."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from posixpath import join, normpath
from typing import IO

from calculator.core.papers.workbook import letters
from calculator.core.tables.archive import BOOK, SAVE_AS, Archive, Element, refusing
from calculator.core.tables.cell_text import AGREED, number_text, text_shown
from calculator.core.tables.layout import EDITION, GUIDE, folded, is_no_table, titled
from calculator.core.tables.people import Table, Trouble, address

MOST_ROWS = 300_000
MOST_COLUMNS = 1_000
MOST_CELLS = 2_000_000  # with the blank ones before the last of a row
MOST_NAMED = 10  # of places that are told in one line
MOST_MERGED = 20_000
MOST_FILLED = 100_000
LONGEST_CELL = 32_767
# Lines of the explanation that may name the edition.
GUIDE_ROWS = 20
NO_RESULT = "这一格是公式，文件里没有存计算结果；请打开保存一次，或者直接填数。"
# Formulas whose result goes by the clock, by chance, or by another workbook.
_MOVING = re.compile(r"\b(TODAY|NOW|RAND\w*)\(|\[\d+\][^\[\]]*!", re.IGNORECASE)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,10})")
_FLAGS = {"1": "是", "true": "是", "0": "否", "false": "否"}
Report = Callable[[Trouble], None]
Row = tuple[int, list[str]]


class Sheet:
    """A sheet: its title, the part of the file, whether it is shown, its hidden columns, whether
    noughts are not seen, its merged ranges in order; blank is one in which no cell holds anything.
    """

    def __init__(self, title: str, part: str, is_shown: bool) -> None:
        self.title = title
        self.part = part
        self.is_shown = is_shown
        self.hidden: set[int] = set()
        self.hides_noughts = False
        self.merged: list[Merged] = []
        self.is_blank = True


class Merged:
    """A merged range: its first and last column (from 0), first and last row, its name, whether it
    was met to hide what it does not show."""

    def __init__(self, name: str) -> None:
        start, _, end = name.partition(":")
        self.name = name
        self.covers_more = False
        self.column, self.first = _place(start)
        self.until, self.last = _place(end or start)

    @property
    def is_fillable(self) -> bool:
        """Whether somebody may have merged it to say the same in each of its cells."""
        return (self.last - self.first + 1) * (self.until - self.column + 1) <= MOST_FILLED


class Workbook:
    """An open workbook; raises `WorkbookRefused`, at once or when its rows are read."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.archive = Archive(name, file)
        self.from_1904 = False
        self.is_stale = False
        with refusing(name):
            self.parts = dict(self._relations())
            self.sheets = list(self._sheets())
            self.strings = list(self._strings())
            self.looks = list(self._looks())

    def _relations(self) -> Iterator[tuple[str, str]]:
        """Parts by the ids of relations, and by the kinds of those that there is one of."""
        for name, given, _ in self.archive.elements("xl/_rels/workbook.xml.rels"):
            if name == "Relationship" and given:
                part = normpath(join("xl", given["Target"])).lstrip("/")
                yield given["Id"], part
                yield given["Type"].rpartition("/")[2], part

    def _sheets(self) -> Iterator[Sheet]:
        for name, given, _ in self.archive.elements(BOOK):
            if given and name == "workbookPr":
                self.from_1904 = _is_true(given.get("date1904"))
            elif given and name == "sheet" and "/worksheets/" in (part := self.parts[given["id"]]):
                yield Sheet(given["name"], part, given.get("state", "visible") == "visible")
            elif given and name == "calcPr":
                self.is_stale = _is_true(given.get("fullCalcOnLoad")) or not all(
                    _is_true(given.get(key, "1")) for key in ("calcOnSave", "calcCompleted")
                )

    def _strings(self) -> Iterator[tuple[str, bool]]:
        """The texts that cells share, and whether some of each is crossed out."""
        text = _Text()
        for name, given, words in self._elements_of("sharedStrings"):
            if name == "si" and given is not None:
                text = _Text()
            elif name == "si":
                yield text.text, text.is_struck
            else:
                text.take(name, given, words)

    def _looks(self) -> Iterator[tuple[str, bool]]:
        """Of each style the format of numbers, and whether what is written is crossed out."""
        formats, struck, within = dict(AGREED), list[bool](), ""
        for name, given, _ in self._elements_of("styles"):
            if name in {"numFmts", "fonts", "cellXfs"}:
                within = "" if given is None else name
            elif given is None:
                continue
            elif within == "numFmts" and name == "numFmt":
                formats[int(given["numFmtId"])] = given["formatCode"]
            elif within == "fonts" and name == "font":
                struck.append(False)
            elif within == "fonts" and name == "strike":
                struck[-1] = _is_true(given.get("val", "1"))
            elif within == "cellXfs" and name == "xf":
                font = int(given.get("fontId", 0))
                shown_as = formats.get(int(given.get("numFmtId", 0)), "General")
                yield shown_as, font < len(struck) and struck[font]

    def _elements_of(self, kind: str) -> Iterator[Element]:
        part = self.parts.get(kind)
        return self.archive.elements(part) if part else iter(())

    def edition_named(self) -> dict[str, str]:
        """The policy and edition that a template's explanation names; {} where none is."""
        for sheet in self.sheets:
            if titled(sheet.title) == folded(GUIDE):
                for number, row in _texts(self, sheet, lambda _: None, _Odd()):
                    if number > GUIDE_ROWS:
                        break
                    if len(row) > 1 and row[0] == EDITION:
                        policy, _, edition = row[1].partition("/")
                        return {"policy": policy.strip(), "edition": edition.strip()}
        return {}

    def tables(self, report: Report) -> list[Table]:
        """The visible sheets that hold something. Their rows are read when asked for."""
        if self.archive.has_macros:
            report(Trouble(self.archive.name, "文件里有宏，没有运行，也没有理会。"))
        found = []
        for sheet in self.sheets:
            if not sheet.is_shown:
                if not is_no_table(sheet.title):
                    report(Trouble(f"{sheet.title}!A1", "这张工作表是隐藏的，没有读。"))
                continue
            with refusing(self.archive.name):
                self._scan(sheet)
            if not sheet.is_blank:
                table = Table(sheet.title, ())
                table.rows = _rows(self, sheet, table, report)
                found.append(table)
        return found

    def _scan(self, sheet: Sheet) -> None:
        """What is not told beside the cells that it is about."""
        merged: dict[str, None] = {}
        for name, given, _ in self.archive.elements(sheet.part):
            if name in {"v", "is", "f"}:
                sheet.is_blank = False
            elif name == "mergeCell" and given and len(merged) < MOST_MERGED:
                merged[given["ref"]] = None
            elif name == "sheetView" and given:
                sheet.hides_noughts = not _is_true(given.get("showZeros", "1"))
            elif name == "col" and given and _is_hidden(given, "width"):
                sheet.hidden.update(
                    range(int(given["min"]) - 1, min(int(given["max"]), MOST_COLUMNS))
                )
        sheet.merged = sorted(map(Merged, merged), key=lambda one: one.first)


HIDDEN, CROSSED_OUT = (f"是{what}的，也当作有效读了；不要的请删掉。" for what in ("隐藏", "划掉"))
MOVING = "里有随打开的时间或别的文件变化的公式，读的是上次保存时的结果；请核对，或者直接填数。"


class _Odd:
    """What holds something and yet may be meant to count no more, or to be another by now."""

    def __init__(self) -> None:
        self.last = 0
        self.found: dict[str, dict[str, int]] = {HIDDEN: {}, CROSSED_OUT: {}, MOVING: {}}

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
                yield next(iter(places.values())), f"{names}{more}{what}"


def _rows(book: Workbook, sheet: Sheet, table: Table, report: Report) -> Iterator[list[str]]:
    with refusing(book.archive.name):
        odd = _Odd()
        texts = _texts(book, sheet, report, odd)
        yield from _filled(_limited(book, texts, sheet.title, report), sheet, table)
        table.told += [(odd.last, Trouble(address(sheet.title, at), say)) for at, say in odd.told()]


def _merged(title: str, one: Merged) -> Trouble:
    read = "按每一格都填了同样的内容读" if one.is_fillable else "太大，只读了左上角一格"
    message = f"合并的单元格 {one.name}：{read}。"
    return Trouble(address(title, one.first, one.column), message)


class _Text:
    """Words, run by run: how they are read aloud is none of them, and «12» with a raised «1» is not
    121."""

    def __init__(self) -> None:
        self.text = ""
        self.is_aside = self.is_raised = self.is_struck = False

    def take(self, name: str, given: Mapping[str, str] | None, words: str) -> None:
        """An element within the text."""
        if name == "rPh":
            self.is_aside = given is not None
        elif name == "r":
            self.is_raised = False
        elif name == "vertAlign" and given:
            self.is_raised = given.get("val") in {"superscript", "subscript"}
        elif name == "strike" and given is not None:
            self.is_struck = self.is_struck or _is_true(given.get("val", "1"))
        elif name == "t" and not self.is_aside:
            self.text += f"^{words}" if self.is_raised and words.strip() else words


class _Cell(_Text):
    """What a cell's elements say, one after the other."""

    def __init__(self, given: Mapping[str, str], after: int) -> None:
        super().__init__()
        self.column = _place(given["r"])[0] if "r" in given else after + 1
        self.kind = given.get("t", "n")
        self.look = int(given.get("s", 0))
        self.has_formula = self.has_value = self.is_moving = False

    def take(self, name: str, given: Mapping[str, str] | None, words: str) -> None:
        """An element within the cell."""
        if name == "f":
            self.has_formula = True
            self.is_moving = self.is_moving or bool(_MOVING.search(words))
        elif name == "v":
            self.has_value = True
            self.text += words
        else:
            super().take(name, given, words)

    def said(self, book: Workbook) -> str:
        """The text that a person sees; "" for an empty cell."""
        if not self.text:
            return ""
        if self.kind == "s":
            text, self.is_struck = book.strings[int(self.text)]
            return text_shown(text, self.look_in(book)[0])
        if self.kind == "b":
            return _FLAGS.get(self.text.lower(), self.text)
        if self.kind == "n":
            return number_text(self.text, self.look_in(book)[0], book.from_1904)
        is_text = self.kind in {"str", "inlineStr"}
        return text_shown(self.text, self.look_in(book)[0]) if is_text else self.text

    def look_in(self, book: Workbook) -> tuple[str, bool]:
        """The format of its number, and whether a line is drawn through it."""
        return book.looks[self.look] if self.look < len(book.looks) else ("General", False)


def _written(elements: Iterable[Element]) -> Iterator[tuple[int, bool, list[_Cell]]]:
    """The rows that are there, by number: whether they are hidden, and their cells."""
    number, is_hidden, cells = 0, False, list[_Cell]()
    for name, given, words in elements:
        if name == "row" and given is not None:
            number, cells = int(given.get("r", number + 1)), []
            is_hidden = _is_hidden(given, "ht")
        elif name == "row":
            if len({cell.column for cell in cells}) < len(cells):
                raise ValueError(cells)  # two values for one place
            yield number, is_hidden, cells
        elif name == "c" and given is not None:
            cells.append(_Cell(given, cells[-1].column if cells else -1))
        elif cells:
            cells[-1].take(name, given, words)


def _texts(book: Workbook, sheet: Sheet, report: Report, odd: _Odd) -> Iterator[Row]:
    """The rows that are there, up to their last cell that holds something."""
    for number, is_hidden, cells in _written(book.archive.elements(sheet.part)):
        texts: list[str] = []
        for cell in cells:
            at = cell.column
            is_missing = not cell.text and not (
                cell.has_value and cell.kind == "str"
            )  # which is ""
            if cell.has_formula and (is_missing or book.is_stale):
                report(Trouble(address(sheet.title, number, at), NO_RESULT))
            elif cell.text and at < MOST_COLUMNS:
                texts += [""] * (at + 1 - len(texts))
                texts[at] = cell.said(book)[:LONGEST_CELL]
                if sheet.hides_noughts and cell.kind == "n" and not float(cell.text):
                    texts[at] = ""
                if is_hidden:
                    odd.note(HIDDEN, f"第 {number} 行", number)
                if at in sheet.hidden:
                    odd.note(HIDDEN, f"{letters(at)} 列", number)
                if cell.is_struck or cell.look_in(book)[1]:
                    odd.note(CROSSED_OUT, f"第 {number} 行", number)
                if cell.is_moving:
                    odd.note(MOVING, f"{letters(at)} 列", number)
        yield number, texts


def _limited(
    book: Workbook, rows: Iterator[Row], title: str, report: Report
) -> Iterator[list[str]]:
    """Rows with blank ones between them; no more than anybody fills in."""
    last = cells = 0
    for number, row in rows:
        if not any(row):
            continue
        if number <= last:
            raise book.archive.refused(f"第 {number} 行的位置乱了。{SAVE_AS}")
        cells += len(row)
        if number > MOST_ROWS or cells > MOST_CELLS:
            message = f"最多读 {MOST_ROWS} 行、{MOST_CELLS} 格，后面的没有读；请分成几个文件。"
            report(Trouble(address(title, number), message))
            return
        yield from ([] for _ in range(number - last - 1))
        yield row
        last = number


def _filled(rows: Iterator[list[str]], sheet: Sheet, table: Table) -> Iterator[list[str]]:
    """The first cell of a merged range stands for all others; one that says nothing is not told."""
    waiting = sheet.merged[::-1]
    open_ranges: list[tuple[Merged, str]] = []
    for number, row in enumerate(rows, 1):
        open_ranges = [(one, text) for one, text in open_ranges if one.last >= number]
        while waiting and waiting[-1].first <= number:
            one = waiting.pop()
            text = row[one.column] if one.column < len(row) else ""
            open_ranges.append((one, text))
            table.told += [(one.last, _merged(sheet.title, one))] if text else []
        for one, text in open_ranges:
            for column in _covered(row, one, text):
                if not one.covers_more:
                    one.covers_more = True
                    table.told.append((one.last, _unseen(sheet.title, number, column, row, one)))
                row[column] = ""
            if text and one.is_fillable:
                _fill(row, one, text)
        yield row


def _covered(row: list[str], one: Merged, text: str) -> list[int]:
    """The cells of a row in which a range hides what is not what it shows: ranges have that when
    they were merged by copying their look."""
    return [
        at for at in range(one.column, min(one.until + 1, len(row))) if row[at] not in ("", text)
    ]


def _unseen(title: str, number: int, column: int, row: list[str], one: Merged) -> Trouble:
    hidden = f"下面还有看不见的内容（这里是“{row[column][:40]}”），没有用；请取消合并，逐格核对。"
    return Trouble(address(title, number, column), f"合并的单元格 {one.name} {hidden}")


def _fill(row: list[str], one: Merged, text: str) -> None:
    until = min(one.until, MOST_COLUMNS - 1)
    row += [""] * (until + 1 - len(row))
    row[one.column : until + 1] = [text] * (until + 1 - one.column)


def _is_hidden(given: Mapping[str, str], size: str) -> bool:
    return _is_true(given.get("hidden")) or float(given.get(size, 1)) == 0


def _is_true(text: str | None) -> bool:
    return text in {"1", "true"}


@cache
def _column(name: str) -> int:
    number = 0
    for sign in name:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1


def _place(name: str) -> tuple[int, int]:
    """The column (from 0) and the row (from 1) of a cell's name."""
    found = _PLACE.fullmatch(name)
    if not found:
        raise ValueError(name)
    return _column(found[1]), int(found[2])
