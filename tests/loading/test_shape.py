"""Nodes become typed data; what does not fit is reported with its place, all of it at once."""

from __future__ import annotations

import pytest

from calculator.loading.place import Problem
from calculator.loading.shape import Shaper
from calculator.loading.types.document import Clause
from calculator.loading.types.expressions import All, Compare, Exists, Selection
from calculator.loading.types.folder import PolicyFile
from calculator.loading.yamltext import read_nodes


def shaped[T](text: str, kind: type[T]) -> tuple[T | None, list[Problem]]:
    node, problems = read_nodes(text.encode(), "f.yml")
    assert problems == []
    assert node is not None
    shaper = Shaper("f.yml")
    return shaper.read(node, kind), shaper.problems


def messages(text: str, kind: type = Clause) -> list[str]:
    return [str(problem) for problem in shaped(text, kind)[1]]


def test_a_clause_keeps_its_words_and_where_they_stand() -> None:
    clause, problems = shaped("id: fee\nnumber: 第八条\ntext: |\n  按【费用】\n  缴纳。\n", Clause)
    assert problems == []
    assert clause is not None
    assert (clause.id, clause.number, clause.text) == ("fee", "第八条", "按【费用】缴纳。")
    assert (clause.text.place.line, clause.text.place.path) == (3, "text")
    assert clause.children == ()


def test_conditions_are_told_apart_by_their_keys() -> None:
    text = (
        "id: a\ncondition:\n  title: 都要\n  all:\n"
        "    - exists: {from: papers, where: {kind: [core, book]}}\n"
        "    - {question: age, at_least: 【年龄】, less_than: 60}\n"
    )
    clause, problems = shaped(text, Clause)
    assert problems == []
    assert clause is not None
    assert clause.condition is not None
    assert clause.condition.title == "都要"
    assert isinstance(clause.condition.test, All)
    exists, compare = clause.condition.test.all
    assert isinstance(exists, Exists)
    assert isinstance(exists.exists, Selection)
    assert exists.exists.where == {"kind": ("core", "book")}
    assert isinstance(compare, Compare)
    assert (compare.question, compare.at_least, compare.less_than) == ("age", "【年龄】", "60")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: a\ntitel: x\n", "f.yml:2:1  titel: “条款”里没有“titel”这一项，是不是想写“title”？"),
        ("id: a\n标题: x\n", "“条款”里没有“标题”这一项；可以写的有：id、number、title"),
        ("id: a\n短标题: x\n", "“条款”里没有“短标题”这一项，应当写“title”"),
        ("id: a\ntitle：x: y\n", "“title”后面是全角冒号“：”"),
        ("title: x\n", "f.yml:1:1 : “条款”缺少 id（编号）"),
        ("id: 第一条\n", "f.yml:1:5  id: 编号“第一条”只能用小写英文字母"),
        ("id: “a”\n", "f.yml:1:5  id: 值的两边是中文引号"),
        ("id: a\nevidence: 证书\n", "f.yml:2:11  evidence: 这里应当是列表"),
        (
            "id: a\ntitle: [x]\n",
            "title: 这里应当是一个值，写的却是列表；以 { 或 [ 开头的文字要用半角引号",
        ),
        (
            "id: a\npoints: 5\n",
            "f.yml:2:9  points: “计分”应当写成“名称: 值”的若干行，写的却是一个值",
        ),
        ("id: a\npoints: cap：5\n", "points: “cap”后面是全角冒号“：”"),
        ("id: a\npoints: cap:5\n", "points: “cap:”的半角冒号后面要加一个空格"),
        ("id: a\nfigures:\n  年限:5 年\n", "figures: “年限:”的半角冒号后面要加一个空格"),
        ("id: a\nevidence: ［证书］\n", "evidence: 括号 ［ ］ 是全角的，请改成半角的 [ ]"),
        ('id: a\ntitle: “要求"\n', 'title: 前面是中文引号 “，后面是半角引号 "'),
        (
            "id: a\npoints: {each: 1, cap: [上限]}\n",
            "points.cap: 这里应当是一个值，写的却是列表；数值的名称用【】，写成【上限】",
        ),
        ("id: a\nid:b: 1\n", "“id:”的半角冒号后面要加一个空格"),
        ("id: a\npoints: {cap: 5}\n", "points: “计分”缺少内容，请写其中一个：add、each"),
        ("id: a\npoints: {each: 5, once: 3}\n", "points: each、once 只能写其中一个"),
        (
            "id: a\npoints: {add: summ}\n",
            "points.add: “summ”不在 sum、best 之中，是不是想写“sum”？",
        ),
        ("id: a\npoints: {add: “sum”}\n", "points.add: 值的两边是中文引号"),
        (
            "id: a\ncondition: {question: q}\n",
            "condition: “比较条件”缺少比较，请至少写一个：is、is_not",
        ),
        (
            "id: a\nhours: {way: w, whole: yes}\n",
            "hours.whole: 这里只能写 true（是）或 false（否），不能写“yes”",
        ),
        (
            "id: a\npoints: {by_rank: {field: r, first: １, start: 1, step: 1}, items: {from: l}}",
            "points.by_rank.first: 这里应当是半角的整数，不能写“１”",
        ),
        (
            "id: a\nfigures:\n  年限: {note: x}\n",
            "figures.年限: “数值”缺少内容，请写其中一个：value、lost",
        ),
        ("id: a\nchildren:\n  - {title: x}\n", "f.yml:3:5  children[0]: “条款”缺少 id（编号）"),
    ],
)
def test_each_misfit_says_where_and_how_to_mend_it(text: str, expected: str) -> None:
    (message,) = messages(text)
    assert expected in message


