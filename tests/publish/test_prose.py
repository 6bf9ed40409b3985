"""The policy's words as Markdown."""

from collections.abc import Callable

import pytest

from calculator.loading import Edition
from calculator.publish.book import Book
from calculator.publish.prose import Desk, plain


@pytest.fixture
def desk(tiny_text: str, load: Callable[[str], Edition]) -> Desk:
    return Desk(Book(load(tiny_text)), "tiny/2031/study.md", frozenset(["choir-judged"]))


@pytest.mark.parametrize(
    ("prose", "markdown"),
    [
        ("每场【每项分值】。", "每场[2.5 分](calculator.md#choir-concerts){ .fig }。"),
        ("见[第二条](#choir-judged)。", "见[第二条](#choir-judged)。"),
        ("见[创作](#choir-songs)。", "见[创作](choir.md#choir-songs)。"),
        ("见[全文](#page:full)。", "见[全文](full.md)。"),
        ("见[场数](#concerts)。", "见[场数](calculator.md)。"),
        ("见[每场【每项分值】](#choir-day)。",
         '见[每场<span class="fig">2.5 分</span>](choir.md#choir-day)。'),
        ("a < b，<https://example.org/>", "a &lt; b，<https://example.org/>"),
        ("要求：\n- 甲；\n- 乙。", "要求：\n\n- 甲；\n- 乙。"),
    ],
)  # fmt: skip
def test_texts(desk: Desk, prose: str, markdown: str) -> None:
    assert desk.text(prose, "choir-concerts") == markdown


def test_labels_hold_no_links(desk: Desk) -> None:
    label = desk.label("[每场](#choir-songs)【每项分值】", "choir-concerts")
    assert label == '每场<span class="fig">2.5 分</span>'


def test_words_hold_no_markup(desk: Desk) -> None:
    assert desk.words("**[每场](#choir-songs)【每项分值】**", "choir-concerts") == "每场2.5 分"


def test_a_link_to_nothing_is_an_error(desk: Desk) -> None:
    with pytest.raises(KeyError, match="choir-nowhere"):
        desk.text("见[那里](#choir-nowhere)。")


def test_names_are_shown_as_they_stand() -> None:
    assert plain("A*B_[x]<y>") == r"A\*B\_\[x\]&lt;y>"
