"""Checks across the files of an edition, each tried by spoiling one spot of a sound policy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import PolicyError, Problem, load_edition

type Problems = Callable[..., list[Problem]]


def test_the_sound_policy_has_no_problem(problems: Problems) -> None:
    assert problems() == []


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        # references
        (
            "total: choir-total",
            "total: choir-totl",
            "policy.total",
            "没有编号为“choir-totl”的带 points 的条款，是不是想写“choir-total”？",
        ),
        (
            "total: choir-total",
            "total: choir-day",
            "policy.total",
            "“choir-day”不是带 points 的条款",
        ),
        (
            "label: 演出场数, clause: choir-concerts",
            "label: 演出场数, clause: choir",
            "concerts.clause",
            "“choir”是文件，这里要写条款的编号，例如它的“choir-day”",
        ),
        (
            "label: 演出场数, clause: choir-concerts",
            "label: 演出场数, clause: songs",
            "concerts.clause",
            "“songs”是问题，这里要写条款的编号",
        ),
        (
            "documents: [choir]",
            "documents: [choir, band]",
            "policy.documents[1]",
            "没有编号为“band”的文件",
        ),
        (
            "documents: [choir]",
            "documents: []",
            "document.id",
            "policy.documents 里没有列出“choir”",
        ),
        (
            "clause: choir-songs\n",
            "clause: choir-song\n",
            "songs.clause",
            "没有编号为“choir-song”的条款，是不是想写“choir-songs”？",
        ),
        (
            "documents: [choir]",
            "documents: [choir]\n  blanks: [姓名，日期]",
            "policy.blanks[0]",
            "“姓名，日期”里有“，”：列表的各项之间要用半角逗号",
        ),
        (
            "evidence: [节目单]",
            "evidence: [节目单，照片]",
            "choir-concerts.evidence[0]",
            "确实是一句话的，请用半角引号括起来",
        ),
        ("id: tiny", "id: small", "policy.id", "id 应当与文件夹同名，写成“tiny”"),
        # words and figures
        (
            "作品须经评委认可。",
            "作品须经三名评委认可。",
            "choir-judged.text",
            "文字里直接写了“三名”",
        ),
        (
            "label: 演出场数",
            "label: 近两年的演出场数",
            "concerts.label",
            "文字里直接写了“两年”；请在最外层写 names: [近两年]",
        ),
        ("label: 演出场数", "label: 近 3 年的演出场数", "concerts.label", "文字里直接写了“3 年”"),
        ("作品须经评委认可。", "作品须经 # 评委认可。", "choir-judged.text", "“ #”后面的不会显示"),
        ("作品须经评委认可。", "须经【评委】认可。", "choir-judged.text", "【评委】没有对应的数值"),
        (
            "各项时间算到【截止日】。",
            "各项时间算到【截至日】。",
            "choir-day.text",
            "【截至日】没有对应的数值，是不是想写“截止日”？",
        ),
        (
            "各项时间算到【截止日】。",
            "各项时间算到【截止日。",
            "choir-day.text",
            "【 和 】没有配对",
        ),
        (
            "作品须经评委认可。",
            "见[总分](#choir-totals)。",
            "choir-judged.text",
            "链接指向的“choir-totals”不存在，是不是想写“choir-total”？",
        ),
        (
            "作品须经评委认可。",
            "见[网站](https://example.org)。",
            "choir-judged.text",
            "应当以 # 开头；网址请写成 <https://…>",
        ),
        (
            "截止日: 2031-06-30",
            "截止日: 2031-06-31",
            "choir-day.figures.截止日.value",
            "没有“2031-06-31”这一天",
        ),
        (
            "截止日: 2031-06-30",
            "截止日: 2031-06-30\n        备用: 3 年",
            "choir-day.figures.备用.value",
            "没有规则用到“备用”（3 年）",
        ),
        (
            "截止日: 2031-06-30",
            "截止日: {value: 2031-06-30, shown_only: 只展示}",
            "choir-day.figures.截止日.value",
            "标了 shown_only，但 tiny 的规则用到了它",
        ),
        (
            "截止日: 2031-06-30",
            "截止日: 2031-06-30\n        备用: {value: 3 年, shown_only: 旧规定}",
            "choir-day.figures.备用.value",
            "没有出现在任何文字里",
        ),
        (
            "{cap: 10, each: 2.5",
            "{cap: 【choir-day.截止日】, each: 2.5",
            "choir-concerts.points.cap",
            "这里应当是数，截止日却是日期",
        ),
        (
            "{cap: 10, each: 2.5",
            "{cap: 【上限】, each: 2.5",
            "choir-concerts.points.cap",
            "【上限】没有对应的数值",
        ),
        # comparisons
        (
            "{field: judged, is: true}",
            "{field: judgd, is: true}",
            "choir-judged.condition.any[0].field",
            "列表“songs”没有字段“judgd”，是不是想写“judged”？",
        ),
        (
            "{field: judged, is: true}",
            "{field: judged, is: found}",
            "choir-judged.condition.any[0].is",
            "是否题只能与 true 或 false 比较，不能写“found”",
        ),
        (
            "{field: judged, is: true}",
            "{field: judged, at_least: 1}",
            "choir-judged.condition.any[0].field",
            "“评委是否认可”是是否题，不能用 at_least；可以用：is、is_not",
        ),
        (
            "{field: judged, is: true}",
            "{field: rank, before: reference}",
            "choir-judged.condition.any[0].field",
            "“作者排名”是个数，不能用 before",
        ),
        (
            "{field: judged, is: true}",
            "{question: songs, is: true}",
            "choir-judged.condition.any[0].question",
            "“创作的作品”是列表，不能用来比较",
        ),
        (
            "{from: songs, require",
            "{from: songs, where: {rank: {at_least: 10}}, require",
            "choir-songs.points.items.where.rank",
            "永远不会成立",
        ),
        (
            "{from: songs, require",
            "{from: songs, where: {rang: 1}, require",
            "choir-songs.points.items.where.rang",
            "列表“songs”没有字段“rang”，是不是想写“rank”？",
        ),
        # Nobody is before the first, or beyond the last that can be answered.
        (
            "first: 1, start",
            "first: 0, start",
            "choir-songs.points.by_rank",
            "从第 0 名起算，没有人是这个名次",
        ),
        (
            "first: 1, start",
            "first: 10, start",
            "choir-songs.points.by_rank",
            "从第 10 名起算，没有人是这个名次",
        ),
        ("first: 1, start", "first: 01, start", "choir-songs.points.by_rank.first", "半角的整数"),
        ("cap: 12", "cap: 0", "choir-songs.points.cap", "这一项永远不得分"),
        ("cap: 12", "cap: 012", "choir-songs.points.cap", "“012”前面多了一个 0"),
        # Half-width brackets are neither a figure nor, with full-width ones behind, a link.
        ("少【递减分值】", "少[递减分值]", "choir-songs.text", "“[递减分值]”会照样显示"),
        ("少【递减分值】", "少［递减分值］", "choir-songs.text", "“［递减分值］”会照样显示"),
        (
            "最高【最高分】。\n      points: {add",
            "最高〖最高分〗。\n      points: {add",
            "choir-total.text",
            "会照样显示",
        ),
        (
            "documents: [choir]",
            "documents: [choir, choir]",
            "policy.documents[1]",
            "只排一次，不能重复",
        ),
        (
            "label: 演出场数,",
            "label: 演出场数, words: [场数、次数],",
            "concerts.words[0]",
            "里有“、”：列表的各项之间要用半角逗号",
        ),
        (
            "label: 演出场数,",
            "label: 演出场数, words: [场数|次数],",
            "concerts.words[0]",
            "里有“|”：列表的各项之间要用半角逗号",
        ),
        (
            "label: 演出场数,",
            "label: 演出场数, words: [CD/DVD, 演出 次数],",
            "concerts.words[1]",
            "里有“ ”：列表的各项之间要用半角逗号",
        ),
        (
            "at_most: 9}",
            "at_most: 9 名}",
            "rank.at_most",
            "at_most 只写一个数，不写单位，写的却是“9 名”",
        ),
        (
            "type: count, label: 演出场数,",
            "type: count, at_most: -1, label: 演出场数,",
            "concerts",
            "填什么都不行",
        ),
        (
            "作品须经评委认可",
            "作品须经[评委]（#choir-judged）认可",
            "choir-judged.text",
            "“[评委]”会照样显示",
        ),
        (
            "by_rank: {field: rank",
            "by_rank: {field: place",
            "choir-songs.points.by_rank.field",
            "列表“songs”没有字段“place”；有：rank、judged",
        ),
    ],
)
def test_one_spoiled_spot_gives_one_clear_problem(
    problems: Problems, old: str, new: str, path: str, words: str
) -> None:
    found = problems((old, new))
    assert [(one.place.path, words in one.message) for one in found] == [(path, True)], found


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (
            "require: [choir-judged]",
            "require: [choir-day]",
            "choir-songs.points.items.require[0]",
            "“choir-day”不是带 condition 的条款",
        ),
        (
            "require: [choir-judged]",
            "require: [choir-judged，choir-day]",
            "choir-songs.points.items.require[0]",
            "“choir-judged，choir-day”里有“，”：列表的各项之间要用半角逗号加一个空格",
        ),
        ("id: judged, type", "id: rank, type", "rank.id", "同一列表的字段编号，不能重复"),
        (
            "reference_day: 【choir-day.截止日】",
            "reference_day: 【choir-total.最高分】",
            "policy.reference_day",
            "这里应当是日期",
        ),
        ("id: choir-day", "id: songs", "songs.id", "已经用过；条款、问题、途径、解读共用一套编号"),
    ],
)
def test_one_spoiled_spot_may_spoil_others_too(
    problems: Problems, old: str, new: str, path: str, words: str
) -> None:
    found = problems((old, new))
    assert [one for one in found if one.place.path == path and words in one.message]


UNREAD = "没有规则、表格或别的问题用到“多余的”，答了也不影响结果"


@pytest.mark.parametrize("kind", ["yesno", "count", "date", "text"])
@pytest.mark.parametrize("where", ["questions:\n", "    fields:\n"])
def test_what_is_asked_is_read(problems: Problems, where: str, kind: str) -> None:
    indent = " " * (len(where) - len(where.lstrip()) + 2)
    asked = f"{indent}- {{id: idle, type: {kind}, label: 多余的}}\n"
    found = [
        (one.place.path, one.message[: len(UNREAD)]) for one in problems((where, where + asked))
    ]
    # Remarks are for whoever reads the slip.
    assert found == ([] if kind == "text" else [("idle.id", UNREAD)])


def test_a_condition_of_a_question_or_a_form_reads_an_answer(problems: Problems) -> None:
    asked = "questions:\n  - {id: spare, type: yesno, label: 多余的}\n"
    when = ("label: 演出场数,", "label: 演出场数, when: {question: spare, is: true},")
    assert problems(("questions:\n", asked), when) == []
    form = "form: {title: 登记表, fields: [{label: 甲, fill: {question: spare}}]}"
    filled = ("title: 截止日\n", f"title: 截止日\n      {form}\n")
    assert problems(("questions:\n", asked), filled) == []


def test_two_options_of_the_same_words_are_told(problems: Problems) -> None:
    """Nobody could tell them apart, and a cell would mean the latter."""
    judged = "- {id: judged, type: yesno, label: 评委是否认可}\n"
    options = "[{id: solo, label: 独唱}, {id: duet, label: 独唱}, "
    options += "{id: choir, label: 合唱, words: [独唱]}]"
    kind = f"{judged}      - {{id: kind, type: choice, label: 形式, options: {options}}}\n"
    items = ("{from: songs, require", "{from: songs, where: {kind: solo}, require")
    found = [one.message for one in problems((judged, kind), items)]
    assert found == ["“独唱”已经是选项“solo”的说法，请只留一处"] * 2


@pytest.mark.parametrize("word", ["独 唱", "独唱＊", "solo"])
def test_words_that_a_cell_cannot_tell_apart_are_told(problems: Problems, word: str) -> None:
    judged = "- {id: judged, type: yesno, label: 评委是否认可}\n"
    options = f"[{{id: solo, label: 独唱}}, {{id: duet, label: 合唱, words: ['{word}']}}]"
    kind = f"{judged}      - {{id: kind, type: choice, label: 形式, options: {options}}}\n"
    items = ("{from: songs, require", "{from: songs, where: {kind: solo}, require")
    found = [one.message for one in problems((judged, kind), items)]
    assert found == [f"“{word}”已经是选项“solo”的说法，请只留一处"]


@pytest.mark.parametrize(
    ("old", "new", "path", "other"),
    [
        ("label: 创作的作品", "label: 演出 场数", "songs.label", "concerts"),
        ("label: 评委是否认可", "label: 作者排名", "judged.label", "rank"),
    ],
)
def test_two_questions_of_one_name_are_told(
    problems: Problems, old: str, new: str, path: str, other: str
) -> None:
    (found,) = problems((old, new))
    assert found.place.path == path
    assert found.message.startswith(f"“{other}”（")


YEARS = """document:
  id: more
  title: 《另一份》
  clauses:
    - id: more-years
      number: 第一条
      title: 年限
      text: 满【年限】。
      figures: {年限: %s}
      condition: {title: 年限, fails: 不够, years: {from: songs, period: sung}, at_least: 【年限】}
