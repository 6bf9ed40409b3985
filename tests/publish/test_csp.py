"""The content security policy: hashes of just the scripts that run."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from calculator.publish import csp
from calculator.publish.preview import headers_for, parse_headers

PAGE = """<!doctype html><html><head>
<meta charset="utf-8"><title>x</title>
<script>a = 1 && 2</script>
<script src="b.js"></script>
<script type="application/json">{"c": 1}</script>
<script type="module">d()</script>
</head></html>"""


def digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def test_scripts_that_run_inline_are_found_and_data_is_not() -> None:
    assert csp.inline_scripts(PAGE) == ["a = 1 && 2", "d()"]


def test_the_policy_holds_their_hashes_and_allows_no_other_inline_script() -> None:
    scripts = csp.policy([PAGE]).partition(";")[0].split()
    assert scripts == [
        "script-src",
        "'self'",
        "'wasm-unsafe-eval'",
        *sorted(f"'sha256-{digest(text)}'" for text in ("a = 1 && 2", "d()")),
    ]


def test_everything_else_is_forbidden_unless_the_site_holds_it() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in csp.policy([PAGE]).split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["style-src"] == rules["worker-src"] == "'self'"
    assert rules["connect-src"] == "'self' blob:"
    assert not any("http" in value or "unsafe-inline" in value for value in rules.values())


def test_the_order_of_pages_does_not_matter() -> None:
    other = "<script>e()</script>"
    assert csp.policy([PAGE, other]) == csp.policy([other, PAGE])


def test_the_policy_stands_before_everything_that_it_binds() -> None:
    html = csp.with_policy(PAGE, "default-src 'none'")
    assert html.index("Content-Security-Policy") < html.index("<script>")
    assert html.index("charset") < html.index("Content-Security-Policy")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ],
)
def test_the_headers_file_says_what_a_page_cannot(name: str, value: str) -> None:
    headers = headers_for("/about/", parse_headers(csp.headers_file("default-src 'none'")))
    assert headers[name] == value
    assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Cache-Control" not in headers


def test_no_page_may_use_camera_place_or_microphone() -> None:
    headers = headers_for("/about/", parse_headers(csp.headers_file("")))
    allowed = dict(rule.split("=") for rule in headers["Permissions-Policy"].split(", "))
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= allowed.keys()
    assert set(allowed.values()) == {"()"}


def test_only_files_that_never_change_are_kept_for_ever(built_site: Path) -> None:
    rules = parse_headers((built_site / "_headers").read_text(encoding="utf-8"))
    kept = 0
    for path in (one for one in built_site.rglob("*") if one.is_file()):
        address = "/" + path.relative_to(built_site).as_posix()
        caching = headers_for(address, rules).get("Cache-Control")
        if caching:
            assert caching == "public, max-age=31536000, immutable"
            # Plain files stand beside their compressed copies under the same hash.
            assert re.search(r"[.-][0-9a-f]{8,}(?:\.|/)", address), address
            kept += 1
    assert kept > 20


def test_no_page_asks_for_another_one_beforehand(built_site: Path) -> None:
    """Firefox fetches what `rel=next` names, which the policy refuses on every page."""
    pages = [path.read_text(encoding="utf-8") for path in built_site.rglob("*.html")]
    beforehand = re.compile(r"<link[^>]* rel=\W?(?:next|prev|prefetch|preload|prerender)\b")
    assert [page for page in pages if beforehand.search(page)] == []
    assert any("md-footer__link--next" in page for page in pages)


def test_the_policy_has_only_directives_that_every_engine_knows() -> None:
    """WebKit writes a line about each other one to the console of every page."""
    names = {rule.split()[0] for rule in csp.policy([]).split("; ")}
    assert not names & {"manifest-src", "prefetch-src", "navigate-to"}
