"""Zip archives of Python modules for the browser, byte-compiled, the same bytes on every build.

`pyodide py-compile` does the same job, but stamps the clock of the build into every module and
every zip entry, so two builds of the same sources differ.
"""

import __future__

import importlib.util
import io
import marshal
import struct
import sys
import zipfile
from collections.abc import Mapping
from types import CodeType

# PEP 552: the second word of a .pyc says "hash-based, never checked against a source".
_UNCHECKED_HASH = 0b01
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Of CPython's table of positions (Objects/locations.md): an entry without one, and how many code
# units an entry may cover.
_NO_PLACE = 0x80 | (15 << 3)
_MOST_UNITS = 8


def host_matches(python_version: str) -> bool:
    """Whether this interpreter writes bytecode that a runtime of `python_version` can read."""
    major, minor = python_version.split(".")[:2]
    return sys.version_info[:2] == (int(major), int(minor))


def compile_module(source: bytes, name: str, *, lines: bool = True) -> bytes:
    """The `.pyc` of one module, without asserts and docstrings; with `lines` False also without
    the numbers of its lines.

    `name` is the path inside the archive; it appears in tracebacks.
    """
    # Nothing in a browser asks what annotations mean: as text they take least.
    flags = __future__.annotations.compiler_flag
    code = compile(source, name, "exec", flags, dont_inherit=True, optimize=2)
    if not lines:
        code = _without_lines(code)
    header = importlib.util.MAGIC_NUMBER + struct.pack("<I", _UNCHECKED_HASH)
    return header + importlib.util.source_hash(source) + marshal.dumps(code)


def _without_lines(code: CodeType) -> CodeType:
    """The same code, a fifth smaller: a traceback names functions, but no lines."""
    constants = [
        _without_lines(one) if isinstance(one, CodeType) else one for one in code.co_consts
    ]
    # A class's own name is kept once, also by a process that had loaded that class before.
    constants = [code.co_qualname if one == code.co_qualname else one for one in constants]
    return code.replace(co_linetable=_no_lines(len(code.co_code) // 2), co_consts=tuple(constants))


def _no_lines(units: int) -> bytes:
    """The table of positions that says of each code unit that it has none.

    An empty table is not the same: `traceback` raises in the middle of a report when it ends early.
    """
    whole, rest = divmod(units, _MOST_UNITS)
    last = [_NO_PLACE | (rest - 1)] if rest else []
    return bytes([_NO_PLACE | (_MOST_UNITS - 1)] * whole + last)


def module_archive(sources: Mapping[str, bytes], *, compiled: bool, lines: bool = True) -> bytes:
    """A stored zip of `sources` (path in the archive -> text of the file).

    Stored, because servers compress it better as a whole than zip does file by file. With
    `compiled`, `x.py` becomes `x.pyc` (with line numbers if `lines`); other files stay as they are.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(sources.items()):
            is_code = compiled and name.endswith(".py")
            data = compile_module(data, name, lines=lines) if is_code else data
            info = zipfile.ZipInfo(f"{name}c" if is_code else name, _EPOCH)
            info.create_system = 3  # the host's own system would differ between machines
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return buffer.getvalue()
