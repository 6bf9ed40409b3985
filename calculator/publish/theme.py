"""What the theme's pages lack: names for what readers cannot see."""

from __future__ import annotations

_SEARCH = 'data-md-component="search" role="dialog"'
_SKIP = 'class="md-skip">'


def with_names(html: str) -> str:
    """A page of the theme with its search dialog named and its first link worded."""
    named = html.replace(_SEARCH, f'{_SEARCH} aria-label="站内搜索"', 1)
    head, found, rest = named.partition(_SKIP)
    if not found:
        return named
    return f"{head}{found}跳到正文{rest[rest.index('</a>') :]}"
