"""The search of the built site: found, said, highlighted, and all of it in the browser."""

import pytest
from playwright.sync_api import Locator, Page, expect

from calculator.publish import search
from tests.browser.watch import Watch

TERMS = ["继续教育", "破格", "学时", "第一作者", "任职资格"]
EVERYDAY = ["查重", "工龄", "软著", "社保", "继教"]
NOWHERE = "量子纠缠望远镜"


@pytest.fixture
def home(page: Page) -> Page:
    page.goto("/")
    return page


def look_for(page: Page, query: str) -> None:
    """Enter a query in one go, as pasting does: no key goes up."""
    page.locator("[data-md-component=search-query]").fill(query)


def notice(page: Page) -> Locator:
    return page.locator(".md-search-result__meta")


def first_marked(page: Page) -> Locator:
    return page.locator(".md-search-result__article mark").first


@pytest.mark.parametrize("term", TERMS)
def test_official_terms_are_found_and_highlighted(home: Page, term: str) -> None:
    look_for(home, term)
    expect(first_marked(home)).to_have_text(term)
    expect(notice(home)).to_contain_text("个符合条件的结果")


@pytest.mark.parametrize("word", EVERYDAY)
def test_everyday_words_lead_to_sections(home: Page, word: str) -> None:
    look_for(home, word)
    expect(first_marked(home)).to_have_text(word)
    expect(notice(home)).to_contain_text("个符合条件的结果")


def test_a_string_that_occurs_nowhere_is_said_to_be_missing(home: Page) -> None:
    look_for(home, NOWHERE)
    expect(notice(home)).to_contain_text(f"没有找到“{NOWHERE}”")
    expect(notice(home)).to_have_role("status")


def test_a_mistyped_term_offers_what_is_near(home: Page) -> None:
    look_for(home, "继续较育")
    expect(notice(home)).to_have_text("没有找到“继续较育”，下面是相近的内容")
    expect(first_marked(home)).to_have_text("继续")


def test_a_result_leads_to_the_term_on_its_page(home: Page) -> None:
    look_for(home, "破格")
    home.locator(".md-search-result__link", has=first_marked(home)).first.click()
    home.wait_for_url("**/?h=*")
    expect(home.locator(".md-content mark").first).to_have_text("破格")


def test_an_address_may_carry_the_query(page: Page) -> None:
    page.goto("/?q=学时")
    expect(first_marked(page)).to_have_text("学时")


def test_only_our_worker_is_started(home: Page, watch: Watch) -> None:
    look_for(home, "学时")
    expect(first_marked(home)).to_be_visible()
    workers = [worker.url for worker in home.workers]
    assert any(url.endswith(search.worker_script().path) for url in workers)
    assert not any("javascripts/workers" in url for url in watch.requests)
