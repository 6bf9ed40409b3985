"""Ranges in words: the one formatter of results, formulas, sheets, pages and the command line.

The browser's scripts have its like in `web/app/ranges.js`, with the same words; a test holds the
two together.
"""

import re
from fractions import Fraction

from calculator.core.values.numbers import Number, to_text
from calculator.core.words import CEILING, RANGE

_ENDLESS = re.compile(r"(\d+)/(\d+)")
# A number, or its exact text as results carry it; None: nothing limits this side.
End = Number | str | None


def shown(value: Number | str) -> str:
    """A number as it is printed, with a real minus sign."""
    text = value if isinstance(value, str) else to_text(value)
    return text.replace("-", "−")


def with_unit(text: str, unit: str) -> str:
    """``3 年``, ``50%``, ``3``; a percentage without end as people write it.

    >>> with_unit("100/3", "%"), with_unit("1/3", "分")
    ('约 33.33%', '1/3 分')
    """
    if unit == "%" and (parts := _ENDLESS.fullmatch(text)):
        hundredths = round(Fraction(int(parts[1]) * 100, int(parts[2])))
        text = f"约 {hundredths // 100}.{hundredths % 100:02}"
    return f"{text}{'' if unit in {'', '%'} else ' '}{unit}"


def number_with_unit(value: Number | str, unit: str) -> str:
    """``3 年``, ``50%``."""
    return with_unit(shown(value), unit)


def range_words(low: End, high: End, unit: str = "") -> str:
    """What lies between two ends.

    >>> range_words(3, 3, "年"), range_words("-1.5", 2, "分"), range_words(0, None, "分")
    ('3 年', '−1.5～2 分', '至少 0 分')
    >>> range_words(None, "-2", "分"), range_words(None, None, "分")
    ('最多 −2 分', '不限')
    """
    least, most = (end if end is None else shown(end) for end in (low, high))
    if least is not None and least == most:
        return with_unit(least, unit)
    if least is None and most is None:
        return RANGE["any"]
    kind = "most" if least is None else "least" if most is None else "both"
    return with_unit(RANGE[kind].format(low=least, high=most), unit)


def noted_range_words(text: str, unit: str = "") -> str:
    """A number or a range as worked cases note it.

    >>> noted_range_words("12", "分"), noted_range_words("0..20"), noted_range_words("3..")
    ('12 分', '0～20', '至少 3')
    """
    low, dots, high = (part.strip() for part in text.partition(".."))
    return range_words(low or None, (high or None) if dots else low, unit)


def ceiling_words(high: End) -> str:
    """How many points there can be at most when everything is filled in.

    >>> ceiling_words(30), ceiling_words(None)
    ('最高可到 30 分', '没有上限')
    """
    return CEILING["any"] if high is None else CEILING["most"].format(high=shown(high))


def rise_words(low: End, high: End, unit: str) -> str:
    """What something adds, from the lower end to the higher one; both are numbers or None.

    >>> rise_words(20, 20, "分"), rise_words(0, 5, "分"), rise_words(15, None, "分")
    ('+20 分', '+0～5 分', '至少 +15 分')
    """
    text = None if low is None else shown(low) if str(low).startswith("-") else f"+{shown(low)}"
    return range_words(text, text if high == low else high, unit)
