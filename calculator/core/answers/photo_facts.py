"""Facts of a picture as they stand in an answers file: what `core.preparing.photo` reads."""

from __future__ import annotations

from typing import Any

from calculator.core.values.numbers import parse_number

MOST = 10**12
FORMATS = {
    "jpeg": "JPG（JPEG）",
    "png": "PNG",
    "gif": "GIF",
    "bmp": "BMP",
    "webp": "WebP",
    "heic": "HEIC",
    "avif": "AVIF",
    "tiff": "TIFF",
    "pdf": "PDF",
    "unknown": "不认识的格式",
}


def read_facts(raw: Any) -> dict[str, Any] | None:
    """The facts of a picture from an answers file; None when they are none."""
    if not isinstance(raw, dict) or not isinstance(raw.get("format"), str):
        return None
    if raw["format"] not in FORMATS:
        return None
    facts: dict[str, Any] = {"format": raw["format"]}
    for key in ("bytes", "width", "height"):
        if raw.get(key) is None:
            continue
        value = parse_number(str(raw[key]))
        if isinstance(raw[key], bool) or not isinstance(value, int) or not 0 <= value <= MOST:
            return None
        facts[key] = value
    for key in ("turned", "whole"):
        if isinstance(raw.get(key), bool):
            facts[key] = raw[key]
    return facts
