"""The site's own style sheet and reading-page script, as files with a hash in their names."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WEB = Path(__file__).parent.parent / "web"
STYLES = ("site.css", "site_parts.css", "site_table.css", "site_notice.css", "site_print.css")
SCRIPTS = ("made.js", "site.js", "route_map.js")
OFFLINE_SCRIPTS = ("offline_notice.js", "offline.js")


@dataclass(frozen=True)
class Script:
    """A script or a style sheet: `path` relative to the site's root, its content's hash in it."""

    path: str
    content: bytes


def style() -> Script:
    """The style sheet of all pages, after the theme's."""
    return joined("assets/site/site", "css", STYLES)


def script(*, offline: bool) -> Script:
    """What every page loads: links that can be copied, a menu for the keyboard; with `offline`,
    the start of the service worker too."""
    return joined("assets/site/site", "js", (*SCRIPTS, *(OFFLINE_SCRIPTS if offline else ())))


def guard() -> Script:
    """What pages that compute load first: words for browsers that cannot."""
    return joined("assets/site/capable", "js", ("capable.js",))


def joined(name: str, ending: str, parts: Sequence[str], web: Path = WEB) -> Script:
    """Some files of `web` as one."""
    content = "\n".join((web / part).read_text(encoding="utf-8") for part in parts).encode()
    digest = hashlib.sha256(content).hexdigest()[:8]
    return Script(f"{name}.{digest}.{ending}", content)