"""


@pytest.mark.parametrize(
    ("years", "told"), [("3 年", False), ("100 年", False), ("-3 年", True), ("300 年", True)]
)
def test_years_that_nobody_has_are_told(problems: Problems, years: str, told: bool) -> None:
    asked = "at_most: 9}\n      - {id: sung, type: period, label: 起止时间}\n"
    found = problems(
        ("documents: [choir]", "documents: [choir, more]"),
        ("at_most: 9}\n", asked),
        more=YEARS % years,
    )
    assert ["不会有这样的年数" in one.message for one in found] == [True] * told


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        ("points: {choir-total: 3..8}", ""),
        ("points: {choir-total: 3..}", ""),
        ("points: {choir-total: 8..3}", "不能写“8..3”"),
        ("points: {choir-total: 3～8}", "不能写“3～8”"),
        ("points: {choir-total: 3 分}", "不能写“3 分”"),
        ("points: {choir-total: 3...8}", "不能写“3...8”"),
        ("met: {choir-judged: open}", ""),
        ("met: {choir-judged: yes}", "true（是）、false（否）、open 之一，不能写“yes”"),
    ],
)
def test_what_no_result_can_be_is_not_expected(
    changed: Callable[..., Path], problems: Problems, expected: str, words: str
) -> None:
    folder = changed() / "cases"
    folder.mkdir()
    case = f"cases:\n  - {{id: one, title: 甲, answers: {{}}, expect: {{{expected}}}}}\n"
    (folder / "one.yml").write_text(case, encoding="utf-8")
    found = [one.message for one in problems()]
    assert len(found) == bool(words)
    assert all(words in one for one in found)


@pytest.mark.parametrize(("day", "told"), [("2030-12-31", 0), ("2032-06-30", 0), ("2062-06-30", 1)])
def test_a_day_far_from_the_year_is_worth_a_word(
    changed: Callable[..., Path], day: str, told: int
) -> None:
    notes = load_edition(changed(("截止日: 2031-06-30", f"截止日: {day}"))).notes
    assert ["与年度 2031 差得多" in one.message for one in notes] == [True] * told


@pytest.mark.parametrize(
    ("test", "told"),
    [
        ("{question: concerts, at_least: 9}", False),
        ("{question: concerts, at_least: 10}", True),
        ("{question: concerts, less_than: 1}", True),
        ("{question: concerts, more_than: 4, less_than: 4}", True),
    ],
)
def test_a_condition_that_no_answer_meets_is_told(
    problems: Problems, test: str, told: bool
) -> None:
    limits = ("label: 演出场数", "label: 演出场数, at_least: 1, at_most: 9")
    found = problems(
        limits,
        ("- {field: judged, is: true}", f"- {{field: judged, is: true}}\n          - {test}"),
    )
    assert ["都不会成立" in one.message for one in found] == [True] * told


def test_a_route_that_wants_nothing_is_told(problems: Problems) -> None:
    route = "routes: [{id: open, title: 谁都行, clause: choir-day, needs: []}]\n"
    (found,) = problems(more=route)
    assert (found.place.path, found.message[:15]) == ("open.id", "needs 里还没有一条：这条")


def test_an_edition_of_three_digits_is_a_slip(changed: Callable[..., Path]) -> None:
    folder = changed(('"2031"', '"203"'))
    short = folder.rename(folder.parent / "203")
    with pytest.raises(PolicyError, match="年度“203”不是四位数字"):
        load_edition(short)


def test_a_share_is_not_compared_with_a_number_without_its_sign(problems: Problems) -> None:
    """As 0.95 everybody's 60 % would do."""
    rate = ("questions:\n", "questions:\n  - {id: rate, type: number, label: 率, unit: '%'}\n")
    judged = "          - {field: judged, is: true}\n"
    test = (judged, judged + "          - {question: rate, at_least: 【出勤率】}\n")
    figure = (
        "      text: 作品须经评委认可。\n",
        "      text: 率【出勤率】。\n      figures: {{出勤率: {}}}\n",
    )
    told = "【出勤率】（0.95）没有单位，比较的却是“%”"
    found = [one.message for one in problems(rate, test, (figure[0], figure[1].format("0.95")))]
    assert told in found
    assert problems(rate, test, (figure[0], figure[1].format("95 %"))) == []


