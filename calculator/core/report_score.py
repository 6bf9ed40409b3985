"""The score part of a result: every node with its range, its cap, its formula and its items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.explain import best_formula, capped_formula, range_text, sum_formula
from calculator.core.points.base import OverAnswers, OverItems
from calculator.core.rows import UNANSWERED
from calculator.core.tree import Group, Row
from calculator.core.values import lower, to_json

if TYPE_CHECKING:
    from calculator.core.rows import Item, RowFacts
    from calculator.core.score import Amounts, ScoreResult
    from calculator.core.state import State
    from calculator.core.tree import Node
    from calculator.core.values import Number, Range

COUNTED = {True: "yes", False: "no", None: "open"}


def report_score(state: State) -> dict[str, Any]:
    """All nodes in document order, and the total."""
    score = state.score()
    tree = state.rules.tree
    return {
        **_total(state, score),
        "unanswered": sum(facts.state == UNANSWERED for facts in score.facts.values()),
        "nodes": [_node(state, score, node) for node in tree.nodes],
    }


def _total(state: State, score: ScoreResult) -> dict[str, Any]:
    total = state.rules.total
    roots = [node.id for node in state.rules.tree.roots] if total is None else [total]
    if len(roots) == 1:
        return _ends(state.rules.tree.by_id[roots[0]], score.amounts[roots[0]])
    raise NotImplementedError


def _ends(node: Node, amounts: Amounts) -> dict[str, Any]:
    low, high, floor, ceiling, own = shown_amounts(node, amounts)
    return {
        "low": to_json(low),
        "high": to_json(high),
        "floor": to_json(floor),
        "ceiling": to_json(ceiling),
        "own": to_json(own),
    }


def shown_amounts(
    node: Node, amounts: Amounts
) -> tuple[Number | None, Number | None, Number | None, Number | None, Number | None]:
    """The five ends as shown; what nothing limits is shown up to the nearest cap above."""
    high = amounts.high if amounts.high is not None else node.nearest_cap
    ceiling = amounts.ceiling if amounts.ceiling is not None else node.nearest_cap
    if not (isinstance(node, Row) and node.mechanism.deducts):
        return amounts.low, high, amounts.floor, ceiling, amounts.own
    taken_high = None if high is None else -high
    taken_ceiling = None if ceiling is None else -ceiling
    return taken_high, -amounts.low, taken_ceiling, -amounts.floor, taken_high


def _node(state: State, score: ScoreResult, node: Node) -> dict[str, Any]:
    amounts = score.amounts[node.id]
    cap = node.cap
    result = {
        "id": node.id,
        "depth": node.depth,
        "kind": "group" if isinstance(node, Group) else "row",
        **_ends(node, amounts),
        "cap": None if cap is None else cap.cite(),
        "bites": _bites(amounts, None if cap is None else cap.value),
        "evidence": node.evidence,
    }
    if isinstance(node, Group):
        result["state"] = _group_state(node, score)
        result["formula"] = _capped(node, amounts, _group_formula(node, score))
        return result
    facts = score.facts[node.id]
    result["state"] = facts.state
    result["items"] = [_item(state, node, item) for item in facts.items]
    result["formula"] = _capped(node, amounts, _row_formula(state, node, facts, amounts))
    return result


def _bites(amounts: Amounts, cap: Number | None) -> str:
    if cap is None:
        return "no"
    if amounts.raw_low > cap:
        return "yes"
    return "maybe" if amounts.raw_high is None or amounts.raw_high > cap else "no"


def _raw(amounts: Amounts) -> Range:
    return amounts.raw_low, amounts.raw_high


def _capped(node: Node, amounts: Amounts, formula: str) -> str:
    if not formula or node.cap is None or _bites(amounts, node.cap.value) == "no":
        return formula
    result = (amounts.low, lower(amounts.high, node.cap.value))
    return capped_formula(formula, result, node.title, node.cap.value)


def _group_formula(group: Group, score: ScoreResult) -> str:
    terms = []
    for child in group.children:
        amounts = score.amounts[child.id]
        if amounts.high != 0:
            terms.append((amounts.low, amounts.high))
    raw = _raw(score.amounts[group.id])
    return best_formula(terms, raw) if group.best else sum_formula(terms, raw)


def _group_state(group: Group, score: ScoreResult) -> str:
    states = set()
    for child in group.children:
        if isinstance(child, Group):
            states.add(_group_state(child, score))
        else:
            states.add(score.facts[child.id].state)
    if states <= {"none"}:
        return "none"
    return "filled" if "filled" in states else UNANSWERED


def _row_formula(state: State, row: Node, facts: RowFacts, amounts: Amounts) -> str:
    if not isinstance(row, Row) or facts.state != "filled":
        return ""
    if isinstance(row.mechanism, OverAnswers):
        return row.mechanism.formula(state)
    terms = [(i.amount[0], i.amount[1]) for i in facts.items if i.amount[1] != 0]
    return sum_formula(terms, _raw(amounts))


def _item(state: State, row: Node, item: Item) -> dict[str, Any]:
    formula = ""
    if isinstance(row, Row) and isinstance(row.mechanism, OverItems) and item.counted is not False:
        formula = row.mechanism.formula(state, item.record)
    return {
        "list": item.record.list_id,
        "index": item.record.index,
        "counted": COUNTED[item.counted],
        "low": to_json(item.amount[0]),
        "high": to_json(item.amount[1]),
        "formula": formula,
        "reasons": [],
    }


__all__ = ["range_text", "report_score", "shown_amounts"]
