"""Ways with room left: what is still short, and what each way could give of it.

Requirements are taken from the narrowest kinds to the widest, year by year before all years, and
each counts only what those before it leave short: 12 hours lacking in one kind are not asked for
again by the total of the year.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calculator.core.hours.ledger import Ledger
from calculator.core.hours.ledger_rules import Need, Way
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import Number, normal, to_json


def report_room(ledger: Ledger) -> list[shapes.Room]:
    """One entry for each requirement (and year) that is still short.

    ``{"requirement", "year" (null: all years), "short", "ways"}``; each way with its ``clause``,
    the ``room`` under the cap (null: no cap), the hours of the shortfall that it can cover
    (``useful``), whether shares by rank apply (``weighted``), and ``rates``: what one unit gives,
    by option where there are several, with the ``units`` that cover ``useful``.
    """
    return [_report(ledger, need, year, short) for need, year, short in shortfalls(ledger)]


def shortfalls(ledger: Ledger) -> list[tuple[Need, int | None, Number]]:
    """What the entries given leave short: requirement, year (None: all years), hours; nothing of
    what a certificate states that is not copied yet."""
    found: list[tuple[Need, int | None, Number]] = []
    # (kinds, years, hours) of the shortfalls named so far.
    named: list[tuple[frozenset[str], frozenset[int], Number]] = []
    for need in sorted(ledger.rules.needs, key=lambda need: (not need.each_year, len(need.kinds))):
        for year in ledger.rules.years if need.each_year else (None,):
            short = _still_short(ledger, need, year, named)
            if short > 0:
                years = ledger.rules.years if year is None else (year,)
                named.append((frozenset(need.kinds), frozenset(years), short))
                found.append((need, year, short))
    return found


def _still_short(
    ledger: Ledger,
    need: Need,
    year: int | None,
    named: list[tuple[frozenset[str], frozenset[int], Number]],
) -> Number:
    years = frozenset(ledger.rules.years if year is None else (year,))
    kinds = frozenset(need.kinds)
    if any(year in years and kind in kinds for year, kind, _ in ledger.unfilled):
        return 0
    low, _ = ledger.given_hours(need.kinds, year)
    covered = sum(hours for other, when, hours in named if other <= kinds and when <= years)
    return normal(need.figure.value - low - covered)


def _report(ledger: Ledger, need: Need, year: int | None, short: Number) -> shapes.Room:
    years = ledger.rules.years if year is None else (year,)
    ways = [
        _way(way, room, short)
        for way in ledger.rules.ways.values()
        if way.id not in ledger.rules.stated
        and any(ledger.rules.fits(kind, way.id) for kind in need.kinds)
        and (room := _room(ledger, need, way, years)) != 0
    ]
    return {"requirement": need.id, "year": year, "short": to_json(short), "ways": ways}


def _room(ledger: Ledger, need: Need, way: Way, years: tuple[int, ...]) -> Number | None:
    """The hours that a way may still bring to these kinds in these years; None: no limit."""
    left: Number = 0
    for kind in need.kinds:
        if not ledger.rules.fits(kind, way.id):
            continue
        cap = ledger.rules.cap_for(kind, way.id)
        if cap is None:
            return None
        for year in years:
            _, high = ledger.capped((year, kind, way.id))
            left += cap - (cap if high is None else high)
    return normal(left)


def _way(way: Way, room: Number | None, short: Number) -> shapes.RoomWay:
    useful = short if room is None else min(short, room)
    options: list[tuple[str | None, Number]] = (
        [(None, way.rate.value)]
        if way.rate is not None
        else [(option, figure.value) for option, figure in way.rates.items()]
    )
    return {
        "way": way.id,
        "clause": way.clause,
        "room": None if room is None else to_json(room),
        "useful": to_json(useful),
        "weighted": way.weighted,
        "rates": [
            {"option": option, "hours": to_json(rate), "units": _units(way, rate, useful)}
            for option, rate in options
        ],
    }


def _units(way: Way, rate: Number, useful: Number) -> Any:
    """How many units cover so many hours; whole ones where only whole ones count."""
    if rate <= 0:
        return None
    exact = Fraction(useful) / rate
    # An entry without a quantity is one unit.
    return to_json(-(-exact // 1) if way.whole or way.quantity is None else normal(exact))
