"""What every points mechanism says of itself; a class that leaves one of these out cannot be used.

An amount is ``(low, high, own)``: the sound bounds (high None: no limit) and the value with the
person's own estimates of what experts judge. Amounts are never negative; a mechanism that takes
points away says so with `deducts`, and its amount is what it takes.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from calculator.core.conditions.compiling import compile_condition, compile_selection
from calculator.core.conditions.explain import range_text, sum_formula
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition
from calculator.core.conditions.parts import Part
from calculator.core.conditions.scope import Scope
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import Source
from calculator.core.values.figures import Figure, read_number
from calculator.core.values.numbers import Amount, Number, Range, best_of, combine, normal
from calculator.core.values.ranges import number_with_unit
from calculator.core.words import OWN
from calculator.errors import RulesError

ZERO: Amount = (0, 0, 0)
# The step is a record more or less: which one is searched for.
RECORD = "record"


class Step:
    """One more of what a row counts, as its mechanism sees it: what would have to change.

    That is a record, the answer to `question` (to `value`), or the row's `amount` alone. `kind`:
    "record", "more" and "step" (an answer), "field" (of a table that answers look up, which `told`
    says), "year", "condition", "fewer". `blocked` says why there
    is no such step: "top" (as high as it goes), "met" (it is met already).
    """

    def __init__(
        self,
        kind: str,
        *,
        question: str | None = None,
        value: Number | None = None,
        amount: Amount = ZERO,
        blocked: str = "",
        told: Sequence[str] = (),
    ) -> None:
        self.kind = kind
        self.told = told
        self.question = question
        self.value = value
        self.amount = amount
        self.blocked = blocked


class Rule:
    """The data of a row, while its mechanism is compiled; `own` is what stands at its key."""

    def __init__(self, data: dict[str, Any], key: str, row_id: str, scope: Scope) -> None:
        self.data = data
        self.own: Any = data[key]
        self.row_id = row_id
        self.scope = scope

    def points(self, data: Any) -> Number:
        """Points: never negative."""
        value = self.figure(data).value
        if value < 0:
            raise RulesError(self.scope.where, f"points are not negative: {value}")
        return value

    def figure(self, data: Any) -> Figure:
        """Any other number."""
        return read_number(data, self.scope.where)

    @property
    def judges(self) -> str:
        """Who judges, where points are judged."""
        return self.scope.build.own(OWN["experts"])

    def selection(self) -> Selection:
        """The records that the row counts."""
        return compile_selection(self.data["items"], self.scope)

    def count(self) -> Source:
        """The question that asks how many it counts."""
        return self.scope.question(self.data["count"])

    def condition(self) -> Condition:
        """What must hold."""
        return compile_condition(self.data["when"], self.scope)


def points_words(points: Number) -> str:
    """``5 分``."""
    return number_with_unit(points, "分")


class Mechanism(Part, ABC):
    """How a row gives (or takes) points.

    `key` is what the rule writes it as, `beside` the keys of which one stands with it ("": none
    needs to). `condition` is what decides whether a row on answers gives anything, when there is
    such a thing; `source` the number that is asked for it, `seniority` the years that it counts.
    """

    key: ClassVar[str]
    beside: ClassVar[tuple[str, ...]]
    deducts = False
    # So many of its items count, those that bring most (None: all of them): always, or where the
    # rule says so, which some let it; `best_words` then says it.
    best: int | None = None
    may_be_best = False
    # Only the best counts, without a word.
    is_once = False
    best_words = ""
    # What is lost where items bring less together than each by itself: its kind, and words.
    loss = ("once", "只计一次")
    by_experts = False
    condition: Condition | None = None
    source: Source | None = None
    seniority: Seniority | None = None
    # The records that the row is about, and what narrows them further; None: neither.
    selection: Selection | None = None
    applies: Condition | None = None
    # The most that experts may give for one item.
    most_each: Number | None = None
    # What the whole row can bring when it has no cap; None when nothing limits it.
    most: Number | None = None

    def __init__(self, rule: Rule, *parts: Part) -> None:
        super().__init__(*parts)
        self.row_id = rule.row_id

    @abstractmethod
    def standard(self) -> str:
        """How it gives its points, in one line."""

    @abstractmethod
    def worths(self) -> list[Number] | None:
        """What it can bring at a time; None: anything up to its most."""

    def times(self, limit: int | None) -> int | None:
        """How many times it can bring that when so many may be given (None: no limit)."""
        return 1

    def together(self, parts: list[Amount]) -> Amount:
        """What the parts of a row come to."""
        return combine(parts, self.best)

    def enough(self, cap: Number) -> Number:
        """The sum of parts above which more makes no difference to a row with this cap."""
        return cap

    @abstractmethod
    def one_more(self, state: Facts) -> Step | None:
        """The step to one more of what it counts."""

    @abstractmethod
    def one_less(self, state: Facts) -> Step | None:
        """The step to one less of what it takes away; None where there is none."""

    def turning_points(self, bound: Number | None) -> Iterable[Number]:
        """The values of `source` beside which points change; `bound` is the row's."""
        raise NotImplementedError


