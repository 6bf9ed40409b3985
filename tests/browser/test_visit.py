"""A person's whole visit on a phone, from the home page to the printed sheet: the same answers all
along, once with the keyboard alone and once by touch.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answered_page import agree
from tests.browser.check_page import CheckPage
from tests.browser.measures import complaints
from tests.browser.viewports import PHONE, in_each_scheme

KEY = "calculator:jiaojiang-optics:2025"
READY = "#calculator[data-ready][data-state=ready]"
NAME = """
() => {
  const one = document.activeElement;
  const group = one.closest("[role=radiogroup]")?.getAttribute("aria-labelledby");
  const asked = group ? document.getElementById(group).textContent : "";
  return one.ariaLabel ?? asked + (one.labels?.[0] ?? one).textContent;
}
"""
CHOSEN = "document.activeElement.selectedOptions[0].textContent"


class Keyboard:
    """Goes through pages by Tab, as somebody does who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.press = page.keyboard.press
        self.type = page.keyboard.type

    def go_to(self, *words: str, back: bool = False) -> None:
        """Press Tab until something with all these words in its name has the focus."""
        for _ in range(600):
            self.press("Shift+Tab" if back else "Tab")
            name = self.page.evaluate(NAME)
            if all(word in name for word in words):
                return
        pytest.fail(f"Tab never reached {words}")

    def follow(self, words: str, *, back: bool = True) -> None:
        """Go to a link and follow it; wait for the result on its page."""
        self.go_to(words, back=back)
        with self.page.expect_navigation():
            self.press("Enter")
        settled(self.page)

    def choose(self, option: str) -> None:
        """In the list that has the focus, down to an option."""
        for _ in range(30):
            if self.page.evaluate(CHOSEN) == option:
                return
            self.press("ArrowDown")
        pytest.fail(f"no option {option}")


def settled(page: Page) -> None:
    expect(page.locator(READY)).to_have_count(1)


def total(page: Page) -> str:
    settled(page)
    return page.locator("#calc-bar .calc-total").inner_text()


def kept(page: Page) -> dict[str, Any]:
    settled(page)
    answers: dict[str, Any] = json.loads(page.evaluate(f"localStorage['{KEY}']"))["answers"]
    return answers


@pytest.fixture
def phone(new_tab: Callable[..., Page]) -> Page:
    """A phone's page that counts how often it is asked to print."""
    page = new_tab(PHONE, touch=True)
    page.add_init_script(
        "window.print = () => { dispatchEvent(new Event('beforeprint')); window.printed = true }"
    )
    page.goto("/")
    return page


def test_a_visit_with_the_keyboard_alone(phone: Page) -> None:
    keys = Keyboard(phone)
    keys.follow("申报资格自查", back=False)
    keys.go_to("您要申报哪一级", "工程师（中级）")
    keys.press("Space")
    keys.go_to("大学本科")
    keys.press("Enter")
    settled(phone)
    keys.go_to("所学专业", "与申报专业一致")
    keys.press("Space")
    answers: dict[str, Any] = {
        "applying-for": "engineer",
        "education": [{"level": "bachelor", "relation": "same"}],
    }
    assert kept(phone) == answers
    # A degree alone is too little to name a way.
    assert total(phone) == "回答尚不完整，不能确定可以按哪条途径申报"
    keys.go_to("看结果")
    keys.press("Enter")

    keys.follow("学时自查", back=False)
    keys.go_to("添加一条学时记录")
    keys.press("Enter")
    keys.type("２０２４")
    keys.press("Tab")
    keys.choose("备案的培训班、研修班")
    keys.press("Tab")
    keys.type("2")
    keys.press("Enter")
    answers["study"] = [{"year": 2024, "way": "class", "amount": 2}]
    assert kept(phone) == answers
    # Two days of 6 hours; the year asks for 60 professional hours.
    expect(phone.locator(".calc-record")).to_contain_text("12")
    assert total(phone) == "学时尚未达到要求"

    keys.follow("量化自评分")
    # A bachelor of engineering gives 5 points, known from the question of another page.
    assert total(phone) == "自评 5 分"
    keys.go_to("填写（中心组织的工程师培训）")  # on a phone a row opens to be filled in
    keys.press("Enter")
    keys.type("2")
    answers["centre-trainings"] = 2
    assert kept(phone) == answers
    # 5 for each of two trainings.
    assert total(phone) == "自评 15 分"

    keys.follow("材料清单自查")
    assert kept(phone) == answers
    expect(phone.locator('[data-slot="evidence"]')).to_contain_text("工程师培训")

    keys.follow("量化自评分")
    keys.go_to("打印自评表")
    keys.press("Enter")
    phone.wait_for_function("window.printed")
    phone.emulate_media(media="print")
    sheet = phone.locator("#calculator")
    expect(sheet.locator(".calc-sheet")).to_contain_text("自评 15 分")
    expect(phone.locator("[data-entry=table-training] .calc-printed")).to_have_text("2")
    expect(phone.locator("[data-entry=table-bachelor-engineering]")).to_contain_text("大学本科")


