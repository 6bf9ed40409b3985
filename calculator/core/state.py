"""One evaluation: the rules, the answers, and what has been worked out so far.

A `State` is made for one call of `evaluate` and thrown away after it: evaluations share nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculator.core.answers.given import Answers, GivenRecord
from calculator.core.conditions.facts import Record, Unknown
from calculator.core.hours.ledger import Ledger
from calculator.core.hours.room import shortfalls
from calculator.core.points.score import ScoreResult, evaluate_score
from calculator.core.rules import Rules
from calculator.core.values.dates import Span
from calculator.core.values.numbers import Amount, Range
from calculator.core.values.ranges import number_with_unit


class State:
    """What one evaluation knows, as `Facts` says it. Absent values are open.

    `supposed` are amounts of rows on answers that are taken as given: "what if"; `before` is the
    state that a "what if" started from.
    """

    def __init__(
        self,
        rules: Rules,
        answers: Answers,
        supposed: Mapping[str, Amount] | None = None,
        before: State | None = None,
    ) -> None:
        self.rules = rules
        self.answers = answers
        self.supposed: Mapping[str, Amount] = supposed or {}
        self.values: Mapping[str, Any] = answers.values
        self.reference: Span = rules.reference
        self.memo: dict[Any, Any] = {}
        # By list, from the moment that someone looks at them.
        self._records: dict[str, tuple[Record, ...]] = {}
        self._before = before

    def with_answers(self, answers: Answers) -> State:
        """What if the answers were these?"""
        return State(self.rules, answers, before=self)

    def with_amount(self, row_id: str, amount: Amount) -> State:
        """What if a row on answers brought this?"""
        return State(self.rules, self.answers, {**self.supposed, row_id: amount}, self)

    def supposing(self, values: Mapping[Unknown, Any]) -> State:
        """A state of its own in which more is known, by (question,) or (list, index, field)."""
        state = State(self.rules, self.answers, self.supposed)
        state.values = {**self.values, **{key[0]: v for key, v in values.items() if len(key) == 1}}
        for key, value in values.items():
            if len(key) == 3:
                records = list(state.of_list(key[0]))
                records[key[1]] = records[key[1]].completed({key[2]: value})
                state._records[key[0]] = tuple(records)
        state._before = self
        for list_id in [*state._records]:
            state._keep(list_id)
        return state

    def of_list(self, list_id: str) -> tuple[Record, ...]:
        records = self._records.get(list_id)
        if records is None:
            given = enumerate(self.answers.lists.get(list_id, ()))
            records = tuple([self._record(list_id, i, one) for i, one in given])
            self._records[list_id] = records
            self._keep(list_id)
        return records

    def _keep(self, list_id: str) -> None:
        """What the state before found of records that are as they were, all that rows read beside
        them included, holds here as well."""
        before = self._before
        if before is None or before.answers.estimates != self.answers.estimates:
            return
        if all(self._is_as_in(before, *atom) for atom in self.rules.tree.beside.get(list_id, ())):
            for record, old in zip(self.of_list(list_id), before.of_list(list_id), strict=False):
                if record.says == old.says:
                    record.kept = old.kept

    def _is_as_in(self, before: State, kind: str, name: str, *_: str) -> bool:
        """Whether a question or a whole list was answered alike."""
        if kind == "question":
            mine, other = ((one.values.get(name), one.is_answered(name)) for one in (self, before))
            return mine == other
        return (
            self.rules.questions[name].whole
            and self.is_given(name) == before.is_given(name)
            and [one.says for one in self.of_list(name)]
            == [one.says for one in before.of_list(name)]
        )

    def _record(self, list_id: str, index: int, given: GivenRecord) -> Record:
        """A record as it was given; what is not asked of it, a yes-no question, is no."""
        record = Record(list_id, index, given.values, given.undecided)
        for field, condition in self.rules.not_asked_is_no.get(list_id, ()):
            is_open = field not in record.values and field not in record.undecided
            if is_open and condition.verdict(self, record) is False:
                record = Record(list_id, index, {**record.values, field: False}, given.undecided)
        return record

    def is_given(self, list_id: str) -> bool:
        return list_id in self.answers.lists

    def is_answered(self, question_id: str) -> bool:
        """Whether a scalar question has any answer, "not known yet" included."""
        return question_id in self.values or question_id in self.answers.undecided

    def is_complete(self, list_id: str) -> bool:
        """Whether the given records are all there are.

        A list is complete when it was given and is `whole`, empty, declared closed, or when every
        points row that draws on it is certainly filled or declared empty.
        """
        known = self.memo.get(("complete", list_id))
        if known is None:
            # While it is being worked out, a rule that asks gets the cautious answer.
            self.memo["complete", list_id] = False
            known = self.memo["complete", list_id] = self._find_complete(list_id)
        return bool(known)

    def _find_complete(self, list_id: str) -> bool:
        if not self.is_given(list_id):
            return False
        if (
            self.rules.questions[list_id].whole
            or list_id in self.answers.closed
            or not self.answers.lists[list_id]
        ):
            return True
        rows = self.rules.rows_drawing_on(list_id)
        return bool(rows) and all(
            row.id in self.answers.none or any(row.holds(self)) for row in rows
        )

    def score(self) -> ScoreResult:
        """The points of every node, worked out once."""
        result: ScoreResult | None = self.memo.get("score")
        if result is None:
            result = self.memo["score"] = evaluate_score(self.rules.tree, self)
        return result

    def ledger(self, ledger_id: str) -> Ledger:
        """A ledger of hours, worked out once."""
        known: Ledger | None = self.memo.get(("ledger", ledger_id))
        if known is None:
            known = Ledger(self.rules.ledgers[ledger_id], self)
            self.memo["ledger", ledger_id] = known
        return known

    def hours_of(self, ledger_id: str, kinds: tuple[str, ...], year: int | None) -> Range:
        """Recognised hours, without upper end while more entries may come."""
        return self.ledger(ledger_id).hours(kinds, year)

    def ledger_checks(self, ledger_id: str) -> list[tuple[str, int | None, bool | None]]:
        checks = self.ledger(ledger_id).checks()
        return [(need.title, year, verdict) for need, year, verdict in checks]

    def shortfalls(self, ledger_id: str) -> list[tuple[str, str]]:
        """What the entries of a ledger leave short: («2031 年乐理», «4 学时»)."""
        return [
            (
                f"{'' if year is None else f'{year} 年'}{need.title or need.id}",
                number_with_unit(short, need.figure.unit),
            )
            for need, year, short in shortfalls(self.ledger(ledger_id))
        ]

    def points_of(self, node_id: str) -> Range:
        """The bounds of a node's points with unanswered rows left open."""
        amounts = self.score().amounts[node_id]
        return amounts.floor, amounts.ceiling
