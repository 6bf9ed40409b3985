"""Leaf conditions: something given, held against what is wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from calculator.core.conditions.explain import is_unknown, reason, span_words
from calculator.core.conditions.facts import Facts, Record, once
from calculator.core.conditions.logic import (
    EVERY_VERDICT,
    VERDICT_WORDS,
    Condition,
    Reasons,
    Verdict,
    both,
)
from calculator.core.conditions.parts import Waiting
from calculator.core.conditions.subjects import AskedNumber, DayExpression, Measure, Operand, Source
from calculator.core.values.dates import ALWAYS, NEVER, Span, first_of_next_year
from calculator.core.values.numbers import Number, Range, to_text
from calculator.core.words import WANTED

OPERATORS = (
    "is", "is_not", "in", "at_least", "more_than", "at_most", "less_than",
    "before", "after", "not_before", "not_after",
)  # fmt: skip
NUMBER_WORDS = {
    "is": "等于", "is_not": "不等于", "at_least": "不少于", "more_than": "超过",
    "at_most": "不超过", "less_than": "少于",
}  # fmt: skip
# What holds when a comparison does not.
OPPOSITE = {
    "at_least": "less_than", "less_than": "at_least", "more_than": "at_most",
    "at_most": "more_than", "is": "is_not", "is_not": "is",
    "before": "not_before", "not_before": "before", "after": "not_after", "not_after": "after",
}  # fmt: skip
DAY_WORDS = {"before": "早于", "after": "晚于", "not_before": "不早于", "not_after": "不晚于"}


def compare_range(operator: str, given: Range, wanted: Number) -> Verdict:
    """Hold a range against a number; None when part of the range passes and part does not."""
    low, high = given
    if operator == "at_least":
        holds, fails = low >= wanted, high is not None and high < wanted
    elif operator == "more_than":
        holds, fails = low > wanted, high is not None and high <= wanted
    elif operator == "is":
        holds, fails = low == wanted == high, wanted < low or (high is not None and wanted > high)
    else:
        opposite = compare_range(OPPOSITE[operator], given, wanted)
        return None if opposite is None else not opposite
    return True if holds else False if fails else None


# How a day lies to another: how many days it is later.
_LATER_BY = {
    "before": "less_than", "after": "more_than", "not_before": "at_least", "not_after": "at_most",
}  # fmt: skip


def compare_spans(operator: str, given: Span, wanted: Span) -> Verdict:
    """Hold a date against a date; None when the missing part of either decides."""
    return compare_range(_LATER_BY[operator], (given[0] - wanted[1], given[1] - wanted[0]), 0)


def options_left(values: Sequence[Any], tests: Mapping[str, Collection[Any]]) -> frozenset[Any]:
    """The options, from the lowest, that pass all tests; only sizes hang on their order."""
    at = {value: place for place, value in enumerate(values)}
    left = set(values)
    for operator, wanted in tests.items():
        if operator in {"is", "in"}:
            left &= set(wanted)
        elif operator == "is_not":
            left -= set(wanted)
        else:
            [limit] = wanted
            left = {one for one in left if compare_range(operator, (at[one],) * 2, at[limit])}
    return frozenset(left)


class OptionIs(Condition):
    """A yes/no, choice or ordered answer is one of the `allowed` values."""

    def __init__(self, source: Source, allowed: frozenset[Any]) -> None:
        super().__init__(source)
        self.source = source
        self.allowed = allowed

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        value = self.source.get(state, record)
        return None if value is None else value in self.allowed

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        value = self.source.get(state, record)
        given = "未回答" if value is None else self._label(value)
        return {
            "kind": "compare",
            "verdict": VERDICT_WORDS[self.verdict(state, record)],
            "text": f"{self.source.asked.label}：{given}{WANTED}{self._wanted()}",
            **self.source.cite(),
        }

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        return [self.source.doubt(state, record)]

    def opposite(self) -> OptionIs:
        every = frozenset(self.source.asked.possible_values() or ())
        return OptionIs(self.source, every - self.allowed)

    def beside_words(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        return []

    def wanted(self, state: Facts, record: Record | None) -> str:
        words = self._wanted()
        return f"{self.source.asked.label}{words if words.startswith('不') else f'为{words}'}"

    def _wanted(self) -> str:
        """The allowed options: «“甲”或“乙”», «“甲”以上» where that is shorter, «不是“丙”»."""
        values = self.source.asked.possible_values() or ()
        allowed = [value for value in values if value in self.allowed]
        others = [value for value in values if value not in self.allowed]
        if not allowed:
            return "（没有选项满足）"
        is_top = self.source.asked.type == "ordered" and tuple(values[-len(allowed) :]) == tuple(
            allowed
        )
        if is_top and len(allowed) > 1:
            return f"“{self._label(allowed[0])}”以上"
        if 0 < len(others) < len(allowed):
            return f"不是{self._options(others)}"
        return self._options(allowed)

    def _options(self, values: list[Any]) -> str:
        return "或".join(f"“{self._label(value)}”" for value in values)

    def _label(self, value: Any) -> str:
        if isinstance(value, bool):
            return "是" if value else "否"
        return self.source.asked.labels.get(value, str(value))


class NumberIs(Condition):
    """A measure held against numbers; `tests` pairs operators with operands (any of them)."""

    def __init__(self, measure: Measure, tests: list[tuple[str, list[Operand]]]) -> None:
        asked = [o.source for _, operands in tests for o in operands if o.source is not None]
        super().__init__(measure, *asked)
        self.measure = measure
        self.tests = tests

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        self.measure.wait(waiting, record, weight)

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        if isinstance(self.measure, AskedNumber):
            return self._find_verdict(state, record)
        return once(self, state, record, self._find_verdict)

    def _find_verdict(self, state: Facts, record: Record | None) -> Verdict:
        given = self.measure.range(state, record)
        if given is None:
            return None
        result: Verdict = True
        for operator, operands in self.tests:
            numbers = [operand.value(state, record) for operand in operands]
            result = both(result, _test_number(operator, given, numbers))
        return result

    def day(self, state: Facts, record: Record | None) -> Span:
        operator, operands = self.tests[0]
        number = operands[0].value(state, record)
        if len(self.tests) == 1 and operator in {"at_least", "more_than"} and number is not None:
            wanted = number if operator == "at_least" else number // 1 + 1
            span = self.measure.day_reaching(state, record, wanted)
            if span is not None:
                return span
        return super().day(state, record)

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        given = self.measure.range(state, record)
        figures = [o.figure for _, operands in self.tests for o in operands if o.figure is not None]
        unit = self.measure.unit or next((figure.unit for figure in figures), "")
        shown = "未知" if given is None else self.measure.words(given, unit)
        wanted = self._wanted(state, record, unit)
        if given is not None and shown.startswith("约 ") and shown.removeprefix("约 ") in wanted:
            shown += f"（{to_text(given[0])}）"  # rounded, it would seem to be what is wanted
        label = f"{self.measure.label}{self.measure.start_words(state, record)}"
        is_any, is_none = self.asks_for_any, self.asks_for_none
        plain = self.measure.whether_any(given) if (is_any or is_none) and given is not None else ""
        if plain and is_none and given is not None and given[1] != 0:
            plain += f"{WANTED}没有"
        return {
            "kind": "compare",
            "verdict": VERDICT_WORDS[self.verdict(state, record)],
            "text": plain or f"{label}：{shown}{WANTED}{wanted}",
            "figures": [figure.id for figure in figures if figure.id is not None],
            **self.measure.cite(),
            **self._mended(state, record, given),
        }

    @property
    def asks_for_any(self) -> bool:
        """Whether the question is only if there is any."""
        operator, operands = self.tests[0]
        figure = operands[0].figure
        is_least = len(self.tests) == 1 and operator == "at_least"
        return is_least and figure is not None and figure.value == 1

    @property
    def asks_for_none(self) -> bool:
        """Whether there may not be any."""
        operator, operands = self.tests[0]
        figure = operands[0].figure
        tested = (operator, None if figure is None else figure.value)
        return len(self.tests) == 1 and tested in {("less_than", 1), ("at_most", 0), ("is", 0)}

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """How many records count, where more than one is wanted; why the nearest other does not."""
        of_record = self.nearest_record(state, clause)
        none = self.measure.none_words(state) if self.asks_for_any else ""
        if none:
            return of_record or [reason(clause, none)]
        return [*super().lacking(state, record, clause), *of_record]

    def beside_words(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        if self.asks_for_any and self.verdict(state, record) is False:
            return self.nearest_record(state, clause)
        return self.reasons(state, record, clause)

    def nearest_record(self, state: Facts, clause: str) -> Reasons:
        return self.measure.nearest_record(state, clause)

    def against(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        chosen = self.measure.chosen_words(state) if self.asks_for_any else []
        words = [reason(clause, text) for text in chosen]
        return words or super().against(state, record, clause)

    def opposite(self) -> NumberIs | None:
        operator, operands = self.tests[0]
        if len(self.tests) > 1 or len(operands) > 1:
            return None
        return NumberIs(self.measure, [(OPPOSITE[operator], operands)])

    def possible(self, blank: Facts) -> frozenset[Verdict]:
        is_lost = any(operand.is_lost for _, operands in self.tests for operand in operands)
        return frozenset((None,)) if is_lost else EVERY_VERDICT

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        return not self.measure.has_start(state, record)

    def wanted(self, state: Facts, record: Record | None) -> str:
        return f"{self.measure.label}{self._wanted(state, record, self.measure.unit)}"

    def _mended(self, state: Facts, record: Record | None, given: Range | None) -> dict[str, str]:
        """What helps against the first test that fails, where the measure knows."""
        for operator, operands in self.tests if given is not None else ():
            numbers = [operand.value(state, record) for operand in operands]
            words = self.measure.mend(operator)
            if words and given is not None and _test_number(operator, given, numbers) is False:
                return {"mend": words}
        return {}

    def day_doubts(self, state: Facts, record: Record | None) -> list[str]:
        first, last = self.day(state, record)
        return [] if first == last else self.measure.doubts(state, record)

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        given = self.measure.range(state, record)
        known = given is not None and given[0] == given[1]
        found = [] if known else self.measure.doubts(state, record)
        for _, operands in self.tests:
            for operand in operands:
                if operand.source is not None and operand.value(state, record) is None:
                    found = [*found, operand.source.doubt(state, record)]
        return found

    def _wanted(self, state: Facts, record: Record | None, unit: str) -> str:
        words = []
        for operator, operands in self.tests:
            shown = "或".join(operand.words(state, record, unit) for operand in operands)
            words.append(f"{NUMBER_WORDS.get(operator, '是')} {shown}")
        return "，".join(words)


def _test_number(operator: str, given: Range, numbers: list[Number | None]) -> Verdict:
    verdicts = [
        None if number is None else compare_range(operator, given, number) for number in numbers
    ]
    if True in verdicts:
        return True
    return None if None in verdicts else False


class DayIs(Condition):
    """A day held against other days."""

    def __init__(self, subject: DayExpression, tests: list[tuple[str, DayExpression]]) -> None:
        super().__init__(subject, *(wanted for _, wanted in tests))
        self.subject = subject
        self.tests = tests

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        self.subject.wait(waiting, record, weight)

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        return once(self, state, record, self._find_verdict)

    def _find_verdict(self, state: Facts, record: Record | None) -> Verdict:
        given = self.subject.span(state, record)
        if given is None:
            return False
        result: Verdict = True
        for operator, expression in self.tests:
            wanted = expression.span(state, record)
            verdict = False if wanted is None else compare_spans(operator, given, wanted)
            result = both(result, verdict)
        return result

    def day(self, state: Facts, record: Record | None) -> Span:
        """When the reference day is what it waits for, the day on which that is reached."""
        if len(self.tests) == 1:
            operator, wanted = self.tests[0]
            given = self.subject.span(state, record)
            if wanted.is_reference and operator in DAY_WAITS and given is not None:
                return (_later(given[0], operator), _later(given[1], operator))
        return super().day(state, record)

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        given = self.subject.span(state, record)
        wanted = self._wanted(state, record)
        return {
            "kind": "compare",
            "verdict": VERDICT_WORDS[self.verdict(state, record)],
            "text": f"{self.subject.label}：{span_words(given)}{WANTED}{wanted}",
            **self.subject.cite(),
        }

    def opposite(self) -> DayIs | None:
        operator, wanted = self.tests[0]
        if len(self.tests) > 1:
            return None
        return DayIs(self.subject, [(OPPOSITE[operator], wanted)])

    def possible(self, blank: Facts) -> frozenset[Verdict]:
        """Never open where there always is a day, and no year or month reaches across the limit."""
        tests = (_parts_years(operator, wanted, blank) for operator, wanted in self.tests)
        is_decided = self.subject.is_always_there and all(tests)
        return frozenset((True, False)) if is_decided else EVERY_VERDICT

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        days = (self.subject, *(wanted for _, wanted in self.tests))
        return any(day.span(state, record) is None for day in days)

    def wanted(self, state: Facts, record: Record | None) -> str:
        return f"{self.subject.label}{self._wanted(state, record)}"

    def _wanted(self, state: Facts, record: Record | None) -> str:
        words = []
        for operator, expression in self.tests:
            span = expression.span(state, record)
            # Which day it will be nobody knows yet: from which other it is counted.
            is_open = span is not None and is_unknown(span)
            said = (is_open and expression.label) or span_words(span)
            words.append(f"{DAY_WORDS[operator]} {said}")
        return "，".join(words)

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        days = (self.subject, *(wanted for _, wanted in self.tests))
        found = dict.fromkeys(text for day in days for text in day.doubts(state, record))
        return list(found) or [f"“{self.subject.label}”不能确定"]


def _parts_years(operator: str, wanted: DayExpression, blank: Facts) -> bool:
    """Whether a comparison parts one year from the next."""
    limit = wanted.fixed(blank)
    if limit is None:
        return False
    first = limit + (operator in {"after", "not_after"})
    return first == first_of_next_year(first - 1)


def _later(day: int, operator: str) -> int:
    return day if day in (ALWAYS, NEVER) else day + DAY_WAITS[operator]


# A day that must lie before (or not after) the reference day is met so many days later.
DAY_WAITS: dict[str, int] = {"before": 1, "not_after": 0}
