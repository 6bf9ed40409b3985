"""The site's own scripts in a real browser: a blank page to which they are served as they are."""

from __future__ import annotations

import functools
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, Route, sync_playwright

from calculator.publish.bundle import words_script
from tests.browser import chromium

HERE = Path(__file__).parent
WEB = HERE.parent.parent / "calculator" / "web"
SITE = "http://web.test"
BLANK = '<!doctype html><html lang="zh-CN"><link rel="icon" href="data:,"><main></main></html>'


class WebPage:
    """A tab with `web_laws.js` in it, in a thread of its own.

    Playwright's plain interface allows one browser a thread, and tests of the site may have one.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        program = self._do(_program)
        self._playwright: Playwright = self._do(lambda: sync_playwright().start())
        self.page: Page = self._do(lambda: self._opened(program))

    def _do(self, deed: Any) -> Any:
        return self._thread.submit(deed).result()

    def _opened(self, program: str) -> Page:
        as_root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = self._playwright.chromium.launch(
            executable_path=program, args=["--disable-gpu"], chromium_sandbox=not as_root
        )
        page = browser.new_page()
        page.route("**", _serve)
        page.goto(f"{SITE}/")
        page.evaluate(f"import('{SITE}/web_laws.js').then(laws => {{ globalThis.laws = laws }})")
        return page

    def ask(self, law: str, *given: Any) -> Any:
        """What a function of `web_laws.js` gives back; halves of characters pass both ways."""
        asked = json.dumps([law, given])
        return json.loads(
            self._do(lambda: self.page.evaluate("asked => laws.answer(asked)", asked))
        )

    def close(self) -> None:
        self._do(self.page.context.browser.close)  # type: ignore[union-attr]
        self._do(self._playwright.stop)
        self._thread.shutdown()


def _program() -> str:
    program = chromium.installed()
    if program is None:
        raise RuntimeError(chromium.ADVICE)
    return str(program)


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(f"{SITE}/")
    folder = HERE if name == "web_laws.js" else WEB
    if name == "":
        route.fulfill(body=BLANK, content_type="text/html")
    elif name == "app/words.js":
        route.fulfill(body=words_script(), content_type="text/javascript")
    elif (folder / name).is_file():
        route.fulfill(body=(folder / name).read_text("utf-8"), content_type="text/javascript")
    else:
        route.abort()


@functools.cache
def web_page() -> WebPage:
    """The one tab; opened when it is first needed."""
    return WebPage()


def close() -> None:
    """Close the tab if there is one."""
    if web_page.cache_info().currsize:
        web_page().close()
        web_page.cache_clear()
