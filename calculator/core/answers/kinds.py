"""Every type of question there is, and how its answers are read.

Internal forms: yesno bool; choice and ordered the option id; count int; number `Number`; date a
`Span`; period a pair of spans, its end None while it is still going on; text str; photo its facts.
"""

from typing import Any

from calculator.core.answers.answer_values import (
    NO,
    STILL,
    YES,
    Misfit,
    Period,
    Unknown,
    fold,
    read_amount,
    read_date,
    share_unclear,
)
from calculator.core.answers.kind import DAYS, FLAG, LEVELS, NOTHING, NUMBERS, OPTIONS, Kind, Shape
from calculator.core.answers.photo_facts import read_facts
from calculator.core.values.dates import Span, full_years
from calculator.core.values.numbers import Number, Range, to_text

# A count with more possible answers than this is treated as a range, never tried one by one.
SMALL_COUNT = 100


class Birth(Kind):
    """A date of birth, held against numbers as an age: full years on the reference day.

    Who was born on 1990-07-01 is 39 on 2030-06-30 and 40 a day later. A month or a year alone
    leaves open what it may.
    """

    def number(self, value: Any, reference: Span) -> Range:
        return full_years(value[1], reference[0]), full_years(value[0], reference[1])


def _yesno(_: Shape, raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    text = str(raw).lower() if isinstance(raw, str | int) else ""
    if text in YES or text in NO:
        return text in YES
    return Misfit("请回答是或否（true 或 false）。")


def _option(asked: Shape, raw: Any) -> Any:
    text = str(raw) if type(raw) in (str, int) else ""
    if text in asked.ranks:
        return text
    if text in asked.open:
        return Unknown(text)
    meant = {fold(word): option for word, option in asked.words.items()}
    meant |= {fold(label): option for option, label in asked.labels.items()}
    if text in meant or text.lower() in asked.labels:
        return Misfit(f"“{text}”要写成选项的编号：{meant.get(text, text.lower())}。")
    choices = "、".join(f"{option}（{label}）" for option, label in asked.labels.items())
    return Misfit(f"没有“{str(raw)[:40]}”这个选项，可选：{choices}。")


def _count(asked: Shape, raw: Any) -> Any:
    value = read_amount(raw, fold(asked.unit))
    if not isinstance(value, int):
        return Misfit("请填整数，例如 3。")
    return _within(asked, value, lowest=0)


def _number(asked: Shape, raw: Any) -> Any:
    unit = fold(asked.unit)
    value = read_amount(raw, unit)
    if value is None:
        return Misfit("请填一个数，例如 12 或 7.5。")
    if unit == "%" and not str(raw).endswith("%") and value and -1 < value < 1:
        return Misfit(share_unclear(value))
    return _within(asked, value, lowest=None)


def _within(asked: Shape, value: Number, lowest: Number | None) -> Any:
    low = asked.at_least if asked.at_least is not None else lowest
    high = asked.at_most
    if low is not None and value < low:
        return Misfit(f"不能小于 {to_text(low)}。")
    if high is not None and value > high:
        return Misfit(f"不能大于 {to_text(high)}。")
    return value


def _date(_: Shape, raw: Any) -> Any:
    return read_date(raw)


def _period(_: Shape, raw: Any) -> Any:
    if not isinstance(raw, dict) or not raw.keys() <= {"from", "to"}:
        return Misfit("请填起止日期：from 和 to；仍在继续的 to 留空。")
    ends: list[Span | None] = []
    for key in ("from", "to"):
        text = fold(raw.get(key))
        is_open = text is None or text == "" or (key == "to" and text in STILL)
        span = None if is_open else read_date(text)
        if isinstance(span, Misfit):
            which = "开始" if key == "from" else "结束"
            return Misfit(f"{which}日期“{str(text)[:40]}”：{span.message}")
        ends.append(span)
    start, end = ends
    if start and end and start[0] > end[1]:
        return Misfit("结束日期早于开始日期。")
    return Period(start, end)


def _text(_: Shape, raw: Any) -> Any:
    return raw if isinstance(raw, str) else Misfit("请填文字。")


def _photo(_: Shape, raw: Any) -> Any:
    facts = read_facts(raw)
    return Misfit("请选择照片文件，由程序读出格式、大小和像素。") if facts is None else facts


def _records(_: Shape, raw: Any) -> Any:
    raise TypeError("records are read one by one")


def _options(asked: Shape) -> tuple[Any, ...]:
    return tuple(asked.ranks)


def _counts(asked: Shape) -> tuple[Any, ...] | None:
    if asked.at_most is None:
        return None
    low, high = int(asked.at_least or 0), int(asked.at_most)
    return tuple(range(low, high + 1)) if high - low < SMALL_COUNT else None


KINDS = {
    one.name: one
    for one in (
        Kind("yesno", "是否题", FLAG, _yesno, possible=lambda _: (False, True)),
        Kind("choice", "选项题", OPTIONS, _option, possible=_options),
        Kind("ordered", "有高低的选项题", LEVELS, _option, possible=_options),
        Kind("count", "个数", NUMBERS, _count, possible=_counts),
        Kind("number", "数", NUMBERS, _number),
        Kind("date", "日期", DAYS, _date),
        Birth("birth", "出生日期", NUMBERS, _date, written="date", counted_in="岁"),
        Kind("period", "起止时间", NOTHING, _period),
        Kind("text", "备注", NOTHING, _text),
        Kind("photo", "照片", NOTHING, _photo),
        Kind("list", "列表", NOTHING, _records),
    )
}

# What conditions hold against numbers.
NUMERIC = tuple(name for name, kind in KINDS.items() if kind.compared == NUMBERS)


def written(name: str) -> str:
    """The type whose control, cell and words a type shares."""
    return KINDS[name].written
