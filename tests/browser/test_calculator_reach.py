"""The filled-in calculator within everybody's reach: keyboard, screen reader, phone, paper."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calculator_page import CalculatorPage
from tests.browser.viewports import PHONE, at_both_widths, both_widths, in_each_look, resize

PATH = "/jiaojiang-optics/2025/calculator/"
INVENTION_REST = "table-invention-rest"
MOST_HEIGHT = 9_000
ANSWERS = {
    "format": 1,
    "policy": "jiaojiang-optics",
    "edition": "2025",
    "answers": {
        "centre-trainings": 3,
        "education": [{"level": "bachelor", "relation": "same"}],
        "patents": [
            {"kind": "invention", "rank": 3, "benefit": "found", "date": "2024-05"},
            {"kind": "invention", "rank": 3, "benefit": "not-found", "date": "2024-05"},
            {"kind": "software", "rank": 1, "benefit": "not-judged", "memo": "很长" * 40},
        ],
        "papers": [{"kind": "core", "report": "designated", "similarity": 51, "date": "2024-05"}],
        "tech-level-evidence": True,
    },
    "none": ["table-testing"],
    "closed": [],
    "estimates": {"table-tech-level": "12.5"},
}

# Focusable things hidden by the result bar or the header while they have the focus.
COVERED = """
() => {
  const element = document.activeElement;
  const isFrame = !element || element === document.body;
  if (isFrame || element.closest('#calc-bar, .md-header')) return null;
  const box = element.getBoundingClientRect();
  if (box.width === 0) return null;
  const at = (x, y) => document.elementFromPoint(x, y);
  const found = at(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
  const covers = found?.closest('#calc-bar, .md-header');
  return covers ? `${element.outerHTML.slice(0, 120)} under ${covers.className}` : null;
}
"""

SMALL_TARGETS = """
() => [...document.querySelectorAll('#calculator, #calc-bar')].flatMap((root) =>
  [...root.querySelectorAll('button, input, select, summary, .calc-meter')])
  .filter((one) => one.offsetParent !== null)
  .map((one) => one.closest('label') ?? one)
  .filter((one) => one.getBoundingClientRect().height < 43.5)
  .map((one) => one.outerHTML.slice(0, 120))
"""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def filled(page: Page) -> CalculatorPage:
    """The calculator with an answer of every kind, kept from an earlier visit."""
    page.add_init_script(
        "localStorage['calculator:jiaojiang-optics:2025'] ??= " + json.dumps(json.dumps(ANSWERS))
    )
    return CalculatorPage(page, PATH).open()


def open_editors(calculator: CalculatorPage) -> None:
    for card in (calculator.row(INVENTION_REST), calculator.first("学历和学位")):
        card.get_by_role("button", name="修改").first.click()
    calculator.settled()


def test_axe_finds_nothing_in_a_filled_form(
    filled: CalculatorPage, axe: Callable[[Page], list[str]]
) -> None:
    open_editors(filled)
    for look in in_each_look(filled.page):
        assert axe(filled.page) == [], look


def test_nothing_is_wider_than_the_page_and_targets_are_large(filled: CalculatorPage) -> None:
    open_editors(filled)
    for width in at_both_widths(filled.page):
        assert filled.page.evaluate(SIDEWAYS) == 0, width
        assert filled.page.evaluate(SMALL_TARGETS) == [], width


def test_a_very_narrow_page_does_not_scroll_sideways(filled: CalculatorPage) -> None:
    # 1280 px at a zoom of 400 %.
    resize(filled.page, {"width": 320, "height": 256})
    open_editors(filled)
    assert filled.page.evaluate(SIDEWAYS) == 0


# How high the bar is is told to what keeps clear of it, and nothing else is styled anew for it.
BAR_IS_KNOWN = """
() => {
  const at = (place) => document.querySelector(place);
  const known = (place) => getComputedStyle(at(place)).getPropertyValue('--calc-bar');
  return known('html') === `${at('#calc-bar').offsetHeight}px` && known('#calculator') === '0px';
}
"""


@both_widths
def test_focus_is_never_hidden_behind_the_bar(filled: CalculatorPage) -> None:
    page = filled.page
    covered = set()
    filled.tool("保存到文件").focus()
    for _ in range(600):
        page.keyboard.press("Tab")
        hidden = page.evaluate(COVERED)
        if hidden:
            covered.add(hidden)
        if page.evaluate("document.activeElement.closest('#calc-bar, .md-footer') !== null"):
            break
    else:
        pytest.fail("the end of the page was not reached by Tab")
    assert covered == set()


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_the_focus_stays_in_sight_backwards_too(filled: CalculatorPage) -> None:
    page = filled.page
    covered = set()
    page.get_by_role("link", name="业绩能力", exact=False).last.focus()
    for _ in range(120):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(COVERED)
        if hidden:
            covered.add(hidden)
    assert covered == set()
    page.wait_for_function(BAR_IS_KNOWN)


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_on_a_phone_a_row_is_a_line_that_opens(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    row = page.locator(f'[data-row="{INVENTION_REST}"]')
    how = row.locator(".points-how")
    expect(how).to_be_hidden()
    expect(calculator.row(INVENTION_REST).locator(".calc-add")).to_be_visible()
    # 54 rows; with all that is said of them they had been 34,000 px high.
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_HEIGHT
    # Name, most and buttons stand beside each other.
    boxes = [
        one.bounding_box()
        for one in (
            row.locator(".points-max"),
            *calculator.row(INVENTION_REST).get_by_role("button").all(),
        )
    ]
    places = [(box["x"], box["y"], box["y"] + box["height"]) for box in boxes if box]
    assert len(places) == 3
    assert places == sorted(places)
    assert max(top for _, top, _ in places) < min(bottom for _, _, bottom in places)
    toggle = row.get_by_role("button", name="怎样计分", exact=False)
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(how).to_be_visible()
    toggle.press("Enter")
    expect(how).to_be_hidden()
    page.emulate_media(media="print")
    expect(how).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_on_a_phone_the_fields_of_a_row_open_with_it(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    entry = calculator.row("table-training")
    field = entry.get_by_role("textbox")
    expect(field).to_be_hidden()
    entry.get_by_role("button", name="填写（中心组织的工程师培训）").press("Enter")
    expect(field).to_be_focused()
    field.fill("1")
    assert calculator.points("table-training") == "5 分"
    # Closed again, it tells what it gives, and opens for a change.
    page.locator('[data-row="table-training"]').get_by_role("button", name="怎样计分").press(
        "Enter"
    )
    expect(field).to_be_hidden()
    expect(entry.locator(".calc-chip")).to_be_visible()
    entry.get_by_role("button", name="修改（中心组织的工程师培训）").press("Enter")
    expect(field).to_be_focused()


@both_widths
def test_what_everybody_has_comes_first_and_is_the_profiles(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    first = page.locator(".calc-first")
    assert first.get_by_role("heading", level=3).all_inner_texts() == [
        "学历和学位", "工作经历", "已有的专业技术资格", "最近几个年度的考核结果",
    ]  # fmt: skip
    first.get_by_role("button", name="添加一段学历或一个学位").click()
    editor = first.locator(".calc-editor:visible")
    calculator.answer(editor, "层次", "大学本科")
    calculator.answer(editor, "所学专业", "其他理工科专业")
    editor.get_by_role("button", name="完成").click()
    # The table: a bachelor of science or engineering has 5 points; its row comes to sight.
    assert calculator.points("table-bachelor-engineering") == "5 分"
    expect(page.locator("#table-bachelor-engineering")).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['calculator:jiaojiang-optics:2025']).answers")
    assert kept == {"education": [{"level": "bachelor", "relation": "engineering"}]}


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_rows_that_are_filled_from_above_open_with_their_group(page: Page) -> None:
    CalculatorPage(page, PATH).open()
    row, group = page.locator("#table-master-own"), page.locator("#table-education")
    expect(row).to_be_hidden()
    group.get_by_role("button", name="怎样计分").press("Enter")
    expect(row).to_be_visible()
    page.reload()
    expect(page.locator("#calculator[data-state=ready]")).to_have_count(1)
    expect(row).to_be_hidden()
    page.emulate_media(media="print")
    expect(row).to_be_visible()


def test_tables_and_their_groups_have_names_for_a_screen_reader(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    names = ["业绩能力", "专业成果", "学历资历", "附加分"]
    for name in names:
        expect(page.get_by_role("table", name=name, exact=True)).to_have_count(1)
    read = calculator.root.aria_snapshot()
    in_order(
        read,
        'heading "先填这几项" [level=2]',
        'heading "学历和学位" [level=3]',
        'heading "指标二 专业成果',
        'table "专业成果"',
        'heading "科技奖项" [level=3]',
        'heading "专利" [level=3]',
        'heading "国际、国内发明专利" [level=4]',
    )


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of that name has the focus."""
    for _ in range(600):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.ariaLabel ?? document.activeElement.textContent"
        ).startswith(name):
            return
    pytest.fail(f"Tab never reached {name}")


