"""What visitors meet when downloads go wrong, storage refuses, workers die or browsers are old.

A concert gives 2.5 points in this site: 2 concerts are 5, 3 are 7.5.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests.browser import misbehaving as bad
from tests.browser.calculator_page import CalculatorPage
from tests.browser.misbehaving import Misbehaving
from tests.browser.watch import Watch

PATH = "/tiny/2031/calculator/"
KEY = "calculator:tiny:2031"
KEPT = "您填的都还在"
# Starting is what is looked at: in a context of its own.
pytestmark = pytest.mark.usefixtures("context")


@pytest.fixture
def address(host: Misbehaving) -> str:
    return host.address


@pytest.fixture(autouse=True)
def expected_noise(watch: Watch) -> None:
    """The browser reports what these tests break."""
    watch.allow("Failed to load|integrity|404|500|ERR_|dies|CompileError|wasm|preload")


@pytest.fixture
def calculator(page: Page) -> CalculatorPage:
    return CalculatorPage(page, PATH)


def concerts(calculator: CalculatorPage, typed: str) -> None:
    calculator.field("choir-concerts").fill(typed)


def retry(calculator: CalculatorPage) -> None:
    calculator.bar.get_by_role("button", name="再试一次").click()


FAULTS = [
    (r"asm\.wasm", bad.cut, "只下载到一部分就断了"),
    (r"asm\.wasm", bad.short, "只下载到一部分就断了"),
    (r"asm\.wasm", bad.flipped, "和本站发布的不一样"),
    (r"/library\.", bad.portal, "多半是公共无线网络要先登录"),
    (r"/core\.", bad.redirected, "多半是公共无线网络要先登录"),
    (r"asm\.js", bad.status(404), "找不到计算程序的一个文件"),
    (r"/pyodide\.js", bad.refused, "连不上网站"),
    (r"/pyodide\.js", bad.flipped, "和本站发布的不一样"),
    (r"/worker\.js", bad.status(500), "服务器现在出了错"),
]


def failed(calculator: CalculatorPage, words: str) -> None:
    expect(calculator.page.locator("#calculator[data-state=failed]")).to_have_count(1)
    expect(calculator.bar).to_contain_text(words)
    expect(calculator.bar).to_contain_text(KEPT)


def test_each_failed_download_is_told_apart_and_trying_again_works(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    host.forget_caching()
    host.spoil(*FAULTS[0][:2])
    page.goto(PATH)
    concerts(calculator, "2")
    failed(calculator, FAULTS[0][2])
    for pattern, answer, words in FAULTS[1:]:
        host.mend()
        host.spoil(pattern, answer)
        retry(calculator)
        failed(calculator, words)
    host.mend()
    retry(calculator)
    assert calculator.total() == "自评 5 分"


# Says when the runtime is linked, and when its first code runs.
SAY = """
() => {
  const plain = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...all) => {
    const { exports } = await plain(...all);
    const first = () => {
      console.log("runs");
      exports.__wasm_call_ctors();
    };
    if ("__wasm_call_ctors" in exports) console.log("linked");
    return { exports: { ...exports, __wasm_call_ctors: first } };
  };
}
"""


def test_nothing_of_the_runtime_runs_before_all_of_it_is_checked(
    page: Page, host: Misbehaving
) -> None:
    """WebAssembly may be linked earlier: that runs nothing of it."""
    said = list[str]()

    def hear(message: ConsoleMessage) -> None:
        if message.text in ("linked", "runs"):
            said.append(message.text)

    page.on("console", hear)
    wasm, core = bad.Held(), bad.Held()
    host.spoil(r"asm\.wasm", wasm)
    host.spoil(r"/core\.", core)
    with page.expect_event("worker", lambda worker: "/app-" in worker.url) as started:
        page.goto(PATH)
    started.value.evaluate(SAY)
    with page.expect_console_message(lambda message: message.text == "linked"):
        wasm.open()
    # Once there and back: what would run would have begun.
    started.value.evaluate("fetch(self.location.href, { cache: 'reload' }).then(() => null)")
    assert said == ["linked"]
    core.open()
    expect(page.locator("#calculator[data-state=ready]")).to_have_count(1)
    assert said == ["linked", "runs"]


def test_a_bad_copy_that_the_browser_keeps_for_ever_is_passed_by(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    host.spoil(r"asm\.wasm|/core\.", bad.flipped)
    page.goto(PATH)
    failed(calculator, "和本站发布的不一样")
    host.mend()
    retry(calculator)
    # The other bad copy may only now be met.
    ready = page.locator("#calculator[data-state=ready]")
    failure = calculator.bar.get_by_role("button", name="再试一次")
    expect(ready.or_(failure).first).to_be_visible()
    if failure.is_visible():
        retry(calculator)
    assert calculator.total() == "自评 0 分"


def test_a_host_that_knows_no_types_serves_the_calculator_all_the_same(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    host.spoil(r"\.(wasm|zip|json)", bad.plain)
    calculator.open()
    concerts(calculator, "3")
    assert calculator.total() == "自评 7.5 分"


def test_a_download_that_stands_still_is_given_up_and_tried_again(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    held = bad.Held()
    host.spoil(r"asm\.wasm", held)
    page.clock.install()
    page.goto(PATH)
    concerts(calculator, "2")
    expect(calculator.bar.locator("progress")).to_be_visible()
    page.clock.fast_forward(61_000)
    failed(calculator, "等了很久没有动静")
    held.open()
    host.mend()
    retry(calculator)
    assert calculator.total() == "自评 5 分"


def test_a_worker_that_does_not_arrive_is_given_up_and_tried_again(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    held = stand_still(page, host, r"/worker\.js")
    failed(calculator, "等了很久没有收到内容")
    held.open()
    host.mend()
    retry(calculator)
    assert calculator.total() == "自评 0 分"


def test_a_script_that_does_not_arrive_is_told_until_it_comes_after_all(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    held = stand_still(page, host, r"/form\.js")
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_contain_text("等了很久")
    expect(alert.get_by_role("button", name="重新载入本页")).to_be_visible()
    expect(page.locator("#choir-concerts")).to_be_visible()
    held.open()
    assert calculator.total() == "自评 0 分"
    expect(alert).to_have_count(0)


def test_rules_that_do_not_arrive_are_given_up_and_the_page_stays_readable(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    held = stand_still(page, host, r"/rules-")
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_contain_text("等了很久")
    expect(page.locator("#choir-concerts")).to_be_visible()
    held.open()
    host.mend()
    alert.get_by_role("button", name="重新载入本页").click()
    assert calculator.total() == "自评 0 分"


def stand_still(page: Page, host: Misbehaving, pattern: str) -> bad.Held:
    """Open the calculator's page, and let a minute pass in which a file of it does not arrive."""
    held = bad.Held()
    host.spoil(pattern, held)
    page.clock.install()
    with page.expect_request(re.compile(pattern)):
        page.goto(PATH, wait_until="commit")
    # `site.js` says so, which runs after the script that waits for the others (`capable.js`).
    expect(page.locator("html.js")).to_have_count(1)
    page.clock.fast_forward(61_000)
    return held


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [(r"/form\.js", bad.cut), (r"/calculator\.js", bad.portal), (r"/rules-", bad.flipped)],
    ids=["module cut", "script replaced", "rules changed"],
)
def test_a_page_whose_own_parts_are_spoilt_says_so_and_stays_readable(
    page: Page,
    host: Misbehaving,
    calculator: CalculatorPage,
    pattern: str,
    answer: bad.Answer,
) -> None:
    host.forget_caching()
    host.spoil(pattern, answer)
    page.goto(PATH)
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_have_count(1)
    expect(page.locator("#choir-concerts")).to_be_visible()
    host.mend()
    alert.get_by_role("button", name="重新载入本页").click()
    assert calculator.total() == "自评 0 分"


