"""The points calculator of the real policy: typing, seeing, keeping.

Expected points are worked out from the source's table (own sums beside each).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.answered_page import agree, decline, dialog
from tests.browser.calculator_page import CalculatorPage
from tests.browser.conftest import PATIENCE
from tests.browser.viewports import both_widths, resize
from tests.browser.watch import Watch

PATH = "/jiaojiang-optics/2025/calculator/"
TRAINING, TESTING = "table-training", "table-testing"
INVENTION_REST = "table-invention-rest"
PATENT = {
    "本人在发明人或完成人中的排名": "3",
    "是否经专家认定产生实际效益": "经认定产生实际效益",
    "授权或登记日期": "2024.5",
}


@pytest.fixture(scope="module")
def started(browser: Browser, site_address: str) -> Iterator[tuple[CalculatorPage, Watch]]:
    """One page for the tests that need no visit of their own: starting Python takes long."""
    watch = Watch(site_address)
    context = browser.new_context(base_url=site_address, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(PATIENCE)
    watch.follow(context)
    yield CalculatorPage(context.new_page(), PATH).open(), watch
    context.close()


@pytest.fixture
def calculator(
    started: tuple[CalculatorPage, Watch], viewport: dict[str, int], tmp_path: Path
) -> Iterator[CalculatorPage]:
    """The calculator with an empty form."""
    calculator, watch = started
    resize(calculator.page, viewport)
    empty = tmp_path / "empty.json"
    empty.write_text('{"answers": {}}')
    calculator.open_file(empty)
    yield calculator
    problems = watch.problems()
    watch.errors.clear()
    assert problems == []


@pytest.fixture
def visit(page: Page) -> CalculatorPage:
    """A visit of its own, with its own storage."""
    return CalculatorPage(page, PATH).open()


def type_count(calculator: CalculatorPage, row: str, typed: str) -> None:
    field = calculator.field(row)
    field.click()
    field.press_sequentially(typed)


@both_widths
def test_an_empty_form_counts_nothing_and_shows_the_ceiling(calculator: CalculatorPage) -> None:
    assert calculator.total() == "自评 0 分"
    # Four indicators: 30 + 40 + 30 + 20; 54 rows.
    assert calculator.note() == "另有 54 行没有填，按 0 分计；都填上，最高可到 120 分"


@both_widths
def test_a_typed_count_is_scored_at_once(calculator: CalculatorPage) -> None:
    type_count(calculator, TRAINING, "１")  # full-width, as Chinese keyboards give
    assert calculator.points(TRAINING) == "5 分"
    assert calculator.total() == "自评 5 分"
    assert "另有 53 行没有填" in calculator.note()


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("2024", "2024", "2024 年"),
        ("2024.5", "2024-05", "2024 年 5 月"),
        ("2024-05-01", "2024-05-01", "2024 年 5 月 1 日"),
        ("2024/5/1", "2024-05-01", "2024 年 5 月 1 日"),
        ("2024年5月", "2024-05", "2024 年 5 月"),
        ("2024 年 5 月 1 日", "2024-05-01", "2024 年 5 月 1 日"),
        ("２０２４．５", "2024-05", "2024 年 5 月"),
        ("202405", "2024-05", "2024 年 5 月"),
        ("20240229", "2024-02-29", "2024 年 2 月 29 日"),
        ("2023-02-29", "2023-02-29", ""),
        ("2024-13", "2024-13", ""),
        ("去年五月", "去年五月", ""),
        ("2024年5-6月", "2024年5-6月", ""),
        ("2024.5-6", "2024.5-6", ""),
        ("2024.5月6日", "2024-05-06", "2024 年 5 月 6 日"),
    ],
)
def test_dates_are_read_as_people_write_them(
    calculator: CalculatorPage, typed: str, kept: str, said: str
) -> None:
    found = calculator.page.evaluate(
        """async (typed) => {
          const worker = document.querySelector('#calculator').dataset.worker;
          const {readText, echo} = await import(new URL('values.js', new URL(worker, location)));
          const value = readText('date', typed);
          return [value, echo('date', value)];
        }""",
        typed,
    )
    assert found == [kept, said]


def test_a_number_is_read_or_kept_as_it_was_typed(calculator: CalculatorPage) -> None:
    typed = ["1,234.5", "１２", "1,5", "5，5", "1.000,5", "5¹", "12²", "3/3", "-0.5"]
    found = calculator.page.evaluate(
        """async (typed) => {
          const worker = document.querySelector('#calculator').dataset.worker;
          const {readText} = await import(new URL('values.js', new URL(worker, location)));
          return typed.map((text) => readText('number', text));
        }""",
        typed,
    )
    # A comma parts thousands; what is above the line is a note. The core refuses what is kept.
    assert found == ["1234.5", 12, "1,5", "5,5", "1.000,5", "5¹", "12²", "3/3", "-0.5"]


def test_a_cap_that_bites_says_so_with_its_formula(calculator: CalculatorPage) -> None:
    type_count(calculator, TRAINING, "3")
    assert calculator.points(TRAINING) == "10 分"
    bite = calculator.row(TRAINING).locator(".calc-bite")
    # 5 points each, at most 10.
    expect(bite).to_contain_text("已到上限")
    expect(bite).to_contain_text("15 → 10")


def test_what_is_no_number_is_kept_and_explained(calculator: CalculatorPage) -> None:
    type_count(calculator, TRAINING, "两次")
    field = calculator.field(TRAINING)
    field.press("Tab")
    calculator.settled()
    expect(field).to_have_value("两次")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(calculator.row(TRAINING)).to_contain_text("整数")
    assert calculator.total() == "自评 0 分"


@both_widths
def test_a_patent_is_added_changed_and_removed(calculator: CalculatorPage) -> None:
    card = calculator.add(INVENTION_REST, PATENT)
    # Second inventor 12, one place later: 12 − 1.5.
    assert calculator.total() == "自评 10.5 分"
    expect(card).to_contain_text("12 − 1.5 × 1 = 10.5")
    expect(card).to_contain_text("2024 年 5 月")

    card.get_by_role("button", name="修改").click()
    rank = card.get_by_role("textbox", name="本人在发明人或完成人中的排名")
    rank.fill("9")
    # 12 − 1.5 × 7
    assert calculator.total() == "自评 1.5 分"
    card.get_by_role("button", name="完成", exact=True).click()

    # On a phone the line of a record has room for one button; the editor can delete, too.
    card.get_by_role("button", name="修改").click()
    card.get_by_role("button", name="删除这一条").click()
    assert calculator.total() == "自评 0 分"
    calculator.bar.get_by_role("button", name="撤销").click()
    assert calculator.total() == "自评 1.5 分"


def test_a_changed_record_moves_to_the_row_where_it_counts(calculator: CalculatorPage) -> None:
    card = calculator.add(INVENTION_REST, PATENT)
    card.get_by_role("button", name="修改").click()
    card.get_by_label("类别").select_option(label="其他专利")
    calculator.settled()
    card.get_by_role("button", name="完成", exact=True).click()
    moved = calculator.row("table-other-rest").locator(".calc-record")
    # Other patents: second inventor 8, one place later 6.5.
    expect(moved).to_contain_text("6.5")
    expect(calculator.row(INVENTION_REST).locator(".calc-record")).to_have_count(0)


def test_what_does_not_count_says_why_and_leads_to_the_clause(calculator: CalculatorPage) -> None:
    answers = {**PATENT, "是否经专家认定产生实际效益": "经认定没有产生实际效益"}
    card = calculator.add(INVENTION_REST, answers)
    assert calculator.total() == "自评 0 分"
    expect(card).to_contain_text("不计入")
    reason = card.get_by_role("listitem").filter(has_text="专家认定没有产生实际效益")
    address = reason.get_by_role("link").get_attribute("href")
    assert address == "../table/#table-patents"
    clause = calculator.page.context.new_page()
    clause.goto(f"{calculator.page.url.partition('#')[0]}{address}")
    expect(clause.locator("#table-patents")).to_be_visible()
    clause.close()


def test_one_education_record_is_asked_once_and_counts_in_its_row(
    calculator: CalculatorPage,
) -> None:
    calculator.add_at(
        calculator.first("学历和学位"), {"层次": "大学本科", "所学专业": "非理工科专业"}
    )
    assert calculator.points("table-bachelor-other") == "3 分"
    assert calculator.points("table-master-own") == "没有，0 分"
    assert calculator.total() == "自评 3 分"


def test_what_counts_once_is_not_said_to_count_again(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    years = [{"year": year, "grade": "passed"} for year in (2022, 2023)]
    file = tmp_path / "assessments.json"
    file.write_text(json.dumps({"answers": {"assessments": years}}))
    calculator.open_file(file)
    assert calculator.points("table-assessment-passed") == "4 分"
    effects = calculator.page.locator(".calc-effects .calc-effect", has_text="考核合格")
    expect(effects).to_have_text(["计入 考核合格：4 分", "计入 考核合格：不另加分"])


def test_experts_leave_a_range_and_an_own_estimate_stands_beside_it(
    calculator: CalculatorPage,
) -> None:
    row = calculator.row("table-tech-level")
    row.get_by_role("radio", name="是").check()
    assert calculator.total() == "自评 0～20 分"
    estimate = row.get_by_label("自己估计")
    estimate.fill("12.5")
    estimate.press("Tab")
    assert calculator.total() == "自评 0～20 分"
    assert "按您的估计 12.5 分" in calculator.note()
    estimate.fill("21")
    estimate.press("Tab")
    calculator.settled()
    expect(row).to_contain_text("0 到 20 之间")


def test_an_estimate_of_one_record_stays_with_it(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    software = {
        "kind": "software",
        "rank": 1,
        "benefit": "found",
        "certificate": True,
        "date": "2024-05",
    }
    path = tmp_path / "two.json"
    named = [{**software, "memo": "甲"}, {**software, "memo": "乙"}]
    path.write_text(json.dumps({"answers": {"patents": named}}))
    calculator.open_file(path)
    # Experts give up to 10 for each.
    assert calculator.total() == "自评 0～20 分"
    cards = calculator.row("table-software-first").get_by_role("listitem")
    second = cards.filter(has_text="乙")
    second.get_by_label("自己估计").fill("7.5")
    assert "按您的估计 7.5 分" in calculator.note()
    cards.filter(has_text="甲").get_by_role("button", name="删除").click()
    assert calculator.total() == "自评 0～10 分"
    assert "按您的估计 7.5 分" in calculator.note()
    expect(second.get_by_label("自己估计")).to_have_value("7.5")


def test_a_row_and_the_rest_of_an_indicator_can_be_declared_empty(
    calculator: CalculatorPage,
) -> None:
    nothing = calculator.row(TRAINING).get_by_role("button", name="没有")
    nothing.click()
    expect(nothing).to_have_attribute("aria-pressed", "true")
    assert calculator.points(TRAINING) == "没有，0 分"
    # Testing sessions alone still fill the part of 10, so the ceiling stays.
    assert calculator.note() == "另有 53 行没有填，按 0 分计；都填上，最高可到 120 分"

    calculator.page.get_by_role("button", name="其余没有（附加分").click()
    # 附加分 holds seven rows; without its 20 points 100 are left.
    assert calculator.note() == "另有 47 行没有填，按 0 分计；都填上，最高可到 100 分"
    calculator.bar.get_by_role("button", name="撤销").click()
    assert calculator.note() == "另有 53 行没有填，按 0 分计；都填上，最高可到 120 分"


def test_a_paper_too_similar_stands_as_a_bar_beside_the_score(calculator: CalculatorPage) -> None:
    answers = {
        "第三方检索报告": "有指定机构出具的报告（包含相似度检测）",
        "报告中的相似度": "51",
        "发表或出版日期": "2024-03",
    }
    calculator.row("table-paper-ordinary").locator(".calc-add").click()
    editor = calculator.row("table-paper-ordinary").locator(".calc-editor:visible")
    editor.get_by_label("类别").select_option(index=1)
    for label, value in answers.items():
        calculator.answer(editor, label, value)
    # 10 points for an ordinary paper, whatever the bar says.
    assert calculator.total() == "自评 10 分"
    expect(calculator.bar).to_contain_text("一票否决")
    card = calculator.page.locator(".calc-bar-card")
    expect(card).to_contain_text("论文相似度超过50%")
    # Exactly 50 is not more than 50.
    similarity = editor.get_by_label("报告中的相似度")
    similarity.fill("50")
    calculator.settled()
    expect(card).to_have_count(0)


def test_evidence_to_bring_is_listed(calculator: CalculatorPage) -> None:
    calculator.add(INVENTION_REST, PATENT)
    expect(calculator.page.locator(".calc-evidence")).to_contain_text("发明专利证书")


def test_the_required_score_can_be_typed_in_and_is_judged(calculator: CalculatorPage) -> None:
    type_count(calculator, TRAINING, "2")
    mark = calculator.page.get_by_label("当年度公布的自评分规定分值")
    mark.fill("121")
    # More than the 120 points that can be had at all.
    assert "自评分达到当年度公布的规定分值”：不满足" in calculator.note()
    mark.fill("10")
    assert "自评分达到当年度公布的规定分值”：满足" in calculator.note()
    mark.fill("60")
    assert "自评分达到当年度公布的规定分值”：不能确定" in calculator.note()


@both_widths
def test_answers_survive_a_reload(visit: CalculatorPage) -> None:
    type_count(visit, TRAINING, "2")
    visit.add(INVENTION_REST, PATENT)
    visit.page.reload()
    # 10 + 10.5
    assert visit.total() == "自评 20.5 分"
    expect(visit.field(TRAINING)).to_have_value("2")
    expect(visit.row(INVENTION_REST).locator(".calc-record")).to_contain_text("2024 年 5 月")


# Everything that results fill in.
SHOWN = """
() => ['.calc-chip', '.calc-record-text', '.calc-effects', '.calc-own', '.calc-formula',
       '.calc-bite:not([hidden])', '.calc-section-text', '.calc-meters', '.calc-trace']
  .map((places) => [places, ...[...document.querySelectorAll(places)].map((one) => one.innerText)])
