"""The home page and the worked examples, as readers meet them."""

import base64
import dataclasses
import json

import pytest

from calculator.loading import Edition
from calculator.publish import places
from calculator.publish.book import Book
from calculator.publish.examples import example_view
from calculator.publish.home import home_view
from calculator.publish.prose import Desk
from calculator.publish.topic import topic_views


@pytest.fixture
def desk(orchestra: Edition) -> Desk:
    return Desk(Book(orchestra), "index.md")


def test_the_home_page_leads_to_what_people_come_for(desk: Desk) -> None:
    shown = home_view(desk).cards
    many, lead = home_view(desk).many
    assert lead.startswith("填一张表，一个参评人一行，")
    assert (many.text, many.href) == ("批量核对", "harbour-orchestra/2030/batch.md")
    assert [card.title for card in shown] == [
        "能否参评",
        "能得多少分",
        "学时是否达到",
        "准备哪些材料",
    ]
    # The tools come first, each under its own name.
    assert [card.tool and card.tool.text for card in shown] == [
        "参评资格自查",
        "自评分",
        "学时自查",
        "材料清单自查",
    ]
    cards = {card.title: card.page.href for card in shown if card.page}
    shows = {
        f"harbour-orchestra/2030/{page.id}.md": {section.show for section in page.sections}
        for page in desk.book.edition.pages
    }
    assert "routes" in shows[cards["能否参评"]]
    assert {"procedure", "checklist"} & shows[cards["准备哪些材料"]]


def test_the_page_beside_a_tool_is_one_that_leads_to_it(editions: list[Edition]) -> None:
    compared = 0
    for book in map(Book, editions):
        desk, leading = Desk(book, "index.md"), dict[str, set[str]]()
        for page in book.edition.pages:
            for view in topic_views(desk, page):
                if view.template == "call.md.j2":
                    leading.setdefault(view.href, set()).add(places.page_path(book, page.id))
        for card in home_view(desk).cards:
            if card.tool and card.page and (found := leading.get(card.tool.href)):
                assert card.page.href in found, card.title
                compared += 1
    assert compared > 4


def test_the_home_page_shows_the_figures_that_most_look_for(desk: Desk) -> None:
    figures = {title: (text, clause.text) for title, text, clause in home_view(desk).figures}
    text, clause = figures["在团年限"]
    assert text.startswith("满[3 年](") or text == "满3 年"
    assert clause == "章程 第三条（一）"
    assert "64 分" in figures["晋级线"][0]


def test_the_home_page_says_the_status_once(written: dict[str, str]) -> None:
    head, _, body = written["harbour-orchestra/2030/index.md"].removeprefix("---").partition("---")
    assert "status_label: 正在参评" in head  # the bar above every page shows it
    assert "正在参评" not in body


def test_the_home_page_says_what_stays_open(desk: Desk) -> None:
    gaps = [r for r in desk.book.edition.readings if r.kind == "gap"]
    assert gaps
    hrefs = [link.href for link in home_view(desk).gaps]
    assert hrefs == [f"harbour-orchestra/2030/gaps.md#{gap.id}" for gap in gaps]


def test_a_moment_without_its_day_leads_to_the_gap(desk: Desk) -> None:
    timeline = home_view(desk).timeline
    assert timeline
    gaps = {moment.title: moment.gap for moment in timeline.moments}
    assert gaps["报名截止"] is None
    assert gaps["面试"] is not None
    assert gaps["面试"].href == "harbour-orchestra/2030/gaps.md#W1"


def test_an_example_tells_hours_at_what_they_are_held_against(desk: Desk) -> None:
    case = next(one for one in desk.book.edition.cases if one.id == "study-all-ways")
    told = {link.text: result for link, result in example_view(desk, case).results}
    # Its hours of giving have no requirement of their own.
    assert told["演奏类"] == "2028 年度 20.5 学时；2029 年度 20 学时"
    assert told["各年合计"] == "合计 81.5 学时"


def test_an_example_tells_answers_by_the_words_of_their_questions(desk: Desk) -> None:
    edition = desk.book.edition
    for case in edition.cases:
        view = example_view(desk, case)
        labels = [label for label, _ in view.given]
        asked = {str(q.id): q for q in edition.questions}
        assert labels == [desk.label(asked[name].label) for name in case.answers]
        for name, (_, answers) in zip(case.answers, view.given, strict=True):
            chosen = [o for o in asked[name].options if str(o.id) == str(case.answers[name])]
            if chosen:
                assert answers == (desk.label(chosen[0].label),)


def test_an_example_can_be_opened_with_all_that_it_holds(desk: Desk) -> None:
    case = next(one for one in desk.book.edition.cases if one.none and one.answers)
    address, _, packed = example_view(desk, case).opened.partition("#answers=t")
    # To the self-check of the edition's routes, from the folder that the page becomes.
    assert address == "harbour-orchestra/2030/routes-check/"
    elsewhere = dataclasses.replace(desk, page="harbour-orchestra/2030/examples.md")
    assert example_view(elsewhere, case).opened.startswith("../routes-check/#answers=t")
    file = json.loads(base64.urlsafe_b64decode(packed + "=="))
    assert (file["format"], file["policy"], file["edition"]) == (1, "harbour-orchestra", "2030")
    assert set(file["answers"]) == set(case.answers)
    assert file["none"] == list(case.none)


def test_an_example_tells_every_expected_value(desk: Desk) -> None:
    for case in desk.book.edition.cases:
        said = [text for _, text in example_view(desk, case).results]
        expect = case.expect
        items = expect.items
        listed = (*items.needed, *items.not_needed, *items.open) if items else ()
        blanks = [label for fields in expect.forms.values() for label in fields]
        verdicts = (expect.met, expect.bars, expect.barred, expect.days)
        values = (expect.points, expect.ceiling, *verdicts, listed)
        others = [text for text in said if not text.endswith("学时")]
        assert len(others) == sum(map(len, (*values, expect.terms, blanks)))
        for amount in expect.points.values():
            first = str(amount).partition("..")[0].replace("-", "−")  # printed with a real minus
            assert any(first in text for text in said)


def test_an_example_names_the_other_readings_of_its_clauses(desk: Desk) -> None:
    cases = {str(case.id): example_view(desk, case) for case in desk.book.edition.cases}
    # What counts where somebody played both salaried and as a guest can be read in two ways.
    [other] = cases["standing-best"].readings
    assert other.href == "harbour-orchestra/2030/gaps.md#W3"
    assert cases["sight-fraction"].readings == ()
