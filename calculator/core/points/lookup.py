"""`by_option` and `matrix`: the points that stand in a table beside one answer, or where two meet.

Example: ``by_option: {question: degree, points: {bachelor: 10, master: 15}}`` gives 15 for a
master; with ``field: level`` and ``items`` each counting record brings what stands beside its
level. A matrix has an axis down and one across; an axis goes by the options of a question
(``is``), or by where each step of a number begins (``from``): below the first step there are no
points. The number may be any that `bands` takes. Answers that are still open leave all the fields
in which they may end.
"""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from calculator.core.answers.questions import Asked
from calculator.core.conditions.explain import range_text
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import AskedNumber, Measure, Source
from calculator.core.points.bands import given, stepped
from calculator.core.points.base import ZERO, OverAnswers, OverItems, Rule, Step, points_words
from calculator.core.values.figures import Figure
from calculator.core.values.numbers import Amount, Number
from calculator.core.values.ranges import number_with_unit
from calculator.errors import RulesError

# The place of what lies below the first step.
BELOW = -1


class Axis(ABC):
    """One side of a table: `names` stand at the heads of its places."""

    def __init__(self, part: Source | Measure, label: str, names: list[str]) -> None:
        self.part = part
        self.label = label
        self.names = names

    # Nobody can change it: an age.
    is_fixed = False

    def told(self, place: int) -> str:
        """A place as an answer."""
        return f"{self.label}：{self.names[place]}"

    @abstractmethod
    def places(self, state: Facts) -> Sequence[int]:
        """Where on the axis the answer may be."""

    @abstractmethod
    def words(self, state: Facts) -> str:
        """What was answered."""


class Options(Axis):
    """By the options of a question, in the order in which it lists them or the table names them."""

    def __init__(self, source: Source, values: Sequence[Any]) -> None:
        asked = source.asked
        super().__init__(source, asked.label, [_option(asked, value) for value in values])
        self.source = source
        self.values = list(values)

    def told(self, place: int) -> str:
        # What is yes or no has its label in its name.
        return self.names[place] if self.source.asked.type == "yesno" else super().told(place)

    def places(self, state: Facts) -> Sequence[int]:
        value = self.source.get(state, None)
        return range(len(self.values)) if value is None else [self.values.index(value)]

    def words(self, state: Facts) -> str:
        value = self.source.get(state, None)
        return f"{self.label}未知" if value is None else self.names[self.values.index(value)]


def _option(asked: Asked, value: Any) -> str:
    if isinstance(value, bool):
        return f"{asked.label}：{'是' if value else '否'}"
    return asked.labels[value]


class Steps(Axis):
    """By where the steps of a number begin, from the lowest."""

    def __init__(self, measure: Measure, starts: list[Figure]) -> None:
        self.measure = measure
        unit = self.measure.unit
        names = [self.begins(number_with_unit(one.value, one.unit or unit)) for one in starts]
        super().__init__(measure, measure.label, names)
        self.is_fixed = isinstance(measure, AskedNumber) and not measure.source.asked.kind.is_number
        self.starts = [start.value for start in starts]

    @staticmethod
    def begins(figure: str) -> str:
        """The name of the step that begins at a figure."""
        return f"{figure}起"

    def places(self, state: Facts) -> Sequence[int]:
        value = given(self.measure, state)
        if value is None:
            return range(BELOW, len(self.starts))
        steps = len(self.starts)
        low, high = (steps if end is None else bisect_right(self.starts, end) - 1 for end in value)
        return range(low, min(high, steps - 1) + 1)

    def words(self, state: Facts) -> str:
        value = given(self.measure, state)
        told = "未知" if value is None else f" {range_text(value, self.measure.unit)}"
        return f"{self.label}{told}"


class Table(ABC):
    """Points that stand in a table."""

    axes: Sequence[Axis]

    @abstractmethod
    def fields(self, state: Facts) -> Iterator[tuple[int, ...]]:
        """The fields in which what was told ends for certain."""


