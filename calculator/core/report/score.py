"""The score part of a result: every node with its range, its cap, its formula and its items."""

from __future__ import annotations

from collections.abc import Container

from calculator.core.conditions.comparisons import compare_range
from calculator.core.conditions.explain import best_formula, capped_formula, range_text, sum_formula
from calculator.core.conditions.logic import SETTLED
from calculator.core.points.amounts import Amounts
from calculator.core.points.base import OverAnswers, OverItems
from calculator.core.points.rows import (
    FILLED,
    NONE,
    UNANSWERED,
    Item,
    RowFacts,
    answer_reasons,
    item_reasons,
)
from calculator.core.points.score import ScoreResult
from calculator.core.points.tree import Group, Node, Row, Tree
from calculator.core.state import State
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import Number, Range, to_json

Ends = tuple[Number | None, Number | None, Number | None, Number | None, Number | None]


def report_score(state: State, only: Container[str] | None = None) -> shapes.Score:
    """The total, and all nodes (or `only` these) in document order."""
    score = state.score()
    tree = state.rules.tree
    states = _states(tree, score)
    return {
        **_named(headline(state)),
        "unanswered": sum(facts.state == UNANSWERED for facts in score.facts.values()),
        "empty": {state: _all_in(tree, states, state) for state in (UNANSWERED, NONE)},
        "nodes": [
            _report(state, score, states, node)
            for node in tree.nodes
            if only is None or node.id in only
        ],
        # Records of the lists that rows draw on which fall into no row: they can bring nothing.
        "unplaced": [
            {"list": list_id, "index": record.index}
            for list_id, rows in tree.rows_of_list.items()
            for record in state.of_list(list_id)
            if all(row.is_about(state, record) is False for row in rows)
        ],
    }


def _report(
    state: State, score: ScoreResult, states: dict[str, shapes.Filled], node: Node
) -> shapes.Node:
    amounts = score.amounts[node.id]
    formula = ""
    items: list[shapes.Item] = []
    reasons: list[shapes.Reason] = []
    raw = rounded_raw(node, amounts)
    over: shapes.Bites = "no" if node.cap is None else bites(raw, node.cap.value)
    if states[node.id] == FILLED:
        if isinstance(node, Group):
            formula = _group_formula(node, score)
        elif isinstance(node, Row):
            facts = score.facts[node.id]
            formula = _row_formula(state, node, facts, amounts)
            items = [_item(state, node, item) for item in facts.items]
            if node.best is not None:
                _tell_best(facts.items, items, node.best)
            reasons = answer_reasons(state, node)
    return {
        "id": node.id,
        "depth": node.depth,
        **_named(shown_ends(node, amounts)),
        "cap": None if node.cap is None else node.cap.cite(),
        "bites": over,
        "evidence": node.evidence,
        "kind": "group" if isinstance(node, Group) else "row",
        "state": states[node.id],
        "formula": _ended(node, amounts, formula, over),
        "items": items,
        "reasons": reasons,
    }


def headline(state: State) -> Ends:
    """The five ends of the total."""
    score, tree, total = state.score(), state.rules.tree, state.rules.total
    if total is None:
        return shown_ends(tree.whole, score.total)
    return shown_ends(tree.by_id[total], score.amounts[total])


def shown_ends(node: Node, amounts: Amounts) -> Ends:
    """low, high, floor, ceiling, own as shown.

    An end that nothing limits is shown as the nearest cap above; a deduction is shown negative.
    """
    high = _limited(amounts.high, node, amounts.low)
    ceiling = _limited(amounts.ceiling, node, high)
    if not node.deducts:
        return amounts.low, high, amounts.floor, ceiling, amounts.own
    most, most_open = _negative(high), _negative(ceiling)
    return most, -amounts.low, most_open, -amounts.floor, most


def _limited(end: Number | None, node: Node, least: Number | None) -> Number | None:
    if end is not None or node.nearest_cap is None or least is None:
        return end
    return max(node.nearest_cap, least)


def _negative(value: Number | None) -> Number | None:
    return None if value is None else -value