def test_a_sentence_in_quotes_may_stand_alone_in_brackets(problems: Problems) -> None:
    assert problems(("evidence: [节目单]", 'evidence: ["节目单，有照片"]')) == []


def test_words_in_quotes_are_what_they_are(problems: Problems) -> None:
    words = 'label: 演出场数, words: ["场数|次数", CD/DVD],'
    assert problems(("label: 演出场数,", words)) == []


def test_a_field_outside_any_list_is_a_problem(problems: Problems) -> None:
    found = problems((", require: [choir-judged]}", "}"))
    assert len(found) == 1
    assert "没有规则在 require 里写这一条" in found[0].message


def test_a_typed_figure_in_a_long_text_is_found_on_its_line(problems: Problems) -> None:
    (found,) = problems(("以后每人少【递减分值】", "以后每人少 2 分"))
    assert "“2 分”" in found.message
    assert (found.place.line, found.place.column) == (50, 19)


def test_problems_of_all_kinds_and_files_come_together(problems: Problems) -> None:
    found = problems(
        ("total: choir-total", "total: nothing"),
        ("作品须经评委认可。", "作品须经三名评委认可。"),
        ("截止日: 2031-06-30", "截止日: 2031-06-31"),
        other="sources:\n  - {title: 甲, clause: choir-x}\n",
    )
    files = [one.place.file.rpartition("/")[2] for one in found]
    assert files == ["other.yml"] + ["policy.yml"] * (len(found) - 1)
    assert len(found) >= 4


