"""The built site in a real browser.

`page` is a new tab at 1280 px whose `goto("/")` opens the home page, with nothing kept and Python
started (see `warm`). A test that looks at the start itself, or serves a site of its own, asks for
`context` besides: then it is a tab of that one. After each test everything that the browser
complained about, and every request that left the site, fails it. Parametrise `viewport` with
`both_widths`, or override `context_options`, to look at the site in other ways.
"""

import os
import re
import threading
import urllib.request
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from calculator.publish.preview import make_server
from tests.browser import chromium
from tests.browser.misbehaving import Misbehaving
from tests.browser.warm import WarmSite
from tests.browser.watch import Watch

PATIENCE = 60_000  # ms; a busy machine is slow, not broken
SCREENSHOTS = ".screenshots"

FAILED = pytest.StashKey[bool]()
# A tab of the same site does not need a process of its own, which would compile all scripts again.
SHARING = ["--process-per-site", "--renderer-process-limit=1"]
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Should a page ask for another place after all, nothing leaves this machine.
    # `plain.example` is this machine as browsers see others over plain HTTP: not to be trusted.
    "--host-resolver-rules=MAP plain.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
# Most pages of the tests run Python for a second or two, and nearly all of them its start: what is
# compiled better in the background meanwhile would hardly ever be used. Visitors' browsers do so:
# nothing is measured with this.
COMPILED_ONCE = "--js-flags=--wasm-tiering-budget=1000000000"

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = f"{Path(__file__).parent}{os.sep}"
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def served() -> Iterator[Callable[[Path], str]]:
    """Serves a folder as a static host would and gives its address, `http://127.0.0.1:port`."""
    servers = []

    def serve(site: Path) -> str:
        server = make_server(site)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        with urllib.request.urlopen(server.address, timeout=PATIENCE / 1000) as answer:
            assert answer.status == 200
        return server.address

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def site_address(built_site: Path, served: Callable[[Path], str]) -> str:
    """Where the real site answers."""
    return served(built_site)


@pytest.fixture(scope="session")
def small_address(small_site: Path, served: Callable[[Path], str]) -> str:
    """Where the site of the small policies answers."""
    return served(small_site)


@pytest.fixture
def host(tiny_sites: tuple[Path, Path]) -> Iterator[Misbehaving]:
    """Serves the first of the two builds, and can be made to misbehave."""
    host = Misbehaving(tiny_sites[0])
    yield host
    host.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium.installed()
    if program is None:
        pytest.fail(chromium.ADVICE, pytrace=False)
    # The browser's own sandbox refuses to start as root.
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=[*ARGUMENTS, *SHARING, COMPILED_ONCE],
            chromium_sandbox=not as_root,
            timeout=PATIENCE,
        )
        yield browser
        browser.close()


@pytest.fixture
def address(site_address: str) -> str:
    """Where the site under test answers; override it to serve another one."""
    return site_address


@pytest.fixture
def viewport() -> dict[str, int]:
    return {"width": 1280, "height": 800}


@pytest.fixture
def context_options() -> dict[str, Any]:
    """More options of Playwright's `new_context`; override to change them."""
    return {}


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    """What the browser did; fails the test for errors and for requests that left the site."""
    watch = Watch(address)
    yield watch
    assert watch.problems() == []


@pytest.fixture
def new_context(
    browser: Browser,
    address: str,
    viewport: dict[str, int],
    context_options: dict[str, Any],
    watch: Watch,
    request: pytest.FixtureRequest,
) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a watched context of its own storage; options override those of the fixtures."""
    contexts: list[BrowserContext] = []

    def open_context(**options: Any) -> BrowserContext:
        base = {"base_url": address, "locale": "zh-CN", "viewport": viewport}
        # Only tests of the service worker want one: it would answer for the server elsewhere.
        base["service_workers"] = "block"
        context = browser.new_context(**{**base, **context_options, **options})
        context.set_default_timeout(PATIENCE)
        watch.follow(context)
        contexts.append(context)
        return context

    yield open_context
    if request.node.stash.get(FAILED, False):
        _photograph([page for context in contexts for page in context.pages], request.node)
    for context in contexts:
        context.close()


def _photograph(pages: list[Page], item: pytest.Item) -> None:
    folder = item.config.rootpath / SCREENSHOTS
    name = re.sub(r"[^\w.-]+", "_", item.nodeid)
    for number, page in enumerate(pages):
        page.screenshot(path=folder / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    return new_context()


@pytest.fixture(scope="session")
def warm_site(browser: Browser) -> Iterator[Callable[..., WarmSite]]:
    """The site at an address, in the context that its tests share; with a touch screen another."""
    sites: dict[tuple[str, bool], WarmSite] = {}

    def site(address: str, *, touch: bool = False) -> WarmSite:
        if (address, touch) not in sites:
            sites[address, touch] = WarmSite(browser, address, touch=touch)
            sites[address, touch].context.set_default_timeout(PATIENCE)
        return sites[address, touch]

    yield site
    for one in sites.values():
        one.context.close()


@pytest.fixture
def new_tab(
    warm_site: Callable[..., WarmSite], address: str, watch: Watch, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens a new tab with nothing kept and Python started."""
    used: list[WarmSite] = []

    def open_tab(viewport: ViewportSize, *, touch: bool = False) -> Page:
        site = warm_site(address, touch=touch)
        if site not in used:
            used.append(site)
            watch.follow(site.context)
        tab = site.context.new_page()
        tab.set_viewport_size(viewport)
        return tab

    yield open_tab
    for site in used:
        if request.node.stash.get(FAILED, False):
            _photograph(site.tabs, request.node)
        site.clean()
        watch.leave(site.context)


@pytest.fixture
def page(
    viewport: ViewportSize, context_options: dict[str, Any], request: pytest.FixtureRequest
) -> Page:
    if context_options or "context" in request.fixturenames:
        context: BrowserContext = request.getfixturevalue("context")
        return context.new_page()
    tab: Page = request.getfixturevalue("new_tab")(viewport)
    return tab


@pytest.fixture(scope="session")
def axe(root: Path) -> Callable[[Page], list[str]]:
    """Runs axe on a page; one line per violation, none when the page is clean."""
    source = root / "calculator/web/node_modules/axe-core/axe.min.js"
    script = source.read_text(encoding="utf-8")

    def check(page: Page) -> list[str]:
        page.evaluate(script)
        result = page.evaluate(
            "axe.run({resultTypes: ['violations']})"
        )  # all of them, of others one
        return [
            f"{violation['id']}: {violation['help']} at {node['target']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return check
