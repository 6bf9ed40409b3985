"""Printed pages: how many sheets, what stands on which, and nothing that only a screen needs."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.check_page import CheckPage
from tests.browser.paper import lines, printed, sheets, texts

HOME = "/jiaojiang-optics/2025/"


def test_a_form_on_a_reading_page_has_a_sheet_of_its_own(page: Page) -> None:
    page.goto(f"{HOME}annex-5/")
    pdf = printed(page)
    assert sheets(pdf) == 2
    before, form = texts(pdf)
    assert before.startswith("椒江光学光电工程师")
    assert form.startswith("破格推荐中级专业技术资格审批表姓名")
    assert form.count("（盖章）年月日") == 3


def test_a_heading_without_anything_on_paper_is_not_printed(page: Page) -> None:
    page.goto(f"{HOME}study/")
    page.emulate_media(media="print")
    title = page.locator("h2:has(+ .call)")
    expect(title).to_be_hidden()
    page.emulate_media(media="screen")
    expect(title).to_be_visible()


# What a sheet may not part, though it is higher than half of one (297 mm: 1123 px, margins 34 mm).
WHOLE = """
[...document.querySelectorAll("article :not(tr)")].filter((e) => {
  const { breakInside, overflowX, contain } = getComputedStyle(e);
  const parts = breakInside === "auto" && overflowX === "visible" && contain === "none";
  return !parts && e.getBoundingClientRect().height > 497;
}).map((e) => e.className)
"""


@pytest.mark.parametrize("topic", ["conditions", "eligibility", "points", "apply", "criteria"])
def test_a_long_clause_begins_on_the_sheet_that_has_room(page: Page, topic: str) -> None:
    page.set_viewport_size({"width": 673, "height": 900})  # as wide as the text on A4
    page.emulate_media(media="print")
    page.goto(f"{HOME}{topic}/")
    assert page.evaluate(WHOLE) == []


ANSWERS = {
    "application-kind": "exceptional",
    "work": [{"period": {"from": "2010-07-01"}, "relation": "own", "industry": True}],
    "education": [{"level": "bachelor", "relation": "engineering", "date": "2019-06"}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2022-11-30"}],
    "patents": [{"kind": "invention", "rank": 3, "benefit": "found", "date": "2024-05"}],
    "centre-trainings": 2,
    "study": [{"year": 2022, "way": "class", "amount": 6}],
}
SCREENS = ("calculator", "routes-check", "hours", "checklist", "advice", "slip")


@pytest.fixture
def answered(page: Page) -> Callable[[str], CheckPage]:
    """Opens a tool with answers of an earlier visit."""
    file = {"format": 1, "policy": "jiaojiang-optics", "edition": "2025", "answers": ANSWERS}
    kept = json.dumps(json.dumps({**file, "none": ["table-testing"]}))
    page.add_init_script(f"localStorage['calculator:jiaojiang-optics:2025'] ??= {kept}")
    return lambda tool: CheckPage(page, f"{HOME}{tool}/").open()


def place(text: str, *words: str) -> list[int]:
    """Where words stand, which must all be there."""
    assert [word for word in words if word not in text] == []
    return [text.index(word) for word in words]


def test_the_score_sheet_sums_up_first_and_prints_what_is_filled(
    answered: Callable[[str], CheckPage], page: Page
) -> None:
    page.goto(f"{HOME}calculator/")
    check = answered("calculator")
    filled = printed(page)
    first = texts(filled)[0]
    # 12 − 1.5 for rank 3; 10 + 5 for long work and a bachelor; 2.5 × 3 years; 5 × 2 trainings.
    found = place(first, "姓名：", "填表日期：", "自评43分", "最高可到", "没有回答，按没有计：")
    assert found == sorted(found)
    for title, points, cap in (("专业成果", "10.5", "40"), ("学历资历", "22.5", "30")):
        assert f"{title}{points}{cap}" in first
    declared = first[first.index("没有：") :]
    assert "检测实操" in declared.partition("指标二专业成果")[0]
    page.emulate_media(media="print")
    expect(page.locator("#table-training")).to_be_visible()
    expect(check.page.locator("#table-testing")).to_be_hidden()
    expect(page.locator("#table-papers")).to_be_hidden()


def test_an_empty_score_sheet_is_the_whole_table_to_be_filled_in_by_hand(page: Page) -> None:
    CheckPage(page, f"{HOME}calculator/").open()
    page.emulate_media(media="print")
    expect(page.locator("#table-testing")).to_be_visible()
    expect(page.locator("#table-papers")).to_be_visible()


# Elements whose ground is darker than a light grey.
GROUNDS = """
[...document.querySelectorAll("body, body *")].filter((e) => {
  const parts = getComputedStyle(e).backgroundColor.match(/[\\d.]+/g)?.map(Number) ?? [];
  const seen = e.checkVisibility() && parts.length >= 3 && (parts[3] ?? 1) > 0.1;
  return seen && Math.min(...parts.slice(0, 3)) < 200;
}).map((e) => `${e.tagName}.${e.className}`)
"""


@pytest.mark.parametrize("tool", SCREENS)
def test_a_result_begins_with_what_its_bar_says_and_has_nothing_of_the_screen(
    answered: Callable[[str], CheckPage], tool: str
) -> None:
    check = answered(tool)
    page = check.page
    banner = page.locator(".edition-bar")
    status = [part.inner_text() for part in banner.locator("strong, .badge").all()]
    bar = page.locator("#calc-bar")
    said = bar.locator(".calc-total, .calc-total-note").all_inner_texts()
    if tool == "slip":
        said.pop()  # that it stands below
    page.emulate_media(color_scheme="dark")
    pdf = printed(page)
    first = texts(pdf)[0]
    words = [*status, "姓名：", "填表日期：", *said]
    found = place(first, *("".join(word.split()) for word in words))
    assert found == sorted(found)
    assert headings_at_the_end(page, pdf) == []
    page.emulate_media(media="print")
    assert page.evaluate(GROUNDS) == []
    assert page.locator("#calculator :is(button, input, select):visible").count() == 0
    expect(bar).to_be_hidden()


@pytest.mark.parametrize("name", ["materials", "eligibility", "gaps", "table", "study"])
def test_no_heading_ends_a_sheet_of_a_reading_page(page: Page, name: str) -> None:
    page.goto(f"{HOME}{name}/")
    pdf = printed(page)
    assert sheets(pdf) > 1
    assert headings_at_the_end(page, pdf) == []


def headings_at_the_end(page: Page, pdf: bytes) -> list[str]:
    """Headings without anything of theirs on the same sheet."""
    headings = page.locator("article :is(h2, h3, h4, h5, h6)").all_inner_texts()
    titles = {"".join(text.split()) for text in headings if text.strip()}
    return [last for *_, last in lines(pdf) if last in titles]
