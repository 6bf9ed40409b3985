"""The Python runtime that the built site carries: Pyodide's files and a trimmed standard library.

Pyodide's own library archive holds sources, which every visitor's browser would compile again;
here it is cut to the modules that a calculator imports and byte-compiled, which is most of what
makes the first result quick.
"""

import functools
import io
import json
import logging
import sys
import zipfile
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from calculator.core_sources import digest
from calculator.errors import CalculatorError
from calculator.files import write_whole
from calculator.publish import bytecode, quick_import

log = logging.getLogger("mkdocs.calculator.runtime")

_HERE = Path(__file__).parent
_MODULES = _HERE / "stdlib.json"
INSTALLED = _HERE.parent / "web" / "node_modules" / "pyodide"
# Hosts know `.js`; few send the right type for Pyodide's own `.mjs`.
_FILES = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.js": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
}
_LIBRARY = "python_stdlib.zip"
_LOCK = "pyodide-lock.json"


class RuntimeMissing(CalculatorError):
    """The runtime is not installed, or not complete."""


@dataclass(frozen=True)
class Runtime:
    """Pyodide as the browser gets it."""

    files: Mapping[str, bytes]  # names that Pyodide asks for -> content
    library: bytes  # the standard library as a stored zip
    lock: Mapping[str, Any]  # Pyodide's lock file without any package
    compiled: bool  # whether modules are bytecode (the host writes what the runtime reads)


def read_runtime(folder: Path) -> Runtime:
    """The runtime from an installed npm package.

    Raises RuntimeMissing when a file is absent.
    """
    missing = [name for name in (*_FILES, _LIBRARY, _LOCK) if not (folder / name).is_file()]
    if missing:
        raise RuntimeMissing(
            f"浏览器里运行的 Python 没有装好：{folder} 里缺少 {'、'.join(missing)}。"
            "请运行一次 `python3 dev.py serve`，"
            "或在 calculator/web 里运行 `npm ci --ignore-scripts`。"
        )
    info = json.loads((folder / _LOCK).read_text("utf-8"))["info"]
    compiled = bytecode.host_matches(info["python"])
    if not compiled:
        log.warning(
            "正在用 Python %d.%d 构建，而浏览器里是 %s：计算器照样能用，只是启动慢一些。"
            "用同一版本的 Python 构建，就能带上编译好的文件。",
            *sys.version_info[:2],
            info["python"],
        )
    return Runtime(
        files={ours: (folder / theirs).read_bytes() for theirs, ours in _FILES.items()},
        library=_library(folder, compiled=compiled),
        lock={"info": info, "packages": {}},
        compiled=compiled,
    )


def _library(folder: Path, *, compiled: bool) -> bytes:
    """The standard library; without bytecode it stays whole, so that no import can be missing."""
    if not compiled:
        every = _sources(folder / _LIBRARY, lambda name: not name.endswith("/"))
        return bytecode.module_archive({**every, **_at_start()}, compiled=False)
    kept = kept_library(folder)
    return kept.read_bytes() if kept.is_file() else _compiled((folder / _LIBRARY).read_bytes())


def kept_library(folder: Path) -> Path:
    """Where the library stands that was compiled when Pyodide was installed, if it does: its name
    is a hash of all that it is made from and by, so that none made of something else is taken."""
    modules = (bytecode.__file__, quick_import.__file__, __file__)
    files = (folder / _LIBRARY, _MODULES, *map(Path, modules))
    made_of = digest([sys.version.encode(), *(file.read_bytes() for file in files)])
    return folder / f"library-{made_of[:16]}.zip"


def keep_library(folder: Path = INSTALLED) -> None:
    """Compile the library once, where Pyodide is installed: every build would do it again."""
    kept = kept_library(folder)
    if not kept.is_file():
        for old in folder.glob("library-*.zip"):
            old.unlink()
        write_whole(kept, _compiled((folder / _LIBRARY).read_bytes()))


@functools.cache  # while serving, build after build
def _compiled(archive: bytes) -> bytes:
    wanted = {name for names in library_modules().values() for name in names}
    left = _sources(io.BytesIO(archive), lambda name: module_name(name) in wanted)
    # Nobody mends the library: what helps to read its tracebacks is not worth the bytes.
    return bytecode.module_archive({**left, **_at_start()}, compiled=True, lines=False)


def _sources(archive: Path | BinaryIO, is_wanted: Callable[[str], bool]) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as library:
        return {name: library.read(name) for name in library.namelist() if is_wanted(name)}


def _at_start() -> dict[str, bytes]:
    """What Python imports before anything else of a library: our quicker way to import the rest."""
    return {"sitecustomize.py": Path(quick_import.__file__).read_bytes().replace(b"\r\n", b"\n")}


def library_modules() -> Mapping[str, Collection[str]]:
    """The library modules that are shipped: those that Pyodide imports before any of our code runs,
    as seen in a browser, and those that the core imports besides. The interpreter has a few more
    built in (frozen)."""
    found: dict[str, list[str]] = json.loads(_MODULES.read_text("utf-8"))
    return found


def module_name(path: str) -> str:
    """`a/b/__init__.py` -> `a.b`, `a/c.py` -> `a.c`; other files by their path."""
    if not path.endswith(".py"):
        return path
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


if __name__ == "__main__":
    keep_library()
