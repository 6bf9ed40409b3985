"""The manifest of a build inside its service worker."""

import base64
import hashlib
import json

from hypothesis import given
from hypothesis import strategies as st

from calculator.publish import offline

PAGES = {"index.html": b"home", "a/index.html": b"page", "search/search_index.json": b"{}"}
RUNTIME = {"assets/calculator/core.1.zip": b"zip"}

paths = st.from_regex(r"[a-z]{1,4}(/[a-z]{1,4}){0,2}\.(html|js|json)", fullmatch=True)
sites = st.dictionaries(paths, st.binary(max_size=20), max_size=8)


def manifest(files: dict[str, bytes], late: set[str] | None = None) -> dict[str, dict[str, str]]:
    script = offline.service_worker(files, late or set()).decode()
    head, _, rest = script.removeprefix("const BUILD = ").partition(";\n")
    assert rest.startswith('"use strict"')
    build: dict[str, dict[str, str]] = json.loads(head)
    return build


def test_every_file_is_named_by_its_hash_in_one_of_two_parts() -> None:
    build = manifest({**PAGES, **RUNTIME}, set(RUNTIME))
    assert build["early"].keys() == PAGES.keys()
    assert build["late"].keys() == RUNTIME.keys()
    digest = hashlib.sha256(b"home").digest()
    assert build["early"]["index.html"] == f"sha256-{base64.b64encode(digest).decode()}"


def test_what_no_page_asks_for_is_left_out() -> None:
    others = [
        "_headers",
        "404.html",
        "sw.js",
        "sitemap.xml",
        "schema/policy.schema.json",
        "assets/javascripts/lunr/wordcut.js",
        "assets/javascripts/workers/search.1.min.js",
        "assets/javascripts/bundle.1.min.js.map",
        "assets/calculator/core.1.zip.br",
        "a/index.html.gz",
        ".nojekyll",
        ".well-known/security.txt",
    ]
    build = manifest({**PAGES, **dict.fromkeys(others, b"")})
    assert build["early"].keys() == PAGES.keys()


@given(sites)
def test_the_same_files_make_the_same_script(site: dict[str, bytes]) -> None:
    backwards = dict(reversed(site.items()))
    assert offline.service_worker(site, set()) == offline.service_worker(backwards, set())


@given(sites, paths, st.binary(max_size=20))
def test_one_changed_byte_makes_another_build(
    site: dict[str, bytes], path: str, content: bytes
) -> None:
    before = {**site, path: content}
    after = {**site, path: content + b"!"}
    assert manifest(before)["id"] != manifest(after)["id"]


def test_switched_off_it_stores_nothing_and_goes() -> None:
    script = offline.off_switch().decode()
    assert "registration.unregister()" in script
    assert "caches.delete" in script
    assert "caches.open" not in script
    assert '"fetch"' not in script
