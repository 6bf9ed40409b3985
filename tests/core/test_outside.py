"""JSON from outside: within limits, or refused with a reason."""

from __future__ import annotations

import json

import pytest

from calculator.core.answers.outside import MOST_CHARACTERS, MOST_DEPTH, NotReadableError, read_json


def test_numbers_with_a_point_stay_text() -> None:
    assert read_json('{"a": [1, 1.50, NaN, 1e999999999]}') == {
        "a": [1, "1.50", "NaN", "1e999999999"]
    }


def test_depth_is_limited_whatever_the_parser_could_do() -> None:
    sound = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert read_json(sound) == json.loads(sound)
    for depth in (MOST_DEPTH + 1, 100_000):
        with pytest.raises(NotReadableError, match="括号层次太深"):
            read_json("[" * depth + "]" * depth)


def test_many_brackets_side_by_side_are_fine() -> None:
    text = "[" + ",".join(["[]"] * (MOST_DEPTH * 10)) + "]"
    assert len(read_json(text)) == MOST_DEPTH * 10


def test_halves_of_characters_become_a_mark_and_whole_ones_stay() -> None:
    assert read_json('["\\ud800x", "\\uD83D\\uDE00", "\udc00"]') == [
        "\ufffdx",
        "\U0001f600",
        "\ufffd",
    ]
    assert read_json('{"\\udfff": 1}') == {"\ufffd": 1}


def test_what_is_wrong_is_told_with_its_place() -> None:
    with pytest.raises(NotReadableError, match="不是正确的 JSON") as caught:
        read_json('{"a": 1,\n "b": }')
    assert (caught.value.line, caught.value.column) == (2, 7)
    with pytest.raises(NotReadableError, match="长得不像话"):
        read_json("9" * 5000)


def test_size_is_limited() -> None:
    with pytest.raises(NotReadableError, match="内容太多"):
        read_json(" " * (MOST_CHARACTERS + 1))
