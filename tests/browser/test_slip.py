"""Result slips and the score sheet in the browser: written, printed, checked again, handed over."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from calculator.core import entry
from calculator.core.values import canonical
from calculator.core_sources import computing_hash
from calculator.loading import load_edition
from tests.browser.answered_page import agree
from tests.browser.calculator_page import CalculatorPage, tool
from tests.browser.check_page import CheckPage, sideways
from tests.browser.viewports import PHONE

HOME = "/jiaojiang-optics/2025/"
ANSWERS = {
    "format": 1,
    "policy": "jiaojiang-optics",
    "edition": "2025",
    "answers": {
        "centre-trainings": 2,
        "patents": [{"kind": "invention", "rank": 3, "benefit": "found", "date": "2024-05"}],
        "employed-here": False,
    },
    "none": ["table-testing"],
    "closed": [],
    "estimates": {},
}


@pytest.fixture
def slip_page(page: Page) -> CheckPage:
    """The slip's page with answers of an earlier visit."""
    page.add_init_script(
        "localStorage['calculator:jiaojiang-optics:2025'] ??= " + json.dumps(json.dumps(ANSWERS))
    )
    return CheckPage(page, f"{HOME}slip/").open()


@pytest.fixture
def own(the_round: Path) -> dict[str, Any]:
    """The slip that CPython writes for the same answers."""
    rules = load_edition(the_round).rules
    calculator = entry.load(canonical.dumps(rules), computing_hash())
    answer = json.loads(calculator.run(json.dumps({"slip": True, "answers": ANSWERS})))
    slip: dict[str, Any] = answer["result"]
    return slip


def check(slip_page: CheckPage, content: str) -> str:
    """Hand a file in to be checked; the first words of the verdict."""
    picked: FilePayload = {
        "name": "slip.json",
        "mimeType": "application/json",
        "buffer": content.encode(),
    }
    slip_page.page.get_by_label("要核对的结果单文件").set_input_files(picked)
    verdict = slip_page.page.locator(".slip-verdict .check-verdict")
    expect(verdict).to_be_visible()
    return verdict.inner_text().strip("✓✕? ")


def test_the_slip_is_the_one_of_the_command_line_and_says_same(
    slip_page: CheckPage, own: dict[str, Any]
) -> None:
    with slip_page.page.expect_download() as saving:
        slip_page.page.get_by_role("button", name="保存结果单文件").click()
    text = saving.value.path().read_text(encoding="utf-8")
    assert json.loads(text) == own
    assert check(slip_page, text) == "相同"
    expect(slip_page.page.locator(".slip-said")).to_contain_text("不是签名")


def test_what_was_changed_is_named(slip_page: CheckPage, own: dict[str, Any]) -> None:
    said = slip_page.page.locator(".slip-said")
    forged = json.loads(json.dumps(own))
    forged["result"]["score"]["low"] = 99
    assert check(slip_page, json.dumps(forged)) == "不同"
    expect(said).to_contain_text("结果在出具以后改过")
    change = said.locator("tbody tr")
    expect(change).to_have_count(1)
    expect(change).to_contain_text("score.low")
    # 10 for two trainings and 12 − 1.5 for the third of an invention.
    expect(change).to_contain_text("20.5")
    other = {**own, "answers": {**ANSWERS, "answers": {}}}
    assert check(slip_page, json.dumps(other)) == "不同"
    expect(said).to_contain_text("答案在出具以后改过")


@pytest.mark.parametrize("content", ["", "{}", "[" * 50_000, '{"kind":"result-slip","result":3}'])
def test_what_is_no_slip_is_refused_kindly(slip_page: CheckPage, content: str) -> None:
    assert check(slip_page, content) == "核对不了"
    assert slip_page.total() == "自评 20.5 分"


def test_a_hostile_slip_becomes_text(slip_page: CheckPage, own: dict[str, Any]) -> None:
    evil = "<img src=x onerror=alert(1)>"
    forged = {**own, "policy": evil, evil: evil, "result": {**own["result"], evil: {"a": evil}}}
    assert check(slip_page, json.dumps(forged)) == "不同"
    expect(slip_page.page.locator(".slip-said")).to_contain_text("<img")
    assert slip_page.page.locator("#calculator img").count() == 0


def test_answers_of_a_slip_open_like_those_of_a_file(
    slip_page: CheckPage, own: dict[str, Any]
) -> None:
    page = slip_page.page
    other = {**own, "answers": {**ANSWERS, "answers": {"centre-trainings": 1}}}
    check(slip_page, json.dumps(other))
    page.get_by_role("button", name="打开里面的答案…").click()
    agree(page)
    expect(slip_page.bar).to_contain_text("已打开")
    assert slip_page.total() == "自评 5 分"


