"""The content security policy of a built site: one for all pages, with hashes of inline scripts.

The theme writes a few small inline scripts. Each is allowed by the hash of its text, so that the
policy stays strict: nothing else that is inline runs, and nothing comes from another origin.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser

# A data block is not run, and the policy does not look at it.
_EXECUTED = {"", "module", "text/javascript", "application/javascript"}

_DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

# Inserted behind this tag: the policy binds only what follows it, and the charset must come first.
_ANCHOR = '<meta charset="utf-8">'


class _InlineScripts(HTMLParser):
    """Collects the text of inline scripts that a browser would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._parts: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        inline = tag == "script" and "src" not in given
        if inline and (given.get("type") or "") in _EXECUTED:
            self._parts = []

    def handle_data(self, data: str) -> None:
        if self._parts is not None:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._parts is not None:
            self.texts.append("".join(self._parts))
            self._parts = None


def inline_scripts(html: str) -> list[str]:
    """The texts of the inline scripts of a page that a browser would run, in order."""
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    return parser.texts


def policy(pages: Iterable[str]) -> str:
    """The policy that allows just what these pages (HTML) hold, the same whatever their order."""
    hashes = sorted({_hash(text) for page in pages for text in inline_scripts(page)})
    scripts = " ".join(["'self'", "'wasm-unsafe-eval'", *hashes])
    return "; ".join([f"script-src {scripts}", *(f"{k} {v}" for k, v in _DIRECTIVES.items())])


def with_policy(html: str, content: str) -> str:
    """The page with the policy as its first statement behind the character set."""
    meta = f'{_ANCHOR}\n      <meta http-equiv="Content-Security-Policy" content="{content}">'
    return html.replace(_ANCHOR, meta, 1)


def headers_file(content: str) -> str:
    """A `_headers` file for static hosts: what a meta element cannot say is said here."""
    return "\n".join(
        [
            "/*",
            f"  Content-Security-Policy: {content}; frame-ancestors 'none'",
            "  X-Content-Type-Options: nosniff",
            "  Referrer-Policy: no-referrer",
            "  Cross-Origin-Opener-Policy: same-origin",
            "",
        ]
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
