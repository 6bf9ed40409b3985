"""Reasons in words: why something does not count, is not met, or is still open.

A reason is ``{"clause": id, "text": words}``; the clause is the one that decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.words import VERDICT

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts, Record, Words
    from calculator.core.conditions.logic import Condition
    from calculator.core.conditions.selections import Requirement
    from calculator.core.points.rows import Item
    from calculator.core.points.tree import Row

Reason = dict[str, str]


def reason(clause: str, text: str) -> Reason:
    """One reason."""
    return {"clause": clause, "text": text}


def leaf_reasons(rules: Words, why: dict[str, Any], clause: str) -> list[Reason]:
    """The leaves of a tree of verdicts that have the verdict of its root."""
    found: list[Reason] = []
    _collect(rules, why, clause, why["verdict"], found)
    return found


def _collect(
    rules: Words, why: dict[str, Any], clause: str, verdict: str, found: list[Reason]
) -> None:
    if why["kind"] == "not":
        # Inside a negation the opposite verdict is what decides.
        verdict = {"met": "not met", "not met": "met", "open": "open"}[verdict]
    for part in why.get("of", ()):
        if part["verdict"] == verdict:
            _collect(rules, part, clause, verdict, found)
    if "of" in why:
        return
    if "text" in why:
        entry = reason(clause, why["text"])
    else:
        entry = reason(why["clause"], f"“{rules.title(why['clause'])}”{VERDICT[why['verdict']]}")
    if entry not in found:
        found.append(entry)


def condition_reasons(
    state: Facts, condition: Condition, record: Record | None, clause: str
) -> list[Reason]:
    """Why a condition has the verdict that it has; what is missing when it is open."""
    if condition.verdict(state, record) is None:
        return [reason(clause, text) for text in condition.doubts(state, record)]
    return leaf_reasons(state.rules, condition.why(state, record), clause)


def requirement_reasons(state: Facts, requirement: Requirement, record: Record) -> list[Reason]:
    """Why a required clause is not met by a record, or what would settle it."""
    verdict = requirement.condition.verdict(state, record)
    if verdict is True:
        return []
    words = state.rules.clause_words(requirement.clause, "opens" if verdict is None else "fails")
    if words is not None:
        return [reason(requirement.clause, words)]
    return condition_reasons(state, requirement.condition, record, requirement.clause)


def item_reasons(state: Facts, row: Row, item: Item) -> list[Reason]:
    """Why an item of a row does not count, or is open; kept with the record as its verdicts are."""
    if item.counted is True:
        return []
    if not row.is_kept:
        return _find_item_reasons(state, row, item)
    known: list[Reason] | None = item.record.own.get((row, "reasons"))
    if known is None:
        known = item.record.own[row, "reasons"] = _find_item_reasons(state, row, item)
    return known


def _find_item_reasons(state: Facts, row: Row, item: Item) -> list[Reason]:
    found: list[Reason] = []
    selection = row.selection
    if selection is None:
        return found
    for requirement in selection.requirements:
        verdict = requirement.condition.verdict(state, item.record)
        if verdict is item.counted:
            found += requirement_reasons(state, requirement, item.record)
    if item.counted is None and item.about is None:
        found += _about_doubts(state, row, item.record)
    return found


def answer_reasons(state: Facts, row: Row) -> list[Reason]:
    """Why a row on answers gives nothing for certain: its condition fails or is open."""
    condition = row.mechanism.condition
    if condition is None or condition.verdict(state, None) is True:
        return []
    return condition_reasons(state, condition, None, row.id)


def _about_doubts(state: Facts, row: Row, record: Record) -> list[Reason]:
    """What is missing to tell whether the row is about a record."""
    texts: list[str] = []
    for condition in row.about:
        if condition.verdict(state, record) is None:
            texts += (t for t in condition.doubts(state, record) if t not in texts)
    return [reason(row.id, text) for text in texts]
