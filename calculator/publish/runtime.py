"""The Python runtime that the built site carries: Pyodide's files and a trimmed standard library.

Pyodide's own library archive holds sources, which every visitor's browser would compile again;
here it is cut to the modules that a calculator imports and byte-compiled, which is most of what
makes the first result quick.
"""

import json
import logging
import subprocess
import sys
import zipfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.core_sources import core_hash, core_sources
from calculator.errors import CalculatorError
from calculator.publish import bytecode, quick_import
from calculator.publish.kept import kept, source_of

log = logging.getLogger("mkdocs.calculator.runtime")

_HERE = Path(__file__).parent
_BOOTSTRAP = _HERE / "stdlib.json"
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
        library=_library(folder / _LIBRARY, compiled=compiled),
        lock={"info": info, "packages": {}},
        compiled=compiled,
    )


def _library(archive: Path, *, compiled: bool) -> bytes:
    """The standard library; without bytecode it stays whole, so that no import can be missing."""
    if not compiled:
        every = _sources(archive, lambda name: not name.endswith("/"))
        return bytecode.module_archive({**every, **_at_start()}, compiled=False)
    wanted = bootstrap_modules() | core_modules()
    words = " ".join(sorted(wanted)).encode()
    code = map(source_of, (__file__, bytecode.__file__, quick_import.__file__))
    parts = (archive.read_bytes(), words, *code)
    return kept("library", parts, lambda: _trimmed(archive, wanted))


def _trimmed(archive: Path, wanted: Collection[str]) -> bytes:
    left = _sources(archive, lambda name: module_name(name) in wanted)
    # Nobody mends the library: what helps to read its tracebacks is not worth the bytes.
    return bytecode.module_archive({**left, **_at_start()}, compiled=True, lines=False)


def _sources(archive: Path, is_wanted: Callable[[str], bool]) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as library:
        return {name: library.read(name) for name in library.namelist() if is_wanted(name)}


def _at_start() -> dict[str, bytes]:
    """What Python imports before anything else of a library: our quicker way to import the rest."""
    return {"sitecustomize.py": source_of(quick_import.__file__).replace(b"\r\n", b"\n")}


def bootstrap_modules() -> frozenset[str]:
    """Library modules that Pyodide imports before any of our code runs, as seen in a browser."""
    return frozenset(json.loads(_BOOTSTRAP.read_text("utf-8")))


def core_modules() -> frozenset[str]:
    """Library modules that the core imports on this host, with their parent packages.

    Every module of the core is imported: what is seldom asked for is imported late in the browser.
    """
    parts = (core_hash().encode(), source_of(__file__))
    names = kept("modules", parts, lambda: "\n".join(sorted(_imported())).encode())
    return frozenset(names.decode().split())


def _imported() -> Iterable[str]:
    ours = ", ".join(module_name(path) for path in sorted(core_sources()))
    program = (
        f"import sys; import {ours}; "
        "print('\\n'.join(n for n in sys.modules if not n.startswith('calculator')))"
    )
    run = subprocess.run(
        [sys.executable, "-I", "-c", program], check=True, capture_output=True, text=True
    )
    names = _with_parents(run.stdout.split())
    return {name for name in names if name.partition(".")[0] in sys.stdlib_module_names}


def _with_parents(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[: end + 1]) for end in range(len(parts)))


def module_name(path: str) -> str:
    """`a/b/__init__.py` -> `a.b`, `a/c.py` -> `a.c`; other files by their path."""
    if not path.endswith(".py"):
        return path
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
