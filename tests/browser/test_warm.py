"""The Python that tests share: there at once, knowing nothing of the tests before."""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.calculator_page import CalculatorPage
from tests.browser.warm import WarmSite

PATH = "/jiaojiang-optics/2025/calculator/"
TRAINING = "table-training"


@pytest.fixture
def site(warm_site: Callable[..., WarmSite], address: str) -> Iterator[WarmSite]:
    site = warm_site(address)
    yield site
    site.clean()


def score(calculator: CalculatorPage, trainings: str) -> str:
    """The total for some trainings of 5 points each."""
    calculator.row(TRAINING).get_by_role("textbox").fill(trainings)
    return calculator.total()


def test_a_tab_finds_python_started_and_nothing_kept(site: WarmSite) -> None:
    for _ in range(2):
        page = site.context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        calculator = CalculatorPage(page, PATH).open()
        assert calculator.total() == "自评 0 分"
        assert score(calculator, "2") == "自评 10 分"
        assert not [url for url in asked if url.endswith(".wasm")]
        site.clean()
    assert site.tabs == []


def test_one_that_dies_is_replaced_for_those_that_use_it(site: WarmSite) -> None:
    calculator = CalculatorPage(site.context.new_page(), PATH).open()
    [worker] = [one for one in site.keeper.workers if one.url.endswith("/worker.js")]
    with site.keeper.expect_worker():
        worker.evaluate("void setTimeout(() => { throw new Error('dies') })")
    assert score(calculator, "1") == "自评 5 分"
