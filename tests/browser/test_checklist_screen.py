"""The checklist on the real policy: what to bring, why, and what to check before handing in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.check_page import CheckPage, sideways
from tests.browser.viewports import both_widths

PATH = "/jiaojiang-optics/2025/checklist/"


@pytest.fixture
def check(page: Page) -> CheckPage:
    return CheckPage(page, PATH).open()


def item(check: CheckPage, clause: str) -> Locator:
    check.settled()
    return check.page.locator(f'[data-item="{clause}"]')


def needed(check: CheckPage, clause: str) -> str:
    return item(check, clause).locator(".check-verdict").inner_text().strip("✓✕? ")


def test_an_empty_form_knows_what_everybody_brings(check: CheckPage) -> None:
    # The hours' certificates and the evidence of achievements go without conditions.
    assert needed(check, "annex-2-2-5-1") == "要准备"
    assert needed(check, "criteria-12") == "要准备"
    assert needed(check, "annex-2-2-5-2") == "未定"
    assert check.total() == "要准备 2 样"


@both_widths
def test_an_ordinary_employee_of_a_company(check: CheckPage) -> None:
    check.answer("employer-kind", "企业")
    check.answer("application-kind", "正常申报，按第七条的学历和资历")
    check.answer("insured-elsewhere", False)
    assert needed(check, "annex-2-2-5-3") == "不用"  # only for staff of public institutions
    assert needed(check, "annex-5") == "不用"  # only for exceptional applications
    assert needed(check, "annex-2-2-5-2") == "不用"
    expect(item(check, "annex-5")).to_contain_text("正常申报")
    assert sideways(check.page) == 0


def test_a_degree_brings_the_paper_of_its_country(check: CheckPage) -> None:
    check.add(
        "education",
        {"层次": "研究生学历或硕士学位", "取得日期": "2020-06", "在哪里取得": "国外"},
    )
    assert needed(check, "notice-2-2-8-2-foreign") == "要准备"
    assert needed(check, "notice-2-2-8-2-home") == "不用"
    assert needed(check, "notice-2-2-8-2-regions") == "不用"


def test_skip_level_applicants_stay_open_where_the_source_is_silent(check: CheckPage) -> None:
    check.answer("application-kind", "越级申报，按第十条")
    assert needed(check, "annex-5") == "未定"
    expect(item(check, "annex-5")).to_contain_text("受理单位说明")


def test_a_list_of_papers_is_asked_whether_it_is_complete(check: CheckPage) -> None:
    check.add("papers", {"类别": "正式出版的论著或译著"})
    assert needed(check, "notice-2-2-3-report") == "未定"
    check.question("papers").get_by_role("button", name="就这些").click()
    assert needed(check, "notice-2-2-3-report") == "不用"


def test_a_statement_that_is_too_long_is_told_at_once(check: CheckPage) -> None:
    check.answer("statement-length", "1001")
    last = check.page.locator('[data-need="annex-2-2-3"]')
    expect(last.locator(".check-verdict").first).to_contain_text("不满足")
    expect(check.bar.locator(".calc-alert")).to_contain_text("本人述职")


def test_every_claimed_row_of_points_names_its_evidence(check: CheckPage) -> None:
    patent = {"kind": "invention", "rank": 3, "benefit": "found", "date": "2024-05"}
    check.keep({"patents": [patent]})
    evidence = check.page.locator('[data-slot="evidence"] li').filter(has_text="专利")
    expect(evidence.first).to_be_visible()
    link = evidence.first.get_by_role("link")
    assert "calculator/#" in (link.get_attribute("href") or "")


@both_widths
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    new_context: Callable[..., BrowserContext], axe: Callable[[Page], list[str]], scheme: str
) -> None:
    check = CheckPage(new_context(color_scheme=scheme).new_page(), PATH).open()
    check.answer("employer-kind", "企业")
    assert axe(check.page) == []
    assert sideways(check.page) == 0


def test_without_scripts_the_list_is_there_to_read(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.locator('[data-item="annex-5"]')).to_contain_text("视情况")
    expect(page.locator('[data-item="annex-2-2-5-1"]')).to_contain_text("人人都要")
