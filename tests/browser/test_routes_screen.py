"""The self-check of routes on the real policy: answers typed, verdicts seen, day by day.

Years run from anniversary to anniversary and are counted up to 2025-12-31 (notice 二（二）6).
"""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.check_page import ENOUGH_STUDY, CheckPage, sideways
from tests.browser.viewports import at_both_widths, in_each_look

PATH = "/jiaojiang-optics/2025/routes-check/"
ASSESSED = [{"year": year, "grade": "passed"} for year in (2022, 2023, 2024)]


class RoutesPage(CheckPage):
    """The visit with all its questions on one page."""

    def fill(self, place: Locator, value: Any) -> None:
        if isinstance(value, str) and place.locator(".calc-radio").count():
            place.get_by_label(value, exact=True).check()
        else:
            super().fill(place, value)

    def add(self, question: str, answers: Mapping[str, Any]) -> Locator:
        """Add a record: begun by an option where the list offers some."""
        place = self.question(question)
        first, *others = answers.items()
        chip = place.locator(".visit-chip").get_by_text(first[1], exact=True)
        if chip.count():
            chip.click()
            self.settled()
        else:
            others = [first, *others]
        record = place.locator(".calc-record").last
        for label, value in others:
            self.fill(record.locator(".calc-field").filter(has_text=label).first, value)
            self.settled()
        return record


@pytest.fixture
def check(page: Page) -> RoutesPage:
    return RoutesPage(page, PATH).open()


def verdict(place: Locator) -> str:
    return place.locator(".check-verdict").first.inner_text().strip("✓✕? ")


def route(check: RoutesPage, name: str) -> Locator:
    check.settled()
    return check.page.locator(f'[data-route="{name}"]')


def need(check: RoutesPage, clause: str) -> Locator:
    check.settled()
    return check.page.locator(f'[data-need="{clause}"]').first


def answer_basics(check: RoutesPage) -> None:
    """What every route asks, all of it fulfilled."""
    check.keep({"study": ENOUGH_STUDY, "assessments": ASSESSED})
    check.all_questions()
    check.answer("applying-for", "工程师（中级）")
    check.answer("employed-here", True)
    check.answer("specialty", "光学技术")
    check.answer("employer-kind", "企业")
    check.answer("conduct", True)
    check.answer("reassigned", False)


def answer_bachelor(check: RoutesPage, appointed: str) -> None:
    """A bachelor who has worked since 2010 and became an assistant engineer on a day."""
    check.add("education", {"层次": "大学本科", "所学专业": "与申报专业一致（本专业）"})
    check.add("work", {"起止日期": "2010-07-01", "工作内容": "光学光电专业技术工作"})
    check.add("titles", {"级别": "助理工程师（助理级）", "取得或聘任日期": appointed})


def test_four_years_to_the_day_open_the_bachelors_route(check: RoutesPage) -> None:
    answer_basics(check)
    answer_bachelor(check, "2021-12-31")
    # 2021-12-31 to 2025-12-31 are four years; the clause asks for four.
    assert verdict(route(check, "route-bachelor")) == "满足"
    # Sanctions and the review were not asked yet: the sentence does not hide that.
    assert check.total().startswith("按“本科或专科学历”途径，申报条件已满足，但还要答完“")
    expect(route(check, "route-bachelor")).to_contain_text("各项条件都满足")
    # Not a master: the other route of the same article is closed.
    assert verdict(route(check, "route-master")) == "不满足"
    link = need(check, "criteria-7-1-2").get_by_role("link").first
    assert (link.get_attribute("href") or "").endswith("/criteria/#criteria-7-1-2")


def test_one_day_short_names_the_day_and_says_too_late(check: RoutesPage) -> None:
    answer_basics(check)
    answer_bachelor(check, "2022-1-1")
    card = route(check, "route-bachelor")
    assert verdict(card) == "不满足"
    expect(card).to_contain_text("2026 年 1 月 1 日")
    expect(card).to_contain_text("本次来不及")
    assert check.total().startswith("按“本科或专科学历”途径")
    assert "到 2026 年 1 月 1 日满足，本次来不及" in check.total()


def test_a_closing_answer_ends_the_questions_of_all_routes(check: RoutesPage) -> None:
    check.all_questions()
    check.answer("conduct", False)
    # Article 5 binds every route: nothing is left to ask about.
    assert check.total().startswith("各条途径都已知还差一项：")
    assert verdict(need(check, "criteria-5")) == "不满足"
    expect(check.page.locator("[data-question]:visible")).to_have_count(1)
    expect(check.question("conduct")).to_be_visible()


def test_junior_applicants_hear_that_their_document_is_not_here(check: RoutesPage) -> None:
    check.all_questions()
    check.answer("applying-for", "助理工程师（初级）")
    assert check.total() == "本站不能判断：“助理工程师（初级）”"
    notice = check.page.locator('[data-slot="uncovered"]')
    expect(notice).to_contain_text("《浙江省经信厅工程技术人员中（初）级专业技术资格评审条件》")
    assert "gaps" in (notice.get_by_role("link").first.get_attribute("href") or "")
    expect(check.page.locator("[data-question]:visible")).to_have_count(1)


