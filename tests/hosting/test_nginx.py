"""What the guide says of nginx holds on a real one: types, caching, headers, packing, 404."""

from __future__ import annotations

import gzip
import http.client
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from calculator.publish.preview import headers_for, parse_headers
from tests.hosting.conftest import MARK
from tests.hosting.guide import has_brotli

LIBRARIES = ("core", "library")


@dataclass
class Answer:
    """An answer of the server; names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def get(address: str, **headers: str) -> Answer:
    """One request, without following where it leads."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", parts.path or "/", headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, body)


@pytest.fixture(params=["on_nginx", "below_a_path"])
def address(request: pytest.FixtureRequest) -> str:
    """Both ways to host."""
    return str(request.getfixturevalue(request.param))


def one(site: Path, pattern: str) -> str:
    """The address of a file of the site."""
    return "/" + next(site.glob(pattern)).relative_to(site).as_posix()


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("sw.js", "application/javascript; charset=utf-8"),
        ("assets/calculator/*/*.wasm", "application/wasm"),
        ("assets/calculator/app-*/*.js", "application/javascript; charset=utf-8"),
        ("assets/site/*.css", "text/css; charset=utf-8"),
        ("assets/favicon.svg", "image/svg+xml"),
        ("assets/calculator/*.zip", "application/zip"),
        ("assets/calculator/rules-*.json", "application/json; charset=utf-8"),
    ],
)
def test_types(address: str, hosted_site: Path, pattern: str, kind: str) -> None:
    answer = get(address + one(hosted_site, pattern))
    assert answer.status == 200
    assert answer.headers["content-type"] == kind


def test_what_has_a_hash_in_its_name_is_kept_and_nothing_else(
    address: str, hosted_site: Path
) -> None:
    rules = parse_headers((hosted_site / "_headers").read_text(encoding="utf-8"))
    patterns = ("*.html", "sw.js", "search/*.json", "about/*.html", "assets/favicon.svg",
                "assets/*/*.js", "assets/*/*.css", "assets/*/*.zip", "assets/*/*/*.wasm",
                "assets/javascripts/*/*.js")  # fmt: skip
    files = [path for pattern in patterns for path in sorted(hosted_site.glob(pattern))[:3]]
    assert len(files) > 12
    for path in files:
        name = "/" + path.relative_to(hosted_site).as_posix()
        expected = headers_for(name, rules).get("Cache-Control", "no-cache")
        assert get(address + name).headers["cache-control"] == expected, name


def test_headers_are_those_of_the_headers_file(address: str, hosted_site: Path) -> None:
    rules = parse_headers((hosted_site / "_headers").read_text(encoding="utf-8"))
    wanted = {name.lower(): value for name, value in headers_for("/", rules).items()}
    policy = wanted.pop("content-security-policy")
    for path in ("/", "/about/", "/nowhere/", one(hosted_site, "assets/site/*.css")):
        answer = get(address + path)
        assert {name: answer.headers.get(name) for name in wanted} == wanted, path
        # The page states the rest itself.
        assert answer.headers["content-security-policy"] in policy
        assert "frame-ancestors" in answer.headers["content-security-policy"]
        assert not re.search(r"\d", answer.headers["server"])


def test_addresses_that_are_not_there(address: str, hosted_site: Path) -> None:
    page = (hosted_site / "404.html").read_bytes()
    for path in (
        "/nowhere/at/all/",
        "/assets/calculator/app-0/gone.js",
        "/_headers",
        "/.git/config",
    ):
        answer = get(address + path)
        assert (answer.status, answer.body) == (404, page), path
        assert "immutable" not in answer.headers.get("cache-control", "")


def test_a_folder_leads_to_its_page(address: str) -> None:
    answer = get(f"{address}/about")
    assert answer.status == 301
    assert answer.headers["location"] == urlsplit(f"{address}/about/").path


def test_what_is_unchanged_is_not_sent_again(address: str) -> None:
    tag = get(f"{address}/").headers["etag"]
    answer = get(f"{address}/", **{"If-None-Match": tag})
    assert (answer.status, answer.body) == (304, b"")


def test_packed_files_are_sent_as_they_are(address: str) -> None:
    answer = get(f"{address}/packed.css", **{"Accept-Encoding": "gzip"})
    assert (answer.headers["content-encoding"], gzip.decompress(answer.body)) == ("gzip", MARK)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert get(f"{address}/packed.css").body == b"p {}" * 1000


def test_copies_of_the_build_are_sent(address: str, hosted_site: Path) -> None:
    # nginx would not pack this type on the way.
    for path in (one(hosted_site, f"assets/calculator/{name}.*.zip") for name in LIBRARIES):
        plain, copy = hosted_site / path[1:], hosted_site / f"{path[1:]}.gz"
        answer = get(address + path, **{"Accept-Encoding": "gzip"})
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"] == "application/zip"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.body == copy.read_bytes()
        assert gzip.decompress(answer.body) == plain.read_bytes()


def test_brotli_is_sent_where_the_module_is_there(on_nginx: str) -> None:
    if not has_brotli():
        pytest.skip("no brotli module (Debian: apt-get install libnginx-mod-http-brotli-static)")
    answer = get(f"{on_nginx}/packed.css", **{"Accept-Encoding": "br"})
    assert (answer.headers["content-encoding"], answer.body) == ("br", MARK)


def test_what_is_not_packed_is_packed_on_the_way(address: str, hosted_site: Path) -> None:
    for pattern in ("about/index.html", "assets/site/*.css", "assets/calculator/*/*.wasm"):
        path = one(hosted_site, pattern)
        plain = (hosted_site / path[1:]).read_bytes()
        answer = get(address + path, **{"Accept-Encoding": "gzip"})
        assert answer.headers.get("content-encoding") == "gzip", path
        assert gzip.decompress(answer.body) == plain
        assert len(answer.body) < len(plain) * 0.6
