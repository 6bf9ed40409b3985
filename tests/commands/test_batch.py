"""`sheet` and `batch`: files in and out, words, exit codes."""

from __future__ import annotations

import base64
import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from calculator.cli import main
from calculator.commands import batch
from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.loading import load_edition

HEAD = {"format": 1, "policy": "harbour-orchestra", "edition": "2030"}


@pytest.fixture
def orchestra(policies: Path) -> Path:
    return policies / "harbour-orchestra" / "2030"


def cells(path: Path, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    found = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    book.close()
    return found


def filled(run: Any, tmp_path: Path, orchestra: Path, people: list[dict[str, Any]]) -> Path:
    """The template with people in it, as somebody would fill it in."""
    path = tmp_path / "template.xlsx"
    assert run("batch", "--template", path, "--policy", orchestra)[0] == 0
    book = openpyxl.load_workbook(path)
    for code, person in enumerate(people, 1):
        for name, rows in person.items():
            sheet = book[name]
            headers = [cell.value for cell in sheet[1]]
            for row in rows if isinstance(rows, list) else [rows]:
                given = {"编号": code, **row}
                sheet.append([given.get(header) for header in headers])
    target = tmp_path / "filled.xlsx"
    book.save(target)
    return target


PEOPLE = [
    {"基本情况": {"乐理笔试成绩（分）": 70, "比赛": "没有"}},
    {
        "基本情况": {"乐理笔试成绩（分）": "九十", "是否找人冒名顶替演奏": "是"},
        "比赛": [{"比赛级别": "国际", "名次": 2, "有没有获奖证书": "有"}],
    },
]


def test_a_filled_template_gives_a_line_a_person(run, tmp_path: Path, orchestra: Path) -> None:
    path, target = filled(run, tmp_path, orchestra, PEOPLE), tmp_path / "out.xlsx"
    code, text, _ = run("batch", path, "--policy", orchestra, "-o", target)
    # One bad cell: everything is worked out, and the exit code says that something is to be mended.
    assert (code, "已算 2 个参评人" in text, "有 1 处要改" in text) == (1, True, True)
    head, first, second, *_ = cells(target, "结果")
    one, two = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    # From 60 on 3 points; second at a contest: 10 × 0.6 = 6.
    assert (one["编号"], one["总分（没填的按没有，至少）"]) == ("1", 3)
    assert two["总分（没填的按没有，至少）"] == 6
    # What is not answered does not count as none here: 8 + 3 + 12 + 10, 20, 24 and 15.
    ends = (one["总分（没填的按没有，至多）"], one["总分（都填上的话，至多）"])
    assert ends == (3, 92)
    assert "冒名" in two["否决、不得参评和延迟参评"]
    assert one["结论"] == "回答尚不完整，不能确定可以按哪条途径参评"
    assert two["结论"] == "本次参评会被一票否决：冒名顶替或抄袭"
    # A verdict has its routes beside it, not each route a column; a clause is named as printed.
    assert head.count("途径") == 1
    assert "不能确定：" in one["途径"]
    assert "#" not in str(cells(target, "原因"))
    troubles = cells(target, "要改的单元格")[1:]
    asked = cells(path, "基本情况")[0]
    column = openpyxl.utils.get_column_letter(asked.index("乐理笔试成绩（分）") + 1)
    # Headers, help, one person, and the second one.
    assert [tuple(row[:2]) for row in troubles] == [(f"基本情况!{column}4", "2")]
    assert "“九十”：请填整数" in troubles[0][2]
    assert any(
        row[0] == "2" and row[1] == "否决、不得参评和延迟参评" for row in cells(target, "原因")
    )


def test_a_word_is_said_before_a_large_workbook_is_read(
    run, tmp_path: Path, orchestra: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(run, tmp_path, orchestra, PEOPLE)
    assert "正在读" not in run("batch", path, "--policy", orchestra, "--json")[2]
    monkeypatch.setattr(batch, "LARGE", 1_000)
    assert f"{path.name}：正在读" in run("batch", path, "--policy", orchestra, "--json")[2]


def test_everybody_gets_what_the_browser_would_give_alone(
    run, tmp_path: Path, orchestra: Path
) -> None:
    path = filled(run, tmp_path, orchestra, PEOPLE)
    code, text, _ = run("batch", path, "--policy", orchestra, "--json")
    *people, rest = [json.loads(line) for line in text.splitlines()]
    assert code == 1
    calculator = load(dumps(load_edition(orchestra).rules))
    parts = ["score", "bars", "routes", "hours", "checklist"]
    answers = [
        {"theory-mark": 70, "contests": []},
        {"stood-in": True, "contests": [{"tier": "worldwide", "placing": 2, "certified": True}]},
    ]
    for person, given in zip(people, answers, strict=True):
        file = {**HEAD, "answers": given}
        alone = json.loads(dumps(calculator.answer({"answers": file, "parts": parts})))
        assert person["result"] == alone
    assert [one["troubles"] != [] for one in people] == [False, True]
    assert rest == {"problems": []}


def test_a_folder_of_answers_files(run, answers_file, tmp_path: Path, policies: Path) -> None:
    answers_file({"theory-mark": 70}, name="a.json")
    answers_file({"theory-mark": 95}, name="b.json")
    (tmp_path / "c.yml").write_text("answers: [", encoding="utf-8")
    (tmp_path / "note.txt").write_text("not for us", encoding="utf-8")
    target = tmp_path / "out.xlsx"
    code, _, _ = run("batch", tmp_path, "--policy", policies, "-o", target)
    assert code == 1  # c.yml cannot be read; the others are there all the same
    head, *people = cells(target, "结果")
    points = head.index("总分（没填的按没有，至少）")
    assert [(row[0], row[points]) for row in people[:2]] == [("a", 3), ("b", 9)]
    assert cells(target, "要改的单元格")[1][:2] == ["c.yml", "c"]


def test_tables_in_a_folder_are_told(run, tmp_path: Path, orchestra: Path) -> None:
    (tmp_path / "基本情况.csv").write_text("编号\n1\n", encoding="utf-8")
    (tmp_path / "book.xls").write_bytes(b"")
    code, out, _ = run("batch", tmp_path, "--json", "--policy", orchestra)
    assert code == 1
    told = json.loads(out)["problems"]
    assert [one["address"] for one in told] == ["book.xls", "基本情况.csv"]
    assert all("这张表没有读" in one["message"] for one in told)


def test_what_is_passed_over_in_a_folder_and_looks_like_answers_is_told(
    run, answers_file, tmp_path: Path, orchestra: Path
) -> None:
    answers_file({"theory-mark": 70}, name="1.json")
    for folder in ("sub", "pictures"):
        (tmp_path / folder).mkdir()
    for name in ("sub/2.json", "1 (1).json", "2（1）.json", "3.yml.txt", "4。json"):
        (tmp_path / name).write_text('{"format": 1}', encoding="utf-8")
    code, out, _ = run("batch", tmp_path, "--json", "--policy", orchestra)
    *people, last = map(json.loads, out.splitlines())
    told = {one["address"]: one["message"] for one in last["problems"]}
    assert {name: words.partition("；")[0] for name, words in told.items()} == {
        "sub": "文件夹里的文件夹没有读", "3.yml.txt": "没有读", "4。json": "没有读",
    }  # fmt: skip
    troubles = {one["code"]: [two["message"] for two in one["troubles"]] for one in people}
    assert troubles == {
        "1": [], "1 (1)": ["像是“1”的副本，也当作一份计算了；不要的请移走。"], "2（1）": [],
    }  # fmt: skip
    assert code == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing", "nothing：没有这个文件或文件夹"),
        ("nothing.xlsx", "没有这个文件或文件夹"),
        ("empty.json", "里面没有可以计算的。文件夹里要放答案文件（.json、.yml），一份一个。"),
    ],
)
def test_a_source_without_people_is_told_for_what_it_is(
    run, tmp_path: Path, orchestra: Path, name: str, words: str
) -> None:
    (tmp_path / "empty.json").mkdir()
    code, _, complaint = run("batch", tmp_path / name, "--json", "--policy", orchestra)
    assert (code, words in complaint) == (1, True)


