"""The trimmed standard library: the core finds in it all that it imports, and misses what is not.

`tests/browser/test_runtime.py` imports the same in a real browser.
"""

import _imp
import ast
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.core_sources import core_sources
from calculator.publish.bundle import core_archive
from calculator.publish.runtime import _compiled, library_modules, module_name

# Nothing but the archives, the built-in modules and the compiled ones, which Pyodide has built in.
IMPORT_ALL = """
import sys
library, core, *names = sys.argv[1:]
sys.path[:] = [library, core, *(path for path in sys.path if path.endswith('lib-dynload'))]
for name in names:
    __import__(name)
assert sys.modules['json'].__file__.startswith(library)
assert sys.modules['calculator.core.entry'].__file__.startswith(core)
"""
# One that the start of the core needs, and some that only rarely used parts of it do.
ARCHIVE = "calculator/web/node_modules/pyodide/python_stdlib.zip"
NEEDED = ["json", "re", "fractions", "csv", "hashlib", "base64", "difflib"]


# Of these the interpreter has the code itself; `importlib` gives two of them names of its own.
BUILT_IN = {*_imp._frozen_module_names(), "importlib._bootstrap", "importlib._bootstrap_external"}


def in_archive(root: Path) -> set[str]:
    """The modules of the library as Pyodide brings it."""
    with zipfile.ZipFile(root / ARCHIVE) as archive:
        return {module_name(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def core(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("core") / "core.zip"
    path.write_bytes(core_archive(compiled=False))
    return path


@pytest.fixture(scope="module")
def library(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "library.zip"
    path.write_bytes(_compiled((root / ARCHIVE).read_bytes()))
    return path


def imported_from(library: Path, core: Path) -> subprocess.CompletedProcess[str]:
    """Import every module of the core with these modules of the library alone."""
    names = [module_name(path) for path in sorted(core_sources())]
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_ALL, str(library), str(core), *names],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_core_finds_in_the_trimmed_library_all_that_it_imports(
    library: Path, core: Path
) -> None:
    done = imported_from(library, core)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", NEEDED)
def test_a_module_that_is_missing_is_noticed(
    library: Path, core: Path, tmp_path: Path, name: str
) -> None:
    less = tmp_path / "library.zip"
    files = {f"{name}.pyc", f"{name}/__init__.pyc"}
    with zipfile.ZipFile(library) as whole, zipfile.ZipFile(less, "w") as without:
        assert len(files & set(whole.namelist())) == 1
        for one in set(whole.namelist()) - files:
            without.writestr(one, whole.read(one))
    done = imported_from(less, core)
    assert f"No module named '{name}" in done.stderr


def library_imports(source: str) -> Iterator[str]:
    """The library modules that a source imports anywhere, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        yield from (name for name in names if name.partition(".")[0] in sys.stdlib_module_names)


def test_the_list_names_what_the_core_imports_and_nothing_else(root: Path, library: Path) -> None:
    names = ", ".join(module_name(path) for path in sorted(core_sources()))
    program = f"import sys; sys.path.insert(0, sys.argv[1]); import {names}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(root)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    listed = library_modules()
    wanted = set(done.stdout.split()) & in_archive(root) - BUILT_IN - set(listed["pyodide"])
    assert wanted == set(listed["core"]), "put this right in calculator/publish/stdlib.json"


def test_what_is_imported_late_is_on_the_list_as_well(root: Path) -> None:
    on_list = {name for names in library_modules().values() for name in names} | BUILT_IN
    left_out = in_archive(root) - on_list
    assert set(library_imports("def late():\n    import shelve")) & left_out == {"shelve"}
    for path, source in core_sources().items():
        missing = set(library_imports(source.decode())) & left_out
        assert missing == set(), path
