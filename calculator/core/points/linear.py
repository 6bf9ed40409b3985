"""`linear`: points in proportion to a number, not below 0.

Example: ``linear: {question: exam, per: 0.3, above: 60}`` and a score of 85 give
``0.3 × (85 − 60) = 7.5``; a score of 50 gives 0.
"""

from calculator.core.conditions.explain import signed
from calculator.core.conditions.facts import Facts
from calculator.core.points.base import OverNumber, Rule, Step, points_words
from calculator.core.values.numbers import Number, normal
from calculator.core.values.ranges import number_with_unit, shown


class Linear(OverNumber):
    """``per × (value − above)``."""

    key = "linear"
    beside = ("",)

    def __init__(self, rule: Rule) -> None:
        above = rule.own.get("above")
        self.start = None if above is None else rule.figure(above)
        self.above = 0 if self.start is None else self.start.value
        self.per = rule.points(rule.own["per"])
        super().__init__(rule, rule.scope.question(rule.own["question"]))

    def standard(self) -> str:
        start = self.start
        above = "" if start is None else f"高出 {number_with_unit(start.value, start.unit)}的部分，"
        return f"{self.source.asked.label}：{above}每 1 计 {points_words(self.per)}"

    def worths(self) -> None:
        return None

    def turning_points(self, bound: Number | None) -> list[Number]:
        return [self.above]

    def one_more(self, state: Facts) -> Step:
        return self.higher_answer(state, self.above + 1)

    def brings(self, number: Number) -> Number:
        return max(0, normal(self.per * (number - self.above)))

    def working(self, number: Number) -> str:
        raw = normal(self.per * (number - self.above))
        term = signed(number) if self.above == 0 else f"({shown(number)} − {signed(self.above)})"
        line = f"{shown(self.per)} × {term} = {shown(raw)}"
        return line if raw >= 0 else f"{line}，不低于 0"
