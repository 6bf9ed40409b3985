"""Pictures: what their bytes say in every format, and that nothing hostile gets any further."""

from __future__ import annotations

import struct
import zlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.answers.photo_facts import FORMATS, facts_words, name_words, read_facts
from calculator.core.conditions.photo_answer import fact_range
from calculator.core.preparing.photo import MOST_BYTES, photo_facts


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def tag(number: int, value: int, order: str = ">", kind: str = "H") -> bytes:
    """A tag with a value of one byte (B), a SHORT (H) or a LONG (I), in either byte order."""
    code = {"B": 1, "H": 3, "I": 4}[kind]
    return struct.pack(f"{order}HHI", number, code, 1) + struct.pack(order + kind, value).ljust(
        4, b"\0"
    )


def directory(*tags: bytes, order: str = ">") -> bytes:
    """Tags, and that another directory (with a thumbnail) follows at once, or none."""
    return struct.pack(f"{order}H", len(tags)) + b"".join(tags)


def exif(orientation: int, order: str = ">", kind: str = "H", before: bytes = b"") -> bytes:
    """An Exif segment whose directory ends with the orientation (TIFF 6.0)."""
    mark = b"MM\x00*" if order == ">" else b"II*\x00"
    others = [before] if before else []
    tags = directory(*others, tag(0x0112, orientation, order, kind), order=order)
    # Behind it the directory of a thumbnail, which lies the other way.
    second = directory(tag(0x0112, 1 if orientation > 4 else 6, order, kind), order=order) + bytes(
        4
    )
    start = struct.pack(f"{order}I", 8)
    link = struct.pack(f"{order}I", 8 + len(tags) + 4)
    return segment(0xE1, b"Exif\x00\x00" + mark + start + tags + link + second)


SCAN = segment(0xDA, bytes(4)) + b"\x12\xff\x00\x34\xff\xd0\x56"


def jpeg(
    width: int, height: int, *before: bytes, frame: int = 0xC0, end: bytes = b"\xff\xd9"
) -> bytes:
    """Start, a JFIF segment, others, the frame, a scan with some data, the end."""
    size = struct.pack(">BHHB", 8, height, width, 1) + bytes(3)
    parts = [segment(0xE0, b"JFIF\x00" + bytes(9)), *before, segment(frame, size)]
    return b"\xff\xd8" + b"".join(parts) + SCAN + end


@pytest.mark.parametrize("frame", [0xC0, 0xC1, 0xC2, 0xCF], ids=hex)
def test_a_jpeg_tells_its_pixels_in_its_frame(frame: int) -> None:
    data = jpeg(300, 400, frame=frame)
    assert photo_facts(data) == {
        "format": "jpeg", "bytes": len(data), "width": 300, "height": 400, "whole": True,
    }  # fmt: skip


def test_tables_are_no_frames() -> None:
    data = jpeg(300, 400, segment(0xC4, bytes((8, 0, 9, 0, 9, 0))))
    assert (photo_facts(data)["width"], photo_facts(data)["height"]) == (300, 400)


@pytest.mark.parametrize("kind", ["B", "H", "I"], ids=["byte", "short", "long"])
@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(("orientation", "turned"), [(1, False), (3, False), (6, True), (8, True)])
def test_a_tag_that_swaps_the_sides_is_noticed(
    order: str, kind: str, orientation: int, turned: bool
) -> None:
    for before in (b"", tag(0x010F, 6, order)):
        facts = photo_facts(jpeg(400, 300, exif(orientation, order, kind, before)))
        assert facts.get("turned", False) is turned
        # The pixels are those that are stored, whatever the tag says.
        assert (facts["width"], facts["height"]) == (400, 300)


def test_the_first_exif_segment_decides_wherever_it_stands() -> None:
    xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta/>")
    assert photo_facts(jpeg(400, 300, xmp, exif(6), exif(1)))["turned"] is True
    assert "turned" not in photo_facts(jpeg(400, 300, exif(1), xmp, exif(6)))
    first = jpeg(400, 300)
    assert photo_facts(first[:2] + exif(8) + first[2:])["turned"] is True


