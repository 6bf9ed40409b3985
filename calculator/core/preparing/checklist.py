"""The checklist: which items this person has to prepare."""

from __future__ import annotations

from typing import Any

from calculator.core.conditions.compiling import compile_condition
from calculator.core.conditions.explain import plainly
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.logic import SETTLED, Condition, Verdict
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.typing_only import shapes


class ChecklistItem:
    """One item; without a condition everybody needs it.

    Only whoever applies by one of its `routes`, if it has any, may need it.
    """

    def __init__(self, build: Lookup, clause: str, data: dict[str, Any]) -> None:
        self.clause = clause
        self.title: str = data.get("title") or build.title(clause)
        self.group: str = data.get("group") or ""
        self.routes = frozenset(data.get("routes") or ())
        self.condition: Condition | None = None
        if "when" in data:
            self.condition = compile_condition(data["when"], Scope(build, None, f"{clause}.item"))

    def verdict(self, state: Facts) -> Verdict:
        """Whether it is needed."""
        return True if self.condition is None else self.condition.verdict(state, None)

    def report(self, state: Facts) -> shapes.Thing:
        """Whether it is needed, and why."""
        verdict = self.verdict(state)
        return {
            "clause": self.clause,
            "title": self.title,
            "group": self.group,
            "needed": SETTLED[verdict],
            "reasons": self._reasons(state, verdict),
        }

    def _reasons(self, state: Facts, verdict: Verdict) -> list[shapes.Reason]:
        """Why it is needed, or not; for what is not needed the answer alone says enough."""
        if self.condition is None:
            return []
        found = self.condition.reasons(state, None, self.clause)
        return plainly(found) if verdict is False else found
