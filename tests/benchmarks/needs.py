"""What the benchmarks need besides the project: npm packages, plain Pyodide, a site."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from calculator.core_sources import core_sources

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PYODIDE = ROOT / "calculator" / "web" / "node_modules" / "pyodide"
POLICY = ROOT / "policy" / "jiaojiang-optics" / "2025"
PAGE = "jiaojiang-optics/2025/calculator/"

BASELINE = """
import {loadPyodide} from './pyodide.mjs';
self.onmessage = async ({data}) => {
  const python = await loadPyodide({indexURL: new URL('./', import.meta.url).href});
  python.unpackArchive(await (await fetch('./core.zip')).arrayBuffer(), 'zip');
  const answer = python.pyimport('calculator.core.entry').load(data.rules).run;
  self.postMessage({type: 'ready'});
  self.postMessage({type: 'result', response: answer(data.request)});
};
"""


def npm_packages() -> Path:
    """Where publicodes and lighthouse are, installed from the lock if they are not there."""
    modules = HERE / "node_modules"
    if not (modules / "publicodes").is_dir():
        npm = shutil.which("npm") or "npm"
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=HERE, check=True)
    return modules


def build_site(folder: Path, config: Path | None = None) -> Path:
    """Build the real site, or the one of another configuration; its folder."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    if config is not None:
        command += ["--config-file", str(config)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stderr=subprocess.DEVNULL)
    return folder


def add_baseline(site: Path) -> None:
    """Beside the site, Pyodide as it comes, with the core as sources."""
    folder = site / "baseline"
    folder.mkdir()
    for name in (
        "pyodide.mjs",
        "pyodide.asm.js",
        "pyodide.asm.wasm",
        "python_stdlib.zip",
        "pyodide-lock.json",
    ):
        shutil.copy(PYODIDE / name, folder / name)
    (folder / "worker.js").write_text(BASELINE, encoding="utf-8")
    with zipfile.ZipFile(folder / "core.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in core_sources().items():
            archive.writestr(name, source)
