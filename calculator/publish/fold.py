"""Long pages: an overview first, and parts that open at a touch.

The page that is written is whole: without scripts, on paper and on wide screens every part is open
(`site_parts.css`, `site.js`), and a link into a part opens it.
"""

import re
from collections.abc import Iterator

# Letters: of a page that fills many screens of a phone, of what may stay open between its parts,
# of a part that is worth a touch.
LONG_PAGE = 3000
BETWEEN = 2000
LONG_PART = 60
_VOID = {"br", "hr", "img", "input", "wbr", "source", "col"}
_LINK = re.compile(r"</?a\b[^>]*>")
_TAG = re.compile(r"<[^>]*>|\s+")
# A tag, whatever its quoted values hold, or a comment, which has no name.
_ELEMENT = re.compile(
    r"""<!--.*?-->|<(?P<closes>/?)(?P<name>[a-z][a-z0-9-]*+)(?:[^"'>]++|"[^"]*"|'[^']*')*+>""", re.S
)


def folded(html: str) -> str:
    """The content of a page with its long parts folded, if it is long: the parts of its third level
    if what is left between them is short, else those of its second, but for the first table."""
    if _length(html) <= LONG_PAGE:
        return html
    headings = list(_headings(html))
    fine = _parts(html, [start for start, _ in headings])
    between = (part for part in fine if not _folds(part, 3))
    if sum(map(_length, between)) <= BETWEEN:
        return _written(fine, 3, None)
    parts = _parts(html, [start for start, name in headings if name != "h3"])
    return _written(parts, 2, next((part for part in parts if "<table" in part), None))


def _headings(html: str) -> Iterator[tuple[int, str]]:
    """Where each heading of the first three levels begins, and its name.

    Headings inside other elements, such as steps of a list, part nothing.
    """
    depth = 0
    for tag in _ELEMENT.finditer(html):
        name = tag["name"]
        if not name or name in _VOID or tag[0].endswith("/>"):
            continue
        if tag["closes"]:
            depth -= 1
            continue
        if depth == 0 and name in {"h1", "h2", "h3"}:
            yield tag.start(), name
        depth += 1


def _parts(html: str, ends: list[int]) -> list[str]:
    """What stands before, between and after these places."""
    return [html[start:end] for start, end in zip([0, *ends], [*ends, len(html)], strict=True)]


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
