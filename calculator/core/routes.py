"""Verdicts of clauses and routes: met, not met or open, and the day on which time brings them."""

from __future__ import annotations

from typing import cast

from calculator.core.bars import Bar
from calculator.core.conditions.facts import Facts
from calculator.core.conditions.logic import VERDICT_WORDS, All, Condition
from calculator.core.conditions.scope import Lookup
from calculator.core.route_bars import RouteBar, ways
from calculator.core.typing_only import shapes
from calculator.core.values.dates import ALWAYS, NEVER, day_text, span_text
from calculator.errors import RulesError


def day_met(condition: Condition, state: Facts) -> shapes.Day:
    """The day (or month, or year) on which a condition is first met, if only time decides.

    Where open answers might bring it earlier, the day is the latest one: `day_at_latest`.
    """
    low, high = condition.day(state, None)
    if high <= ALWAYS or low >= NEVER:
        return {"day": None, "day_at_latest": False}
    text = None if low <= ALWAYS else span_text((low, high))
    if text is None and high < NEVER:
        return {"day": day_text(high), "day_at_latest": True}
    return {"day": text, "day_at_latest": False}


def dated(condition: Condition, state: Facts) -> shapes.Dated:
    """The verdict, and that day."""
    return {
        "verdict": VERDICT_WORDS[condition.verdict(state, None)],
        **day_met(condition, state),
    }


def report_condition(
    clause: str, condition: Condition, state: Facts, *, words: bool = True
) -> shapes.Condition:
    """One clause: verdict, day, the tree of reasons, and the reasons in words; without `words`
    verdict and day alone."""
    if not words:
        return cast("shapes.Condition", dated(condition, state))
    known: shapes.Condition | None = state.memo.get(("report", clause))
    if known is None:
        known = {
            **dated(condition, state),
            "why": cast("shapes.Why", condition.why(state, None)),
            "reasons": condition.clause_reasons(state, None, clause),
        }
        state.memo["report", clause] = known
    return known


class Route:
    """A way to qualify: every need must be met. Bars stand beside it.

    One that shares no need with another is no way (`is_way`): it comes on top of the others. One
    that is an exception (`is_exception`) is for whoever has no other.
    """

    def __init__(self, build: Lookup, route_id: str, bars: list[Bar | RouteBar]) -> None:
        where, data = f"routes.{route_id}", build.routes[route_id]
        self.id = route_id
        self.title = build.title(route_id)
        self.needs = {need: build.verdict_of(need, None, where)[0] for need in data["needs"]}
        condition, _ = build.verdict_of(route_id, None, where)
        if not isinstance(condition, All):
            raise RulesError(where, "the id is also that of a clause")
        self.condition = condition
        self.bars = [one for bar in bars if (one := bar.on_route(route_id)) is not None]
        self.is_way = route_id in ways(build.routes)
        self.is_exception = bool(data.get("exception"))

    def report(self, state: Facts, *, words: bool = True) -> shapes.Route:
        """The verdict of the route and of each need, in the document's order; the bars that stand
        or may stand for whom it is taken by. Without `words` nothing is said to follow."""
        follows = self.followers(state) if words else {}
        return {
            "id": self.id,
            **dated(self.condition, state),
            # The whole report stands once, under the clause.
            "needs": [
                {"clause": clause, **dated(condition, state), "follows": follows.get(clause, [])}
                for clause, condition in self.needs.items()
            ],
            "apart": not self.is_way,
            "uncovered": bool(self.uncovered(state)),
            "bars": [
                bar.standing(state) for bar in self.bars if bar.held(state).standing is not False
            ],
        }

    def followers(self, state: Facts) -> dict[str, list[str]]:
        """The needs that lack nothing but what others do, and these: they are no further shortage.

        Of two that say the same, the first is told.
        """
        said = {
            clause: {one["text"] for one in report_condition(clause, need, state)["reasons"]}
            for clause, need in self.needs.items()
            if not need.verdict(state, None)
        }
        others = dict(said)
        for clause in reversed(said):
            own = others.pop(clause)
            if not own or not own <= set().union(*others.values()):
                others[clause] = own
        return {
            clause: [one for one in said if one in others and said[one] & own]
            for clause, own in said.items()
            if clause not in others
        }

    def uncovered(self, state: Facts) -> list[str]:
        """The needs that nobody can judge by this edition: an answer says that it is about
        something else."""
        asked = {("question", question) for question in uncovered_questions(state)}
        return [
            need
            for need, condition in self.needs.items()
            if not asked.isdisjoint(condition.reads) and condition.verdict(state, None) is None
        ]


def uncovered_questions(state: Facts) -> list[str]:
    """The questions with an answer that the edition says nothing about."""
    chosen = state.answers.undecided
    questions = state.rules.questions
    return [key for key, option in chosen.items() if option in questions[key].uncovered]