class Lookup(OverAnswers, Table):
    """Points by where the answers are on the axes."""

    beside = ("",)

    def __init__(self, rule: Rule, axes: Sequence[Axis], points: list[list[Number]]) -> None:
        super().__init__(rule, *(axis.part for axis in axes))
        self.axes = axes
        for part in (axis.part for axis in axes):
            if isinstance(part, Seniority):
                self.selection = part.selection
        self.points = points
        self.best_field = self.most = max(self.worths())

    def worths(self) -> list[Number]:
        return [points for row in self.points for points in row]

    def one_more(self, state: Facts) -> Step:
        """The best of the fields that the fewest answers would have to change for."""
        low = self.amount(state)[0]
        now = [axis.places(state) for axis in self.axes]
        better: list[tuple[int, Number, tuple[int, ...]]] = []
        for field in product(*(range(len(axis.names)) for axis in self.axes)):
            points = self._at(*field)
            moved = [at for at, place in enumerate(field) if [*now[at]] != [place]]
            stays = all(len(now[at]) > 1 or not self.axes[at].is_fixed for at in moved)
            if points > low and stays:
                better.append((-len(moved), points, field))
        if not better:
            return Step("field", blocked="top")
        _, points, field = max(better, key=lambda one: one[:2])
        told = [
            axis.told(place)
            for axis, place, places in zip(self.axes, field, now, strict=True)
            if [*places] != [place]
        ]
        return Step("field", value=points, amount=(points, points, points), told=told)

    def amount(self, state: Facts) -> Amount:
        if not self.is_filled(state):
            return ZERO
        fields = product(*(axis.places(state) for axis in self.axes))
        possible = [self._at(*field) for field in fields]
        return min(possible), max(possible), min(possible)

    def fields(self, state: Facts) -> Iterator[tuple[int, ...]]:
        places = [axis.places(state) for axis in self.axes]
        if all(len(one) == 1 for one in places):
            yield tuple(one[0] for one in places)

    def _at(self, down: int, across: int = 0) -> Number:
        return 0 if BELOW in {down, across} else self.points[down][across]

    def formula(self, state: Facts) -> str:
        low, high, _ = self.amount(state)
        return f"{'，'.join(axis.words(state) for axis in self.axes)}：{range_text((low, high))}"


class ByOption(Lookup):
    """By one answer."""

    key = "by_option"

    def __init__(self, rule: Rule) -> None:
        source, points = rule.scope.question(rule.own["question"]), rule.own["points"]
        axis = _options(source, [one for one in source.asked.ranks if one in points], rule)
        super().__init__(rule, [axis], [[rule.points(points[value])] for value in axis.values])

    def standard(self) -> str:
        [axis] = self.axes
        return _beside_each(axis.names, self.worths())


def _beside_each(names: Iterable[str], points: Iterable[Number]) -> str:
    beside = zip(names, points, strict=True)
    return "，".join(f"{name} {points_words(one)}" for name, one in beside)


class ByOptionItem(OverItems, Table):
    """By a field of each counting record."""

    key = "by_option"
    may_be_best = True

    def __init__(self, rule: Rule) -> None:
        by = rule.scope.at(rule.data["items"]["from"]).field(rule.own["field"])
        super().__init__(rule, by)
        points = rule.own["points"]
        self.axis = _options(by, [one for one in by.asked.ranks if one in points], rule)
        self.axes = [self.axis]
        self.points = {value: rule.points(points[value]) for value in self.axis.values}

    def standard(self) -> str:
        return f"每项：{_beside_each(self.axis.names, self.worths())}"

    def worths(self) -> list[Number]:
        return [*self.points.values()]

    def fields(self, state: Facts) -> Iterator[tuple[int, ...]]:
        for record, counts in self.selection.chosen(state):
            value = self.axis.source.get(state, record)
            if counts and value is not None:
                yield (self.axis.values.index(value),)

    def amount(self, state: Facts, record: Record) -> Amount:
        value = self.axis.source.get(state, record)
        if value is None:
            return min(self.worths()), max(self.worths()), min(self.worths())
        points = self.points[value]
        return points, points, points

    def formula(self, state: Facts, record: Record) -> str:
        low, high, _ = self.amount(state, record)
        return range_text((low, high))


class Matrix(Lookup):
    """By two answers."""

    key = "matrix"

    def __init__(self, rule: Rule) -> None:
        down, across = (_axis(rule, rule.own[name]) for name in ("down", "across"))
        points = [[rule.points(one) for one in row] for row in rule.own["points"]]
        if [len(row) for row in points] != [len(across.names)] * len(down.names):
            raise RulesError(rule.scope.where, "the points do not fill the matrix")
        super().__init__(rule, [down, across], points)

    def standard(self) -> str:
        down, across = self.axes
        return f"按“{down.label}”和“{across.label}”查表，最高 {points_words(self.best_field)}"


def _axis(rule: Rule, data: dict[str, Any]) -> Axis:
    if "is" in data:
        return _options(rule.scope.question(data["question"]), data["is"], rule)
    return Steps(stepped(data, rule.scope), [rule.figure(one) for one in data["from"]])


def _options(source: Source, values: Sequence[Any], rule: Rule) -> Options:
    if {*values} != {*(source.asked.possible_values() or ())}:
        raise RulesError(rule.scope.where, f"not the options of {source.asked.id!r}: {values}")
    return Options(source, values)
