"""What a picture's bytes say about it: format, size, pixels, whether it is whole.

`photo_facts` reads the beginning of a file (for the formats below a few kilobytes are enough) and
never raises, whatever the bytes are: what cannot be read is left out. JPEG is read segment by
segment (ITU-T T.81 annex B), the turn from its Exif tag 0x0112; the others by their first header.
"""

from __future__ import annotations

from typing import Any

# Beyond this nothing is read: a picture that is too large by bytes is so whatever it holds.
MOST_BYTES = 4_000_000
MOST_SEGMENTS = 2_000
MOST_TAGS = 200

JPEG_START = b"\xff\xd8\xff"
END_OF_IMAGE = b"\xff\xd9"
START_OF_SCAN = 0xDA
EXIF = 0xE1
# C4, C8 and CC are tables and reserved; the others start a frame and hold its size.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))
ORIENTATION = 0x0112
# Orientations that swap width and height when the picture is shown.
SIDEWAYS = frozenset((5, 6, 7, 8))

MAGIC = (
    ("jpeg", 0, JPEG_START),
    ("png", 0, b"\x89PNG\r\n\x1a\n"),
    ("gif", 0, b"GIF87a"),
    ("gif", 0, b"GIF89a"),
    ("bmp", 0, b"BM"),
    ("tiff", 0, b"II*\x00"),
    ("tiff", 0, b"MM\x00*"),
    ("pdf", 0, b"%PDF"),
)
HEIC_BRANDS = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))


def photo_facts(head: bytes, size: int | None = None) -> dict[str, Any]:
    """Facts of a picture file; `head` is how it begins, `size` its length in bytes if that is more.

    ``{"format": "jpeg" | "png" | "gif" | "bmp" | "webp" | "heic" | "avif" | "tiff" | "pdf" |
    "unknown", "bytes": n}``, with ``"width"`` and ``"height"`` in stored pixels where they can be
    read; for JPEG ``"turned": true`` where a tag swaps them for display, and ``"whole"``: whether
    the picture ends as it should (left out when its end was not read).

    >>> photo_facts(b"GIF89a" + bytes((44, 1, 144, 1)))
    {'format': 'gif', 'bytes': 10, 'width': 300, 'height': 400}
    >>> photo_facts(b"")
    {'format': 'unknown', 'bytes': 0}
    """
    data = bytes(head[:MOST_BYTES])
    length = len(head) if size is None else max(size, len(head))
    kind = format_of(data)
    facts: dict[str, Any] = {"format": kind, "bytes": length}
    if kind == "jpeg":
        return facts | _jpeg(data, is_all=len(data) == length)
    pixels = _PIXELS[kind](data) if kind in _PIXELS else None
    if pixels is not None and min(pixels) > 0:
        facts |= {"width": pixels[0], "height": pixels[1]}
    return facts


def format_of(data: bytes) -> str:
    """The format by the first bytes; a file's name says nothing about it."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "heic" if brand in HEIC_BRANDS else "avif" if brand == b"avif" else "unknown"
    for name, start, magic in MAGIC:
        if data[start : start + len(magic)] == magic:
            return name
    return "unknown"


def _jpeg(data: bytes, *, is_all: bool) -> dict[str, Any]:
    """Size, turn and end of a JPEG, from its segments up to the first scan."""
    facts: dict[str, Any] = {}
    place = 2
    for _ in range(MOST_SEGMENTS):
        found = _next_marker(data, place)
        if found is None or found + 1 >= len(data):
            break
        place = found
        marker = data[place + 1]
        place += 2
        if marker in ALONE:
            continue
        length = int.from_bytes(data[place : place + 2], "big")
        if marker == 0xD9 or length < 2 or place + length > len(data):
            break
        body = data[place + 2 : place + length]
        place += length
        if marker in FRAMES and "width" not in facts:
            facts |= _frame(body)
        elif marker == EXIF and _is_sideways(body):
            facts["turned"] = True
        elif marker == START_OF_SCAN:
            return facts | _ending(data, place, is_all=is_all)
    return facts | ({"whole": False} if is_all else {})


def _next_marker(data: bytes, place: int) -> int | None:
    """The place of the 0xFF before the next marker's code; fill bytes are skipped."""
    if data[place : place + 1] != b"\xff":
        return None
    while data[place + 1 : place + 2] == b"\xff":
        place += 1
    return place


def _frame(body: bytes) -> dict[str, int]:
    """Height and width of a frame header; a height of 0 is told later in the file: not read."""
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    return {"width": width, "height": height} if len(body) >= 5 and width and height else {}


def _ending(data: bytes, place: int, *, is_all: bool) -> dict[str, bool]:
    """Inside a scan 0xFFD9 can only be the end of the image."""
    if END_OF_IMAGE in data[place:]:
        return {"whole": True}
    return {"whole": False} if is_all else {}


def _is_sideways(body: bytes) -> bool:
    """Whether the Exif orientation swaps width and height."""
    if body[:6] != b"Exif\x00\x00":
        return False
    tiff = body[6:]
    order = {b"II*\x00": "little", b"MM\x00*": "big"}.get(tiff[:4])
    if order is None:
        return False

    def number(start: int, count: int) -> int:
        return int.from_bytes(tiff[start : start + count], "big" if order == "big" else "little")

    first = number(4, 4)
    for entry in range(min(number(first, 2), MOST_TAGS)):
        start = first + 2 + 12 * entry
        if start + 12 > len(tiff):
            return False
        if number(start, 2) == ORIENTATION:
            return number(start + 8, 2) in SIDEWAYS
    return False


def _png(data: bytes) -> tuple[int, int] | None:
    if data[12:16] != b"IHDR" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _gif(data: bytes) -> tuple[int, int] | None:
    if len(data) < 10:
        return None
    return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")


def _bmp(data: bytes) -> tuple[int, int] | None:
    """A negative height only says that rows run from the top."""
    if len(data) < 26 or int.from_bytes(data[14:18], "little") < 40:
        return None
    width = int.from_bytes(data[18:22], "little", signed=True)
    return width, abs(int.from_bytes(data[22:26], "little", signed=True))


def _webp(data: bytes) -> tuple[int, int] | None:
    if len(data) < 30:
        return None
    if data[12:16] == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if data[12:16] == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if data[12:16] == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        sides = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return next(sides), next(sides)
    return None


_PIXELS = {"png": _png, "gif": _gif, "bmp": _bmp, "webp": _webp}
