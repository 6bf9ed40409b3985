"""Strict Open XML workbooks («严格 Open XML 电子表格») as the transitional ones that are read.

The two differ in the names of their namespaces, which stand at the start of each part and in the
lists of relations.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from calculator.sheets.guard import CHUNK

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAME = re.compile(re.escape(_STRICT) + rb"(\w+)/([\w-]*)")
_OURS = "http://schemas.openxmlformats.org"
# Names that are not formed like the others.
_ODD = {b"extendedProperties": b"extended-properties", b"customProperties": b"custom-properties"}


@contextmanager
def transitional(path: Path) -> Iterator[Path]:
    """The workbook's path, or that of a rewritten copy that is gone afterwards."""
    with zipfile.ZipFile(path) as archive:
        if _STRICT not in archive.read("xl/workbook.xml"):
            yield path
            return
        with tempfile.TemporaryDirectory(prefix="calculator-") as folder:
            copy = Path(folder) / path.name
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
                for part in archive.infolist():
                    with archive.open(part) as source, target.open(part.filename, "w") as out:
                        out.write(_NAME.sub(_renamed, source.read(CHUNK)))
                        shutil.copyfileobj(source, out, CHUNK)
            yield copy


def _renamed(found: re.Match[bytes]) -> bytes:
    area, name = found[1], _ODD.get(found[2], found[2])
    return b"%s/%s/2006/%s" % (_OURS.encode(), area, name)
