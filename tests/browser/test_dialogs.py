"""Every dialog, menu, notice and bar: readable, whole, its buttons told apart; in every scheme."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.answered_page import decline, dialog
from tests.browser.calculator_page import CalculatorPage, tool
from tests.browser.check_page import CheckPage
from tests.browser.measures import complaints
from tests.browser.test_calculator_reach import ANSWERS
from tests.browser.test_link import FILE, link_of
from tests.browser.viewports import PHONE, at_both_widths, both_widths, in_each_scheme, resize
from tests.browser.watch import Watch

HOME = "/jiaojiang-optics/2025/"
PATH = f"{HOME}calculator/"
WASM = "**/pyodide.asm.wasm"
TEXT = f"{HOME}criteria/"
OLDER = {
    **FILE,
    "edition": "2019",
    # As many as a dialog names, and more; with nothing to break the lines at.
    "answers": {"centre-trainings": 2, **{f"gone-{'x' * 60}-{n}": "旧的" for n in range(20)}},
}

Opened = Callable[[Page], Locator]


def filled(page: Page, path: str = PATH) -> CheckPage:
    """A page with an answer of every kind, kept from an earlier visit."""
    kept = json.dumps(json.dumps(ANSWERS))
    page.add_init_script(f"localStorage['calculator:jiaojiang-optics:2025'] ??= {kept}")
    page.goto(path)
    opened = CheckPage(page, path)
    return opened.settled()


def clearing(page: Page) -> Locator:
    filled(page)
    tool(page, "全部清空…").click()
    return dialog(page)


def opening(page: Page) -> Locator:
    page.goto(link_of(FILE))
    return dialog(page)


def replacing(page: Page) -> Locator:
    filled(page)
    page.goto(link_of(FILE))
    return dialog(page)


def carrying(page: Page) -> Locator:
    filled(page)
    page.goto(link_of(OLDER))
    return dialog(page)


def menu(page: Page) -> Locator:
    filled(page)
    page.locator("details.calc-menu > summary").click()
    return page.locator(".calc-tools")


def handing_over(page: Page) -> Locator:
    filled(page)
    tool(page, "复制链接").click()
    box = page.locator(".calc-handover")
    box.get_by_role("button", name="复制这些文字").click()
    expect(box.get_by_role("status")).not_to_be_empty()
    return box


def undoing(page: Page) -> Locator:
    clearing(page).get_by_role("button", name="清空全部答案").click()
    expect(page.locator(".calc-notice")).to_contain_text("已全部清空")
    return page.locator("#calc-bar")


def loading(page: Page) -> Locator:
    page.context.route(WASM, lambda route: None)
    page.goto(PATH)
    expect(page.locator(".calc-engine progress")).to_be_visible()
    return page.locator("#calc-bar")


def not_starting(page: Page) -> Locator:
    page.context.route(WASM, lambda route: route.abort())
    page.goto(PATH)
    expect(page.get_by_role("button", name="再试一次")).to_be_visible()
    return page.locator("#calc-bar")


def not_installed(page: Page) -> Locator:
    page.context.route("**/rules-*.json", lambda route: route.abort())
    page.goto(PATH)
    return page.locator(".calc-guard")


def too_old(page: Page) -> Locator:
    page.add_init_script("delete Object.hasOwn")
    page.goto(PATH)
    return page.locator(".calc-guard")


def telling(deed: str) -> Opened:
    """What the page says about versions of the site, above the result bar."""

    def show(page: Page) -> Locator:
        filled(page)
        scripts = (Path("calculator/web", name) for name in ("made.js", "offline_notice.js"))
        notices = "\n".join(script.read_text(encoding="utf-8") for script in scripts)
        page.evaluate(f"() => {{ {notices}; {deed}; }}")
        return page.locator("#site-notice")

    return show


def advice(page: Page) -> Locator:
    filled(page)
    panel = page.locator(".advice-panel")
    panel.locator("summary").first.click()
    expect(panel.locator(".advice-gain").first).to_be_visible()
    return panel


def editing(page: Page) -> Locator:
    filled(page)
    page.locator('[data-entry="table-invention-rest"]').get_by_role(
        "button", name="修改"
    ).first.click()
    return page.locator(".calc-editor:visible")


def asking(page: Page) -> Locator:
    filled(page, f"{HOME}routes-check/")
    return page.locator(".check-question:visible").first


def explaining(page: Page) -> Locator:
    filled(page, f"{HOME}routes-check/")
    page.get_by_label("全部列在一页").check()
    part = page.locator(".check-need .check-whole").first
    part.locator("summary").click()
    return part


def ways_left(page: Page) -> Locator:
    check = filled(page, f"{HOME}hours/")
    page.get_by_role("button", name="没有", exact=False).first.click()
    check.settled()  # what is short changes, and is shown anew
    part = page.locator(".check-way-list").first
    part.locator("summary").click()
    return part


def counting(page: Page) -> Locator:
    filled(page, f"{HOME}checklist/")
    part = page.locator(".check-count").first
    page.locator("details.fold:not([open])", has=part).locator("> summary").click()
    part.locator("summary").click()
    part.locator("textarea").fill("一二三")
    expect(part).to_contain_text("一共 3 个字符")
    return part


def not_a_slip(page: Page) -> Locator:
    filled(page, f"{HOME}slip/")
    wrong = {"name": "slip.json", "mimeType": "application/json", "buffer": b"{}"}
    page.get_by_label("要核对的结果单文件").set_input_files(wrong)
    part = page.locator(".slip-said")
    expect(part).to_contain_text("核对不了")
    return part


def pasting(page: Page) -> Locator:
    page.goto(f"{HOME}batch/")
    part = page.locator(".batch-fold", has_text="直接粘贴表格")
    part.locator("summary").click()
    expect(part.locator("textarea")).to_be_visible()
    return part


def searching(words: str) -> Opened:
    def show(page: Page) -> Locator:
        page.goto(TEXT)
        way = page.locator('button.md-header__button[for="__search"]')
        (way if way.is_visible() else page.locator(".md-search__input")).click()
        page.keyboard.type(words)
        expect(page.locator(".md-search-result__meta")).not_to_have_text("键入以开始搜索")
        return page.locator(".md-search__output")

    return show


def copied(page: Page) -> Locator:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(TEXT)
    button = page.locator(".copy-link:visible").first
    button.click()
    expect(button).to_have_attribute("data-said", "已复制")
    return page.locator(".clause-head").first


def copying_by_hand(page: Page) -> Locator:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(TEXT)
    page.locator(".copy-link:visible").first.click()
    return page.locator(".clause-head", has=page.locator(".copy-field"))


def lost(page: Page) -> Locator:
    page.goto("/nowhere/")
    return page.locator("article")


SHOWN: dict[str, Opened] = {
    "clearing": clearing,
    "opening": opening,
    "replacing": replacing,
    "carrying": carrying,
    "menu": menu,
    "handing over": handing_over,
    "undoing": undoing,
    "new version": telling("offerVersion({})"),
    "changed version": telling("offerReload()"),
    "unfinished version": telling("sayUnfinished()"),
    "advice": advice,
    "editing": editing,
    "asking": asking,
    "explaining": explaining,
    "ways left": ways_left,
    "counting": counting,
    "not a slip": not_a_slip,
    "pasting": pasting,
    "searching": searching("查重"),
    "searching in vain": searching("航空母舰"),
    "copying by hand": copying_by_hand,
    "lost": lost,
}


def look_at(page: Page, show: Opened) -> None:
    """What is shown on a phone can be read and used there and on a desk, in every scheme."""
    page.emulate_media(reduced_motion="reduce")
    resize(page, PHONE)
    surface = show(page)
    for width in at_both_widths(page):
        # Where it is when the focus comes there at this width.
        page.evaluate("document.activeElement.scrollIntoView({block: 'nearest'})")
        look_closely(surface, width)


def look_closely(surface: Locator, width: str) -> None:
    expect(surface).to_be_visible()
    surface.scroll_into_view_if_needed()
    for scheme in in_each_scheme(surface.page):
        assert (found := complaints(surface)) == [], "\n".join((width, scheme, *found))
    surface.page.emulate_media(forced_colors="active")
    assert (found := complaints(surface, forced=True)) == [], "\n".join((width, *found))
    surface.page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_shown_can_be_read_and_used(page: Page, name: str, watch: Watch) -> None:
    watch.allow("404")
    look_at(page, SHOWN[name])


@pytest.mark.parametrize("show", [loading, not_starting, not_installed, too_old])
def test_what_is_shown_of_a_start_can_be_read_and_used(
    context: BrowserContext, page: Page, show: Opened, watch: Watch
) -> None:
    watch.allow("ERR_FAILED")
    look_at(page, show)


@both_widths
def test_what_is_said_for_a_moment_can_be_read(page: Page, viewport: dict[str, int]) -> None:
    page.emulate_media(reduced_motion="reduce")
    look_closely(copied(page), f"{viewport['width']}px")


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_the_menu_of_a_phone_can_be_read_and_is_closed_with_escape(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(TEXT)
    button = page.get_by_role("button", name="菜单")
    button.click()
    drawer = page.locator(".md-sidebar--primary")
    expect(drawer).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_escape_closes_the_search_and_leads_back_to_its_button(page: Page) -> None:
    page.goto(TEXT)
    button = page.locator('button.md-header__button[for="__search"]')
    button.click()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(button).to_be_focused()


@pytest.mark.parametrize(
    ("show", "strong"),
    [(clearing, "保留现在的答案"), (replacing, "保留现在的答案"), (opening, "打开这份答案")],
)
def test_where_answers_would_go_the_strong_button_keeps_them(
    page: Page, show: Opened, strong: str
) -> None:
    buttons = show(page).get_by_role("button")
    expect(buttons.and_(page.locator(".btn-primary"))).to_have_text(strong)


@both_widths
def test_a_question_focuses_the_safe_answer_and_gives_the_focus_back(page: Page) -> None:
    own = CalculatorPage(page, PATH).open()
    own.field("table-training").fill("2")
    own.settled()
    way = own.tool("全部清空…")
    way.focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="清空全部答案吗？")
    expect(asked.get_by_role("button", name="保留现在的答案")).to_be_focused()
    expect(asked).to_have_accessible_description(
        "现在填的（1 项回答）都会清空，各项自查用的是同一份。"
        "清空以后马上可以撤销；离开或刷新本页，就找不回来了。"
    )
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(way).to_be_focused()
    # 2 trainings of 5 points.
    assert own.total() == "自评 10 分"
    way.click()
    decline(page)
    expect(way).to_be_focused()
    way.click()
    asked.get_by_role("button", name="清空全部答案").click()
    expect(way).to_be_focused()
    assert own.total() == "自评 0 分"


def test_a_browser_without_dialogs_says_what_its_own_buttons_do(page: Page) -> None:
    page.add_init_script("delete window.HTMLDialogElement")
    own = CalculatorPage(page, PATH).open()
    own.field("table-training").fill("2")
    own.settled()
    said: list[str] = []
    page.once("dialog", lambda box: (said.append(box.message), box.dismiss()))
    own.tool("全部清空…").click()
    assert own.total() == "自评 10 分"
    assert said[0].startswith("清空全部答案吗？\n\n现在填的")
    assert said[0].endswith("按“确定”：清空全部答案。按“取消”：保留现在的答案。")
    page.once("dialog", lambda box: box.accept())
    own.tool("全部清空…").click()
    assert own.total() == "自评 0 分"
