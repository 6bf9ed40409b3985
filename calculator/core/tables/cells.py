"""One cell: from what people and spreadsheets write to the value of an answers file.

Values are those of an answers file in their plainest form: booleans, option ids, ints or exact
text, dates such as ``2024-05``. A cell that cannot be read gives a `Misfit`, blank ones None.
"""

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from calculator.core.answers.answer_values import (
    NO,
    STILL,
    YES,
    Misfit,
    fold,
    read_amount,
    read_date,
    share_unclear,
)
from calculator.core.answers.questions import Asked
from calculator.core.tables.layout import folded
from calculator.core.values.dates import span_text
from calculator.core.values.numbers import parse_number, to_json, to_text
from calculator.core.values.signs import name_of, visible

# What a form has where nothing is to be told.
NOTHING = re.compile(r"[-/\\—–―]+")
# «None» is not among them: programs write it into cells that they know nothing of.
NONE_WORDS = frozenset(("无", "没有"))
CLOSED_WORDS = frozenset(("填全", "填全了", "已填全", "没有其他", "没有其他的"))
# What a spreadsheet shows where its formula failed.
ERRORS = re.compile(r"#[A-Z\d_/]+[!?]|#N/A|#GETTING_DATA|Err:\d{3}")
# What people and programs write where they know nothing, or nothing applies.
_UNSAID = re.compile(
    "待.{1,3}|不(详|确定|清楚|知道|明|适用|涉及)|未(知|定|填)|暂.{1,3}|空白?|缺|[?]+|n/?a|null|nan|nat|none",
    re.IGNORECASE,
)
UNSAID = "还不知道、用不着的请空着；要表示没有，请写“没有”“否”或 0。"
SEPARATORS = re.compile(r"[、;；,，\n]")
_BLANKS = re.compile(r"\s+")
# Days as spreadsheets count them, from 1940 to 2099: anything else is a number.
_SERIAL = re.compile(r"(\d{5})(?:\.\d{1,20})?")
_FIRST_SERIAL, _LAST_SERIAL = 14611, 73050
# Day 0 of workbooks, and of those that count from 1904.
_EPOCH, _EPOCH_1904 = map(datetime.fromisoformat, ("1899-12-30", "1904-01-01"))
# «20246» is a month without its nought, «20240» a year with one too many, or a day of 1955.
_YEAR_OR_SERIAL = re.compile(r"((?:19|20)\d{2})(\d)(?:\.\d{1,20})?")
_TIME = re.compile(r"[ T](\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z?)$")
# Midnight in China as programs write it by Greenwich, or by the clocks of Shanghai before 1901, and
# one that rounding put off: the day after is meant.
_DAY_BEFORE = re.compile(r"(16|24):00(:00(\.\d+)?)?|(15|23):59(:1\d(\.\d+)?)?|23:59:59\.[5-9]\d*")
# Midnight in a year when China had summer time, which is an hour earlier.
_SUMMER = re.compile(r"19(4\d|8[6-9]|9[01])\D.*\D(15|23):00(:00(\.\d+)?)?")
# Where programs have no day, they write the first one that they count from.
_NO_DAY = re.compile(r"1970[-/.]0?1[-/.]0?1(T00:00:00(\.0+)?Z|[ T]0?8:00(:00(\.0+)?)?)")
_YEAR_MONTH = re.compile(r"(\d{4})(\d{2})")
_NUMBER_OF_YEAR = re.compile(r"(\d{4})年度?")
# What a question counts that ends so: of «项数», «3项» is three.
_COUNTED = re.compile(r"([项次个])数$")
_ENGLISH = re.compile(r"(?:(\d{1,2})-)?([A-Za-z]{3})-(\d{4}|\d{2})")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_BETWEEN = re.compile(r"[- ]?起?(?:至|到|~|—+|–|―|--+| - )")
_ONE_DASH = re.compile(r"([^-]+)-([^-]+)")
# Ticks of Wingdings and the like, signs on or around another, what stands for a picture.
_HARD_TO_SEE = re.compile("[\ue000-\uf8ff\u0300-\u036f\u20d0-\u20ff\ufffc\ufffd]")
MOST_OPTIONS = 12


def is_blank(text: str) -> bool:
    """Whether a cell says nothing; a text keeps whatever signs it has."""
    return not text.strip()