def test_all_misfits_are_told_in_one_run() -> None:
    text = (
        "document:\n  id: A\n  clauses:\n    - {id: a, tex: x}\n    - {id: b, points: {add: x}}\n"
    )
    spots = sorted(message.split("  ")[0] for message in messages(text, PolicyFile))
    assert spots == ["f.yml:2:3", "f.yml:2:7", "f.yml:4:15", "f.yml:5:29"]


def test_a_clause_with_a_bad_part_still_counts_as_a_clause() -> None:
    clause, problems = shaped("id: a\npoints: {add: x}\nchildren:\n  - {id: b}\n", Clause)
    assert len(problems) == 1
    assert clause is not None
    assert [child.id for child in clause.children] == ["b"]


def test_paths_go_by_ids_where_there_are_any() -> None:
    text = "id: a\nchildren:\n  - id: b\n    points: {add: x}\n"
    (problem,) = shaped(text, Clause)[1]
    assert problem.place.path == "b.points.add"


@pytest.mark.parametrize("nothing", ["", " ~", " null"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id: a\nnumber:{}\n", 2),
        ("id: a\ntitle:{}\n", 2),
        ("id: a\npoints:\n  cap:{}\n  each: 3\n", 3),
        ("id: a\npoints:\n  cap: 3\n  each:{}\n", 4),
        ("id: a\nchildren:{}\n", 2),
        ("id: a\nfigures:\n  年限:{}\n", 3),
        ("id: a\ncondition: {{all: [{{question: q, is: true}}], fails:{}}}\n", 2),
    ],
)
def test_what_was_begun_and_not_written_is_told(text: str, line: int, nothing: str) -> None:
    _, problems = shaped(text.format(nothing), Clause)
    assert [(one.place.line, one.message) for one in problems] == [
        (line, "这里还没有内容，请填写，或删掉这一项")
    ]


@pytest.mark.parametrize(
    ("text", "empty", "below"),
    [
        ("id: a\nfigures:\n年限: 3 年\n", "figures", "年限"),
        ("id: a\npoints:\ncap: 3\n", "points", "cap"),
        ("id: a\npoints:\ntitle: 甲\ncap: 3\n", "points", "cap"),
        ("id: a\ncondition:\nfails: 甲\n", "condition", "fails"),
    ],
)
def test_what_is_indented_too_little_is_told_so(text: str, empty: str, below: str) -> None:
    unknown, nothing = messages(text)
    assert f"下面的“{below}”要是它的内容，缩进就不够" in nothing
    assert f"要是“{empty}”的内容，缩进就不够，应当比“{empty}”多两格" in unknown


def test_a_key_that_the_empty_value_could_not_have_is_only_unknown() -> None:
    assert not any("缩进" in one for one in messages("id: a\npoints:\nnumbre: 甲\n"))
