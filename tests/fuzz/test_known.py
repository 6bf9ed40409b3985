"""Inputs that once broke a reader, or would have: each with what comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.commands.answers_file import read_answers_file
from calculator.core.intake.answers import read_answers
from calculator.core.values.canonical import dumps
from calculator.loading import PolicyError
from calculator.loading.yamltext import read_nodes
from tests.fuzz.core_readers import calculator
from tests.fuzz.policy_readers import LOOK_AHEAD
from tests.fuzz.steps import TooMuchWork, at_most


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('a: "\\ud800"', "看不见的字符（U+D800）"),
        ('a: "\\0"', "看不见的字符（U+0000）"),
        ('a: "\\UFFFFFFFF"', "不是正确的 YAML"),
        ("a: &x [1]\nb: *x", "不支持引用"),
        ("a: !!python/object/apply:os.system ['x']", "不支持类型标记"),
        ("[" * 100_000, "层次太深"),
        ("a: 1\na: 2", "“a”在第 1 行已经写过"),
    ],
)
def test_yaml_that_is_refused(text: str, words: str) -> None:
    with at_most(500_000):
        _, problems = read_nodes(text.encode(), "x.yml")
    assert any(words in problem.message for problem in problems), problems


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('"\\udbff\\udfff": 1\n"\\udbff\\udfff": 2', r"“\udbff\udfff”在第 1 行已经写过"),
        ('"\\x1b[31m": 1\n"\\x1b[31m": 2', r"“\u001b[31m”在第 1 行已经写过"),
    ],
)
def test_a_message_names_a_key_that_no_console_could_show(text: str, message: str) -> None:
    _, problems = read_nodes(text.encode(), "x.yml")
    assert [problem for problem in problems if message in problem.message]
    for problem in problems:
        str(problem).encode()
        assert str(problem).isprintable()


@pytest.mark.parametrize("count", [2_000, 50_000])
def test_brackets_behind_a_word_are_looked_past_once(count: int) -> None:
    with at_most(LOOK_AHEAD):
        _, problems = read_nodes(b"[[x" + b"[" * count, "x.yml")
    assert any("缺少逗号" in problem.message for problem in problems), problems


def test_an_alias_bomb_is_not_expanded() -> None:
    bomb = "a0: &a0 x\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 30))
    with at_most(200_000):
        _, problems = read_nodes(bomb.encode(), "x.yml")
    assert problems


def test_a_picture_of_an_impossible_format_is_refused() -> None:
    raw = {"answers": {"no-such": {"format": ["jpeg"]}}}
    given, problems = read_answers(calculator().rules, raw)
    assert list(given.unused) == ["no-such"]
    assert len(problems) == 1


def test_two_long_keys_that_begin_alike_are_both_kept() -> None:
    raw = {"answers": {"x" * 50 + "1": 1, "x" * 50 + "2": 2}}
    given, problems = read_answers(calculator().rules, raw)
    assert list(given.unused.values()) == [1, 2]
    assert len(problems) == 2


def test_sums_of_odd_fractions_stay_short_enough_to_be_written() -> None:
    known = {"season": 2028, "activity": "chamber"}
    entries = [{**known, "tally": f"1/{2 * n + 1}"} for n in range(400)]
    result = calculator().answer({"answers": {"answers": {"rehearsals": entries}}})
    assert dumps(result)
    assert result["problems"]


def test_a_key_that_stands_twice_in_an_answers_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"answers": {"x": 1, "y": 2, "x": 3}}', encoding="utf-8")
    with pytest.raises(PolicyError, match="“x”在同一对大括号里写了几次"):
        read_answers_file(path)


def test_steps_are_counted() -> None:
    with pytest.raises(TooMuchWork), at_most(100):
        sum(n for n in range(1000))
    with at_most(100):
        sum(range(1000))