def _named(ends: Ends) -> shapes.Ends:
    low, high, floor, ceiling, own = (to_json(end) for end in ends)
    return {"low": low, "high": high, "floor": floor, "ceiling": ceiling, "own": own}


def rounded_raw(node: Node, amounts: Amounts) -> Range:
    """What stands before the cap of a node."""
    low, high = amounts.raw
    return node.rounded(low), None if high is None else node.rounded(high)


def bites(raw: Range, cap: Number) -> shapes.Bites:
    """Whether a cap takes something away of what stood before it."""
    is_over = compare_range("more_than", raw, cap)
    return "maybe" if is_over is None else "yes" if is_over else "no"


def _ended(node: Node, amounts: Amounts, formula: str, over: shapes.Bites) -> str:
    """A formula, with what rounding and the cap make of it."""
    rounded = rounded_raw(node, amounts)
    if formula and node.rounding is not None and rounded != amounts.raw:
        formula += f" → {range_text(rounded)}：{node.rounding.words}"
    if not formula or node.cap is None or over == "no":
        return formula
    words = f"{node.title}最{'多扣' if node.deducts else '高'}"
    return capped_formula(formula, (amounts.low, amounts.high), words, node.cap)


def _states(tree: Tree, score: ScoreResult) -> dict[str, shapes.Filled]:
    """Rows as they are; a group is filled when a row below is, none when all are."""
    states = {row_id: facts.state for row_id, facts in score.facts.items()}
    for node in reversed(tree.nodes):
        if isinstance(node, Group):
            below = {states[child.id] for child in node.children}
            states[node.id] = FILLED if FILLED in below else NONE if below <= {NONE} else UNANSWERED
    return states


def _all_in(tree: Tree, states: dict[str, shapes.Filled], wanted: str) -> list[str]:
    """The outermost nodes all of whose rows are in a state, so that few names tell of many rows."""
    whole = {
        node.id for node in tree.nodes if all(states[row_id] == wanted for row_id in node.row_ids)
    }
    return [
        node.id
        for node in tree.nodes
        if node.id in whole and (node.parent is None or node.parent.id not in whole)
    ]


def _group_formula(group: Group, score: ScoreResult) -> str:
    terms: list[Range] = []
    taken: list[Range] = []
    for child in group.children:
        amounts = score.amounts[child.id]
        if amounts.high != 0:
            kind = terms if child.deducts == group.deducts else taken
            kind.append((amounts.low, amounts.high))
    raw = score.amounts[group.id].raw
    sign = "扣 " if group.deducts else ""
    if group.best is not None and not taken:
        return sign + best_formula(terms, raw, group.best)
    return sign + sum_formula(terms, raw, taken)


def _row_formula(state: State, row: Row, facts: RowFacts, amounts: Amounts) -> str:
    sign = "扣 " if row.deducts else ""
    if isinstance(row.mechanism, OverAnswers):
        # Experts have no say where nothing that is open could let them.
        is_closed = row.mechanism.by_experts and amounts.raw_high == 0
        return sign + ("0" if is_closed else row.mechanism.formula(state))
    terms = [(item.amount[0], item.amount[1]) for item in facts.items if item.amount[1] != 0]
    return sign + row.mechanism.row_formula(terms, amounts.raw)


def _item(state: State, row: Row, item: Item) -> shapes.Item:
    formula = ""
    if isinstance(row.mechanism, OverItems) and item.counted is not False:
        formula = row.mechanism.formula(state, item.record)
    return {
        "list": item.record.list_id,
        "index": item.record.index,
        "counted": SETTLED[item.counted],
        "low": to_json(item.amount[0]),
        "high": to_json(item.amount[1]),
        "formula": formula,
        "reasons": item_reasons(state, row, item),
    }


def _tell_best(items: list[Item], reports: list[shapes.Item], best: int) -> None:
    """Of those that certainly count in a row that takes the best, the others add nothing."""
    sure = [pair for pair in zip(items, reports, strict=True) if pair[0].counted]
    sure.sort(key=lambda pair: pair[0].amount[0], reverse=True)
    for item, report in sure[best:]:
        if item.amount[0] == item.amount[1]:
            report["beside"] = True
