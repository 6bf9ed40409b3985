"""What would help most, on its own page and beside the form: figures from the published table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answered_page import dialog
from tests.browser.calculator_page import CalculatorPage
from tests.browser.check_page import ENOUGH_STUDY, CheckPage, sideways
from tests.browser.viewports import PHONE

HOME = "/jiaojiang-optics/2025/"
CALCULATOR = f"{HOME}calculator/"
ADVICE = f"{HOME}advice/"
TRAINING = "table-training"

# All that the routes share, and a bachelor who is two years short as an assistant engineer.
SHORT_OF_TIME = {
    "study": ENOUGH_STUDY,
    "assessments": [{"year": year, "grade": "passed"} for year in (2022, 2023, 2024)],
    "applying-for": "engineer",
    "employed-here": True,
    "specialty": "optics",
    "employer-kind": "enterprise",
    "conduct": True,
    "reassigned": False,
    "education": [{"level": "bachelor", "relation": "same"}],
    "work": [{"period": {"from": "2010-07-01"}, "relation": "own"}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2023-12-31"}],
}


@pytest.fixture
def calculator(page: Page) -> CalculatorPage:
    return CalculatorPage(page, CALCULATOR).open()


def open_panel(calculator: CalculatorPage) -> None:
    calculator.bar.get_by_role("button", name="怎样提高").click()
    expect(calculator.page.locator("#q-advice .advice-gain")).to_have_count(5)


def test_the_panel_says_what_adds_nothing_and_notices_new_answers(
    calculator: CalculatorPage,
) -> None:
    panel = calculator.page.locator("#q-advice")
    training = calculator.field(TRAINING)
    training.fill("2")
    assert calculator.total() == "自评 10 分"
    open_panel(calculator)
    # 5 for each training, 10 at most: a third one brings nothing, and the cap is why.
    nothing = panel.locator(".advice-nothing li", has_text="中心组织的工程师培训")
    expect(nothing).to_contain_text("最高 10")
    # What everybody has and she has not told comes first, ten at most each; of what is new, twenty
    # points are the most that one thing can bring.
    expect(panel.locator(".advice-rise")).to_have_text(["+0～10 分"] * 4 + ["+20 分"])
    training.fill("1")
    expect(nothing).to_have_count(0)
    expect(panel.locator(".advice-status")).to_be_empty()
    # Of answers that were cleared nothing stays.
    calculator.tool("全部清空").click()
    dialog(calculator.page).get_by_role("button", name="清空全部答案").click()
    expect(panel).not_to_have_attribute("open", "")
    expect(panel.locator(".advice-gain")).to_have_count(0)


def test_advice_leads_to_the_input_with_the_keyboard(calculator: CalculatorPage) -> None:
    open_panel(calculator)
    page = calculator.page
    gain = page.locator("#q-advice .advice-gain").last
    title = gain.locator(".advice-row strong").inner_text()
    gain.get_by_role("button", name="去填").focus()
    page.keyboard.press("Enter")
    entry = "document.activeElement.closest('[data-entry]')?.previousElementSibling?.textContent"
    assert title in page.evaluate(entry)
    assert "添加" in page.evaluate("document.activeElement.textContent")


def test_an_empty_form_gets_a_useful_answer(page: Page) -> None:
    advice = CheckPage(page, ADVICE).open()
    expect(page.locator(".advice-empty")).to_be_visible()
    expect(page.locator(".advice-next")).to_contain_text("接下来先答")
    expect(page.locator(".calc-over")).to_have_text("本轮申报已结束，以下供以后参考。")
    assert "先看" in advice.note()
    page.get_by_role("button", name="再看").click()
    # 54 rows can be filled, and nothing is full yet; of these 14 are of four lists that everybody
    # has (7 of education, 2 of work, 2 of titles, 3 of assessments), each asked for in one line.
    gains = page.locator(".advice-gain")
    expect(gains).to_have_count(44)
    expect(gains.first).to_contain_text("还没有填写，先填已经有的")
    expect(page.locator(".advice-nothing")).to_have_count(0)


def test_a_patent_that_waits_for_the_experts_comes_before_any_prize(page: Page) -> None:
    advice = CheckPage(page, ADVICE).open()
    patent = {"kind": "invention", "rank": 3, "benefit": "not-judged", "date": "2023-05-01"}
    advice.keep({**SHORT_OF_TIME, "patents": [patent]})
    first = page.locator(".advice-gain").first
    # The second inventor gets 12, each one after 1.5 less.
    expect(first.locator(".advice-rise")).to_have_text("+10.5 分")
    expect(first).to_contain_text("已经填写的“专利和软件著作权”第 1 条能够计入")
    first.get_by_role("link", name="去填").click()
    CalculatorPage(page, CALCULATOR).settled()
    inside = "document.activeElement.closest('[data-entry]')?.dataset.entry"
    page.wait_for_function(f"{inside} === 'table-invention-rest'")


def test_a_paper_without_its_report_is_told_to_get_it_first(page: Page) -> None:
    advice = CheckPage(page, ADVICE).open()
    advice.keep({"papers": [{"kind": "core", "report": "missing", "date": "2023-05-01"}]})
    first = page.locator(".advice-gain").first
    # A paper in a core journal of the last four years: 20 points, which is all that papers bring.
    expect(first.locator(".advice-rise")).to_have_text("+20 分")
    expect(first).to_contain_text("“论文、论著及译著”第 1 条补上还缺的（第三方检索报告")
    first.get_by_role("link", name="去填").click()
    calculator = CalculatorPage(page, CALCULATOR)
    calculator.settled()
    report = page.get_by_label("第三方检索报告（包含相似度检测）")
    expect(report).to_be_focused()
    report.select_option(label="有指定机构出具的报告（包含相似度检测）")
    assert calculator.total() == "自评 20 分"


def test_the_next_question_leads_to_its_place_on_the_other_page(page: Page) -> None:
    CheckPage(page, ADVICE).open()
    asked = page.locator(".advice-next strong").inner_text().strip("“”")
    page.locator(".advice-next").get_by_role("link", name="去回答").click()
    CalculatorPage(page, CALCULATOR).settled()
    assert CALCULATOR in page.url
    focused = page.evaluate("document.activeElement.textContent")
    assert focused.startswith("添加")
    assert asked in focused


def test_a_route_names_the_one_thing_that_is_missing_and_its_day(page: Page) -> None:
    advice = CheckPage(page, ADVICE).open()
    advice.keep(SHORT_OF_TIME)
    route = page.locator(".advice-route", has=page.get_by_text("本科或专科学历", exact=True))
    expect(route.locator("summary")).to_contain_text("至少还差 1 项")
    route.locator("summary").click()
    # Four years from the last day of 2023 end on the last day of 2027, after the reference day.
    expect(route).to_contain_text("2027 年 12 月 31 日")
    expect(route).to_contain_text("本次来不及")
    route.get_by_role("link", name="去回答").first.click()
    CheckPage(page, f"{HOME}routes-check/").settled()
    inside = "document.activeElement.closest('[data-question]')?.dataset.question"
    assert page.evaluate(inside) in {"titles", "work", "education"}
    expect(page.locator(".visit-step:visible")).to_have_count(1)


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_the_page_is_within_reach_on_a_phone(page: Page, axe: Callable[[Page], list[str]]) -> None:
    advice = CheckPage(page, ADVICE).open()
    advice.keep({**SHORT_OF_TIME, "centre-trainings": 2})
    for summary in page.locator("#calculator summary").all():
        summary.click()
    assert sideways(page) == 0
    assert axe(page) == []
    heights = page.locator("#calculator :is(button, summary, a.btn):visible").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 43.5
