"""Printed pages: how many sheets, what stands on which, and nothing that only a screen needs."""

from playwright.sync_api import Page

from tests.browser.paper import printed, sheets, texts

HOME = "/jiaojiang-optics/2025/"


def test_a_form_on_a_reading_page_has_a_sheet_of_its_own(page: Page) -> None:
    page.goto(f"{HOME}annex-5/")
    pdf = printed(page)
    assert sheets(pdf) == 2
    before, form = texts(pdf)
    assert before.startswith("椒江光学光电工程师")
    assert form.startswith("破格推荐中级专业技术资格审批表姓名")
    assert form.count("（盖章）年月日") == 3