def read_cell(asked: Asked, text: str, from_1904: bool = False) -> Any:
    """The value that a cell stands for; None for a blank one, a `Misfit` for one that is none.

    `from_1904` says that the workbook counts its days from 1904.
    """
    plain = fold(text)
    if is_blank(text) or (plain == "" and asked.type != "text"):
        return None
    if asked.type != "text" and (failed := _failed(plain)):  # in a text nothing is lost
        return failed
    if asked.type == "date":
        value = _date(plain, from_1904)
    else:
        given, reader = text if asked.type == "text" else plain, _READERS.get(asked.type)
        value = given if reader is None else reader(asked, given)
    if isinstance(value, Misfit):
        return value
    checked = asked.read(value)
    return _found(text, checked.message) if isinstance(checked, Misfit) else value


def read_period(asked: Asked, start: str, end: str, from_1904: bool = False) -> Any:
    """A period from its two cells."""
    period: dict[str, Any] = {}
    for key, text in (("from", start), ("to", end)):
        plain = fold(text)
        if key == "from":
            plain = plain.lstrip("自从 ").removesuffix("起")
        if plain == "" or (key == "to" and plain in STILL):
            continue
        value = _failed(plain) or _date(plain, from_1904)
        if isinstance(value, Misfit):
            return value
        period[key] = value
    if not period:
        return _found(f"{start}{end}", "请填开始的日期。") if fold(f"{start}{end}") else None
    checked = asked.read(period)
    return checked if isinstance(checked, Misfit) else period


def read_whole_period(asked: Asked, text: str, from_1904: bool = False) -> Any:
    """A period in one cell: «2018-07 至 2020-06», «2018年7月至今»."""
    plain = fold(text)
    if not plain:
        return None
    between, dash = _BETWEEN.split(plain, maxsplit=1), _ONE_DASH.fullmatch(plain)
    parts = between if len(between) == 2 or not dash else dash.groups()
    if len(parts) != 2 or not parts[1].strip():
        return _found(text, "请写成“2018-07 至 2020-06”；还在继续的写“2018-07 至今”。")
    return read_period(asked, parts[0], parts[1], from_1904)


def _failed(plain: str) -> Misfit | None:
    return Misfit(f"公式出错（{plain}），请改成要填的内容。") if ERRORS.fullmatch(plain) else None


def _found(text: str, message: str) -> Misfit:
    message = UNSAID if _UNSAID.fullmatch(fold(text)) else message
    text = _HARD_TO_SEE.sub(lambda found: f"[{name_of(found[0])}]", visible(text).strip())
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return Misfit(f"“{shown}”：{message}")


def _yesno(_: Asked, text: str) -> Any:
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    return _found(text, "请填“是”或“否”。")


def _option(asked: Asked, text: str) -> Any:
    word = folded(text)
    names = option_names(asked)
    if word in names:
        return names[word]
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    hint = f"，是不是“{asked.labels[names[near[0]]]}”" if near else ""
    labels = list(asked.labels.values())
    more = "等" if len(labels) > MOST_OPTIONS else ""
    choices = "、".join(f"“{label}”" for label in labels[:MOST_OPTIONS])
    return _found(text, f"没有这个选项{hint}。可选：{choices}{more}。")


def option_names(asked: Asked) -> Mapping[str, str]:
    """Option ids by what may be written.

    That is the label, the id, everyday words, or the label up to its bracket if unique.
    """
    full: dict[str, str] = {folded(word): option for word, option in asked.words.items()}
    short: dict[str, set[str]] = {}
    for option, label in asked.labels.items():
        full[folded(option)] = option
        head = folded(label).partition("(")[0]
        short.setdefault(head, set()).add(option)
    for option, label in asked.labels.items():
        full[folded(label)] = option
    heads = {head: next(iter(ids)) for head, ids in short.items() if head and len(ids) == 1}
    return heads | full


