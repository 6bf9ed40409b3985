"""One more of what a row counts, as its mechanism sees it: what would have to change."""

from __future__ import annotations

from calculator.core.conditions.facts import Facts
from calculator.core.conditions.subjects import Source
from calculator.core.values.numbers import Amount, Number

# The step is a record more or less: which one is searched for.
RECORD = "record"


class Step:
    """What changes: a record, the answer to `question` (to `value`), or the row's `amount` alone.

    `kind`: "record", "more" and "step" (an answer), "year", "condition", "fewer". `blocked` says
    why there is no such step: "top" (as high as it goes), "met" (it is met already).
    """

    def __init__(
        self,
        kind: str,
        *,
        question: str | None = None,
        value: Number | None = None,
        amount: Amount = (0, 0, 0),
        blocked: str = "",
    ) -> None:
        self.kind = kind
        self.question = question
        self.value = value
        self.amount = amount
        self.blocked = blocked


def higher_answer(state: Facts, source: Source, least: Number) -> Step:
    """One more than was answered, and not less than what brings anything."""
    asked, given = source.asked, source.get(state, None)
    value = least if given is None else max(given + 1, least)
    if asked.at_most is not None and value > asked.at_most:
        return Step("more", question=asked.id, value=given, blocked="top")
    value = value if asked.at_least is None else max(value, asked.at_least)
    return Step("more", question=asked.id, value=value)


def lower_answer(state: Facts, source: Source) -> Step | None:
    """One less than was answered."""
    given = source.get(state, None)
    return Step("fewer", question=source.asked.id, value=given - 1) if given else None