OLD = {
    "no module workers": """
        const Plain = Worker;
        globalThis.Worker = function (url) { return new Plain(url); };
    """,
    "no recent WebAssembly": "delete WebAssembly.Tag",
    "no recent library": "delete Object.hasOwn",
    "no recent syntax": """
      const Own = RegExp;
      window.RegExp = function (source, flags) {
        if (String(source).includes('(?<=')) throw new SyntaxError('invalid group');
        return new Own(source, flags);
      };
    """,
    "neither WebAssembly": "delete Object.hasOwn; delete globalThis.WebAssembly",
}


@pytest.mark.parametrize("script", OLD.values(), ids=OLD.keys())
def test_a_browser_that_is_too_old_is_told_so_and_can_print(
    page: Page, host: Misbehaving, calculator: CalculatorPage, script: str
) -> None:
    page.add_init_script(f"globalThis.print = () => {{ globalThis.printed = true; }}; {script}")
    page.goto(PATH)
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_contain_text("这个浏览器太旧")
    alert.get_by_role("button", name="打印本页").click()
    assert page.evaluate("printed") is True
    expect(calculator.bar).to_be_hidden()
    # On paper there is room for each row's points.
    pen = page.locator("#choir-concerts .points-pen")
    expect(pen).to_be_hidden()
    page.emulate_media(media="print")
    expect(pen).to_be_visible()
    expect(page.locator("#choir-concerts")).to_be_visible()
    assert not [path for path in host.asked if "asm.wasm" in path]