def test_a_visit_by_touch(phone: Page) -> None:
    phone.locator(".card").get_by_role("link", name="申报资格自查").tap()
    settled(phone)
    # Step by step: whatever is asked first, it can be left and come back to, by the Back key too.
    heading = phone.locator(".visit-step:visible h2")
    first = heading.inner_text()
    phone.get_by_role("button", name="先放着").tap()
    expect(heading).not_to_have_text(first)
    phone.go_back()
    expect(heading).to_have_text(first)
    phone.reload()
    expect(heading).to_have_text(first)
    phone.go_forward()
    expect(heading).not_to_have_text(first)
    phone.get_by_role("button", name="上一步").tap()
    expect(heading).to_have_text(first)
    phone.get_by_role("button", name="看结果").tap()
    expect(phone.locator(".visit-left")).to_contain_text(first)

    phone.locator("#calculator").get_by_role("link", name="量化自评分").first.tap()
    settled(phone)
    row = phone.locator("[data-entry=table-testing]")
    row.get_by_role("button", name="填写（").tap()
    expect(row.get_by_role("textbox")).to_be_focused()
    phone.keyboard.type("3")
    # 2 for each of three practices.
    assert total(phone) == "自评 6 分"
    phone.get_by_role("button", name="怎样提高").tap()
    phone.locator("#q-advice .advice-gain").first.get_by_role("button", name="去填").tap()
    # A degree, which nobody was asked for yet: the button that adds one, before the table.
    expect(phone.get_by_role("button", name="添加一段学历或一个学位")).to_be_focused()

    phone.locator("details.calc-menu > summary").tap()
    phone.get_by_role("button", name="结果单…").tap()
    expect(phone.locator(".slip")).to_contain_text("2 × 3 = 6")
    assert total(phone) == "自评 6 分"
    assert kept(phone) == {"testing-sessions": 3}