def test_nobody_is_refused_by_a_document_that_is_not_about_her(check: RoutesPage) -> None:
    # Article 7 is for engineers: not even a no to article 5 may read as a refusal.
    check.keep({"applying-for": "assistant", "conduct": False})
    assert verdict(route(check, "route-bachelor")) == "本站不能判断"
    assert "不满足" not in check.note()


def test_a_ban_stands_beside_the_routes_with_its_day(check: RoutesPage) -> None:
    check.all_questions()
    check.add("violations", {"情形": "伪造、变造证件或证明", "取消资格的日期": "2025-05-01"})
    bar = check.page.locator('[data-bar="criteria-14"]')
    # Three years from the next calendar year: 2026, 2027, 2028.
    assert verdict(bar) == "适用"
    expect(bar).to_contain_text("2029 年 1 月 1 日")
    assert check.total().startswith("本次不能申报，到 2029 年 1 月 1 日解除：")
    # What the sentence says is not said twice.
    expect(check.bar.locator(".calc-alert")).to_be_hidden()
    # Other answers are still asked for: a ban decides no route.
    assert verdict(route(check, "route-bachelor")) == "不能确定"


def test_a_delay_by_route_is_told_at_the_route(check: RoutesPage) -> None:
    check.keep(
        {
            "education": [{"level": "bachelor", "relation": "same"}],
            "titles": [{"level": "assistant", "relation": "own", "obtained": "2021-01-01"}],
            "work": [{"period": {"from": "2010-07-01"}, "relation": "own"}],
            "reassigned": False,
            "team": "city",
            "sanctions": [{"kind": "demerit", "decided": "2022-06-01"}],
        }
    )
    # Four years after the title are full on 2025-01-01: two years later. Outstanding work asks for
    # no years: two years from the decision are over.
    expect(route(check, "route-bachelor")).to_contain_text("到 2027 年 1 月 1 日解除")
    assert "2027 年" not in route(check, "route-outstanding").inner_text()
    bar = check.page.locator('[data-bar="criteria-15-1"]')
    assert verdict(bar) == "对部分途径适用"


def test_the_route_map_of_the_reading_pages_lights_up(check: RoutesPage) -> None:
    answer_basics(check)
    answer_bachelor(check, "2021-12-31")
    check.page.goto("/jiaojiang-optics/2025/eligibility/")
    lit = check.page.locator('.routes [data-route="route-bachelor"] .check-verdict')
    expect(lit).to_have_text("满足")
    expect(check.page.locator(".routes-mine")).to_contain_text(
        "按“本科或专科学历”途径，申报条件已满足"
    )
    # Other answers make what was found stale: it goes at once, and with the answers.
    check.page.goto("/jiaojiang-optics/2025/checklist/")
    CheckPage(check.page, check.page.url).settled().answer("insured-elsewhere", False)
    check.page.goto("/jiaojiang-optics/2025/eligibility/")
    expect(check.page.locator(".check-verdict")).to_have_count(0)
    expect(check.page.locator(".routes-mine")).to_be_hidden()


def test_answers_outlive_a_reload_and_serve_the_other_calculators(check: RoutesPage) -> None:
    check.keep({"study": ENOUGH_STUDY})
    check.all_questions()
    check.answer("conduct", True)
    check.page.reload()
    check.settled().all_questions()
    expect(check.question("conduct").get_by_label("是", exact=True)).to_be_checked()
    assert verdict(need(check, "criteria-5")) == "满足"
    check.page.get_by_role("link", name="学时自查").first.click()
    hours = CheckPage(check.page, check.page.url).settled()
    assert hours.total() == "学时已达到要求"


def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    check: RoutesPage, axe: Callable[[Page], list[str]]
) -> None:
    for look in in_each_look(check.page):
        assert axe(check.page) == [], look
    check.all_questions()
    check.keep({"study": ENOUGH_STUDY, "sanctions": [{"kind": "demerit", "decided": "2025-03"}]})
    check.page.get_by_text("逐项看").first.click()
    for look in in_each_look(check.page):
        assert axe(check.page) == [], look
        assert sideways(check.page) == 0, look


def test_targets_are_large_enough(check: RoutesPage) -> None:
    check.all_questions()
    for width in at_both_widths(check.page):
        small = check.page.evaluate(
            """() => [...document.querySelectorAll('#calculator button, #calculator select,'
                 + ' #calculator .calc-radio, #calculator summary, #calculator input[type=text]')]
                .filter((one) => one.checkVisibility())
                .map((one) => [one.textContent, one.getBoundingClientRect().height])
                .filter(([, height]) => height < 43.5)"""
        )
        assert small == [], width


def test_without_scripts_questions_routes_and_bars_are_there_to_read(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    main = page.get_by_role("main")
    expect(main).to_contain_text("您要申报哪一级")
    expect(main).to_contain_text("每一条填")
    expect(page.locator('[data-route="route-bachelor"]')).to_contain_text("第七条（一）2")
    expect(page.locator('[data-bar="criteria-14"]')).to_contain_text("不得申报")
    expect(page.locator(".calc-tools, .check-mode:visible")).to_have_count(0)
    # The steps stand one below the other, those that only points and things to bring wait for too.
    expect(page.locator(".visit-step:visible")).to_have_count(10)