def test_missing_ids_are_not_reported_while_a_file_cannot_be_read(problems: Problems) -> None:
    (found,) = problems(("total: choir-total", "total: other-clause"), other="a: [\n")
    assert found.place.file.endswith("other.yml")


def test_conditions_that_refer_in_a_circle_are_told(problems: Problems) -> None:
    found = problems(
        (
            "    - id: choir-judged",
            (
                "    - {id: choir-a, condition: {met: choir-b}}\n"
                "    - {id: choir-b, condition: {met: choir-a}}\n"
                "    - id: choir-judged"
            ),
        )
    )
    assert len(found) == 1
    assert "绕成了圈：choir-a → choir-b → choir-a" in found[0].message


def test_a_table_has_as_many_cells_in_every_row_as_columns(problems: Problems) -> None:
    page = """\
pages:
  - id: look
    title: 一览
    sections:
      - title: 对照
        table:
          columns: [条件, 要求]
          rows:
            - [截止日, 【choir-day.截止日】]
            - [演出, 不限, 多出的一格]
"""
    [found] = problems(page=page)
    assert (found.place.path, found.place.line) == ("look.sections[0].table.rows[1][0]", 10)
    assert "列名有 2 个，这一行却有 3 格" in found.message


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (
            "points: {add: sum, cap: 30}",
            "points: {add: sum, cap: 30, levels: [部分, 项目]}",
            "choir-total.points.levels[0]",
            "这张表在这一条以下有 1 级，levels 却写了 2 个名称",
        ),
        (
            "points: {cap: 10, each: 2.5, count: concerts}",
            "points: {cap: 10, each: 2.5, count: concerts, levels: [项目]}",
            "choir-concerts.points.levels[0]",
            "levels 只写在整张表的最上面，“choir-total”在它之上",
        ),
    ],
)
def test_names_of_levels_stand_once_and_fit_the_table(
    problems: Problems, old: str, new: str, path: str, words: str
) -> None:
    found = problems((old, new))
    assert [(one.place.path, one.message) for one in found] == [(path, words)]