class OverItems(Mechanism):
    """Points for each record of a selection; `best` takes so many of the best instead of all."""

    beside = ("items",)

    def __init__(self, rule: Rule, *parts: Part) -> None:
        self.selection: Selection = rule.selection()
        super().__init__(rule, self.selection, *parts)
        self.best = None
        self.most = None

    def take_best(self, number: int, words: str = "") -> None:
        """Count only so many of the best records."""
        each = max(self.worths() or [self.most_each or 0])
        self.best, self.most, self.best_words = number, normal(number * each), words
        self.loss = ("best", words) if words else self.loss

    def times(self, limit: int | None) -> int | None:
        return limit if self.best is None else min(self.best, limit or self.best)

    @abstractmethod
    def amount(self, state: Facts, record: Record) -> Amount:
        """What a record brings when it counts."""

    @abstractmethod
    def formula(self, state: Facts, record: Record) -> str:
        """How that is worked out."""

    def row_formula(self, terms: list[Range], raw: Range) -> str:
        """How what the records bring becomes what the row brings."""
        if self.best == 1:
            return range_text(raw)
        kept = [part[:2] for part in best_of([(*term, term[0]) for term in terms], self.best)]
        chosen = f"取最高的 {self.best} 项：" if len(kept) < len(terms) else ""
        if len(kept) > 1 and len(set(kept)) == 1 and kept[0][0] == kept[0][1]:
            return f"{chosen}{range_text(kept[0])} × {len(kept)} = {range_text(raw)}"
        return chosen + sum_formula(kept, raw)

    def one_more(self, state: Facts) -> Step:
        return Step(RECORD)

    def one_less(self, state: Facts) -> Step:
        return Step(RECORD)


class OverAnswers(Mechanism):
    """Points from answers to questions, not from single records."""

    @abstractmethod
    def amount(self, state: Facts) -> Amount:
        """What the row brings."""

    @abstractmethod
    def formula(self, state: Facts) -> str:
        """How that is worked out."""

    def one_less(self, state: Facts) -> Step | None:
        return Step("fewer")

    def is_filled(self, state: Facts) -> bool:
        """Whether any question or list that it reads is answered."""
        for atom in self.reads:
            if atom[0] == "question" and state.is_answered(atom[1]):
                return True
            if atom[0] == "list" and state.is_given(atom[1]):
                return True
        return False


class OverNumber(OverAnswers):
    """Points from one number that is asked."""

    def __init__(self, rule: Rule, source: Source) -> None:
        super().__init__(rule, source)
        self.source: Source = source
        limit = source.asked.at_most
        self.most = None if limit is None else self.brings(limit)

    @abstractmethod
    def brings(self, number: Number) -> Number:
        """The points of a number."""

    @abstractmethod
    def working(self, number: Number) -> str:
        """How they are worked out."""

    def amount(self, state: Facts) -> Amount:
        number: Number | None = self.source.get(state, None)
        if number is None:
            return (0, self.most, 0) if self.is_filled(state) else ZERO
        points = self.brings(number)
        return points, points, points

    def formula(self, state: Facts) -> str:
        number: Number | None = self.source.get(state, None)
        return "" if number is None else self.working(number)

    def higher_answer(self, state: Facts, least: Number) -> Step:
        """One more than was answered, and not less than what brings anything."""
        asked, given = self.source.asked, self.source.get(state, None)
        value = least if given is None else max(given + 1, least)
        if asked.at_most is not None and value > asked.at_most:
            return Step("more", question=asked.id, value=given, blocked="top")
        value = value if asked.at_least is None else max(value, asked.at_least)
        return Step("more", question=asked.id, value=value)
