"""Pages that stay UTF-8 whatever a host's header says.

Hosts in China have been seen sending everything with `charset=gbk`. For browsers the header wins
against `<meta charset>`, but a byte order mark wins against the header, in pages and style sheets.
Scripts that are no modules are written in ASCII, those of workers too: Chromium goes by the header
there. Modules and JSON are always read as UTF-8.
"""

import codecs
import re
from collections.abc import Container
from pathlib import Path

_MARKED = (".html", ".css")
_WIDE = re.compile("[^\x00-\x7f]")


def safe(path: str, content: bytes) -> bytes:
    """The content of a file by its name, such that no header garbles it."""
    if content.isascii():
        return content
    if path.endswith(".js"):
        return _WIDE.sub(_escaped, content.decode()).encode()
    is_marked = content.startswith(codecs.BOM_UTF8) or not path.endswith(_MARKED)
    return content if is_marked else codecs.BOM_UTF8 + content


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def make_safe(site: Path, but: Container[str]) -> None:
    """The same for a built site, without the files in `but`: their hashes are known already."""
    for path in sorted(site.rglob("*")):
        if path.suffix in (*_MARKED, ".js") and path.relative_to(site).as_posix() not in but:
            content = path.read_bytes()
            if (mended := safe(path.name, content)) != content:
                path.write_bytes(mended)
