"""The parts of a workbook's file: strangers made it, so it is looked at before anything is read.

A part is read a piece at a time, and nothing of it is kept: there is an end to its elements, and no
definition of its own is followed. What is refused gets words for the person who chose the file.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from encodings import cp437, utf_16_le  # noqa: F401 - else the browser has them not
from io import SEEK_END
from pyexpat import ParserCreate
from typing import IO

from calculator.errors import CalculatorError

MOST_BYTES = 200_000_000
MOST_PARTS = 2_000
MOST_UNPACKED = 600_000_000
# Sheets of repeated texts shrink to a fiftieth; a bomb to less than a thousandth.
MOST_SHRUNK = 100
ALWAYS_FINE = 20_000_000
# What reading takes goes by the elements of a part: four for a cell, four for a text of the list
# that cells share. 5,000,000 cells and 300,000 texts are more than anybody fills in.
MOST_ELEMENTS = {"xl/worksheets/": 20_000_000, "xl/sharedStrings": 1_200_000, "": 500_000}
CHUNK = 1 << 16
# Cells and rows that have a look and hold nothing, a million of them where somebody coloured whole
# columns: passed over where what follows says its own place.
_BLANK_CELLS = re.compile(rb'(?:<c r="[A-Z]+\d+"[^<>]*/>)+(?=<c r=|</row>)')
_BLANK_ROWS = re.compile(rb'(?:<row r="\d+"[^<>]*(?:/>|></row>))+(?=<row r=|</sheetData)')
SPLIT = "请只留下填写的表，把整行、整列的格式清除，或者分成几个文件。"
SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 再试。"
BOOK = "xl/workbook.xml"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
# How files of other programs begin: ZIP (.docx as well), the old Office, PDF, pictures, archives.
NO_TEXT = (
    ZIP, OLD_OFFICE, b"%PDF", b"\xff\xd8\xff", b"\x89PNG",
    b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"PK\x05\x06",
)  # fmt: skip
_BROKEN_ZIP = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError,
    zlib.error,
)  # fmt: skip
Element = tuple[str, Mapping[str, str] | None, str]


class WorkbookRefused(CalculatorError):
    """The file is no workbook that can be read; the message says what to do."""


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """A broken file can make its readers stumble anywhere and in any way."""
    try:
        yield
    except CalculatorError:
        raise
    except MemoryError:
        raise WorkbookRefused(f"{name}：文件太大，这台机器读不下。") from None
    except _BROKEN_ZIP:
        raise WorkbookRefused(f"{name}：文件坏了，或者没有下载完整。{SAVE_AS}") from None
    except Exception as error:
        raise WorkbookRefused(f"{name}：文件读不出来。{SAVE_AS}") from error


def old_format(content: bytes) -> str:
    """What a file of the old kind is; one with a password has a new one inside."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "工作簿加了打开密码。请用 Excel 或 WPS 打开，去掉密码，另存为 .xlsx 再试。"
    return f"这是旧格式（.xls、.et）的文件。{SAVE_AS}"


class Archive:
    """The file of a workbook, by the name that it has for people; raises `WorkbookRefused`."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        size = file.seek(0, SEEK_END)
        file.seek(0)
        head = file.read(len(OLD_OFFICE))
        if size == 0:
            raise self.refused("文件是空的。")
        if size > MOST_BYTES:
            raise self.refused(f"文件超过 {MOST_BYTES // 10**6} MB，请分成几个文件。")
        if head == OLD_OFFICE:
            raise self.refused(old_format(head + file.read()))
        if not head.startswith(ZIP):
            raise self.refused(f"不是 .xlsx 工作簿，可能是改了名字的别的文件。{SAVE_AS}")
        with refusing(name):
            self._zip = zipfile.ZipFile(file)
            self._look()

    def refused(self, words: str) -> WorkbookRefused:
        """What to raise."""
        return WorkbookRefused(f"{self.name}：{words}")

    def _look(self) -> None:
        parts = self._zip.infolist()
        if {"[Content_Types].xml", BOOK} - set(self._zip.namelist()):
            raise self.refused(f"里面没有工作簿，可能是别的 Office 文件。{SAVE_AS}")
        if len(parts) > MOST_PARTS:
            raise self.refused(f"里面有 {len(parts)} 个部分，不像是填写的表。")
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise self.refused("解开以后太大，没有读。")
        for part in parts:
            shrunk = part.file_size > MOST_SHRUNK * max(part.compress_size, 1)
            if shrunk and part.file_size > ALWAYS_FINE:
                raise self.refused("压缩得不合常理，像是有意做坏的文件，没有读。")

    @property
    def has_macros(self) -> bool:
        """Whether there is a program in it, which nobody runs."""
        return any(name.endswith("vbaProject.bin") for name in self._zip.namelist())

    def elements(self, part: str) -> Iterator[Element]:
        """What opens, with its attributes, and what closes (None), with the text right before it;
        names without what stands before a colon."""
        most = next(most for start, most in MOST_ELEMENTS.items() if part.startswith(start))
        found: list[Element] = []
        words: list[str] = []

        def opens(name: str, attributes: dict[str, str]) -> None:
            words.clear()
            found.append((_local(name), {_local(key): one for key, one in attributes.items()}, ""))

        def closes(name: str) -> None:
            found.append((_local(name), None, "".join(words)))
            words.clear()

        def defines(*_: object) -> None:
            raise self.refused("里面有工作簿不会有的定义（DOCTYPE），没有读。")

        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = opens
        parser.EndElementHandler = closes
        parser.CharacterDataHandler = words.append
        parser.StartDoctypeDeclHandler = defines
        count = 0
        with refusing(self.name), self._zip.open(part) as stream:
            while chunk := stream.read(CHUNK):
                parser.Parse(_BLANK_ROWS.sub(b"", _BLANK_CELLS.sub(b"", chunk)), False)
                count += len(found)
                if count > 2 * most:
                    raise self.refused(f"里面的内容多得不像是填写的表，没有读。{SPLIT}")
                yield from found
                found.clear()
            parser.Parse(b"", True)


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name
