"""The content security policy: hashes of just the scripts that run."""

import base64
import hashlib

from calculator.publish import csp

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
    assert rules["style-src"] == rules["connect-src"] == rules["worker-src"] == "'self'"
    assert not any("http" in value or "unsafe-inline" in value for value in rules.values())


def test_the_order_of_pages_does_not_matter() -> None:
    other = "<script>e()</script>"
    assert csp.policy([PAGE, other]) == csp.policy([other, PAGE])


def test_the_policy_stands_before_everything_that_it_binds() -> None:
    html = csp.with_policy(PAGE, "default-src 'none'")
    assert html.index("Content-Security-Policy") < html.index("<script>")
    assert html.index("charset") < html.index("Content-Security-Policy")


def test_the_headers_file_also_forbids_to_frame_the_site() -> None:
    assert "frame-ancestors 'none'" in csp.headers_file("default-src 'none'")
