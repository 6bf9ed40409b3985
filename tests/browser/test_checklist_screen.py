"""The checklist on the real policy: what to bring, why, and what to check before handing in."""

import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.check_page import CheckPage, sideways
from tests.browser.paper import printed, sheets, texts
from tests.browser.viewports import at_both_widths, both_widths, in_each_look

PATH = "/jiaojiang-optics/2025/checklist/"


@pytest.fixture
def check(page: Page) -> CheckPage:
    return CheckPage(page, PATH).open()


def item(check: CheckPage, clause: str) -> Locator:
    check.settled()
    return check.page.locator(f'[data-item="{clause}"]')


def needed(check: CheckPage, clause: str) -> str:
    # What is not needed is folded.
    return (item(check, clause).locator(".check-verdict").text_content() or "").strip("✓✕? ")


def test_an_empty_form_knows_what_everybody_brings(check: CheckPage) -> None:
    # Photo, pledge and statement of the platform, the hours' certificates and the evidence of
    # achievements go without conditions.
    assert needed(check, "annex-2-2-5-1") == "需要"
    assert needed(check, "criteria-12") == "需要"
    assert needed(check, "annex-2-2-5-2") == "不能确定"
    assert check.total() == "要准备 5 样"


DEGREE_ABROAD = {
    "employer-kind": "enterprise",
    "education": [{"level": "master", "date": "2020-06", "origin": "foreign"}],
    "appointments": [],
    "appointed-this-year": False,
    "papers": [{"kind": "core", "report": "missing", "date": "2024-05"}],
}
PERMIT = "notice-2-2-8-2-talent"


@both_widths
def test_it_begins_with_what_is_needed_and_folds_what_is_not(check: CheckPage) -> None:
    check.keep(DEGREE_ABROAD)
    page = check.page
    needed, undecided, folded = (
        page.locator(f".check-item[data-needed={one}]") for one in ("yes", "open", "no")
    )
    # Never appointed, nor this year, no letter; a paper without a report is none.
    assert item(check, "annex-2-2-5-4").get_attribute("data-needed") == "no"
    expect(page.locator(".check-spared .check-item")).to_have_count(folded.count())
    expect(folded.first).to_be_hidden()
    tops = [
        one.evaluate("one => one.getBoundingClientRect().top")
        for one in (
            *needed.all(),
            *undecided.all(),
            page.locator(".check-spared"),
            page.locator("#calc-questions"),
        )
    ]
    assert tops == sorted(tops)
    assert check.total() == f"要准备 {needed.count()} 样"
    page.locator(".check-spared > summary").click()
    expect(folded.first).to_be_visible()


def test_what_is_not_certain_names_the_question_that_decides_it(check: CheckPage) -> None:
    check.keep(DEGREE_ABROAD)
    permit = item(check, PERMIT)
    permit.get_by_role("link", name="是否持有《浙江省海外高层次人才居住证》").click()
    question = check.question("overseas-talent-permit")
    expect(question.locator("input").first).to_be_focused()
    check.answer("overseas-talent-permit", True)
    kind = check.page.locator(".check-kind", has_text="学历、学位认证材料")
    expect(kind.locator(f'[data-item="{PERMIT}"]')).to_be_visible()
    expect(permit.locator(".check-decides")).to_have_count(0)


@both_widths
def test_an_ordinary_employee_of_a_company(check: CheckPage) -> None:
    check.answer("employer-kind", "企业")
    check.answer("application-kind", "正常申报，按评价条件第七条的学历、资历")
    check.answer("insured-elsewhere", False)
    assert needed(check, "annex-2-2-5-3") == "不需要"  # only for staff of public institutions
    assert needed(check, "annex-5") == "不需要"  # only for exceptional applications
    assert needed(check, "annex-2-2-5-2") == "不需要"
    expect(item(check, "annex-5")).to_contain_text("正常申报")
    assert sideways(check.page) == 0


def test_a_degree_brings_the_paper_of_its_country(check: CheckPage) -> None:
    check.add(
        "education",
        {"层次": "研究生学历或硕士学位", "取得日期": "2020-06", "取得地": "国外"},
    )
    assert needed(check, "notice-2-2-8-2-foreign") == "需要"
    assert needed(check, "notice-2-2-8-2-home") == "不需要"
    assert needed(check, "notice-2-2-8-2-regions") == "不需要"


def test_skip_level_applicants_stay_open_where_the_source_is_silent(check: CheckPage) -> None:
    check.answer("application-kind", "越级申报，按评价条件第十条")
    assert needed(check, "annex-5") == "不能确定"
    expect(item(check, "annex-5")).to_contain_text("评审机构说明")