def test_parts_that_must_all_hold_speak_for_themselves(problems: Problems) -> None:
    found = problems(("        any:\n", "        all:\n"), ("        opens: 等评委认可\n", ""))
    assert [one.place.path for one in found] == ["choir-judged.condition.fails"]
    assert "fails 不会显示" in found[0].message


@pytest.mark.parametrize(
    ("themes", "words"),
    [
        ("questions: [concerts, song]", "没有编号为“song”的问题"),
        ("questions: [concerts, concerts]", "一个问题只在一步里问，不能重复"),
        ("questions: [concerts]\n    none: {concerts: maybe}", "不能这样回答"),
    ],
)
def test_a_theme_asks_each_question_once(problems: Problems, themes: str, words: str) -> None:
    content = f"themes:\n  - id: first\n    title: 先问的\n    {themes}\n"
    assert [words in one.message for one in problems(steps=content)] == [True]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("pick: jugded", "没有字段“jugded”"),
        ("pick: judged", "没有选项，不能用来先点"),
        ("rows: true", "rows 只能与列表的 at_most 同用"),
    ],
)
def test_a_list_is_begun_by_options_or_by_its_rows(
    problems: Problems, key: str, words: str
) -> None:
    found = problems(("    item: 一首作品\n", f"    item: 一首作品\n    {key}\n"))
    assert [words in one.message for one in found] == [True]


