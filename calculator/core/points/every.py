"""`every`: so many points for each full number of items.

Example: ``every: {number: 3, points: 2}`` and seven counting items give ``2 × 2 = 4``: the seventh
waits for two more. The items are counting records (``items``) or a count that is asked (``count``).
A record is worth its share of a full number; the row counts whole numbers only.
"""

from fractions import Fraction

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts, Record
from calculator.core.points.base import Mechanism, OverItems, OverNumber, Rule, Step, points_words
from calculator.core.values.figures import read_whole
from calculator.core.values.numbers import Amount, Number, Range, normal
from calculator.core.values.ranges import number_with_unit, shown
from calculator.errors import RulesError


class Every(Mechanism):
    """Points for each full `number`."""

    key = "every"
    number: int
    points: Number
    # The number in words.
    full: str

    def read(self, rule: Rule) -> None:
        """How many, and how many points."""
        self.number = read_whole(rule.own["number"], rule.scope.where)
        self.unit = rule.figure(rule.own["number"]).unit or "项"
        self.full = f"每满 {number_with_unit(self.number, self.unit)}"
        self.points = rule.points(rule.own["points"])
        if self.number < 1 or self.points == 0:
            raise RulesError(rule.scope.where, f"{self.points} points for every {self.number}")

    def standard(self) -> str:
        return f"{self.full}得 {points_words(self.points)}"

    def worths(self) -> list[Number]:
        return [self.points]

    def times(self, limit: int | None) -> int | None:
        return None if limit is None else limit // self.number


class EveryItem(Every, OverItems):
    """Of the counting records."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.read(rule)
        self.share = normal(Fraction(self.points) / self.number)
        self.loss = ("whole", f"{self.full}才计分")

    def amount(self, state: Facts, record: Record) -> Amount:
        return self.share, self.share, self.share

    def formula(self, state: Facts, record: Record) -> str:
        return f"{self.full} {shown(self.points)}"

    def together(self, parts: list[Amount]) -> Amount:
        low, high, own = super().together(parts)
        return self._whole(low), None if high is None else self._whole(high), self._whole(own)

    def _whole(self, sum_of_shares: Number) -> Number:
        return normal(self.points * (Fraction(sum_of_shares) // self.points))

    def enough(self, cap: Number) -> Number:
        return normal(self.points * -(Fraction(-cap) // self.points))

    def row_formula(self, terms: list[Range], raw: Range) -> str:
        certain = sum(low != 0 for low, _ in terms)
        items = range_text((certain, len(terms)), self.unit)
        return f"{items}，{self.full} {shown(self.points)}：{range_text(raw)}"


class EveryCounted(Every, OverNumber):
    """Of a count that is asked."""

    beside = ("count",)

    def __init__(self, rule: Rule) -> None:
        self.read(rule)
        super().__init__(rule, rule.count())

    def brings(self, number: Number) -> Number:
        return self.points * (number // self.number)

    def working(self, number: Number) -> str:
        points = f"{self.full} {shown(self.points)}：{shown(self.brings(number))}"
        return f"{number_with_unit(number, self.unit)}，{points}"

    def turning_points(self, bound: Number | None) -> list[Number]:
        """The first full number, and the one at which the bound is reached."""
        last = 1 if bound is None else -(-bound // self.points)
        return [self.number, self.number * last]

    def one_more(self, state: Facts) -> Step:
        """The next full number."""
        asked, given = self.source.asked, self.source.get(state, None)
        value = ((given or 0) // self.number + 1) * self.number
        if asked.at_most is not None and value > asked.at_most:
            return Step("step", question=asked.id, value=given, blocked="top")
        return Step("step", question=asked.id, value=value)
