"""Imports modules from an archive at a glance. Runs in the browser, as its `sitecustomize`.

Python's own `zipimport` opens the archive for every module and asks it several times where a module
may lie: half of what an import costs in WebAssembly. Here the archive is read once, and its
directory says where the code of a module is. What this does not find is left to `zipimport`.
"""

import marshal
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from zipimport import zipimporter

_HEADER = 16  # bytes of a `.pyc` before its code (PEP 552)
_LOCAL = 30  # bytes of an entry before its name


class StoredModules:
    """Finder and loader of the `.pyc` in a stored zip (`bytecode.module_archive`)."""

    def __init__(self, archive: str) -> None:
        """Read the archive at this path.

        Raises ZipImportError if it is none.
        """
        self._archive = archive
        self._directory = zipimporter(archive)._get_files()  # type: ignore[attr-defined]  # noqa: SLF001
        with open(archive, "rb") as file:  # noqa: PTH123 - pathlib would be one more import
            self._content = file.read()

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module lies; None if it is not byte-compiled in here."""
        place = name.replace(".", "/")
        package = self._directory.get(f"{place}/__init__.pyc")
        entry = package or self._directory.get(f"{place}.pyc")
        if entry is None:
            return None
        file, _, size, _, start, *_ = entry
        code = (start, size)
        spec = ModuleSpec(name, self, origin=file, is_package=bool(package), loader_state=code)  # type: ignore[arg-type]
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(f"{self._archive}/{place}")
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        """Python's own kind of module will do."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the code of a module that was found here."""
        start, size = module.__spec__.loader_state  # type: ignore[union-attr]
        lengths = self._content[start + _LOCAL - 4 : start + _LOCAL]  # of the name, of extra fields
        named = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        start += _LOCAL + named
        code = marshal.loads(self._content[start + _HEADER : start + size])  # noqa: S302 - our own
        exec(code, module.__dict__)  # noqa: S102 - as every import does


def install(archive: str) -> None:
    """Make the modules of an archive importable."""
    sys.path.insert(0, archive)
    sys.meta_path.insert(0, StoredModules(archive))


if __name__ == "sitecustomize":
    sys.meta_path.insert(0, StoredModules(__loader__.archive))  # type: ignore[name-defined]
