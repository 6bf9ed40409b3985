"""JSON text from outside: read within limits, or refused with a reason."""

import re
from typing import Any

from calculator.core.values.canonical import loads
from calculator.errors import CalculatorError

# An answers file takes five levels, a slip with its reasons a few dozen.
MOST_DEPTH = 100
# A page of answers takes some kilobytes.
MOST_CHARACTERS = 20_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class NotReadableError(CalculatorError, ValueError):
    """The text is not what it should be; `line` and `column` say where, from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def read_json(text: str) -> Any:
    """Read JSON without floats (see `canonical.loads`); raises `NotReadableError`.

    Halves of characters, which no file can hold, become U+FFFD.
    """
    if len(text) > MOST_CHARACTERS:
        raise NotReadableError("内容太多，不像是这里用的文件")
    try:
        data = loads(text)
    except RecursionError:
        raise NotReadableError("括号层次太深，不像是这里用的文件") from None
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        words = "不是正确的 JSON：这里附近少了逗号、引号或括号，或者多了一个逗号"
        if not hasattr(error, "lineno"):
            words = "里面有一个长得不像话的数"
        elif "Unterminated" in str(error) or getattr(error, "pos", 0) >= len(text.rstrip()):
            words = "内容从这里断了：少了引号或括号，或者文件没有保存完整"
        raise NotReadableError(words, line, column) from None
    if text.count("[") + text.count("{") > MOST_DEPTH:
        _refuse_depth(data)
    has_halves = "\\ud" in text.lower() or _SURROGATE.search(text)
    return _whole_characters(data) if has_halves else data


def _refuse_depth(data: Any) -> None:
    level = [data]
    for _ in range(MOST_DEPTH):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return
    raise NotReadableError("括号层次太深，不像是这里用的文件")


def _inside(data: Any) -> Any:
    if isinstance(data, dict):
        return data.values()
    return data if isinstance(data, list) else ()


def _whole_characters(data: Any) -> Any:
    if isinstance(data, str):
        return _SURROGATE.sub("\ufffd", data)
    if isinstance(data, list):
        return [_whole_characters(one) for one in data]
    if isinstance(data, dict):
        return {_whole_characters(key): _whole_characters(one) for key, one in data.items()}
    return data
