"""YAML as text only: folds, refused features, and syntax errors in plain words."""

import re

import pytest
import yaml
from hypothesis import given, reject
from hypothesis import strategies as st

from calculator.loading.compose import MAX_DEPTH, YamlText, _Composer
from calculator.loading.node_kinds import plain
from calculator.loading.place import Problem
from calculator.loading.yamltext import read_nodes


def data(text: str) -> object:
    node, problems = read_nodes(text.encode(), "f.yml")
    assert problems == []
    assert node is not None
    return plain(node)


def problems_of(text: str) -> list[Problem]:
    return read_nodes(text.encode(), "f.yml")[1]


@pytest.mark.parametrize(
    "value", ["no", "on", "yes", "off", "1.50", "0x10", "2025-12-31", "1_000", "1e3", "=", "<<"]
)
def test_what_yaml_would_turn_into_something_else_stays_text(value: str) -> None:
    assert data(f"a: {value}\n") == {"a": value}


def test_only_true_false_and_nothing_are_more_than_text() -> None:
    text = "a: true\nb: false\nc: ~\nd:\ne: null\nf: 'true'\ng: \"false\"\nh: True\n"
    assert data(text) == {
        "a": True, "b": False, "c": None, "d": None, "e": None,
        "f": "true", "g": "false", "h": "True",
    }  # fmt: skip


@pytest.mark.parametrize("again", ["'a '", "ａ", "a"])
def test_a_key_that_stands_twice_is_told_however_it_is_written(again: str) -> None:
    (problem,) = problems_of(f"a: 1\n{again}: 2\n")
    assert problem.place.line == 2
    assert "在第 1 行已经写过" in problem.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 从事专业\n  技术工作\n", "从事专业技术工作"),
        ("a: >\n  从事专业\n  技术工作\n", "从事专业技术工作"),
        ("a: >-\n  从事，\n  技术\n\n  第二段\n  还是\n", "从事，技术\n第二段还是"),
        ("a: '从事\n  技术'\n", "从事技术"),
        ('a: "从事\n  技术"\n', "从事技术"),
        ("a: 见【年限】\n  【单位】\n", "见【年限】【单位】"),
        ("a: 甲 乙\n  丙 丁\n", "甲 乙丙 丁"),
        ("a: >\n  甲 乙\n  丙 丁\n", "甲 乙丙 丁"),
        ("a: one\n  two\n", "one two"),
        ("a: 满\n  3 年\n", "满 3 年"),
        ("a: |\n  甲\n  乙\n", "甲\n乙"),
    ],
)
def test_folds_leave_no_blank_between_chinese_characters(text: str, expected: str) -> None:
    assert data(text) == {"a": expected}


@given(st.lists(st.text("甲乙丙，。 ab", min_size=1, max_size=8), min_size=1, max_size=5))
def test_the_three_ways_to_fold_agree(parts: list[str]) -> None:
    lines = [" ".join(part.split()) for part in parts]
    lines = ["甲" + line + "乙" for line in lines]
    below = "\n  ".join(lines)
    expected = data(f"a: '{below}'\n")
    assert data(f"a: {below}\n") == expected
    assert data(f"a: >-\n  {below}\n") == expected
    assert expected == {"a": "".join(lines)}


@pytest.mark.parametrize(
    ("text", "spot", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", (3, 1), "“a”在第 1 行已经写过"),
        ("a: &x 1\nb: 2\n", (1, 4), "不支持锚点（&x）"),
        ("a: 1\nb: *x\n", (2, 4), "不支持引用（*x）"),
        ("a: !!python/object:os.system {}\n", (1, 4), "不支持类型标记"),
        ("? [a, b]\n: 1\n", (1, 3), "冒号前面应当是一个词"),
        ("a: {x} 年\n", (1, 8), "缩进不对，或者文字以"),
        ("a: b: c\n", (1, 5), "多出一个“: ”"),
        ("a: 'x\nb: 1\n", (1, 4), "引号没有配对"),
        ('a: "\\q"\n', (1, 6), "反斜杠"),
        ("a: [1, 2\nb: 3\n", (2, 2), "方括号或大括号里缺少逗号"),
        ("a: @x\n", (1, 4), "文字不能以 @ 开头"),
        ("a: %x\n", (1, 4), "文字不能以 % 开头"),
        ("a: `x`\n", (1, 4), "文字不能以 ` 开头"),
        ("a: 1\n---\nb: 2\n", (2, 1), "只能有一份内容"),
        ("a: 1\nyears： 3\n", (2, 6), "“years”后面是全角冒号"),
        ("a:\n  years： 3\n  b: 1\n", (2, 8), "“years”后面是全角冒号"),
    ],
)
def test_each_slip_has_its_own_words(text: str, spot: tuple[int, int], words: str) -> None:
    (problem,) = problems_of(text)
    assert words in problem.message
    assert (problem.place.line, problem.place.column) == spot


def test_several_slips_of_one_file_are_told_together() -> None:
    found = problems_of("a: &x 1\nb: *x\nb: 2\n")
    assert [problem.place.line for problem in found] == [1, 2, 3]


def test_an_alias_bomb_does_not_go_off() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    found = problems_of("\n".join(lines) + "\n")
    assert len(found) == 30 + 29 * 9


@pytest.mark.parametrize("opening", ["[", "{a: "])
def test_depth_is_limited(opening: str) -> None:
    (problem,) = problems_of(opening * 100_000)
    assert f"超过 {MAX_DEPTH} 层" in problem.message


