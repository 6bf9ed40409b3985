"""From rules and answers to the result: the one function that everything else calls.

The result is JSON-ready. Every number in it is an int, or exact text such as ``"1.5"`` or
``"1/3"``; ``null`` in place of a number means that nothing limits that end. Days are
``"2024-05-31"``, or ``"2024-05"`` and ``"2024"`` where only so much is known. Reasons are lists of
``{"clause": id, "text": words}``; figures are ``{"value", "unit", "figure": "clause.label"}``.

Always: ``format`` 1, ``policy``, ``edition``, ``problems`` ([{path, message}], in Chinese) and
``unused`` ({path: what was given there and could not be used}).

Part ``score`` -> ``score``: the five ends of the total, how many rows are ``unanswered``, which
are ``empty`` ({"unanswered" | "none": [the outermost clauses all of whose rows are so]}), the
``nodes`` in document order and the ``unplaced`` records ([{list, index}]: they fall into no row).
The five ends are ``low``..``high`` (unanswered rows count as nothing: the headline),
``floor``..``ceiling`` (unanswered rows may hold anything up to their bound; an end without a bound
of its own shows the nearest cap above) and ``own`` (own estimates where experts judge, else low).
A node has::

    id, depth (0 at the root), kind ("group" | "row"), state ("filled" | "none" | "unanswered"),
    the five ends, cap (figure | null), bites ("yes" | "maybe" | "no": does the cap take away),
    formula ("" when there is nothing to say), evidence ([text]),
    reasons (why a row on questions gives nothing, or is open),
    items [{list, index, counted ("yes" | "no" | "open"), low, high, formula, reasons}]

A group is filled when a row below it is, none when all are. A row that deducts has negative ends.

Part ``bars`` -> ``bars``: [{clause, kind ("veto" | "ban" | "delay"), title, standing ("yes" | "no"
| "open"), until (day | null: the day on which it is over, past ones too), records [{index,
standing, until}], reasons}]. A bar that hangs on the years of the route has ``routes`` besides:
{route: {standing, until}} for every way to apply. Its ``standing`` is then that on all routes whose
verdict is not "not met" (on all, where every one is): "some" where it stands on some and not, or
perhaps not, on all; ``until`` is the day on which it is over on all of them.

Part ``routes`` -> ``conditions``: {clause: {verdict ("met" | "not met" | "open"), day,
day_at_latest, why, reasons}} for every clause whose condition is about the person (a ledger counts
as one), and ``routes``: [{id, verdict, day, day_at_latest, needs [{clause, verdict, day,
day_at_latest}], apart (it comes on top of the others), uncovered (the edition does not judge it
for this person), bars [{clause, kind, standing ("yes" | "open"), until}]}]; why a need has its
verdict stands once, under ``conditions``; ``bars`` are those that stand or may for whoever applies
by this route, those over the whole person included. ``day`` is the
first day on which it is met if only time passes (also when it is past); ``day_at_latest`` says that
open answers might bring it earlier; a day after the reference day is too late for this round.
``why`` is a tree of {kind ("all" | "any" | "at_least" | "exactly_one" | "not" | "met" | "compare" |
"ledger"), verdict, of? [trees], text?, clause?, question?, list?, field?, fact?, mend? (words),
figures? [ids], needed?, met?, open?}.

Part ``checks`` -> ``conditions`` as above, of those clauses alone that belong to no route and share
no question with one (`calculator.core.advice.asking.loose_conditions`); with ``routes`` it adds
nothing.

Part ``hours`` -> ``hours``: {ledger clause: {given, complete (booleans), years [int], kinds,
entries [{index, year, kind, way, clause, counted, low, high, formula, reasons}] before the cap,
ways [{year, kind, way, clause, low, high, cap, bites, room, formula}] after it, totals
{"2031.theory" | "2031.all" | "all.theory" | "all.all": {low, high}}, requirements [{id,
title, clause, scope ("each_year" | "all_years"), year (int | null), kinds, needed (figure),
verdict, low, high, short_low, short_high}]}}. A requirement that the entries miss stays open until
the list of entries is complete; its shortfall takes the entries given for all there are.

Part ``checklist`` -> ``checklist``: [{clause, title, group, needed ("yes" | "no" | "open"),
reasons}].

Part ``terms`` -> ``terms``: [{clause, title, workdays (figure), first_day_counts, years (int,
those with a calendar), from, last (days | null), next (the day after), next_workday (day | null),
days [{day, kind ("workday" | "weekend" | "holiday" | "made_up"), number (int | null: which working
day of the term)}], reasons (why the days are not known)}].

Part ``forms`` -> ``forms``: [{clause, title, needed ("yes" | "no" | "open" | null: nothing
says who needs it), fields [{label, lines [text]}]}] in the order of the form; a blank that nothing
is known of has no lines.

Part ``advice`` -> ``advice``, only when asked for: see `calculator.core.advice.report_advice`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.core.advice.asking import loose_conditions
from calculator.core.answers.given import Answers
from calculator.core.headline import report_headline
from calculator.core.intake.answers import Problem
from calculator.core.points.rows import FILLED
from calculator.core.report.hours import report_hours
from calculator.core.report.score import report_score
from calculator.core.routes import report_condition
from calculator.core.rules import Rules
from calculator.core.state import State

FORMAT = 1
PARTS = ("score", "bars", "routes", "hours", "checklist", "terms", "forms")
EVERY_PART = (*PARTS, "checks", "advice")


def evaluate(
    rules: Rules,
    answers: Answers,
    parts: Iterable[str] = PARTS,
    problems: Iterable[Problem] = (),
    conditions: Iterable[str] = (),
) -> dict[str, Any]:
    """Work out the parts asked for; the same input gives the same result.

    `problems` are those that reading the answers found; they are passed through to the result.
    `conditions` are clauses whose condition is wanted whatever the parts are.
    """
    state = State(rules, answers)
    wanted = frozenset(parts)
    result: dict[str, Any] = {
        "format": FORMAT,
        "policy": rules.policy_id,
        "edition": rules.edition,
        "problems": [problem.as_json() for problem in (*problems, *_contradictions(state, wanted))],
        "unused": dict(answers.unused),
    }
    if "score" in wanted:
        result["score"] = report_score(state)
    if "bars" in wanted:
        result["bars"] = [bar.report(state) for bar in rules.bars]
    if "routes" in wanted:
        result["conditions"] = {
            clause: report_condition(clause, condition, state)
            for clause, condition in rules.conditions.items()
        }
        result["routes"] = [route.report(state) for route in rules.routes]
        result["headline"] = report_headline(state, result["routes"])
    elif clauses := [*(loose_conditions(rules) if "checks" in wanted else ()), *conditions]:
        result["conditions"] = {
            clause: report_condition(clause, rules.conditions[clause], state)
            for clause in dict.fromkeys(clauses)
        }
    if "hours" in wanted:
        result["hours"] = report_hours(state)
    result |= _to_bring(state, wanted)
    if "advice" in wanted:
        from calculator.core.advice.report_advice import (
            report_advice,  # seldom asked for, and no small thing
        )

        result["advice"] = report_advice(state)
    return result


def _to_bring(state: State, wanted: frozenset[str]) -> dict[str, Any]:
    """Things to bring, terms to wait for, forms to hand in."""
    found: dict[str, Any] = {}
    if "checklist" in wanted:
        found["checklist"] = [item.report(state) for item in state.rules.checklist]
    if "terms" in wanted:
        found["terms"] = [term.report(state) for term in state.rules.terms]
    if "forms" in wanted:
        found["forms"] = [form.report(state) for form in state.rules.forms]
    return found


def _contradictions(state: State, wanted: frozenset[str]) -> list[Problem]:
    """Rows declared empty that answers fill all the same; the answers are used."""
    if "score" not in wanted:
        return []
    facts = state.score().facts
    return [
        Problem("none", f"“{state.rules.title(row_id)}”标了没有，但已有填写的内容，按内容计算。")
        for row_id in sorted(state.answers.declared & state.answers.none)
        if facts[row_id].state == FILLED and facts[row_id].is_certain
    ]
