"""The words that a visitor searched for, marked on the page they lead to."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from calculator.publish import search

pytestmark = pytest.mark.usefixtures("context")  # there is no site
Mark = Callable[[str, str], list[str]]


@pytest.fixture
def address() -> str:
    """No site is needed here: each test brings its page."""
    return "http://127.0.0.1"


@pytest.fixture
def mark(page: Page) -> Mark:
    """Opens a page of that content with `?h=` these words; gives the text of all marks."""

    def mark(words: str, content: str) -> list[str]:
        script = search.page_script().content.decode()
        body = f'<div class="md-content__inner">{content}</div>'
        html = f'<!doctype html><meta charset="utf-8">{body}<script type="module">{script}</script>'

        def answer(route: Route) -> None:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

        page.route("**/*", answer)
        page.goto(f"/?h={words}")
        return page.locator("mark").all_text_contents()

    return mark


def test_every_occurrence_is_marked(mark: Mark) -> None:
    assert mark("学时", "<p>学时与学时</p><ul><li>每学时</li></ul>") == ["学时"] * 3


def test_several_words_are_marked_and_touching_ones_are_one(mark: Mark) -> None:
    assert mark("继续 续教 育 学时", "<p>继续教育，学时</p>") == ["继续教育", "学时"]


def test_words_run_across_links_and_widths(mark: Mark, page: Page) -> None:
    assert mark("满５年", "<p>满 <a href='/'>5</a> 年的</p>") == ["满 ", "5", " 年"]
    assert page.locator("p").text_content() == "满 5 年的"
    assert page.locator("a > mark").count() == 1


def test_no_word_runs_across_blocks(mark: Mark) -> None:
    assert mark("甲乙", "<ul><li>甲</li><li>乙</li></ul><p>甲</p><p>乙</p>") == []


def test_what_hides_a_mark_is_opened(mark: Mark, page: Page) -> None:
    mark("学时", "<details><summary>一</summary><p>学时</p></details><details>别的</details>")
    states = page.locator("details").evaluate_all("all => all.map((one) => one.open)")
    assert states == [True, False]


def test_controls_and_drawings_are_left_alone(mark: Mark) -> None:
    content = "<button>学时</button><form><p>学时</p></form><svg><text>学时</text></svg>"
    assert mark("学时", content) == []


def test_words_are_text_and_never_markup(mark: Mark) -> None:
    assert mark("<b>.*", "<p>写作 &lt;b&gt;.* 的</p>") == ["<b>.*"]


def test_without_words_nothing_is_marked(mark: Mark) -> None:
    assert mark("", "<p>学时</p>") == []
