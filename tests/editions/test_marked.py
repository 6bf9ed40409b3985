"""Marks of what differs between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calculator.editions.marked import LONGEST, marked

TEXTS = st.text(alphabet="甲乙丙年，。\n", max_size=30)


def test_what_differs_is_marked_and_what_both_say_is_not() -> None:
    old, new = marked("每年报名一次，过期不候。", "每年报名两次，过期不候。")
    assert old == ((False, "每年报名"), (True, "一"), (False, "次，过期不候。"))
    assert new == ((False, "每年报名"), (True, "两"), (False, "次，过期不候。"))


def test_short_common_words_in_the_middle_do_not_scatter_the_marks() -> None:
    old, _ = marked("头部甲的乙尾部", "头部丙的丁尾部")
    assert old == ((False, "头部"), (True, "甲的乙"), (False, "尾部"))


def test_a_side_that_is_missing_differs_as_a_whole() -> None:
    assert marked("", "新增的话") == ((), ((True, "新增的话"),))


def test_very_long_texts_are_not_compared_letter_by_letter() -> None:
    long = "甲" * (LONGEST + 1)
    assert marked(long, long + "乙") == (((True, long),), ((True, long + "乙"),))


@given(TEXTS, TEXTS)
def test_no_word_is_lost_and_unmarked_words_are_the_same(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert "".join(words for _, words in before) == old
    assert "".join(words for _, words in after) == new
    common = ["".join(words for differs, words in side if not differs) for side in (before, after)]
    assert common[0] == common[1]
