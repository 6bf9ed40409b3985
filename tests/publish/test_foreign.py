"""Pages and styles that would load something from another place are refused, wherever it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.errors import CalculatorError
from calculator.publish.foreign import foreign_in_page, foreign_in_style, refuse_foreign

PLACE = "https://cdn.example/x"


@pytest.mark.parametrize(
    "html",
    [
        f'<script src="{PLACE}"></script>',
        f'<script\n  type="module"\n  src={PLACE}></script>',
        f'<link rel="stylesheet" href="{PLACE}">',
        f'<link rel="preload" as="font" href="{PLACE}">',
        f'<link rel="preconnect" href="{PLACE}">',
        f'<link rel="icon" href="{PLACE}">',
        f'<IMG SRC="{PLACE}">',
        f'<img alt="" srcset="a.png 1x, {PLACE} 2x">',
        f'<source srcset="{PLACE}">',
        f'<video poster="{PLACE}"></video>',
        f'<iframe src="{PLACE}"></iframe>',
        f'<object data="{PLACE}"></object>',
        f'<svg><image xlink:href="{PLACE}"/></svg>',
        f'<base href="{PLACE}">',
        f'<form action="{PLACE}"></form>',
        f'<a href="#x" ping="{PLACE}">x</a>',
        f'<p style="background: url({PLACE})">x</p>',
        f"<style>p {{ background: url('{PLACE}') }}</style>",
        f'<style>@import "{PLACE}";</style>',
        f'<meta http-equiv="refresh" content="0; url={PLACE}">',
    ],
)
def test_what_loads_from_another_place(html: str) -> None:
    assert [one.address for one in foreign_in_page("a.html", html)] == [PLACE]


@pytest.mark.parametrize(
    "address",
    ["//cdn.example/x", "http://cdn.example/x", "\\\\cdn.example/x", "&#47;/cdn.example/x",
     "ht\ntps://cdn.example/x", "ftp://cdn.example/x", "javascript:alert(1)"],
)  # fmt: skip
def test_other_ways_to_write_an_address(address: str) -> None:
    assert len(list(foreign_in_page("a.html", f'<img src="{address}">'))) == 1


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="{PLACE}">x</a>',
        f'<link rel="canonical" href="{PLACE}">',
        f'<meta name="description" content="{PLACE}">',
        '<img src="../a.png"><img src="data:image/png;base64,AAAA">',
        '<script src="/a//b.js"></script>',
        '<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>',
        f"<p>&lt;img src=&quot;{PLACE}&quot;&gt;</p>",
        "<script>if (a // b\n) c()</script>",
    ],
)
def test_links_names_and_own_files_are_fine(html: str) -> None:
    assert list(foreign_in_page("a.html", html)) == []


def test_the_sites_own_address_is_no_other_place() -> None:
    html = '<link rel="stylesheet" href="https://own.example/site/a.css">'
    assert list(foreign_in_page("a.html", html, "https://own.example/site/")) == []
    assert len(list(foreign_in_page("a.html", html, "https://own.example.evil/"))) == 1
    assert len(list(foreign_in_page("a.html", html, "http://own.example/"))) == 1


def test_style_sheets() -> None:
    css = f"""
    @import url("{PLACE}1.css"); /* url({PLACE}2) is only a remark */
    @font-face {{ src: url(a.woff2), url( '{PLACE}3' ) }}
    p {{ background: URL({PLACE}4) }}
    """
    found = [one.address for one in foreign_in_style("a.css", css)]
    assert found == [f"{PLACE}1.css", f"{PLACE}3", f"{PLACE}4"]


def test_all_problems_are_told_at_once_with_their_places(tmp_path: Path) -> None:
    site, docs = tmp_path / "site", tmp_path / "docs"
    site.mkdir()
    docs.mkdir()
    image, font = "https://a.example/i.png", "https://b.example/f.woff2"
    (docs / "about.md").write_text(f"# A\n\n![]({image})\n", encoding="utf-8")
    (site / "a.html").write_text(f'<img src="{image}">', encoding="utf-8")
    (site / "b.html").write_text('<script src="//c.example/s.js"></script>', encoding="utf-8")
    (site / "c.html").write_text('<script src="//c.example/s.js"></script>', encoding="utf-8")
    (site / "s.css").write_text(f"@font-face {{ src: url({font}) }}", encoding="utf-8")
    with pytest.raises(CalculatorError) as caught:
        refuse_foreign(site, "", [docs], tmp_path)
    text = str(caught.value)
    assert "有 3 处" in text
    assert f"docs/about.md:3: <img src> 要从 {image} 取内容" in text
    assert "b.html 等 2 个文件: <script src> 要从 //c.example/s.js 取内容" in text
    assert f"s.css: url() 要从 {font} 取内容" in text
    assert "site_overrides/assets/" in text


def test_a_site_that_holds_everything_itself_passes(built_site: Path) -> None:
    refuse_foreign(built_site, "", [], built_site)
