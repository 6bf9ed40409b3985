"""Selections: the records of a list that a rule is about, and whether each one counts.

``where`` decides which records the rule is about; one that it rules out is passed over silently.
``require`` names clauses whose conditions each record must meet to count; one that fails is "not
counted", with that clause's reason.
"""

from typing import Any

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import All, Condition, Reasons, Verdict, both
from calculator.core.conditions.parts import Part, Waiting
from calculator.core.values.numbers import Range


class Requirement:
    """A clause whose condition a record must meet."""

    def __init__(self, clause: str, condition: Condition) -> None:
        self.clause = clause
        self.condition = condition

    def reasons(self, state: Facts, record: Record) -> Reasons:
        """Why a record does not meet it, or what would settle it; many rows require the same."""
        key = ("reasons", self.clause, record)
        if key not in state.memo:
            is_met = self.condition.verdict(state, record)
            found = [] if is_met else self.condition.reasons(state, record, self.clause)
            state.memo[key] = found
        known: Reasons = state.memo[key]
        return known


class Selection(Part):
    """Records of the list `list_id`; `needs` is everything that a record must be to count, and
    `fields` are read of those that do."""

    def __init__(
        self,
        list_id: str,
        where: Condition | None,
        requirements: tuple[Requirement, ...] = (),
        fields: tuple[str, ...] = (),
    ) -> None:
        self.list_id = list_id
        self.fields = fields
        self.where = where
        self.requirements = requirements
        wheres = where.parts if isinstance(where, All) else [where] if where is not None else []
        self.needs = All([*wheres, *(requirement.condition for requirement in requirements)])
        read = [("list", list_id), *(("field", list_id, field) for field in fields)]
        super().__init__(self.needs, reads=frozenset(read))

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.selection(self, weight)

    def is_about(self, state: Facts, record: Record) -> Verdict:
        """Whether the rule is about this record."""
        return True if self.where is None else self.where.verdict(state, record)

    def counts(self, state: Facts, record: Record) -> Verdict:
        """Whether the record is selected and meets every requirement."""
        verdict = self.is_about(state, record)
        for requirement in self.requirements:
            if verdict is False:
                return False
            verdict = both(verdict, requirement.condition.verdict(state, record))
        return verdict

    def doubts(self, state: Facts, record: Record) -> list[str]:
        """What is missing to tell whether a record counts."""
        return self.needs.doubts(state, record)

    def chosen(self, state: Facts) -> list[tuple[Record, Verdict]]:
        """The records that count or may count, with the verdict (True or None)."""
        known: list[tuple[Record, Verdict]] | None = state.memo.get(self)
        if known is None:
            known = state.memo[self] = [
                (record, verdict)
                for record in state.of_list(self.list_id)
                if (verdict := self.counts(state, record)) is not False
            ]
        return known

    def count(self, state: Facts) -> Range:
        """How many records count; without limit as long as the list may go on."""
        verdicts = [verdict for _, verdict in self.chosen(state)]
        return verdicts.count(True), len(verdicts) if state.is_complete(self.list_id) else None

    def cite(self) -> dict[str, str]:
        """What it is, for the tree of reasons."""
        return {"list": self.list_id}
