"""What speaks for a condition: the records by which it holds, to be written into a form."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition, Met, Not, Several
from calculator.core.conditions.measures import CountOf


def grounds(condition: Condition, state: Facts) -> list[Record]:
    """The records that a condition which is met counts, each once; what is absent is no ground."""
    found = {(one.list_id, one.index): one for one in _counted(condition, state)}
    return list(found.values())


def _counted(condition: Condition, state: Facts) -> Iterator[Record]:
    if isinstance(condition, Not) or condition.verdict(state, None) is not True:
        return
    if isinstance(condition, Met):
        yield from _counted(condition.condition, state)
    elif isinstance(condition, Several):
        for part in condition.parts:
            yield from _counted(part, state)
    elif isinstance(condition, NumberIs) and isinstance(condition.measure, CountOf):
        chosen = condition.measure.selection.chosen(state)
        yield from (record for record, verdict in chosen if verdict)
