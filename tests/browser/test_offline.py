"""The site without a network, after one visit; below a sub-path, as an address of its own has none
of these difficulties. A concert gives 2.5 points in this site.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.misbehaving import Misbehaving
from tests.browser.watch import Watch

CALCULATOR = "./tiny/2031/calculator/"
RUNTIME = ("asm.wasm", "asm.js", "/pyodide.js", "/library.", "/core.")


@pytest.fixture
def host(tiny_sites: tuple[Path, Path], tmp_path: Path, served: Callable[[Path], str]) -> Any:
    """The site in a folder of a server."""
    (tmp_path / "titles").symlink_to(tiny_sites[0], target_is_directory=True)
    headers = (tiny_sites[0] / "_headers").read_text(encoding="utf-8")
    (tmp_path / "_headers").write_text(headers, encoding="utf-8")
    host = Misbehaving(tmp_path)
    yield host
    host.close()


@pytest.fixture
def address(host: Misbehaving) -> str:
    return host.address


@pytest.fixture
def context_options(host: Misbehaving) -> dict[str, Any]:
    return {"service_workers": "allow", "base_url": f"{host.address}/titles/"}


def kept(page: Page, what: str) -> None:
    expect(page.locator(f"html[data-offline={what}]")).to_have_count(1)


def test_after_one_visit_all_pages_are_there_without_a_network(
    page: Page, context: BrowserContext, host: Misbehaving, watch: Watch, tiny_sites: Any
) -> None:
    watch.allow("503|ERR_")
    page.goto("./")
    kept(page, "pages")
    assert not [path for path in host.asked if any(name in path for name in RUNTIME)]
    context.set_offline(True)
    folders = sorted(p.parent for p in tiny_sites[0].rglob("index.html"))
    assert len(folders) > 8
    for folder in folders:
        there = page.goto(f"./{folder.relative_to(tiny_sites[0]).as_posix()}/")
        assert there is not None
        assert there.status == 200, folder
        # An address that leads on shows the page that it leads to, a moment later.
        expect(page.locator("h1"), str(folder)).to_have_count(1)
    # Results of the search carry the words that were searched for.
    page.goto("./tiny/2031/choir/?h=演出")
    expect(page.locator("mark").first).to_have_text("演出")
    page.goto("./tiny/2031/choir")
    assert page.url == f"{host.address}/titles/tiny/2031/choir/"
    search = page.locator(".md-search__input")
    search.fill("创作")
    search.dispatch_event("keyup")
    expect(page.locator(".md-search-result__item").first).to_contain_text("创作")
    page.goto("./nowhere/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    # The calculator was not visited: its form is there, and says what is missing.
    calculator = CalculatorPage(page, CALCULATOR)
    page.goto(CALCULATOR)
    calculator.field("choir-concerts").fill("2")
    expect(calculator.bar).to_contain_text("现在没有网络，计算程序还没有存到这台设备上")
    context.set_offline(False)
    calculator.bar.get_by_role("button", name="再试一次").click()
    assert calculator.total() == "自评 5 分"


def test_after_one_visit_the_calculators_are_there_without_a_network(
    page: Page, context: BrowserContext
) -> None:
    calculator = CalculatorPage(page, CALCULATOR).open()
    kept(page, "calculators")
    context.set_offline(True)
    page.reload()
    calculator.field("choir-concerts").fill("3")
    assert calculator.total() == "自评 7.5 分"


def test_who_saves_data_downloads_nothing_ahead(page: Page, host: Misbehaving) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    CalculatorPage(page, CALCULATOR).open()
    asked_idle = page.evaluate("new Promise((done) => requestIdleCallback(() => done(true)))")
    assert asked_idle
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    assert not [path for path in host.asked if path.endswith("sw.js")]


def test_the_kill_switch_clears_the_device(
    page: Page, host: Misbehaving, tmp_path: Path, tiny_sites: tuple[Path, Path], root: Path
) -> None:
    page.goto("./")
    kept(page, "pages")
    assert page.evaluate("caches.keys().then((names) => names.length)") == 1
    off = tmp_path / "off"
    off.mkdir()
    for path in tiny_sites[0].iterdir():
        if path.name != "sw.js":
            (off / path.name).symlink_to(path)
    (off / "sw.js").write_bytes((root / "calculator/web/sw_off.js").read_bytes())
    (tmp_path / "titles").unlink()
    (tmp_path / "titles").symlink_to(off, target_is_directory=True)
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.update())")
    page.wait_for_function(
        "async () => (await caches.keys()).length === 0"
        " && (await navigator.serviceWorker.getRegistrations()).length === 0"
    )
