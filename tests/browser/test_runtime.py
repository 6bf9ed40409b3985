"""The library that the site ships, in a browser: what Pyodide needs of it, what the core needs."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from calculator.core_sources import core_sources
from calculator.publish.bundle import core_archive
from calculator.publish.runtime import library_modules, module_name, read_runtime

pytestmark = pytest.mark.usefixtures("context")  # each serves a site of its own
CORE = [module_name(path) for path in sorted(core_sources())]

HEADERS = "/*\n  Content-Security-Policy: default-src 'self' 'wasm-unsafe-eval'; img-src data:\n"
WORKER = """
import {loadPyodide} from './pyodide.js';
const {info} = await (await fetch('./pyodide-lock.json')).json();
const python = await loadPyodide({indexURL: './', lockFileContents: {info, packages: {}}});
self.postMessage(python.runPython(`
import sys
names = [name for name, module in sys.modules.items()
         if '.zip/' in (getattr(module, '__file__', None) or '')]
# The snapshot first: json would add itself.
import json
json.dumps(names)
`));
"""
# Every module of the core, from the archives as they are shipped.
IMPORT_ALL = """
import {loadPyodide} from './pyodide.js';
const here = (name) => new URL(name, import.meta.url).href;
const get = async (name) => (await fetch(here(name)));
const {info} = await (await get('pyodide-lock.json')).json();
const python = await loadPyodide({
  indexURL: here('./'), stdLibURL: here('library.zip'), lockFileContents: {info, packages: {}},
});
python.FS.writeFile('/core.zip', new Uint8Array(await (await get('core.zip')).arrayBuffer()));
python.globals.set('names', JSON.stringify(await (await get('names.json')).json()));
self.postMessage(python.runPython(`
import json, sys
sys.path.insert(0, '/core.zip')
found = {}
for name in json.loads(names):
    try:
        found[name] = __import__(name, fromlist=['*']).__file__
    except Exception as error:
        found[name] = f'{type(error).__name__}: {error}'
json.dumps(found)
`));
"""
LIST = """
(script) => new Promise((resolve, reject) => {
  const worker = new Worker(script, {type: 'module'});
  worker.onmessage = ({data}) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
})
"""


@pytest.fixture
def address(root: Path, tmp_path: Path, served: Callable[[Path], str]) -> str:
    """Pyodide as npm delivers it, in a worker like ours."""
    package = root / "calculator/web/node_modules/pyodide"
    for name in ("pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"):
        shutil.copy(package / name, tmp_path / name)
    shutil.copy(package / "pyodide.mjs", tmp_path / "pyodide.js")
    (tmp_path / "_headers").write_text(HEADERS)
    (tmp_path / "worker.js").write_text(WORKER)
    (tmp_path / "import_all.js").write_text(IMPORT_ALL)
    shipped = read_runtime(package)
    (tmp_path / "library.zip").write_bytes(shipped.library)
    (tmp_path / "core.zip").write_bytes(core_archive(compiled=shipped.compiled))
    (tmp_path / "names.json").write_text(json.dumps(CORE))
    (tmp_path / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">')
    return served(tmp_path)


def test_the_library_holds_what_pyodide_imports(page: Page) -> None:
    page.goto("/")
    imported = set(json.loads(page.evaluate(LIST, "/worker.js")))
    # importlib's own names are aliases of frozen modules.
    imported -= {f"importlib.{name}" for name in ("_bootstrap", "_bootstrap_external")}
    imported -= {"_frozen_importlib", "_frozen_importlib_external"}
    listed = set(library_modules()["pyodide"])
    assert imported == listed, "put this right in calculator/publish/stdlib.json"


def test_every_module_of_the_core_can_be_imported_from_what_is_shipped(page: Page) -> None:
    page.goto("/")
    found = json.loads(page.evaluate(LIST, "/import_all.js"))
    assert found.keys() == set(CORE)
    assert {name: at for name, at in found.items() if not at.startswith("/core.zip/")} == {}