def test_a_list_of_papers_is_asked_whether_it_is_complete(check: CheckPage) -> None:
    check.add("papers", {"类别": "正式出版的论著或译著"})
    assert needed(check, "notice-2-2-3-report") == "不能确定"
    check.question("papers").get_by_role("button", name="就这些").click()
    assert needed(check, "notice-2-2-3-report") == "不需要"


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


def photo(width: int, height: int, size: int) -> bytes:
    """A JPEG of so many pixels and bytes: start, frame, scan, nothing in it, end."""
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, height, width, 1) + bytes(3)
    head = b"\xff\xd8" + frame + b"\xff\xda" + struct.pack(">H", 6) + bytes(4)
    return head + bytes(size - len(head) - 2) + b"\xff\xd9"


def choose(check: CheckPage, content: bytes, name: str = "me.jpg") -> Locator:
    """Pick a photo; gives the place of its check."""
    file = {"name": name, "mimeType": "image/jpeg", "buffer": content}
    check.question("photo").locator("input[type=file]").set_input_files(file)
    place = check.page.locator('[data-need="annex-2-2-1"]')
    expect(place.locator(".check-read")).to_contain_text(f"{len(content)} 字节")
    check.settled()
    return place


@both_widths
def test_a_photo_is_held_against_each_demand_and_leaves_the_device_never(check: CheckPage) -> None:
    # 216 x 301 with 31,000 bytes is inside every limit by one; 215 wide is not.
    place = choose(check, photo(216, 301, 31_000))
    expect(place.locator("h3 .check-verdict")).to_contain_text("满足")
    place = choose(check, photo(215, 301, 31_000))
    line = place.locator(".check-parts li").filter(has_text="宽度")
    expect(line).to_contain_text("要求超过 215 像素")
    expect(line).to_contain_text("怎样改")
    expect(check.bar.locator(".calc-alert")).to_contain_text("照片")
    assert sideways(check.page) == 0
    # Only facts are kept, and they can be dropped; the slip says them in words.
    kept = check.page.evaluate("JSON.stringify(localStorage)")
    assert "me.jpg" not in kept
    check.page.goto(PATH.replace("checklist", "slip"))
    said = check.page.locator(".slip-answers li").filter(has_text="证件照")
    expect(said).to_contain_text("31000 字节，宽 215、高 301 像素")
    check.page.goto(f"{PATH}#q-ask-photo")  # opens where it comes folded
    check.settled()
    place.get_by_role("button", name="不看这张了").click()
    check.settled()
    expect(place.locator("h3 .check-verdict")).to_contain_text("还没有填")


def test_a_photo_that_breaks_off_is_not_met_and_a_name_is_looked_at(check: CheckPage) -> None:
    place = choose(check, photo(300, 400, 31_000), "me.jfif")
    expect(place.locator("h3 .check-verdict")).to_have_text("满足")
    expect(place.locator(".check-read")).to_contain_text("后缀要改成“.jpg”")
    place = choose(check, photo(300, 400, 31_502)[:-2], "me.jpg")
    expect(place.locator("h3 .check-verdict")).to_contain_text("不满足")
    expect(place.locator(".check-read")).to_have_text(
        "读到了“me.jpg”：JPG（JPEG），31500 字节，宽 300、高 400 像素，文件不完整。"
    )
    line = place.locator(".check-parts li").filter(has_text="文件完整")
    expect(line).to_contain_text("怎样改：文件没有传完整")


def test_what_is_no_picture_is_told_kindly(check: CheckPage) -> None:
    place = choose(check, b"<html>" + bytes(40_000), "photo.jpg")
    line = place.locator(".check-parts li").filter(has_text="格式")
    expect(line).to_contain_text("不认识的格式")
    expect(line).to_contain_text("只改文件名的后缀没有用")


def test_a_text_is_counted_and_not_kept(check: CheckPage) -> None:
    place = check.question("statement-length")
    place.get_by_text("粘贴文字来数").click()
    # Letters, a sign, a space, a line end and a character outside the first plane: one each.
    place.locator("textarea").fill("述职，a b\n𠮷")
    expect(place.locator("input")).to_have_value("8")
    check.settled()
    assert "述职，a" not in check.page.evaluate("JSON.stringify(localStorage)")


def test_five_working_days_over_the_national_holiday(check: CheckPage) -> None:
    # 09-26, the worked Sunday 09-28, 09-29, 09-30, and after the holiday 10-09.
    check.answer("publicity-from", "2025-09-26")
    term = check.page.locator('[data-slot="term"]')
    expect(term).to_contain_text("2025 年 10 月 9 日（周四）")
    expect(term).to_contain_text("最早 2025 年 10 月 10 日（周五）")
    expect(term.locator("td[data-counts]")).to_have_count(5)
    check.answer("publicity-to", "2025-10-08")
    verdict = check.page.locator('[data-need="annex-3-1-4"] h3 .check-verdict')
    expect(verdict).to_contain_text("不满足")
    expect(term).to_be_visible()


