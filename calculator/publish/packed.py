"""Packed copies beside the files of a site (`x.js.br`, `x.js.gz`): which there are, which to send.

A copy is sent only if it is not older than its file and unpacks to it: a site that was built again
may stand beside copies of the build before.
"""

from __future__ import annotations

import functools
import importlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

ENDINGS: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}
"""Encodings as HTTP names them, the best first, and how the names of their files end."""

_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


def brotli() -> Any | None:
    """The brotli module; None where it is not installed."""
    try:
        return importlib.import_module("brotli")
    except ImportError:
        return None


def copies_of(file: Path) -> dict[str, Path]:
    """The packed copies that belong to a file, by encoding; only those that can be checked here."""
    return {
        encoding: copy
        for encoding, ending in ENDINGS.items()
        if (copy := file.with_name(file.name + ending)).is_file() and _belongs(encoding, copy, file)
    }


def chosen(copies: Mapping[str, Path], accepted: str) -> tuple[str, Path] | None:
    """The best of the copies that a browser takes, by its `Accept-Encoding`; None: the file."""
    weights = dict(_weights(accepted))
    for encoding, copy in copies.items():
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding, copy
    return None


def _weights(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        if found := _CODING.fullmatch(part):
            yield found[1], float(found[2] or 1)


def _belongs(encoding: str, copy: Path, file: Path) -> bool:
    mine, its = file.stat(), copy.stat()
    if its.st_mtime_ns < mine.st_mtime_ns:
        return False
    seen = (mine.st_mtime_ns, mine.st_size, its.st_mtime_ns, its.st_size)
    return _unpacks_to(encoding, copy, file, seen)


@functools.lru_cache(maxsize=4096)
def _unpacks_to(encoding: str, copy: Path, file: Path, seen: tuple[int, ...]) -> bool:
    """Asked once for files that nobody touched: `seen` are their times and sizes."""
    unpack = _unpackers().get(encoding)
    return unpack is not None and unpack(copy.read_bytes()) == file.read_bytes()


@functools.cache
def _unpackers() -> Mapping[str, Callable[[bytes], bytes | None]]:
    found: dict[str, Callable[[bytes], bytes | None]] = {"gzip": _unzipped}
    if library := brotli():
        found["br"] = functools.partial(_unpacked, library)
    return found


def _unzipped(data: bytes) -> bytes | None:
    try:
        return zlib.decompress(data, wbits=31)
    except zlib.error:
        return None


def _unpacked(library: Any, data: bytes) -> bytes | None:
    try:
        return bytes(library.decompress(data))
    except library.error:
        return None
