"""The opposite of a comparison as a comparison of its own, and when two comparisons are the same.

Not "at least 3" is "less than 3": said that way round, people know what to do.
"""

from __future__ import annotations

from typing import Any

from calculator.core.answers.questions import Asked
from calculator.core.conditions.comparisons import DayIs, NumberIs, OptionIs
from calculator.core.conditions.logic import Condition, Met
from calculator.core.conditions.parts import Part
from calculator.core.values.figures import Figure

NUMBERS = {
    "at_least": "less_than", "less_than": "at_least", "more_than": "at_most",
    "at_most": "more_than", "is": "is_not", "is_not": "is",
}  # fmt: skip
DAYS = {
    "before": "not_before", "not_before": "before", "after": "not_after", "not_after": "after",
}  # fmt: skip
UNTOLD = {"label", "needs", "reads"}


def opposite(condition: Condition) -> Condition | None:
    """A comparison that holds when this one does not; None where that takes more than one.

    A day that does not exist meets neither a comparison nor its opposite.
    """
    if isinstance(condition, OptionIs):
        every = frozenset(condition.source.asked.possible_values() or ())
        return OptionIs(condition.source, every - condition.allowed)
    if isinstance(condition, NumberIs) and len(condition.tests) == 1:
        operator, operands = condition.tests[0]
        if len(operands) == 1:
            return NumberIs(condition.measure, [(NUMBERS[operator], operands)])
    if isinstance(condition, DayIs) and len(condition.tests) == 1:
        operator, wanted = condition.tests[0]
        return DayIs(condition.subject, [(DAYS[operator], wanted)])
    return None


def signature(part: Any) -> Any:
    """Equal for comparisons that say the same, wherever they stand; figures count by their value.

    Labels are left out: they are words; and what follows from the rest.
    """
    if isinstance(part, Asked):
        return part.id
    if isinstance(part, Figure):
        return part.value
    if isinstance(part, Met):
        return ("met", part.clause)
    if isinstance(part, list | tuple):
        return tuple(signature(one) for one in part)
    slots = [name for kind in type(part).__mro__ for name in getattr(kind, "__slots__", ())]
    if not slots:
        return part
    named = {name: getattr(part, name) for name in slots if name not in UNTOLD}
    if any(isinstance(one, Part) for one in named.values()):
        named.pop("parts", None)  # they stand under names of their own
    return (type(part).__name__, *((name, signature(one)) for name, one in named.items()))
