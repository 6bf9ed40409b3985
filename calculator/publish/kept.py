"""What takes long to make, kept on this machine by the hash of everything that it is made from.

Nothing depends on it: what is missing, damaged or cannot be written is made again, with the same
bytes. The folder is `.cache/build` of the project; `CALCULATOR_CACHE` names another one, and an
empty value does without.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import calculator

VARIABLE = "CALCULATOR_CACHE"
_FOLDER = Path(calculator.__file__).parent.parent / ".cache" / "build"
# What no build has asked for in so many seconds goes when something new comes.
_KEEP = 30 * 24 * 3600
# Compilers and compressors change between releases, the same sources or not.
_HOST = f"{sys.implementation.cache_tag} {sys.version}"


def kept(kind: str, parts: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """What `make` returns, made once for the same `parts` and the same Python.

    `kind` (a word, part of a file's name) tells apart what is made; `parts` must name everything
    that `make` reads, the version of what it calls included.
    """
    parts = tuple(parts)
    found = look_up(kind, parts)
    if found is None:
        found = make()
        keep(kind, parts, found)
    return found


def look_up(kind: str, parts: Iterable[bytes]) -> bytes | None:
    """What was kept of these parts; None if it was not, or is damaged."""
    entry = _entry(kind, parts)
    return _read(entry) if entry else None


def keep(kind: str, parts: Iterable[bytes], content: bytes) -> None:
    """Keep what was made of these parts."""
    if entry := _entry(kind, parts):
        _write(entry, content)


def source_of(module_file: str) -> bytes:
    """The source of a module (its `__file__`), to stand among the `parts` of what it makes."""
    return Path(module_file).read_bytes()


def _entry(kind: str, parts: Iterable[bytes]) -> Path | None:
    named = os.environ.get(VARIABLE)
    if named == "":
        return None
    folder = _FOLDER if named is None else Path(named)
    return folder / f"{kind}-{_digest([_HOST.encode(), *parts]).hex()}"


def _digest(parts: Iterable[bytes]) -> bytes:
    hasher = hashlib.sha256()
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big") + part)
    return hasher.digest()


def _read(entry: Path) -> bytes | None:
    """The content of an entry; None if it is not there or not as it was written."""
    try:
        whole = entry.read_bytes()
    except OSError:
        return None
    digest, content = whole[:32], whole[32:]
    if digest != hashlib.sha256(content).digest():
        return None
    if _age(entry) > _KEEP / 30:
        with contextlib.suppress(OSError):
            os.utime(entry)
    return content


def _write(entry: Path, content: bytes) -> None:
    """Write under another name first: two builds may run at once, and one may be stopped."""
    with contextlib.suppress(OSError):
        entry.parent.mkdir(parents=True, exist_ok=True)
        _forget_old(entry.parent)
        with tempfile.NamedTemporaryFile(dir=entry.parent, prefix="part-", delete=False) as part:
            part.write(hashlib.sha256(content).digest() + content)
        Path(part.name).replace(entry)


def _forget_old(folder: Path) -> None:
    for entry in folder.iterdir():
        with contextlib.suppress(OSError):  # another build was quicker
            if _age(entry) > _KEEP:
                entry.unlink()


def _age(entry: Path) -> float:
    return time.time() - entry.stat().st_mtime
