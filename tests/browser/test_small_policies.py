"""Policies of few parts, on a phone: tables that two answers look up, deductions as a group, points
to reach; and one with nothing but conditions and things to bring."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.check_page import CheckPage, sideways

ISLE = "/snow-island/2033/"
ROOM = "/reading-room/2034/"
PHONE = {"width": 390, "height": 844}
# 33 years old and alone 30, a doctor who speaks well 30, fishing 15: of 75 the cap leaves 70;
# five winters make 8 twice, more than the 12 for kin; three late departures take 18.
SETTLER: dict[str, Any] = {
    "born": "2000-07-01", "together": False, "degree": "doctor", "speech": 7, "trade": "fishing",
    "kin": True, "winters": 5, "overstays": 3, "forged": False, "expelled": False,
}  # fmt: skip


@pytest.fixture
def address(small_address: str) -> str:
    return small_address


@pytest.fixture
def viewport() -> dict[str, int]:
    return PHONE


def test_a_table_is_read_and_filled_in(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto(f"{ISLE}isle/")
    table = page.locator("#isle-study table.matrix")
    assert table.locator("thead th").all_inner_texts() == ["学历＼官话级别", "4 级起", "7 级起"]
    assert table.locator("tbody tr").last.locator("th, td").all_inner_texts() == [
        "博士", "20 分", "30 分",
    ]  # fmt: skip
    expect(table).to_be_visible()
    assert sideways(page) == 0
    assert axe(page) == []
    calculator = CalculatorPage(page, f"{ISLE}calculator/").open()
    row = calculator.row("isle-study")
    row.get_by_role("button", name="填写").click()
    calculator.answer(row, "学历（学历和官话）", "大学")
    calculator.answer(row, "官话级别（学历和官话）", "6")
    assert calculator.points("isle-study") == "12 分"
    assert sideways(page) == 0


def test_what_is_taken_away_and_what_is_to_be_reached(page: Page) -> None:
    check = CheckPage(page, f"{ISLE}routes-check/").open()
    check.keep(SETTLER)
    expect(check.bar).to_contain_text("已满足")
    calculator = CalculatorPage(page, f"{ISLE}calculator/").open()
    assert calculator.total() == "自评 68 分"
    # 68 reaches 60, and not the 86 of the roll of honour.
    marks = "“总分到及格线”：满足；“总分到荣誉线”：不满足"
    expect(calculator.bar).to_contain_text(marks)
    assert calculator.points("isle-late") == "扣 18 分"
    expect(page.locator('[data-group="isle-minus"]').first).to_contain_text("−18 分")
    assert sideways(page) == 0


def test_a_closed_row_says_what_its_points_are_and_has_one_way_in(page: Page) -> None:
    calculator = CalculatorPage(page, f"{ISLE}calculator/").open()
    label = "one => { const s = getComputedStyle(one, '::before'); return [s.display, s.content]; }"
    most = page.locator('[data-row="isle-winters"] .points-max')
    expect(most).to_have_text("20 分")
    assert most.evaluate(label) == ["inline", '"最高"']
    # A list is added to; nothing lies over its button.
    row = calculator.row("isle-lamp")
    expect(row.locator(".calc-fill")).to_have_count(0)
    row.locator(".calc-add").click()
    expect(row.locator(".calc-editor")).to_be_visible()


def test_advice_names_the_answer_that_leads_to_a_better_field(page: Page) -> None:
    CheckPage(page, f"{ISLE}routes-check/").open().keep({**SETTLER, "degree": "college"})
    CheckPage(page, f"{ISLE}advice/").open()
    # 30 + 18 + 15 = 63 of 70: a doctor's 30 instead of 18 would be 75, of which 7 more arrive.
    gain = page.locator(".advice-gain", has_text="学历：博士")
    expect(gain.locator(".advice-rise")).to_have_text("+7 分")


def test_only_conditions_and_things_to_bring(page: Page) -> None:
    check = CheckPage(page, f"{ROOM}routes-check/").open()
    # Twelve years old, with a guardian who may bring the child.
    check.keep({"born": "2021-07-01", "guardian-card": True, "promise": True})
    expect(check.bar).to_contain_text("由监护人办")
    assert sideways(page) == 0
    things = CheckPage(page, f"{ROOM}checklist/").open()
    expect(things.page.locator("article")).to_contain_text("监护人的信")
    assert sideways(page) == 0
