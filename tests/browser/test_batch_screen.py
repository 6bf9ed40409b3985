"""Many people at once, on the real policy: paste, run, stop, see why, take the results away."""

import base64
import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.loading import load_edition
from tests.browser.check_page import sideways
from tests.browser.viewports import PHONE, both_widths, in_each_look

PATH = "/jiaojiang-optics/2025/batch/"
KIND, RANK = "类别", "本人在发明人或完成人中的排名"
BENEFIT = "是否经专家认定产生实际效益"
# One invention of rank 3 without days: 12 − 1.5 × 1 = 10.5 at most; three trainings: 5 × 2, capped.
TRAININGS = "参加台州（椒江）精密光电产业工程师协同创新中心组织的工程师培训并获得培训证书的次数"
PEOPLE = f"编号\t{TRAININGS}\t您所在的单位\n甲\t1\t企业\n乙\t３\t某单位\n"
PATENTS = f"编号\t{KIND}\t{RANK}\n乙\t国际、国内发明专利\t3\n丙\t国际、国内发明专利\t1\n"


class BatchPage:
    """The page as a person meets it: words for the tests."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said = page.locator(".batch-run [role=status]")
        self.people = page.locator(".batch-people > tbody > tr:not(.batch-more)")

    def open(self, path: str = PATH) -> "BatchPage":
        self.page.goto(path)
        expect(self.page.locator("#calculator[data-state=ready]")).to_have_count(1)
        return self

    def box(self, table: str) -> Locator:
        return self.page.get_by_label(f"粘贴“{table}”表，连表头一起")

    def paste(self, table: str, text: str) -> None:
        lists = self.page.locator("details.batch-lists")
        if table != "人员" and lists.get_attribute("open") is None:
            lists.locator("> summary").click()
        summary = self.page.locator(f'details.batch-table[data-name="{table}"] > summary').first
        if summary.count() and not self.box(table).is_visible():
            summary.click()
        self.box(table).fill(text)

    def run(self) -> "BatchPage":
        self.page.get_by_role("button", name="开始核对").click()
        expect(self.said).to_contain_text("算完了")
        return self

    def cell(self, line: int, label: str) -> str:
        return self.people.nth(line).locator(f'[data-label="{label}"]').inner_text()


@pytest.fixture
def batch(page: Page) -> BatchPage:
    return BatchPage(page).open()


@both_widths
def test_pasted_people_get_a_line_each_with_reasons_and_cells_to_mend(batch: BatchPage) -> None:
    batch.paste("人员", PEOPLE)
    batch.paste("专利和软件著作权", PATENTS)
    batch.run()
    expect(batch.said).to_contain_text("算完了，共 2 人。")
    expect(batch.people).to_have_count(2)
    # Nothing that they filled in is about a route.
    assert batch.cell(0, "结论") == "回答尚不完整，不能确定可以按哪条途径申报"
    assert batch.cell(0, "总分") == "5"
    assert batch.cell(1, "总分") == "10～20.5"
    problems = batch.page.locator(".batch-problems tbody tr")
    assert [row.split("\n")[0].split("\t")[0] for row in problems.all_inner_texts()] == [
        "专利和软件著作权!A3",
        "人员!C3",
    ]
    more = batch.people.nth(1).get_by_role("button", name="编号 乙 的全部结果和原因")
    more.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    whys = batch.page.locator(".batch-more details", has_text="计分的原因")
    whys.locator("summary").click()
    expect(whys).to_contain_text("要等专家认定是否产生实际效益")
    assert sideways(batch.page) == 0


def test_the_file_holds_what_the_core_writes(batch: BatchPage, the_round: Path) -> None:
    batch.paste("人员", PEOPLE)
    batch.run()
    with batch.page.expect_download() as download:
        batch.page.get_by_role("button", name="下载结果 CSV").click()
    saved = Path(download.value.path()).read_text(encoding="utf-8", newline="")
    calculator = load(dumps(load_edition(the_round).rules))
    tables = {"tables": [{"name": "人员", "text": PEOPLE}]}
    whole = calculator.answer({"batch": tables})["csv"]
    # The same bytes as in one go; what is to be mended follows.
    assert saved.startswith(whole)
    rest = list(csv.reader(io.StringIO(saved.removeprefix(whole), newline="")))
    assert [row[:2] for row in rest if row] == [["单元格", "编号"], ["人员!C3", "乙"]]


def test_the_workbook_has_the_same_bytes_as_on_the_command_line(
    batch: BatchPage, the_round: Path
) -> None:
    batch.paste("人员", PEOPLE)
    batch.run()
    with batch.page.expect_download() as download:
        batch.page.get_by_role("button", name="下载结果（.xlsx）").click()
    assert download.value.suggested_filename == "jiaojiang-optics-2025-batch.xlsx"
    calculator = load(dumps(load_edition(the_round).rules))
    found = calculator.answer({"batch": {"tables": [{"name": "人员", "text": PEOPLE}]}})
    asked = {
        "people": [one["cells"] for one in found["people"]],
        "places": [one["told"]["place"] for one in found["people"]],
        "reasons": [line for one in found["people"] for line in one["reasons"]],
        "problems": [line for one in found["people"] for line in one["problems"]],
    }
    whole = calculator.answer({"lines": {**asked, "workbook": True}})["base64"]
    assert Path(download.value.path()).read_bytes() == base64.b64decode(whole)


HOURS = ["90", "30"] * 4
# The same from left to right: a bachelor of the field, an assistant since 2021-06, hours reached.
LEFT = ["是", "光学技术", "本科", "与申报专业一致（本专业）", "2018-06", "助工", "光学光电专业"]
RIGHT = ["2018-07", "光学光电专业技术工作", "合格", "是"]


@both_widths
def test_the_short_table_in_everyday_words_gives_one_line_over_everybody(batch: BatchPage) -> None:
    link = batch.page.get_by_role("link", name="下载短表")
    with batch.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "jiaojiang-optics-2025-short.xlsx"
    content = io.BytesIO(Path(download.value.path()).read_bytes())
    sheet = openpyxl.load_workbook(content)["人员"]
    headers = [str(cell.value) for cell in sheet[1]]
    rows = [
        ["1", *LEFT, "2021-06", *RIGHT, *HOURS],
        # 50 of 60 hours of the last year are missing; then two years of the four after the title.
        ["2", *LEFT, "2021-06", *RIGHT, *HOURS[:6], "10", "30"],
        ["3", *LEFT, "2023-06", *RIGHT, *HOURS],
        ["4"],
    ]
    batch.paste("人员", "\n".join("\t".join(row) for row in [headers, *rows]))
    batch.run()
    said = "1 人满足条件，1 人只差学时，1 人只差时间，1 人不能确定"
    expect(batch.page.locator(".batch-sum")).to_have_text(said)
    # It is announced, and brought into sight with the focus.
    expect(batch.said).to_contain_text(said)
    result = batch.page.locator(".batch-result")
    expect(result).to_be_focused()
    expect(batch.page.get_by_role("heading", name="核对结果")).to_be_in_viewport()
    expect(batch.page.locator(".batch-problems")).to_have_count(0)


def test_nothing_on_the_page_speaks_to_the_person_in_the_tables(batch: BatchPage) -> None:
    labels = batch.page.locator("#calculator :is(dt, dd, li, label)").all_text_contents()
    assert [text for text in labels if "您" in text] == []


def test_a_csv_of_an_old_spreadsheet_is_read(batch: BatchPage) -> None:
    content = PEOPLE.replace("\t", ",").encode("gbk")
    picker = batch.page.locator('.batch-table[data-table=""] input[type=file]')
    picker.set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": content})
    expect(batch.box("人员")).to_have_value(PEOPLE.replace("\t", ","))
    batch.run()
    assert batch.cell(0, "总分") == "5"
    workbook = {"name": "people.xlsx", "mimeType": "", "buffer": b"PK\x03\x04"}
    picker.set_input_files(workbook)
    expect(batch.page.get_by_text("这里打不开工作簿")).to_be_visible()
    expect(batch.box("人员")).not_to_have_value("")


def test_it_can_be_stopped_and_keeps_what_is_done(batch: BatchPage) -> None:
    many = "".join(f"{number}\t1\t企业\n" for number in range(1, 1500))
    batch.paste("人员", f"编号\t{TRAININGS}\t您所在的单位\n{many}")
    batch.page.get_by_role("button", name="开始核对").click()
    expect(batch.people.first).to_be_visible()
    stop = batch.page.get_by_role("button", name="停止")
    expect(stop).to_be_focused()
    stop.press("Enter")
    expect(batch.said).to_contain_text("已停止")
    done = batch.people.count()
    assert 0 < done < 1499
    expect(batch.page.get_by_role("button", name="开始核对")).to_be_focused()
    expect(batch.page.get_by_role("button", name="下载结果 CSV")).to_be_visible()


def test_nothing_is_kept_and_nothing_is_asked_without_a_table(batch: BatchPage) -> None:
    batch.page.get_by_role("button", name="开始核对").click()
    expect(batch.said).to_contain_text("还没有粘贴表格")
    batch.paste("人员", PEOPLE)
    batch.run()
    kept = batch.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "甲" not in kept
    assert "企业" not in kept
    batch.page.reload()
    expect(batch.box("人员")).to_have_value("")


def test_the_empty_tables_can_be_taken_away(batch: BatchPage) -> None:
    with batch.page.expect_download() as download:
        batch.page.get_by_role("button", name="下载空表：人员").click()
    assert download.value.suggested_filename == "jiaojiang-optics-2025-people.csv"
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("\ufeff编号,要申报哪一级,")
    # What was taken away is read back: nobody yet.
    batch.paste("人员", text)
    batch.page.get_by_role("button", name="开始核对").click()
    expect(batch.said).to_contain_text("没有可以计算的人")


def test_axe_finds_nothing(batch: BatchPage, axe: Callable[[Page], list[str]]) -> None:
    batch.paste("人员", PEOPLE)
    batch.run()
    batch.people.nth(0).get_by_role("button").click()
    for look in in_each_look(batch.page):
        assert axe(batch.page) == [], look
        assert sideways(batch.page) == 0, look


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_with_the_keyboard_alone_on_a_phone(batch: BatchPage) -> None:
    box = batch.box("人员")
    box.focus()
    batch.page.keyboard.insert_text(PEOPLE)
    start = batch.page.get_by_role("button", name="开始核对")
    for _ in range(60):
        batch.page.keyboard.press("Tab")
        if start.evaluate("element => element === document.activeElement"):
            break
    batch.page.keyboard.press("Enter")
    expect(batch.said).to_contain_text("算完了")
    for _ in range(8):
        batch.page.keyboard.press("Tab")
        name = batch.page.evaluate("document.activeElement.textContent")
        if name.startswith("展开编号 甲"):
            break
    batch.page.keyboard.press("Enter")
    expect(batch.page.locator(".batch-more").first).to_contain_text("途径")


def test_without_scripts_the_columns_are_there_to_read(
    new_context: Callable[..., BrowserContext],
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(PATH)
    expect(page.locator(".calc-noscript")).to_contain_text("需要脚本才能核对")
    page.locator("details.batch-lists > summary").click()
    table = page.locator('details.batch-table[data-table="patents"]')
    table.locator("summary").click()
    expect(table.locator("dt", has_text=RANK)).to_be_visible()


def test_stopping_at_once_leaves_a_page_that_works(batch: BatchPage) -> None:
    batch.paste("人员", PEOPLE)
    # Both in one breath: nothing has been read yet.
    batch.page.evaluate(
        "for (const words of ['开始核对', '停止'])"
        " [...document.querySelectorAll('.batch-run button')]"
        ".find((one) => one.textContent === words).click()"
    )
    expect(batch.said).to_contain_text("已停止")
    batch.run()
    expect(batch.people).to_have_count(2)
