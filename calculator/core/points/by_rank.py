"""`by_rank`: points that fall with the rank, never below 0.

Example: ``by_rank: {field: rank, first: 2, start: 12, step: 1.5}`` gives rank 9
``12 − 1.5 × 7 = 1.5``; rank 11 gives 0, not −1.5. The row is about ranks from `first` on.
"""

from __future__ import annotations

from typing import Self

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Source
from calculator.core.points.base import OverItems, Rule, from_rank, points_words
from calculator.core.values.figures import read_whole
from calculator.core.values.numbers import Amount, Number, normal
from calculator.core.values.ranges import shown


class ByRank(OverItems):
    """``start − step × (rank − first)``, not below 0."""

    key = "by_rank"
    may_be_best = True

    def __init__(
        self, source: Source, first: int, start: Number, step: Number, selection: Selection
    ) -> None:
        super().__init__(selection, source)
        self.source: Source = source
        self.first = first
        self.start = start
        self.step = step
        self.applies = from_rank(source, first)

    @classmethod
    def compile(cls, rule: Rule) -> Self:
        data, selection = rule.data[cls.key], rule.selection()
        source = rule.scope.at(selection.list_id).field(data["field"])
        first = read_whole(data.get("first", 1), rule.scope.where)
        start, step = rule.points(data["start"]), rule.points(data["step"])
        return cls(source, first, start, step, selection)

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
        points = max(0, normal(self.start - self.step * (rank - self.first)))
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