@pytest.mark.parametrize(
    ("begins", "words"),
    [
        ("{years_before: reference}", ""),
        ("{from: songs, field: rank}", "个数只写 years_before"),
    ],
)
def test_a_number_begins_with_years(problems: Problems, begins: str, words: str) -> None:
    found = problems(("at_least: 1, at_most: 9", f"at_least: 1, begins: {begins}"))
    assert [words in one.message for one in found] == ([True] if words else [])


def test_limits_that_leave_nothing_to_fill_in_are_told(problems: Problems) -> None:
    (found,) = problems(("at_least: 1, at_most: 9", "at_least: 9, at_most: 1"))
    assert "“作者排名”的 at_least 比 at_most 还大" in found.message
    assert problems(("at_least: 1, at_most: 9", "at_least: 9, at_most: 9")) == []


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("{question: songs}", "是列表，要写 field"),
        ("{question: songs, field: jugded}", "没有字段“jugded”"),
        ("{question: song, title: 作品}", "没有编号为“song”的问题"),
        ("{title: 都有}", "要有 title 和 says"),
        ("{title: 都有, says: {song: true}}", "没有编号为“song”的问题"),
        ("{title: 都有, says: {songs: true}}", "不能这样回答"),
    ],
)
def test_a_column_of_the_short_table_leads_somewhere(
    problems: Problems, column: str, words: str
) -> None:
    found = problems(short=f"short_table:\n  - {column}\n")
    assert [words in one.message for one in found] == [True]


def test_a_word_for_hours_wants_a_ledger(problems: Problems) -> None:
    [one] = problems(("  body: 镇合唱团\n", "  body: 镇合唱团\n  hours: 学分\n"))
    assert one.message.startswith("没有学时账（ledger），它叫什么就没有用处")
    assert one.place.path == "policy.hours"


def test_a_day_that_is_none_is_told_where_it_stands(problems: Problems) -> None:
    bar = """      bar:
        kind: delay
        title: 缺席
        from: songs
        until: {of: found, plus_years: 2}
"""
    text = "      text: 作品须经评委认可。\n"
    [one] = problems((text, f"{text}{bar}"))
    assert one.message.startswith("“found”不是日期；可以写【名称】、reference、route_years；")
    assert one.place.path == "choir-judged.bar.until.of"


