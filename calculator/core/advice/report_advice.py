"""What would help most? Worked out by evaluating again and again, so it is asked for by itself.

Part ``advice`` of a result is ``{"bars", "gains", "together", "nothing", "next", "routes"}``;
``bars`` are those that stand, in words.

``gains``: what is begun, for each points row whose records are there and undecided; then each list
of what everybody has that was not answered; then for each row what one more of it would add to the
total; best first within each. An entry::

    clause   the row; for a list the node above its rows
    kind     "settle"     the records of `list` at `places`, which are there, would count
             "mend"       the record of `list` at the one of `places` would not lack what can still
                          be got: `record`, the fields that would be others
             "list"       `list` would be answered: at most this much
             "record"     one more record of `list`, the best that this row can get: `record`
             "more"       one more than answered: `question` would be `value`
             "step"       the next step that gives more: `question` would be `value`
             "year"       one more full year; with `value` so many, which `told` says
             "field"      another field of a table, worth `value`: the answers that would have to
                          be others are `told`, as few as bring more
             "condition"  the row's condition would hold
             "fewer"      one deduction less
    field    of what is begun: where to begin in the first record, if something is open there
    step     the same in words
    low, high, own   what the ends of the headline would rise by (null: no limit), after all caps
    said     the rise in words, from the lower of the two to the higher one: ``+5～15 分``
    score    {low, high, own}: the headline then (null when there is no such step)
    limits   where something is lost on the way up: [{clause, kind ("once" | "best" | "round" |
             "cap" | "floor"), cap (figure | null), low, high: what is left of it}]
    formula  the same in one line, "" when nothing is lost: ``20 → 5：歌曲最高 30``
    reasons  what keeps the record from counting for certain; for a condition, what it lacks
    because  "" here

``together``: the total with the first of them all taken, lists left out: {first: how many, score,
said}; null where there are not two, or where two change the same answer.

``nothing``: rows in which one more adds nothing, in document order; the same entry, and ``because``
says why: the kind of the limit that takes the last of it, "full" (the list takes no more records),
"top" (the answer is as high as it goes), "met" (it is met already), "requirement" (no record can
count: `reasons`), or "worth" (it is worth nothing by itself).

``next``: up to ten questions, the one that narrows the range floor..ceiling most first: [{question,
index? field? (of a record), more? (whether the list goes on), narrows (on average over the answers
tried), least, most (null: it sets a limit where there was none), asked: what it is in words, said:
what it does to the range, "" for nothing}].

``routes``: [{id, verdict, fewest, steps}]: what would open each route. Every step must be taken, by
any one of its ``sets`` (the smallest ones, fewest conditions first): [{sets: [[{clause, want ("met"
| "not met"), verdict, text, question? list? figures? options? (answers that would do), day,
day_at_latest (as for a condition: the day that time alone brings it)}]], complete (false when there
are more sets than are named)}]. ``fewest`` is how many conditions it takes at least: 0 for a route
that is met, null for one that no answers can open.
"""

from typing import Any

from calculator.core.advice.gains import report_gains
from calculator.core.advice.narrowing import report_next
from calculator.core.advice.openings import Demand, Key, Openings, Way, cost
from calculator.core.answers.said import say_standing
from calculator.core.conditions.comparisons import OptionIs
from calculator.core.conditions.logic import VERDICT_WORDS
from calculator.core.routes import Route, day_met
from calculator.core.state import State
from calculator.core.words import KIND


def report_advice(state: State) -> dict[str, Any]:
    """The part ``advice`` of a result."""
    return {
        "bars": _standing(state),
        **report_gains(state),
        "next": report_next(state),
        "routes": [_route(state, route) for route in state.rules.routes],
    }


def _standing(state: State) -> list[str]:
    """What no points help against, to be said first."""
    rules = state.rules
    bars = [bar.report(state) for bar in rules.bars]
    return [
        f"{rules.own(KIND[bar['kind']])}：{bar['title']}（{say_standing(bar)}）"
        for bar in bars
        if bar["standing"] in {"yes", "some"}
    ]


# Sets named for one step.
MOST_SETS = 12


def _route(state: State, route: Route) -> dict[str, Any]:
    verdict = route.condition.verdict(state, None)
    steps = [] if verdict else Openings(state).steps(route.condition, route.id)
    sets = [_smallest(step.ways) for step in steps]
    said = {"id": route.id, "verdict": VERDICT_WORDS[verdict]}
    if not all(sets):
        # Something that no answer can bring: the other steps do not help.
        return {**said, "fewest": None, "steps": []}
    reports = [
        {
            "sets": [[_demand(state, demand) for demand in one] for one in named[:MOST_SETS]],
            "complete": step.complete and len(named) <= MOST_SETS,
        }
        for step, named in zip(steps, sets, strict=True)
        if named[0]
    ]
    return {**said, "fewest": sum(len(named[0]) for named in sets), "steps": reports}


def _smallest(ways: list[Way]) -> list[list[Demand]]:
    """The conditions to be met in each way, without ways that hold another one's; fewest first."""
    kept: list[frozenset[Key]] = []
    sets: list[list[Demand]] = []
    for way in sorted(ways, key=lambda one: (cost(one), _places(one))):
        keys = frozenset(key for key, demand in way.items() if demand.costs)
        if not any(other <= keys for other in kept):
            kept.append(keys)
            sets.append(sorted((way[key] for key in keys), key=lambda demand: demand.order))
    return sets


def _places(way: Way) -> list[int]:
    return sorted(demand.order for demand in way.values() if demand.costs)


def _demand(state: State, demand: Demand) -> dict[str, Any]:
    condition = demand.condition
    why = condition.why(state, None)
    entry: dict[str, Any] = {
        "clause": demand.clause,
        "want": "met" if demand.want else "not met",
        "verdict": VERDICT_WORDS[condition.verdict(state, None)],
        "text": why.get("text") or state.rules.title(why.get("clause", demand.clause)),
        **{key: why[key] for key in ("question", "list", "figures") if key in why},
        **(day_met(condition, state) if demand.want else {"day": None, "day_at_latest": False}),
    }
    if isinstance(condition, OptionIs):
        values = condition.source.asked.possible_values() or ()
        entry["options"] = [value for value in values if value in condition.allowed]
    return entry