def test_a_browser_with_webassembly_turned_off_is_told_that(
    page: Page, host: Misbehaving, calculator: CalculatorPage
) -> None:
    page.add_init_script("delete globalThis.WebAssembly")
    page.goto(PATH)
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_contain_text("关闭了 WebAssembly")
    expect(alert).to_contain_text("锁定模式")
    expect(alert).not_to_contain_text("太旧")
    assert not [path for path in host.asked if "asm.wasm" in path]


def unknowing(handler: bad._Handler, body: bytes) -> None:
    """A page as browsers read it that know no such word of a policy; another policy beside ours
    forbids the same.
    """
    word = b" 'wasm-unsafe-eval'"
    assert word in body
    handler.give(body.replace(word, b""), "text/html; charset=utf-8")


def test_a_page_whose_policy_forbids_webassembly_says_that_and_not_that_memory_is_short(
    page: Page, host: Misbehaving, calculator: CalculatorPage, watch: Watch
) -> None:
    watch.allow("WebAssembly")
    host.spoil("calculator/$", unknowing)
    page.goto(PATH)
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_contain_text("没有让本页运行 WebAssembly")
    expect(alert).to_contain_text("安全策略")
    expect(alert.get_by_role("button", name="打印本页")).to_be_visible()
    assert not [path for path in host.asked if "asm.wasm" in path]


@pytest.mark.parametrize("answer", [bad.short, bad.portal], ids=["cut", "replaced"])
def test_a_script_that_is_kept_though_it_is_bad_is_asked_for_again(
    page: Page, host: Misbehaving, calculator: CalculatorPage, answer: bad.Answer
) -> None:
    """Its name says that it never changes: a reload alone would not ask."""
    host.spoil(r"/calculator\.js|/form\.js", answer)
    page.goto(PATH)
    alert = calculator.root.get_by_role("alert")
    expect(alert).to_have_count(1)
    host.mend()
    alert.get_by_role("button", name="重新载入本页").click()
    assert calculator.total() == "自评 0 分"


DENIED = """
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() { throw new DOMException('denied', 'SecurityError'); },
  });
"""
NONE = """
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: null });
"""
FULL = """
  Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };
"""


