"""The invented policy's calculator in the browser: other mechanisms, the same code.

Expected points are worked out from the invented scorecard (own sums beside each).
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculator.cases.run import request_of
from calculator.core import entry
from calculator.loading import load_edition
from tests.browser.calculator_page import CalculatorPage
from tests.browser.check_page import CheckPage
from tests.browser.paper import printed, sheets, texts
from tests.browser.test_same_bytes import RUN_ALL, rules_of
from tests.browser.viewports import both_widths

PATH = "/harbour-orchestra/2030/calculator/"
CHECKLIST = "/harbour-orchestra/2030/checklist/"
EDITION = Path(__file__).parent.parent / "policies" / "harbour-orchestra" / "2030"


@pytest.fixture(scope="session")
def invented_address(invented_site: Path, served: Callable[[Path], str]) -> str:
    return served(invented_site)


@pytest.fixture
def address(invented_address: str) -> str:
    """The site under test is the invented policy's."""
    return invented_address


@pytest.fixture
def calculator(page: Page) -> CalculatorPage:
    return CalculatorPage(page, PATH).open()


def type_in(calculator: CalculatorPage, row: str, typed: str) -> None:
    field = calculator.field(row)
    field.click()
    field.press_sequentially(typed)


@both_widths
def test_the_empty_form_shows_its_own_ceiling(calculator: CalculatorPage) -> None:
    assert calculator.total() == "自评 0 分"
    # 50 + 20 + 24 + 15 = 109, at most 100; fifteen rows.
    assert "另有 15 行没有填，按 0 分计；都填上，最高可到 100 分" in calculator.note()


def test_an_exam_score_is_converted(calculator: CalculatorPage) -> None:
    type_in(calculator, "card-sight", "81.5")
    # 0.25 × (81.5 − 60)
    assert calculator.points("card-sight") == "5.375 分"
    assert calculator.total() == "自评 5.375 分"


def test_bands_give_the_step_that_is_reached(calculator: CalculatorPage) -> None:
    type_in(calculator, "card-theory", "74")
    assert calculator.points("card-theory") == "3 分"
    field = calculator.field("card-theory")
    field.fill("75")
    assert calculator.points("card-theory") == "6 分"


def test_a_place_is_weighed_by_its_coefficient(calculator: CalculatorPage) -> None:
    answers = {"比赛级别": "地区", "名次": "2", "有没有获奖证书": True}
    card = calculator.add("card-contest", answers)
    # 10 × 0.6
    assert calculator.total() == "自评 6 分"
    expect(card).to_contain_text("10 × 0.6 = 6")


def test_deductions_take_away_and_stop_at_nothing(calculator: CalculatorPage) -> None:
    type_in(calculator, "card-attendance", "95")
    assert calculator.total() == "自评 15 分"
    type_in(calculator, "card-late", "3")
    # 15 − 1.5 × 3
    assert calculator.points("card-late") == "扣 4.5 分"
    assert calculator.total() == "自评 10.5 分"
    calculator.field("card-attendance").fill("80")
    assert calculator.total() == "自评 0 分"
    # What counts there takes away.
    card = calculator.add("card-warning", {"形式": "书面", "结果": "已生效"})
    expect(card).to_contain_text("计入 书面警告：扣 4 分")


def test_a_veto_stands_beside_the_points(calculator: CalculatorPage) -> None:
    type_in(calculator, "card-sight", "80")
    group = calculator.page.get_by_role("radiogroup", name="是否找人冒名顶替演奏")
    group.get_by_label("是").check()
    # 0.25 × (80 − 60)
    assert calculator.total() == "自评 5 分"
    expect(calculator.bar).to_contain_text("一票否决")


@both_widths
def test_the_page_is_accessible(
    calculator: CalculatorPage, axe: Callable[[Page], list[str]]
) -> None:
    assert axe(calculator.page) == []


def test_every_case_has_the_same_bytes_as_in_cpython(
    calculator: CalculatorPage, invented_site: Path
) -> None:
    here = entry.load(rules_of(invented_site, "harbour-orchestra-2030"))
    cases = load_edition(EDITION).cases
    requests = [json.dumps({"answers": request_of(case)}, ensure_ascii=False) for case in cases]
    responses = calculator.page.evaluate(RUN_ALL, {"requests": requests})
    for case, request, response in zip(cases, requests, responses, strict=True):
        assert json.loads(response)["ok"], response
        assert response == here.run(request), case.id


def test_its_advice_and_slip_know_its_own_words(calculator: CalculatorPage) -> None:
    page = calculator.page
    calculator.bar.get_by_role("button", name="怎样提高").click()
    expect(page.locator("#q-advice .advice-gain")).to_have_count(5)
    calculator.tool("结果单…").click()
    slip = page.locator(".slip")
    # What is written by hand is for the policy to name.
    expect(slip).to_contain_text("声部")
    expect(slip).not_to_contain_text("申报专业")
    expect(slip).to_contain_text("2030 年望潮港交响乐团演奏员晋级评定")


def test_its_form_prints_alone_without_advice_in_its_boxes(page: Page) -> None:
    check = CheckPage(page, CHECKLIST).open()
    check.keep({"seatings": [{"held": {"from": "2022-09-01"}, "contract": "salaried"}]})
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="只打印这张表").click()
    pdf = printed(page)
    assert sheets(pdf) == 1
    (text,) = texts(pdf)
    assert text.startswith("望潮港交响乐团演奏员自荐表")
    assert "全职演奏员" in text
    assert "（签名）年月日" in text
    assert "用自己的话写" not in text
