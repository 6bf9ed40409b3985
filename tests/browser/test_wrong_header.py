"""A host that sends everything as GBK, and a site that is opened from the disk."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from calculator.publish import preview
from tests.browser.calculator_page import CalculatorPage

PATH = "/tiny/2031/calculator/"


@pytest.fixture
def address(tiny_sites: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for ending, kind in preview.TYPES.items():
        if ending not in {".wasm", ".zip", ".whl", ".woff2"}:
            as_gbk = f"{kind.partition(';')[0]}; charset=gbk"
            monkeypatch.setitem(preview.TYPES, ending, as_gbk)
    server = preview.make_server(tiny_sites[0])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.address
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("context")
def test_pages_win_against_a_header_that_says_gbk(page: Page) -> None:
    calculator = CalculatorPage(page, PATH)
    calculator.open()
    assert page.evaluate("document.characterSet") == "UTF-8"
    assert calculator.total() == "自评 0 分"
    calculator.field("choir-concerts").fill("2")
    assert calculator.total() == "自评 5 分"


def test_a_page_from_the_disk_says_that_it_needs_a_server(
    browser: Browser, tiny_sites: tuple[Path, Path]
) -> None:
    page = browser.new_page()  # not a watched one: everything here is another origin
    page.goto((tiny_sites[0] / PATH.strip("/") / "index.html").as_uri())
    alert = page.locator("#calculator").get_by_role("alert")
    expect(alert).to_contain_text("从磁盘直接打开")
    expect(alert).to_have_count(1)
    page.close()
