"""What the page on privacy says of this device is so: nothing else is kept; it can be cleared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_page import CalculatorPage

pytestmark = pytest.mark.usefixtures("context")  # a device on which nobody has been
KEPT = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  cookie: document.cookie,
  databases: (await indexedDB.databases()).length,
  caches: window.caches ? await caches.keys() : [],
  name: window.name,
})"""


@pytest.fixture
def documented(root: Path) -> str:
    return (root / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_only_what_is_written_down_is_kept_and_can_be_cleared(
    page: Page, built_site: Path, documented: str
) -> None:
    place = next(built_site.glob("*/*/calculator")).relative_to(built_site).as_posix()
    page.goto("/")
    page.locator("label[for^=__palette]:visible").click()
    calculator = CalculatorPage(page, f"/{place}/").open()
    page.get_by_role("button", name=re.compile("^没有|其余没有")).first.click()
    calculator.settled()
    page.reload()
    calculator.settled()
    kept = page.evaluate(KEPT)
    patterns = {"calculator:": "^calculator:", "__palette": "__palette$"}
    for words in patterns:
        assert f"`{words}`" in documented
    strays = [one for one in kept["local"] if not any(re.search(p, one) for p in patterns.values())]
    assert strays == []
    assert any(one.startswith("calculator:") for one in kept["local"])
    assert (kept["session"], kept["cookie"], kept["databases"], kept["name"]) == ([], "", 0, "")
    assert all(one.startswith("policy-site") for one in kept["caches"])
    assert page.context.cookies() == []

    calculator.tool("全部清空").click()
    page.get_by_role("button", name="清空全部答案").click()
    calculator.settled()
    page.goto("/about/")
    left = [one for one in page.evaluate(KEPT)["local"] if one.startswith("calculator:")]
    assert left == []


def test_the_words_of_the_page_are_those_of_the_buttons(
    page: Page, built_site: Path, documented: str
) -> None:
    place = next(built_site.glob("*/*/calculator")).relative_to(built_site).as_posix()
    calculator = CalculatorPage(page, f"/{place}/").open()
    expect(calculator.tool("全部清空")).to_be_visible()
    expect(page.get_by_label("在这台设备上记住我填的内容")).to_have_count(1)
    for words in ("全部清空", "在这台设备上记住我填的内容", "复制链接", "保存到文件"):
        assert f"“{words}”" in documented
