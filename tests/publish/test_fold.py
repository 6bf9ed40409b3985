"""Long pages are folded at their headings, and nothing of them is lost."""

import re

from hypothesis import given
from hypothesis import strategies as st

from calculator.publish.fold import folded

TEXT = "条文" * 400
SHORT = "说明"


def _section(level: int, name: str, text: str) -> str:
    return f'<h{level} id="{name}">{name}</h{level}>\n<p>{text}</p>\n'


def _summaries(html: str) -> list[str]:
    return re.findall(r"<summary><h\d[^>]*>([^<]*)</h\d></summary>", html)


def test_a_short_page_stays_as_it_is() -> None:
    page = _section(2, "a", SHORT) + _section(2, "b", SHORT)
    assert folded(page) == page


def test_a_long_page_folds_the_parts_of_its_third_level() -> None:
    page = "".join(
        _section(2, chapter, SHORT)
        + _section(3, f"{chapter}-1", TEXT)
        + _section(3, f"{chapter}-2", TEXT)
        for chapter in ("a", "b")
    )
    assert _summaries(folded(page)) == ["a-1", "a-2", "b-1", "b-2"]


def test_where_much_stands_between_them_the_second_level_folds_but_for_the_first_table() -> None:
    page = (
        _section(2, "who", TEXT)
        + _section(2, "table", f"<table><tr><td>{TEXT}</td></tr></table>")
        + _section(2, "more", f"<table><tr><td>{TEXT}</td></tr></table>")
        + _section(3, "more-1", TEXT)
        + _section(2, "last", TEXT)
    )
    assert _summaries(folded(page)) == ["who", "more", "last"]


def test_a_part_of_a_line_stays_open() -> None:
    page = _section(2, "a", TEXT * 3) + _section(2, "b", SHORT) + _section(2, "c", TEXT * 3)
    assert _summaries(folded(page)) == ["a", "c"]


def test_headings_inside_lists_part_nothing_and_links_do_not_stand_in_a_control() -> None:
    steps = f"<ol>\n<li>\n{_section(3, 'step', TEXT)}</li>\n</ol>\n"
    linked = f'<h3 id="c">c <a href="d">30 分</a></h3>\n<p>{TEXT}</p>\n'
    page = folded(_section(2, "a", SHORT) + steps + _section(3, "b", TEXT * 2) + linked)
    assert re.findall(r"<summary>(.*?)</summary>", page) == [
        '<h3 id="b">b</h3>',
        '<h3 id="c">c 30 分</h3>',
    ]


@given(st.lists(st.tuples(st.sampled_from([1, 2, 3, 4]), st.sampled_from([SHORT, TEXT, TEXT * 3]))))
def test_without_its_folds_a_page_is_what_it_was(parts: list[tuple[int, str]]) -> None:
    page = "".join(_section(level, f"s{at}", text) for at, (level, text) in enumerate(parts))
    opened = re.sub(r'<details class="fold"><summary>|</summary>|</details>\n', "", folded(page))
    assert opened == page
