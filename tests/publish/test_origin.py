"""Pages say whose words they hold, what is lost, and what the site makes of what is not said."""

import re

import pytest

from calculator.loading import Edition
from calculator.publish.book import Book
from calculator.publish.clauses import document_head, official_words
from calculator.publish.look_up import readings_view
from calculator.publish.prose import Desk
from tests.publish.markdown_pages import anchors

RESTATED = "以下是本站对这份文件的转述，不是正式文本；引用和办理以正式文本为准。"


def test_every_document_says_below_its_title_that_it_is_restated(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        folder = f"{edition.policy.id}/{edition.policy.edition}"
        assert written[f"{folder}/full.md"].count(RESTATED) == len(edition.documents)
        for document in edition.documents:
            above, _, _ = written[f"{folder}/{document.id}.md"].partition("\n## ")
            assert RESTATED in above, document.id


def test_where_the_official_text_is_to_be_had_is_said_if_it_is_known(
    written: dict[str, str],
) -> None:
    known = written["harbour-orchestra/2030/charter.md"]
    assert f"{RESTATED}章程原件贴在乐团排练厅门口。" in known
    unknown = written["harbour-orchestra/2030/handbook.md"]
    assert "请向发文机关（望潮港交响乐团办公室）查询" in unknown


def test_a_document_that_is_not_whole_says_so_on_top(orchestra: Edition) -> None:
    desk = Desk(Book(orchestra), "harbour-orchestra/2030/charter.md")
    _, _, origin = document_head(desk, "charter")
    [note] = origin.lost
    assert [remark.href for remark in note.remarks] == ["gaps.md#W1"]
    assert document_head(desk, "handbook")[2].lost == ()


def test_gaps_are_told_from_what_the_site_decides(editions: list[Edition]) -> None:
    for edition in editions:
        desk = Desk(Book(edition), "x/y/gaps.md")
        groups = {
            kind: {one.number for one in readings}
            for _, kind, readings in readings_view(desk).groups
        }
        gaps = {str(one.id) for one in edition.readings if one.kind == "gap"}
        assert groups.get("undecided", set()) == gaps
        chosen = {one for one in edition.readings if one.kind == "reading" and one.options}
        assert groups.get("chosen", set()) == {str(one.id) for one in chosen}
        assert sum(map(len, groups.values())) == len(edition.readings)


def test_a_gap_is_headed_by_words_and_keeps_its_anchor(
    orchestra: Edition, written: dict[str, str]
) -> None:
    page = written["harbour-orchestra/2030/gaps.md"]
    for reading in orchestra.readings:
        assert str(reading.id) in anchors(page)
    assert not re.search(r"(?m)^#+ <span", page)


def test_the_way_to_a_self_check_stands_once_at_a_clause(
    written: dict[str, str], orchestra: Edition
) -> None:
    label = '<span class="label">自查</span>'
    for path, text in written.items():
        if path.startswith("harbour-orchestra/2030/"):
            name = path.rpartition("/")[2].removesuffix(".md")
            is_document = name in {str(one.id) for one in orchestra.documents}
            assert (label in text) <= is_document, path
    assert label in written["harbour-orchestra/2030/charter.md"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("乐团网站", "正式文本见：乐团网站。"),
        ("原件贴在门口。", "原件贴在门口。"),
        ("", ""),
    ],
)
def test_a_place_where_the_official_text_is_becomes_a_sentence(written: str, said: str) -> None:
    assert official_words(written) == said
