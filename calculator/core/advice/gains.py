"""What one more of each thing would add to the total, by evaluating again with it.

The score is worked out once as it is and once with the step taken; the difference is what the step
adds, after every cap. Where less arrives at the top than the row brought, the nodes that took it
away are named: a cap, a group that takes only its best, a row that counts once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from calculator.core.advice.begun import mended, settled, unsaid, with_list
from calculator.core.advice.critical import days_alike
from calculator.core.advice.narrowing import open_fields
from calculator.core.advice.whatif import WhatIf, best_record, one_more, taken
from calculator.core.answers.answer_values import Period
from calculator.core.answers.questions import Asked
from calculator.core.answers.said import say_value
from calculator.core.conditions.comparisons import DAY_WORDS
from calculator.core.conditions.explain import span_words
from calculator.core.conditions.facts import Record
from calculator.core.points.base import OverItems
from calculator.core.points.rows import FILLED, answer_reasons, item_reasons
from calculator.core.points.tree import Group, Node, Row
from calculator.core.report.score import headline, rounded_raw
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.dates import ALWAYS, NEVER, Span, span_text
from calculator.core.values.numbers import Number, normal, to_json
from calculator.core.values.ranges import number_with_unit, range_words, rise_words, shown
from calculator.core.words import NAMES

# A change of the low and of the high end; None where the end has no limit.
Change = tuple["Number | None", "Number | None"]
NOTHING: Change = (0, 0)
# A rank, what is said, and the step, if it is one.
Ranked = tuple[Any, dict[str, Any], "WhatIf | None"]
# What is said of a step that adds nothing.
ADDS_NOTHING: dict[str, Any] = {
    "low": 0, "high": 0, "own": 0, "said": "", "score": None,
    "because": "", "limits": [], "formula": "", "reasons": [],
}  # fmt: skip


def report_gains(state: State) -> dict[str, Any]:
    """``gains``, what is begun first and best first, and ``nothing`` in document order (see
    `report_advice`)."""
    gains: list[Ranked] = []
    nothing: list[dict[str, Any]] = []
    waiting = [one for one in unsaid(state) if not all(_is_left_out(state, row) for row in one[1])]
    lists = set()
    for list_id, rows in waiting:
        entry, change = _list_entry(state, list_id, rows)
        if change[1] != 0:  # else its rows say what takes it away
            gains.append(((UNSAID, *_rank(change), 0), entry, None))
            lists.add(list_id)
    begun: dict[Any, Ranked] = {}
    for place, row in enumerate(state.rules.tree.rows):
        if _is_left_out(state, row) or (row.selection and row.selection.list_id in lists):
            continue
        for step in filter(None, (settled(state, row), mended(state, row), one_more(state, row))):
            entry, change = _entry(state, row, step)
            order = _order(state, row, step)
            rank = (order, *(_most(change) if order == BEGUN else _rank(change)), -place)
            is_nothing = change == NOTHING and entry["own"] == 0
            if step.is_begun:
                # Records that may fall into several rows are named with the one that brings most.
                key = (step.kind, step.list_id, *step.places)
                if not is_nothing and (key not in begun or begun[key][0] < rank):
                    begun[key] = rank, entry, step
            elif is_nothing:
                nothing.append(entry)
            else:
                gains.append((rank, entry, step))
    gains += begun.values()
    gains.sort(key=lambda one: one[0], reverse=True)
    return {
        "gains": [entry for _, entry, _ in gains],
        "together": _together(state, [step for *_, step in gains[:SUMMED]]),
        "nothing": nothing,
    }


# So many of the first steps are added up, where there are two at least.
SUMMED, LEAST_SUMMED = 5, 2


def _together(state: State, first: list[WhatIf | None]) -> dict[str, Any] | None:
    """The total with the first steps all taken: caps let nobody add up what each brings."""
    steps = [step for step in first if step is not None]
    after = taken(state, steps)
    if len(steps) < LEAST_SUMMED or after is None:
        return None
    low, high, *_, own = headline(after)
    rest = "" if len(steps) == len(first) else "里，还没有填写的不算，其余"
    total = range_words(low, high, "分")
    said = f"前 {len(first)} 项{rest}都做到，总分是 {total}：上限已计入，不是逐项相加。"
    score = {"low": to_json(low), "high": to_json(high), "own": to_json(own)}
    return {"first": len(first), "score": score, "said": said}


# What comes first.
NEW, UNSAID, BEGUN = range(3)


def _order(state: State, row: Row, step: WhatIf) -> int:
    """Whether a step settles what is there."""
    condition = row.mechanism.condition
    is_there = step.kind == "condition" and state.score().facts[row.id].state == FILLED
    is_open = is_there and condition is not None and condition.verdict(state, None) is None
    return BEGUN if step.is_begun or is_open else NEW


def _list_entry(
    state: State, list_id: str, rows: list[Row]
) -> tuple[dict[str, Any], Change]:  # fmt: skip
    """What a list may bring that was not answered: at most what the best of its rows would."""
    low, high, _, _, own = headline(state)
    found = (with_list(state, row, list_id) for row in rows)
    ends = [headline(after)[1] for after in found if after is not None]
    known = [end for end in ends if end is not None]
    most = max(known, default=high) if len(known) == len(ends) else None
    change: Change = (0, _minus(most, high))
    shared = next(node for node in rows[0].lineage() if all(node in row.lineage() for row in rows))
    label = state.rules.questions[list_id].label
    entry = {
        **ADDS_NOTHING,
        "clause": shared.id,
        "kind": "list",
        "step": f"“{label}”还没有填写，先填已经有的",
        "list": list_id,
        "high": to_json(change[1]),
        "said": rise_words(*change, "分"),
        "score": {"low": to_json(low), "high": to_json(most), "own": to_json(own)},
    }
    return entry, change


def _is_left_out(state: State, row: Row) -> bool:
    """Whether the author wants nothing said of it: nobody is told to get older."""
    clauses = state.rules.clauses
    return any(clauses[node.id]["points"].get("no_advice") for node in row.lineage())


def _rank(change: Change) -> tuple[Number, Number]:
    """Both ends together, then what is certain."""
    low, high = change[0] or 0, change[1]
    return low + (low if high is None else high), low


def _most(change: Change) -> tuple[bool, Number]:
    """The greater of both ends: the high one holds what is open already, or does not."""
    known = [end for end in change if end is not None]
    return len(known) < len(change), max(known, default=0)


def _entry(state: State, row: Row, step: WhatIf) -> tuple[dict[str, Any], Change]:
    entry = {"clause": row.id, "kind": step.kind, "step": _in_words(state, step), **_what(step)}
    lacking = _lacking(state, row, step)
    if lacking is not None:
        entry["field"] = lacking
    if step.state is None:
        reasons = _obstacles(state, row) if step.blocked == "requirement" else []
        return {**ADDS_NOTHING, **entry, "because": step.blocked, "reasons": reasons}, NOTHING
    base = step.before or state
    before, after = headline(base), headline(step.state)
    change = _change(before[:2], after[:2])
    limits, formula = _limits(base, step, row)
    entry |= {
        "low": to_json(change[0]),
        "high": to_json(change[1]),
        "own": to_json(_minus(after[4], before[4])),
        "said": rise_words(*_ordered(change), "分"),
        "score": {"low": to_json(after[0]), "high": to_json(after[1]), "own": to_json(after[4])},
        "because": _because(limits) if change == NOTHING else "",
        "limits": limits,
        "formula": formula,
        "reasons": _open_reasons(state, step, row),
    }
    return entry, change


def _in_words(state: State, step: WhatIf) -> str:
    """What the step is."""
    questions = state.rules.questions
    if step.kind == "settle" and step.list_id is not None:
        places = "、".join(str(place + 1) for place in step.places)
        return f"已经填写的“{questions[step.list_id].label}”第 {places} 条能够计入"
    if step.kind in {"record", "mend"} and step.list_id is not None:
        question = questions[step.list_id]
        fields = [field for field in question.fields.values() if field.id in step.values]
        words = (_field_words(state, step.list_id, one, step.values[one.id]) for one in fields)
        said = "；".join(filter(None, words))
        there = "".join(
            f"已经填写的“{question.label}”第 {at + 1} 条补上还缺的" for at in step.places
        )
        return f"{there or f'再有{question.item}'}{f'（{said}）' if said else ''}"
    if step.question is not None and step.value is not None:
        question = questions[step.question]
        return f"“{question.label}”到 {number_with_unit(step.value, question.unit)}"
    if step.told:
        return "，".join(step.told)
    names = {"year": NAMES["one_year"], "fewer": NAMES["fewer"]}
    return names.get(step.kind, "满足这一行的条件")


def _field_words(state: State, list_id: str, field: Asked, value: Any) -> str:
    """A field of a record to be got; of a date the days that do, "" where any does."""
    words = _day_words(state, list_id, field, value) if field.type == "date" else None
    words = say_value(field, value) if words is None else words
    return words and f"{field.label}：{words}"


def _day_words(state: State, list_id: str, field: Asked, tried: Span) -> str:
    alike = days_alike(field, list_id, tried[0], state)
    if alike is None:
        return f"例如 {span_words(tried)}"
    first, last = alike
    if first > ALWAYS and last < NEVER:
        return span_words(alike)
    if alike == (ALWAYS, NEVER):
        return ""
    operator, day = ("not_after", last) if first == ALWAYS else ("not_before", first)
    return f"{DAY_WORDS[operator]} {span_words((day, day))}"


def _lacking(state: State, row: Row, step: WhatIf) -> str | None:
    """The field to begin with in the first record of what is begun."""
    if step.kind == "mend":
        return next(iter(step.values))
    if step.list_id is None or not step.places:
        return None
    open_ones = open_fields(state, step.list_id, [row])
    return next((field for record, field in open_ones if record.index == step.places[0]), None)


def _what(step: WhatIf) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if step.list_id is not None:
        found["list"] = step.list_id
    if step.places:
        found["places"] = [*step.places]
    if step.kind in {"record", "mend"} and step.state is not None:
        found["record"] = {key: answer_json(value) for key, value in step.values.items()}
    if step.question is not None:
        found["question"] = step.question
    if step.value is not None:
        found["value"] = to_json(step.value)
    if step.told:
        found["told"] = [*step.told]
    return found


def answer_json(value: Any) -> Any:
    """An internal value as it stands in an answers file."""
    if isinstance(value, Period):
        return {
            "from": value.start and span_text(value.start),
            "to": value.end and span_text(value.end),
        }
    if isinstance(value, tuple):
        return span_text(value)
    return value if isinstance(value, bool | str) else to_json(value)


def _minus(after: Number | None, before: Number | None) -> Number | None:
    if after is None or before is None:
        return 0 if after is before else None
    return normal(after - before)


# -- What stands in the way ---------------------------------------------------------------------


def _because(limits: list[dict[str, Any]]) -> str:
    """What took the last of it away."""
    last = next((one for one in limits if one["low"] == one["high"] == 0), None)
    return "worth" if last is None else str(last["kind"])


def _limits(before: State, step: WhatIf, row: Row) -> tuple[list[dict[str, Any]], str]:
    """The nodes from the row upwards at which some of the change is lost, and it as a formula."""
    after = step.state or before
    old, new = before.score().amounts, after.score().amounts
    found: list[dict[str, Any]] = []
    raw = _change(old[row.id].raw, new[row.id].raw)
    arriving = raw if step.is_begun else _worth(after, row, raw)
    formula = range_words(*_ordered(arriving))
    for node in row.lineage():
        sign = -1 if node.deducts else 1
        most = "" if node.cap is None else f"最高 {shown(node.cap.value)}"
        rounding = node.rounding.words if node.rounding is not None else ""
        was, now = old[node.id], new[node.id]
        for (kind, words), change in (
            (_loss(node), _change(was.raw, now.raw)),
            (("round", rounding), _change(rounded_raw(node, was), rounded_raw(node, now))),
            (("cap", most), _change((was.low, was.high), (now.low, now.high))),
        ):
            left = (_times(sign, change[0]), _times(sign, change[1]))
            if kind and _less(left, arriving):
                found.append(
                    {
                        "clause": node.id,
                        "kind": kind,
                        "cap": node.cap.cite() if kind == "cap" and node.cap is not None else None,
                        "low": to_json(left[0]),
                        "high": to_json(left[1]),
                    }
                )
                formula += f" → {range_words(*_ordered(left))}：{node.title}{words}"
            arriving = left
    return found, formula if found else ""


def _worth(after: State, row: Row, raw: Change) -> Change:
    """What the row's newest record brings by itself; else the row's own change."""
    if not isinstance(row.mechanism, OverItems) or row.mechanism.deducts:
        sign = -1 if row.mechanism.deducts else 1
        return _times(sign, raw[0]), _times(sign, raw[1])
    items = after.score().facts[row.id].items
    return (items[-1].amount[0], items[-1].amount[1]) if items else raw


def _change(old: Change, new: Change) -> Change:
    return _minus(new[0], old[0]), _minus(new[1], old[1])


def _times(sign: int, end: Number | None) -> Number | None:
    return None if end is None else sign * end


def _less(change: Change, arriving: Change) -> bool:
    return any(
        now is not None and (before is None or now < before)
        for now, before in zip(change, arriving, strict=True)
    )


def _loss(node: Node) -> tuple[str, str]:
    """What a node may lose before its cap: its kind, and words; "" when it loses nothing."""
    if isinstance(node, Row):
        return node.mechanism.loss
    if isinstance(node, Group) and node.best is not None:
        return "best", "只取最高的一项" if node.best == 1 else f"只取最高的 {node.best} 项"
    takes = isinstance(node, Group) and any(one.deducts for one in node.children)
    if not takes or node.deducts:
        return "", ""
    return "floor", f"扣分后不低于 {shown(node.least if isinstance(node, Group) else 0)}"


def _ordered(change: Change) -> Change:
    """The lower of the two rises first: the low end may rise by more than the high one."""
    known = [end for end in change if end is not None]
    if not known:
        return change
    return min(known), max(known) if len(known) == len(change) else None


# -- Reasons ------------------------------------------------------------------------------------


def _open_reasons(before: State, step: WhatIf, row: Row) -> list[shapes.Reason]:
    """Why the step may bring less than it looks: what is open; for a condition, what it lacks."""
    after = step.state
    if after is None:
        return []
    if step.kind == "condition":
        return answer_reasons(before, row)
    if step.is_begun:
        known = before if step.kind == "settle" else after
        items = [
            one for one in known.score().facts[row.id].items if one.record.index in step.places
        ]
        texts = (one for item in items for one in item_reasons(known, row, item))
        return list({one["text"]: one for one in texts}.values())
    if step.kind != "record":
        return []
    items = after.score().facts[row.id].items
    return item_reasons(after, row, items[-1]) if items else []


def _obstacles(state: State, row: Row) -> list[shapes.Reason]:
    """Why no record can count for a row: the requirements that fail whatever it holds."""
    values: Mapping[str, Any] | None = best_record(state, row, may_fail=True)
    selection = row.selection
    if values is None or selection is None:
        return []
    record = Record(selection.list_id, len(state.of_list(selection.list_id)), values, {})
    return [
        reason
        for requirement in selection.requirements
        if requirement.condition.verdict(state, record) is False
        for reason in requirement.reasons(state, record)
    ]
