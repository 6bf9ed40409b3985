"""Answers and verdicts as people read them, for sheets and lists."""

from collections.abc import Mapping
from typing import Any

from calculator.core.answers.answer_values import Period
from calculator.core.answers.given import GivenRecord
from calculator.core.answers.questions import Asked, Question
from calculator.core.values.dates import Span, span_text
from calculator.core.values.ranges import number_with_unit
from calculator.core.words import STANDING


def say_end(bar: Mapping[str, Any]) -> str:
    """Until when a bar stands; one that stands on some routes only has a day of its own on each."""
    is_one_day = bar["until"] is not None and bar["standing"] != "some"
    return f"到 {bar['until']} 解除" if is_one_day else ""


def say_standing(bar: Mapping[str, Any]) -> str:
    """Whether a bar stands, and until when."""
    return "，".join(part for part in (STANDING[bar["standing"]], say_end(bar)) if part)


def say_value(asked: Asked, value: Any) -> str:
    """An internal value (see `calculator.core.answers.answer_values`) in words."""
    if asked.type == "yesno":
        return "是" if value else "否"
    if asked.type in {"choice", "ordered"}:
        return asked.labels.get(value, str(value))
    if asked.type in {"count", "number"}:
        return number_with_unit(value, asked.unit)
    if asked.type == "date":
        return span_text(value) or ""
    if isinstance(value, Period):
        return f"{_end(value.start, '？')} 至 {_end(value.end, '今')}"
    return value if isinstance(value, str) else ""


def _end(span: Span | None, otherwise: str) -> str:
    return otherwise if span is None else span_text(span) or otherwise


def say_given(asked: Asked, values: Mapping[str, Any], undecided: Mapping[str, str]) -> str:
    """What was answered, "not known yet" by its option; "" where nothing was."""
    if asked.id in values:
        return say_value(asked, values[asked.id])
    option = undecided.get(asked.id)
    return "" if option is None else asked.labels.get(option, option)


def say_record(question: Question, record: GivenRecord) -> str:
    """A record in one line. Texts are left out: they are notes for the person alone."""
    parts = []
    for field in question.fields.values():
        given = say_given(field, record.values, record.undecided)
        if given and field.type not in {"text", "photo"}:
            parts.append(f"{field.label}：{given}")
    return "；".join(parts)


def record_name(question: Question, index: int) -> str:
    """«演出 第 2 条»."""
    return f"{question.label} 第 {index + 1} 条"
