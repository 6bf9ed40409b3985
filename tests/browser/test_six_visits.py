"""Six people go through the visit, from the home page to the result: what they read, and how many
taps and boxes it takes. By touch on a phone, and by keys alone on a wide screen.

Verdicts are worked out by hand: years run from anniversary to anniversary up to 2025-12-31.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.viewports import PHONE
from tests.browser.visitor import KeyboardVisitor, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Locator, Page

ENOUGH = ("60", "30") * 4
OWN_WORK = "光学光电专业技术工作"


@pytest.fixture(params=["touch", "keys"])
def visitor(request: pytest.FixtureRequest, new_tab: Callable[..., Page]) -> Visitor:
    """Somebody on the home page."""
    touch = request.param == "touch"
    size = {"width": 390, "height": 664} if touch else {"width": 1280, "height": 800}
    page = new_tab(size, touch=touch)
    page.goto("/")
    visitor = Visitor(page) if touch else KeyboardVisitor(page)
    visitor.press(page.locator(".card").get_by_role("link", name="申报资格自查"))
    return visitor


def begun(visitor: Visitor, degree: str, field: str, since: str, moved: str = "否") -> None:
    """The first step: what one applies for, the degree, the work, and whether one was moved."""
    visitor.answer("applying-for", "工程师（中级）")
    education = visitor.pick("education", degree)
    if field:
        visitor.field(education, "所学专业", field)
    work = visitor.record("work")
    visitor.field(work, "起止日期", since)
    visitor.field(work, "工作内容", OWN_WORK)
    visitor.answer("reassigned", moved)
    visitor.go_on()


def titled(visitor: Visitor, title: str, label: str, value: str) -> Locator:
    """The second step: a title, and what is asked of it first."""
    record = visitor.pick("titles", title)
    visitor.field(record, label, value)
    return record


def hears(visitor: Visitor, verdict: str) -> None:
    """A first verdict after eight answers at most."""
    assert visitor.answers <= 8
    assert visitor.verdict.startswith(verdict)


def college(visitor: Visitor) -> None:
    """The first two steps of a college graduate whose title is too young for this round."""
    begun(visitor, "大学专科", "与申报专业一致", "2019-01")
    title = titled(visitor, "助理工程师（助理级）", "取得或聘任日期", "2022-09")
    hears(visitor, "按“本科或专科学历”途径到 2026 年 9 月满足，本次来不及")
    visitor.field(title, "取得方式", "评审")
    visitor.nothing()


def common(visitor: Visitor, employer: str = "企业", approved: str = "") -> None:
    """The employer, and whether it approved where that is asked; three assessments."""
    visitor.answer("employed-here", "是")
    visitor.answer("specialty", "光学技术")
    visitor.answer("employer-kind", employer)
    if approved:
        visitor.answer("post-approved", approved)
    visitor.answer("conduct", "是")
    for number in (1, 2, 3):
        record = visitor.record("assessments", number)
        # 2024, 2023 and 2022: the year of the reference day has no result yet.
        expect(record.get_by_role("textbox")).to_have_value(str(2025 - number))
        visitor.field(record, "考核等次", "合格")
    visitor.go_on()


def to_the_end(visitor: Visitor, *hours: str) -> None:
    """Hours, no bars, no achievements; the review is left to the experts."""
    if hours:
        visitor.hours(*hours)
    else:
        visitor.enough_hours()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    visitor.go_on()
    expect(visitor.heading).to_have_text("结果")


def demerit(visitor: Visitor) -> None:
    """Hours in full, and a demerit decided in May 2024."""
    visitor.enough_hours()
    visitor.go_on()
    sanction = visitor.pick("sanctions", "记过以上处分")
    visitor.field(sanction, "处罚决定书发布日期", "2024-05")
    visitor.nothing()


def bachelor(visitor: Visitor) -> None:
    begun(visitor, "大学本科", "与申报专业一致", "2018-07")
    titled(visitor, "助理工程师（助理级）", "取得或聘任日期", "2021-06")
    hears(visitor, "按“本科或专科学历”途径：自身条件都满足")


def test_a_bachelor_with_an_assistant_title(visitor: Visitor) -> None:
    bachelor(visitor)
    visitor.go_on()
    common(visitor)
    to_the_end(visitor)
    assert visitor.verdict == "按“本科或专科学历”途径，申报条件已满足"
    # Of the four things of article 9(2) one is enough; she has no projects, and nothing was said of
    # honours, first sets and teams.
    other = visitor.page.locator(".visit-other", has_text="业绩特别突出者破格")
    expect(other.locator("summary")).to_have_text(
        "业绩特别突出者破格：所列 4 项中满足 0 项，不能确定 3 项；要求不少于 1 项"
    )
    # On paper the line is enough.
    visitor.page.emulate_media(media="print")
    expect(other.locator("summary")).to_be_visible()
    expect(other.locator(".visit-lines")).to_be_hidden()
    visitor.page.emulate_media(media="screen")
    # What experts decide is nothing that she has left open: it stands by itself.
    beside = visitor.page.locator(".visit-found .visit-beside")
    expect(beside).to_have_text("“评审时应达到的条件”不能确定。")
    left = visitor.page.locator(".visit-left > ol > li")
    expect(left).to_have_count(1)
    expect(left).to_contain_text("评审条件")
    # The sentence does not say that the round is over, so a line below it does.
    expect(visitor.page.locator(".visit-found .calc-over")).to_contain_text("本轮申报已结束")
    assert visitor.actions <= 30


# What is asked of the worker, and what the bar says as soon as a result of it has been taken in.
SPY = """
  globalThis.passed = [];
  const Plain = Worker;
  globalThis.Worker = class extends Plain {
    postMessage(data) {
      if (data.type === "run") passed.push("asked");
      else this.addEventListener("message", ({ data }) => {
        const bar = document.querySelector("#calc-bar .calc-total");
        if (data.type === "result") passed.push(bar.textContent);
      });
      super.postMessage(data);
    }
  };