EXCEPTIONAL = {
    "application-kind": "exceptional",
    "work": [{"period": {"from": "2010-07-01"}, "relation": "own"}],
    "honours": [{"title": "model-worker", "by-government": True, "level": "county"}],
}


def test_the_form_is_filled_in_and_printed_alone(check: CheckPage) -> None:
    check.keep(EXCEPTIONAL)
    form = check.page.locator('[data-form="annex-5"]')
    expect(form.locator('[data-blank="专业工作年限"] dd')).to_have_text("15 年")
    expect(form.locator('[data-blank="姓名"] dd')).to_have_text("")
    expect(form.locator(".check-verdict")).to_have_text("要用这张表")
    # Achievements only: the years of 9(1)6 and the title of 9(1)1 with its record.
    reasons = form.locator('[data-blank="破格推荐理由"] .blank__line')
    assert reasons.all_inner_texts() == [
        "评价条件 第九条（一）1　县级政府颁发的称号",
        "　劳动模范，县、区级",
        "评价条件 第九条（一）6　长期从事工程技术工作",
    ]
    check.page.evaluate("window.print = () => {}")
    form.get_by_role("button", name="只打印这张表").click()
    pdf = printed(check.page)
    assert sheets(pdf) == 1
    (text,) = texts(pdf)
    assert text.startswith("破格推荐中级专业技术资格审批表")
    assert text.count("（盖章）年月日") == 3
    assert "自查" not in text


def test_after_the_form_the_page_prints_as_before(check: CheckPage) -> None:
    form = check.page.locator('[data-form="annex-5"]')
    check.page.evaluate("window.print = () => {}")
    form.get_by_role("button", name="只打印这张表").click()
    check.page.emulate_media(media="print")
    expect(form.locator(".paper-form")).to_be_visible()
    expect(check.page.locator("#calc-items")).to_be_hidden()
    expect(check.page.get_by_role("heading", level=1)).to_be_hidden()
    check.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(check.page.locator("#calc-items")).to_be_visible()
    expect(form).to_be_hidden()


def test_a_long_career_goes_on_on_another_sheet(check: CheckPage) -> None:
    job = {"relation": "own"}
    years = [
        {"period": {"from": f"{y}-01-01", "to": f"{y}-12-31"}, **job} for y in range(1976, 2016)
    ]
    check.keep({**EXCEPTIONAL, "work": years})
    check.page.evaluate("window.print = () => {}")
    check.page.get_by_role("button", name="只打印这张表").click()
    pdf = printed(check.page)
    assert sheets(pdf) == 2
    first, second = texts(pdf)
    assert "1976年" in first
    assert "第九条（一）6" in first + second
    assert (first + second).count("（盖章）年月日") == 3


def test_the_form_fits_its_page(check: CheckPage) -> None:
    check.keep(EXCEPTIONAL)
    for width in at_both_widths(check.page):
        assert sideways(check.page) == 0, width
        # No words reach out of their box.
        over = check.page.locator(".paper-form .blank").evaluate_all(
            "all => all.filter(e => e.scrollWidth > e.clientWidth"
            " || e.scrollHeight > e.clientHeight).map(e => e.dataset.blank)"
        )
        assert over == [], width


def test_axe_finds_nothing(check: CheckPage, axe: Callable[[Page], list[str]]) -> None:
    check.answer("employer-kind", "企业")
    for look in in_each_look(check.page):
        assert axe(check.page) == [], look
        assert sideways(check.page) == 0, look


def test_without_scripts_the_list_is_there_to_read(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.locator('[data-item="annex-5"]')).to_contain_text("视情况")
    expect(page.locator('[data-item="annex-2-2-5-1"]')).to_contain_text("都要准备")
    expect(page.locator('[data-item="annex-2-2-5-1"] .check-text')).to_be_visible()
    expect(page.locator('[data-form="annex-5"] .paper-form')).to_be_visible()


def test_an_answer_of_another_page_says_on_its_card_what_it_lacks_here(check: CheckPage) -> None:
    # The visit asks for the degree and its field; what to bring hangs on more.
    check.keep({"education": [{"level": "bachelor", "relation": "same"}]})
    card = check.question("education").locator(".calc-record")
    lack = card.locator(".check-missing")
    for label in ("取得日期", "取得地"):
        expect(lack).to_contain_text(f"“{label}”")
    expect(card.get_by_role("button", name="修改")).to_be_visible()
