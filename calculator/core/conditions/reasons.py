"""Reasons in words: a clause and a text, and the leaves that decided a verdict.

A reason is ``{"clause": id, "text": words}``; the clause is the one that decides. Why something is
not met, or is open, its condition says (`calculator.core.conditions.logic`).
"""

from __future__ import annotations

from typing import Any

from calculator.core.conditions.facts import Words
from calculator.core.typing_only import shapes
from calculator.core.words import VERDICT


def reason(clause: str, text: str) -> shapes.Reason:
    """One reason."""
    return {"clause": clause, "text": text}


def named(rules: Words, clause: str, verdict: str) -> shapes.Reason:
    """A clause by its title, with its verdict."""
    return reason(clause, f"“{rules.title(clause)}”{VERDICT[verdict]}")


def leaf_reasons(rules: Words, why: dict[str, Any], clause: str) -> list[shapes.Reason]:
    """The leaves of a tree of verdicts that have the verdict of its root."""
    found: list[shapes.Reason] = []
    _collect(rules, why, clause, why["verdict"], found)
    return found


def _collect(
    rules: Words, why: dict[str, Any], clause: str, verdict: str, found: list[shapes.Reason]
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
        entry = named(rules, why["clause"], why["verdict"])
    if entry not in found:
        found.append(entry)