def test_it_says_where_it_can_be_checked_before_the_command(slip_page: CheckPage) -> None:
    page = slip_page.page
    about = page.get_by_text("要核对一份结果单").inner_text()
    assert about.index("核对按钮") < about.index("命令")
    # Whoever has only the paper finds the page, too.
    expect(page.locator(".slip-where")).to_contain_text(page.url)


def test_what_a_slip_file_holds_is_folded(slip_page: CheckPage) -> None:
    page = slip_page.page
    with page.expect_download():
        page.get_by_role("button", name="保存结果单文件").click()
    raw = page.get_by_label("结果单文件的内容")
    expect(raw).to_be_hidden()
    page.get_by_text("看这些文字").click()
    expect(raw).to_be_visible()


def test_it_counts_things_to_bring_as_the_checklist_does(page: Page) -> None:
    # A degree, the years of work, a title, and no other branch before: by that way the forms of
    # exceptional applications are not needed, which the answers alone leave open.
    assistant = {"level": "assistant", "relation": "own"}
    checklist = CheckPage(page, f"{HOME}checklist/").open()
    checklist.keep(
        {
            "education": [{"level": "bachelor", "relation": "same", "date": "2018-06"}],
            "work": [{"period": {"from": "2018-07-01"}, "relation": "own"}],
            "titles": [{**assistant, "obtained": "2020-12-31"}],
            "reassigned": False,
            "appointments": [{"level": "assistant", "period": {"from": "2020-12-31"}}],
        }
    )
    assert page.locator(".check-item", has_text="其他途径才需要").count() > 0
    counts = [checklist.total(), *checklist.note().split("；")[:2]]
    CheckPage(page, f"{HOME}slip/").open()
    items = page.locator(".slip-section", has=page.get_by_role("heading", name="要准备的材料"))
    expect(items.locator("> p")).to_have_text(f"{'；'.join(counts)}。")


def test_the_printed_slip_holds_everything_and_blanks(slip_page: CheckPage) -> None:
    page = slip_page.page
    page.emulate_media(media="print")
    slip = page.locator(".slip")
    # Three demands of hours in each of four years, three over all: nothing was answered.
    expect(slip.locator("section", has_text="继续教育要求")).to_contain_text("不能确定 15 项。")
    for words in (
        "姓名", "申报专业", "自查结果单", "2025 年度椒江区光学光电工程师职称评审",
        "自评 20.5 分", "12 − 1.5 × 1 = 10.5", "主要发明人（发明专利）", "本科或专科学历",
        "2025 年", "学时", "国际、国内发明专利", "不是签名",
    ):  # fmt: skip
        expect(slip).to_contain_text(words)
    assert page.locator("#calculator :is(button, input, summary):visible").count() == 0
    expect(slip_page.bar).to_be_hidden()
    # Nobody was asked about misdeeds: paper says so instead of keeping silent.
    bars = slip_page.page.locator(".slip-section", has_text="否决、不得申报和延迟申报")
    expect(bars).to_contain_text("不能确定是否适用")
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_the_slip_is_within_reach_on_a_phone(
    slip_page: CheckPage, axe: Callable[[Page], list[str]], own: dict[str, Any]
) -> None:
    own["result"]["score"]["low"] = 99
    check(slip_page, json.dumps(own))
    tool(slip_page.page, "复制链接")  # opened
    assert sideways(slip_page.page) == 0
    assert axe(slip_page.page) == []


def test_the_calculator_leads_to_the_slip_even_where_nothing_is_kept(page: Page) -> None:
    calculator = CalculatorPage(page, f"{HOME}calculator/").open()
    page.get_by_role("checkbox", name="在这台设备上记住").uncheck()
    calculator.field("table-training").fill("2")
    calculator.settled()
    calculator.tool("结果单…").click()
    agree(page)
    assert CheckPage(page, "").total() == "自评 10 分"


def test_the_score_sheet_is_handed_over_as_csv(page: Page, tmp_path: Path) -> None:
    calculator = CalculatorPage(page, f"{HOME}calculator/").open()
    calculator.field("table-training").fill("2")
    calculator.settled()
    with page.expect_download() as saving:
        calculator.tool("下载自评表（CSV）").click()
    path = tmp_path / saving.value.suggested_filename
    saving.value.save_as(path)
    assert path.suffix == ".csv"
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")  # spreadsheets know UTF-8 by it
    row = next(line for line in text.decode("utf-8-sig").splitlines() if "工程师培训" in line)
    assert "10" in row
    assert "工程师培训" in page.get_by_label("自评表的内容").input_value()
