"""Hashes by which a browser checks what it loads before it uses it (subresource integrity).

A page that computes names the hash of each file: in the tags of its scripts, and in a block of
data for what the scripts fetch themselves. A module is checked when it is preloaded: browsers that
know `modulepreload` refuse it otherwise, older ones load it unchecked.
"""

import base64
import functools
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable, Mapping

from calculator.errors import CalculatorError

_SCRIPT = re.compile(r'<script type="module" src="([^"]+)">')
# These begin with fixed text: anything before it would make the search of a page slow.
_DATA = re.compile(r'data-(?:rules(?:-[^"=]+)?|empty|worker)="([^"]+)"')
_WORKER = re.compile(r'data-worker="([^"]+)"')
_IMPORT = re.compile(rb'^(?:import|export)\b[^;]*?"(\./[^"]+)";', re.MULTILINE)
_END_OF_HEAD = "</head>"


def integrity(content: bytes) -> str:
    """The value of an `integrity` attribute or option for this content: `sha256-…`."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode('ascii')}"


def with_integrity(page: str, folder: str, files: Mapping[str, bytes]) -> str:
    """A rendered page (HTML) that names the hashes of those of `files` that it loads.

    `folder`: the page's address relative to the site's root; `files`: site path -> content.
    Pages that load none of them come back as they are.
    """
    scripts = [src for src in _SCRIPT.findall(page) if _path(folder, src) in files]
    data = [src for src in _DATA.findall(page) if _path(folder, src) in files]
    if not scripts and not data:
        return page
    worker = [_path(folder, src) for src in _WORKER.findall(page) if src in data]
    modules = _with_imports((_path(folder, src) for src in scripts), files)
    workers = _with_imports(worker, files)
    named = sorted({*workers, *(_path(folder, src) for src in data)})
    block = {
        "hashes": {_address(folder, path): integrity(files[path]) for path in named},
        "worker": [_address(folder, path) for path in workers],
    }
    head = [
        f'<link rel="modulepreload" href="{_address(folder, path)}"'
        f' integrity="{integrity(files[path])}">'
        for path in modules
    ]
    text = json.dumps(block, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    head.append(f'<script type="application/json" id="calc-hashes">{text}</script>')
    checked = _SCRIPT.sub(lambda found: _checked(found, folder, files), page)
    return checked.replace(_END_OF_HEAD, "\n".join([*head, _END_OF_HEAD]), 1)


def _with_imports(paths: Iterable[str], files: Mapping[str, bytes]) -> list[str]:
    """The modules and everything that they import, each once, in the order of their names.

    Raises CalculatorError for a module that is not there: a browser would show nothing at all.
    """
    found: set[str] = set()
    left = list(paths)
    while left:
        path = left.pop()
        if path in found:
            continue
        if path not in files:
            raise CalculatorError(f"{path} is imported by a page's scripts, but not there")
        found.add(path)
        left.extend(_imported(path, files[path]))
    return sorted(found)


@functools.lru_cache(maxsize=256)
def _imported(path: str, content: bytes) -> tuple[str, ...]:
    """The site paths that a module imports; every page that computes asks for the same ones."""
    folder = posixpath.dirname(path)
    names = (name.decode() for name in _IMPORT.findall(content))
    return tuple(posixpath.normpath(posixpath.join(folder, name)) for name in names)


def _checked(found: re.Match[str], folder: str, files: Mapping[str, bytes]) -> str:
    path = _path(folder, found[1])
    if path not in files:
        return found[0]
    return f'<script type="module" src="{found[1]}" integrity="{integrity(files[path])}">'


def _path(folder: str, address: str) -> str:
    """The site path of an address that stands in the page."""
    return posixpath.normpath(posixpath.join(folder, address))


def _address(folder: str, path: str) -> str:
    """The address of a site path, as the page writes it."""
    return posixpath.relpath(path, folder or ".")
