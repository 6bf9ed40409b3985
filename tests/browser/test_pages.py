"""Every page of the built site in a browser: readable, reachable, printable, and asking nobody.

Errors in the console and requests to other places fail each of these tests (fixture `watch`).
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.check_page import ENOUGH_STUDY, CheckPage
from tests.browser.viewports import DESK, PHONE, both_widths, resize
from tests.browser.watch import Watch

NARROWEST: ViewportSize = {"width": 360, "height": 740}
LEADS_ON = 'http-equiv="refresh"'
OPEN_ALL = "document.querySelectorAll('details').forEach(e => { e.open = true })"
OPEN_FOLDS = OPEN_ALL.replace("details", "details.fold")
SCROLL_WIDTH = "document.documentElement.scrollWidth"

# Elements that stick out of the page's width, by their tag and class.
OVERFLOWING = """
() => [...document.querySelectorAll("main *")]
  .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && e.getClientRects().length
    && getComputedStyle(e).position !== "absolute")
  .map((e) => `${e.tagName}.${e.className}`).slice(0, 5)
"""

# Links and buttons of the page's own text that a finger can miss (WCAG 2.5.8, with its exception
# for links inside a sentence).
SMALL_TARGETS = """
() => [...document.querySelectorAll("main .btn, main .copy-link, main summary, .md-header__button")]
  .filter((e) => e.getClientRects().length)
  .filter((e) => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
  .map((e) => `${e.tagName}.${e.className}`)
"""


@pytest.fixture(scope="session")
def addresses(built_site: Path) -> list[str]:
    """The addresses of all pages of the site, but for those that lead on to another at once."""
    pages = [
        page for page in built_site.rglob("index.html") if LEADS_ON not in page.read_text("utf-8")
    ]
    folders = [page.parent.relative_to(built_site) for page in pages]
    found = sorted("/" if str(f) == "." else f"/{f.as_posix()}/" for f in folders)
    assert len(found) > 10
    return found


@pytest.fixture(scope="session")
def clause_page(built_site: Path) -> str:
    """The address of a page with clauses: the document that stands first in the full text."""
    full = next(built_site.rglob("full/index.html"))
    return f"/{full.parent.relative_to(built_site).as_posix()}/"


VIOLATIONS = """
  window.violations = [];
  addEventListener("securitypolicyviolation", (e) =>
    violations.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`), true);
"""

# Reading pages: what has no calculator in it.
HEIGHT = "document.querySelector('#calculator') ? 0 : document.documentElement.scrollHeight"
MOST_HEIGHT = 9000  # px, on a phone
SHARES = 8  # of the pages: several processes look at some each, and none looks long at the end


def misfits(page: Page, width: int) -> list[str]:
    """What does not fit a window of that width."""
    found: list[str] = page.evaluate(OVERFLOWING)
    scrolls = page.evaluate(SCROLL_WIDTH) > width
    return [f"{one} at {width} px" for one in [*found, *["scrolls sideways"] * scrolls]]


def violations_on_paper(page: Page) -> list[str]:
    """What broke the security policy so far, and when everything is printed."""
    page.emulate_media(media="print")
    page.evaluate(OPEN_ALL)
    page.emulate_media(media="screen")
    found: list[str] = page.evaluate("window.violations")
    return found


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize(
    ("viewport", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"]
)
def test_every_page_can_be_reached_by_everybody_and_keeps_the_security_policy(
    page: Page,
    viewport: ViewportSize,
    scheme: Literal["light", "dark"],
    share: int,
    addresses: list[str],
    axe: Callable[[Page], list[str]],
    watch: Watch,
) -> None:
    """All that is looked at on every page, so that each is opened once."""
    addresses = [*addresses, "/404.html"][share::SHARES]
    page.add_init_script(VIOLATIONS)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for address in addresses:
        page.goto(address)
        height = page.evaluate(HEIGHT) if viewport == PHONE else 0
        page.evaluate(OPEN_FOLDS)
        faults = [f"{height} px high"] if height > MOST_HEIGHT else []
        faults += [*axe(page), *misfits(page, viewport["width"]), *page.evaluate(SMALL_TARGETS)]
        if viewport == PHONE:
            resize(page, NARROWEST)
            faults += misfits(page, NARROWEST["width"])
            resize(page, viewport)
        if faults := [*faults, *violations_on_paper(page)]:
            found[address] = faults
    assert found == {}
    # The recorder works: something was asked for, and (see `watch`) nothing elsewhere.
    assert len(watch.requests) > len(addresses)


def test_a_clauses_address_is_copied(
    new_context: Callable[..., BrowserContext], clause_page: str, address: str
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{clause_page}?h=x")
    clause = page.locator(".clause[id]").nth(2)
    page.locator(".copy-link").nth(2).click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}{clause_page}#{clause.get_attribute('id')}"


def test_without_a_clipboard_the_address_is_shown_to_copy_by_hand(
    page: Page, clause_page: str
) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(clause_page)
    page.locator(".copy-link").nth(2).click()
    field = page.get_by_role("textbox", name="本条的链接")
    expect(field).to_be_focused()
    chosen = field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert chosen.startswith("http")
    assert "#" in chosen


# Whether what has this id stands below the header, where a reader looks first.
LANDED = """
(id) => {
  const top = document.getElementById(id).getBoundingClientRect().top;
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  return top >= header && top < innerHeight / 3;
}
"""


def test_a_link_to_a_clause_shows_it_below_the_header(page: Page, clause_page: str) -> None:
    page.goto(clause_page)
    anchor = page.locator(".clause[id]").nth(9).get_attribute("id")
    page.goto(f"{clause_page}#{anchor}")
    page.wait_for_function(LANDED, arg=anchor)


@both_widths
def test_a_link_into_a_long_page_lands_on_its_heading(page: Page, built_site: Path) -> None:
    """What lies before it is not laid out until somebody comes near: its height is a guess."""
    long = next(built_site.rglob("examples/index.html")).parent.relative_to(built_site).as_posix()
    page.goto(f"/{long}/")
    assert "auto" in page.locator(".example").evaluate_all(
        "all => all.map((e) => getComputedStyle(e).contentVisibility)"
    )
    names = page.locator("main h2[id]").evaluate_all("all => all.map((e) => e.id)")
    assert len(names) > 20
    for name in (names[-1], names[len(names) // 2]):
        page.goto("about:blank")
        page.goto(f"/{long}/#{name}")
        page.wait_for_function(LANDED, arg=name)


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    return getattr(request, "param", {})


@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}], indirect=True)
def test_every_page_reads_without_scripts(page: Page, addresses: list[str]) -> None:
    for address in addresses:
        page.goto(address)
        heading = page.locator("h1")
        expect(heading).to_be_visible()
        assert len(page.locator("main").inner_text()) > len(heading.inner_text()) + 20, address
        assert page.locator("button:visible, input:visible").count() == 0, address


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 844}], ids=["390px"])
def test_the_menu_and_the_search_open_by_keyboard(page: Page, clause_page: str) -> None:
    page.goto(clause_page)
    menu = page.get_by_role("button", name="菜单")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.locator("nav.md-nav--primary")).to_be_in_viewport()
    page.goto(clause_page)
    page.get_by_role("button", name="搜索").first.press("Space")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_tables_keep_their_roles_when_they_become_cards(
    new_context: Callable[..., BrowserContext], clause_page: str
) -> None:
    shown = []
    for width in (390, 1280):
        page = new_context(viewport={"width": width, "height": 800}).new_page()
        page.goto(clause_page)
        page.evaluate(OPEN_ALL)
        assert page.get_by_role("table").count() == page.locator("table").count()
        table = page.locator("table.points").first
        roles = ("row", "rowheader", "cell")
        texts = {role: table.get_by_role(role).all_inner_texts() for role in roles}
        # An empty cell has nothing to say and is left out of a card.
        shown.append({role: ["".join(t.split()) for t in texts[role] if t] for role in roles})
    assert shown[0] == shown[1]
    assert all(len(texts) > 1 for texts in shown[0].values())


def test_paper_shows_everything_but_what_only_a_screen_needs(
    page: Page, addresses: list[str], clause_page: str
) -> None:
    for address in (clause_page, addresses[0]):
        page.goto(address)
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_be_visible()
        for hidden in (".md-header", ".md-tabs", ".copy-link", ".md-sidebar"):
            for element in page.locator(hidden).all():
                expect(element).to_be_hidden()
        expect(page.locator(".edition-bar")).to_be_visible()
        family = page.evaluate("getComputedStyle(document.querySelector('article')).fontFamily")
        assert "Song" in family
        colours = page.evaluate(
            "[document.body, document.querySelector('article')].map(e => getComputedStyle(e).color)"
        )
        assert set(colours) == {"rgb(0, 0, 0)"}
        page.emulate_media(media="screen")


def test_the_page_of_missing_pages_leads_home(page: Page, watch: Any) -> None:
    watch.allow("404")
    page.goto("/nowhere/at/all/")
    expect(page.get_by_role("heading", level=1)).to_have_text("没有找到这个页面")
    page.get_by_role("link", name="返回首页").click()
    expect(page).to_have_url("/")


def test_violations_would_be_noticed(page: Page, watch: Watch) -> None:
    page.add_init_script(VIOLATIONS)
    watch.allow("Content Security Policy")
    page.goto("/about/")
    page.evaluate("""() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
      document.body.setAttribute("onclick", "window.ran = true");
      document.body.click();
    }""")
    page.wait_for_function("violations.length >= 2")
    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("viewport", [DESK])
def test_where_there_is_room_every_part_is_open(page: Page, clause_page: str) -> None:
    page.goto(clause_page)
    expect(page.locator("details.fold[open]").first).to_be_visible()
    expect(page.locator("details.fold:not([open])")).to_have_count(0)


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize("context_options", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_every_part_is_shown(page: Page, clause_page: str) -> None:
    page.goto(clause_page)
    assert page.locator("details.fold").count() > 0
    expect(page.locator(".fold p").first).to_be_visible()
    assert page.locator(".fold p").last.is_visible()


MANY_ANSWERS = {
    "education": [{"level": "bachelor", "relation": "same", "date": "2018-06"}],
    "titles": [{"level": "assistant", "relation": "own", "obtained": "2021-06-30"}],
    "patents": [{"kind": "invention", "rank": rank, "date": "2024-05"} for rank in (1, 3)],
    "study": ENOUGH_STUDY,
}


@pytest.mark.parametrize("viewport", [PHONE])
@pytest.mark.parametrize(
    ("tool", "printed"),
    [("checklist", ".check-clause"), ("hours", ".check-years"), ("slip", ".slip-table")],
)
def test_on_a_phone_a_tool_is_an_overview_first_and_whole_on_paper(
    page: Page, tool: str, printed: str
) -> None:
    file = {"format": 1, "policy": "jiaojiang-optics", "edition": "2025", "answers": MANY_ANSWERS}
    kept = json.dumps(json.dumps(file))
    page.add_init_script(f"localStorage['calculator:jiaojiang-optics:2025'] ??= {kept}")
    CheckPage(page, f"/jiaojiang-optics/2025/{tool}/").open()
    page.wait_for_function(f"document.documentElement.scrollHeight <= {MOST_HEIGHT}")
    expect(page.locator("details.fold").first).not_to_have_attribute("open", "")
    page.emulate_media(media="print")
    expect(page.locator(printed).first).to_be_visible()


BAND = """
() => document.querySelector(".hero__status").getBoundingClientRect().top
  - document.querySelector(".md-header").getBoundingClientRect().bottom <= 45
"""


@pytest.mark.parametrize("viewport", [{"width": 390, "height": 664}])
def test_the_home_page_begins_at_its_top(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".hero__start")).to_be_in_viewport(ratio=1)
    page.wait_for_function(BAND)