def test_the_template_has_lists_help_and_no_names(run, tmp_path: Path, orchestra: Path) -> None:
    path = tmp_path / "template.xlsx"
    assert run("batch", "--template", path, "--policy", orchestra)[0] == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["基本情况", "填写说明", "在团经历"]
    assert book["选项"].sheet_state == "hidden"
    persons = book["基本情况"]
    headers = [cell.value for cell in persons[1]]
    assert not any(word in str(headers) for word in ("姓名", "身份证", "工作单位"))
    lists = [one for one in persons.data_validations.dataValidation if one.type == "list"]
    yes = next(one for one in lists if str(one.sqref).startswith("B3"))
    column = yes.formula1.split("$")[1]
    assert [cell.value for cell in book["选项"][column]][:2] == ["是", "否"]
    assert persons["B2"].value.startswith("选一项：是 / 否")
    assert persons.freeze_panes == "B3"


def test_the_score_sheet_as_workbook_and_as_csv(
    run, answers_file, tmp_path: Path, policies: Path
) -> None:
    path = answers_file({"theory-mark": 70, "reprimands": [{"form": "written"}]})
    for name in ("sheet.xlsx", "sheet.csv"):
        code, text, _ = run("sheet", path, "--policy", policies, "-o", tmp_path / name)
        assert (code, name in text) == (0, True)
    rows = cells(tmp_path / "sheet.xlsx", "自评表")
    text = (tmp_path / "sheet.csv").read_text(encoding="utf-8", newline="")
    saved = list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True)))
    assert rows[0][0] == saved[0][0]
    head = next(row for row in rows if "计分项" in row)
    exam = next(row for row in rows if "乐理笔试" in row)
    line = dict(zip(head, exam, strict=True))
    assert (line["得分（至少）"], line["填写的内容"]) == (3, "乐理笔试成绩：70 分")
    sheet = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["自评表"]
    number = rows.index(head) + 1
    assert sheet.print_title_rows == f"${number}:${number}"
    assert int(sheet.page_setup.fitToWidth) == 1
    assert sheet.print_area.endswith(f"${len(rows)}")


