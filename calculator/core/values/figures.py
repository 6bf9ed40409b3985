"""Figures in rules: a number or a date with its unit and the place that it comes from.

In `rules.json` a figure is ``{"value": "1.5", "unit": "分", "figure": "clause.label"}``. A plain
number or text is accepted too: structural numbers (a rank, a list index) are written that way.
A null value is a figure that the source lost: whatever depends on it stays open.
"""

from __future__ import annotations

from typing import Any

from calculator.core.typing_only import shapes
from calculator.core.values.dates import Span, parse_span
from calculator.core.values.numbers import Number, parse_number, to_json
from calculator.errors import RulesError


class Figure:
    """A number of the policy; `id` is ``clause.label``, or None for a structural number."""

    def __init__(self, value: Number, unit: str = "", figure_id: str | None = None) -> None:
        self.value = value
        self.unit = unit
        self.id = figure_id

    def cite(self) -> shapes.Figure:
        """The JSON form that a result carries."""
        return {"value": to_json(self.value), "unit": self.unit, "figure": self.id}


class DayFigure:
    """A date of the policy; a month or a year is the span of its days."""

    def __init__(self, span: Span, text: str, figure_id: str | None) -> None:
        self.span = span
        self.text = text
        self.id = figure_id


def is_figure(data: Any) -> bool:
    """Whether `data` is a figure object."""
    return isinstance(data, dict) and "value" in data


def read_number(data: Any, where: str) -> Figure:
    """Read a figure that must be a number."""
    figure = read_known_number(data, where)
    if figure is None:
        raise RulesError(where, "the figure has no value")
    return figure


def read_known_number(data: Any, where: str) -> Figure | None:
    """Read a number figure; None when the source lost its value."""
    value, unit, figure_id = _parts(data)
    if value is None and is_figure(data):
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return Figure(value, unit, figure_id)
    number = parse_number(value) if isinstance(value, str) else None
    if number is None:
        raise RulesError(where, f"{value!r} is not an exact number")
    return Figure(number, unit, figure_id)


def read_whole(data: Any, where: str) -> int:
    """Read a figure that must be a whole number (years, ranks, how many of)."""
    value = read_number(data, where).value
    if not isinstance(value, int):
        raise RulesError(where, f"{value} is not a whole number")
    return value


def read_day(data: Any, where: str) -> DayFigure:
    """Read a figure that must be a day, a month or a year."""
    value, _, figure_id = _parts(data)
    text = str(value) if isinstance(value, int) else value
    span = parse_span(text) if isinstance(text, str) else None
    if span is None or not isinstance(text, str):
        raise RulesError(where, f"{value!r} is not a date")
    return DayFigure(span, text, figure_id)


def _parts(data: Any) -> tuple[Any, str, str | None]:
    if is_figure(data):
        return data["value"], data.get("unit") or "", data.get("figure")
    return data, "", None
