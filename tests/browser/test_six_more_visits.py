"""Six more people, unlike those of `test_six_visits`, by touch on a phone, each with a budget.

Verdicts are worked out by hand from the criteria and the readings named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_six_visits import (
    bachelor,
    begun,
    college,
    common,
    demerit,
    to_the_end,
)
from tests.browser.viewports import PHONE
from tests.browser.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page


@pytest.fixture
def visitor(new_tab: Callable[..., Page]) -> Visitor:
    """Somebody on a phone who has just begun."""
    page = new_tab(PHONE, touch=True)
    page.goto("/jiaojiang-optics/2025/routes-check/")
    return Visitor(page)


def test_a_postdoc_who_is_a_listed_talent(visitor: Visitor) -> None:
    begun(visitor, "博士研究生学历或博士学位", "与申报专业一致", "2023-07")
    visitor.nothing()
    # 7(1)1: three years of work, full on 2026-07; no title that would make it two.
    assert "到 2026 年 7 月满足，本次来不及" in visitor.verdict
    visitor.go_on()
    common(visitor, "事业单位（在编人员）", "是")
    visitor.enough_hours()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    # 10(7): whoever is of that list needs neither degree nor years.
    visitor.answer("top-talent", "是")
    assert visitor.verdict.startswith("按“越级”途径，申报条件已满足")
    assert visitor.actions <= 28


def test_a_demerit_and_an_award_of_the_city(visitor: Visitor) -> None:
    bachelor(visitor)
    visitor.go_on()
    common(visitor)
    demerit(visitor)
    visitor.go_on()
    award = visitor.add("awards")
    visitor.field(award, "级别", "市（厅）级")
    visitor.field(award, "获奖日期", "2024-03")
    visitor.nothing()
    visitor.go_on()
    visitor.go_on()
    expect(visitor.heading).to_have_text("结果")
    # 7(1)2: full on 2025-06, decided before, two years more. 9(2)2, opened by the award, knows no
    # years: two from the decision (P33).
    for route, day in (("本科或专科学历", "2027 年 6 月"), ("业绩特别突出者破格", "2026 年 5 月")):
        assert f"按“{route}”途径延迟申报，到 {day}解除" in visitor.verdict
    # The no comes first.
    assert visitor.verdict.startswith("本次不能申报：")
    expect(visitor.page.locator(".visit-found .calc-alert")).to_contain_text("2027 年 6 月")
    assert visitor.actions <= 34


def test_somebody_outside_the_establishment(visitor: Visitor) -> None:
    bachelor(visitor)
    visitor.go_on()
    common(visitor, "事业单位（非在编人员）", "否")
    to_the_end(visitor)
    # P93: whether the review of posts binds her, the source does not say.
    assert visitor.verdict.startswith("按“本科或专科学历”途径：")
    left = visitor.page.locator(".visit-left li").first
    expect(left).to_contain_text("单位、专业和年度考核：还有 1 题")
    visitor.press(left.get_by_role("link").first)
    visitor.answer("post-review-waived", "是")
    assert visitor.verdict.startswith("按“本科或专科学历”途径，申报条件已满足")
    assert visitor.actions <= 32


def test_somebody_who_leaves_much_for_later(visitor: Visitor) -> None:
    bachelor(visitor)
    for _ in range(6):
        visitor.go_on()
    expect(visitor.heading).to_have_text("结果")
    # Everything of 7(1)2 is known, nothing else is.
    assert visitor.verdict.startswith("按“本科或专科学历”途径：自身条件都满足")
    left = visitor.page.locator(".visit-left > ol > li")
    expect(left).to_have_count(5)
    expect(visitor.page.locator(".visit-part h3").first).to_have_text("按“本科或专科学历”途径")
    visitor.press(left.first.get_by_role("link").first)
    expect(visitor.heading).to_have_text("单位、专业和年度考核")
    common(visitor)
    expect(visitor.heading).to_have_text("继续教育学时")
    assert visitor.actions <= 28


def test_a_senior_technician_who_changed_the_field(visitor: Visitor) -> None:
    begun(visitor, "大学专科以下", "", "2024-07")
    skill = visitor.pick("skill-certificates", "高级技师（一级）")
    visitor.field(skill, "取得日期", "2021-03")
    visitor.nothing()
    # P17: a higher level than technician will do; its three years are of the field itself.
    assert visitor.verdict.startswith("按“技师”途径")
    assert "到 2027 年 7 月满足，本次来不及" in visitor.verdict
    visitor.press(visitor.page.get_by_role("button", name="看结果"))
    reckoned = visitor.page.locator(".visit-years")
    expect(reckoned).to_have_text("工作经历从 2024 年 7 月起算，到 2027 年 7 月满 3 年")
    assert visitor.actions <= 14


def test_somebody_who_goes_back_and_changes_the_degree(visitor: Visitor) -> None:
    bachelor(visitor)
    visitor.go_on()
    common(visitor)
    to_the_end(visitor)
    expect(visitor.page.locator(".visit-years")).to_contain_text("满 4 年")
    visitor.press(visitor.page.locator(".visit-fold > summary", has_text="我的回答"))
    visitor.press(visitor.page.get_by_role("link", name="修改：申报级别、学历和工作经历"))
    visitor.press(visitor.question("education").locator(".visit-chip", has_text="大学本科"))
    master = visitor.pick("education", "研究生学历或硕士学位")
    visitor.field(master, "所学专业", "与申报专业一致")
    assert visitor.verdict.startswith("按“研究生学历或硕士学位”")
    visitor.press(visitor.page.get_by_role("button", name="看结果"))
    # 7(1)1: three years of work since 2018-07, or two after the title of 2021-06.
    expect(visitor.page.locator(".visit-years")).to_have_text(
        [
            "工作经历从 2018 年 7 月起算，到 2021 年 7 月满 3 年",
            "工作经历从 2021 年 6 月起算，到 2023 年 6 月满 2 年",
        ]
    )
    assert visitor.actions <= 35


def test_one_tap_denies_all_that_a_step_asks(visitor: Visitor) -> None:
    college(visitor)
    visitor.go_on()
    common(visitor)
    visitor.enough_hours()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    # No way is open yet: lists, honours, teams and solved problems are all asked about.
    expect(visitor.question("top-talent")).to_be_visible()
    visitor.nothing()
    expect(visitor.page.locator(".visit-here")).to_be_hidden()
    expect(visitor.page.get_by_role("button", name="下一步")).to_be_focused()


def test_what_one_tap_does_not_answer_is_led_to(visitor: Visitor) -> None:
    begun(visitor, "大学本科", "与申报专业一致", "2018-07", "是")
    # Titles, skills and honours are denied. The post that stands open is hers to fill in: whoever
    # was moved held one.
    visitor.nothing()
    expect(visitor.question("appointments").locator(":focus")).to_have_count(1)
    expect(visitor.record("appointments").get_by_role("textbox").first).to_be_visible()
