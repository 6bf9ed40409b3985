"""Files that no YAML reader should have to see: encodings, invisible characters, size."""

import pytest

from calculator.loading.hygiene import MAX_BYTES
from calculator.loading.node_kinds import plain
from calculator.loading.place import Problem
from calculator.loading.yamltext import read_nodes


def syntax_problems(data: bytes) -> list[Problem]:
    return read_nodes(data, "f.yml")[1]


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        ("title: 职称\n".encode("utf-16"), 1, "UTF-16"),
        ("title: x\n".encode("utf-16-le"), 1, "UTF-16"),
        ("a: 1\ntitle: 职称评审\n".encode("gbk"), 2, "GBK"),
        (b"a: 1\nb: \xff\xfe\xfa\xfb\n", 2, "不是文本，或者已经损坏"),
    ],
)
def test_an_encoding_is_named_with_the_way_to_mend_it(data: bytes, line: int, words: str) -> None:
    (problem,) = syntax_problems(data)
    assert problem.place.line == line
    assert words in problem.message
    assert "另存为 UTF-8" in problem.message


def test_a_byte_order_mark_at_the_start_does_no_harm() -> None:
    node, problems = read_nodes("\ufefftitle: 职称\n".encode(), "f.yml")
    assert problems == []
    assert node is not None
    assert plain(node) == {"title": "职称"}


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 10_000_000])
def test_a_file_too_large_is_not_parsed(size: int) -> None:
    (problem,) = syntax_problems(b"a: " + b"x" * (size - 3))
    assert str(size) in problem.message
    assert "拆成几个文件" in problem.message


def test_a_file_of_the_largest_size_is_read() -> None:
    assert syntax_problems(b"a: " + b"x" * (MAX_BYTES - 3)) == []


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("a:\n\tb: 1\n", 1, "制表符（Tab）"),
        ("a: 1\nb:\u3000年\n", 3, "全角空格"),
        ("a: 1\n\u3000b: 年\n", 1, "全角空格"),
        ("a: 1\nb:\u00a01\n", 3, "不换行空格"),
        ("a: 1\nb: 年\u200b\n", 5, "U+200B"),
        ("a: 1\nb: ｜\n  年\n", 4, "全角“｜”"),
        ("a: 1\nb： ＞-\n", 4, "全角“＞”"),
        ("a: 1\nb: 年\ufe0f\n", 5, "U+FE0F"),
        ("a: 1\nb: 年\u202e\n", 5, "U+202E"),
        ("a: 1\nb: 年\u0007\n", 5, "U+0007"),
        ("a: 1\nb: 年\ue000\n", 5, "U+E000"),
        ("a: 1\n\u2003b: 年\n", 1, "特殊空格（U+2003）"),
        ("a: 1\nb:\u202f年\n", 3, "特殊空格（U+202F）"),
    ],
)
def test_invisible_characters_are_named_where_they_stand(
    text: str, column: int, words: str
) -> None:
    (problem,) = syntax_problems(text.encode())
    assert (problem.place.line, problem.place.column) == (2, column)
    assert words in problem.message


@pytest.mark.parametrize(
    ("sign", "meant"),
    [("\u2f00", "“一”"), ("\u2ed3", "“长”"), ("\uf90a", "“金”"), ("\u2e80", "普通的汉字")],
)
def test_a_sign_that_only_looks_like_a_character_is_told_with_what_to_write(
    sign: str, meant: str
) -> None:
    (problem,) = syntax_problems(f"a: 1\nb: 第{sign}条\n".encode())
    assert (problem.place.line, problem.place.column) == (2, 5)
    assert f"“{sign}”（U+{ord(sign):04X}）" in problem.message
    assert problem.message.endswith(f"请改成{meant}")


