"""Facts of a picture as an answer, and as what conditions compare: format, bytes, pixels, ratio.

A kilobyte is 1024 bytes and a megabyte 1024 of those. The ratio is width : height, exact. A
picture that a tag turns for display has two sizes, as stored and as shown; nobody knows which one
a reader goes by, so that its width, height and ratio are ranges.
"""

from fractions import Fraction
from typing import Any

from calculator.core.answers.photo_facts import FORMATS
from calculator.core.answers.questions import Asked
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.subjects import AskedNumber, Source
from calculator.core.values.numbers import Number, Range, normal, to_text

# Fact -> what it is called and its unit; `format` and `whole` are not numbers.
NUMBERS = {
    "bytes": ("文件大小", "字节"),
    "kilobytes": ("文件大小", "K"),
    "megabytes": ("文件大小", "M"),
    "width": ("宽度", "像素"),
    "height": ("高度", "像素"),
    "ratio": ("宽高比", ""),
}
OTHERS = {"format": "格式", "whole": "文件完整"}
FACTS = (*OTHERS, *NUMBERS)
# The type of question that each of them is like.
FACT_TYPES = {"format": "choice", "whole": "yesno", **dict.fromkeys(NUMBERS, "number")}
_SIZES = {"bytes": 1, "kilobytes": 1024, "megabytes": 1024 * 1024}

_TOO_SMALL = {
    **dict.fromkeys(_SIZES, "另存为 JPEG 时把质量调高，或者换一张像素更多的照片。"),
    **dict.fromkeys(("width", "height"), "换一张像素更多的原图；把小图放大不会更清楚。"),
    "ratio": "照片太窄：在图片软件里裁去上下，不要拉伸。",
}
_TOO_LARGE = {
    **dict.fromkeys(_SIZES, "把照片缩小一些，或者另存为 JPEG 时把质量调低。"),
    **dict.fromkeys(("width", "height"), "在图片软件里把照片按比例缩小。"),
    "ratio": "照片太宽：在图片软件里裁去左右，不要拉伸。",
}
_MEND = {
    "format": "用图片软件打开，另存为要求的格式；只改文件名的后缀没有用。",
    "whole": "文件没有传完整：重新从相机、手机或照相馆取一份。",
}


class FactSource(Source):
    """The format of a picture, or whether it is whole."""

    def __init__(self, photo: Asked, fact: str) -> None:
        super().__init__(_asked(photo, fact), None)
        self.fact = fact

    def get(self, state: Facts, record: Record | None) -> Any:
        facts = state.values.get(self.asked.id)
        return facts.get(self.fact) if isinstance(facts, dict) else None

    def doubt(self, state: Facts, record: Record | None) -> str:
        return _doubt(self, state)

    def cite(self) -> dict[str, str]:
        return {"question": self.asked.id, "fact": self.fact, "mend": _MEND[self.fact]}


class FactNumber(AskedNumber):
    """A number of a picture."""

    def __init__(self, photo: Asked, fact: str) -> None:
        words, unit = NUMBERS[fact]
        super().__init__(Source(photo, None))
        self.fact = fact
        self.label = f"{photo.label}的{words}"
        self.unit = unit

    def range(self, state: Facts, record: Record | None) -> Range | None:
        facts = state.values.get(self.source.asked.id)
        return fact_range(facts, self.fact) if isinstance(facts, dict) else None

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        return [_doubt(self.source, state, self.label)]

    def cite(self) -> dict[str, str]:
        return {"question": self.source.asked.id, "fact": self.fact}

    def words(self, given: Range, unit: str) -> str:
        """Bytes are said as bytes too; other long decimals are rounded, and say so."""
        low, high = given
        if high is None or low != high:
            return f"{rounded(low)} 或 {rounded(high or low)} {unit}".strip()
        number = f"{rounded(low)} {unit}".strip()
        if self.fact not in _SIZES or self.fact == "bytes":
            return number
        return f"{number}（{to_text(normal(Fraction(low) * _SIZES[self.fact]))} 字节）"

    def mend(self, operator: str) -> str:
        """What helps when the number fails a test."""
        too_small = operator in {"at_least", "more_than"}
        return (_TOO_SMALL if too_small else _TOO_LARGE)[self.fact]


def fact_range(facts: dict[str, Any], fact: str) -> Range | None:
    """What a number of a picture can be.

    >>> fact_range({"width": 400, "height": 300, "turned": True}, "width")
    (300, 400)
    >>> fact_range({"bytes": 512}, "kilobytes")
    (Fraction(1, 2), Fraction(1, 2))
    """
    if fact in _SIZES:
        if "bytes" not in facts:
            return None
        size = normal(Fraction(facts["bytes"], _SIZES[fact]))
        return size, size
    width, height = facts.get("width"), facts.get("height")
    if not width or not height:
        return None
    values: dict[str, tuple[Number, Number]] = {
        "width": (width, height),
        "height": (height, width),
        "ratio": (normal(Fraction(width, height)), normal(Fraction(height, width))),
    }
    stored, shown = values[fact]
    if not facts.get("turned"):
        return stored, stored
    return min(stored, shown), max(stored, shown)


def rounded(value: Number) -> str:
    """A number to three places; one that has more is said to be about so much.

    >>> rounded(Fraction(13, 20)), rounded(Fraction(215, 331)), rounded(300)
    ('0.65', '约 0.65', '300')
    """
    thousandths = round(Fraction(value) * 1000)
    short = to_text(normal(Fraction(thousandths, 1000)))
    return short if Fraction(thousandths, 1000) == value else f"约 {short}"


def _doubt(source: Source, state: Facts, label: str = "") -> str:
    if source.asked.id not in state.values:
        return source.doubt(state, None) if label else f"未填写“{source.asked.label}”"
    return f"“{label or source.asked.label}”无法从文件中读取，或者不能确定"


def _asked(photo: Asked, fact: str) -> Asked:
    """The picture's question, as one about its format or about its end."""
    data: dict[str, Any] = {"id": photo.id, "label": f"{photo.label}的{OTHERS[fact]}"}
    if fact == "whole":
        return Asked({**data, "type": "yesno"}, photo.id)
    options = [{"id": key, "label": label} for key, label in FORMATS.items()]
    return Asked({**data, "type": "choice", "options": options}, photo.id)
