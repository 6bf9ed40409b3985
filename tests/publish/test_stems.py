"""A clause is never shown without the words above it that limit it."""

from dataclasses import replace

import pytest

from calculator.loading import Edition
from calculator.publish.book import Book, walk
from calculator.publish.clauses import stem_views
from calculator.publish.duties import checklist_view, ways_view
from calculator.publish.prose import Desk
from calculator.publish.render import View
from calculator.publish.topic import topic_views

# «有下面情形的，分数再高也不能晋级。»
STEM = "有下面情形的"
A_CLAUSE, A_STEM, A_REPEAT = "clause.md.j2", "stem.md.j2", "repeat.md.j2"


@pytest.fixture
def desk(orchestra: Edition) -> Desk:
    return Desk(Book(orchestra), "harbour-orchestra/2030/standing-for.md")


def shown(desk: Desk, *sections: tuple[str, ...]) -> list[View]:
    """The views of a page whose sections show these clauses, without its headings."""
    page = next(one for one in desk.book.edition.pages if one.id == "standing-for")
    made = [replace(page.sections[1], show="clauses", of=clauses) for clauses in sections]
    return [
        view
        for view in topic_views(desk, replace(page, sections=tuple(made)))
        if view.template in {A_CLAUSE, A_STEM, A_REPEAT}
    ]


def test_a_clause_without_its_parent_brings_the_words_that_limit_it(desk: Desk) -> None:
    stem, clause = shown(desk, ("charter-cooling",))
    assert stem.text.startswith(STEM)
    assert stem.clause.text == "章程 第六条 否决与停报"
    assert clause.id == "charter-cooling"


def test_neighbours_share_the_words(desk: Desk) -> None:
    found = shown(desk, ("charter-suspension", "charter-cooling"))
    assert [view.template for view in found] == [A_STEM, A_CLAUSE, A_CLAUSE]


def test_a_clause_below_its_parent_needs_nothing_more(desk: Desk) -> None:
    assert not any(view.template == A_STEM for view in shown(desk, ("charter-bars",)))


def test_a_later_section_says_the_words_again(desk: Desk) -> None:
    found = shown(desk, ("charter-suspension",), ("charter-cooling",))
    assert [view.template for view in found] == [A_STEM, A_CLAUSE, A_STEM, A_CLAUSE]


def test_what_is_only_linked_needs_no_words(desk: Desk) -> None:
    found = shown(desk, ("charter-bars",), ("charter-cooling",))
    assert [view.template for view in found][-2:] == [A_CLAUSE, A_REPEAT]


def test_a_heading_is_no_such_word(desk: Desk) -> None:
    # «报名由演奏员自己办。» says nothing of what stands below.
    assert stem_views(desk, desk.book.edition.clauses["handbook-steps"].children) == ()


def test_things_to_bring_and_ways_bring_the_words_too(desk: Desk, orchestra: Edition) -> None:
    papers = orchestra.clauses["handbook-papers"].children
    assert [one.text for one in checklist_view(desk, papers[:1]).stems] == [
        "下面的材料按个人情况准备。"
    ]
    assert ways_view(desk, orchestra.clauses["handbook-study"].children).stems == ()


def test_every_page_has_the_stem_of_every_clause_that_it_shows(
    editions: list[Edition], written: dict[str, str]
) -> None:
    """Of every bar on the check of routes, which names bars apart from their documents."""
    for edition in editions:
        page = written.get(f"{edition.policy.id}/{edition.policy.edition}/routes-check.md", "")
        desk = Desk(Book(edition), "x/y/routes-check.md")
        for clause in walk(tuple(c for one in edition.documents for c in one.clauses)):
            if clause.bar and page:
                for stem in stem_views(desk, [clause]):
                    assert f"[{stem.clause.text}]" in page, clause.id
