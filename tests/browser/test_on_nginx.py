"""The site behind a real nginx, set up as the hosting guide says, in a real browser.

The fixture `watch` fails each test for errors, violations of the security policy among them, and
for requests that left the site.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.watch import Watch
from tests.hosting.conftest import below_a_path, hosted_site, on_nginx  # noqa: F401

pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def address(on_nginx: str) -> Iterator[str]:  # noqa: F811
    return on_nginx


def test_pages_and_calculators_work(page: Page, built_site: Path, watch: Watch) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    path = next(built_site.glob("*/*/calculator")).relative_to(built_site).as_posix()
    assert CalculatorPage(page, f"/{path}/").open().total()
    watch.allow("404")
    page.goto("/nowhere/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    kinds = {url.rpartition(".")[2] for url in watch.requests}
    assert {"wasm", "zip", "css", "js"} <= kinds


def test_no_other_site_can_frame_it(page: Page, served, tmp_path: Path, watch: Watch) -> None:
    frame = f'<!doctype html><link rel="icon" href="data:,"><iframe src="{watch.origin}/"></iframe>'
    (tmp_path / "index.html").write_text(frame, encoding="utf-8")
    watch.allow("frame-ancestors")
    outer = served(tmp_path)
    page.goto(outer)
    inner = page.frames[1]
    expect(page.locator("iframe")).to_have_count(1)
    assert "md-header" not in inner.content()
    watch.requests = [url for url in watch.requests if not url.startswith(outer)]
