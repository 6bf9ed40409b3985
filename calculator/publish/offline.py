"""The service worker of a built site, with the manifest of the build inside it.

The manifest names every file that pages need by the hash of its content. It is part of the script,
so one build is one script: a browser takes all of it or goes on with the build before.
"""

import hashlib
import json
from collections.abc import Collection, Mapping

from calculator.publish.integrity import integrity
from calculator.publish.site_files import WEB

PATH = "sw.js"
"""At the root of the site: a service worker serves what stands beside and below it."""

_PARTS = ("sw_store.js", "sw_fill.js", "sw_serve.js", "sw.js")
_AGAIN = "sw_again.js"
_OFF = "sw_off.js"

# Not for visitors, not asked for by any page, or (the page of missing pages) only the host's.
_LEFT_OUT = ("_headers", "404.html", "robots.txt", "sitemap.xml", PATH)
_LEFT_OUT_FOLDERS = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "schema/")
_LEFT_OUT_ENDINGS = (".br", ".gz", ".map")


def is_kept(path: str) -> bool:
    """Whether a file of the site (its path) is for times without a network."""
    return not (
        path in _LEFT_OUT
        or path.startswith(_LEFT_OUT_FOLDERS)
        or path.endswith(_LEFT_OUT_ENDINGS)
        or any(part.startswith(".") for part in path.split("/"))
    )


def service_worker(files: Mapping[str, bytes], late: Collection[str]) -> bytes:
    """The script for a site of these files (path -> content); the same for the same files.

    `late`: paths of what is stored only after a calculator was used.
    """
    kept = {path: integrity(files[path]) for path in sorted(files) if is_kept(path)}
    text = json.dumps(kept, ensure_ascii=True, sort_keys=True)
    again = (WEB / _AGAIN).read_bytes()
    build = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:16],
        "early": {path: value for path, value in kept.items() if path not in late},
        "late": {path: value for path, value in kept.items() if path in late},
        "again": {"script": again.decode(), "hash": integrity(again)},
    }
    head = f"const BUILD = {json.dumps(build, indent=0)};\n"
    return (head + "\n".join((WEB / part).read_text("utf-8") for part in _PARTS)).encode()


def off_switch() -> bytes:
    """The script that takes its place where it is switched off: it clears up and goes."""
    return (WEB / _OFF).read_bytes()
