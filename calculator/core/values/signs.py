"""Signs that nobody sees: copied along from web pages, chats and spreadsheets, never meant.

The one list of them. What is answered, cells, codes and headers are read without them; policy files
are refused with the sign's name, for they are edited by somebody who can take it out.
"""

import re

# Format characters (category Cf), variation selectors, fillers without a shape, control characters
# but for tab and line ends.
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
# Radicals out of PDF files and hyphens out of Word that look like other signs, where NFKC knows
# nothing of it.
_ALIKE = str.maketrans(
    "⺠⻄⻅⻆⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰\u2010\u2011\u2012\u2212",
    "民西见角车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙----",
)
# All of them, and the signs that other computers have twice.
DOUBLES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
# How workbooks write a control character: «_x000D_» is a carriage return.
_ESCAPED = re.compile("_x00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])_")


def visible(text: str) -> str:
    """The text without signs that nobody sees, and with those that others look like.

    >>> visible("是\\u200b"), visible("工程师_x000D_"), visible("\\u2ed3期")
    ('是', '工程师', '长期')
    """
    if text.isascii() and text.isprintable() and "_x00" not in text:
        return text  # as most answers are, which are many
    return INVISIBLE.sub("", _ESCAPED.sub("", text)).translate(_ALIKE)


def name_of(sign: str) -> str:
    """What a message calls a sign that cannot be shown.

    >>> name_of("\\u200b")
    'U+200B'
    """
    return f"U+{ord(sign):04X}"
