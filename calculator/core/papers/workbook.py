"""A workbook, of the standard library alone: the same in CPython and in browsers.

No time is kept, and text stays text: a cell never becomes a formula. Rows are written as they come,
into a room that whoever makes a sheet gives it: memory, or a file on disk.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from shutil import copyfileobj
from typing import IO

from calculator.core.papers.csv_text import Cell
from calculator.core.papers.page import columns_of_first_page, height, pages_wide, set_up
from calculator.core.values.numbers import to_text

# A spreadsheet keeps no more rows, no more digits, no longer text, no longer words beside a cell,
# and no longer name of a sheet, nor these signs in it.
MOST_ROWS, MOST_DIGITS, LONGEST_CELL = 1_048_576, 15, 32_767
LONGEST_PROMPT, LONGEST_TITLE, LONGEST_NAME = 255, 32, 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\：？＊", "-"))
# Rows that get drop-down lists: as many as anybody fills in by hand.
PREPARED = 5_000
# A sheet of so many bytes is worth shrinking; how it shrinks differs with the library at hand.
LARGE = 1 << 22
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
PACKAGE_KIND = "application/vnd.openxmlformats-package.relationships+xml"
# Looks of cells: plain, a header, an explanation, text that no spreadsheet makes a day of.
PLAIN, BOLD, SMALL, TEXT = range(4)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="3"><font><sz val="11"/></font>'
    '<font><b/><sz val="11"/></font><font><sz val="9"/><color rgb="FF555555"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF7F7F2"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4">{}{}{}{}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
).format(
    *(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" xfId="0" applyAlignment="1" '
        'applyNumberFormat="1"><alignment vertical="top" wrapText="1"/></xf>'
        for number, font, fill in ((0, 0, 0), (0, 1, 2), (0, 2, 3), (49, 0, 0))
    )
)
# What XML cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
Room = Callable[[], IO[bytes]]


class Sheet:
    """A sheet: widths of columns, the cell that stays in sight, the rows that paper repeats.

    `choices` says where the options of a column stand, `prompts` the words (title, text) beside its
    cells, below the rows that paper repeats; `texts` are columns whose cells stay text. A `form` is
    printed with what people add to it.
    """

    def __init__(
        self,
        name: str,
        widths: Sequence[float],
        frozen: str = "",
        *,
        head: tuple[int, int] = (1, 1),
        room: Room = io.BytesIO,
    ) -> None:
        self.name = name.translate(FORBIDDEN)[:LONGEST_NAME]
        self.widths = widths
        self.frozen = frozen
        self.head = head
        self.number = 0
        self.choices: dict[int, str] = {}
        self.prompts: dict[int, tuple[str, str]] = {}
        self.merged: list[str] = []
        self.hidden = self.form = False
        self.texts: frozenset[int] = frozenset()
        self._room = room()

    def add(self, *rows: Sequence[Cell], look: int = PLAIN) -> bool:
        """Rows below the others; False when the sheet is full."""
        return all(self._write(row, self.widths, look) for row in rows)

    def add_line(self, text: str, look: int = PLAIN) -> bool:
        """A line that runs over the columns of a page; False when the sheet is full."""
        across = columns_of_first_page(self.widths)
        added = self._write([text], [sum(self.widths[:across])], look)
        if added and across > 1:
            self.merged.append(f"A{self.number}:{letters(across - 1)}{self.number}")
        return added

    def _write(self, row: Sequence[Cell], widths: Sequence[float], look: int) -> bool:
        if self.number == MOST_ROWS:
            return False
        self.number += 1
        said = [(at, said) for at, cell in enumerate(row) if (said := _said(cell)) is not None]
        high = height(((text, widths[at]) for at, (text, _) in said if at < len(widths)))
        cells = "".join(
            _cell(f"{letters(at)}{self.number}", self._look(look, at), *one) for at, one in said
        )
        line = f'<row r="{self.number}" ht="{high:g}" customHeight="1">{cells}</row>'
        self._room.write(line.encode())
        return True

    def _look(self, look: int, at: int) -> int:
        return TEXT if look == PLAIN and at in self.texts else look

    def write(self, out: zipfile.ZipFile, name: str, title: str) -> None:
        """The sheet into a workbook."""
        before, after = (part.encode() for part in (_before(self), _after(self, title)))
        part = _part(name, self._room.tell() + len(before) + len(after))
        with self._room as rows, out.open(part, "w") as file:
            rows.seek(0)
            file.write(before)
            copyfileobj(rows, file)
            file.write(after)


def letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    text = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def workbook(title: str, sheets: Sequence[Sheet]) -> bytes:
    """The file; the title stands on every page."""
    out = io.BytesIO()
    write(out, title, sheets)
    return out.getvalue()


def write(out: IO[bytes], title: str, sheets: Sequence[Sheet]) -> None:
    """The same into a file."""
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in _parts(sheets):
            content = (HEAD + text).encode()
            archive.writestr(_part(name, 0), content)
        for number, sheet in enumerate(sheets, 1):
            sheet.write(archive, f"xl/worksheets/sheet{number}.xml", title)


def _part(name: str, size: int) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name)
    part.create_system = 0
    part.file_size = size
    part.compress_type = zipfile.ZIP_DEFLATED if size > LARGE else zipfile.ZIP_STORED
    return part


def _parts(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str]]:
    numbers = range(1, len(sheets) + 1)
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{one}.xml", "worksheet") for one in numbers]
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{KIND}.{kind}+xml"/>' for name, kind in kinds
    )
    default = f'<Default Extension="rels" ContentType="{PACKAGE_KIND}"/>'
    types = f'<Types xmlns="{PACKAGE}/content-types">{default}{overrides}</Types>'
    yield "[Content_Types].xml", types
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    names = "".join(
        f'<sheet name="{_text(sheet.name)}" sheetId="{one}"{state} r:id="rId{one}"/>'
        for one, sheet in zip(numbers, sheets, strict=True)
        for state in [' state="hidden"' if sheet.hidden else ""]
    )
    printed = "".join(line for at, sheet in enumerate(sheets) for line in _printed(at, sheet))
    within = f"<sheets>{names}</sheets><definedNames>{printed}</definedNames>"
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{within}</workbook>'
    yield "xl/workbook.xml", book
    targets = [("worksheet", f"worksheets/sheet{one}.xml") for one in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES


def _printed(at: int, sheet: Sheet) -> Iterator[str]:
    """What of a sheet is printed, and repeated on each page."""
    if sheet.hidden:
        return
    own = f"'{_text(sheet.name.replace("'", "''"))}'!"
    if not sheet.form:
        last = letters(len(sheet.widths) - 1)
        yield _name("Print_Area", at, f"{own}$A$1:${last}${max(sheet.number, 1)}")
    first, until = sheet.head
    beside = f"{own}$A:$A," if pages_wide(sheet.widths) > 1 else ""
    if until:
        yield _name("Print_Titles", at, f"{beside}{own}${first}:${until}")


def _name(name: str, at: int, place: str) -> str:
    return f'<definedName name="_xlnm.{name}" localSheetId="{at}">{place}</definedName>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _before(sheet: Sheet) -> str:
    """All of a sheet that stands before its rows."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"'
        f' style="{TEXT if at - 1 in sheet.texts else PLAIN}"/>'
        for at, width in enumerate(sheet.widths, 1)
    )
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(sheet.frozen)}</sheetView></sheetViews>'
        f"{f'<cols>{columns}</cols>' if columns else ''}<sheetData>"
    )


