"""Words of advice that several checks share."""

import difflib
import re
from collections.abc import Iterable

# A suggestion must be this near, a second one nearer.
NEAR, SURE = 0.6, 0.8
FULL_WIDTH = re.compile("[０-９．，－％]")
FULL_WIDTH_COMMENT = re.compile(r"(?:^|\s)＃")
FULL_WIDTH_COMMENT_MESSAGE = (
    "这里是全角“＃”，后面的话会当作内容；是注释的，请改成半角 #，是文字的，请用半角引号括起来"
)
_SMART = "“”‘’「」＂"


def full_width_message(key: str) -> str:
    """How to mend a full-width colon after a key."""
    return f"“{key}”后面是全角冒号“：”，请改成半角冒号加一个空格，写成“{key}: …”"


def no_blank_message(key: str) -> str:
    """How to mend a key whose colon runs into the value."""
    return f"“{key}:”的半角冒号后面要加一个空格"


def half_quoted(text: str) -> str:
    """What to say of a text in a Chinese quotation mark and a plain one; "" of others."""
    if len(text) > 1 and text[0] in _SMART and text[-1] in "\"'":
        return (
            f"前面是中文引号 {text[0]}，后面是半角引号 {text[-1]}；两边要一样，不要引号的请都去掉"
        )
    return ""


def wide_brackets(text: str) -> str:
    """What to say of full-width brackets around what was to be a list or a mapping."""
    plain = {"［］": "[ ]", "【】": "[ ]", "〔〕": "[ ]", "｛｝": "{ }", "（）": "{ }"}.get(
        text[:1] + text[-1:]
    )
    return f"括号 {text[0]} {text[-1]} 是全角的，请改成半角的 {plain}" if plain else ""


def smart_quotes(text: str) -> bool:
    """Whether the whole value stands in Chinese quotation marks."""
    return len(text) > 1 and text[0] in _SMART and text[-1] in _SMART


SMART_MESSAGE = "值的两边是中文引号，请去掉，或改成半角引号"


def run_together(words: str, sign: str) -> str:
    """How to part what a full-width comma runs together."""
    return (
        f"“{words}”里有“{sign}”：列表的各项之间要用半角逗号加一个空格，写成 [甲, 乙]，"
        "或者每项一行，以“- ”开头；确实是一句话的，请用半角引号括起来"
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return “，是不是想写“x”？” when something known is near, else nothing."""
    near = difflib.get_close_matches(word, sorted(set(known)), n=2, cutoff=NEAR)
    if len(near) > 1 and difflib.SequenceMatcher(None, word, near[1]).ratio() < SURE:
        near = near[:1]
    return f"，是不是想写“{'”或“'.join(near)}”？" if near else ""