def test_a_patent_is_entered_with_the_keyboard_alone(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    keyboard = page.keyboard
    page.get_by_role("button", name="其余没有（业绩能力").focus()
    tab_to(page, "添加一件专利或软件著作权…（主要发明人（发明专利））")
    keyboard.press("Enter")
    keyboard.type("3")  # the first field has the focus
    keyboard.press("Tab")
    keyboard.press("ArrowDown")  # 经认定产生实际效益 is the first option
    keyboard.press("Tab")
    keyboard.type("２０２４年５月")
    keyboard.press("Enter")  # as on paper: done
    assert calculator.total() == "自评 10.5 分"
    # The focus is on the new card, not lost.
    expect(page.locator(":focus")).to_have_attribute(
        "aria-label", "修改第 1 条：国际、国内发明专利"
    )
    keyboard.press("Tab")
    keyboard.press("Enter")  # 删除
    assert calculator.total() == "自评 0 分"
    assert "添加一件专利" in page.evaluate("document.activeElement.ariaLabel")


# Within one step, so that the result comes after the card was closed.
CHANGE_AND_CLOSE = """
(form) => {
  const kind = form.querySelector("select");
  kind.selectedIndex = [...kind.options].findIndex((option) => option.text === "其他专利");
  kind.dispatchEvent(new Event("change", {bubbles: true}));
  form.requestSubmit();
}
"""


def test_a_card_that_moves_to_an_empty_row_keeps_the_focus(filled: CalculatorPage) -> None:
    card = filled.row(INVENTION_REST).locator(".calc-record").first
    card.get_by_role("button", name="修改").click()
    card.locator("form").evaluate(CHANGE_AND_CLOSE)
    filled.settled()
    focused = filled.row("table-other-rest").locator(":focus")
    expect(focused).to_have_attribute("aria-label", "修改第 1 条：其他专利")


def test_a_yes_and_no_is_answered_with_the_arrow_keys(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    row = calculator.row("table-tech-level")
    row.get_by_role("radio", name="是").focus()
    page.keyboard.press("Space")
    assert calculator.points("table-tech-level") == "0～20 分"
    page.keyboard.press("ArrowDown")
    expect(row.get_by_role("radio", name="否")).to_be_checked()
    assert calculator.points("table-tech-level") == "0 分"


def test_the_accessibility_tree_reads_as_a_table_with_its_form(filled: CalculatorPage) -> None:
    """One reading: where am I, what is asked, what did it give, what is the total."""
    section = filled.page.locator('section[data-group="table-extra"]')
    read = section.aria_snapshot()
    in_order(
        read,
        'heading "指标四 附加分',
        'button "其余没有（附加分里没有填的各行）"',
        'table "附加分":',
        'columnheader "怎样计分"',
        'rowheader "指标四·2·(1)·① 中心组织的工程师培训',
        'textbox "参加台州',
        '"3"',
        "10 分",
        "已到上限",
    )
    patents = filled.row(INVENTION_REST).aria_snapshot()
    in_order(
        patents,
        "listitem",
        'button "修改第 1 条：国际、国内发明专利"',
        'button "删除第 1 条：国际、国内发明专利"',
        "计入",
        'link "主要发明人（发明专利）"',
        "12 − 1.5 × 1 = 10.5 分",
        "不计入",
        "专家认定没有产生实际效益",
        'button "添加一件专利或软件著作权…（主要发明人（发明专利））"',
    )
    expert = filled.row("table-tech-level").aria_snapshot()
    in_order(expert, "radiogroup", 'radio "是" [checked]', 'textbox "自己估计', '"12.5"')
    bar = filled.bar.aria_snapshot()
    in_order(bar, 'region "自评结果"', "一票否决", "自评 ", "最高可到", 'link "业绩能力')


def in_order(text: str, *parts: str) -> None:
    rest = text
    for part in parts:
        assert part in rest, f"{part} is not where it should be in:\n{text}"
        rest = rest[rest.index(part) + len(part) :]


def test_the_total_is_announced_once_when_typing_pauses(page: Page) -> None:
    page.add_init_script(
        """
        globalThis.said = [];
        addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
          const text = document.querySelector('#calc-bar [role=status]')?.textContent;
          if (text && said.at(-1) !== text) said.push(text);
        }).observe(document.body, {childList: true, subtree: true, characterData: true}));
        """
    )
    calculator = CalculatorPage(page, PATH).open()
    row = calculator.field("table-training")
    row.press_sequentially("1")
    row.press_sequentially("0")
    live = calculator.bar.get_by_role("status")
    expect(live).to_contain_text("自评 10 分")
    said = [text for text in page.evaluate("said") if "自评 5 分" in text]
    # The total between the two keys is not worth saying.
    assert said == []


def test_forced_colours_keep_what_is_chosen_visible(filled: CalculatorPage) -> None:
    filled.page.emulate_media(forced_colors="active")
    chosen = filled.row("table-testing").get_by_role("button", name="没有")
    expect(chosen).to_have_attribute("aria-pressed", "true")
    mark = "getComputedStyle(document.querySelector"
    assert (
        filled.page.evaluate(
            mark + "('[data-entry=\"table-testing\"] .calc-none'), '::before').content"
        )
        == '"✓ "'
    )


def test_the_printed_sheet_holds_answers_points_and_blanks(filled: CalculatorPage) -> None:
    page, total = filled.page, filled.total()
    page.emulate_media(media="print")
    for label in ("姓名", "工作单位", "填表日期"):
        expect(page.locator(".calc-sheet").get_by_text(label)).to_be_visible()
    expect(page.locator(".calc-sheet-score")).to_contain_text(total)
    expect(filled.row(INVENTION_REST)).to_contain_text("2024 年 5 月")
    assert page.locator("#calculator :is(button, input, select):visible").count() == 0
    expect(filled.bar).to_be_hidden()
    typed = filled.row("table-training").locator(".calc-printed")
    assert typed.inner_text() == "3"
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_nobody_is_asked_who_they_are(filled: CalculatorPage) -> None:
    labels = filled.page.locator("#calculator label, #calculator .calc-label").all_inner_texts()
    asked = [text for text in labels if re.search("姓名|身份证|工作单位|手机|电话", text)]
    assert asked == []


def test_without_scripts_the_printed_table_is_all_there_is(
    new_context: Callable[..., Any],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.locator("#table-training")).to_be_visible()
    expect(page.locator(".points-entry").first).to_be_hidden()
    expect(page.locator("#calc-bar")).to_be_hidden()
    assert page.locator("#calculator :is(button, input, select)").count() == 0


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_letters_of_twice_the_size_do_not_run_into_each_other_in_the_bar(
    filled: CalculatorPage,
) -> None:
    page = filled.page
    expect(page.locator("#calc-bar .calc-meter").first).to_be_visible()
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    fits = "[...document.querySelectorAll('#calc-bar .calc-meter')]"
    page.wait_for_function(f"{fits}.every((one) => one.scrollWidth <= one.clientWidth)")


@pytest.mark.parametrize("viewport", [{"width": 320, "height": 640}], ids=["320px"])
def test_no_line_begins_with_the_sign_between_two_links(page: Page) -> None:
    """The links to the other tools: each stands on the line of the sign behind it."""
    CalculatorPage(page, PATH).open()
    begins = """() => [...document.querySelectorAll(".calc-others a:has(+ a)")].filter((link) => {
      const sign = document.createRange();
      sign.setStart(link.nextSibling, 0);
      sign.setEnd(link.nextSibling, 1);
      return sign.getBoundingClientRect().left < link.getBoundingClientRect().right - 1;
    }).length"""
    assert page.evaluate(begins) == 0


def work(level: str, role: str) -> dict[str, Any]:
    return {"level": level, "role": role, "plan": True, "appointment": True, "date": "2024-05"}


def patent(kind: str, rank: int, benefit: str) -> dict[str, Any]:
    return {"kind": kind, "rank": rank, "benefit": benefit, "date": "2024-05"}


PRIZE = {"certificate": True, "document": True, "date": "2024-05"}
# Something in every indicator, counted or not: 17,000 px with every record and field open.
MUCH = {
    "education": [{"level": "bachelor", "relation": "same"}, {"level": "master"}],
    "work": [{"period": {"from": "2018-07-01"}, "relation": "own", "industry": True}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2020-12-31"}],
    "tech-level-evidence": True,
    "enterprise-size": "large",
    "output-1": 1000,
    "engineering-evidence": True,
    "awards": [{"level": "province", **PRIZE}, {"level": "city", **PRIZE}],
    "first-sets": [{"scheme": "province", "date": "2024-05"}],
    "standards": [{"kind": "local", "in-force": True, "date": "2024-05"}],
    "patents": [
        patent("invention", 1, "found"),
        patent("invention", 3, "not-found"),
        patent("other", 2, "found"),
        patent("software", 1, "not-judged"),
    ],
    "papers": [
        {"kind": "core", "report": "designated", "similarity": 12, "date": "2024-05"},
        {"kind": "ordinary", "report": "missing", "date": "2023-05"},
    ],
    "projects": [work("enterprise", "leader")],
    "centre-trainings": 3,
}


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_on_a_phone_what_is_filled_in_is_a_line_that_tells_its_points(page: Page) -> None:
    file = json.dumps({**ANSWERS, "answers": MUCH, "none": [], "estimates": {}})
    page.add_init_script("localStorage['calculator:jiaojiang-optics:2025'] ??= " + json.dumps(file))
    calculator = CalculatorPage(page, PATH).open()
    assert page.evaluate("document.documentElement.scrollHeight") <= MOST_HEIGHT
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(SMALL_TARGETS) == []
    # 5 times for each of 3 trainings, at most 10: told without the box, which opens.
    training = calculator.row("table-training")
    expect(training.locator(".calc-chip")).to_have_text("10 分")
    expect(training.get_by_role("textbox")).to_be_hidden()
    training.get_by_role("button", name="修改（").click()
    expect(training.get_by_role("textbox")).to_be_focused()
    # A record that does not count says so, and why when its row is opened.
    paper = calculator.row("table-paper-ordinary")
    expect(paper.locator(".calc-chip")).to_have_text("0 分")
    expect(paper.locator(".calc-effect-no")).to_be_visible()
    expect(paper.locator(".calc-reasons")).to_be_hidden()
    page.locator('[data-row="table-paper-ordinary"]').get_by_role("button").last.click()
    expect(paper.locator(".calc-reasons")).to_be_visible()
    # One more is added in the open row; the editor of a record opens in a folded one.
    expect(paper.locator(".calc-add")).to_be_visible()
    prize = calculator.row("table-award-city")
    prize.get_by_role("button", name="修改").click()
    expect(prize.locator(".calc-editor")).to_be_visible()
    prize.get_by_role("button", name="完成", exact=True).click()
    expect(prize.get_by_role("button", name="修改")).to_be_focused()
