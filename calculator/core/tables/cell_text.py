"""A cell of a workbook as the text that a person sees in it, so that the core can read it."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache

# Formats whose words stand in no file: of every workbook, and of Chinese spreadsheets.
AGREED = {9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"}
AGREED |= {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm"}
AGREED |= dict.fromkeys((45, 46, 47), "mm:ss")
AGREED |= dict.fromkeys((27, 36, 50, 52, 57), "yyyy-m")
AGREED |= dict.fromkeys((28, 29, 51, 53, 54, 58), "m-d")
AGREED |= dict.fromkeys((30, 31), "yyyy-m-d") | dict.fromkeys((5, 6, 7, 8, 42, 44), "¥0")
_LITERALS = re.compile(r'"[^"]*"|[\\!].|\[[^\]]*\]|_.|\*.')
# A format piece by piece: words, a currency («[$¥-804]»), where the number stands, words without
# quotes, and what is only room, a colour or a condition.
_PIECE = re.compile(
    r'"([^"]*)"|[\\!](.)|\[\$([^\]-]*)[^\]]*\]|(General|G/通用格式|[0#?@])|([^\x00-\x7f]|[$-])'
    r"|_.|\*.|\[[^\]]*\]|.",
    re.IGNORECASE,
)
# Words of a format that make another number of the one in the file: 3 shown as «3万», «约3», «¥3».
_COUNTS = re.compile(
    r"[号万亿千百十半%‰约近超余多不前后左上下<>≤≥~～±+kKM元角分年月周天日时秒¥￥$€£\d]"
)
# A currency, or a sign that looks like a minus.
_BEFORE = re.compile(r'\[\$[^\]-]|^[\\!" ]*-')
# A format by which nothing is seen, or no nought; and what noughts are shown as.
_UNSEEN = re.compile(r'(\s|" *"|[_*].|\[[^\]]*\]|[#,.])*')
_NOUGHTS = frozenset(("", "无", "零"))
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
# A format that moves the point: «1.2» for 12, 120 or 12,000.
_MOVED = re.compile(r"[0#?],+(?=[^0#?,]*$)|[\\!]\.|\"\.\"")
# Noughts that a format puts before a number, and words around and between those: "A-"000, 00-000.
_PART = re.compile(r'"([^"]*)"|[\\!](.)|([- ])|0')
_CODE = re.compile(f"#*((?:{_PART.pattern})+)")
# What only makes room, colours, or names a language.
_ROOM = re.compile(r"[_*].|\[(?!\$[^\]-]|=|<|>)[^\]]*\]")
# What a number keeps when a spreadsheet shows it.
DIGITS = 15
# Day 0 of workbooks, and of those that count from 1904; the former hold 1900 for a leap year.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001
_LEAP = 60
_MILLISECONDS = 86_400_000


def number_text(value: str, shown_as: str, from_1904: bool) -> str:
    """The text of a number, as far as it shows: of a date, what else stands in the file was never
    typed.

    >>> number_text("45413", "yyyy-mm", False), number_text("0.125", "0%", False)
    ('2024-05', '12.5%')
    """
    number = float(value)
    shown_as = shown_as or "General"
    positive, *others = shown_as.split(";")
    if number == 0 and len(others) > 1:
        positive = others[1]
    if number == 0 and _UNSEEN.fullmatch(positive):
        return ""
    if number >= 0 and number.is_integer() and (code := _code(int(number), positive)):
        return code
    letters = _LITERALS.sub("", positive).lower()
    is_day = set("dmhys") & set(letters) and not _ELAPSED.search(positive)
    if is_day and (day := _day_of(number, from_1904)):
        return _day_text(day, letters)
    exact = Decimal(f"{number:.{DIGITS}g}")
    if "%" in letters:
        return f"{_plain(exact * 100)}%"
    return _worded(_plain(exact), positive, shown_as)


def text_shown(text: str, shown_as: str) -> str:
    """A text with what its format puts around it, or puts in its place.

    >>> text_shown("7", '@"号"'), text_shown("7", "0;0;0;"), text_shown("7", "0.0")
    ('7号', '7（显示格式 0;0;0;）', '7')
    """
    before, *after = _around_text(shown_as)
    return f"{before}{text}{after[0]}" if after else f"{text}（显示格式 {shown_as}）"


@cache
def _around_text(shown_as: str) -> list[str]:
    """What a format puts before a text and behind it; only the former where it shows no text."""
    *numbers, last = shown_as.split(";")
    if len(numbers) != 3 and "@" not in _LITERALS.sub("", last):
        return ["", ""]
    return _PIECE.sub(_piece, last).split("\0")


def _day_text(day: datetime, letters: str) -> str:
    """A day, as far as the letters of its format show it."""
    month_and_day = f"{day.month:02}-{day.day:02}"
    if not set("yeb") & set(letters):
        return month_and_day
    if "d" in letters:
        return str(day).removesuffix(" 00:00:00")
    return f"{day.year:04}-{day.month:02}" if "m" in letters else f"{day.year:04}"


def _day_of(number: float, from_1904: bool) -> datetime | None:
    """The day that a number stands for; None beyond the calendar, and for a time without a day."""
    if 0 <= number < 1:
        return None
    if not from_1904 and 0 < number < _LEAP:
        number += 1
    day, fraction = divmod(number, 1)
    try:
        since = timedelta(days=day, milliseconds=round(fraction * _MILLISECONDS))
        return (_EPOCH_1904 if from_1904 else _EPOCH) + since
    except (OverflowError, ValueError):
        return None


def _worded(number: str, section: str, shown_as: str) -> str:
    """The number, with what the section of its format makes another one by."""
    before, *between = _PIECE.sub(_piece, section).split("\0")
    if number == "0" and not between and before.strip(" -—–") in _NOUGHTS:
        return number
    if _MOVED.search(section) or not between:  # which shows words in place of the number
        return f"{number}（显示格式 {shown_as}）"
    *between, after = between
    words = not any(between) and (_COUNTS.search(before + after) or _BEFORE.search(section))
    return f"{before}{number}{after}" if words else number


def _piece(found: re.Match[str]) -> str:
    quoted, escaped, currency, place, word = found.groups("")
    return "\0" if place else quoted or escaped or currency or word


def _code(value: int, shown_as: str) -> str:
    """A code such as 007 or A-007 that stands in the file as 7, else ""."""
    found = _CODE.fullmatch(_ROOM.sub("", shown_as))
    places = [part[0] for part in _PART.finditer(found[1])].count("0") if found else 0
    if not found or not 1 < places <= DIGITS:
        return ""
    digits = f"{value:0{places}}"
    over = len(digits) - places  # what the first place takes besides its own
    each = iter([digits[: over + 1], *digits[over + 1 :]])
    return _PART.sub(
        lambda part: next(each) if part[0] == "0" else "".join(part.groups("")), found[1]
    )


def _plain(value: Decimal) -> str:
    """Without exponent and needless zeros: 2.0 is 2."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
