"""The site of the invented policy: built by the same code, from YAML alone."""

import html
import json
import re
from pathlib import Path

import pytest

from calculator.loading import Edition
from tests.policies.vocabulary import GENERIC_TITLES, language_titles, titles_of

TELLING = 6  # shorter titles are words that any policy may use


@pytest.fixture(scope="module")
def pages(invented_site: Path) -> dict[str, str]:
    """The words of every page of the policy, by its address below the edition."""
    below = invented_site / "harbour-orchestra" / "2030"
    return {
        path.parent.relative_to(below).as_posix(): words(path) for path in below.rglob("*.html")
    }


def words(path: Path) -> str:
    """What a page says, without its markup and its space."""
    text = path.read_text(encoding="utf-8")
    body = re.sub(r"<(script|style|head)\b.*?</\1>", "", text, flags=re.DOTALL)
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^>]*>", "", body)))


def test_every_document_and_every_topic_has_a_page(
    pages: dict[str, str], orchestra: Edition
) -> None:
    expected = {str(one.id) for one in (*orchestra.documents, *orchestra.pages)}
    assert expected | {".", "full", "calculator", "gaps", "glossary", "sources"} <= pages.keys()


def test_every_clause_stands_in_its_document(invented_site: Path, orchestra: Edition) -> None:
    for key in orchestra.clauses:
        page = invented_site / "harbour-orchestra/2030" / orchestra.document_of(key).id
        anchors = re.findall(r'\bid="([^"]+)"', (page / "index.html").read_text(encoding="utf-8"))
        assert anchors.count(key) == 1, key


def test_every_figure_is_shown_where_it_stands(pages: dict[str, str], orchestra: Edition) -> None:
    for figure in orchestra.figures.values():
        page = pages[str(orchestra.document_of(figure.clause).id)]
        assert re.sub(r"\s", "", figure.text) in page, figure.key


def test_what_the_source_lost_is_shown_as_a_gap(pages: dict[str, str]) -> None:
    assert "原文缺失" in pages["charter"]
    assert "首席要带教几个人" in pages["gaps"]
    assert "面试在哪一天" in pages["gaps"]


def test_worked_examples_are_shown(pages: dict[str, str], orchestra: Edition) -> None:
    shown = [case for case in orchestra.cases if case.example]
    assert shown
    for case in shown:
        assert re.sub(r"\s", "", str(case.title)) in pages["examples"]


def test_the_home_page_is_the_policys(invented_site: Path) -> None:
    assert "2030年望潮港交响乐团演奏员晋级评定" in words(invented_site / "index.html")


def test_it_is_found_by_its_everyday_words(invented_site: Path) -> None:
    index = json.loads((invented_site / "search/search_index.json").read_text(encoding="utf-8"))
    found = [
        one["location"] for one in index["docs"] if "团龄" in json.dumps(one, ensure_ascii=False)
    ]
    assert any(location.endswith("#charter-tenure") for location in found)


def test_nothing_of_a_published_policy_is_on_it(
    invented_site: Path, published: list[Edition]
) -> None:
    ours = "\n".join(language_titles())
    foreign = {
        one
        for edition in published
        for one in titles_of(edition)
        if len(one) >= TELLING and one not in ours
    } - GENERIC_TITLES.keys()
    for path in sorted(invented_site.rglob("*")):
        if path.suffix in {".html", ".json", ".js", ".xml"}:
            text = path.read_text(encoding="utf-8")
            assert [one for one in sorted(foreign) if one in text] == [], path
            assert [e.policy.id for e in published if str(e.policy.id) in text] == [], path
