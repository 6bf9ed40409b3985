"""What one answered value is read with, whatever is asked.

Internal forms: yesno bool; choice and ordered the option id; count int; number `Number`; date a
`Span`; period a pair of spans, its end None while it is still going on; text str; photo its facts.
Full-width digits and letters, stray spaces and common date signs are accepted.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from calculator.core.values.dates import Span, parse_span, year_of
from calculator.core.values.numbers import Number, parse_number
from calculator.core.values.signs import visible

MOST_PARTS = 999
# Nobody's documents are older, and no round lies later: another year is a slip of the keyboard. A
# year or its last digits, typed where a spreadsheet wants a day, come as days before 1910.
FIRST_YEAR, LAST_YEAR = 1910, 2100
DATE_WANTED = (
    "请填日期，例如 2021-12-31；只记得年月的填 2021-12，只记得年份的填 2021"
    f"（{FIRST_YEAR} 年到 {LAST_YEAR} 年之间）。"
)
LONGEST_TEXT = 100_000
# «5¹» and «5①» are five with a footnote, not 51.
_RAISED = re.compile("([\xb2\xb3\xb9\u2070-\u209c\u2460-\u2473\u24ea\u3251-\u325f\u32b1-\u32bf]+)")
# «1,5» may be one and a half: a comma parts thousands, or it is not read.
_THOUSANDS = re.compile(r"([-+−]?\d{1,3})((?:,\d{3})+)(\.\d+)?")
YES = frozenset(("true", "yes", "是", "有", "1"))
NO = frozenset(("false", "no", "否", "没有", "无", "0"))
DATE_SIGNS = str.maketrans({"/": "-", ".": "-", "年": "-", "月": "-", "日": None, "号": None})


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
    """An exact number from an int, decimal text, or the shortest text of a float."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int):
        return raw if abs(raw) < 10**30 else None
    if isinstance(raw, float):
        raw = repr(raw)
    if not isinstance(raw, str):
        return None
    value = parse_number(raw.replace(",", "") if _THOUSANDS.fullmatch(raw) else raw)
    # Sums of many odd fractions would grow beyond what can be written.
    return None if "/" in raw and value is not None and value.denominator > MOST_PARTS else value


def read_count(raw: Any) -> Number | None:
    """The same for how many: «3/3», the third of three, is no 1."""
    return None if "/" in str(raw) else read_number(raw)


def read_date(raw: Any) -> Span | None:
    """A date from ``2021-12-31``, ``2021-12``, ``2021`` and usual spellings of those.

    None when it is none, or in a year that no answer can mean.
    """
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    text = raw.translate(DATE_SIGNS).replace(" ", "").rstrip("-")
    if len(text) == 8 and text.isascii() and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    span = parse_span(text)
    return span if span is not None and FIRST_YEAR <= year_of(span[0]) <= LAST_YEAR else None
