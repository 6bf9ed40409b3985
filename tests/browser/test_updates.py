"""A new build while pages of the one before are open: taken whole or not at all, answers kept.

A concert gives 2.5 points in the first build and 3 in the second: 3 concerts are 7.5, then 9.
"""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import misbehaving as bad
from tests.browser.calculator_page import CalculatorPage
from tests.browser.misbehaving import Misbehaving
from tests.browser.watch import Watch

CALCULATOR = "/tiny/2031/calculator/"
TEXT = "/tiny/2031/choir/"
NEW = re.compile(r"每场\s*3\s*分")
UPDATE = "navigator.serviceWorker.ready.then((found) => found.update()).catch(() => 0)"


@pytest.fixture
def address(host: Misbehaving) -> str:
    return host.address


@pytest.fixture(autouse=True)
def expected_noise(watch: Watch) -> None:
    watch.allow("dies")


@pytest.fixture
def context_options() -> dict[str, Any]:
    return {"service_workers": "allow"}


@pytest.fixture
def calculator(page: Page) -> CalculatorPage:
    """The first build's calculator with three concerts, kept on the device."""
    calculator = CalculatorPage(page, CALCULATOR).open()
    expect(page.locator("html[data-offline=calculators]")).to_have_count(1)
    calculator.field("choir-concerts").fill("3")
    assert calculator.total() == "自评 7.5 分"
    return calculator


def notice(page: Page) -> Locator:
    return page.locator("#site-notice")


def deploy(host: Misbehaving, site: Path) -> None:
    """As if the old files had been deleted: whatever an open page still needs, it must have."""
    host.site = site


def offer(page: Page, host: Misbehaving, site: Path) -> None:
    """Deploy another build, and wait until the page says so."""
    deploy(host, site)
    page.evaluate(UPDATE)
    expect(notice(page)).to_contain_text("网站有了新版本")


def test_an_open_page_stays_what_it_was_until_its_visitor_agrees(
    page: Page,
    context: BrowserContext,
    calculator: CalculatorPage,
    host: Misbehaving,
    tiny_sites: tuple[Path, Path],
) -> None:
    offer(page, host, tiny_sites[1])
    calculator.field("choir-concerts").fill("2")
    assert calculator.total() == "自评 5 分"
    notice(page).get_by_role("button", name="换成新版本").click()
    expect(page.get_by_text(NEW).first).to_be_visible()
    assert calculator.total() == "自评 6 分"
    context.set_offline(True)
    page.goto(TEXT)
    expect(page.get_by_text(NEW).first).to_be_visible()


def test_a_page_of_the_old_build_beside_one_of_the_new_goes_on_with_its_own_files(
    page: Page,
    context: BrowserContext,
    calculator: CalculatorPage,
    host: Misbehaving,
    tiny_sites: tuple[Path, Path],
) -> None:
    offer(page, host, tiny_sites[1])
    other = context.new_page()
    other.goto(TEXT)
    expect(other.get_by_text(NEW).first).to_be_visible()

    expect(notice(page)).to_contain_text("本页还是上一版")
    [worker] = [worker for worker in page.workers if worker.url.endswith("/worker.js")]
    with page.expect_worker():
        worker.evaluate("void setTimeout(() => { throw new Error('dies') })")
    # Its worker came anew out of the old build's files, which the host has no more.
    calculator.field("choir-concerts").fill("2")
    assert calculator.total() == "自评 5 分"
    notice(page).get_by_role("button", name="重新载入").click()
    expect(page.get_by_text(NEW).first).to_be_visible()
    assert calculator.total() == "自评 6 分"


def test_a_build_that_does_not_arrive_whole_changes_nothing(
    page: Page,
    context: BrowserContext,
    calculator: CalculatorPage,
    host: Misbehaving,
    tiny_sites: tuple[Path, Path],
    watch: Watch,
) -> None:
    watch.allow("integrity|Failed|ERR_|404")
    host.spoil(TEXT, bad.short)
    deploy(host, tiny_sites[1])
    page.evaluate(UPDATE)
    expect(notice(page)).to_contain_text("没有下载完整")
    page.reload()
    assert calculator.total() == "自评 7.5 分"
    page.goto(TEXT)
    expect(page.locator("#choir-concerts")).to_contain_text("2.5 分")
    host.mend()
    offer(page, host, tiny_sites[1])
    # Whoever goes on to another page gets the new one without being asked.
    page.goto(CALCULATOR)
    expect(page.get_by_text(NEW).first).to_be_visible()
    assert calculator.total() == "自评 9 分"


def test_a_page_opened_while_a_build_waits_keeps_its_place_and_what_the_tab_remembers(
    page: Page,
    calculator: CalculatorPage,
    host: Misbehaving,
    tiny_sites: tuple[Path, Path],
) -> None:
    # The device is full: from here on only the tab remembers.
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full'); } }")
    calculator.field("choir-concerts").fill("2")
    assert calculator.total() == "自评 5 分"
    offer(page, host, tiny_sites[1])
    calculator.move("location.hash = 'choir-concerts'")
    page.reload()
    expect(page.get_by_text(NEW).first).to_be_visible()
    assert page.url.endswith("#choir-concerts")
    assert calculator.total() == "自评 6 分"


def test_a_link_followed_while_a_build_waits_leads_to_its_place(
    page: Page,
    calculator: CalculatorPage,
    host: Misbehaving,
    tiny_sites: tuple[Path, Path],
) -> None:
    offer(page, host, tiny_sites[1])
    page.set_viewport_size({"width": 390, "height": 300})
    page.goto(f"{TEXT}#choir-concerts")
    expect(page.locator("#choir-concerts").get_by_text(NEW)).to_be_in_viewport()
    assert page.url.endswith("#choir-concerts")
    page.wait_for_function("() => history.scrollRestoration === 'auto'")
    page.go_back()
    expect(page).to_have_url(re.compile(CALCULATOR))


BUSY = """
  self.addEventListener("message", (event) => {
    if (event.data === "busy") event.waitUntil(new Promise(() => {}));
  });
"""


def test_a_build_that_is_busy_goes_on_serving(
    page: Page, host: Misbehaving, tiny_sites: tuple[Path, Path]
) -> None:
    """Browsers let it end what it does, a download of minutes: no page may wait as long."""
    script = (tiny_sites[0] / "sw.js").read_text(encoding="utf-8")
    busy = (BUSY + script).encode()
    host.spoil(r"/sw\.js$", lambda handler, _: handler.give(busy, "text/javascript"))
    page.goto(TEXT)
    expect(page.locator("html[data-offline=pages]")).to_have_count(1)
    page.evaluate("navigator.serviceWorker.ready.then(({active}) => active.postMessage('busy'))")
    host.mend()
    offer(page, host, tiny_sites[1])
    page.goto(TEXT)
    expect(page.locator("#choir-concerts")).to_contain_text("2.5 分")
    expect(notice(page)).to_contain_text("网站有了新版本")
