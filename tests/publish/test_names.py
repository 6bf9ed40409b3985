"""A clause is named together with its document wherever the page is about something else."""

import re
from collections.abc import Callable

from calculator.loading import Edition
from calculator.publish.book import Book
from calculator.publish.prose import Desk

LINK = re.compile(r"\[([^\]\[]+)\]\(([^)#]*)#([^)]+)\)")


def desk_of(edition: Edition, page: str) -> Desk:
    return Desk(Book(edition), f"harbour-orchestra/2030/{page}.md")


def test_a_document_does_not_repeat_its_own_name(orchestra: Edition) -> None:
    desk = desk_of(orchestra, "charter")
    assert desk.cite("charter-line") == "第五条"
    assert desk.name("charter-line") == "第五条 晋级线"
    assert desk.cite("handbook-study") == "须知 一"


def test_other_pages_name_the_document(orchestra: Edition) -> None:
    desk = desk_of(orchestra, "hours")
    assert desk.cite("charter-line") == "章程 第五条"
    assert desk.name("charter-line") == "章程 第五条 晋级线"


def test_an_annex_of_one_clause_is_named_once(orchestra: Edition) -> None:
    assert orchestra.cited("scorecard-total") == "评分表"
    assert orchestra.rules["clauses"]["scorecard-total"]["cited"] == "评分表"


def test_where_there_is_one_document_numbers_are_enough(
    tiny_text: str, load: Callable[[str], Edition]
) -> None:
    edition = load(tiny_text)
    assert edition.cited("choir-judged") == "第二条"
    assert edition.named("choir-judged") == "第二条　评委认可"


def test_no_page_names_a_clause_of_another_document_by_number_and_title_alone(
    editions: list[Edition], written: dict[str, str]
) -> None:
    for edition in editions:
        if len(edition.documents) == 1:
            continue
        folder = f"{edition.policy.id}/{edition.policy.edition}/"
        for path, text in written.items():
            page = path.removeprefix(folder).removesuffix(".md")
            for words, _, anchor in LINK.findall(text) if path.startswith(folder) else ():
                clause = edition.clauses.get(anchor)
                if clause is None or not clause.number or edition.document_of(anchor).id == page:
                    continue
                title = edition.plain(clause.title or "", anchor)
                bare = f"{clause.number} {title}".strip()
                cited = edition.cited(anchor)
                assert words != bare or cited == clause.number, (path, words)


def test_a_topic_page_names_the_document_of_what_it_shows_once(
    written: dict[str, str],
) -> None:
    page = written["harbour-orchestra/2030/standing-for.md"]
    assert '### <span class="no">章程 第三条</span> 报名条件 {' in page
    # What stands below it needs no document of its own.
    assert '#### <span class="no">第三条（一）</span> 在团年限 {' in page
