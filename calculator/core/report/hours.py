"""The hours part of a result: entries, ways, totals, requirements."""

from __future__ import annotations

from calculator.core.conditions.explain import range_text
from calculator.core.conditions.logic import SETTLED, VERDICT_WORDS
from calculator.core.hours.ledger import Cell, Entry, Ledger, earned, missing_fields
from calculator.core.hours.room import report_room
from calculator.core.report.score import bites
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import Number, lower, normal, to_json
from calculator.core.values.ranges import shown


def report_hours(state: State) -> dict[str, shapes.Hours]:
    """Every ledger of the edition, by clause id."""
    return {ledger_id: _ledger(state, state.ledger(ledger_id)) for ledger_id in state.rules.ledgers}


def _ledger(state: State, ledger: Ledger) -> shapes.Hours:
    rules = ledger.rules
    return {
        "given": ledger.given,
        "complete": ledger.complete,
        "years": list(rules.years),
        "kinds": list(rules.kinds),
        "entries": [_entry(state, ledger, entry) for entry in ledger.entries],
        "ways": [_way(ledger, cell) for cell in sorted(ledger.cells)],
        "totals": _totals(ledger),
        "requirements": _requirements(ledger),
        "room": report_room(ledger),
    }


def _entry(state: State, ledger: Ledger, entry: Entry) -> shapes.Entry:
    clause = None if entry.way is None else entry.way.clause
    found = entry.reason
    reasons: list[shapes.Reason] = [] if found is None else [{"clause": found[0], "text": found[1]}]
    if entry.verdict is None:
        reasons = _doubts(state, ledger, entry)
    return {
        "index": entry.record.index,
        "year": entry.years[0] if len(entry.years) == 1 else None,
        "kind": entry.kinds[0] if len(entry.kinds) == 1 else None,
        "way": None if entry.way is None else entry.way.id,
        "clause": clause,
        "counted": SETTLED[entry.verdict],
        "low": to_json(entry.low),
        "high": to_json(entry.high),
        "formula": _entry_formula(ledger, entry),
        "reasons": reasons,
    }


def _doubts(state: State, ledger: Ledger, entry: Entry) -> list[shapes.Reason]:
    rules = ledger.rules
    fields = state.rules.questions[rules.list_id].fields
    missing: list[shapes.Reason] = [
        {"clause": rules.id, "text": f"未填写“{fields[name].label}”"}
        for name in missing_fields(rules, entry)
    ]
    if entry.way is not None:
        for requirement in entry.way.requirements:
            if requirement.condition.verdict(state, entry.record) is None:
                text = state.rules.words(requirement.clause, "opens")
                missing.append({"clause": requirement.clause, "text": text})
    return missing


def _entry_formula(ledger: Ledger, entry: Entry) -> str:
    way, values = entry.way, entry.record.values
    if way is None or entry.reason is not None:
        return ""
    low, high = earned(ledger.rules, way, entry.record)
    if low != high:
        return range_text((low, high))
    rate = way.rate or way.rates.get(values.get(way.rate_field or ""))
    if rate is None:
        return "0"
    terms = [] if way.in_hours and way.quantity is not None else [shown(rate.value)]
    if way.quantity is not None:
        quantity: Number = values[way.quantity]
        terms.append(shown(quantity // 1 if way.whole else quantity))
    table = ledger.rules.weights_of(way)
    if table is not None and {table.people, table.rank} <= values.keys():
        terms.append(shown(table.share(values[table.people], values[table.rank])))
    return terms[0] if len(terms) == 1 else f"{' × '.join(terms)} = {shown(low)}"


def _way(ledger: Ledger, cell: Cell) -> shapes.Way:
    year, kind, way_id = cell
    way = ledger.rules.ways[way_id]
    raw = ledger.cells[cell]
    low, high = ledger.capped(cell)
    cap = ledger.rules.cap_for(kind, way_id)
    result: shapes.Way = {
        "year": year,
        "kind": kind,
        "way": way_id,
        "clause": way.clause,
        "low": to_json(low),
        "high": to_json(high),
        "cap": None,
        "bites": "no",
        "room": None,
        "formula": range_text(raw),
    }
    if cap is None or ledger.rules.cap is None:
        return result
    result["cap"] = ledger.rules.cap.cite()
    result["room"] = to_json(normal(cap - (lower(high, cap) or 0)))
    result["bites"] = bites(raw, cap)
    if result["bites"] != "no":
        result["formula"] += f" → {range_text((low, high))}：{way.label}每年最高 {shown(cap)}"
    return result


def _totals(ledger: Ledger) -> dict[str, shapes.Bounds]:
    rules = ledger.rules
    every = tuple(rules.kinds)
    groups = {**{kind: (kind,) for kind in every}, "all": every}
    totals: dict[str, shapes.Bounds] = {}
    for year in (*rules.years, None):
        for name, kinds in groups.items():
            low, high = ledger.given_hours(kinds, year)
            key = f"{'all' if year is None else year}.{name}"
            totals[key] = {"low": to_json(low), "high": to_json(high)}
    return totals


def _requirements(ledger: Ledger) -> list[shapes.Requirement]:
    found: list[shapes.Requirement] = []
    for need, year, verdict in ledger.checks():
        low, high = ledger.given_hours(need.kinds, year)
        wanted = need.figure.value
        least = 0 if high is None else max(0, normal(wanted - high))
        found.append(
            {
                "id": need.id,
                "title": need.title,
                "clause": need.clause,
                "scope": "each_year" if need.each_year else "all_years",
                "year": year,
                "kinds": list(need.kinds),
                "needed": need.figure.cite(),
                "verdict": VERDICT_WORDS[verdict],
                "low": to_json(low),
                "high": to_json(high),
                "short_low": to_json(least),
                "short_high": to_json(max(0, normal(wanted - low))),
            }
        )
    return found
