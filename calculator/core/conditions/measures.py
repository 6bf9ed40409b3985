"""Numbers that conditions compare: counts, sums, means, points and hours, as sound ranges."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from calculator.core.answers.questions import Asked
from calculator.core.answers.said import say_value
from calculator.core.conditions.explain import given_words
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Reasons, of_each
from calculator.core.conditions.parts import Waiting
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Measure, Source
from calculator.core.values.numbers import Number, Range, normal


class CountOf(Measure):
    """How many records count."""

    def __init__(self, selection: Selection, label: str) -> None:
        super().__init__(selection)
        self.selection = self.cited = selection
        self.label = label

    def range(self, state: Facts, record: Record | None) -> Range:
        return self.selection.count(state)

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        return list_doubts(state, self.selection, self.label)

    def words(self, given: Range, unit: str) -> str:
        return given_words(given, unit or "条")

    def whether_any(self, given: Range) -> str:
        low, high = given
        if high == 0:
            return f"“{self.label}”里没有符合这一条的"
        if low == 0:
            return f"“{self.label}”里有没有符合这一条的，不能确定"
        return f"“{self.label}”里有 {low} 条符合"

    def none_words(self, state: Facts) -> str:
        """That there is none, and what was wanted."""
        where = self.selection.where
        wanted = "" if where is None else where.wanted(state, None)
        return f"“{self.label}”里没有{f'{wanted}的' if wanted else '符合这一条的'}"

    def chosen_words(self, state: Facts) -> list[str]:
        """Those that there are, where none is wanted."""
        where = self.selection.where
        wanted = "" if where is None else where.wanted(state, None)
        naming = next(iter(state.rules.questions[self.selection.list_id].fields.values()))
        return [
            f"“{self.label}”第 {record.index + 1} 条{_named(naming, record)}："
            f"{wanted or '符合这一条'}；不能有这样的"
            for record, counts in self.selection.chosen(state)
            if counts
        ]

    def nearest_record(self, state: Facts, clause: str) -> Reasons:
        selection = self.selection
        others = [
            one for one in state.of_list(selection.list_id) if selection.counts(state, one) is False
        ]
        record = max(others, key=lambda one: selection.needs.share(state, one), default=None)
        if record is None or selection.needs.share(state, record) == 0:
            return []
        name = f"“{self.label}”第 {record.index + 1} 条："
        found = of_each(state, selection.needs.failing(state, record), record, clause)
        return [{**one, "text": f"{name}{one['text']}"} for one in found]


def _named(naming: Asked, record: Record) -> str:
    """What tells a record from others, where this is a year, a day or a number."""
    value = record.values.get(naming.id)
    if value is None or naming.labels:
        return ""
    return f"（{naming.label}：{say_value(naming, value)}）"


def list_doubts(state: Facts, selection: Selection, label: str) -> list[str]:
    """Why something about a list, or about the fields of its records, is open."""
    list_id = selection.list_id
    if not state.is_given(list_id):
        return [f"未填写“{label}”"]
    found: list[str] = []
    for record, counts in selection.chosen(state):
        texts = selection.doubts(state, record) if counts is None else []
        for field in selection.fields:
            asked = state.rules.questions[list_id].fields[field]
            texts = [*texts, *Source(asked, list_id).doubts(state, record)]
        found += (f"“{label}”第 {record.index + 1} 条：{text}" for text in dict.fromkeys(texts))
    return found if state.is_complete(list_id) else [*found, f"“{label}”还没有填全"]


class SumOf(Measure):
    """The sum of a field; fields are not negative, so more records only add."""

    def __init__(self, selection: Selection, field: Asked) -> None:
        super().__init__(selection)
        self.selection = self.cited = selection
        self.field = field
        self.label = field.label
        self.unit = field.unit

    def range(self, state: Facts, record: Record | None) -> Range:
        low: Number = 0
        high: Number | None = 0 if state.is_complete(self.selection.list_id) else None
        for chosen, verdict in self.selection.chosen(state):
            value: Number | None = chosen.values.get(self.field.id)
            if verdict:
                low += (self.field.at_least or 0) if value is None else value
            most = self.field.at_most if value is None else value
            high = None if high is None or most is None else high + most
        return normal(low), None if high is None else normal(high)

    def start_words(self, state: Facts, record: Record | None) -> str:
        where = self.selection.where
        return "" if where is None else f"（{where.wanted(state, record)}）"

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        label = state.rules.questions[self.selection.list_id].label
        return list_doubts(state, self.selection, label)


# How several numbers become one, by the key of the rule, and what that is called.
SEVERAL: dict[str, tuple[Callable[[list[Number]], Number], str]] = {
    "mean": (lambda numbers: normal(Fraction(sum(numbers)) / len(numbers)), "的平均"),
    "lowest": (min, "里最低的"),
    "highest": (max, "里最高的"),
}


class OfSeveral(Measure):
    """One number of several answers: a mean once all of them are given; the lowest and the highest
    within bounds as soon as one is.
    """

    def __init__(self, key: str, sources: list[Source]) -> None:
        super().__init__(*sources)
        self.sources = sources
        self.key = key
        self.taken, word = SEVERAL[key]
        self.label = f"{'、'.join(source.asked.label for source in sources)}{word}"
        self.unit = sources[0].asked.unit

    def range(self, state: Facts, record: Record | None) -> Range | None:
        given = {source: source.get(state, record) for source in self.sources}
        known = [value for value in given.values() if value is not None]
        left = [source.asked for source, value in given.items() if value is None]
        if not known or (left and self.key == "mean"):
            return None
        taken = self.taken(known)
        if not left:
            return taken, taken
        # What is not given yet can only raise the highest, and only lower the lowest.
        ends = [one.at_most if self.key == "highest" else one.least for one in left]
        bounds = [one for one in ends if one is not None]
        end = self.taken([taken, *bounds]) if len(bounds) == len(ends) else None
        if self.key == "highest":
            return taken, end
        return None if end is None else (end, taken)


class RatioOf(Measure):
    """One answered number over another, in hundredths; open until both are answered."""

    unit = "%"

    def __init__(self, part: Source, over: Source) -> None:
        super().__init__(part, over)
        self.part = part
        self.over = over
        self.label = f"{part.asked.label}占{over.asked.label}"

    def range(self, state: Facts, record: Record | None) -> Range | None:
        part: Number | None = self.part.get(state, record)
        over: Number | None = self.over.get(state, record)
        if part is None or not over:
            return None
        share = normal(Fraction(part) * 100 / over)
        return share, share

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        if self.over.get(state, record) == 0:
            return [f"“{self.over.asked.label}”是 0，算不出比例"]
        return super().doubts(state, record)


class PointsOf(Measure):
    """The points of a node, unanswered rows left open."""

    unit = "分"

    def __init__(self, node: str, label: str) -> None:
        super().__init__(reads=frozenset((("points", node),)))
        self.node = node
        self.label = label

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.points(self.node, weight)

    def range(self, state: Facts, record: Record | None) -> Range:
        return state.points_of(self.node)

    def cite(self) -> dict[str, Any]:
        return {"clause": self.node}


class HoursOf(Measure):
    """Recognised hours of some kinds, in one year or over all years of the ledger."""

    def __init__(
        self, ledger: str, entries: str, kinds: tuple[str, ...], year: int | None, unit: str
    ) -> None:
        super().__init__(reads=frozenset((("list", entries), ("hours", ledger))))
        self.ledger = ledger
        self.kinds = kinds
        self.year = year
        self.unit = unit
        self.label = unit if year is None else f"{year} 年{unit}"

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.ledger(self.ledger, weight)

    def range(self, state: Facts, record: Record | None) -> Range:
        return state.hours_of(self.ledger, self.kinds, self.year)

    def cite(self) -> dict[str, Any]:
        return {"clause": self.ledger}
