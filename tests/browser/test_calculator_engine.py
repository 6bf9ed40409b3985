"""How the calculator starts, waits, fails and comes back: answers are never lost on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.watch import Watch

PATH = "/jiaojiang-optics/2025/calculator/"
TRAINING = "table-training"
WASM = "**/pyodide.asm.wasm"
# Starting is what is looked at: in a context of its own.
pytestmark = pytest.mark.usefixtures("context")


def training(calculator: CalculatorPage, typed: str) -> None:
    field = calculator.field(TRAINING)
    field.fill(typed)


class Gate:
    """Holds requests back until it is opened."""

    def __init__(self) -> None:
        self.held: list[Route] = []
        self.is_open = False

    def __call__(self, route: Route) -> None:
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def open(self) -> None:
        self.is_open = True
        for route in self.held:
            route.continue_()


def test_the_form_works_and_shows_the_empty_result_before_python_is_there(
    page: Page,
) -> None:
    gate = Gate()
    page.context.route(WASM, gate)
    calculator = CalculatorPage(page, PATH)
    page.goto(PATH)
    expect(calculator.bar).to_contain_text("自评 0 分")
    expect(calculator.bar).to_contain_text("最高可到 120 分")
    expect(calculator.bar).to_contain_text("可以先填")
    assert calculator.root.get_attribute("data-state") == "loading"

    training(calculator, "2")
    calculator.row("table-invention-rest").locator(".calc-add").click()
    page.keyboard.type("3")
    assert calculator.root.get_attribute("data-ready") is None

    gate.open()
    # 2 × 5 for training; the patent's day and benefit are still open, so it may add 10.5.
    assert calculator.total() == "自评 10～20.5 分"
    expect(calculator.bar.get_by_text("可以先填")).to_be_hidden()


def test_kept_answers_are_not_given_out_as_zero_while_python_starts(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    training(calculator, "2")
    assert calculator.total() == "自评 10 分"
    gate = Gate()
    page.context.route(WASM, gate)
    page.reload()
    expect(calculator.bar).to_contain_text("您的答案都在")
    expect(calculator.bar).not_to_contain_text("0 分")
    gate.open()
    assert calculator.total() == "自评 10 分"


def test_the_download_shows_its_progress(page: Page) -> None:
    page.add_init_script(
        """
        globalThis.seen = [];
        new MutationObserver(() => {
          const bar = document.querySelector('.calc-engine progress');
          if (bar) seen.push([bar.value, bar.max, bar.parentElement.textContent]);
        }).observe(document, {childList: true, subtree: true});
        """
    )
    CalculatorPage(page, PATH).open()
    seen = page.evaluate("seen")
    assert seen, "no progress was shown"
    values = [value for value, *_ in seen]
    assert values == sorted(values)
    assert all(0 < value <= most for value, most, _ in seen)
    # The bar alone measures: a number beside it may run ahead of what is painted.
    assert all("%" not in words for *_, words in seen)
    assert seen[-1][0] == seen[-1][1]


def test_a_worker_that_dies_is_started_again_with_the_answers_kept(
    page: Page, watch: Watch
) -> None:
    watch.allow("dies")
    calculator = CalculatorPage(page, PATH).open()
    training(calculator, "1")
    assert calculator.total() == "自评 5 分"
    [worker] = [worker for worker in page.workers if worker.url.endswith("/worker.js")]
    with page.expect_worker():
        worker.evaluate("void setTimeout(() => { throw new Error('dies') })")
    training(calculator, "2")
    assert calculator.total() == "自评 10 分"


def test_rules_that_do_not_arrive_leave_the_printed_table(page: Page, watch: Watch) -> None:
    watch.allow("")
    page.context.route("**/rules-*.json", lambda route: route.abort())
    page.goto(PATH)
    expect(page.locator("#calculator")).to_contain_text("请刷新再试")
    expect(page.locator("#table-training")).to_be_visible()


@pytest.fixture
def below(built_site: Path, tmp_path: Path, served: Callable[[Path], str]) -> str:
    (tmp_path / "index.html").write_text("<!doctype html>")
    (tmp_path / "office").mkdir()
    (tmp_path / "office/titles").symlink_to(built_site, target_is_directory=True)
    return served(tmp_path)


def test_it_works_below_a_sub_path(
    below: str, new_context: Callable[..., BrowserContext], watch: Watch
) -> None:
    watch.origin = below
    page = new_context(base_url=below).new_page()
    calculator = CalculatorPage(page, f"/office/titles{PATH}").open()
    training(calculator, "2")
    assert calculator.total() == "自评 10 分"
    assert all(url.startswith(f"{below}/office/titles/") for url in watch.requests)
