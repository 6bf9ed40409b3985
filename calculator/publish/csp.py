"""The content security policy of a built site: one for all pages, with hashes of inline scripts.

The theme writes a few small inline scripts. Each is allowed by the hash of its text, so that the
policy stays strict: nothing else that is inline runs, and nothing comes from another origin.
"""

import re
from collections.abc import Iterable

from calculator.publish.foreign import read_tag
from calculator.publish.integrity import integrity

# A data block is not run, and the policy does not look at it.
_EXECUTED = {"", "module", "text/javascript", "application/javascript"}

# A page's own words have no bare «<»: parsing whole pages would find the same, much later.
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script", re.DOTALL)

_DIRECTIVES = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    # Over plain HTTP downloads are checked as blobs of the page's own.
    "connect-src": "'self' blob:",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}

# Everything that has a hash of its content in its name, or in its folder's.
HASHED = (
    "/assets/calculator/*",
    "/assets/search/*",
    "/assets/site/*",
    "/assets/stylesheets/*",
    "/assets/javascripts/bundle.*",
)
FOR_EVER = "public, max-age=31536000, immutable"

# The site asks for none of these, and no page that it might be tricked into showing may.
_PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
        "microphone", "midi", "payment", "picture-in-picture", "publickey-credentials-get",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip

# Inserted behind this tag: the policy binds only what follows it, and the charset must come first.
_ANCHOR = '<meta charset="utf-8">'


def inline_scripts(html: str) -> list[str]:
    """The texts of the inline scripts of a page that a browser would run, in order."""
    return [text for tag, text in _SCRIPT.findall(html) if _is_run(tag)]


def _is_run(tag: str) -> bool:
    given = dict(read_tag(tag)[1])
    return "src" not in given and given.get("type", "") in _EXECUTED


def policy(pages: Iterable[str]) -> str:
    """The policy that allows just what these pages (HTML) hold, the same whatever their order."""
    texts = {text for page in pages for text in inline_scripts(page)}
    hashes = sorted(f"'{integrity(text.encode())}'" for text in texts)
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
            f"  Permissions-Policy: {_PERMISSIONS}",
            *(line for path in HASHED for line in (path, f"  Cache-Control: {FOR_EVER}")),
            "",
        ]
    )