@pytest.mark.parametrize(
    ("steps", "spots"),
    [
        ((3, 1, 5, 2), {}),
        ((5, 1, 3, 2), {"from": "从 3 起，前面一档却从 5 起；各档要从低到高写"}),
        ((3, 1, 3, 2), {"from": "每档只写一次"}),
        ((3, 4, 5, 2), {"points": "得 2，不比前面一档的 4 高"}),
    ],
)
def test_a_ladder_is_written_from_low_to_high(
    problems: Problems, steps: tuple[int, ...], spots: dict[str, str]
) -> None:
    pairs = "{{from: {}, points: {}}}, {{from: {}, points: {}}}".format(*steps)
    ladder = f"bands: {{question: concerts, steps: [{pairs}]}}"
    found = problems(("each: 2.5, count: concerts", ladder))
    told = {one.place.path: one.message for one in found if ".steps[1]." in one.place.path}
    assert told.keys() == {f"choir-concerts.points.bands.steps[1].{spot}" for spot in spots}
    for spot, words in spots.items():
        assert words in told[f"choir-concerts.points.bands.steps[1].{spot}"]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "bar: {kind: delay, title: 推迟, from: songs, until: {field: rank}}",
            "；填的是年度的，写 {year_end_of: rank}，即当年 12 月 31 日",
        ),
        (
            "bar: {kind: delay, title: 推迟, from: songs, until: {year_end_of: judged}}",
            "“评委是否认可”是是否题，这里要的是：个数",
        ),
        (
            "condition: {day: {question: concerts}, before: reference}",
            "“演出场数”是个数，这里要的是：日期、出生日期",
        ),
        (
            "condition: {day: {latest: {from: songs, field: judged}}, before: reference}",
            "“评委是否认可”是是否题，这里要的是：日期、出生日期",
        ),
        (
            "condition: {years: {from: songs, start: rank}, at_least: 2}",
            "“作者排名”是个数，这里要的是：日期、出生日期",
        ),
        (
            "condition: {years: {from: songs, period: rank}, at_least: 2}",
            "“作者排名”是个数，这里要的是：起止时间",
        ),
        (
            "condition: {sum: {from: songs, of: judged}, at_least: 2}",
            "“评委是否认可”是是否题，这里要的是：个数、数",
        ),
    ],
)
def test_a_day_a_period_and_a_sum_take_what_is_one(
    problems: Problems, rule: str, told: str
) -> None:
    found = problems(("截止日: 2031-06-30\n", f"截止日: 2031-06-30\n      {rule}\n"))
    assert any(one.message.endswith(told) for one in found)


def test_the_end_of_an_answered_year_is_a_day(problems: Problems) -> None:
    rule = "bar: {kind: delay, title: 推迟, from: songs, until: {year_end_of: rank}}"
    assert not problems(("截止日: 2031-06-30\n", f"截止日: 2031-06-30\n      {rule}\n"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_most: 9}", "at_most: 010}"),
        ("at_least: 1,", "at_least: 01,"),
        ("{field: judged, is: true}", "{field: rank, at_most: 04}"),
        ("{field: judged, is: true}", "{field: rank, in: [1, 04]}"),
    ],
)
def test_a_needless_zero_is_told_wherever_a_number_stands(
    problems: Problems, old: str, new: str
) -> None:
    assert any("前面多了一个 0" in one.message for one in problems((old, new)))


STEPS = "\nprocedures:\n  - {id: joining, title: 入团, actor: 团员, clause: choir-day}\n"


@pytest.mark.parametrize(
    ("of", "told"),
    [(None, True), ("", False), (", of: [joining]", False), (", of: [choir-total]", True)],
)
def test_a_procedure_stands_on_some_page(problems: Problems, of: str | None, told: bool) -> None:
    sections = "" if of is None else f"{{title: 步骤, show: procedure{of}}}"
    pages = f"pages:\n  - {{id: steps, title: 怎样入团, sections: [{sections}]}}\n"
    found = problems(("\nquestions:\n", f"{STEPS}{pages}\nquestions:\n"))
    said = [one.place.path for one in found if one.message.startswith("没有一页展示“入团”")]
    assert said == (["joining.id"] if told else []), found
