"""`linear`: points in proportion to a number, or to how far it stays below one; not below 0.

Example: ``linear: {question: exam, per: 0.3, above: 60}`` and a score of 85 give
``0.3 × (85 − 60) = 7.5``; a score of 50 gives 0. With ``below: 15`` instead, 10.5 give
``0.3 × (15 − 10.5) = 1.35``.
"""

from calculator.core.conditions.explain import signed
from calculator.core.conditions.facts import Facts
from calculator.core.points.base import OverNumber, Rule, Step, points_words
from calculator.core.values.numbers import Number, normal
from calculator.core.values.ranges import number_with_unit, shown


class Linear(OverNumber):
    """``per × (value − above)``, or ``per × (below − value)``."""

    key = "linear"
    beside = ("",)

    def __init__(self, rule: Rule) -> None:
        self.falls = "below" in rule.own
        start = rule.own.get("below", rule.own.get("above"))
        self.start = None if start is None else rule.figure(start)
        self.above = 0 if self.start is None else self.start.value
        self.per = rule.points(rule.own["per"])
        super().__init__(rule, rule.scope.question(rule.own["question"]))
        if self.falls:
            least = self.source.asked.at_least
            self.most = None if least is None else self.brings(least)

    def standard(self) -> str:
        start = "" if self.start is None else number_with_unit(self.start.value, self.start.unit)
        part = start and f"{'低于' if self.falls else '高出'} {start}的部分，"
        return f"{self.source.asked.label}：{part}每 1 计 {points_words(self.per)}"

    def worths(self) -> None:
        return None

    def turning_points(self, bound: Number | None) -> list[Number]:
        return [self.above]

    def one_more(self, state: Facts) -> Step | None:
        # Nobody is advised to have less of something.
        return None if self.falls else self.higher_answer(state, self.above + 1)

    def _raw(self, number: Number) -> Number:
        beyond = self.above - number if self.falls else number - self.above
        return normal(self.per * beyond)

    def brings(self, number: Number) -> Number:
        return max(0, self._raw(number))

    def working(self, number: Number) -> str:
        raw = self._raw(number)
        more, less = (self.above, number) if self.falls else (number, self.above)
        term = signed(more) if less == 0 else f"({shown(more)} − {signed(less)})"
        line = f"{shown(self.per)} × {term} = {shown(raw)}"
        return line if raw >= 0 else f"{line}，不低于 0"
