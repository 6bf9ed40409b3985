"""A policy in which nothing limits points or hours: every page still speaks in whole sentences.

In the kite club a kite gives 7.5 points and a prize up to 10, the better of the two counting; every
year of membership gives 2, every lost kite takes 1.5, and no sum of them has a most.
"""

import re
from fractions import Fraction
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from calculator.core.values.ranges import ceiling_words, range_words
from tests.browser.calculator_page import CalculatorPage
from tests.browser.check_page import CheckPage
from tests.browser.test_batch_screen import TOTAL, BatchPage, filled

HOME = "/kite-club/2032/"
# A prize, and a membership of which nobody knows when it began.
OPEN_ENDED = {"prized": True, "spells": [{"spell": {"to": "2032-01"}}], "lost": 2}

# All words on the page, seen or not, and the lengths of its bars.
ALL_WORDS = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest("script, style")) found.push(data);
  }
  const styled = [...document.querySelectorAll("[style]")].map((one) => one.getAttribute("style"));
  return [...found, ...styled].join("\\n");
}
"""
# The words of the scripts for pairs of ends.
SCRIPT_WORDS = """
async (pairs) => {
  const { src } = document.querySelector('script[type="module"][src*="/app"]');
  const { ceilingWords, rangeWords } = await import(new URL("ranges.js", src));
  return pairs.map(([low, high, unit]) => [rangeWords(low, high, unit), ceilingWords(high)]);
}
"""


@pytest.fixture
def address(small_address: str) -> str:
    """The site under test is the kite club's."""
    return small_address


def assert_whole_sentences(page: Page) -> None:
    """No value of a script shows through, and no range runs backwards."""
    words = str(page.evaluate(ALL_WORDS))
    assert re.findall(r".*(?:null|undefined|NaN|Infinity|不限～|～不限).*", words) == []
    number = r"(−?\d+(?:\.\d+)?)"
    for low, high in re.findall(rf"{number}～\+?{number}", words):
        assert Fraction(low.replace("−", "-")) < Fraction(high.replace("−", "-")), f"{low}～{high}"


@pytest.fixture
def calculator(page: Page) -> CalculatorPage:
    return CalculatorPage(page, f"{HOME}calculator/").open()


@pytest.fixture
def advice(page: Page) -> CheckPage:
    check = CheckPage(page, f"{HOME}advice/").open()
    check.keep(OPEN_ENDED)
    return check


def test_scripts_and_core_have_the_same_words(calculator: CalculatorPage) -> None:
    ends = [None, 0, 5, "7.5", "1/3", -2, "-4.5", 100]
    pairs = [list(pair) for pair in product(ends, ends, ["", "分", "%"])]
    said = calculator.page.evaluate(SCRIPT_WORDS, pairs)
    assert said == [[range_words(*pair), ceiling_words(pair[1])] for pair in pairs]


def test_an_empty_form_has_no_ceiling(calculator: CalculatorPage) -> None:
    assert calculator.total() == "自评 0 分"
    assert "另有 5 行没有填，按 0 分计；都填上，没有上限" in calculator.note()
    assert_whole_sentences(calculator.page)


def test_advice_on_its_own_page(advice: CheckPage) -> None:
    # Making: 0～10, with a kite 7.5～10; less 3 for what was lost, and never below nothing.
    expect(advice.page.locator(".advice-rise").first).to_have_text("+0～4.5 分")
    assert advice.total() == "自评 至少 0 分"
    expect(advice.page.locator("article")).not_to_contain_text("到了上限")
    assert_whole_sentences(advice.page)


def test_open_ends_are_said_in_rows_sums_and_on_paper(advice: CheckPage) -> None:
    calculator = CalculatorPage(advice.page, f"{HOME}calculator/").open()
    assert calculator.points("kite-years") == "至少 0 分"
    assert calculator.points("kite-judged") == "0～10 分"
    assert calculator.points("kite-lost") == "扣 3 分"
    assert calculator.total() == "自评 至少 0 分"
    assert "另有 2 行没有填，按 0 分计；都填上，没有上限" in calculator.note()
    expect(advice.page.locator(".calc-sheet-note")).to_contain_text("没有上限")
    assert_whole_sentences(advice.page)
    calculator.bar.get_by_role("button", name="怎样提高").click()
    expect(advice.page.locator("#q-advice .advice-rise").first).to_have_text("+0～4.5 分")
    assert_whole_sentences(advice.page)
    calculator.tool("结果单…").click()
    expect(advice.page.locator(".slip")).to_contain_text("没有上限")
    assert_whole_sentences(advice.page)


def test_hours_without_a_cap(page: Page) -> None:
    check = CheckPage(page, f"{HOME}hours/").open()
    beach, hill = ({"season": 2032, "manner": manner} for manner in ("beach", "hill"))
    check.keep({"practice": [beach, hill]})
    expect(check.question("practice").locator(".calc-record").first).to_contain_text("至少 0 课时")
    # On the hill each time is 4.
    expect(page.locator(".check-demand").last).to_contain_text("至少 4 / 20 课时")
    expect(page.locator("#calc-bar")).to_contain_text("2032 年每年练习按已填的，缺 0～16 课时")
    assert_whole_sentences(page)


def test_many_people(page: Page) -> None:
    batch = BatchPage(page).open(f"{HOME}batch/")
    people = [["编号", "有没有风筝得过奖", "做好几只风筝"], ["甲", "是", 1], ["乙", "是", None]]
    spells = [["编号", "起止日期（开始）", "起止日期（结束）"], ["甲", None, "2032-01"]]
    batch.choose(filled(基本情况=people, 会员经历=spells)).checked()
    assert batch.cell(0, TOTAL) == "至少 7.5"
    assert batch.cell(1, TOTAL) == "0～10"
    for line in (0, 1):
        batch.people.nth(line).get_by_role("button").click()
    assert_whole_sentences(page)
