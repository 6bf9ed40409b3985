"""A look at a file before it is opened as a workbook: strangers made it.

Nothing is unpacked but the beginnings of its parts. What is refused gets words for the person who
chose the file; what a workbook may hold but will not be used (macros) is only told.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from calculator.errors import CalculatorError
from calculator.files import name_of, why

MOST_BYTES = 200_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 2_000_000_000
# Sheets of repeated texts shrink to a fiftieth; a bomb to less than a thousandth.
MOST_SHRUNK = 400
ALWAYS_FINE = 20_000_000
HEAD = 4096
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
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(len(_OLD_OFFICE))
    except OSError as error:
        raise WorkbookRefused(f"{name_of(path)}：文件不能读取：{why(error)}。") from None
    if size == 0:
        raise WorkbookRefused(f"{path.name}：文件是空的。")
    if size > MOST_BYTES:
        raise WorkbookRefused(f"{path.name}：文件超过 {MOST_BYTES // 10**6} MB，请分成几个文件。")
    if head == _OLD_OFFICE:
        what = "这是旧格式（.xls）或加了密码的文件"
        raise WorkbookRefused(f"{path.name}：{what}。{SAVE_AS}")
    if not head.startswith(_ZIP):
        raise WorkbookRefused(f"{path.name}：不是 .xlsx 工作簿，只是改了名字的别的文件。{SAVE_AS}")
    try:
        with zipfile.ZipFile(path) as archive:
            return tuple(_look_inside(path.name, archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError):
        broken = "文件坏了，或者没有下载完整"
        raise WorkbookRefused(f"{path.name}：{broken}。{SAVE_AS}") from None
    except (EOFError, ValueError, zlib.error):
        raise WorkbookRefused(f"{path.name}：文件坏了。{SAVE_AS}") from None


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
            with archive.open(part) as stream:
                head = stream.read(HEAD)
            if _DOCTYPE.search(head) or _WIDE_DOCTYPE.search(head):
                raise WorkbookRefused(f"{name}：里面有工作簿不会有的定义（DOCTYPE），没有读。")
    if any(part.endswith("vbaProject.bin") for part in names):
        return ["文件里有宏，没有运行，也没有理会。"]
    return []
