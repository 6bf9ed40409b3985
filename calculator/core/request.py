"""The outer shape of a request, looked at before anything is worked out.

What the answers, a slip or a picture hold is judged where it is read, and told in the result. Here
is refused what would else be an empty result, or a crash: see `calculator.core.entry` for what may
be asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.core.answers.outside import NotReadableError
from calculator.core.evaluate import EVERY_PART
from calculator.core.values.canonical import excerpt
from calculator.errors import CalculatorError

_PARTS = ("parts", "ask")
_SWITCHES = ("slip", "sheet", "template", "visit", "others")
_TABLES = ("people", "batch", "lines")
KEYS = (*_PARTS, "conditions", *_SWITCHES, *_TABLES, "answers", "verify", "carry", "photo", "text",
        "size", "name", "question")  # fmt: skip
MOST_TOLD = 5


class RequestError(CalculatorError):
    """A request that means nothing; the text tells each place in it and what belongs there."""


def checked(request: Any) -> dict[str, Any]:
    """The request as a mapping; nothing at all asks for the result of no answers.

    Raises RequestError with everything that is wrong with its outer shape.
    """
    if request is None or request == []:
        return {}
    if not isinstance(request, dict):
        raise RequestError(f'请求要写成 {{"answers": {{…}}}} 这样的对象，现在是 {excerpt(request)}')
    problems = list(_problems(request))
    if problems:
        more = len(problems) - MOST_TOLD
        told = [*problems[:MOST_TOLD], *([f"还有 {more} 处"] if more > 0 else [])]
        raise RequestError("请求里：" + "；".join(told))
    return request


def error_words(error: Exception) -> str:
    """What the worker answers in place of a result; only a fault of ours shows its kind."""
    if isinstance(error, NotReadableError):
        return f"第 {error.line} 行第 {error.column} 列：{error}"
    return str(error) if isinstance(error, CalculatorError) else f"{type(error).__name__}: {error}"


def _problems(request: dict[str, Any]) -> Iterator[str]:
    for key, value in request.items():
        if key in _PARTS:
            yield from _of_parts(key, value)
        elif key == "conditions":
            yield from _of_conditions(value)
        elif key in _SWITCHES and value is not True:
            yield f"“{key}”只能写 true，不要就不写；现在是 {excerpt(value)}"
        elif key in _TABLES:
            from calculator.core.tables import asked  # seldom asked for, so loaded late

            yield from asked.problems(key, value)
        elif key not in KEYS:
            yield f"不认识“{excerpt(key)[1:-1]}”；可以写的有 {'、'.join(KEYS)}"


def _of_parts(key: str, value: Any) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list | tuple):
        yield f'“{key}”要写成列表，例如 ["{EVERY_PART[0]}"]，现在是 {excerpt(value)}'
        return
    for index, part in enumerate(value):
        if part not in EVERY_PART:
            yield f"{key}[{index}] 不认识 {excerpt(part)}；可以写的有 {'、'.join(EVERY_PART)}"


def _of_conditions(value: Any) -> Iterator[str]:
    if value is not None and not (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    ):
        yield f"“conditions”要写成条款编号的列表，现在是 {excerpt(value)}"
