"""One answered value: from what came in to the exact internal form.

Internal forms: yesno bool; choice and ordered the option id; count int; number `Number`; date a
`Span`; period a pair of spans, its end None while it is still going on; text str; photo its facts.
Full-width digits and letters, stray spaces and common date signs are accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import normalize

from calculator.core.answers.photo_facts import read_facts
from calculator.core.answers.questions import Asked
from calculator.core.values.dates import Span, parse_span, year_of
from calculator.core.values.numbers import Number, parse_number, to_text
from calculator.core.values.signs import visible

MOST_PARTS = 999
# Nobody's documents are older, and no round lies later: another year is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1900, 2100
DATE_WANTED = (
    "请填日期，例如 2021-12-31；只记得年月的填 2021-12，只记得年份的填 2021"
    f"（{FIRST_YEAR} 年到 {LAST_YEAR} 年之间）。"
)
LONGEST_TEXT = 100_000
YES = frozenset(("true", "yes", "是", "有", "1"))
NO = frozenset(("false", "no", "否", "没有", "无", "0"))
DATE_SIGNS = str.maketrans({"/": "-", ".": "-", "年": "-", "月": "-", "日": None, "号": None})


class Misfit:
    """The value does not fit; `message` says what would."""

    __slots__ = ("message",)

    def __init__(self, message: str) -> None:
        self.message = message


class Unknown:
    """The person chose an option that means "not known yet"."""

    __slots__ = ("option",)

    def __init__(self, option: str) -> None:
        self.option = option


class Period:
    """A period; `start` is None when it was not given, `end` is None while it is going on."""

    __slots__ = ("end", "start")

    def __init__(self, start: Span | None, end: Span | None) -> None:
        self.start = start
        self.end = end


def fold(raw: Any) -> Any:
    """Text without invisible signs, NFKC-folded (full-width digits, letters, signs) and trimmed.

    Other values stay as they are.
    """
    return normalize("NFKC", visible(raw[:LONGEST_TEXT])).strip() if isinstance(raw, str) else raw


def read_value(asked: Asked, raw: Any) -> Any:
    """Return the internal form, an `Unknown`, or a `Misfit`."""
    return _READERS[asked.type](asked, fold(raw) if asked.type != "text" else raw)


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
    value = parse_number(raw.replace(",", ""))
    # Sums of many odd fractions would grow beyond what can be written.
    return None if "/" in raw and value is not None and value.denominator > MOST_PARTS else value


def read_date(raw: Any) -> Span | None:
    """A date from ``2021-12-31``, ``2021-12``, ``2021`` and usual spellings of those.

    None when it is none, or in a year that no answer can mean.
    """
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str) or len(raw) > 40:
        return None
    text = raw.translate(DATE_SIGNS).replace(" ", "").strip("-")
    if len(text) == 8 and text.isascii() and text.isdigit():
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    span = parse_span(text)
    return span if span is not None and FIRST_YEAR <= year_of(span[0]) <= LAST_YEAR else None


def _yesno(_: Asked, raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    text = str(raw).lower() if isinstance(raw, str | int) else ""
    if text in YES or text in NO:
        return text in YES
    return Misfit("请回答是或否（true 或 false）。")


def _option(asked: Asked, raw: Any) -> Any:
    text = str(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else None
    if text is not None and text in asked.ranks:
        return text
    if text is not None and text in asked.open:
        return Unknown(text)
    choices = "、".join((*asked.ranks, *asked.open))
    return Misfit(f"没有“{str(raw)[:40]}”这个选项，可选：{choices}。")


def _count(asked: Asked, raw: Any) -> Any:
    value = read_number(raw)
    if not isinstance(value, int):
        return Misfit("请填整数，例如 3。")
    return _within(asked, value, lowest=0)


def _number(asked: Asked, raw: Any) -> Any:
    if isinstance(raw, str) and asked.unit and raw.endswith(fold(asked.unit)):
        raw = raw[: -len(fold(asked.unit))].strip()
    value = read_number(raw)
    if value is None:
        return Misfit("请填一个数，例如 12 或 7.5。")
    return _within(asked, value, lowest=None)


def _within(asked: Asked, value: Number, lowest: Number | None) -> Any:
    low = asked.at_least if asked.at_least is not None else lowest
    high = asked.at_most
    if low is not None and value < low:
        return Misfit(f"不能小于 {to_text(low)}。")
    if high is not None and value > high:
        return Misfit(f"不能大于 {to_text(high)}。")
    return value


def _date(_: Asked, raw: Any) -> Any:
    return read_date(raw) or Misfit(DATE_WANTED)


def _period(_: Asked, raw: Any) -> Any:
    if not isinstance(raw, dict) or not raw.keys() <= {"from", "to"}:
        return Misfit("请填起止日期：from 和 to；仍在继续的 to 留空。")
    ends: list[Span | None] = []
    for key in ("from", "to"):
        text = fold(raw.get(key))
        span = None if text is None or text == "" else read_date(text)
        if span is None and text is not None and text != "":
            return Misfit(
                f"{'开始' if key == 'from' else '结束'}日期“{str(text)[:40]}”：{DATE_WANTED}"
            )
        ends.append(span)
    start, end = ends
    if start and end and start[0] > end[1]:
        return Misfit("结束日期早于开始日期。")
    return Period(start, end)


def _text(_: Asked, raw: Any) -> Any:
    return raw if isinstance(raw, str) else Misfit("请填文字。")


def _photo(_: Asked, raw: Any) -> Any:
    facts = read_facts(raw)
    return Misfit("请选择照片文件，由程序读出格式、大小和像素。") if facts is None else facts


_READERS: dict[str, Callable[[Asked, Any], Any]] = {
    "yesno": _yesno,
    "choice": _option,
    "ordered": _option,
    "count": _count,
    "number": _number,
    "date": _date,
    "period": _period,
    "text": _text,
    "photo": _photo,
}
