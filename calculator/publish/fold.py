"""Long pages: an overview first, and parts that open at a touch.

The page that is written is whole: without scripts, on paper and on wide screens every part is open
(`site_parts.css`, `site.js`), and a link into a part opens it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

# Letters: of a page that fills many screens of a phone, of what may stay open between its parts,
# of a part that is worth a touch.
LONG_PAGE = 3000
BETWEEN = 2000
LONG_PART = 60
_VOID = {"br", "hr", "img", "input", "wbr", "source", "col"}
_LINK = re.compile(r"</?a\b[^>]*>")
_TAG = re.compile(r"<[^>]*>|\s+")


def folded(html: str) -> str:
    """The content of a page with its long parts folded, if it is long: the parts of its third level
    if what is left between them is short, else those of its second, but for the first table."""
    if _length(html) <= LONG_PAGE:
        return html
    fine = _parts(html, 3)
    between = (part for part in fine if not _folds(part, 3))
    if sum(map(_length, between)) <= BETWEEN:
        return _written(fine, 3, None)
    parts = _parts(html, 2)
    return _written(parts, 2, next((part for part in parts if "<table" in part), None))


def _parts(html: str, level: int) -> list[str]:
    """Each heading of a level or above with what follows it.

    Headings inside other elements, such as steps of a list, part nothing.
    """
    tops = _Tops(level)
    tops.feed(html)
    lines = [0]
    for line in html.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    ends = [lines[line - 1] + column for line, column in tops.found]
    return [html[start:end] for start, end in zip([0, *ends], [*ends, len(html)], strict=True)]


class _Tops(HTMLParser):
    """Where the headings up to a level stand that no other element holds: line and column."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self.found: list[tuple[int, int]] = []
        self._headings = {f"h{one}" for one in range(1, level + 1)}
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in _VOID:
            return
        if self._depth == 0 and tag in self._headings:
            self.found.append(self.getpos())
        self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in _VOID


def _folds(part: str, level: int) -> bool:
    return part.startswith(f"<h{level}") and _length(part) > LONG_PART


def _written(parts: list[str], level: int, overview: str | None) -> str:
    return "".join(
        _fold(part, level) if _folds(part, level) and part != overview else part for part in parts
    )


def _fold(part: str, level: int) -> str:
    heading, end, body = part.partition(f"</h{level}>")
    heading = _LINK.sub("", heading)  # a control holds no other
    return f'<details class="fold"><summary>{heading}{end}</summary>{body}</details>\n'


def _length(html: str) -> int:
    """How many letters a reader sees."""
    return len(_TAG.sub("", html))
