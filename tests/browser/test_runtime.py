"""The list of library modules that Pyodide itself needs, held against a run in a browser."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from calculator.publish.runtime import bootstrap_modules

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
LIST = """
() => new Promise((resolve, reject) => {
  const worker = new Worker('/worker.js', {type: 'module'});
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
    (tmp_path / "index.html").write_text('<!doctype html><link rel="icon" href="data:,">')
    return served(tmp_path)


def test_the_library_holds_what_pyodide_imports(page: Page) -> None:
    page.goto("/")
    imported = set(json.loads(page.evaluate(LIST)))
    # importlib's own names are aliases of frozen modules.
    imported -= {"_frozen_importlib", "_frozen_importlib_external"}
    missing, needless = imported - bootstrap_modules(), bootstrap_modules() - imported
    assert (missing, needless) == (set(), set()), "put this right in calculator/publish/stdlib.json"