def _pane(frozen: str) -> str:
    if not frozen:
        return ""
    column, row = ord(frozen[0]) - ord("A"), int(frozen[1:]) - 1
    split = f' xSplit="{column}"' if column else ""
    which = "bottomRight" if column else "bottomLeft"
    return (
        f'<pane{split} ySplit="{row}" topLeftCell="{frozen}" activePane="{which}" state="frozen"/>'
    )


def _after(sheet: Sheet, title: str) -> str:
    """All that stands behind them."""
    merged = "".join(f'<mergeCell ref="{one}"/>' for one in sheet.merged)
    listed = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    printed = set_up(sheet.widths, _text(title))
    return f"</sheetData>{listed}{_validations(sheet)}{printed}</worksheet>"


def _said(cell: Cell) -> tuple[str, bool] | None:
    """The text of a cell, and whether it is a number; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return _ILLEGAL.sub("", cell)[:LONGEST_CELL], False
    text = to_text(cell)
    return text, "/" not in text and sum(sign.isdigit() for sign in text) <= MOST_DIGITS


def _cell(place: str, style: int, text: str, is_number: bool) -> str:
    if is_number:
        return f'<c r="{place}" s="{style}"><v>{text}</v></c>'
    said = f'<is><t xml:space="preserve">{_text(text)}</t></is>'
    return f'<c r="{place}" s="{style}" t="inlineStr">{said}</c>'


def _validations(sheet: Sheet) -> str:
    found = []
    for at in sorted({*sheet.choices, *sheet.prompts}):
        title, words = sheet.prompts.get(at, ("", ""))
        span = f"{letters(at)}{sheet.head[1] + 1}:{letters(at)}{PREPARED}"
        listed = sheet.choices.get(at)
        # Other spellings are understood as well; what is not will be reported.
        found.append(
            f'<dataValidation{' type="list"' if listed else ""} allowBlank="1" showInputMessage="1"'
            f' promptTitle="{_text(title[:LONGEST_TITLE])}"'
            f' prompt="{_text(words[:LONGEST_PROMPT])}" sqref="{span}">'
            f"{f'<formula1>{_text(listed)}</formula1>' if listed else ''}</dataValidation>"
        )
    if not found:
        return ""
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>'


def _text(text: str) -> str:
    """Text as it may stand between tags and in attributes."""
    text = _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")
