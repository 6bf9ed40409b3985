"""What a built site would load from another place: the build refuses it.

The content security policy would block it in the visitor's browser, and the page would lack it
there; better to say so where it can be mended.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from calculator.errors import CalculatorError

# Attributes that make a browser load or send something, by element; "" for any element.
_LOADING: Mapping[str, frozenset[str]] = {
    "": frozenset(("background", "formaction", "ping", "poster", "srcset", "style")),
    "audio": frozenset(("src",)),
    "base": frozenset(("href",)),
    "embed": frozenset(("src",)),
    "feimage": frozenset(("href", "xlink:href")),
    "form": frozenset(("action",)),
    "frame": frozenset(("src",)),
    "iframe": frozenset(("src", "srcdoc")),
    "image": frozenset(("href", "xlink:href")),
    "img": frozenset(("src",)),
    "input": frozenset(("src",)),
    "link": frozenset(("href", "imagesrcset")),
    "meta": frozenset(("content",)),
    "object": frozenset(("data", "codebase")),
    "script": frozenset(("src",)),
    "source": frozenset(("src",)),
    "track": frozenset(("src",)),
    "use": frozenset(("href", "xlink:href")),
    "video": frozenset(("src",)),
}
_TAGS = "|".join(name for name in _LOADING if name)
_ATTRIBUTES = "|".join(sorted(_LOADING[""]))
# Tags worth a closer look: parsing whole pages would take longer than making them.
_TAG = re.compile(rf"<(?:(?:{_TAGS})\b|[a-z][^<>]*\s(?:{_ATTRIBUTES})\s*=)[^<>]*>", re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*>(.*?)</style", re.IGNORECASE | re.DOTALL)
# Links that name a page and load nothing.
_ONLY_NAMED = frozenset(("alternate", "author", "canonical", "help", "license", "next", "prev"))

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS = re.compile(
    r"""(?:url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))|@import\s+(?:"([^"]*)"|'([^']*)'))""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[\\/]{2}[^\s,;\"')]+", re.IGNORECASE)
_INSIDE = frozenset(("", "about", "blob", "data"))


@dataclass(frozen=True)
class Foreign:
    """A file of the site and the address in it that leads elsewhere; `where` is `<img src>`."""

    file: str
    where: str
    address: str


def foreign_in_page(file: str, html: str, own: str = "") -> Iterator[Foreign]:
    """What a page loads from another place; `own` is the site's own address, if it has one."""
    for tag in _TAG.findall(html):
        for name, attribute, value in _attributes(tag):
            if attribute == "style":
                found: Iterable[str] = _in_css(value)
            elif attribute in {"srcset", "imagesrcset", "srcdoc", "content"}:
                # Of the texts in `content` only that of a refresh is more than words.
                is_loaded = name != "meta" or "refresh" in tag.lower()
                found = _ADDRESS.findall(value) if is_loaded else ()
            else:
                found = (value,)
            for address in found:
                if _is_foreign(address, own):
                    yield Foreign(file, f"<{name} {attribute}>", address)
    for style in _STYLE.findall(html):
        yield from foreign_in_style(file, style, own)


def foreign_in_style(file: str, css: str, own: str = "") -> Iterator[Foreign]:
    """What a style sheet loads from another place."""
    for address in _in_css(css):
        if _is_foreign(address, own):
            yield Foreign(file, "url()", address)


def _in_css(css: str) -> Iterator[str]:
    for found in _CSS.finditer(_COMMENT.sub("", css)):
        yield next(group for group in found.groups() if group is not None)


def _is_foreign(address: str, own: str) -> bool:
    # Browsers drop these inside addresses and read a backslash as a slash.
    bare = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    try:
        parts = urlsplit(bare)
    except ValueError:
        return True
    if not parts.netloc and parts.scheme in _INSIDE:
        return False
    mine = urlsplit(own)
    if own and parts.netloc == mine.netloc and parts.scheme in {"", mine.scheme}:
        return False
    return bool(parts.netloc) or parts.scheme not in _INSIDE


class _Tag(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.given: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name = tag
        self.given = [(name, value or "") for name, value in attrs]


def read_tag(tag: str) -> tuple[str, list[tuple[str, str]]]:
    """The element of a start tag, and its attributes with their values."""
    parser = _Tag()
    parser.feed(tag)
    return parser.name, parser.given


@functools.lru_cache(maxsize=1024)
def _attributes(tag: str) -> tuple[tuple[str, str, str], ...]:
    """Element, attribute and value of what a tag loads; most tags stand on every page."""
    element, given = read_tag(tag)
    rels = set(dict(given).get("rel", "").lower().split())
    if element == "link" and rels and rels <= _ONLY_NAMED:
        return ()
    wanted = _LOADING.get(element, frozenset()) | _LOADING[""]
    return tuple((element, name, value) for name, value in given if name in wanted)


def refuse_foreign(site: Path, own: str, folders: Iterable[Path], root: Path) -> None:
    """Look at every page and style sheet of a built site.

    Raises one `CalculatorError` that names every address that leads elsewhere, where it is written
    (below `folders`, shown relative to `root`) and what to do.
    """
    found: list[Foreign] = []
    for path in sorted(site.rglob("*")):
        look = _LOOK.get(path.suffix)
        if look:
            name = path.relative_to(site).as_posix()
            found += look(name, path.read_text(encoding="utf-8", errors="replace"), own)
    _refuse(found, (path for folder in folders for path in sorted(folder.rglob("*"))), root)


_LOOK = {".html": foreign_in_page, ".svg": foreign_in_page, ".css": foreign_in_style}
_WRITTEN_IN = frozenset((".md", ".html", ".css", ".svg", ".yml", ".yaml", ".j2"))


def _refuse(found: Iterable[Foreign], sources: Iterable[Path], root: Path) -> None:
    by_address: dict[tuple[str, str], list[str]] = {}
    for one in found:
        by_address.setdefault((one.where, one.address), []).append(one.file)
    if not by_address:
        return
    texts = _texts(sources, root)
    lines = []
    for (where, address), files in by_address.items():
        more = f" 等 {len(files)} 个文件" if len(files) > 1 else ""
        written = _written(address, texts) or f"{files[0]}{more}"
        lines.append(f"{written}: {where} 要从 {address} 取内容")
    raise CalculatorError(
        f"网站有 {len(lines)} 处要从别的网站取内容。本站不允许：访问者看什么会被别人知道，"
        "浏览器也会拦住。\n请把文件下载到 docs/（主题用的放到 site_overrides/assets/），"
        "改写成相对地址：\n\n" + "\n".join(lines) + "\n"
    )


def _texts(sources: Iterable[Path], root: Path) -> dict[str, str]:
    found = {}
    for path in sources:
        if path.suffix not in _WRITTEN_IN or "node_modules" in path.parts:
            continue
        name = path.relative_to(root) if path.is_relative_to(root) else path
        found[name.as_posix()] = path.read_text(encoding="utf-8", errors="replace")
    return found


def _written(address: str, texts: Mapping[str, str]) -> str:
    """Where an address is written: `docs/about.md:12`, the first places of all."""
    places = []
    for file, text in texts.items():
        at = text.find(address)
        if at >= 0:
            places.append(f"{file}:{text.count(chr(10), 0, at) + 1}")
    return "、".join(places[:3])