def test_a_thumbnail_inside_a_segment_is_not_the_picture() -> None:
    thumbnail = jpeg(9, 9)
    facts = photo_facts(jpeg(300, 400, segment(0xE1, b"Exif\x00\x00" + thumbnail), end=b""))
    assert (facts["width"], facts["height"], facts["whole"]) == (300, 400, False)


def test_a_picture_that_breaks_off_says_so_only_when_all_of_it_was_read() -> None:
    data = jpeg(300, 400, end=b"")
    assert photo_facts(data)["whole"] is False
    assert photo_facts(data, len(data) + 1)["whole"] is None
    assert photo_facts(data, len(data) + 1)["bytes"] == len(data) + 1


# Three scans, with the tables of a progressive picture between them: their bytes are no end.
SCANS = jpeg(300, 400, frame=0xC2, end=(segment(0xC4, b"\x11\xff\xd9") + SCAN) * 2 + b"\xff\xd9")


@pytest.mark.parametrize("data", [jpeg(300, 400, exif(6)), SCANS], ids=["one scan", "three scans"])
def test_a_jpeg_that_is_cut_anywhere_is_not_whole(data: bytes) -> None:
    assert photo_facts(data)["whole"] is True
    # From the third byte on it is known to be a JPEG.
    for cut in range(3, len(data)):
        facts = photo_facts(data[:cut])
        assert (facts["format"], facts["whole"]) == ("jpeg", False)
        assert photo_facts(data[:cut] + bytes(len(data)))["whole"] is False


@pytest.mark.parametrize("more", [b"\x00", b"\r\n", bytes(5000), jpeg(9, 9)])
def test_what_stands_behind_the_end_changes_nothing(more: bytes) -> None:
    data = jpeg(300, 400) + more
    assert photo_facts(data) == {
        "format": "jpeg", "bytes": len(data), "width": 300, "height": 400, "whole": True,
    }  # fmt: skip


def test_an_empty_file_is_not_whole() -> None:
    assert photo_facts(b"") == {"format": "unknown", "bytes": 0, "whole": False}
    assert facts_words(photo_facts(b"")) == "不认识的格式，0 字节，文件是空的"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def test_a_png_with_a_hole_is_not_whole() -> None:
    data = PNG[:8] + chunk(b"IHDR", PNG[16:] + bytes(5)) + chunk(b"IDAT", b"x" * 600)
    data += chunk(b"IEND", b"")
    assert photo_facts(data)["whole"] is True
    assert photo_facts(data[:100] + bytes(512) + data[612:])["whole"] is False


def test_a_png_ends_with_its_last_chunk() -> None:
    size = struct.pack(">IIBBBBB", 300, 400, 8, 0, 0, 0, 0)
    data = PNG[:8] + chunk(b"IHDR", size) + chunk(b"IDAT", b"IEND" + bytes(20))
    end = chunk(b"IEND", b"")
    assert photo_facts(data + end + b"more")["whole"] is True
    for cut in range(len(PNG[:8]), len(data + end)):
        assert photo_facts((data + end)[:cut])["whole"] is False
    assert photo_facts(data, len(data) + 12)["whole"] is None


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        ("jpeg", "me.jpg", ""),
        ("jpeg", "me.JPEG", ""),
        ("jpeg", "", ""),
        ("unknown", "me.png", ""),
        ("jpeg", "me.jfif", "文件名以“.jfif”结尾，内容却是 JPG（JPEG）：后缀要改成“.jpg”。"),
        ("jpeg", "me.jpg.png", "文件名以“.png”结尾，内容却是 JPG（JPEG）：后缀要改成“.jpg”。"),
        ("jpeg", "照片", "文件名没有后缀，内容是 JPG（JPEG）：后缀要改成“.jpg”。"),
        ("png", "me.jpg", "文件名以“.jpg”结尾，内容却是 PNG：后缀要改成“.png”。"),
    ],
)
def test_a_name_that_says_another_format_gets_a_word(kind: str, name: str, words: str) -> None:
    assert name_words(kind, name) == words


def test_fill_bytes_before_a_marker_are_skipped() -> None:
    facts = photo_facts(b"\xff\xd8" + b"\xff\xff\xff" + jpeg(300, 400)[2:])
    assert facts["width"] == 300


PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 300, 400)
GIF = b"GIF87a" + struct.pack("<HH", 300, 400)
BMP = b"BM" + bytes(12) + struct.pack("<Iii", 40, 300, -400)
VP8X = (
    b"RIFF\x00\x00\x00\x00WEBPVP8X"
    + bytes(8)
    + (299).to_bytes(3, "little")
    + (399).to_bytes(3, "little")
)
VP8L = (
    b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f"
    + (299 | 399 << 14).to_bytes(4, "little")
    + bytes(5)
)
VP8 = b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 300, 400)


@pytest.mark.parametrize(
    ("data", "name"),
    [(PNG, "png"), (GIF, "gif"), (BMP, "bmp"), (VP8X, "webp"), (VP8L, "webp"), (VP8, "webp")],
    ids=["png", "gif", "bmp", "webp VP8X", "webp VP8L", "webp VP8"],
)
def test_other_formats_tell_their_pixels_too(data: bytes, name: str) -> None:
    assert photo_facts(data) == {
        "format": name, "bytes": len(data), "width": 300, "height": 400,
        "whole": False if name == "png" else None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (bytes(4) + b"ftypheic" + bytes(8), "heic"),
        (bytes(4) + b"ftypavif" + bytes(8), "avif"),
        (bytes(4) + b"ftypmp42" + bytes(8), "unknown"),
        (b"II*\x00", "tiff"),
        (b"%PDF-1.7", "pdf"),
        (b"<script>alert(1)</script>", "unknown"),
    ],
)
def test_a_name_is_not_needed_to_know_the_format(data: bytes, name: str) -> None:
    assert photo_facts(data) == {"format": name, "bytes": len(data), "whole": None}


def test_lengths_that_lie_lead_nowhere() -> None:
    assert "width" not in photo_facts(b"\xff\xd8\xff\xe0\xff\xff" + bytes(10))
    assert "width" not in photo_facts(b"\xff\xd8\xff\xe0\x00\x00" + jpeg(300, 400)[2:])
    assert "width" not in photo_facts(jpeg(0, 400))


def test_no_more_is_read_than_is_needed() -> None:
    # Comments without an end, and a scan that is longer than what is looked at.
    many = b"\xff\xd8" + segment(0xFE, b"") * 5000 + jpeg(300, 400)[2:]
    assert "width" not in photo_facts(many)
    long = jpeg(300, 400, end=b"")
    assert photo_facts(long, MOST_BYTES * 2)["whole"] is None


STARTS = st.sampled_from([jpeg(300, 400, exif(6)), PNG, GIF, BMP, VP8X, VP8L, VP8, b""])


@given(STARTS, st.binary(max_size=200), st.data())
def test_whatever_the_bytes_are_there_are_facts_and_they_can_be_an_answer(
    start: bytes, noise: bytes, data: st.DataObject
) -> None:
    """A picture cut and overwritten anywhere: no exception, and nothing that is not a fact."""
    cut = data.draw(st.integers(0, len(start)))
    place = data.draw(st.integers(0, len(start)))
    for hostile in (start[:cut] + noise, start[:place] + noise + start[place + len(noise) :]):
        facts = photo_facts(hostile)
        assert facts["format"] in FORMATS
        assert facts["bytes"] == len(hostile)
        assert read_facts(facts) == facts


@given(st.integers(1, 5000), st.integers(1, 5000), st.booleans())
def test_ratios_are_exact_and_a_turned_picture_allows_both_ways(
    width: int, height: int, turned: bool
) -> None:
    facts = {"format": "jpeg", "width": width, "height": height, "turned": turned}
    ways = (
        {Fraction(width, height), Fraction(height, width)} if turned else {Fraction(width, height)}
    )
    assert fact_range(facts, "ratio") == (min(ways), max(ways))
    sides = {width, height} if turned else {width}
    assert fact_range(facts, "width") == (min(sides), max(sides))


@pytest.mark.parametrize(
    "raw",
    [None, [], "jpeg", {}, {"format": "exe"}, {"format": "png", "bytes": -1},
     {"format": "png", "width": True}, {"format": "png", "width": "x"},
     {"format": "png", "height": 1.5},
     {"format": "png", "bytes": 10**30}],
)  # fmt: skip
def test_what_is_no_fact_is_refused(raw: object) -> None:
    assert read_facts(raw) is None
