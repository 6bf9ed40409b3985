"""Modules imported at a glance from an archive are those that Python's own import makes of them."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import traceback
import zipimport
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.core_sources import core_sources
from calculator.publish.bundle import core_archive
from calculator.publish.bytecode import module_archive
from calculator.publish.quick_import import StoredModules, install
from calculator.publish.runtime import module_name

SOURCES = {
    "fruit/__init__.py": b"from fruit import apple\nNAME = __name__\n",
    "fruit/apple.py": b"from . import pear\nfrom .pear import kind\nNAME = __name__\n",
    "fruit/pear.py": b"import sys\nkind = 'pear'\nME = sys.modules[__name__]\n",
    "fruit/rotten.py": b"def bite():\n    raise ValueError('worm')\n\n\nbite()\n",
    "fruit/wörm.py": b"NAME = __name__\n",
    "fruit/words.txt": b"apple pear",
}
# Every module of the core and what it holds, in a process that knows nothing but the archive.
DESCRIBE = """
import json, sys
how, archive, *names = sys.argv[1:]
if how == "quick":
    from calculator.publish.quick_import import install
    install(archive)
else:
    sys.path.insert(0, archive)
for name in [name for name in sys.modules if name.partition(".")[0] == "calculator"]:
    del sys.modules[name]
found = {}
for name in names:
    module = __import__(name, fromlist=["*"])
    attributes = ("__name__", "__package__", "__file__", "__path__", "__doc__")
    facts = [repr(getattr(module, one, None)) for one in attributes]
    found[name] = [*facts, sorted(vars(module)), type(module.__spec__.loader).__name__]
print(json.dumps(found))
"""


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "modules.zip"
    path.write_bytes(module_archive(SOURCES, compiled=True))
    before = sys.path[:], sys.meta_path[:]
    install(str(path))
    yield str(path)
    sys.path[:], sys.meta_path[:] = before
    for name in [name for name in sys.modules if name.partition(".")[0] in ("fruit", "plain")]:
        del sys.modules[name]


def test_packages_and_their_modules_find_each_other(archive: str) -> None:
    fruit = importlib.import_module("fruit")
    assert fruit.NAME == "fruit"
    assert fruit.apple.NAME == "fruit.apple"
    assert fruit.apple.kind == "pear"
    assert fruit.apple.pear.ME is sys.modules["fruit.pear"]
    assert isinstance(fruit.apple.__spec__.loader, StoredModules)
    assert fruit.apple.__file__.startswith(archive)
    assert importlib.import_module("fruit.wörm").NAME == "fruit.wörm"


def test_an_error_in_a_module_is_that_error_and_leaves_no_module(archive: str) -> None:
    with pytest.raises(ValueError, match="worm") as caught:
        importlib.import_module("fruit.rotten")
    assert "in bite" in "".join(traceback.format_exception(caught.value))
    assert "fruit.rotten" not in sys.modules


@pytest.mark.parametrize("name", ["fruit.plum", "fruit.words", "plain", "fruit.apple.core"])
def test_what_is_not_in_the_archive_is_said_to_be_missing(archive: str, name: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=name):
        importlib.import_module(name)


def test_sources_are_left_to_the_import_of_python(tmp_path: Path, archive: str) -> None:
    """A build with another Python than the browser's ships sources."""
    path = tmp_path / "plain.zip"
    path.write_bytes(module_archive({"plain.py": b"x = 1\n"}, compiled=False))
    assert StoredModules(str(path)).find_spec("plain") is None
    install(str(path))
    plain = importlib.import_module("plain")
    assert plain.x == 1
    assert isinstance(plain.__spec__.loader, zipimport.zipimporter)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "not.zip"
    path.write_bytes(b"<!doctype html>")
    with pytest.raises(zipimport.ZipImportError):
        StoredModules(str(path))


def test_the_core_is_the_same_as_by_the_import_of_python(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "core.zip"
    path.write_bytes(core_archive(compiled=True))
    names = [module_name(name) for name in sorted(core_sources())]
    found = {}
    for how in ("quick", "slow"):
        done = subprocess.run(
            [sys.executable, "-c", DESCRIBE, how, str(path), *names],
            capture_output=True,
            encoding="utf-8",
            check=True,
            cwd=root,
        )
        found[how] = json.loads(done.stdout)
    loaders = {how: {facts.pop() for facts in found[how].values()} for how in found}
    assert loaders == {"quick": {"StoredModules"}, "slow": {"zipimporter"}}
    assert found["quick"] == found["slow"]
    assert found["quick"].keys() == set(names)