def test_characters_among_the_doubles_that_have_no_other_stay() -> None:
    assert syntax_problems("a: \ufa0e\ufa29\n".encode()) == []


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_that_was_not_finished_is_one_message(end: str) -> None:
    lines = ["a: 1", "<<<<<<< HEAD", "b: 2", "=======", "b: 3", ">>>>>>> 2026", ""]
    (problem,) = syntax_problems(end.join(lines).encode())
    assert (problem.place.line, problem.place.column) == (2, 1)
    assert "合并没有做完：第 2、4、6 行" in problem.message


def test_a_merge_inside_a_text_is_told_too() -> None:
    lines = ["a: |", "  <<<<<<< HEAD", "  甲", "=======", "  乙", "  >>>>>>> 2026", ""]
    (problem,) = syntax_problems("\n".join(lines).encode())
    assert "第 2、4、6 行" in problem.message


@pytest.mark.parametrize(
    "text",
    ["职\ufffd评审", "锟斤拷锟斤拷", "鐢宠\u20ac锛岃瘎瀹°€?", "ç”³è¯·", "????", '"??"'],
)
def test_text_that_a_wrong_encoding_spoiled_is_told(text: str) -> None:
    (problem,) = syntax_problems(f"a: 1\nb: {text}\n".encode())
    assert problem.place.line == 2
    assert problem.message.startswith("第 2 行有乱码")


def test_a_spoiled_file_is_one_message() -> None:
    (problem,) = syntax_problems("\n".join(["a: 锛"] * 7).encode())
    assert "第 1、2、3、4、5 等 7 行有乱码" in problem.message


@pytest.mark.parametrize("text", ["a: Café – “甲”\n", "a: 谁？？？\n", "a: 1 # ???\n"])
def test_signs_that_only_remind_of_spoiled_text_are_text(text: str) -> None:
    assert syntax_problems(text.encode()) == []


@pytest.mark.parametrize("data", [b"a: 1\n" + b"\0" * 512, b"\0" * 4096])
def test_a_file_that_lost_its_end_is_not_called_another_encoding(data: bytes) -> None:
    (problem,) = syntax_problems(data)
    assert "空的字节" in problem.message
    assert "UTF" not in problem.message


def test_a_line_drawn_below_a_title_in_a_text_is_no_merge() -> None:
    assert syntax_problems("a: |\n  题\n  =======\n".encode()) == []


def test_every_tab_is_reported_at_once() -> None:
    found = syntax_problems(b"a:\n\tb: 1\n\tc: 2\n")
    assert [problem.place.line for problem in found] == [2, 3]


def test_a_full_width_space_between_words_is_text() -> None:
    assert syntax_problems("a: 甲\u3000乙\n".encode()) == []


def test_line_ends_of_windows_and_old_macs_are_line_ends() -> None:
    for end in ("\r\n", "\r"):
        node, problems = read_nodes(f"a: 1{end}b: 2{end}".encode(), "f.yml")
        assert problems == []
        assert node is not None
        assert plain(node) == {"a": "1", "b": "2"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 1 ＃ 说明\n", 1, 6),
        ("a: 1\n＃ 说明\nb: 2\n", 2, 1),
        ("a: 1\n  ＃ 说明\nb: 2\n", 2, 3),
        ("a:\n- 1\n- 2 ＃说明\n", 3, 5),
        ("a: [1, ＃ 说明\n  2]\n", 1, 8),
        ("a: |\n  文字\n  ＃ 说明\n", 3, 3),
    ],
)
def test_a_comment_after_a_full_width_sign_is_told(text: str, line: int, column: int) -> None:
    problem = syntax_problems(text.encode())[0]
    assert (problem.place.line, problem.place.column) == (line, column)
    assert "请改成半角 #" in problem.message


@pytest.mark.parametrize("text", ["a: 甲＃乙\n", "a: '＃ 号'\n", "a: 1 # 半角＃\n"])
def test_a_full_width_sign_that_begins_nothing_is_text(text: str) -> None:
    assert syntax_problems(text.encode()) == []
