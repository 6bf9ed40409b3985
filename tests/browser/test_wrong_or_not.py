"""Nothing is red before it is wrong: untouched, focused, half typed; the focus is no error."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.check_page import CheckPage
from tests.browser.measures import complaints
from tests.browser.viewports import in_each_scheme

HOME = "/jiaojiang-optics/2025/"
PAGES = ["calculator", "routes-check", "hours", "checklist", "advice", "slip"]

# Texts, and edges of boxes, in the colour of what is wrong; notes on the source have one like it.
RED = """
(within) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.setProperty('color', 'var(--warn)');
  const wrong = getComputedStyle(probe).color;
  probe.remove();
  const isText = (node) => node.nodeType === 3 && node.data.trim();
  const hasText = (one) => [...one.childNodes].some(isText);
  const hasEdge = ({borderLeftColor, borderLeftWidth}) =>
    borderLeftColor === wrong && parseFloat(borderLeftWidth) > 0;
  return [...document.querySelectorAll(within)]
    .filter((one) => one.checkVisibility() && !one.closest('.note'))
    .filter((one) => (hasText(one) && getComputedStyle(one).color === wrong)
      || hasEdge(getComputedStyle(one)))
    .map((one) => `${one.localName}.${one.className}: ${one.textContent.trim().slice(0, 30)}`);
}
"""

# The colour of the ring around what has the focus, and what it should be.
RING = """
(name) => {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.setProperty('color', name);
  const wanted = getComputedStyle(probe).color;
  probe.remove();
  const {outlineColor, outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
  const isShown = outlineStyle === 'solid' && parseFloat(outlineWidth) >= 2;
  return [isShown && outlineColor, wanted];
}
"""


def opened(page: Page, name: str) -> CheckPage:
    page.goto(f"{HOME}{name}/")
    check = CheckPage(page, f"{HOME}{name}/").settled()
    every = page.get_by_label("全部列在一页")
    if every.count():
        every.check()
    return check


def red(page: Page, within: str = "#calculator *, #calc-bar *") -> list[str]:
    found: list[str] = page.evaluate(RED, within)
    return found


def red_in_boxes(page: Page) -> list[str]:
    """What is red of what somebody fills in; verdicts have a colour of their own."""
    return red(page, ".calc-field, .calc-field *, .check-missing")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_red_before_anybody_has_answered(page: Page, name: str) -> None:
    check = opened(page, name)
    assert red(page) == []
    for adder in page.locator(".calc-add:visible").all():
        adder.click()
    check.settled()
    assert red(page) == []


def in_record(question: str, label: str) -> Callable[[Page], Locator]:
    def find(page: Page) -> Locator:
        place = page.locator(f'[data-question="{question}"]')
        place.locator(".calc-add").click()
        return place.locator(".calc-editor:visible").get_by_label(label)

    return find


def in_row(row: str, label: str) -> Callable[[Page], Locator]:
    def find(page: Page) -> Locator:
        place = page.locator(f'[data-entry="{row}"]')
        place.locator(".calc-add").click()
        return place.locator(".calc-editor:visible").get_by_label(label)

    return find


def at_work(label: str) -> Callable[[Page], Locator]:
    """In the record that stands ready in a visit."""
    return lambda page: page.locator('[data-question="work"] .calc-record').get_by_label(label)


def alone(question: str) -> Callable[[Page], Locator]:
    return lambda page: page.locator(f'[data-question="{question}"] input.calc-input')


# Page, box, what is typed first and is not (yet) an answer, what makes it one, what is said of it.
BOXES = {
    "an end of a period": (
        "routes-check",
        at_work("开始"),
        ("2021-0", "6"),
        "请填",
    ),
    "a date": ("calculator", in_row("table-invention-rest", "日期"), ("2024-0", "5"), "请填"),
    # Below the first year that the source knows, until all of it is typed.
    "a year": ("hours", in_record("study", "学习的年度"), ("2", "024"), "不能小于"),
    "a number": ("hours", in_record("study", "数量"), ("1-", ""), "请填"),
    "a date alone": ("checklist", alone("publicity-from"), ("2025-0", "9"), "请填"),
    "a count": ("checklist", alone("statement-length"), ("9o", ""), "请填"),
}


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_is_wrong_only_when_it_has_been_left(page: Page, kind: str) -> None:
    name, find, (half, rest), says = BOXES[kind]
    check = opened(page, name)
    box = find(page)
    check.settled()
    box.focus()
    page.keyboard.press("Tab")
    assert red_in_boxes(page) == []  # left empty

    box.focus()
    page.keyboard.type(half)
    check.settled()
    assert red_in_boxes(page) == []
    expect(box).not_to_have_attribute("aria-invalid", "true")
    for scheme in in_each_scheme(page):
        shown, accent = page.evaluate(RING, "var(--accent)")
        assert shown == accent, scheme
    page.emulate_media(color_scheme="light", forced_colors="active")
    shown, highlight = page.evaluate(RING, "Highlight")
    assert shown == highlight
    page.emulate_media(forced_colors="none")

    page.keyboard.press("Tab")
    check.settled()
    expect(box).to_have_attribute("aria-invalid", "true")
    field = box.locator("xpath=ancestor::*[contains(@class, 'calc-field')][1]")
    expect(field.locator(".calc-hint.calc-wrong")).to_contain_text(says)
    # The label is said once, above the box.
    expect(field.locator(".calc-hint.calc-wrong")).not_to_contain_text("：")
    assert any(line.startswith("p.calc-hint") for line in red_in_boxes(page))

    box.focus()
    page.keyboard.press("End")
    if not rest:  # one sign too many
        page.keyboard.press("Backspace")
    page.keyboard.type(rest)
    assert red_in_boxes(page) == []
    page.keyboard.press("Tab")
    check.settled()
    assert red_in_boxes(page) == []
    expect(box).not_to_have_attribute("aria-invalid", "true")


def test_an_end_before_its_beginning_is_said_once_when_both_are_typed(page: Page) -> None:
    check = opened(page, "routes-check")
    start, end = (at_work(label)(page) for label in ("开始", "结束"))
    start.focus()
    page.keyboard.type("2021-06")
    page.keyboard.press("Tab")
    page.keyboard.type("2020-05")
    check.settled()
    assert red_in_boxes(page) == []
    page.keyboard.press("Tab")
    check.settled()
    expect(end).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".calc-wrong")).to_have_text(["结束日期早于开始日期。"])
    # While the beginning is mended, nothing is said about the two.
    start.focus()
    page.keyboard.press("End")
    page.keyboard.press("Backspace")
    assert red_in_boxes(page) == []
    start.fill("2019-06")
    page.keyboard.press("Tab")
    check.settled()
    assert red_in_boxes(page) == []


def test_where_the_month_is_enough_the_day_is_a_wish_and_no_error(page: Page) -> None:
    """Four years to the end of 2025 hang on the day in December 2021."""
    check = opened(page, "routes-check")
    work = check.question("work")
    expect(work).to_contain_text("可以只填年月")
    at_work("开始")(page).fill("2021-12")
    work.get_by_label("光学光电专业技术工作").check()
    check.settled()
    expect(work.locator(".check-missing")).to_contain_text("“起止日期”能写到日的，请写到日")
    assert red_in_boxes(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_the_focus_keeps_its_words_readable(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(HOME)
    page.keyboard.press("Tab")  # from here on rings are shown
    for link in (".card .btn-primary", ".card .btn-quiet"):
        if page.locator(link).count():
            page.locator(link).first.focus()
            shown, _ = page.evaluate(RING, "var(--focus)")
            assert shown, link
            assert complaints(page.locator(link).first) == []
