"""Which questions can still change an answer, the most decisive first.

A verdict is open only because of leaves that are open below it, so those leaves name everything
that may still decide it: an answer that is not among them changes no verdict (the tests hold this
as a law). A leaf decides the more, the likelier its yes ends in "met" and its no in "not met" when
everything else that is open is a toss of a coin. That adds up over the verdicts that wait, and is
weighed against the number of answers that it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.core.advice.open_leaves import EVEN, Key, OpenLeaves, ledger_fields
from calculator.core.advice.settled import add_items
from calculator.core.answers.given import Answers
from calculator.core.conditions.logic import Condition
from calculator.core.points.rows import UNANSWERED
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.typing_only import shapes

PARTS = ("routes", "bars", "hours", "checklist", "checks")


def loose_conditions(rules: Rules) -> list[str]:
    """Conditions about the person that no other rule uses, and whose questions no other rule reads.

    They belong to no route: things to check before handing in, such as a photo's size.
    """
    used = {need for route in rules.routes for need in route.needs}
    taken = frozenset().union(
        *(route.condition.reads for route in rules.routes),
        *(row.mechanism.reads for row in rules.tree.rows),
        *(bar.reads for bar in rules.bars),
    )
    return [
        clause
        for clause, condition in rules.conditions.items()
        if clause not in used
        and condition.reads
        and condition.reads.isdisjoint(taken)
        and not _compares_points(condition)
        and not any(atom[0] == "hours" for atom in condition.reads)
    ]


def next_questions(
    rules: Rules, answers: Answers, parts: Iterable[str] = PARTS
) -> list[shapes.Asking]:
    """What is still worth asking for some parts (`PARTS`), the most decisive first.

    An entry is ``{"question": id, "waiting": [ids of routes, clauses]}`` with, for a field of a
    record, ``index`` and ``field``; ``"more": true`` asks whether a list is complete;
    ``"exact": true`` asks for the day where only a month or year was given; ``{"points": node}``
    stands for the rows of a points table.
    """
    leaves = OpenLeaves(State(rules, answers))
    _collect(leaves, frozenset(parts))
    return entries(leaves)


def entries(leaves: OpenLeaves) -> list[shapes.Asking]:
    """What was found worth asking, the most decisive first."""
    order = {key: place for place, key in enumerate(leaves.found)}
    keys = sorted(
        leaves.found,
        key=lambda key: (
            key[0] == "exact",
            -leaves.found[key] / effort(leaves.state, key),
            order[key],
        ),
    )
    return [_as_json(key, leaves.waiting[key]) for key in keys]


def fields_read(rules: Rules, parts: Iterable[str]) -> dict[str, list[str]]:
    """The questions that some parts read, with the fields of records, in the policy's order, and
    what opens them."""
    wanted = frozenset(parts)
    atoms = {atom for _, condition in _conditions(rules, wanted) for atom in condition.reads}
    for bar in rules.bars if "bars" in wanted else ():
        atoms |= bar.reads
    for row in rules.tree.rows if "score" in wanted else ():
        atoms |= row.mechanism.reads
    ledgers = {atom[1] for atom in atoms if atom[0] == "hours"}
    for ledger in (rules.ledgers[key] for key in (rules.ledgers if "hours" in wanted else ledgers)):
        entries = ledger.list_id
        atoms |= {("list", entries), *(("field", entries, one) for one in ledger_fields(ledger))}
    named = {atom[1] for atom in atoms if atom[0] in {"question", "list", "field"}}
    for key, condition in (*rules.asked_when.items(), *rules.fields_asked_when.items()):
        if key in named or ("field", *key) in atoms:
            atoms |= condition.reads
    named |= {atom[1] for atom in atoms if atom[0] in {"question", "list"}}
    return {
        question.id: [one for one in question.fields if ("field", question.id, one) in atoms]
        for question in rules.questions.values()
        if question.id in named
    }


def _conditions(rules: Rules, wanted: frozenset[str]) -> list[tuple[str, Condition]]:
    """The conditions behind the verdicts of routes, things to bring and loose clauses."""
    found: list[tuple[str, Condition]] = []
    if "routes" in wanted:
        found += [(route.id, route.condition) for route in rules.routes]
    if "checklist" in wanted:
        found += [(i.clause, i.condition) for i in rules.checklist if i.condition is not None]
    if "checks" in wanted:
        found += [(clause, rules.conditions[clause]) for clause in loose_conditions(rules)]
    if "score" in wanted:
        found += [(k, one) for k, one in rules.conditions.items() if _compares_points(one)]
    return found


def _compares_points(condition: Condition) -> bool:
    return any(atom[0] == "points" for atom in condition.reads)


def _collect(leaves: OpenLeaves, wanted: frozenset[str]) -> None:
    """Gather what the verdicts that people come for wait for."""
    rules = leaves.state.rules
    for leaves.target, condition in _conditions(rules, wanted - {"checklist"}):
        leaves.condition(condition, None, EVEN)
    if "checklist" in wanted:
        add_items(leaves)
    for leaves.target in rules.ledgers if "hours" in wanted else ():
        leaves.ledger(leaves.target, EVEN)
    for bar in rules.bars if "bars" in wanted else ():
        leaves.target = bar.clause
        for relevant in bar.relevant(leaves.state):
            leaves.bar(relevant)


def effort(state: State, key: Key) -> int:
    """How many answers it takes at least."""
    rules = state.rules
    if key[0] == "points":
        return 1 + sum(facts.state == UNANSWERED for facts in state.score().facts.values())
    if key[0] or len(key) > 2:
        return 1
    question = rules.questions[key[1]]
    fields = [field for field in question.fields.values() if field.type != "text"]
    entries = 1
    for ledger in rules.ledgers.values():
        if ledger.list_id == question.id:
            entries = len(ledger.years) * len(ledger.kinds)
    return max(1, len(fields)) * entries


def _as_json(key: Key, waiting: list[str]) -> Any:
    if key[0] == "points":
        return {"points": key[1], "waiting": waiting}
    entry: dict[str, Any] = {"question": key[1], "waiting": waiting}
    if len(key) == 4:
        entry |= {"index": key[2], "field": key[3]}
    if key[0]:
        entry[key[0]] = True
    return entry
