"""A reading page: what it weighs before anyone does anything, and Lighthouse's marks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

from tests.benchmarks import needs
from tests.benchmarks.line import Line, serve
from tests.benchmarks.measure import Line as Found
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS

READING = "jiaojiang-optics/2025/points/"
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNTIME = (".wasm", ".zip", "pyodide", "worker.js")


def measure(times: int) -> list[Found]:
    """Bytes until the page has loaded; Lighthouse, the median of five (quick: one)."""
    program = chromium.installed(whole=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = needs.build_site(Path(folder) / "site")
        line = Line()
        address = f"{serve(site, line).address}/{READING}"
        browser = playwright.chromium.launch(
            executable_path=program, args=[*ARGUMENTS, "--no-sandbox"]
        )
        page = browser.new_page()
        # What a page keeps for times without a network comes after idle, and not with this page.
        page.add_init_script("delete Navigator.prototype.serviceWorker")
        page.goto(address, wait_until="networkidle")
        browser.close()
        runtime = [path for path in line.paths if any(part in path for part in RUNTIME)]
        weight = Found(
            "a reading page, compressed",
            f"{line.sent / 1000:.0f} kB",
            "<= 200 kB",
            f"{len(line.paths)} files; of the runtime: {', '.join(runtime) or 'none'}",
        )
        marks = [_lighthouse(address, program or "") for _ in range(5 if times > 3 else 1)]
    return [weight, *(_line(name, [mark[name] for mark in marks]) for name in TARGETS)]


def _line(name: str, marks: list[float]) -> Found:
    note = f"median of {len(marks)}: {', '.join(f'{mark:.0f}' for mark in marks)}{_fonts()}"
    target = TARGETS[name]
    what = f"Lighthouse, {name}"
    return Found(
        what, f"{median(marks):.0f}", str(target) if target == 100 else f">= {target}", note
    )


def _fonts() -> str:
    """Without a Chinese font a browser looks for one at every character: twice the layout."""
    program = shutil.which("fc-list")
    if program is None:
        return ""
    listed = subprocess.run([program, ":lang=zh"], capture_output=True, check=True).stdout
    return "" if listed.strip() else "; no Chinese font on this machine"


def _lighthouse(address: str, program: str) -> dict[str, float]:
    modules = needs.npm_packages()
    for _ in range(3):  # on a busy machine it gives up now and then
        done = _run_lighthouse(modules, address, program)
        if done.returncode == 0:
            break
    categories = json.loads(done.stdout)["categories"]
    return {name: 100 * (categories[name]["score"] or 0) for name in TARGETS}


def _run_lighthouse(modules: Path, address: str, program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            "node",
            str(modules / "lighthouse" / "cli" / "index.js"),
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(TARGETS)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": program},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
