"""The fixtures must catch what they are there to catch."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.viewports import both_widths
from tests.browser.watch import Watch

HEADERS = """\
/*
  Content-Security-Policy: default-src 'none'; script-src 'self'; img-src * data:; connect-src *
"""
HOME = """\
<!doctype html><html lang="zh-CN"><title>页</title><link rel="icon" href="data:,">
<main><h1>页</h1><img src="/missing.svg" alt="没有"></main><script src="/main.js"></script></html>
"""


WORKER = """\
console.error('broken in a worker')
fetch('http://elsewhere.example/worker').catch(() => console.error('done'))
"""


@pytest.fixture
def address(tmp_path: Path, served: Callable[[Path], str]) -> str:
    (tmp_path / "_headers").write_text(HEADERS, encoding="utf-8")
    (tmp_path / "index.html").write_text(HOME, encoding="utf-8")
    (tmp_path / "missing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "main.js").write_text("document.body.dataset.ready = ''")
    (tmp_path / "worker.js").write_text(WORKER)
    return served(tmp_path)


@pytest.fixture
def context_options() -> dict[str, Any]:
    return {"service_workers": "allow"}


def test_a_quiet_page_has_no_problems(page: Page, watch: Watch, address: str) -> None:
    page.goto("/")
    expect(page.locator("[data-ready]")).to_have_count(1)
    assert f"{address}/main.js" in watch.requests
    assert watch.problems() == []


@both_widths
def test_the_width_is_the_one_asked_for(page: Page, viewport: dict[str, int]) -> None:
    page.goto("/")
    assert page.evaluate("innerWidth") == viewport["width"]


@pytest.mark.parametrize(
    ("deed", "seen"),
    [
        ("console.error('broken')", "console error: broken"),
        ("setTimeout(() => { throw new Error('thrown') })", "uncaught: thrown"),
        ("void document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("void (new Image().src = '/none.png')", "404"),
        (
            "void (new Image().src = 'http://elsewhere.example/pixel')",
            "request to another origin: http://elsewhere.example/pixel",
        ),
        (
            "void (new Image().src = 'http://127.0.0.1:9/pixel')",
            "request to another origin: http://127.0.0.1:9/pixel",
        ),
    ],
)
def test_what_must_not_happen_is_seen(page: Page, watch: Watch, deed: str, seen: str) -> None:
    page.goto("/")
    with page.expect_event("console") if "throw" not in deed else page.expect_event("pageerror"):
        page.evaluate(deed)
    assert any(seen in problem for problem in watch.problems()), watch.problems()
    watch.requests.clear()
    watch.allow("")
    assert watch.problems() == []


@pytest.mark.parametrize(
    "start",
    [
        "void (globalThis.kept = new Worker('/worker.js', {type: 'module'}))",
        "navigator.serviceWorker.register('/worker.js').then(() => 0)",
    ],
    ids=["module worker", "service worker"],
)
def test_workers_are_watched_too(page: Page, watch: Watch, start: str) -> None:
    page.goto("/")
    with page.context.expect_event("console", lambda message: message.text == "done"):
        page.evaluate(start)
    problems = " ".join(watch.problems())
    assert "broken in a worker" in problems
    assert "request to another origin: http://elsewhere.example/worker" in problems
    watch.requests.clear()
    watch.allow("")


def test_axe_works_under_the_policy(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/")
    assert axe(page) == []
    page.evaluate("document.querySelector('img').removeAttribute('alt')")
    assert [line.partition(":")[0] for line in axe(page)] == ["image-alt"]
