"""What a picture's bytes say about it: format, size, pixels, whether it is whole.

`photo_facts` reads the beginning of a file and never raises, whatever the bytes are: what cannot
be read is left out. JPEG is read segment by segment to its end (ITU-T T.81 annex B), the turn from
its Exif tag 0x0112 (TIFF 6.0); PNG chunk by chunk; the others by their first header.
"""

import re
from binascii import crc32
from collections.abc import Iterator
from typing import Any, Literal

# Beyond this nothing is read: a picture that is too large by bytes is so whatever it holds.
MOST_BYTES = 4_000_000
MOST_SEGMENTS = 2_000
MOST_TAGS = 200

JPEG_START = b"\xff\xd8\xff"
END_OF_IMAGE = 0xD9
START_OF_SCAN = 0xDA
EXIF = 0xE1
# C4, C8 and CC are tables and reserved; the others start a frame and hold its size.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# What readers take for the next marker; fill bytes, data of a scan and strays are none.
MARKER = re.compile(rb"\xff[\xc0-\xcf\xd9-\xef\xfe]")
SIDES = ("width", "height")
ORIENTATION = 0x0112
# Orientations that swap width and height when the picture is shown.
SIDEWAYS = frozenset((5, 6, 7, 8))
# Bytes of a whole number, by its type in a tag.
NUMBER_SIZES = {1: 1, 3: 2, 4: 4, 6: 1, 8: 2, 9: 4}

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
    read; for JPEG ``"turned": true`` where a tag swaps them for display. ``"whole"`` says whether
    the file ends as its format should; None where the end was not read.

    >>> photo_facts(b"GIF89a" + bytes((44, 1, 144, 1)))
    {'format': 'gif', 'bytes': 10, 'width': 300, 'height': 400, 'whole': None}
    >>> photo_facts(b"")
    {'format': 'unknown', 'bytes': 0, 'whole': False}
    """
    data = bytes(head[:MOST_BYTES])
    length = len(head) if size is None else max(size, len(head))
    kind = format_of(data)
    found, has_end = _jpeg(data) if kind == "jpeg" else _other(kind, data)
    whole = None if has_end is False and len(data) < length else has_end
    return {"format": kind, "bytes": length, **found, "whole": whole}


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


def _jpeg(data: bytes) -> tuple[dict[str, Any], bool]:
    """Size and turn of a JPEG, and whether its scans come to an end."""
    facts: dict[str, Any] = {}
    orientation: int | None = None
    has_scan = has_end = False
    for marker, body in _segments(data):
        if marker in FRAMES and "width" not in facts:
            facts |= _frame(body)
        elif marker == EXIF and orientation is None and body[:5] == b"Exif\x00":
            orientation = _orientation(body[6:])
        has_scan = has_scan or marker == START_OF_SCAN
        has_end = has_scan and marker == END_OF_IMAGE
    return facts | ({"turned": True} if orientation in SIDEWAYS else {}), has_end


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Every marker and what belongs to it, to the end of the image or where the data break off."""
    place = 2
    for _ in range(MOST_SEGMENTS):
        found = MARKER.search(data, place)
        if found is None:
            return
        marker, place = data[found.end() - 1], found.end()
        length = int.from_bytes(data[place : place + 2], "big")
        is_end = marker == END_OF_IMAGE
        if not is_end and (length < 2 or place + length > len(data)):
            return
        yield marker, b"" if is_end else data[place + 2 : place + length]
        if is_end:
            return
        place += length


def _frame(body: bytes) -> dict[str, int]:
    """Height and width of a frame header; a height of 0 is told later in the file: not read."""
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    return {"width": width, "height": height} if len(body) >= 5 and width and height else {}


def _orientation(tiff: bytes) -> int:
    """How the picture is to be turned, from the first directory; 1 (not at all) without a word."""
    order: Literal["little", "big"] = "big" if tiff[:2] == b"MM" else "little"

    def number(start: int, count: int) -> int:
        return int.from_bytes(tiff[start : start + count], order)

    if tiff[:4] not in {b"II*\x00", b"MM\x00*"}:
        return 1
    first = number(4, 4)
    for entry in range(min(number(first, 2), MOST_TAGS)):
        start = first + 2 + 12 * entry
        if number(start, 2) == ORIENTATION:
            size = NUMBER_SIZES.get(number(start + 2, 2), 0)
            return number(start + 8, size)
    return 1


def _other(kind: str, data: bytes) -> tuple[dict[str, Any], bool | None]:
    """Size of a picture of another format, and whether it comes to its end where that is known."""
    pixels = _PIXELS[kind](data) if kind in _PIXELS else None
    found = {} if pixels is None or min(pixels) <= 0 else dict(zip(SIDES, pixels, strict=True))
    if kind == "png":
        return found, _has_png_end(data)
    return found, None if data else False


def _has_png_end(data: bytes) -> bool:
    """Whether the chunks, each with its length and check sum, are whole up to the last."""
    place = 8
    while place + 12 <= len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4], "big")
        if crc32(data[place + 4 : end]) != int.from_bytes(data[end : end + 4], "big"):
            return False
        if data[place + 4 : place + 8] == b"IEND":
            return True
        place = end + 4
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
