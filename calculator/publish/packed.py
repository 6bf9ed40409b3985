"""Packed copies beside the files of a site (`x.js.br`): which there are, which to send."""

import re
from collections.abc import Mapping
from pathlib import Path

ENDINGS: Mapping[str, str] = {"br": ".br", "gzip": ".gz"}
"""Encodings as HTTP names them, the best first, and how the names of their files end."""

_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?")


def copies_of(file: Path) -> dict[str, Path]:
    """The packed copies of a file by encoding, without those of a file that was there before."""
    return {
        encoding: copy
        for encoding, ending in ENDINGS.items()
        if (copy := file.with_name(file.name + ending)).is_file()
        and copy.stat().st_mtime_ns >= file.stat().st_mtime_ns
    }


def chosen(copies: Mapping[str, Path], accepted: str) -> tuple[str, Path] | None:
    """The best of the copies that a browser takes, by its `Accept-Encoding`; None: the file."""
    parts = map(_CODING.fullmatch, accepted.lower().split(","))
    weights = {found[1]: float(found[2] or 1) for found in parts if found}
    for encoding, copy in copies.items():
        if weights.get(encoding, weights.get("*", 0.0)) > 0:
            return encoding, copy
    return None
