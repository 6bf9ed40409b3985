"""A workbook as bytes, of the standard library alone: the same in CPython and in browsers.

Nothing is compressed, no time is kept, and text stays text: a cell never becomes a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from calculator.core.papers.csv_text import Cell
from calculator.core.values.numbers import to_text

# A spreadsheet keeps no more digits, no longer text, and no longer words beside a cell.
MOST_DIGITS, LONGEST_CELL, LONGEST_PROMPT, LONGEST_TITLE = 15, 32_767, 255, 32
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


class Sheet:
    """A sheet: its rows with the look of each, widths of columns, the cell that stays in sight.

    `choices` says where the options of a column stand, `prompts` the words (title, text) beside its
    cells, from the row `first` on; `texts` are columns whose cells stay text.
    """

    def __init__(self, name: str, widths: Sequence[float], frozen: str = "") -> None:
        self.name = name
        self.widths = widths
        self.frozen = frozen
        self.rows: list[tuple[int, Sequence[Cell]]] = []
        self.choices: dict[int, str] = {}
        self.prompts: dict[int, tuple[str, str]] = {}
        self.hidden = False
        self.texts: frozenset[int] = frozenset()
        self.first = 1

    def add(self, *rows: Sequence[Cell], look: int = PLAIN) -> None:
        """Rows below the others."""
        self.rows += [(look, row) for row in rows]


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


def workbook(sheets: Sequence[Sheet], prepared: int = 1_000) -> bytes:
    """The file; drop-down lists stand ready in so many rows."""
    import zipfile  # not before somebody asks for a file

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _parts(sheets, prepared):
            part = zipfile.ZipInfo(name)
            part.create_system = 0
            archive.writestr(part, (HEAD + text).encode())
    return out.getvalue()


def _parts(sheets: Sequence[Sheet], prepared: int) -> Iterator[tuple[str, str]]:
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
        f'<sheet name="{_text(sheet.name)}" sheetId="{one}"{_state(sheet)} r:id="rId{one}"/>'
        for one, sheet in zip(numbers, sheets, strict=True)
    )
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>',
    )
    targets = [("worksheet", f"worksheets/sheet{one}.xml") for one in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*targets, ("styles", "styles.xml")])
    yield "xl/styles.xml", STYLES
    for one, sheet in zip(numbers, sheets, strict=True):
        yield f"xl/worksheets/sheet{one}.xml", _sheet(sheet, prepared)


def _state(sheet: Sheet) -> str:
    return ' state="hidden"' if sheet.hidden else ""


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(sheet: Sheet, prepared: int) -> str:
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width:g}" customWidth="1"'
        f' style="{TEXT if at - 1 in sheet.texts else PLAIN}"/>'
        for at, width in enumerate(sheet.widths, 1)
    )
    rows = "".join(
        f'<row r="{number}">{_cells(number, look, cells, sheet.texts)}</row>'
        for number, (look, cells) in enumerate(sheet.rows, 1)
    )
    return (
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{_pane(sheet.frozen)}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{rows}</sheetData>{_validations(sheet, prepared)}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
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


def _cells(number: int, look: int, cells: Sequence[Cell], texts: frozenset[int]) -> str:
    found = []
    for at, cell in enumerate(cells):
        if cell is not None and cell != "":
            style = TEXT if look == PLAIN and at in texts else look
            found.append(_cell(f"{letters(at)}{number}", style, cell))
    return "".join(found)


def _cell(place: str, style: int, cell: str | int | Fraction) -> str:
    text = cell if isinstance(cell, str) else to_text(cell)
    digits = sum(sign.isdigit() for sign in text)
    if not isinstance(cell, str) and "/" not in text and digits <= MOST_DIGITS:
        return f'<c r="{place}" s="{style}"><v>{text}</v></c>'
    said = _text(text[:LONGEST_CELL])
    return (
        f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
    )


def _validations(sheet: Sheet, prepared: int) -> str:
    found = []
    for at in sorted({*sheet.choices, *sheet.prompts}):
        title, words = sheet.prompts.get(at, ("", ""))
        span = f"{letters(at)}{sheet.first}:{letters(at)}{prepared}"
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