def _number(asked: Asked, text: str) -> Any:
    counted = _COUNTED.search(asked.label)
    unit = fold(asked.unit) or (counted[1] if counted else "")
    if not unit and (year := _NUMBER_OF_YEAR.fullmatch(text)):
        text = year[1]
    if text.endswith("%") and unit != "%":
        return _found(text, f"这里要的不是百分数{f'，单位是{asked.unit}' if asked.unit else ''}。")
    value = read_amount(text, unit)
    if value is None and folded(text) in NONE_WORDS:
        return _found(text, "没有的请填 0，或者空着。")
    if value is None:
        kind = "整数，例如 3" if asked.type == "count" else "一个数，例如 12 或 7.5"
        return _found(text, f"请填{kind}{f'（单位是{asked.unit}）' if asked.unit else ''}。")
    if unit == "%" and value and -1 <= value <= 1:
        return f"{to_text(value)}%" if text.endswith("%") else _found(text, share_unclear(value))
    return to_json(value)


def _date(text: str, from_1904: bool) -> Any:
    serial = _SERIAL.fullmatch(text)
    is_month = _YEAR_OR_SERIAL.fullmatch(text)
    if serial and not is_month and _FIRST_SERIAL <= int(serial[1]) <= _LAST_SERIAL:
        text = _serial(text, from_1904)
    if _NO_DAY.fullmatch(text):
        return _found(text, "像是程序在没有日期时写的，请填真的日期，没有就空着。")
    time = _TIME.search(text)
    if text in NONE_WORDS:
        return _found(text, "没有日期的请空着。")
    if time and (
        _DAY_BEFORE.fullmatch(time[1])
        or _SUMMER.fullmatch(text)
        or (time[2] and re.search("[1-9]", time[1]))
    ):
        day = text[: time.start()].strip()
        return _found(text, f"分不清是 {day} 还是后一天（时刻像是别的时区的），请只写日期。")
    text = text[: time.start()] if time else text
    if is_month:
        year, month = is_month.groups()
        day, month = _serial(text, from_1904), f"{year}-0{month}" if month != "0" else f"{year} 年"
        return _found(text, f"分不清是 {month}，还是表格里的日期 {day}，请写成其中一种。")
    span = read_date(_plain_date(text))
    return _found(text, span.message) if isinstance(span, Misfit) else span_text(span)


def _serial(text: str, from_1904: bool) -> str:
    milliseconds = round((parse_number(text) or 0) * 86_400_000)
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(milliseconds=milliseconds)
    return str(moment).removesuffix(" 00:00:00")


def _plain_date(text: str) -> str:
    """Digits run together and English months as the core reads dates."""
    together = _YEAR_MONTH.fullmatch(text)
    if together:
        return "-".join(together.groups())
    english = _ENGLISH.fullmatch(text)
    if english and english[2].lower() in _MONTHS:
        year = english[3] if len(english[3]) == 4 else _century(english[3]) + english[3]
        day = f"-{english[1]}" if english[1] else ""
        return f"{year}-{_MONTHS.index(english[2].lower()) + 1}{day}"
    return text


def _century(digits: str) -> str:
    """Two digits up to 29 are of this century to spreadsheets; of the next ones nobody can tell."""
    return "20" if digits < "30" else "19" if digits > "49" else ""


_READERS: dict[str, Callable[[Asked, str], Any]] = {
    "yesno": _yesno,
    "choice": _option,
    "ordered": _option,
    "count": _number,
    "number": _number,
}


def split_numbers(text: str) -> list[str]:
    """The numbers in a cell, parted by one sign, or by blanks where there is none.

    With signs of two kinds nobody can tell which is part of a number: all is one then.
    """
    text = text.strip("、;,\n ")
    signs = {*SEPARATORS.findall(text)}
    if len(signs) > 1:
        return [text]
    return (SEPARATORS if signs else _BLANKS).split(text)


def split_names(text: str, known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Names in a cell, separated by 、;, — which may stand in names too, so the longest fit wins.

    Gives the ids of those known, in order, and the words that are none.
    """
    text = normalize("NFC", text)
    cuts = [0, *(found.end() for found in SEPARATORS.finditer(text)), len(text) + 1]
    ids: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(cuts) - 1:
        for end in range(len(cuts) - 1, place, -1):
            word = folded(text[cuts[place] : cuts[end] - 1])
            if word in known:
                ids.append(known[word])
                place = end
                break
        else:
            word = text[cuts[place] : cuts[place + 1] - 1].strip()
            if word:
                unknown.append(word)
            place += 1
    return ids, unknown
