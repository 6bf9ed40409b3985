"""The checklist: which items this person has to prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.conditions import compile_condition
from calculator.core.reasons import condition_reasons
from calculator.core.scope import Scope

if TYPE_CHECKING:
    from calculator.core.facts import Facts
    from calculator.core.logic import Condition
    from calculator.core.scope import Lookup

NEEDED = {True: "yes", False: "no", None: "open"}


class ChecklistItem:
    """One item; without a condition everybody needs it."""

    __slots__ = ("clause", "condition", "group", "title")

    def __init__(self, build: Lookup, clause: str, data: dict[str, Any]) -> None:
        self.clause = clause
        self.title: str = data.get("title") or build.title(clause)
        self.group: str = data.get("group") or ""
        self.condition: Condition | None = None
        if "when" in data:
            self.condition = compile_condition(data["when"], Scope(build, None, f"{clause}.item"))

    def report(self, state: Facts) -> dict[str, Any]:
        """Whether it is needed, and why."""
        verdict = True if self.condition is None else self.condition.verdict(state, None)
        reasons = (
            []
            if self.condition is None
            else condition_reasons(state, self.condition, None, self.clause)
        )
        return {
            "clause": self.clause,
            "title": self.title,
            "group": self.group,
            "needed": NEEDED[verdict],
            "reasons": reasons,
        }
