"""Answers in a link: asked about before they replace anything, never left in the address bar."""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.answered_page import agree, decline, dialog
from tests.browser.calculator_page import CalculatorPage, tool
from tests.browser.check_page import CheckPage
from tests.browser.viewports import PHONE
from tests.browser.watch import Watch

HOME = "/jiaojiang-optics/2025/"
PATH = f"{HOME}calculator/"
TRAINING = "table-training"
WASM = "**/pyodide.asm.wasm"
FILE = {
    "format": 1,
    "policy": "jiaojiang-optics",
    "edition": "2025",
    "answers": {"centre-trainings": 2, "tech-level-evidence": False},
    "none": ["table-testing"],
}


def packed(data: bytes) -> str:
    """Data as the fragment of a link holds it."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return "z" + plain(squeezer.compress(data) + squeezer.flush())


def plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def link_of(file: dict[str, Any], path: str = PATH) -> str:
    return f"{path}#answers={packed(json.dumps(file).encode())}"


def copied(page: Page) -> str:
    tool(page, "复制链接").click()
    return page.get_by_label("带答案的链接").input_value()


@pytest.mark.parametrize("script", ["", "delete window.CompressionStream"], ids=["packed", "plain"])
def test_a_link_brings_the_answers_to_another_device(
    page: Page, new_tab: Callable[..., Page], script: str
) -> None:
    page.add_init_script(script)
    first = CalculatorPage(page, PATH).open()
    first.row(TRAINING).get_by_role("textbox").fill("2")
    first.row("table-testing").get_by_role("button", name="没有").click()
    first.settled()
    link = copied(first.page)
    expect(first.page.locator(".calc-text")).to_contain_text("谁拿到它，谁就能看到")
    assert link.split("#answers=")[1][0] == ("t" if script else "z")

    # A phone, whose storage is its own.
    second = CheckPage(new_tab(PHONE, touch=True), link).open()
    asked = dialog(second.page)
    expect(asked).to_contain_text("1 项回答、1 行记为没有")
    expect(asked).to_contain_text("2025")
    assert "#" not in second.page.url
    agree(second.page)
    expect(second.bar).to_contain_text("已打开")
    # Whoever opens it sees the whole result: 2 trainings of 5 points.
    expect(second.page).to_have_url(re.compile("/routes-check/#visit-result$"))
    expect(second.page.locator(".visit-part h3").first).to_have_text("自评 10 分")


def test_until_python_has_started_nothing_is_said_about_other_answers(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context().new_page()
    page.route("**/worker.js", lambda _: None)  # it never comes
    page.goto(link_of(FILE, f"{HOME}routes-check/"))
    agree(page)
    expect(page.locator("#calc-bar .calc-notice")).to_contain_text("已打开")
    expect(page.locator("#calc-bar .calc-total-note")).to_have_text("正在准备计算，您的答案都在")


def test_own_answers_stay_until_one_agrees_and_come_back(page: Page) -> None:
    own = CalculatorPage(page, PATH).open()
    own.field(TRAINING).fill("1")
    own.settled()
    own.page.goto(link_of(FILE))
    expect(dialog(page)).to_contain_text("现在填的（1 项回答）会被换掉")
    decline(page)
    assert own.total() == "自评 5 分"
    # The same link again, as a chat spelt it, pasted into the page that is open.
    spelt = link_of(FILE).split("#")[1].replace("answers=", "answers%3D")
    page.evaluate("link => { location.hash = link }", f"{spelt}。")
    agree(page)
    assert own.total() == "自评 10 分"
    own.bar.get_by_role("button", name="撤销").click()
    assert own.total() == "自评 5 分"
    page.reload()
    assert own.total() == "自评 5 分"
    assert "#" not in page.url


def test_a_reload_before_the_decision_loses_neither_answers(page: Page) -> None:
    own = CalculatorPage(page, PATH).open()
    own.field(TRAINING).fill("1")
    own.settled()
    page.goto(link_of(FILE))
    expect(dialog(page)).to_be_visible()
    for _ in range(2):
        page.reload()
        expect(dialog(page)).to_contain_text("2 项回答、1 行记为没有")
        assert "#" not in page.url
        # 1 training of 5 points: the own answers stand.
        assert own.total() == "自评 5 分"
    agree(page)
    assert own.total() == "自评 10 分"
    page.reload()
    own.settled()
    expect(dialog(page)).to_have_count(0)
    assert own.total() == "自评 10 分"


def test_who_declines_is_not_asked_again(page: Page) -> None:
    own = CalculatorPage(page, link_of(FILE)).open()
    page.reload()
    expect(dialog(page)).to_contain_text("打开这份答案吗")
    page.keyboard.press("Escape")
    expect(own.bar).to_contain_text("没有打开")
    page.reload()
    own.settled()
    expect(dialog(page)).to_have_count(0)
    assert own.total() == "自评 0 分"


def test_of_two_links_each_is_asked_about(page: Page) -> None:
    own = CalculatorPage(page, link_of(FILE)).open()
    expect(dialog(page)).to_contain_text("1 行记为没有")
    other = link_of({**FILE, "answers": {"centre-trainings": 1}, "none": []})
    page.evaluate("link => { location.hash = link }", other.split("#")[1])
    agree(page)
    expect(dialog(page)).to_contain_text("链接里的答案：1 项回答。")
    page.reload()
    expect(dialog(page)).to_contain_text("链接里的答案：1 项回答。")
    assert own.total() == "自评 10 分"
    agree(page)
    assert own.total() == "自评 5 分"
    expect(dialog(page)).to_have_count(0)


def test_answers_of_another_edition_wait_for_a_program_that_does_not_start(
    context: BrowserContext, page: Page, watch: Watch
) -> None:
    watch.allow("ERR_")
    context.route(WASM, lambda route: route.abort())
    own = CalculatorPage(page, link_of({**FILE, "edition": "2019"}))
    page.goto(own.path)
    expect(own.bar).to_contain_text("它还没有启动")
    context.unroute(WASM)
    own.bar.get_by_role("button", name="再试一次").click()
    expect(dialog(page)).to_contain_text("2019 年度")
    agree(page)
    assert own.total() == "自评 10 分"


def test_a_browser_that_cannot_compute_leaves_the_answers_in_the_address(page: Page) -> None:
    page.add_init_script("delete Object.hasOwn")
    page.goto(link_of(FILE))
    expect(page.locator("#calculator[data-state=old]")).to_have_count(1)
    page.wait_for_load_state("load")
    assert page.url.endswith(link_of(FILE))


@pytest.mark.parametrize("check", ["routes-check", "hours", "checklist", "advice", "slip"])
def test_links_work_on_every_self_check(page: Page, check: str) -> None:
    opened = CheckPage(page, link_of(FILE, f"{HOME}{check}/")).open()
    agree(page)
    expect(opened.bar).to_contain_text("已打开")
    opened.settled()
    assert f"{HOME}routes-check/#answers=" in copied(page)
    kept = page.evaluate("localStorage['calculator:jiaojiang-optics:2025']")
    assert json.loads(kept)["answers"] == FILE["answers"]


def test_every_bad_link_gets_a_kind_word_and_changes_nothing(page: Page) -> None:
    bomb = packed(b'{"answers":{"x":"' + b"0" * 40_000_000 + b'"}}')
    bad = {
        "": "读不出来",
        "x1234": "读不出来",
        "z%%%": "读不出来",
        "zAAAA": "读不出来",
        "t" + plain(b"not json"): "读不出来",
        packed(b"[1]"): "没有答案",
        packed(b'{"answers":' + b'{"a":' * 40 + b"1" + b"}" * 41): "层次太深",
        bomb: "太长" if len(bomb) > 32_000 else "展开后太大",
        packed(b'{"answers":{"x":"' + b"0" * 1_500_000 + b'"}}'): "展开后太大",
        "t" + "A" * 40_000: "太长",
        packed(json.dumps({**FILE, "policy": "other"}).encode()): "另一份政策",
    }
    calculator = CalculatorPage(page, PATH).open()
    calculator.field(TRAINING).fill("1")
    for fragment, says in bad.items():
        page.evaluate("text => { location.hash = `answers=${text}` }", fragment)
        notice = calculator.bar.locator(".calc-notice:visible")
        expect(notice, fragment[:30]).to_contain_text(says)
        expect(notice).to_contain_text("没有变")
        assert "#" not in page.url
        notice.get_by_role("button", name="知道了").click()
    assert calculator.total() == "自评 5 分"


def test_an_older_edition_says_what_it_leaves_and_keeps_it(page: Page) -> None:
    older = {
        **FILE,
        "edition": "2019",
        "answers": {"centre-trainings": 2, "gone": "旧的", "papers": [{"kind": "nowhere"}]},
    }
    calculator = CalculatorPage(page, link_of(older)).open()
    asked = dialog(page)
    expect(asked).to_contain_text("2019 年度")
    expect(asked).to_contain_text("没有能沿用的（原样留在文件里，再保存也不会丢），2 处")
    expect(asked).to_contain_text("论文、论著及译著第 1 条的“类别”")
    agree(page)
    expect(calculator.bar).to_contain_text("2 处没有沿用")
    # What was not understood of the paper is open: it may give the 20 of a core journal.
    assert calculator.total() == "自评 10～30 分"
    page.reload()
    calculator.settled()
    with page.expect_download() as saving:
        calculator.tool("保存到文件").click()
    saved = json.loads(saving.value.path().read_text(encoding="utf-8"))
    assert saved["edition"] == "2025"
    left = {one["path"]: (one["edition"], one["value"]) for one in saved["unused"]}
    assert left == {"answers.gone": ("2019", "旧的"), "answers.papers[0].kind": ("2019", "nowhere")}


def test_one_tap_copies_the_link(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    calculator = CalculatorPage(page, PATH).open()
    link = copied(page)
    expect(page.locator(".calc-handover").get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == link
    expect(page.get_by_label("带答案的链接")).to_be_hidden()
    calculator.settled()


def test_too_many_answers_for_a_link_are_sent_to_a_file(page: Page) -> None:
    calculator = CalculatorPage(page, PATH).open()
    # Hashes do not compress below half of their signs.
    memos = [{"memo": hashlib.sha512(bytes([i])).hexdigest()} for i in range(190)]
    page.evaluate(
        "text => { localStorage['calculator:jiaojiang-optics:2025'] = text }",
        json.dumps({**FILE, "answers": {"patents": memos}}),
    )
    page.reload()
    calculator.settled()
    calculator.tool("复制链接").click()
    expect(calculator.bar).to_contain_text("放不进一个链接")
