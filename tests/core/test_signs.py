"""Signs that nobody sees."""

import sys
import unicodedata

from calculator.core.answers.answer_values import fold
from calculator.core.values.signs import INVISIBLE, visible


def test_every_format_character_and_variation_selector_is_listed() -> None:
    signs = map(chr, range(sys.maxunicode + 1))
    wanted = {
        sign
        for sign in signs
        if unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, "")
    }
    assert {sign for sign in wanted if not INVISIBLE.fullmatch(sign)} == set()


def test_what_can_be_seen_stays() -> None:
    text = "椒江区 A-1，（二）½√ é 한 か゚ 👍\t\n"
    assert visible(text) == text


def test_answers_are_read_without_them() -> None:
    assert fold("\ufeff２０２４\u2060-05\u200d ") == "2024-05"
    assert fold("_x000D_本科_x000d_") == "本科"
    # As workbooks write these seven characters when somebody really typed them.
    assert fold("_x00E4_") == "_x00E4_"
