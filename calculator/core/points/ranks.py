"""`by_rank` and `by_place`: points by the rank that a record names, counted from 1.

Example: ``by_rank: {field: rank, first: 2, start: 12, step: 1.5}`` gives rank 9
``12 − 1.5 × 7 = 1.5``; rank 11 gives 0, not −1.5. The row is about ranks from `first` on.
``by_place: {field: place, points: 20, coefficients: [1, 0.6], tail: 0.2}`` gives the second place
``20 × 0.6 = 12`` and the fifth, which has no coefficient of its own, ``20 × 0.2 = 4``.
"""

from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.subjects import AskedNumber, Operand, Source
from calculator.core.points.base import OverItems, Rule, points_words
from calculator.core.values.figures import Figure, read_whole
from calculator.core.values.numbers import Amount, Number, normal
from calculator.core.values.ranges import shown


class Ranked(OverItems):
    """By the rank in a field of the record; the row is about ranks from `first` on."""

    may_be_best = True

    def __init__(self, rule: Rule) -> None:
        source = rule.scope.at(rule.data["items"]["from"]).field(rule.own["field"])
        super().__init__(rule, source)
        self.source: Source = source
        self.first = read_whole(rule.own.get("first", 1), rule.scope.where)
        lowest = source.asked.at_least
        if lowest is None or lowest < self.first:
            least = [Operand(Figure(self.first))]
            self.applies = NumberIs(AskedNumber(source), [("at_least", least)])


class ByRank(Ranked):
    """``start − step × (rank − first)``, not below 0."""

    key = "by_rank"

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.start = rule.points(rule.own["start"])
        self.step = rule.points(rule.own["step"])
        self.by_place = self.worths()
        self.beyond = 0 if self.step else self.start

    def standard(self) -> str:
        start, step = points_words(self.start), points_words(self.step)
        label = self.source.asked.label
        return f"{label}：第 {self.first} 名 {start}，往后每名少 {step}，不低于 0"

    def worths(self) -> list[Number]:
        found = [self.start]
        while self.step > 0 and found[-1] > self.step:
            found.append(normal(found[-1] - self.step))
        return found

    def turning_points(self, bound: Number | None) -> list[Number]:
        return [self.first]

    def amount(self, state: Facts, record: Record) -> Amount:
        rank: int | None = self.source.get(state, record)
        if rank is None:
            return 0, self.start, 0
        place = rank - self.first
        points = self.by_place[place] if place < len(self.by_place) else self.beyond
        return points, points, points

    def formula(self, state: Facts, record: Record) -> str:
        rank: int | None = self.source.get(state, record)
        if rank is None:
            return f"0～{shown(self.start)}"
        if rank == self.first:
            return shown(self.start)
        points = normal(self.start - self.step * (rank - self.first))
        line = f"{shown(self.start)} − {shown(self.step)} × {rank - self.first} = {shown(points)}"
        return line if points >= 0 else f"{line}，不低于 0"


class ByPlace(Ranked):
    """``points × coefficient of the place``; later places use the tail."""

    key = "by_place"

    def __init__(self, rule: Rule) -> None:
        super().__init__(rule)
        self.points = rule.points(rule.own["points"])
        self.coefficients = [rule.points(entry) for entry in rule.own["coefficients"]]
        self.tail = rule.points(rule.own.get("tail", 0))

    def standard(self) -> str:
        shares = [f"第 {n} 名乘 {shown(one)}" for n, one in enumerate(self.coefficients, 1)]
        base = f"{self.source.asked.label}：以 {points_words(self.points)}为基数"
        return "，".join([base, *shares, f"往后乘 {shown(self.tail)}"])

    def worths(self) -> list[Number]:
        return [normal(self.points * one) for one in (*self.coefficients, self.tail)]

    def turning_points(self, bound: Number | None) -> range:
        return range(1, len(self.coefficients) + 2)

    def coefficient(self, place: int) -> Number:
        """The coefficient of a place; one before the first counts as the first."""
        places = max(place, 1)
        return self.coefficients[places - 1] if places <= len(self.coefficients) else self.tail

    def amount(self, state: Facts, record: Record) -> Amount:
        place: int | None = self.source.get(state, record)
        if place is None:
            worths = self.worths()
            return min(worths), max(worths), min(worths)
        points = normal(self.points * self.coefficient(place))
        return points, points, points

    def formula(self, state: Facts, record: Record) -> str:
        place: int | None = self.source.get(state, record)
        low, high, _ = self.amount(state, record)
        if place is None:
            return range_text((low, high))
        return f"{shown(self.points)} × {shown(self.coefficient(place))} = {shown(low)}"
