"""The sources of the core: what the browser is given, and the hash that result slips carry."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def core_sources() -> dict[str, bytes]:
    """Every module that the core needs, by its path in the archive; line ends as in the repository.

    >>> "calculator/core/entry.py" in core_sources()
    True
    """
    shared = [_PACKAGE / "__init__.py", _PACKAGE / "errors.py"]
    paths = [*shared, *(_PACKAGE / "core").rglob("*.py")]
    return {
        path.relative_to(_PACKAGE.parent).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for path in paths
    }


@cache
def core_hash() -> str:
    """The SHA-256 of all of them: names and contents, each after its length, sorted by name."""
    hasher = hashlib.sha256()
    for name, content in sorted(core_sources().items()):
        for part in (name.encode(), content):
            hasher.update(len(part).to_bytes(8, "big") + part)
    return hasher.hexdigest()
