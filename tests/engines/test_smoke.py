"""The site in Firefox and WebKit: what tests/browser looks at closely in Chromium works there too.

Expected points are worked out from the source's table, as beside the tests in Chromium.
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.browser.misbehaving import Misbehaving, _Handler, refused, short, status
from tests.browser.test_batch_screen import PEOPLE, TOTAL, filled
from tests.browser.test_checklist_screen import photo
from tests.browser.test_link import FILE, link_of
from tests.engines.drivers import Browser, Firefox, Refused

HOME = "/jiaojiang-optics/2025"
FILLED = {**FILE, "none": []}
KEY = "calculator:jiaojiang-optics:2025"

READY = """
  const page = document.querySelector('#calculator[data-ready][data-state=ready]');
  return page && (document.querySelector('#calc-bar .calc-total')?.textContent ?? '就绪');
"""
SHOWN = "return document.querySelector(arguments[0])?.textContent.includes(arguments[1])"

# Stands in every page before all other scripts: what goes wrong in it is kept.
RECORDER = b"""
  window.complaints = [];
  const say = (words) => window.complaints.push(String(words));
  addEventListener("error", (e) => say(e.message ?? `${e.target.outerHTML} fails`), true);
  addEventListener("unhandledrejection", (e) => say(e.reason));
  addEventListener("securitypolicyviolation", (e) =>
    say(`${e.violatedDirective} refuses ${e.blockedURI}`));
