"""The first result: how long from an empty browser, and how many bytes, against Pyodide's own way.

Both sides run the same scoring call in a worker of a page that holds nothing else.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks import needs
from tests.benchmarks.line import Line, serve
from tests.benchmarks.measure import Line as Found
from tests.benchmarks.measure import interleaved, ratio
from tests.benchmarks.people import half_filled
from tests.benchmarks.slower import slowed
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS

PATIENCE = 180_000  # ms
# A browser keeps compiled code once it has optimised enough of it: so many answers and milliseconds
# stand for the minutes that a first visitor stays.
ANSWERS, STAY = 30, 8_000
AGAIN = """
([request, times]) => {
  for (let id = 2; id < times + 2; id += 1) window.worker.postMessage({type: 'run', id, request});
}
"""
START = """
([script, rules, request]) => new Promise((resolve, reject) => {
  const begun = performance.now();
  const worker = new Worker(script, {type: 'module'});
  window.worker = worker;
  worker.onerror = (event) => reject(new Error(event.message));
  worker.onmessage = ({data}) => {
    if (data.type === 'failed') reject(new Error(data.message));
    if (data.type === 'ready' && script.includes('assets'))
      worker.postMessage({type: 'run', id: 1, request});
    if (data.type === 'result') resolve((performance.now() - begun) / 1000);
  };
  fetch(rules).then((answer) => answer.text())
    .then((text) => worker.postMessage({type: 'start', rules: text, request}));
})
"""


class Visits:
    """Visits to both sides, each in a browser process of its own."""

    def __init__(self, site: Path, browser: Callable[..., object], line: Line) -> None:
        page = (site / needs.PAGE / "index.html").read_text(encoding="utf-8")
        folder = f"/{needs.PAGE}"
        self.rules = folder + _found(r'data-rules="([^"]+)"', page)
        self.worker = folder + _found(r'data-worker="([^"]+)"', page)
        self.request = json.dumps({"parts": ["score", "bars"], "answers": half_filled()})
        (site / "blank.html").write_text("<!doctype html><link rel='icon' href='data:,'>")
        self.line = line
        self.browser = browser
        self.address = serve(site, line).address

    def visit(self, script: str, profile: Path, slower: int = 1, *, stays: bool = False) -> float:
        """Seconds to the first result; who `stays` goes on to answer for a while."""
        with self.browser(profile) as context:  # type: ignore[attr-defined]
            page = context.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(f"{self.address}/blank.html")
            with slowed(profile, slower):
                self.line.sent = 0
                seconds: float = page.evaluate(START, [script, self.rules, self.request])
                if stays:
                    page.evaluate(AGAIN, [self.request, ANSWERS])
                    page.wait_for_timeout(STAY)
        return seconds

    def cold(self, script: str, slower: int = 1) -> Callable[[], float]:
        """A visit with nothing kept."""

        def visit() -> float:
            with tempfile.TemporaryDirectory() as profile:
                return self.visit(script, Path(profile), slower)

        return visit


def measure(times: int) -> list[Found]:
    """All lines about the first result."""
    program = chromium.installed(whole=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = needs.build_site(Path(folder) / "site")
        needs.add_baseline(site)

        def browser(profile: Path) -> object:
            return playwright.chromium.launch_persistent_context(
                profile, executable_path=program, args=[*ARGUMENTS, "--no-sandbox"]
            )

        line = Line()
        visits = Visits(site, browser, line)
        base = "/baseline/worker.js"
        found = [_bytes(visits, base)]
        conditions = [
            ("first result, cold", "0.40", 1, 0),
            ("the same, CPU 4 times slower", "0.30", 4, 0),
            ("the same, CPU 4 times slower, 9 Mbit/s + 60 ms", "0.47", 4, 9_000_000),
        ]
        for what, target, slower, bits in conditions:
            line.bits, line.delay = bits, 0.060 if bits else 0.0
            sides = (visits.cold(visits.worker, slower), visits.cold(base, slower))
            ours, theirs = interleaved(times, *sides)
            found.append(ratio(what, f"<= {target}", ours, theirs, "s"))
        line.bits, line.delay = 0, 0.0
        return [*found, _again(visits, base, times)]


def _bytes(visits: Visits, base: str) -> Found:
    visits.cold(visits.worker)()
    ours = visits.line.sent
    visits.cold(base)()
    theirs = visits.line.sent
    note = f"{ours:,} against {theirs:,} bytes"
    return Found("bytes to the first result (brotli)", f"{ours / theirs:.2f}", "<= 0.68", note)


def _again(visits: Visits, base: str, times: int) -> Found:
    """A later visit in a new process, with the browser's caches of the first ones."""
    with tempfile.TemporaryDirectory() as profile:
        for _ in range(2):  # a browser keeps compiled code when it has been asked for twice
            visits.visit(visits.worker, Path(profile), stays=True)

        def second() -> float:
            return visits.visit(visits.worker, Path(profile))

        ours, theirs = interleaved(times, second, visits.cold(base))
    return ratio("second visit, against the baseline's first", "<= 0.30", ours, theirs, "s")


def _found(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise RuntimeError(f"the page of the calculator has no {pattern}")
    return found[1]
