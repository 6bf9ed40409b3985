"""What one answered value is read with, whatever is asked.

Internal forms: yesno bool; choice and ordered the option id; count int; number `Number`; date a
`Span`; period a pair of spans, its end None while it is still going on; text str; photo its facts.
Full-width digits and letters, stray spaces and common date signs are accepted.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from unicodedata import normalize

from calculator.core.values.dates import Span, parse_span, year_of
from calculator.core.values.numbers import Number, normal, parse_number, to_text
from calculator.core.values.signs import visible

# Nobody's documents are older, and no round lies later: another year is a slip of the keyboard. A
# year or its last digits, typed where a spreadsheet wants a day, come as days before 1910.
FIRST_YEAR, LAST_YEAR = 1910, 2100
_DATE_WANTED = (
    "请填日期，例如 2021-12-31；只记得年月的填 2021-12，只记得年份的填 2021"
    f"（{FIRST_YEAR} 年到 {LAST_YEAR} 年之间）。"
)
LONGEST_TEXT = 100_000
# «5¹» and «5①» are five with a footnote, not 51.
_RAISED = re.compile("([\xb2\xb3\xb9\u2070-\u209c\u2460-\u2473\u24ea\u3251-\u325f\u32b1-\u32bf]+)")
# «1,5» may be one and a half: a comma parts thousands, or it is not read.
_THOUSANDS = re.compile(r"([-+−]?\d{1,3})((?:,\d{3})+)(\.\d+)?")
# Units for the same, as people write them, and how many of the least each is.
_SAME: tuple[Mapping[str, int], ...] = (
    {"元": 1, "万": 10**4, "万元": 10**4, "亿": 10**8, "亿元": 10**8},
    {"平方米": 1, "平米": 1, "m2": 1, "m²": 1},
)
# What stands where something goes on.
STILL = frozenset(("至今", "今", "现在", "目前", "在职", "在岗", "仍在继续", "-", "—"))
YES = frozenset(("是", "对", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "1"))
NO = frozenset(("否", "不", "不是", "无", "没有", "×", "✗", "✘", "n", "no", "false", "0"))
# «2024.5-6月» and «2010-12年» are no days and no months: each sign stands where it belongs.
_DATE = re.compile(
    r"(\d{4})(?:([-/.])(\d\d?)(?:(?:\2|月)(\d\d?)[日号]?|月份?)?"
    r"|年(\d\d?)(?:[月./](\d\d?)[日号]?|月份?)?|年| ?(\d\d) ?(\d\d))?[-/.]?"
)
_SPACED_SIGNS = re.compile(r"\s*([-/.年月日号])\s*")
# «2024.1» may have been «2024.10» before a program took it for a number.
_CUT_OCTOBER = re.compile(r"(\d{4})\.1")


class Misfit:
    """The value does not fit; `message` says what would."""

    def __init__(self, message: str) -> None:
        self.message = message


class Unknown:
    """The person chose an option that means "not known yet"."""

    def __init__(self, option: str) -> None:
        self.option = option


class Period:
    """A period; `start` is None when it was not given, `end` is None while it is going on."""

    def __init__(self, start: Span | None, end: Span | None) -> None:
        self.start = start
        self.end = end


def fold(raw: Any) -> Any:
    """Text without invisible signs, NFKC-folded (full-width digits, letters, signs) and trimmed.

    Raised and lowered signs stay, and so do other values.
    """
    if not isinstance(raw, str):
        return raw
    text = visible(raw[:LONGEST_TEXT])
    if text.isascii():
        return text.strip()
    parts = _RAISED.split(text)
    parts[::2] = (normalize("NFKC", part) for part in parts[::2])
    return "".join(parts).strip()


def read_number(raw: Any) -> Number | None:
    """An exact number from an int, decimal text, or the shortest text of a float. A fraction is
    none: «8/10» may be 8 points of 10, «60/30» the hours of two kinds.
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw if abs(raw) < 10**30 else None
    if isinstance(raw, float):
        raw = repr(raw)
    if not isinstance(raw, str) or "/" in raw:
        return None
    return parse_number(raw.replace(",", "") if _THOUSANDS.fullmatch(raw) else raw)


def is_other_unit(written: str, unit: str) -> bool:
    """Whether both are units for the same, of which one is more than the other."""
    return any(written in one and unit in one and one[written] != one[unit] for one in _SAME)


def read_amount(raw: Any, unit: str) -> Number | None:
    """The same with its unit behind it, or another one for the same: of 万元, «3,000 元» is 0.3."""
    if not isinstance(raw, str):
        return read_number(raw)
    units = next((one for one in _SAME if unit in one), {unit: 1})
    written = max((one for one in units if raw.endswith(one)), key=len, default="")
    body = raw.removesuffix(written).strip()
    if "元" in units and (written or unit == "元"):
        body = body.removeprefix("¥").strip()
    value = read_number(body)
    times = Fraction(units[written] if written else units[unit], units[unit])
    return None if value is None else normal(value * times)


def share_unclear(value: Number) -> str:
    """What to say of a share that may be of one or of a hundred."""
    percent = to_text(normal(value * 100))
    return f"分不清是 {to_text(value)}% 还是 {percent}%，请连百分号一起写。"


def read_date(raw: Any) -> Span | Misfit:
    """A date from ``2021-12-31``, ``2021-12``, ``2021`` and usual spellings of those, in a year
    that an answer can mean.
    """
    text = str(raw) if isinstance(raw, int | str) and not isinstance(raw, bool) else ""
    if cut := _CUT_OCTOBER.fullmatch(text):
        year = cut[1]
        return Misfit(f"分不清是 1 月还是 10 月，请写成 {year}-01 或 {year}-10。")
    found = _DATE.fullmatch(_SPACED_SIGNS.sub(r"\1", text[:40]))
    span = (
        parse_span("-".join(part for part in found.groups("") if part.isdigit())) if found else None
    )
    if found and span is None:
        return Misfit(f"没有这一天或这个月。{_DATE_WANTED}")
    if span is None or not FIRST_YEAR <= year_of(span[0]) <= LAST_YEAR:
        return Misfit(_DATE_WANTED)
    return span
