"""Files of a site that no header of a host can garble."""

import codecs
from pathlib import Path

import pytest

from calculator.publish.encoding import make_safe, safe

BOM = codecs.BOM_UTF8
WIDE = "字".encode()


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.html", b"plain", b"plain"),
        ("a.html", WIDE, BOM + WIDE),
        ("a.html", BOM + WIDE, BOM + WIDE),
        ("a.css", WIDE, BOM + WIDE),
        ("a.json", WIDE, WIDE),
        ("a.js", WIDE, b"\\u5b57"),
        ("a.js", "/[😀]/u".encode(), b"/[\\ud83d\\ude00]/u"),
    ],
)
def test_pages_and_styles_are_marked_and_scripts_are_ascii(
    name: str, content: bytes, expected: bytes
) -> None:
    assert safe(name, content) == expected


def test_files_whose_hashes_are_known_stay(tmp_path: Path) -> None:
    for name in ("a.js", "known.js"):
        (tmp_path / name).write_bytes(WIDE)
    make_safe(tmp_path, {"known.js"})
    assert (tmp_path / "a.js").read_bytes().isascii()
    assert (tmp_path / "known.js").read_bytes() == WIDE


def test_no_page_style_or_plain_script_of_a_site_needs_a_header(invented_site: Path) -> None:
    pages = [*invented_site.rglob("*.html"), *invented_site.rglob("*.css")]
    assert pages
    for path in pages:
        content = path.read_bytes()
        assert content.isascii() or content.startswith(BOM), path
    scripts = [
        *invented_site.glob("assets/javascripts/*.js"),
        *invented_site.glob("assets/site/capable.*.js"),
    ]
    assert len(scripts) == 2
    assert all(path.read_bytes().isascii() for path in scripts)