"""
FRAME = b"""<!doctype html><meta charset="utf-8"><title>frame</title>
  <iframe width="390" height="844" style="border: 0"></iframe>"""


def serve(content: bytes, kind: str, handler: _Handler, _: bytes) -> None:
    handler.give(content, kind)


def recorded(handler: _Handler, page: bytes) -> None:
    charset = b'<meta charset="utf-8">'
    assert page.count(charset) == 1
    handler.give(
        page.replace(charset, charset + b'<script src="/recorder.js"></script>'), "text/html"
    )


@pytest.fixture(scope="module")
def host(built_site: Path, hosted: Callable[[Path], Misbehaving]) -> Misbehaving:
    return hosted(built_site)


@pytest.fixture
def tool(browser: Browser, host: Misbehaving) -> Callable[[str], str]:
    """Opens a tool by its name, with nothing kept; gives what its result bar says."""
    browser.go(f"{host.address}/about/")
    browser.run("localStorage.clear()")

    def opened(name: str) -> str:
        browser.go(f"{host.address}{HOME}/{name}/")
        return str(browser.wait(READY))

    return opened


def total(browser: Browser, points: int) -> None:
    """Wait for a total."""
    said = f"自评 {points} 分"
    browser.wait("return arguments[0] === (() => {" + READY + "})()", said)


LEADS_ON = 'http-equiv="refresh"'


def test_every_page_opens_without_a_complaint_or_sideways_scrolling(
    browser: Browser, built_site: Path, framing: Misbehaving
) -> None:
    """In a frame as wide as a phone: no window gets so narrow in every engine."""
    # An address without a year leads on to one that has its own turn.
    stays = (
        path for path in built_site.rglob("index.html") if LEADS_ON not in path.read_text("utf-8")
    )
    folders = (path.parent.relative_to(built_site) for path in stays)
    pages = [f"/{folder.as_posix()}/".replace("/./", "/") for folder in folders]
    assert len(pages) > 10
    browser.complaints()
    browser.go(f"{framing.address}/frame.html")
    found = {page: said for page in pages if (said := faults(browser, page)) != (1, 0, [])}
    assert found == {}
    assert browser.complaints() == []


def test_letters_of_twice_the_size_stay_on_the_page(browser: Browser, framing: Misbehaving) -> None:
    """As apps and phones enlarge them: the letters alone."""
    if not isinstance(browser, Firefox):
        pytest.skip(f"{browser.name} cannot be told to enlarge letters alone")
    browser.go(f"{framing.address}/frame.html")
    pages = [f"{HOME}/{name}" for name in ("", "routes-check/", "calculator/", "hours/", "batch/")]
    with browser.enlarged():
        found = {page: said for page in pages if (said := faults(browser, page)) != (1, 0, [])}
    assert found == {}


@pytest.fixture(scope="module")
def framing(built_site: Path, hosted: Callable[[Path], Misbehaving]) -> Misbehaving:
    """The site, in a frame that is as wide as a phone, with what goes wrong in its pages kept."""
    host = hosted(built_site)
    host.rules = []  # which forbid frames
    host.spoil("^/frame.html$", partial(serve, FRAME, "text/html"))
    host.spoil("^/recorder.js$", partial(serve, RECORDER, "text/javascript"))
    host.spoil("/$", recorded)
    return host


def faults(browser: Browser, page: str) -> tuple[int, int, list[str]]:
    """How many headings a page has in the frame, how far beyond it goes, what it complained of."""
    browser.run(
        """
        const frame = document.querySelector('iframe');
        window.loaded = false;
        frame.onload = () => { window.loaded = true; };
        frame.src = arguments[0];
        """,
        page,
    )
    heading = "document.querySelector('iframe').contentDocument?.querySelector('h1')"
    browser.wait(f"return Boolean(window.loaded && {heading})")
    headings, sideways, complaints = browser.run("""
      const {contentDocument: page, contentWindow: {complaints}} =
        document.querySelector('iframe');
      const {scrollWidth, clientWidth} = page.documentElement;
      return [page.querySelectorAll('h1').length, scrollWidth - clientWidth, complaints];
    """)
    return headings, sideways, complaints


def test_the_calculator_computes_and_keeps_what_was_typed(
    browser: Browser, tool: Callable[[str], str]
) -> None:
    assert tool("calculator") == "自评 0 分"
    browser.find('[data-entry="table-training"] input').type("2")
    total(browser, 10)  # 5 points each
    browser.reload()
    total(browser, 10)


def test_answers_come_by_link_and_go_by_one(
    browser: Browser, tool: Callable[[str], str], host: Misbehaving
) -> None:
    tool("calculator")
    browser.go(host.address + link_of(FILLED))
    browser.wait(READY)
    browser.button("打开这份答案", "dialog[open]").click()
    total(browser, 10)
    assert "#" not in browser.run("return location.href")
    browser.find("details.calc-menu > summary").click()
    browser.button("复制链接").click()
    # Packed by this browser, and opened by it again.
    link = browser.wait("return document.querySelector('.calc-handover textarea')?.value")
    browser.run("localStorage.clear()")
    browser.go(link)
    browser.button("打开这份答案", "dialog[open]").click()
    kept = json.loads(browser.wait("return localStorage.getItem(arguments[0])", KEY))
    assert kept == {**FILLED, "closed": [], "estimates": {}}


def test_answers_come_by_file_and_a_question_is_asked_in_a_dialog(
    browser: Browser, tool: Callable[[str], str], tmp_path: Path
) -> None:
    tool("calculator")
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(FILLED), encoding="utf-8")
    browser.find("#calculator input[type=file]").type(str(file))
    total(browser, 10)
    browser.find("details.calc-menu > summary").click()
    browser.button("全部清空…").click()
    safe = "保留现在的答案"
    browser.wait("return document.activeElement.textContent === arguments[0]", safe)
    browser.button(safe, "dialog[open]").click()
    browser.wait("return document.activeElement.textContent === arguments[0]", "全部清空…")
    browser.button("全部清空…").click()
    browser.button("清空全部答案", "dialog[open]").click()
    total(browser, 0)


def test_a_photo_is_read(browser: Browser, tool: Callable[[str], str], tmp_path: Path) -> None:
    tool("checklist")
    file = tmp_path / "me.jpg"
    file.write_bytes(photo(216, 301, 31_000))  # inside every limit by one
    browser.find('[data-question="photo"] input[type=file]').type(str(file))
    place = '[data-need="annex-2-2-1"]'
    browser.wait(SHOWN, f"{place} .check-read", "31000 字节")
    browser.wait(SHOWN, f"{place} h3 .check-verdict", "满足")


def test_a_workbook_of_people_is_worked_out(
    browser: Browser, host: Misbehaving, tmp_path: Path
) -> None:
    browser.go(f"{host.address}{HOME}/batch/")
    file = tmp_path / "people.xlsx"
    file.write_bytes(filled(基本情况=PEOPLE))
    browser.find("#calculator input[type=file]").type(str(file))
    browser.wait(SHOWN, ".batch-run [role=status]", "核对完了，共 2 人")
    # One training and three: 5 points each, at most 10.
    totals = """
      return [...document.querySelectorAll(arguments[0])].map((cell) => cell.innerText.trim());
    """
    assert browser.run(totals, f'.batch-people [data-label="{TOTAL}"]') == ["5", "10"]


def test_it_works_without_a_network_after_one_visit(
    browser: Browser, tiny_sites: tuple[Path, Path], hosted: Callable[[Path], Misbehaving]
) -> None:
    host = hosted(tiny_sites[0])
    calculator = f"{host.address}/tiny/2031/calculator/"
    browser.go(calculator)
    browser.wait("return document.documentElement.dataset.offline === 'calculators'")
    host.spoil(".", refused)
    # Not a reload: the one that Firefox is told to do asks the network first.
    browser.go(calculator)
    browser.wait(READY)
    browser.find('[data-entry="choir-concerts"] input').type("3")
    browser.wait(SHOWN, "#calc-bar .calc-total", "自评 7.5 分")  # 2.5 each
    browser.go(f"{host.address}/tiny/2031/choir/")
    assert browser.run("return document.querySelectorAll('h1').length") == 1


def test_a_script_that_did_not_come_whole_comes_with_the_button(
    browser: Browser, tiny_sites: tuple[Path, Path], hosted: Callable[[Path], Misbehaving]
) -> None:
    """Every engine keeps some of them, and a reload alone does not ask again."""
    for answer in (refused, short, status(404)):
        host = hosted(tiny_sites[0])
        host.spoil(r"/calculator\.js", answer)
        browser.go(f"{host.address}/tiny/2031/calculator/")
        browser.wait(SHOWN, ".calc-guard", "没有下载完整")
        host.mend()
        browser.button("重新载入本页").click()
        browser.wait(READY)


def test_a_page_can_be_printed(browser: Browser, tool: Callable[[str], str]) -> None:
    try:
        browser.pdf()
    except Refused:
        pytest.skip(f"{browser.name} cannot be told to print")
    tool("calculator")
    assert browser.pdf().startswith(b"%PDF")
