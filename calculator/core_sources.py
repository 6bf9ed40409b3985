"""The sources of the core: what the browser is given, and the hash that result slips carry."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent
# What works a result out: these, and all that they import.
_COMPUTING = ("calculator.core.evaluate", "calculator.core.intake.answers")
# An import anywhere in a source, late or for types alone, too; parsing would take a second.
_IMPORT = re.compile(r"^ *from (calculator[\w.]*) import ([^(\n]+|\([^)]+)", re.MULTILINE)


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


def computing_sources() -> dict[str, bytes]:
    """Of all modules those that work a result out, not those that only ask for one or show it."""
    sources = core_sources()
    found: dict[str, bytes] = {}
    ahead = list(_COMPUTING)
    while ahead:
        path = f"{ahead.pop().replace('.', '/')}.py"
        if path in sources and path not in found:
            found[path] = sources[path]
            for module, names in _IMPORT.findall(sources[path].decode()):
                ahead += [module, *(f"{module}.{name}" for name in re.findall(r"\w+", names))]
    return found


def digest(parts: Iterable[bytes]) -> str:
    """The SHA-256 of some contents, each after its length."""
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big") + part)
    return hasher.hexdigest()


def named_digest(contents: Mapping[str, bytes]) -> str:
    """The same of names and contents, sorted by name."""
    return digest(part for name in sorted(contents) for part in (name.encode(), contents[name]))


@cache
def computing_hash() -> str:
    """Of what works a result out: a slip says by it whether that has changed."""
    return named_digest(computing_sources())
