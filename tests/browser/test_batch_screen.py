"""Many people at once, on the real policy: choose a file, stop, see why, take the results away."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from calculator.cli import main
from tests.books import book_of
from tests.browser.check_page import sideways
from tests.browser.viewports import PHONE, both_widths, in_each_look

PATH = "/jiaojiang-optics/2025/batch/"
KIND, RANK = "类别", "本人在发明人或完成人中的排名"
BENEFIT = "是否经专家认定产生实际效益"
# One invention of rank 3 without days: 12 − 1.5 × 1 = 10.5 at most; three trainings: 5 × 2, capped.
TRAININGS = "参加台州（椒江）精密光电产业工程师协同创新中心组织的工程师培训并获得培训证书的次数"
PEOPLE = [["编号", TRAININGS, "您所在的单位"], ["甲", "1", "企业"], ["乙", "３", "某单位"]]
PATENTS = [["编号", KIND, RANK], ["乙", "国际、国内发明专利", 3], ["丙", "国际、国内发明专利", 1]]
TOTAL = "总分（没填的按没有）"


def filled(**sheets: list[list[Any]]) -> bytes:
    """A workbook as somebody saves it."""
    out = io.BytesIO()
    book_of(sheets).save(out)
    return out.getvalue()


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

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("粘贴“基本情况”表，连表头一起")

    def choose(self, content: bytes, name: str = "基本情况.xlsx") -> "BatchPage":
        """What the choice of a file brings; the button before it is looked at elsewhere."""
        chosen = {"name": name, "mimeType": "", "buffer": content}
        self.page.get_by_label("填好的表").set_input_files(chosen)
        return self

    def checked(self) -> "BatchPage":
        expect(self.said).to_contain_text("核对完了")
        return self

    def paste(self, text: str) -> "BatchPage":
        self.page.locator("summary", has_text="直接粘贴表格").click()
        self.box.fill(text)
        self.page.get_by_role("button", name="核对粘贴的表").click()
        return self

    def cell(self, line: int, label: str) -> str:
        return self.people.nth(line).locator(f'[data-label="{label}"]').inner_text()


@pytest.fixture
def batch(page: Page) -> BatchPage:
    return BatchPage(page).open()


@both_widths
def test_people_of_a_workbook_get_a_line_each_with_reasons_and_cells_to_mend(
    batch: BatchPage,
) -> None:
    batch.choose(filled(基本情况=PEOPLE, 专利和软件著作权=PATENTS)).checked()
    expect(batch.said).to_contain_text("核对完了，共 2 人。")
    expect(batch.people).to_have_count(2)
    # Nothing that they filled in is about a route.
    assert batch.cell(0, "结论") == "回答尚不完整，不能确定可以按哪条途径申报"
    assert batch.cell(0, TOTAL) == "5"
    assert batch.cell(1, TOTAL) == "10～20.5"
    problems = batch.page.locator(".batch-problems tbody tr")
    assert [row.split("\n")[0].split("\t")[0] for row in problems.all_inner_texts()] == [
        "专利和软件著作权!A3",
        "基本情况!C3",
    ]
    more = batch.people.nth(1).get_by_role("button", name="编号 乙 的全部结果和原因")
    more.press("Enter")
    expect(more).to_have_attribute("aria-expanded", "true")
    whys = batch.page.locator(".batch-more details", has_text="计分的原因")
    whys.locator("summary").click()
    expect(whys).to_contain_text("要等专家认定是否产生实际效益")
    assert sideways(batch.page) == 0


def test_the_workbook_has_the_same_bytes_as_on_the_command_line(
    batch: BatchPage, the_round: Path, tmp_path: Path
) -> None:
    content = filled(基本情况=PEOPLE, 专利和软件著作权=PATENTS)
    batch.choose(content).checked()
    with batch.page.expect_download() as download:
        batch.page.get_by_role("button", name="下载结果（Excel）").click()
    assert download.value.suggested_filename == "jiaojiang-optics-2025-batch.xlsx"
    expect(batch.page.locator(".batch-said[role=status]")).to_contain_text("或者用“复制结果”")
    (tmp_path / "基本情况.xlsx").write_bytes(content)
    given = [str(tmp_path / "基本情况.xlsx"), "--policy", str(the_round)]
    main(["batch", *given, "-o", str(tmp_path / "out.xlsx")])
    assert Path(download.value.path()).read_bytes() == (tmp_path / "out.xlsx").read_bytes()


HOURS = ["90、90、90、90", "30、30、30、30"]
# The same from left to right: a bachelor of the field, an assistant since 2021-06, hours reached.
LEFT = ["是", "本科", "与申报专业一致（本专业）", "2018-06", "助工", "光学光电专业"]
RIGHT = ["2018-07", "光学光电专业技术工作", "合格", "是"]
# Columns that hardly anybody needs are not printed, and understood.
SPARE = ["技师等级", "取得技师等级的日期", "技能人才条件"]
SKILLED = ["技师", "2021-03", "是"]


def add_spare(sheet: Any) -> None:
    for place, header in enumerate(SPARE, sheet.max_column + 1):
        sheet.cell(1, place, header)


@both_widths
def test_the_short_table_in_everyday_words_gives_one_line_over_everybody(batch: BatchPage) -> None:
    link = batch.page.get_by_role("link", name="下载表格（Excel）")
    with batch.page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "jiaojiang-optics-2025-short.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    rows = [
        ["1", *LEFT, "2021-06", *RIGHT, *HOURS],
        # 50 of 60 hours of the last year are missing; then two years of the four after the title.
        ["2", *LEFT, "2021-06", *RIGHT, "90、90、90、10", HOURS[1]],
        ["3", *LEFT, "2023-06", *RIGHT, *HOURS],
        ["4"],
        # A technician (level 2) of the field for three years; no degree, no title.
        ["5", "是", "没有", "", "", "没有", "", "", *RIGHT, *HOURS, *SKILLED],
    ]
    assert len(book["基本情况"][1]) == 14
    add_spare(book["基本情况"])
    for row in rows:
        book["基本情况"].append(row)
    out = io.BytesIO()
    book.save(out)
    batch.choose(out.getvalue()).checked()
    said = "2 人满足条件，1 人只差学时，1 人只差时间，1 人不能确定"
    expect(batch.page.locator(".batch-sum")).to_contain_text(said)
    # It is announced, and brought into sight with the focus.
    expect(batch.said).to_contain_text(said)
    result = batch.page.locator(".batch-result")
    expect(result).to_be_focused()
    expect(batch.page.get_by_role("heading", name="核对结果")).to_be_in_viewport()
    expect(batch.page.locator(".batch-problems")).to_have_count(0)
    # The longest verdict stands within its cell.
    batch.page.wait_for_function(
        "[...document.querySelectorAll('.batch-people td')]"
        ".every((cell) => cell.scrollWidth <= cell.clientWidth)"
    )


def test_nothing_on_the_page_speaks_to_the_person_in_the_tables(batch: BatchPage) -> None:
    labels = batch.page.locator("#calculator :is(dt, dd, li, label)").all_text_contents()
    assert [text for text in labels if "您" in text] == []


def test_a_csv_of_an_old_spreadsheet_and_a_paste_are_read(batch: BatchPage) -> None:
    lines = [[str(cell) for cell in row] for row in PEOPLE]
    batch.choose("\n".join(map(",".join, lines)).encode("gbk"), "people.csv").checked()
    assert batch.cell(0, TOTAL) == "5"
    batch.paste("\n".join(map("\t".join, lines[:2])))
    expect(batch.said).to_contain_text("核对完了，共 1 人。")
    assert batch.cell(0, TOTAL) == "5"


def test_a_file_that_cannot_be_read_says_what_to_do_and_can_be_chosen_again(
    batch: BatchPage,
) -> None:
    batch.choose(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "名单.xls")
    expect(batch.said).to_contain_text("没有核对完：名单.xls：这是旧格式（.xls、.et）的文件。")
    expect(batch.said).to_contain_text("另存为 .xlsx 再试。")
    for _ in range(2):
        batch.choose(filled(基本情况=PEOPLE[:2])).checked()
        expect(batch.said).to_contain_text("共 1 人")


def test_it_can_be_stopped_and_keeps_what_is_done(batch: BatchPage) -> None:
    batch.choose(
        filled(基本情况=[PEOPLE[0], *([number, "1", "企业"] for number in range(1, 1500))])
    )
    expect(batch.people.first).to_be_visible()
    batch.page.get_by_role("button", name="停止").press("Enter")
    expect(batch.said).to_contain_text("已停止")
    done = batch.people.count()
    assert 0 < done < 1499
    expect(batch.page.locator(".batch-result")).to_be_focused()
    expect(batch.page.get_by_role("button", name="下载结果（Excel）")).to_be_visible()


def test_nothing_is_kept_and_nothing_is_asked_without_a_table(batch: BatchPage) -> None:
    batch.paste(" ")
    expect(batch.said).to_contain_text("还没有粘贴“基本情况”表")
    batch.choose(filled(基本情况=PEOPLE)).checked()
    kept = batch.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "甲" not in kept
    assert "企业" not in kept
    batch.page.reload()
    expect(batch.people).to_have_count(0)


def test_three_steps_come_in_order_and_name_one_table(batch: BatchPage) -> None:
    heads = batch.page.locator("#calculator h2").all_text_contents()
    assert [head.split("¶")[0].strip() for head in heads] == [
        "第 1 步　下载表格", "第 2 步　填写", "第 3 步　选择文件，看结果",
    ]  # fmt: skip
    expect(batch.page.locator("#calculator")).to_contain_text("请在电脑上做")
    # Words that the table takes; no command of another program.
    expect(batch.page.locator("#calculator ol li").nth(1)).to_contain_text("大专、本科、本专业")
    assert "python" not in batch.page.locator("#calculator").inner_html()
    full = batch.page.get_by_role("link", name="下载完整的表（Excel）")
    expect(full).to_be_hidden()
    batch.page.locator("summary", has_text="自行加列，或者用完整的表").click()
    with batch.page.expect_download() as download:
        full.click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert {"基本情况", "专利和软件著作权"} < set(book.sheetnames)
    # The button is what is seen of the choice, not the browser's own.
    expect(batch.page.locator(".batch input[type=file]")).to_be_hidden()
    with batch.page.expect_file_chooser():
        batch.page.get_by_role("button", name="选择填好的表…").click()


def test_axe_finds_nothing(batch: BatchPage, axe: Callable[[Page], list[str]]) -> None:
    batch.choose(filled(基本情况=PEOPLE)).checked()
    batch.people.nth(0).get_by_role("button").click()
    for look in in_each_look(batch.page):
        assert axe(batch.page) == [], look
        assert sideways(batch.page) == 0, look


@pytest.mark.parametrize("viewport", [PHONE], ids=["390px"])
def test_with_the_keyboard_alone_on_a_phone(batch: BatchPage) -> None:
    batch.page.locator("summary", has_text="直接粘贴表格").press("Enter")
    batch.box.focus()
    batch.page.keyboard.insert_text("\n".join("\t".join(map(str, row)) for row in PEOPLE))
    batch.page.keyboard.press("Tab")
    batch.page.keyboard.press("Enter")
    batch.checked()
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
    expect(page.locator(".calc-noscript")).to_contain_text("核对需要脚本")
    expect(page.get_by_role("link", name="下载表格（Excel）")).to_be_visible()
    page.locator("summary", has_text="各列怎样填写").click()
    expect(page.locator("dt", has_text="取得职称的日期")).to_be_visible()


def test_stopping_at_once_leaves_a_page_that_works(batch: BatchPage) -> None:
    batch.page.locator("summary", has_text="直接粘贴表格").click()
    batch.box.fill("\n".join("\t".join(map(str, row)) for row in PEOPLE))
    # Both in one breath: nothing has been read yet.
    batch.page.evaluate(
        "for (const words of ['核对粘贴的表', '停止'])"
        " [...document.querySelectorAll('.batch button')]"
        ".find((one) => one.textContent === words).click()"
    )
    expect(batch.said).to_contain_text("已停止")
    batch.page.get_by_role("button", name="核对粘贴的表").click()
    batch.checked()
    expect(batch.people).to_have_count(2)


# Eight people of a company, as their clerk writes them, and the points that the printed table gives
# for what is written: degree, years in the field (2 each, 10 at most), years with the title (2.5
# each, 10 at most), the grade (4, or 6 for 良好).
OWN, NEAR, OTHER = "本专业", "相近", "其他理工科"
WORK = "光学光电专业技术工作"
ASSISTANT = ["助工", "光学光电"]
FULL = ["60、60、60、60", "30、30、30、30"]
FINE = [WORK, "合格", "是"]
EIGHT = [
    (["本科", OWN, "2018-06", *ASSISTANT, "2021-06", "2018-07", *FINE, *FULL], "29"),
    (["硕士", OWN, "2022年6月", "没有", "", "", "2022-07", *FINE, *FULL], "20"),
    (["大专", NEAR, "2019.6", *ASSISTANT, "2022-09", "2019-07", *FINE, *FULL], "24.5"),
    (["本科", OWN, "2018-06", *ASSISTANT, "2021-06", "2018-07", *FINE, FULL[0], "30、30、30、10"],
     "29"),
    (["本科", OTHER, "2015-06", *ASSISTANT, "2019-01", "2015-07", *FINE, *FULL], "29"),
    # January or October: nobody can tell.
    (["本科", OWN, "2016-06", *ASSISTANT, "2020.1", "2016-07", *FINE, *FULL], "19～29"),
    (["高中", OTHER, "2010-06", "没有", "", "", "2012-07", *[WORK, "良好", "是"], *FULL,
      *SKILLED], "16"),
    # Hardly a cell as it should be.
    (["本课", "光电", "2018-06", "助理", "光学光电专业", "去年", "2018-07", "灯具",
      *["称职", "否"], "九十、九十、九十、九十", FULL[1]], ""),
]  # fmt: skip


def test_a_clerk_checks_eight_people(batch: BatchPage) -> None:
    with batch.page.expect_download() as download:
        batch.page.get_by_role("link", name="下载表格（Excel）").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    add_spare(book["基本情况"])
    for code, (cells, _) in enumerate(EIGHT, 1):
        book["基本情况"].append([code, "是", *cells])
    out = io.BytesIO()
    book.save(out)
    batch.choose(out.getvalue()).checked()
    # Bachelor, master and technician may; hours; September 2026; the degree of another field, the
    # day that nobody can tell and the last one stay open.
    said = "3 人满足条件，1 人只差学时，1 人只差时间，3 人不能确定"
    expect(batch.said).to_contain_text(said)
    assert [batch.cell(line, TOTAL) for line in range(7)] == [total for _, total in EIGHT[:7]]
    places = batch.page.locator(".batch-problems tbody th").all_text_contents()
    assert [place for place in places if not place.endswith("10")] == ["基本情况!H8"]
    assert len(places) == 12
