"""`bands`: the points of the highest step that is reached.

Example: ``bands: {question: exam, steps: [{from: 60, points: 5}, {from: 80, points: 10}]}`` gives
5 for 79, 10 for 80 and 0 for 59. The number may also be the full years of a seniority,
or what one answered number is of another (``ratio``), in hundredths.
"""

from itertools import pairwise
from typing import Any

from calculator.core.conditions.compiling import compile_measure
from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.scope import Scope
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import AskedNumber, Measure
from calculator.core.points.base import ZERO, OverAnswers, Rule, Step, points_words
from calculator.core.values.numbers import Amount, Number, Range, higher
from calculator.core.values.ranges import number_with_unit, shown


def stepped(data: dict[str, Any], scope: Scope) -> Measure:
    """The number that steps are held against."""
    asked = data.get("question")
    return compile_measure(data, scope) if asked is None else AskedNumber(scope.question(asked))


def given(measure: Measure, state: Facts) -> Range | None:
    """That number, from what was told."""
    if isinstance(measure, Seniority):
        return measure.given_range(state, None)
    return measure.range(state, None)


class Bands(OverAnswers):
    """Steps as pairs (from, points), sorted by where they begin."""

    key = "bands"
    beside = ("",)

    def __init__(self, rule: Rule) -> None:
        data, scope = rule.own, rule.scope
        measure = self.measure = stepped(data, scope)
        asked = measure if isinstance(measure, AskedNumber) else None
        super().__init__(rule, measure)
        self.seniority = measure if isinstance(measure, Seniority) else None
        self.selection = measure.selection if isinstance(measure, Seniority) else None
        self.source = asked.source if asked and asked.source.asked.kind.is_number else None
        steps = [(rule.figure(step["from"]), rule.points(step["points"])) for step in data["steps"]]
        steps.sort(key=lambda step: (step[0].value, step[1]))
        self.starts = [start for start, _ in steps]
        self.steps = [(start.value, points) for start, points in steps]
        self.most = max(self.worths(), default=0)
        # The less the more: a higher step is nothing that one reaches.
        self.falls = any(low > high for low, high in pairwise(self.worths()))

    def standard(self) -> str:
        if self.falls:
            steps = [
                f"{number_with_unit(start.value, start.unit)}起得 {points_words(points)}"
                for start, (_, points) in zip(self.starts, self.steps, strict=True)
            ]
            return f"{'，'.join(steps)}；按所在的一档"
        steps = [
            f"满 {number_with_unit(start.value, start.unit)}得 {points_words(points)}"
            for start, (_, points) in zip(self.starts, self.steps, strict=True)
        ]
        return f"{'，'.join(steps)}；只取达到的最高一档"

    def worths(self) -> list[Number]:
        return [points for _, points in self.steps]

    def turning_points(self, bound: Number | None) -> list[Number]:
        return [start for start, _ in self.steps]

    def one_more(self, state: Facts) -> Step:
        question = None if self.source is None else self.source.asked.id
        is_time = isinstance(self.measure, (Seniority, AskedNumber))  # a share is none
        kind = "step" if question else "year" if is_time else "condition"
        value = given(self.measure, state)
        low = None if value is None else value[0]
        reached = 0 if low is None else self.points_at(low)
        better = (start for start, points in self.steps if points > reached)
        start = next((one for one in better if low is None or one > low), None)
        if start is None:
            return Step(kind, question=question, value=low if question else None, blocked="top")
        points = self.points_at(start)
        told = [] if question else [f"满 {number_with_unit(start, self.measure.unit)}"]
        amount = (points, higher(points, self.amount(state)[1]), points)
        return Step(kind, question=question, value=start, amount=amount, told=told)

    def points_at(self, value: Number) -> Number:
        """The points of the highest step that `value` reaches."""
        return next((points for start, points in reversed(self.steps) if value >= start), 0)

    def amount(self, state: Facts) -> Amount:
        value = given(self.measure, state)
        if value is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        low, high = value
        within = [p for start, p in self.steps if start > low and (high is None or start <= high)]
        possible = [self.points_at(low), *within]
        return min(possible), max(possible), min(possible)

    def formula(self, state: Facts) -> str:
        value = given(self.measure, state)
        if value is None:
            return ""
        low, high, _ = self.amount(state)
        points = range_text((low, high))
        step = next((s for s, p in reversed(self.steps) if value[0] >= s), None)
        above = next((s for s, p in self.steps if s > value[0]), None)
        said = range_text(value, self.measure.unit)
        if low != high:
            return f"{said}：{points}"
        if step is None:
            first = number_with_unit(self.steps[0][0], self.measure.unit) if self.steps else ""
            return f"{said}，未到 {first}：0"
        if self.falls and above is not None:
            return f"{said}，不到 {number_with_unit(above, self.measure.unit)}：{shown(low)}"
        return f"{said}，达到 {number_with_unit(step, self.measure.unit)}：{shown(low)}"
