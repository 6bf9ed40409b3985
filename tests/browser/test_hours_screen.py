"""The hours page on the real policy: entries typed, what counts, what is short, what would help.

The notice asks for 90 hours each year, 60 professional and 30 public; a professional way counts
36 a year at most (2018 rules, article 6).
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.check_page import ENOUGH_STUDY, CheckPage, sideways
from tests.browser.viewports import both_widths, in_each_look

PATH = "/jiaojiang-optics/2025/hours/"
WORKSHOP = "本专业培训进修、学术研讨（含单位自办）"


@pytest.fixture
def check(page: Page) -> CheckPage:
    return CheckPage(page, PATH).open()


def cell(check: CheckPage, year: str, title: str) -> Locator:
    row = check.page.locator(".check-years tbody tr").filter(has_text=year)
    return row.locator(f'td[data-label="{title}"]')


def test_before_anything_is_filled_in_nothing_is_short_for_certain(check: CheckPage) -> None:
    check.settled()
    short = cell(check, "2024", "专业科目").locator(".check-short")
    expect(short).to_have_text("按已填的，缺 60 学时")
    assert check.total() == "学时是否达到要求，不能确定"


@both_widths
def test_a_way_is_capped_and_the_rest_of_the_year_is_named(check: CheckPage) -> None:
    card = check.add("study", {"学习的年度": "2024", "途径": WORKSHOP, "数量": "１５"})
    # Fifteen days of 4 hours are 60, of which 36 count: 24 professional hours are short.
    expect(card).to_contain_text("4 × 15 = 60")
    expect(card).to_contain_text("60 → 36")
    expect(cell(check, "2024", "专业科目")).to_contain_text("36 / 60 学时")
    expect(cell(check, "2024", "专业科目")).to_contain_text("缺 24 学时")
    expect(cell(check, "2024", "公需科目")).to_contain_text("缺 30 学时")
    assert check.total() == "学时尚未达到要求"
    room = check.page.locator("details.check-way-list").filter(has_text="2024 年，专业科目")
    room.locator("summary").click()
    expect(room).to_contain_text("还缺 24 学时")
    expect(check.page.locator(".calc-over")).to_have_text("本轮申报已结束，以下供以后参考。")
    # Whoever looks at it goes on looking while what is short changes: 6 hours are one day more.
    check.add("study", {"学习的年度": "2024", "途径": "备案的培训班、研修班", "数量": "1"})
    expect(room).to_contain_text("还缺 18 学时")
    expect(room).to_have_attribute("open", "")
    check.page.get_by_role("button", name="删除第 2 条").click()
    check.settled()
    # The workshop has nothing left; classes give 6 a day, four days cover 24.
    expect(room).not_to_contain_text(WORKSHOP)
    classes = room.locator("tr").filter(has_text="备案的培训班、研修班")
    expect(classes).to_contain_text("36 学时")
    expect(classes).to_contain_text("4 份得 24 学时")
    assert sideways(check.page) == 0


def test_public_hours_have_no_cap_and_do_not_make_up_for_professional_ones(
    check: CheckPage,
) -> None:
    check.keep({"study": [e for e in ENOUGH_STUDY if e["year"] != 2023 or e["way"] != "abroad"]})
    check.add("study", {"学习的年度": "2023", "途径": "一般公需科目", "数量": "24"})
    # 36 + 30 + 24 = 90 in all, 54 public, but 36 of 60 professional.
    expect(cell(check, "2023", "合计").locator(".check-verdict")).to_contain_text("满足")
    expect(cell(check, "2023", "公需科目")).to_contain_text("54 / 30 学时")
    expect(cell(check, "2023", "专业科目")).to_contain_text("缺 24 学时")


def test_an_entry_of_another_year_says_why_it_does_not_count(check: CheckPage) -> None:
    card = check.add("study", {"学习的年度": "2021", "途径": WORKSHOP, "数量": "5"})
    expect(card).to_contain_text("不计入")
    expect(card).to_contain_text("2021 年不在 2022—2025 年度之内")


def test_only_fields_of_the_way_are_asked(check: CheckPage) -> None:
    place = check.question("study")
    place.locator(".calc-add").click()
    rank = place.get_by_label("本人排名")
    expect(rank).to_be_hidden()
    place.get_by_label("途径", exact=False).first.select_option(label="论文（译文）、著作（译作）")
    expect(rank).to_be_visible()
    expect(place.get_by_label("高研班级别")).to_be_hidden()


def test_an_unfinished_entry_says_what_it_lacks(check: CheckPage) -> None:
    check.add("study", {"学习的年度": "2024", "途径": "论文（译文）、著作（译作）"})
    missing = check.question("study").locator(".calc-record .check-missing")
    for label in ("刊物", "数量", "合作人数", "本人排名"):
        expect(missing).to_contain_text(label)


def test_a_rank_beyond_the_people_is_told_in_its_entry(check: CheckPage) -> None:
    paper = {"year": 2024, "way": "paper", "journal-level": "core", "amount": 1, "people": 2}
    check.keep({"study": [{**paper, "rank": 3}]})
    card = check.question("study").locator(".calc-record")
    expect(card).to_contain_text("不计入")
    expect(card).to_contain_text("大于“合作人数（独立完成填 1）”填的 2：请改正填错的一个")
    card.get_by_role("button", name="修改").click()
    rank = card.get_by_label("本人排名")
    expect(rank).to_have_attribute("aria-invalid", "true")
    rank.fill("2")
    # The only change: 10 hours for a paper in a core journal, of which the second of two has 0.2.
    expect(rank).not_to_have_attribute("aria-invalid", "true")
    expect(card).not_to_contain_text("请改正填错的一个")


def test_keyboard_alone_adds_an_entry_that_outlives_a_reload(check: CheckPage) -> None:
    page = check.page
    check.question("study").locator(".calc-add").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("2025")
    page.keyboard.press("Tab")
    page.keyboard.press("End")  # the last two ways are the public ones, general first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type("30")
    page.keyboard.press("Enter")
    check.settled()
    expect(cell(check, "2025", "公需科目").locator(".check-verdict")).to_contain_text("满足")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "修改"
    page.reload()
    check.settled()
    expect(cell(check, "2025", "公需科目")).to_contain_text("30 / 30 学时")


def test_axe_finds_nothing(check: CheckPage, axe: Callable[[Page], list[str]]) -> None:
    check.keep({"study": [{"year": 2024, "way": "workshop", "amount": 15}]})
    check.page.locator("details.check-way-list summary").first.click()
    for look in in_each_look(check.page):
        assert axe(check.page) == [], look
        assert sideways(check.page) == 0, look


def test_without_scripts_demands_and_ways_are_there_to_read(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.locator(".check-demands")).to_be_visible()
    expect(page.locator(".check-demands")).to_contain_text("90 学时")
    expect(page.get_by_role("main")).to_contain_text("高级研修班")


def test_one_tap_fills_in_what_is_enough_every_year(check: CheckPage) -> None:
    boxes = check.page.locator(".visit-hours input")
    boxes.nth(0).fill("72")
    tap = check.page.get_by_role("button", name="各年都够，按最低要求填")
    tap.click()
    assert check.total() == "学时已达到要求"
    # What was typed stays; each of the others is an answer that she sees and can change.
    for place, hours in enumerate(("72", "30", *("60", "30") * 3)):
        expect(boxes.nth(place)).to_have_value(hours)
    expect(tap).to_be_hidden()
    boxes.nth(6).fill("59")
    expect(cell(check, "2025", "专业科目")).to_contain_text("缺 1 学时")


@both_widths
def test_the_certificate_is_eight_numbers(check: CheckPage) -> None:
    boxes = check.page.locator(".visit-hours input")
    expect(boxes).to_have_count(8)
    for place, hours in enumerate(("60", "30")):
        boxes.nth(place).click()
        boxes.nth(place).press_sequentially(hours)
    check.settled()
    expect(cell(check, "2022", "合计").locator(".check-verdict")).to_contain_text("满足")
    check.page.get_by_role("button", name="各年都与第一年相同").click()
    assert check.total() == "学时已达到要求"
    expect(boxes.nth(7)).to_have_value("30")
    # What the table shows has no card; a total that is taken away is gone.
    expect(check.page.locator(".calc-record:visible")).to_have_count(0)
    boxes.nth(7).fill("")
    expect(cell(check, "2025", "公需科目")).to_contain_text("还没有填 / 30 学时")
    boxes.nth(7).fill("0")
    expect(cell(check, "2025", "公需科目")).to_contain_text("缺 30 学时")
    assert sideways(check.page) == 0