"""


def test_the_first_verdict_waits_for_nothing_but_one_result(
    new_context: Callable[..., BrowserContext],
) -> None:
    """With the eighth answer: Python has started long before, and nothing is fetched."""
    page = new_context(has_touch=True, viewport=PHONE).new_page()
    page.add_init_script(SPY)
    page.goto("/jiaojiang-optics/2025/routes-check/")
    visitor = Visitor(page)
    visitor.settled()
    begun(visitor, "大学本科", "与申报专业一致", "2018-07")
    title = visitor.pick("titles", "助理工程师（助理级）")
    since = title.locator(".calc-field", has_text="取得或聘任日期").locator("input")
    since.press_sequentially("202")
    visitor.settled()
    assert visitor.answers == 7
    verdict = "按“本科或专科学历”途径：自身条件都满足"
    assert not visitor.verdict.startswith(verdict)
    page.evaluate("passed.length = 0")
    fetched = list[str]()
    page.on("request", lambda request: fetched.append(request.url))
    since.press("1")  # whatever the month, four years are over
    visitor.settled()
    asked, said = page.evaluate("passed")
    assert asked == "asked"
    assert said.startswith(verdict)
    assert fetched == []


def test_a_technician_without_a_degree(visitor: Visitor) -> None:
    begun(visitor, "大学专科以下", "", "2019-01")
    skill = visitor.pick("skill-certificates", "技师（二级）")
    visitor.field(skill, "取得日期", "2020-03")
    hears(visitor, "按“技师”途径：已满足")
    visitor.nothing()
    visitor.go_on()
    expect(visitor.heading).to_have_text("技能人才")
    for one in ("front-line", "craft", "creative", "contribution"):
        visitor.answer(f"skilled-{one}", "是")
    assert visitor.verdict.startswith("按“技师”途径：自身条件都满足")
    visitor.go_on()
    common(visitor)
    to_the_end(visitor)
    assert visitor.verdict.startswith("按“技师”途径，申报条件已满足")
    assert visitor.actions <= 35


def test_a_master_who_lacks_24_hours(visitor: Visitor) -> None:
    begun(visitor, "研究生学历或硕士学位", "与申报专业一致", "2022-07")
    # Nobody asks her for titles: three years of work are enough.
    hears(visitor, "按“研究生学历或硕士学位”途径：自身条件都满足")
    common(visitor)
    # 36 of 60 professional hours in 2025.
    to_the_end(visitor, *ENOUGH[:6], "36", "30")
    said = "按“研究生学历或硕士学位”途径，只差 2025 年专业科目 24 学时，本轮申报已结束"
    assert visitor.verdict.startswith(said)
    # Article 6 asks for the hours, too: what both lack is one condition that is not met.
    lacking = (
        visitor.page.locator(".visit-part")
        .first.locator("> .visit-lines > li")
        .filter(has_text="不满足")
    )
    expect(lacking).to_have_count(1)
    expect(lacking).to_contain_text("第六条")
    # The shortage stands in the sentence and where the hours are, and nothing that follows from it.
    short = visitor.page.locator("#visit-short .visit-lines li")
    expect(short).to_have_text(["不满足2025 年专业科目：36 / 60 学时，缺 24 学时"])
    assert visitor.page.locator(".visit-result").inner_text().count("24 学时") == 2
    expect(visitor.page.locator(".visit-part").first).to_contain_text("还缺的学时")
    visitor.press(visitor.page.get_by_role("link", name="还缺的学时"))
    expect(visitor.heading).to_have_text("结果")
    expect(visitor.page.locator("#visit-short")).to_be_in_viewport()
    # The sentence says that the round is over: nothing leads to what would make up for it.
    expect(visitor.page.locator(".visit-found .calc-over")).to_have_count(0)
    expect(visitor.page.get_by_role("link", name="可以用哪些途径补")).to_have_count(0)
    assert visitor.actions <= 35


def test_two_inventions_open_what_time_keeps_shut(visitor: Visitor) -> None:
    college(visitor)
    visitor.go_on()
    common(visitor)
    visitor.enough_hours()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    for day in ("2024-03", "2024-05"):
        patent = visitor.add("patents")
        visitor.field(patent, "类别", "国际、国内发明专利")
        visitor.field(patent, "授权或登记日期", day)
        visitor.field(patent, "是否属于本专业领域（发明专利填写）", "是")
    # Article 9(2)2: two patents of the own field for inventions, whoever is named first.
    assert visitor.verdict.startswith("按“业绩特别突出者破格”途径，申报条件已满足")
    visitor.nothing()
    # What the points wait for stands with the rest of the record, and holds nobody up.
    patents = visitor.question("patents")
    expect(patents.get_by_label("本人在发明人或完成人中的排名")).to_have_count(2)
    left = visitor.page.locator(".visit-here")
    expect(left).to_have_text("这一步还没有答：专利和软件著作权（是否经专家认定产生实际效益）")
    visitor.go_on()
    visitor.go_on()
    expect(visitor.heading).to_have_text("结果")
    assert visitor.actions <= 40
    expect(visitor.page.locator(".visit-part").first).not_to_contain_text("还缺的学时")
    # Of four things, which one she has.
    chosen = visitor.page.locator(".visit-part").first.locator("> .visit-lines > li").first
    expect(chosen).to_contain_text("第九条（二）2")
    # An exception's form goes with articles 9(1) and 9(2).
    found = visitor.page.locator(".visit-found")
    form = found.locator("li", has_text="《破格推荐中级专业技术资格审批表》")
    expect(form).to_have_text("需要《破格推荐中级专业技术资格审批表》")
    # The rank and the benefit decide between 0 and 20: the result leads to them.
    waits = found.locator(".visit-more li").first
    expect(waits).to_have_text(
        "专利和软件著作权（本人在发明人或完成人中的排名、是否经专家认定产生实际效益）"
    )
    visitor.press(waits.get_by_role("link"))
    expect(visitor.heading).to_have_text("业绩成果")
    expect(patents).to_be_in_viewport()


def test_an_engineer_of_another_field(visitor: Visitor) -> None:
    begun(visitor, "大学本科", "其他理工科专业", "2023-03", "是")
    titled(visitor, "工程师（中级）", "资格的专业", "其他专业")
    hears(visitor, "按“转评”途径：已满足")
    visitor.nothing()
    post = visitor.record("appointments")
    # The title says of which level and field the post was: both stand there, and can be changed.
    for said in ("中级", "其他专业"):
        expect(post.get_by_role("radio", name=said, exact=True)).to_be_checked()
    visitor.field(post, "聘任起止日期", "2018-06")
    # More than a year in the other post, more than a year in this one since 2023-03.
    assert visitor.verdict.startswith("按“转评”途径：自身条件都满足")
    visitor.go_on()
    common(visitor)
    to_the_end(visitor)
    assert visitor.verdict.startswith("按“转评”途径，申报条件已满足")
    assert visitor.actions <= 32


def test_a_demerit_is_said_first(visitor: Visitor) -> None:
    bachelor(visitor)
    visitor.go_on()
    common(visitor)
    demerit(visitor)
    # Four years are full on 2025-06; the decision lies before: two more years.
    assert "2027 年 6 月" in visitor.verdict
    expect(visitor.page.locator("#calc-bar .calc-alert")).to_be_hidden()
    visitor.go_on()
    visitor.nothing()
    visitor.go_on()
    visitor.go_on()
    expect(visitor.heading).to_have_text("结果")
    assert "2027 年 6 月" in visitor.verdict
    assert visitor.actions <= 32
