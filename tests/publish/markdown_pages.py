"""Reads generated pages: their anchors and their links, as another site generator would."""

import posixpath
import re
from collections.abc import Iterator, Mapping

_HEADING_ID = re.compile(r"^#{1,6} .*\{[^{}]*#([\w.-]+)[^{}]*\}\s*$", re.MULTILINE)
_TAG_ID = re.compile(r'\bid="([^"]+)"')
_LINK = re.compile(r"\]\(([^()\s]+)\)")


def anchors(text: str) -> list[str]:
    """The ids that a page gives, repeated where it gives one twice."""
    return _HEADING_ID.findall(text) + _TAG_ID.findall(text)


def links(text: str) -> list[str]:
    """The targets of a page's Markdown links, without those that leave the site."""
    return [link for link in _LINK.findall(text) if "://" not in link]


def broken_links(pages: Mapping[str, str], by_hand: Mapping[str, str]) -> Iterator[str]:
    """Links that lead to no page, or to no anchor of it."""
    known = {path: set(anchors(text)) for path, text in {**by_hand, **pages}.items()}
    for path, text in pages.items():
        for link in links(text):
            file, _, anchor = link.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            target = target if file else path
            if target not in known or (anchor and anchor not in known[target]):
                yield f"{path}: {link}"
