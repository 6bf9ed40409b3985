"""Facts of a picture as they stand in an answers file, and in words: what `core.preparing.photo`
reads.
"""

from typing import Any

from calculator.core.values.numbers import parse_number
from calculator.core.words import EMPTY_FILE

MOST = 10**12
MOST_ENDING = 12
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
# How names of files of a format end; the first is the usual one.
ENDINGS = {
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "gif": ("gif",),
    "bmp": ("bmp",),
    "webp": ("webp",),
    "heic": ("heic", "heif"),
    "avif": ("avif",),
    "tiff": ("tif", "tiff"),
    "pdf": ("pdf",),
}


def read_facts(raw: Any) -> dict[str, Any] | None:
    """The facts of a picture from an answers file; None when they are none.

    Who writes them by hand and says nothing of the end has a whole picture in mind; of a file whose
    end was not read it says null.
    """
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
    if isinstance(raw.get("turned"), bool):
        facts["turned"] = raw["turned"]
    whole = raw.get("whole", True)
    facts["whole"] = whole if isinstance(whole, bool) else None
    return facts


def facts_words(facts: dict[str, Any]) -> str:
    """What was read of a picture.

    >>> facts_words({"format": "jpeg", "bytes": 9, "width": 4, "height": 3, "turned": True})
    'JPG（JPEG），9 字节，宽 4、高 3 像素，显示时转成宽 3、高 4 像素'
    """
    found = [FORMATS[facts["format"]], f"{facts['bytes']} 字节"]
    width, height = facts.get("width"), facts.get("height")
    if width and height:
        found.append(f"宽 {width}、高 {height} 像素")
        if facts.get("turned"):
            found.append(f"显示时转成宽 {height}、高 {width} 像素")
    if facts.get("whole") is False:
        found.append("文件不完整" if facts["bytes"] else EMPTY_FILE)
    return "，".join(found)


def name_words(kind: str, name: str) -> str:
    """What to do about a file's name that does not end as its format asks; empty when it does.

    >>> name_words("jpeg", "me.PNG"), name_words("jpeg", "me.JPG")
    ('文件名以“.png”结尾，内容却是 JPG（JPEG）：后缀要改成“.jpg”。', '')
    """
    usual = ENDINGS.get(kind)
    stem, dot, ending = name.rpartition(".")
    ending = ending.lower()[:MOST_ENDING] if stem and dot else ""
    if usual is None or not name or ending in usual:
        return ""
    shown = f"文件名以“.{ending}”结尾，内容却是" if ending else "文件名没有后缀，内容是"
    return f"{shown} {FORMATS[kind]}：后缀要改成“.{usual[0]}”。"
