"""A look at a file before it is opened as a workbook: strangers made it.

Its parts are read through once, a piece at a time, and nothing of them is kept: what a file expands
to, in bytes and in elements, is known before anything is made of it. What is refused gets words for
the person who chose the file; what a workbook may hold but will not be used (macros) is only told.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.files import name_of, read_within, why

MOST_BYTES = 200_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 600_000_000
# Sheets of repeated texts shrink to a fiftieth; a bomb to less than a thousandth.
MOST_SHRUNK = 100
ALWAYS_FINE = 20_000_000
# What reading takes goes by the elements of a part: four for a cell, four for a text of the list
# that cells share. 5,000,000 cells and 300,000 texts are more than anybody fills in.
MOST_ELEMENTS = {"xl/worksheets/": 20_000_000, "xl/sharedStrings": 1_200_000, "": 500_000}
CHUNK = 1 << 20
HEAD = 4096
SPLIT = "请只留下填写的表，把整行、整列的格式清除，或者分成几个文件。"
SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试。"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# The same in UTF-16, which a parser would understand as well.
_WIDE_DOCTYPE = re.compile(rb"<\0?!\0?\s*D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)


class WorkbookRefused(CalculatorError):
    """The file is no workbook that can be read; the message says what to do."""


def look_at(path: Path) -> tuple[str, ...]:
    """Words on what will be left alone; raises `WorkbookRefused`."""
    name = name_of(path.name)
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(len(_OLD_OFFICE))
    except OSError as error:
        raise WorkbookRefused(f"{name}：文件不能读取：{why(error)}。") from None
    if size == 0:
        raise WorkbookRefused(f"{name}：文件是空的。")
    if size > MOST_BYTES:
        raise WorkbookRefused(f"{name}：文件超过 {MOST_BYTES // 10**6} MB，请分成几个文件。")
    if head == _OLD_OFFICE:
        what = "这是旧格式（.xls、.et）或加了密码的文件"
        raise WorkbookRefused(f"{name}：{what}。{SAVE_AS}")
    if not head.startswith(_ZIP):
        raise WorkbookRefused(f"{name}：不是 .xlsx 工作簿，可能是改了名字的别的文件。{SAVE_AS}")
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_look_inside(name, archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError):
        broken = "文件坏了，或者没有下载完整"
        raise WorkbookRefused(f"{name}：{broken}。{SAVE_AS}") from None
    except (EOFError, ValueError, zlib.error):
        raise WorkbookRefused(f"{name}：文件坏了。{SAVE_AS}") from None


def csv_text_of(path: Path) -> str:
    """A table that was saved as text, whatever encoding its spreadsheet took."""
    name = name_of(path.name)
    try:
        content = read_within(path)
    except OSError as error:
        raise WorkbookRefused(f"{name}：文件不能读取：{why(error)}。") from None
    if content.startswith((_OLD_OFFICE, _ZIP)):
        raise WorkbookRefused(f"{name}：这是工作簿，不是 CSV，请把文件名改回以 .xlsx 结尾。")
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Excel and WPS on Chinese machines save plain CSV in GBK, which is part of GB 18030.
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise WorkbookRefused(f"{name}：文字读不出来。请用 Excel 或 WPS 另存为“CSV UTF-8”再试。")


def _look_inside(name: str, archive: zipfile.ZipFile) -> list[str]:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise WorkbookRefused(f"{name}：里面没有工作簿，可能是别的 Office 文件。{SAVE_AS}")
    if len(parts) > MOST_PARTS:
        raise WorkbookRefused(f"{name}：里面有 {len(parts)} 个部分，不像是填写的表。")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookRefused(f"{name}：解开以后太大，没有读。")
    for part in parts:
        shrunk = part.file_size > MOST_SHRUNK * max(part.compress_size, 1)
        if shrunk and part.file_size > ALWAYS_FINE:
            raise WorkbookRefused(f"{name}：压缩得不合常理，像是有意做坏的文件，没有读。")
        if part.filename.endswith((".xml", ".rels")):
            _look_at_part(name, archive, part)
    if any(part.endswith("vbaProject.bin") for part in names):
        return ["文件里有宏，没有运行，也没有理会。"]
    return []


def _look_at_part(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    most = next(most for start, most in MOST_ELEMENTS.items() if part.filename.startswith(start))
    elements = 0
    with archive.open(part) as stream:
        head = stream.read(HEAD)
        if _DOCTYPE.search(head) or _WIDE_DOCTYPE.search(head):
            raise WorkbookRefused(f"{name}：里面有工作簿不会有的定义（DOCTYPE），没有读。")
        chunk = head
        while chunk:
            elements += chunk.count(b"<")
            if elements > most:
                raise WorkbookRefused(f"{name}：里面的内容多得不像是填写的表，没有读。{SPLIT}")
            chunk = stream.read(CHUNK)