@given(st.binary(max_size=200) | st.text("ab:-[]{}&*!|>'\"%@`,#?\n 年：“").map(str.encode))
def test_nothing_makes_reading_fail(given_bytes: bytes) -> None:
    node, problems = read_nodes(given_bytes, "f.yml")
    assert all(problem.message and problem.place.line >= 1 for problem in problems)
    if node is not None:
        assert isinstance(plain(node), dict | list | str | bool | None)


def by_parser(text: str, loader: type) -> object:
    source = YamlText(text, "f.yml")
    node = _Composer(source, loader).document()
    return None if node is None else plain(node), source.problems


YAML_LIKE = st.lists(
    st.sampled_from(
        [
            "a: ",
            "b: ",
            "甲: ",
            "- ",
            "\n",
            "\n  ",
            "\n    ",
            "年",
            "3",
            "、",
            "'",
            '"',
            ">\n  ",
            "|\n  ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "x y",
            "&x ",
            "*x",
            "!t ",
            "''",
            "# c",
        ]
    ),
    max_size=25,
).map("".join)


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml")
@given(YAML_LIKE)
def test_both_parsers_read_the_same(text: str) -> None:
    try:
        slow = by_parser(text, yaml.SafeLoader)
        fast = by_parser(text, yaml.CSafeLoader)
    except yaml.YAMLError:
        reject()
    assert fast == slow


@pytest.mark.parametrize(
    "text",
    [
        "a: &\n", "a: *\n", "%a\nb: 1\n", "a: !<x y\n", "a: | 文字\n", "a: >9x\n", "a: `x\n",
        "a: \"\\xzz\"\n", 'a: "\\UFFFFFFFF"\n', "a: 'x\n--- \n", "a: 1\n...\nb\n", "x: ? y\n",
        "%YAML 3.0\n---\na: 1\n", "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", "%TAG ! x\n", "a: !b!c d\n",
        "a: !%zz d\n", "a: [1, 2\n", "- a\nb: 1\n", "a: @x\n", "{a: 1", "a: [}\n", "a: b: c\n",
    ],
)  # fmt: skip
def test_what_is_wrong_is_never_said_in_the_librarys_words(text: str) -> None:
    problems = problems_of(text)
    assert problems
    for problem in problems:
        assert not re.search("[A-Za-z]{4}", problem.message.replace("YAML", "")), problem


def test_every_full_width_colon_is_told_at_once() -> None:
    _, found = read_nodes(
        "a:\n  title：x\n  number：y\n  text：z\n  b: 注意：这是正文\n".encode(), "f.yml"
    )
    assert [(one.place.line, "全角冒号" in one.message) for one in found] == [
        (2, True), (3, True), (4, True),
    ]  # fmt: skip


def test_a_text_that_a_comment_cuts_off_is_told() -> None:
    _, (found,) = read_nodes(
        "a: 见 #1 条\nb: 见 '#1' 条  # 说明\nc: '见 #2 条'\n".encode(), "f.yml"
    )
    assert (found.place.line, "当作注释" in found.message) == (1, True)


@pytest.mark.parametrize("sign", ["－ ", "—", "– ", "• ", "· ", "* ", "-"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a:\n  - 甲\n  {}乙\nb: 1\n", 3),
        ("a:\n  {}id: x\n    b: 1\n", 2),
        ("a:\n  - id: x\n  {}id: y\n", 3),
    ],
)
def test_a_list_item_with_another_dash_is_told_where_it_stands(
    text: str, line: int, sign: str
) -> None:
    (problem,) = problems_of(text.format(sign))
    assert (problem.place.line, problem.place.column) == (line, 3)
    assert "列表的每项以“- ”" in problem.message


@pytest.mark.parametrize(
    ("text", "spot", "sign"),
    [
        ("a: {b: 1，c: 2}\n", (1, 9), "，"),
        ("a: [1、2\nb: 3\n", (1, 6), "、"),
        ("a: {b: 1｝\nc: 2\n", (1, 9), "｝"),
        ("a: ｛b: 1}\n", (1, 4), "｛"),
        ("- ｛b: 1, c: 2｝\n", (1, 3), "｛"),
    ],
)
def test_a_full_width_sign_in_brackets_is_named(
    text: str, spot: tuple[int, int], sign: str
) -> None:
    (problem,) = problems_of(text)
    assert (problem.place.line, problem.place.column) == spot
    assert problem.message.startswith(f"“{sign}”是全角的")


@pytest.mark.parametrize("line", ["each 8", "each:8"])
def test_a_key_without_its_colon_is_told_where_it_stands(line: str) -> None:
    (problem,) = problems_of(f"points:\n  cap: 10\n  {line}\n  count: songs\n")
    assert (problem.place.line, problem.place.column) == (3, 7)
    assert problem.message == "“each”后面缺少“: ”（半角冒号加一个空格）"


@pytest.mark.parametrize("below", ["", "  别的: 2 年\n"])
def test_a_chinese_key_without_its_blank_is_told_where_it_stands(below: str) -> None:
    (problem,) = problems_of(f"a: 1\nfigures:\n  甲: 1 年\n  年限:4 年\n{below}b: 1\n")
    assert (problem.place.line, problem.place.column) == (4, 5)
    assert problem.message == "“年限”后面缺少“: ”（半角冒号加一个空格）"
