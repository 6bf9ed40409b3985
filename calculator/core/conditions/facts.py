"""What the rules may ask of one evaluation: the answers, and what follows from them.

Rules are written against `Facts`; `calculator.core.state.State`, which stands above the rules
because it works them out, is the one that provides them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from calculator.core.answers.given import Answers
from calculator.core.answers.questions import Question
from calculator.core.values.dates import Span
from calculator.core.values.numbers import Amount, Range

# Something open: a question, or a field of the record at an index of a list.
Unknown = tuple[str] | tuple[str, int, str]


class Record:
    """One record of a list as the rules see it.

    `memo` keeps what parts of the rules say of it, for this evaluation; `kept` what it is to
    rows, for every evaluation in which it and what they read beside it are the same.
    """

    def __init__(
        self,
        list_id: str,
        index: int,
        values: Mapping[str, Any],
        undecided: Mapping[str, str],
    ) -> None:
        self.list_id = list_id
        self.index = index
        self.values = values
        self.undecided = undecided
        self.memo: dict[Any, Any] = {}
        self.kept: dict[Any, Any] = {}

    @property
    def says(self) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """Its answers."""
        return self.values, self.undecided

    def completed(self, values: Mapping[str, Any]) -> Record:
        """The same record with more of its fields known."""
        return Record(self.list_id, self.index, {**self.values, **values}, {})


class Words(Protocol):
    """What verdicts and reasons take from the rules they belong to: questions, titles, wording."""

    @property
    def questions(self) -> Mapping[str, Question]:
        """Every question, by id."""

    def title(self, clause_id: str) -> str:
        """What a clause is called in results."""

    def clause_words(self, clause_id: str, key: str) -> str | None:
        """A clause's own words for its verdict: `fails` or `opens`."""

    def words(self, clause_id: str, key: str) -> str:
        """The same, with a plain sentence where the clause has none."""


class Facts(Protocol):
    """One evaluation, as the rules see it. Absent values are open."""

    @property
    def rules(self) -> Words:
        """The rules, for their words."""

    @property
    def answers(self) -> Answers:
        """The answers as given."""

    @property
    def values(self) -> Mapping[str, Any]:
        """The known answers to scalar questions, by question."""

    @property
    def reference(self) -> Span:
        """The day on which everything is judged."""

    @property
    def supposed(self) -> Mapping[str, Amount]:
        """Amounts of rows that are taken as given: "what if"."""

    @property
    def memo(self) -> dict[Any, Any]:
        """What was worked out before, by the rule that did it."""

    def supposing(self, values: Mapping[Unknown, Any]) -> Facts:
        """The same in which more is known."""

    def is_given(self, list_id: str) -> bool:
        """Whether a list was answered, be it with no record."""

    def of_list(self, list_id: str) -> tuple[Record, ...]:
        """The records given; none when the list is unanswered."""

    def is_answered(self, question_id: str) -> bool:
        """Whether a scalar question has any answer."""

    def is_complete(self, list_id: str) -> bool:
        """Whether the given records are all there are."""

    def hours_of(self, ledger_id: str, kinds: tuple[str, ...], year: int | None) -> Range:
        """Recognised hours."""

    def ledger_checks(self, ledger_id: str) -> list[tuple[str, int | None, bool | None]]:
        """What a ledger requires: the title, the year (None: over all) and whether it is met."""

    def shortfalls(self, ledger_id: str) -> list[tuple[str, str]]:
        """What the entries of a ledger leave short: what, and how much, in words."""

    def points_of(self, node_id: str) -> Range:
        """The bounds of a node's points."""


def once[T](
    part: object,
    state: Facts,
    record: Record | None,
    find: Callable[[Facts, Record | None], T],
) -> T:
    """What a part of the rules says of a record, or of the person, worked out once in a result."""
    memo = state.memo if record is None else record.memo
    if part not in memo:
        memo[part] = find(state, record)
    known: T = memo[part]
    return known