@pytest.mark.parametrize("script", [DENIED, NONE, FULL], ids=["denied", "none", "full"])
def test_without_storage_it_works_says_so_and_a_reload_loses_nothing(
    page: Page, calculator: CalculatorPage, script: str
) -> None:
    page.add_init_script(script)
    calculator.open()
    concerts(calculator, "3")
    expect(calculator.root).to_contain_text("不让网页留存内容，或者已经存满")
    assert calculator.total() == "自评 7.5 分"
    page.reload()
    assert calculator.total() == "自评 7.5 分"
    # A link within the page makes a new entry in the tab's history, and going back leaves it.
    calculator.move("location.hash = 'choir-concerts'")
    page.reload()
    assert calculator.total() == "自评 7.5 分"
    concerts(calculator, "2")
    assert calculator.total() == "自评 5 分"
    calculator.move("history.back()")
    page.reload()
    assert calculator.total() == "自评 5 分"


def test_what_was_kept_and_cannot_be_read_is_put_aside_not_lost(
    page: Page, calculator: CalculatorPage
) -> None:
    broken = '{"answers": {"concerts": 3'
    page.add_init_script(f"localStorage['{KEY}:broken'] || (localStorage['{KEY}'] = '{broken}')")
    calculator.open()
    expect(calculator.bar).to_contain_text("读不出来，已放到一边")
    concerts(calculator, "2")
    assert calculator.total() == "自评 5 分"
    assert page.evaluate(f"localStorage['{KEY}:broken']") == broken
    page.reload()
    assert calculator.total() == "自评 5 分"


SPY = """
  const Plain = Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) { super(...given); globalThis.latest = this; }
  };
"""


def test_a_worker_that_is_killed_without_a_word_is_replaced(
    page: Page, calculator: CalculatorPage
) -> None:
    page.add_init_script(SPY)
    page.clock.install()
    calculator.open()
    concerts(calculator, "2")
    assert calculator.total() == "自评 5 分"
    page.evaluate("latest.terminate()")
    concerts(calculator, "3")
    still = calculator.bar.get_by_text("还在计算，下面还不是新的结果。")
    expect(still).to_have_count(0)
    page.clock.fast_forward(2_100)
    expect(still.first).to_be_visible()
    expect(calculator.bar.locator(".calc-total")).to_have_text("自评 5 分")
    page.clock.fast_forward(19_000)
    assert calculator.total() == "自评 7.5 分"
    expect(still.filter(visible=True)).to_have_count(0)


def test_over_plain_http_files_are_checked_and_the_calculator_works(
    new_context: Callable[..., BrowserContext], host: Misbehaving, watch: Watch
) -> None:
    watch.allow("Cross-Origin-Opener-Policy header has been ignored")
    watch.origin = host.address.replace("127.0.0.1", "plain.example")
    page = new_context(base_url=watch.origin).new_page()
    host.forget_caching()
    host.spoil(r"/core\.", bad.flipped)
    calculator = CalculatorPage(page, PATH)
    page.goto(PATH)
    assert page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
    concerts(calculator, "3")
    failed(calculator, "和本站发布的不一样")
    host.mend()
    retry(calculator)
    assert calculator.total() == "自评 7.5 分"


BREAKS = """
  { const open = caches.open.bind(caches);
    let broken = false;
    caches.open = (name) => broken
      ? Promise.reject(new DOMException("Unexpected internal error.", "UnknownError"))
      : open(name);
    self.addEventListener("message", ({ data }) => { if (data === "break") broken = true; });
  }
"""


def test_a_store_that_breaks_leaves_the_network(
    new_context: Callable[..., BrowserContext], host: Misbehaving, tiny_sites: tuple[Path, Path]
) -> None:
    """Profiles on failing disks answer every request for a cache with an error."""
    script = (tiny_sites[0] / "sw.js").read_text(encoding="utf-8")
    breaking = (BREAKS + script).encode()
    host.spoil(r"/sw\.js$", lambda handler, _: handler.give(breaking, "text/javascript"))
    page = new_context(base_url=host.address, service_workers="allow").new_page()
    calculator = CalculatorPage(page, PATH).open()
    expect(page.locator("html[data-offline=calculators]")).to_have_count(1)
    page.evaluate("navigator.serviceWorker.controller.postMessage('break')")
    page.reload()
    concerts(calculator, "3")
    assert calculator.total() == "自评 7.5 分"
