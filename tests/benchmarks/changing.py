"""From a changed answer to the result on the screen, with 60 records, in the points calculator."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.benchmarks import needs
from tests.benchmarks.line import Line, serve
from tests.benchmarks.measure import Line as Found
from tests.benchmarks.measure import percentile
from tests.benchmarks.people import full, half_filled
from tests.benchmarks.slower import slowed
from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS

# Types into some boxes, as somebody who stays in them; the time ends when the result stands in the
# page, laid out.
CHANGE = """
async ([places, times]) => {
  const root = document.querySelector('#calculator');
  const boxes = [...document.querySelectorAll(places)].filter((box) => box.offsetParent);
  const found = [];
  for (let turn = 0; turn < times; turn += 1) {
    const box = boxes[turn % Math.min(boxes.length, 3)];
    box.focus({preventScroll: true});
    await new Promise((resolve) => setTimeout(resolve, 50));
    const shown = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (!('ready' in root.dataset)) return;
        watch.disconnect();
        resolve();
      });
      watch.observe(root, {attributes: true, attributeFilter: ['data-ready']});
    });
    const digit = String(1 + (turn % 7));
    const value = box.classList.contains('calc-input-date') ? `2020-0${digit}` : digit;
    const begun = performance.now();
    box.value = value;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    box.dispatchEvent(new Event('change', {bubbles: true}));
    await shown;
    document.body.getBoundingClientRect();
    found.push(performance.now() - begun);
  }
  return found;
}
"""
NUMBERS = "input[inputmode=numeric], input[inputmode=decimal]"
# A typical answer within a frame; 60 half-filled records try every way to fill them in.
TARGETS = {"all filled in": "<= 16 ms", "half filled in": "<= 50 ms"}
# What is changed: an answer of its own, or a field of one of the records.
PLACES = {"an answer": NUMBERS, "a record": f".calc-editor :is({NUMBERS})"}


def measure(times: int) -> list[Found]:
    """Full and half-filled, as fast as it goes and slowed down."""
    lines = []
    program = chromium.installed(whole=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = serve(needs.build_site(Path(folder) / "site"), Line()).address
        file = Path(folder) / "answers.json"
        for name, answers in (("all filled in", full()), ("half filled in", half_filled())):
            file.write_text(json.dumps(answers), encoding="utf-8")
            # A profile of its own: answers that are kept would be asked about.
            profile = Path(folder) / name
            with playwright.chromium.launch_persistent_context(
                profile, executable_path=program, args=[*ARGUMENTS, "--no-sandbox"]
            ) as context:
                page = _filled_in(context, f"{address}/{needs.PAGE}", file)
                for slower in (1, 4):
                    with slowed(profile, slower):
                        for place in PLACES:
                            lines.append(_line(page, f"{place}, {name}", slower, times * 10))
    return lines


def _filled_in(context: BrowserContext, address: str, file: Path) -> Page:
    """The calculator with the answers of a file, and the first record open."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#calculator[data-ready]", timeout=120_000)
    page.set_input_files("input[type=file]", file)
    page.wait_for_selector(".calc-record >> nth=59")
    page.click(".calc-record-buttons button")
    page.wait_for_selector("#calculator[data-ready]")
    return page


def _line(page: Page, name: str, slower: int, turns: int) -> Found:
    place, _, answers = name.partition(", ")
    found = page.evaluate(CHANGE, [PLACES[place], turns])
    what = f"{name}, of 60 records: changed -> result shown"
    note = f"95th percentile {percentile(found, 0.95):.1f} ms, {turns} changes"
    if slower == 1:
        return Found(what, f"{median(found):.1f} ms", TARGETS[answers], note)
    return Found(f"{what}, CPU {slower} times slower", f"{median(found):.1f} ms", "reported", note)