"""


def test_after_many_changes_the_page_shows_what_a_fresh_one_shows(visit: CalculatorPage) -> None:
    """Only what changes is written: whatever was passed over would stay on the page."""
    visit.add(INVENTION_REST, PATENT)
    refused = {**PATENT, "是否经专家认定产生实际效益": "经认定没有产生实际效益"}
    visit.add(INVENTION_REST, refused)
    visit.add(INVENTION_REST, {**PATENT, "本人在发明人或完成人中的排名": "4"})
    type_count(visit, TRAINING, "2")
    visit.row(TESTING).get_by_role("button", name="没有").click()
    visit.settled()
    records = visit.row(INVENTION_REST).locator(".calc-record")
    records.nth(2).get_by_role("button", name="修改").click()
    records.nth(2).get_by_label("类别").select_option(label="其他专利")
    visit.settled()
    visit.page.locator(".calc-editor:visible").get_by_role(
        "button", name="完成", exact=True
    ).click()
    records.nth(1).get_by_role("button", name="删除").click()
    visit.field(TRAINING).fill("1")
    # Inventions 12 − 1.5; other patents 8 − 1.5 × 2, the third inventor after the second; one
    # training 5.
    assert visit.total() == "自评 20.5 分"
    shown = visit.page.evaluate(SHOWN)
    assert any("8 − 1.5 × 2 = 5" in text for text in shown[2])
    visit.page.reload()
    visit.settled()
    assert visit.page.evaluate(SHOWN) == shown


# From now on, what is written: attributes by name, anything else by the ids of where it stands.
WATCH = """
() => {
  const root = document.querySelector('#calculator');
  globalThis.written = [];
  new MutationObserver((records) => {
    for (const {target, attributeName} of records) {
      if (target === root && attributeName === 'data-ready') continue;
      const place = target.closest ? target : target.parentElement;
      written.push(attributeName ?? place?.closest('[id]')?.id ?? '');
    }
  }).observe(root, {subtree: true, childList: true, characterData: true, attributes: true});
}
"""


def test_a_result_that_says_the_same_writes_nothing(visit: CalculatorPage) -> None:
    visit.add(INVENTION_REST, PATENT)
    visit.add(INVENTION_REST, {**PATENT, "是否经专家认定产生实际效益": "经认定没有产生实际效益"})
    type_count(visit, TRAINING, "2")
    visit.settled()
    field = visit.field(TRAINING)
    field.focus()  # the theme marks what has the focus
    visit.page.evaluate(WATCH)
    field.fill("２")
    visit.settled()
    assert set(visit.page.evaluate("written")) == set()


def test_a_record_half_typed_survives_a_reload(visit: CalculatorPage) -> None:
    visit.row(INVENTION_REST).locator(".calc-add").click()
    visit.page.keyboard.type("3")
    visit.page.reload()
    visit.settled()
    expect(visit.row(INVENTION_REST).locator(".calc-record")).to_contain_text("排名：3")


def test_keeping_can_be_switched_off(visit: CalculatorPage) -> None:
    type_count(visit, TRAINING, "2")
    keep = visit.page.get_by_role("checkbox", name="在这台设备上记住")
    keep.uncheck()
    assert (
        visit.page.evaluate("Object.values({...localStorage}).filter(v => v.includes('answers'))")
        == []
    )
    visit.page.reload()
    assert visit.total() == "自评 0 分"
    expect(keep).not_to_be_checked()
    expect(visit.root).to_contain_text("现在不留存")


def test_save_clear_and_open_again(visit: CalculatorPage, tmp_path: Path) -> None:
    type_count(visit, TRAINING, "2")
    visit.add(INVENTION_REST, PATENT)
    with visit.page.expect_download() as saving:
        visit.tool("保存到文件").click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    file = json.loads(saved.read_text(encoding="utf-8"))
    assert (file["format"], file["policy"], file["edition"]) == (1, "jiaojiang-optics", "2025")
    assert file["answers"]["centre-trainings"] == 2
    assert file["answers"]["patents"] == [
        {"kind": "invention", "rank": 3, "benefit": "found", "date": "2024-05"}
    ]
    shown = visit.page.get_by_label("答案文件的内容").input_value()
    assert json.loads(shown) == file

    visit.tool("全部清空").click()
    dialog(visit.page).get_by_role("button", name="清空全部答案").click()
    assert visit.total() == "自评 0 分"
    # Nothing of them stays on the page, what was handed out included.
    expect(visit.page.locator(".calc-text")).to_be_hidden()
    expect(visit.page.get_by_label("答案文件的内容")).to_have_count(0)
    visit.page.reload()
    assert visit.total() == "自评 0 分"

    visit.open_file(saved)
    assert visit.total() == "自评 20.5 分"


def test_answers_of_another_year_are_said_to_be_of_that_year(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    file = tmp_path / "old.json"
    kept = {"policy": "jiaojiang-optics", "edition": "2019", "answers": {"centre-trainings": 2}}
    file.write_text(json.dumps({"format": 1, **kept}), encoding="utf-8")
    calculator.page.locator("#calculator input[type=file]").set_input_files(file)
    # The site has no rules of that year to compare.
    named = dialog(calculator.page).locator(".calc-left")
    expect(named).to_contain_text("请核对，1 处")
    expect(named).to_contain_text("这里没有“2019”的规则，看不出哪些问题换了说法")
    agree(calculator.page)
    said = "是 2019 年度的答案，沿用了 1 处，请对照本年度核对"
    expect(calculator.bar.locator(".calc-notice")).to_contain_text(said)
    assert calculator.total() == "自评 10 分"


def test_what_reads_otherwise_in_this_year_is_named(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    rules = json.loads(
        calculator.page.evaluate(
            "fetch(document.querySelector('#calculator').dataset.rules).then((one) => one.text())"
        )
    )
    [asked] = [one for one in rules["questions"] if one["id"] == "centre-trainings"]
    now, asked["label"] = asked["label"], "从前的说法"
    calculator.page.context.route(
        "**/rules-2019.json", lambda route: route.fulfill(body=json.dumps(rules))
    )
    root = calculator.page.locator("#calculator")
    root.evaluate("(root) => root.setAttribute('data-rules-2019', 'rules-2019.json')")
    file = tmp_path / "old.json"
    kept = {"policy": "jiaojiang-optics", "edition": "2019", "answers": {"centre-trainings": 2}}
    file.write_text(json.dumps({"format": 1, **kept}), encoding="utf-8")
    calculator.page.locator("#calculator input[type=file]").set_input_files(file)
    named = dialog(calculator.page).locator(".calc-left")
    expect(named).to_contain_text("请核对，1 处")
    expect(named).to_contain_text(f"“从前的说法”在新的版本里换了说法（现在是“{now}”），请核对。")
    decline(calculator.page)
    root.evaluate("(root) => root.removeAttribute('data-rules-2019')")


def test_clearing_asks_first_and_can_be_undone(calculator: CalculatorPage) -> None:
    type_count(calculator, TRAINING, "2")
    calculator.tool("全部清空").click()
    decline(calculator.page)
    assert calculator.total() == "自评 10 分"
    calculator.tool("全部清空").click()
    dialog(calculator.page).get_by_role("button", name="清空全部答案").click()
    assert calculator.total() == "自评 0 分"
    calculator.bar.get_by_role("button", name="撤销").click()
    assert calculator.total() == "自评 10 分"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("not json", "读不出来"),
        ("[1, 2]", "没有答案"),
        ('{"hello": 1}', "没有答案"),
        ("[" * 100_000, "读不出来"),
        ('{"answers": ' + '{"a":' * 40 + "1" + "}" * 41, "层次太深"),
        (json.dumps({"policy": "other", "edition": "1", "answers": {}}), "另一份政策"),
        (json.dumps({"policy": "jiaojiang-optics", "edition": "2019", "answers": {}}), "2019"),
        ('{"answers": {"x": "' + "长" * 400_000 + '"}}', "太大"),
        ('{"answers": {"centre-trainings": 1, "centre-trainings" : 4}}', "一项写了几次"),
    ],
    ids=["text", "array", "unknown", "brackets", "deep", "policy", "edition", "large", "twice"],
)
def test_a_bad_file_is_refused_kindly_and_nothing_is_lost(
    calculator: CalculatorPage, tmp_path: Path, content: str, says: str
) -> None:
    type_count(calculator, TRAINING, "2")
    bad = tmp_path / "bad.json"
    bad.write_text(content, encoding="utf-8")
    calculator.open_file(bad)
    expect(calculator.bar).to_contain_text(says)
    expect(calculator.bar).to_contain_text("没有变")
    assert calculator.total() == "自评 10 分"


def test_a_hostile_file_becomes_text_and_never_markup(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    evil = "<img src=x onerror=alert(1)>"
    file = {
        "answers": {
            "patents": [{"kind": evil, "memo": evil, "date": evil, evil: 1}, 7, None],
            "centre-trainings": {"a": 1},
            "__proto__": {"polluted": 1},
            evil: evil,
        },
        "none": [evil, 3],
        "estimates": {evil: evil},
    }
    path = tmp_path / "evil.json"
    path.write_text(json.dumps(file), encoding="utf-8")
    calculator.open_file(path)
    calculator.settled()
    assert calculator.page.locator("#calculator img").count() == 0
    expect(calculator.root).to_contain_text(evil)
    assert calculator.page.evaluate("({}).polluted === undefined")
    type_count(calculator, TESTING, "1")
    assert calculator.total().startswith("自评 2")


def test_what_a_file_holds_and_nobody_knows_is_reported(
    calculator: CalculatorPage, tmp_path: Path
) -> None:
    path = tmp_path / "old.json"
    path.write_text(json.dumps({"answers": {"no-such-question": 1, "centre-trainings": 1}}))
    calculator.open_file(path)
    assert calculator.total() == "自评 5 分"
    expect(calculator.root).to_contain_text("no-such-question")


@pytest.mark.parametrize(
    "script",
    [
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }",
    ],
    ids=["denied", "full"],
)
def test_refused_storage_is_said_and_the_form_still_works(
    page: Page, watch: Watch, script: str
) -> None:
    watch.allow("denied")  # the theme's own scripts take storage for granted
    page.add_init_script(script)
    calculator = CalculatorPage(page, PATH).open()
    type_count(calculator, TRAINING, "2")
    assert calculator.total() == "自评 10 分"
    expect(calculator.root).to_contain_text("不让网页留存")


@pytest.mark.parametrize("kept", ["{broken", "[]", '{"answers": 5}', "null"])
def test_broken_storage_is_put_aside(visit: CalculatorPage, kept: str) -> None:
    key = visit.page.evaluate(
        "text => { const key = 'calculator:jiaojiang-optics:2025';"
        " localStorage.setItem(key, text); return key }",
        kept,
    )
    visit.page.reload()
    assert visit.total() == "自评 0 分"
    type_count(visit, TRAINING, "2")
    assert visit.total() == "自评 10 分"
    if "answers" not in kept:
        expect(visit.bar).to_contain_text("读不出来")
        assert visit.page.evaluate(f"localStorage.getItem('{key}:broken')") == kept


def test_two_tabs_show_the_same_answers(visit: CalculatorPage) -> None:
    other = CalculatorPage(visit.page.context.new_page(), PATH).open()
    type_count(visit, TRAINING, "2")
    expect(other.field(TRAINING)).to_have_value("2")
    type_count(other, TESTING, "1")
    expect(visit.field(TESTING)).to_have_value("1")
    # 10 for training is all that 专业培训与实操 can give.
    assert visit.points(TESTING) == "2 分"
    assert visit.total() == other.total() == "自评 10 分"


def test_nothing_leaves_the_origin_and_nothing_is_sent(visit: CalculatorPage, watch: Watch) -> None:
    seen = len(watch.requests)
    type_count(visit, TRAINING, "2")
    visit.add(INVENTION_REST, PATENT)
    assert watch.requests[seen:] == []  # typing fetches nothing at all
    assert watch.problems() == []


def test_half_a_value_is_not_called_wrong_while_it_is_typed(calculator: CalculatorPage) -> None:
    """The message would come and go with every key, and what lies below it would jump."""
    field = calculator.field(TRAINING)
    shown = calculator.row(TRAINING).locator(".calc-hint")
    field.fill("-")
    calculator.settled()
    expect(shown).to_have_text("")  # the person is still there; its line keeps its room
    field.press("Tab")
    expect(shown).to_contain_text("整数")
    field.focus()
    field.fill("2")
    calculator.settled()
    expect(shown).to_be_hidden()
    assert calculator.points(TRAINING) == "10 分"


# What stands in an element that was filled with `before` and refilled with `after`, and which
# nodes in it are the ones from before.
REFILL = """
async ([before, after]) => {
  const worker = document.querySelector('#calculator').dataset.worker;
  const {el, fill, refill} = await import(new URL('dom.js', new URL(worker, location)));
  const make = ([tag, words, link]) => el(tag, {href: link}, el('b', {text: words}));
  const box = fill(el('div'), ...before.map(make));
  const old = [...box.childNodes];
  const texts = old.map((node) => node.firstChild.firstChild);
  refill(box, ...after.map(make));
  return [...box.childNodes].map((node, at) => [
    node.localName, node.textContent, node.getAttribute('href'),
    node === old[at], node.firstChild.firstChild === texts[at],
  ]);
}
"""


@pytest.mark.parametrize(
    ("after", "kept"),
    [
        ([("p", "one", None), ("a", "two", "#x")], [(True, True), (True, True)]),
        ([("p", "other", None), ("a", "two", "#x")], [(True, True), (True, True)]),
        ([("p", "one", None), ("a", "two", "#y")], [(True, True), (False, False)]),
        ([("a", "one", None), ("a", "two", "#x")], [(False, False), (True, True)]),
        ([("p", "one", None)], [(True, True)]),
        ([], []),
    ],
    ids=["same", "words", "attribute", "tag", "fewer", "none"],
)
def test_what_is_filled_again_is_right_and_keeps_what_it_can(
    calculator: CalculatorPage,
    after: list[tuple[str, str, str | None]],
    kept: list[tuple[bool, bool]],
) -> None:
    before = [("p", "one", None), ("a", "two", "#x")]
    found = calculator.page.evaluate(REFILL, [before, after])
    assert [tuple(one[:3]) for one in found] == after
    assert [tuple(one[3:]) for one in found] == kept