def test_the_same_sheet_as_the_browser_gets(run, answers_file, policies: Path) -> None:
    path = answers_file({"theory-mark": 70})
    code, text, _ = run("sheet", path, "--policy", policies, "--json")
    calculator = load(dumps(load_edition(policies / "harbour-orchestra" / "2030").rules))
    asked = {"sheet": True, "answers": {**HEAD, "answers": {"theory-mark": 70}}}
    assert (code, text) == (0, dumps(calculator.answer(asked)))


def test_formulas_in_answers_stay_text(run, answers_file, tmp_path: Path, policies: Path) -> None:
    path = answers_file({"theory-mark": "=1+1"})
    run("sheet", path, "--policy", policies, "-o", tmp_path / "sheet.xlsx")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    kinds = {cell.data_type for row in book["自评表"].iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["batch", "none.xlsx", "-o", "out.xlsx"], "文件不能读取"),
        (["batch", "a.doc", "-o", "out.xlsx"], "工作簿（.xlsx）、CSV 或文件夹"),
        (["batch", "a.yml", "-o", "out.xlsx"], "请放进一个文件夹"),
        (["batch", "a.et", "-o", "out.xlsx"], "另存为 .xlsx"),
        (["batch", "a.xls", "-o", "out.xlsx"], "另存为 .xlsx"),
        (["sheet", "answers.json", "-o", "gone/out.csv"], "没有要存到的文件夹"),
        (["sheet", "answers.json", "-o", "taken.csv"], "已经有这个文件，没有覆盖"),
        (["batch", "none.xlsx", "-o", "taken.xlsx"], "已经有这个文件，没有覆盖"),
    ],
)
def test_files_that_do_not_do_are_told_in_words(
    run, answers_file, policies: Path, tmp_path: Path, monkeypatch, arguments: list[str], words: str
) -> None:
    answers_file({"theory-mark": 70})
    for name in ("a.doc", "a.yml", "a.et", "a.xls", "taken.csv", "taken.xlsx"):
        (tmp_path / name).write_text("kept", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code, _, complaint = run(*arguments, "--policy", policies)
    assert (code, words in complaint) == (1, True), complaint
    assert not (tmp_path / "out.xlsx").exists()
    assert (tmp_path / "taken.xlsx").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["batch"], "请写明工作簿或文件夹"),
        (["batch", "none.xlsx"], "用 -o 写明结果存到哪里"),
        (["batch", "none.xlsx", "-o", "out.csv"], "文件名要以 .xlsx 结尾"),
        (["batch", "--template", "out.txt"], "文件名要以 .xlsx 结尾"),
        (["sheet", "answers.json"], "请用 -o 写明文件"),
        (["sheet", "answers.json", "-o", "out.pdf"], "文件名要以 .xlsx 或 .csv 结尾"),
    ],
)
def test_wrong_usage_leaves_with_two(capsys, arguments: list[str], words: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_a_table_of_text_is_read(run, tmp_path: Path, policies: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("编号,是否报首席席位\n1,是\n2,也许\n".encode("gbk"))
    code, text, _ = run(
        "batch", path, "--json", "--policy", policies / "harbour-orchestra" / "2030"
    )
    one, two, rest = map(json.loads, text.splitlines())
    assert (code, one["code"], one["troubles"], rest["problems"]) == (1, "1", [], [])
    assert [trouble["address"] for trouble in two["troubles"]] == ["people!B3"]


def test_the_short_table_is_filled_in_and_read_back(run, tmp_path: Path, orchestra: Path) -> None:
    short, target = tmp_path / "short.xlsx", tmp_path / "out.xlsx"
    assert run("batch", "--template", short, "--short", "--policy", orchestra)[0] == 0
    book = openpyxl.load_workbook(short)
    sheet = book["基本情况"]
    assert [cell.value for cell in sheet[1]] == [
        "编号", "哪天进团", "身份", "报普通席位；没有受过警告", "2028 至 2029 年演奏类",
    ]  # fmt: skip
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert [str(one.sqref).split(":")[0] for one in lists] == ["C3", "D3"]
    # A column that is not printed is understood; what it says is told of in the guide.
    assert "“没有受过警告”" in str([row[1].value for row in book["填写说明"].rows])
    sheet["F1"] = "没有受过警告"
    sheet.append(["1", "2020年3月", "全职", "是", "40、40"])
    sheet.append(["2", "去年", None, None, None, "是"])
    book.save(tmp_path / "filled.xlsx")
    # The workbook says itself of which edition it is.
    args = ("batch", tmp_path / "filled.xlsx", "-o", target, "--policy", orchestra.parent.parent)
    code, out, err = run(*args)
    assert (code, "基本情况!B4：哪天进团" in err + str(cells(target, "要改的单元格"))) == (1, False)
    assert cells(target, "要改的单元格")[1][0] == "基本情况!B4"
    lines = cells(target, "结果")
    assert [row[0] for row in lines[1:3]] == ["1", "2"]
    # The line over everybody is said, and stands apart below: a word tells it from a person.
    assert set(lines[3]) <= {None, ""}
    word, _, line = lines[4][0].partition("：")
    assert (word, line in out, "人" in line) == ("合计", True, True)
    assert run("batch", "--template", short, "--short", "--policy", orchestra)[0] == 1


def test_the_results_have_the_bytes_that_the_browser_writes(
    run, tmp_path: Path, orchestra: Path
) -> None:
    path, target = filled(run, tmp_path, orchestra, PEOPLE), tmp_path / "out.xlsx"
    run("batch", path, "--policy", orchestra, "-o", target)
    calculator = load(dumps(load_edition(orchestra).rules))
    asked = {"file": base64.b64encode(path.read_bytes()).decode(), "name": path.name}
    found = json.loads(dumps(calculator.answer({"batch": asked})))
    people = found["people"]
    lines = {
        "people": [one["cells"] for one in people],
        "places": [one["told"]["place"] for one in people],
        "reasons": [line for one in people for line in one["reasons"]],
        "problems": [*found["problems"], *(line for one in people for line in one["problems"])],
    }
    written = calculator.answer({"lines": {**lines, "workbook": True}})["base64"]
    assert base64.b64decode(written) == target.read_bytes()