BACHELOR: dict[str, Any] = {
    "applying-for": "engineer",
    "education": [{"level": "bachelor", "relation": "same"}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2021-06"}],
    "work": [{"period": {"from": "2010-07"}, "relation": "own"}],
    "reassigned": False,
    "study": [{"year": 2025, "way": "class", "amount": 2}],
}


def test_the_closing_page_holds_the_whole_result(
    phone: Page, axe: Callable[[Page], list[str]]
) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep(BACHELOR)
    found = phone.locator(".visit-found")
    # The verdict is said once, the bar leaves the page alone.
    expect(found.locator(".visit-sentence")).to_contain_text("“本科或专科学历”途径")
    expect(phone.locator("#calc-bar .calc-total")).to_be_hidden()
    # Four years from 2021-06, the later of the two beginnings.
    expect(found.locator(".visit-years")).to_have_text(
        "工作经历从 2021 年 6 月起算，到 2025 年 6 月满 4 年"
    )
    # What is met waits in a fold; two days of 6 hours are 12 of 90.
    expect(found.locator(".visit-part .visit-fold").first).to_contain_text("条满足")
    expect(found).to_contain_text("2025 年专业科目：12 / 60 学时，缺 48 学时")
    expect(found).to_contain_text("2025 年公需科目：0 / 30 学时，缺 30 学时")
    # A bachelor of engineering 5; ten years of 2 and more, at most 10; four years of 2.5.
    expect(found.locator("h3", has_text="自评 25 分")).to_be_visible()
    # What the ceiling is made of: rows that are empty.
    expect(found).to_contain_text(
        re.compile(r"另有 \d+ 行没有填，按 0 分计；都填上，最高可到 120 分。")
    )
    background = found.locator(".calc-meter", has_text="学历资历")
    expect(background.locator(".calc-meter-value")).to_have_text("25 / 30")
    expect(found.locator(".calc-bite").first).to_contain_text("2 × 15 年 = 30 → 10")
    # Neither an exception nor a skilled person: two proofs and a form are for others.
    # No source gives the mark: the gap is shown, and where to fill in one that is known.
    mark = found.get_by_text("当年度公布的自评分规定分值：未填写")
    expect(mark).to_contain_text("自评分的规定分值")
    expect(mark.get_by_role("link", name="知道的，填写")).to_be_visible()
    # What surely is to be brought is in sight, and so is what an answer decides.
    expect(found.locator(".visit-lines > li", has_text="白底证件照")).to_be_visible()
    degree = found.locator(".visit-lines > li", has_text="学历证书及认证材料")
    expect(degree).to_be_visible()
    aside = found.locator(".visit-fold", has_text="其他途径才需要的 3 样")
    expect(aside).to_contain_text("破格推荐中级专业技术资格审批表")
    phone.locator("#q-advice > summary").tap()
    # Assessments, which everybody has and she has not told, come first; each leads to its place.
    ways = phone.locator("#q-advice .advice-gain").get_by_role("link", name="去填")
    expect(ways.first).to_have_attribute("href", re.compile("#q-to-assessments$"))
    expect(ways.last).to_have_attribute("href", re.compile("#q-row-"))
    found.locator(".visit-fold > summary", has_text="我的回答").tap()
    for scheme in in_each_scheme(phone):
        assert axe(phone) == [], scheme
    found.get_by_role("link", name="修改：申报级别、学历和工作经历").tap()
    expect(phone.locator(".visit-step:visible h2")).to_have_text("申报级别、学历和工作经历")
    expect(phone.locator("#calc-bar .calc-total")).to_be_visible()
    # What only the things to bring depend on is asked of whoever comes for it, and not before.
    origin = phone.get_by_role("radiogroup", name="取得地")
    expect(origin).to_be_hidden()
    phone.go_back()
    degree.get_by_role("link", name="学历和学位").tap()
    expect(origin).to_be_visible()
    phone.go_back()
    mark.get_by_role("link", name="知道的，填写").tap()
    expect(phone.get_by_label("当年度公布的自评分规定分值")).to_be_focused()
    phone.get_by_role("button", name="下一步").tap()
    expect(phone.locator(".visit-result h2")).to_be_visible()


def test_a_step_that_matters_for_nothing_but_points_says_so_at_its_head(
    phone: Page,
) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-achievements").open()
    note = phone.locator("h2 + .visit-note")
    expect(note).to_be_hidden()
    # Without hours no way can be met: the round is over.
    check.keep({**BACHELOR, "study": []})
    expect(note).to_contain_text("这一步只影响得分，可以先放着。")


def test_a_step_names_what_is_left_in_it_and_in_the_others(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-employer").open()
    check.keep({**BACHELOR, "conduct": True, "assessments": [{"year": 2023, "grade": "good"}, {}]})
    # Records are told apart by what names them, once that is known.
    names = phone.locator('[data-question="assessments"] .calc-record-text')
    expect(names).to_have_text(["年度：2023", "一个年度的考核（第 2 条）", "年度：2024"])
    left = phone.locator(".visit-here")
    expect(left.get_by_role("link")).to_have_text(
        [
            "您是否在椒江区的企事业单位在职在岗",
            "您现在从事的专业",
            "您所在的单位",
            "最近几个年度的考核结果",
            "年度考核不足规定年数的，评审机构是否已认可",
        ]
    )
    left.get_by_role("link", name="您所在的单位").tap()
    expect(phone.get_by_role("radio", name="企业", exact=True)).to_be_focused()
    progress = phone.locator(".visit-progress")
    progress.locator("summary").first.tap()
    done = progress.locator("li", has_text="申报级别、学历和工作经历")
    expect(done).to_contain_text("答完了")
    progress.get_by_role("link", name="处分、事故和取消资格").tap()
    expect(phone.locator(".visit-step:visible h2")).to_have_text("处分、事故和取消资格")


def test_a_year_that_is_left_empty_is_told(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-hours").open()
    blank = phone.locator('[data-question="study"] .visit-list > .check-missing')
    expect(blank).to_be_hidden()
    whole = [("professional", 60), ("public", 30)]
    study = [{"year": 2022, "way": f"stated-{way}", "amount": amount} for way, amount in whole]
    check.keep({**BACHELOR, "study": [*study, {**study[0], "year": 2023}]})
    expect(blank).to_have_text("2023、2024、2025 年还有没填的；没有学时的，填 0。")
    # What is not copied yet is asked for, and is no shortage.
    expect(phone.locator(".visit-here")).to_contain_text("继续教育学时记录")
    phone.get_by_role("button", name="看结果").tap()
    hours = phone.locator("#visit-short")
    expect(hours.locator("h3")).to_have_text("学时是否达到要求，不能确定")
    expect(hours.locator("li")).to_have_text(
        "不能确定2024 年专业科目、2025 年专业科目、2023 年公需科目、"
        "2024 年公需科目、2025 年公需科目：还没有填"
    )


def test_whoever_looks_at_a_clause_comes_back_to_where_she_was(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep(BACHELOR)
    phone.locator(".visit-part").get_by_role("link", name="还缺的学时").tap()
    expect(phone.locator("#visit-short")).to_be_in_viewport()
    place = phone.evaluate("window.scrollY")
    with phone.expect_navigation():
        phone.locator(".visit-part").first.locator(".visit-lines a[href*='/']").first.evaluate(
            "link => link.click()"
        )
    phone.go_back()
    settled(phone)
    expect(phone.locator(".visit-step:visible h2, .visit-result:visible h2")).to_have_text("结果")
    phone.wait_for_function("place => Math.abs(window.scrollY - place) < 200", arg=place)


def test_what_a_bar_leads_to_is_unfolded_and_brought_into_sight(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep({**BACHELOR, "sanctions": [{"kind": "demerit", "decided": "2024-05-10"}]})
    # Other routes that it stands for, and until when, are none of hers.
    expect(phone.locator(".calc-alert a")).to_have_text(
        "受处分或者有责任事故，决定书在规定年限内发布，本科或专科学历到 2027 年 6 月解除"
    )
    target = phone.locator("[id='q-bar-criteria-15-1']")
    expect(target).to_be_hidden()
    phone.locator("a[href='#q-bar-criteria-15-1']:visible").first.tap()
    expect(target).to_be_in_viewport()


def test_a_step_begins_below_the_header(phone: Page) -> None:
    CheckPage(phone, "/jiaojiang-optics/2025/routes-check/").open()
    phone.get_by_role("button", name="先放着，下一步").click()
    expect(phone.locator(".visit-progress")).to_contain_text("第 2 步")
    header = phone.locator(".md-header").bounding_box()
    assert header is not None
    assert header["height"] < 100
    # A page keeps 100 px free at its top, for the header and a little air.
    phone.wait_for_function(
        "Math.abs(document.querySelector('.visit-progress').getBoundingClientRect().top - 100) < 2"
    )


def test_a_pressed_button_stays_readable_under_the_pointer(page: Page) -> None:
    check = CheckPage(page, "/jiaojiang-optics/2025/checklist/").open()
    none = check.question("education").locator(".calc-none:visible")
    none.click()
    expect(none).to_have_attribute("aria-pressed", "true")
    none.hover()
    assert complaints(check.question("education")) == []


def test_nothing_of_the_theme_covers_what_is_typed(phone: Page) -> None:
    CheckPage(phone, "/jiaojiang-optics/2025/routes-check/").open()
    phone.mouse.wheel(0, 1200)
    phone.mouse.wheel(0, -300)
    expect(phone.locator(".md-top")).to_be_hidden()


def test_an_example_opens_in_the_visit(phone: Page) -> None:
    phone.goto("/jiaojiang-optics/2025/examples/#case-master-three-years-exact")
    phone.get_by_role("link", name="用这个例子试试：硕士，工作正好满三年").tap()
    agree(phone)
    expect(phone).to_have_url(re.compile("/routes-check/#visit-result$"))
    years = (
        "工作经历从 2022 年 12 月 31 日起算，到 2025 年 12 月 31 日满 3 年，正好是计算截止日，算满"
    )
    expect(phone.locator(".visit-years")).to_have_text([years])


TAKES_TWO_LINES_WHOLE = """
() => {
  const said = document.querySelector('#calc-bar .calc-total');
  const line = Number.parseFloat(getComputedStyle(said).lineHeight);
  return said.scrollHeight <= said.clientHeight + 1 && said.clientHeight < 2.5 * line
    && document.querySelector('#calc-bar').offsetHeight < 3.5 * line;
}
"""
COLLEGE = {
    **BACHELOR,
    "education": [{"level": "college", "relation": "same"}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2022-09"}],
}


@pytest.mark.parametrize(
    "answers",
    [
        COLLEGE,  # until when, what is open, and how many other routes are
        BACHELOR,
        {**BACHELOR, "education": [{"level": "master", "relation": "same"}]},
        {**BACHELOR, "sanctions": [{"kind": "demerit", "decided": "2024-05"}]},
    ],
)
def test_the_verdict_takes_two_lines_of_a_phone(phone: Page, answers: dict[str, Any]) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-years").open()
    check.keep(answers)
    phone.get_by_role("button", name="知道了").tap()
    phone.wait_for_function(TAKES_TWO_LINES_WHOLE)


def test_paper_has_all_that_the_sentence_says(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep({key: value for key, value in COLLEGE.items() if key != "study"})
    sentence = phone.locator(".visit-sentence").inner_text().removesuffix("。")
    assert "；另有" in sentence
    phone.emulate_media(media="print")
    expect(phone.locator(".calc-sheet-score")).to_have_text(sentence)
    expect(phone.locator(".visit-sentence")).to_be_hidden()


# What a finger needs around a line that opens: on paper it is a blank line.
HIGHER_THAN_THEIR_WORDS = """
[...document.querySelectorAll(".visit-fold > summary")].filter((line) => {
  const words = document.createRange();
  words.selectNodeContents(line);
  return line.offsetHeight > words.getBoundingClientRect().height + 4;
}).map((line) => line.textContent)"""


def test_paper_has_no_room_for_fingers_and_no_way_to_an_answer(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep({key: value for key, value in BACHELOR.items() if key != "study"})
    way = phone.locator(".visit-part").get_by_text("去回答")
    expect(way).to_be_visible()
    assert phone.evaluate(HIGHER_THAN_THEIR_WORDS)
    phone.emulate_media(media="print")
    assert phone.evaluate(HIGHER_THAN_THEIR_WORDS) == []
    expect(way).to_be_hidden()
    # An answer stands beside its question.
    question = phone.locator(".visit-fold dt", has_text="您要申报哪一级")
    answer = phone.locator(".visit-fold dd", has_text="工程师（中级）")
    tops = [place.evaluate("it => it.offsetTop") for place in (question, answer)]
    assert abs(tops[0] - tops[1]) < 4


def test_a_date_that_lacks_its_day_is_not_said_to_be_unanswered(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-held").open()
    # How she came by the title is not told; of the day of 2022 it is only the day that is missing.
    check.keep({**BACHELOR, "titles": [{**BACHELOR["titles"][0], "obtained": "2022"}]})
    expect(phone.locator(".visit-here li").first).to_have_text(
        "已有的专业技术资格（取得方式、取得或聘任日期要写到日）"
    )


PLACES = """() => [...document.querySelectorAll("[data-question], .calc-record .calc-field")]
  .filter((one) => one.offsetParent).map((one) => Math.round(one.getBoundingClientRect().top))"""


def test_what_is_asked_does_not_come_and_go_with_each_key_of_a_date(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-held").open()
    check.keep({**BACHELOR, "titles": [{"level": "assistant"}]})
    box = phone.get_by_label("取得或聘任日期")
    other = phone.get_by_label("评审、认定或考试取得")
    expect(other).to_be_visible()
    box.tap()
    places = []
    for key in "2021-06":
        phone.keyboard.type(key)
        settled(phone)
        places.append(phone.evaluate(PLACES))
    # Nothing moves from the first key to the year, nor from the year to the month: with a year her
    # own way is met, and how she came by the title need not be asked.
    assert places[0] == places[2]
    assert places[3] == places[6]
    assert [one for one in places if one not in (places[0], places[3])] == []
    expect(other).to_be_hidden()
    expect(box).to_be_focused()
    # What is half typed is kept, and counts when the box is left.
    for _ in "06":
        phone.keyboard.press("Backspace")
    phone.keyboard.type("0")
    assert kept(phone)["titles"][0]["obtained"] == "2021-0"
    expect(other).to_be_hidden()
    phone.locator("h1").tap()
    expect(other).to_be_visible()
    expect(box).to_have_attribute("aria-invalid", "true")


def test_what_somebody_unfolds_of_other_ways_stays_unfolded(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-result").open()
    check.keep(BACHELOR)
    other = phone.locator(".visit-other details", has_text="业绩特别突出者破格")
    other.locator("summary").tap()
    expect(other).to_have_attribute("open", "")
    aside = phone.locator(".visit-aside")
    before = aside.inner_text()
    aside.get_by_role("button", name="也看其余途径").tap()
    expect(aside).not_to_have_text(before)
    expect(other).to_have_attribute("open", "")


BAR_IS_AT_MOST = "most => document.querySelector('#calc-bar').offsetHeight <= most"
SIZES = ((320, 568), (664, 390), (390, 664))


def test_the_bar_never_covers_more_than_half(phone: Page) -> None:
    check = CheckPage(phone, "/jiaojiang-optics/2025/routes-check/#visit-theme-review").open()
    # A bar by route, with its day.
    check.keep({**BACHELOR, "sanctions": [{"kind": "demerit", "decided": "2024-05"}]})
    expect(phone.locator("#calc-bar .calc-total")).to_contain_text("2027 年 6 月")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    for width, height in SIZES:
        phone.set_viewport_size({"width": width, "height": height})
        phone.wait_for_function(BAR_IS_AT_MOST, arg=height / 2)
    phone.get_by_role("button", name="看结果").tap()
    # Whatever was cut short there is said in whole here.
    expect(phone.locator(".visit-sentence")).to_contain_text("2027 年 6 月")
    alert = phone.locator(".visit-found .calc-alert")
    expect(alert.get_by_role("link")).to_have_count(1)
    expect(alert).to_contain_text("2027 年 6 月")
