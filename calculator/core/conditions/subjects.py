"""What conditions compare: answers, numbers that have a range, days and operands."""

from __future__ import annotations

from typing import Any

from calculator.core.answers.answer_values import Period
from calculator.core.answers.questions import Asked
from calculator.core.conditions.explain import given_words
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.parts import Part, Waiting
from calculator.core.typing_only import shapes
from calculator.core.values.dates import Day, Span
from calculator.core.values.figures import Figure
from calculator.core.values.numbers import Number, Range
from calculator.core.values.ranges import number_with_unit


def is_rough(value: Any) -> bool:
    """Whether a given date or period leaves open which day is meant, or a picture is unclear."""
    if isinstance(value, dict):
        return True
    ends = [value.start, value.end] if isinstance(value, Period) else [value]
    return any(isinstance(end, tuple) and end[0] != end[1] for end in ends)


class Source(Part):
    """Where a question's or a field's value comes from; `get` gives None when it is open."""

    def __init__(self, asked: Asked, list_id: str | None) -> None:
        atom = ("question", asked.id) if list_id is None else ("field", list_id, asked.id)
        super().__init__(reads=frozenset((atom,)))
        self.asked = asked
        self.list_id = list_id

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.source(self, record, weight)

    def get(self, state: Facts, record: Record | None) -> Any:
        """The internal value, or None when it is open."""
        if self.list_id is None:
            return state.values.get(self.asked.id)
        return None if record is None else record.values.get(self.asked.id)

    def doubt(self, state: Facts, record: Record | None) -> str:
        """Why the value is open, in words."""
        undecided = state.answers.undecided
        if self.list_id is not None:
            undecided = dict(record.undecided) if record is not None else {}
        option = undecided.get(self.asked.id)
        if option is None:
            return f"未填写“{self.asked.label}”"
        return f"“{self.asked.label}”不能确定，需{self.asked.open.get(option) or '确定'}"

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What of the value is missing, be it only the day of a date."""
        value = self.get(state, record)
        if value is None or (isinstance(value, Period) and value.start is None):
            return [self.doubt(state, record)]
        return [f"“{self.asked.label}”没有填到日"] if is_rough(value) else []

    def cite(self) -> dict[str, str]:
        """What the value is, for the tree of reasons."""
        if self.list_id is None:
            return {"question": self.asked.id}
        return {"list": self.list_id, "field": self.asked.id}


class Measure(Part):
    """Something that has a number: `range` gives its sound bounds, None when nothing is known."""

    label = ""
    unit = ""

    def range(self, state: Facts, record: Record | None) -> Range | None:
        """Lowest and highest possible value."""
        raise NotImplementedError

    def day_reaching(self, state: Facts, record: Record | None, wanted: Number) -> Span | None:
        """The day on which time alone brings it to `wanted`; None when time does not move it."""
        return None

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What of the answers is missing that it is worked out from."""
        sources = (part for part in self.parts if isinstance(part, Source))
        found = [text for one in sources for text in one.doubts(state, record)]
        return found or [f"“{self.label}”不能确定"]

    def words(self, given: Range, unit: str) -> str:
        """The number as it is printed."""
        return given_words(given, unit)

    def has_start(self, state: Facts, record: Record | None) -> bool:
        """Whether there is anything that it could be counted from."""
        return True

    def start_words(self, state: Facts, record: Record | None) -> str:
        """From when, or of what, it is counted; empty where nothing says so."""
        return ""

    def whether_any(self, given: Range) -> str:
        """That there is one, or none; empty where a number says it better."""
        return ""

    def none_words(self, state: Facts) -> str:
        """That there is none of what was wanted; empty where nothing is counted."""
        return ""

    def chosen_words(self, state: Facts) -> list[str]:
        """What there is although none is wanted."""
        return []

    def nearest_record(self, state: Facts, clause: str) -> list[shapes.Reason]:
        """Why the record that comes nearest to counting does not count, if it counts any."""
        return []

    def mend(self, operator: str) -> str:
        """What a person can do about a failed test; empty where nobody can say."""
        return ""


class AskedNumber(Measure):
    """The number that a person gave."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.source = self.cited = source
        self.label = source.asked.label
        self.unit = source.asked.kind.counted_in or source.asked.unit

    def range(self, state: Facts, record: Record | None) -> Range | None:
        value = self.source.get(state, record)
        return None if value is None else self.source.asked.kind.number(value, state.reference)


class Operand:
    """What a measure is held against: a figure (None: its value is lost), or an answered number."""

    def __init__(self, figure: Figure | None, source: Source | None = None) -> None:
        self.figure = figure
        self.source = source

    def value(self, state: Facts, record: Record | None) -> Number | None:
        """The number, or None when it is not known."""
        if self.source is not None:
            answered: Number | None = self.source.get(state, record)
            return answered
        return None if self.figure is None else self.figure.value

    @property
    def is_lost(self) -> bool:
        """Whether the source lost the figure."""
        return self.source is None and self.figure is None

    def words(self, state: Facts, record: Record | None, unit: str) -> str:
        """The number as it is printed."""
        value = self.value(state, record)
        if self.source is not None:
            label = f"“{self.source.asked.label}”"
            return label if value is None else f"{label} {number_with_unit(value, unit)}"
        if value is None or self.figure is None:
            return "（来源缺失）"
        return number_with_unit(value, self.figure.unit or unit)


class DayExpression(Part):
    """A day worked out from others; `span` is None when there is no such day at all."""

    label = "日期"
    # Whether it is the reference day itself, which moves as time passes.
    is_reference = False
    # Whether there always is such a day, known to the year at least.
    is_always_there = False
    # Whether it can be any day of the year.
    is_any_day = True

    def span(self, state: Facts, record: Record | None) -> Span | None:
        """The days that it can be."""
        raise NotImplementedError

    def fixed(self, blank: Facts) -> Day | None:
        """The day, where it hangs on no answer; `blank` is an evaluation without any."""
        span = None if self.reads else self.span(blank, None)
        return span[0] if span is not None and span[0] == span[1] else None

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What is missing to know the day: what those lack that it is worked out from."""
        parts = (part for part in self.parts if isinstance(part, DayExpression | Source))
        return [text for one in parts for text in one.doubts(state, record)]
