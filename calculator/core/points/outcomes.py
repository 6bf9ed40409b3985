"""Which combinations of open records are worth a look.

A group's points rise with those of its rows and fall with those of rows that deduct. So its lowest
points lie where every record brings the least that it can, its highest where every record brings
as much as it can, and only such combinations are tried: nearly always one for the low end, and for
the high end those that differ in what the rows' caps let through.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from calculator.core.points.splits import Unit
from calculator.core.points.tree import Row
from calculator.core.values.numbers import Amount, Number, add, higher, lower

Outcome = dict[str, Amount]
# What of an amount decides one end of the group above.
End = tuple[Number | None, ...]


def extremes(units: list[Unit], rows: Mapping[str, Row]) -> Iterable[Outcome]:
    """By row, what the units bring together: every combination that may reach an end."""
    touched = [rows[row_id] for row_id in dict.fromkeys(r for unit in units for r in unit.plain)]
    lowest = _combined(touched, [_least(unit, touched) for unit in units], _low_end)
    highest = _combined(touched, [_without_least(unit, touched) for unit in units], _high_end)
    return [*lowest, *highest]


def _low_end(row: Row, amount: Amount) -> End:
    """What decides how low the group above is."""
    return (amount[1],) if row.deducts else (amount[0], amount[2])


def _high_end(row: Row, amount: Amount) -> End:
    """What decides how high the group above is."""
    return (amount[0],) if row.deducts else (amount[1],)


def _least(unit: Unit, touched: list[Row]) -> list[Outcome]:
    """The alternative that is lowest in every row, if there is one; else all."""
    rows = [row for row in touched if row.id in unit.plain]
    for alternative in unit.alternatives:
        if all(_is_lowest(row, alternative[row.id], unit.plain[row.id]) for row in rows):
            return [alternative]
    return unit.alternatives


def _is_lowest(row: Row, amount: Amount, hull: Amount) -> bool:
    if row.deducts:
        return amount[1] == hull[1]
    return amount[0] == hull[0] and amount[2] == hull[2]


def _without_least(unit: Unit, touched: list[Row]) -> list[Outcome]:
    """The alternatives but those that are below another one in no row's favour."""
    rows = [row for row in touched if row.id in unit.plain]
    bottom = tuple([_bottom(row, unit) for row in rows])
    found = {
        ends: alternative
        for alternative in unit.alternatives
        if (ends := tuple([_high_end(row, alternative[row.id]) for row in rows])) != bottom
    }
    return list(found.values()) or unit.alternatives[:1]


def _bottom(row: Row, unit: Unit) -> End:
    """The least high end of a row among the alternatives."""
    amounts = [alternative[row.id] for alternative in unit.alternatives]
    if row.deducts:
        return (max(amount[0] for amount in amounts),)
    finite = [amount[1] for amount in amounts if amount[1] is not None]
    return (min(finite),) if finite else (None,)


def _combined(
    touched: list[Row], choices: list[list[Outcome]], end: Callable[[Row, Amount], End]
) -> Iterable[Outcome]:
    """All ways to take one outcome of each; of those with the same ends, one."""
    found: dict[tuple[End, ...], Outcome] = {(): {}}
    for alternatives in choices:
        found = {
            tuple([end(row, joined[row.id]) for row in touched if row.id in joined]): joined
            for outcome in found.values()
            for alternative in alternatives
            if (joined := _joined(touched, outcome, alternative))
        }
    return found.values()


def _joined(touched: list[Row], outcome: Outcome, addition: Outcome) -> Outcome:
    joined = dict(outcome)
    for row in touched:
        if row.id in addition:
            joined[row.id] = _within_cap(row, joined.get(row.id), addition[row.id])
    return joined


def _within_cap(row: Row, known: Amount | None, amount: Amount) -> Amount:
    """Two amounts of a row together; beyond the row's cap more makes no difference."""
    low, high, own = amount
    if known is not None and row.best:
        low, high, own = max(low, known[0]), higher(high, known[1]), max(own, known[2])
    elif known is not None:
        low, high, own = low + known[0], add(high, known[1]), own + known[2]
    if row.enough is None:
        return low, high, own
    return min(low, row.enough), lower(high, row.enough), min(own, row.enough)
