"""Where an expression stands while the rules are compiled: what it may refer to, and its path."""

from __future__ import annotations

from typing import Any, Protocol

from calculator.core.answers.questions import Asked, Question
from calculator.core.conditions.logic import Condition
from calculator.core.conditions.subjects import DayExpression, Source
from calculator.errors import RulesError


class NoRecordError(RulesError):
    """An expression about a record where none is at hand."""


class Lookup(Protocol):
    """What compiling an expression may look up: `calculator.core.rules.Builder` provides it."""

    @property
    def clauses(self) -> dict[str, dict[str, Any]]:
        """The data of every clause, by id."""

    @property
    def order(self) -> list[str]:
        """The ids of the clauses in document order."""

    @property
    def questions(self) -> dict[str, Question]:
        """Every question, by id."""

    @property
    def routes(self) -> dict[str, dict[str, Any]]:
        """The data of every route, by id."""

    def own(self, words: str) -> str:
        """The site's words as the policy says them."""

    def title(self, clause_id: str) -> str:
        """The title of a clause or route, for words in results."""

    def verdict_of(self, target: Any, list_id: str | None, where: str) -> tuple[Condition, bool]:
        """The condition behind ``met: target``, and whether it is about the record at hand."""

    def needs_points(self, node_id: Any, where: str) -> None:
        """Check that a clause with points stands behind ``points: id``."""

    def ledger(self, clause_id: Any, where: str) -> tuple[str, dict[str, Any]]:
        """The ledger named, or the only one."""

    def term_end(self, clause_id: Any, where: str) -> DayExpression:
        """The last day of a clause's term."""


class Scope:
    """Where an expression stands: the rules being built, the list of the record at hand, a path;
    for a bar that is held route by route the day on which the route's years are met.

    `named` are the questions and lists that the expression itself names: not those behind clauses
    that it refers to.
    """

    def __init__(
        self,
        build: Lookup,
        list_id: str | None,
        where: str,
        route_years: DayExpression | None = None,
    ) -> None:
        self.build = build
        self.list_id = list_id
        self.where = where
        self.route_years = route_years
        self.named: set[str] = set()

    def at(self, list_id: str) -> Scope:
        """The same place, about records of another list."""
        other = Scope(self.build, list_id, self.where, self.route_years)
        self.named.add(list_id)
        other.named = self.named
        return other

    def question(self, question_id: Any) -> Source:
        """A scalar question."""
        asked = self.build.questions.get(question_id)
        if asked is None or asked.type == "list":
            raise RulesError(self.where, f"no question {question_id!r}")
        self.named.add(question_id)
        return Source(asked, None)

    def field(self, field_id: Any) -> Source:
        """A field of the record at hand."""
        if self.list_id is None:
            raise NoRecordError(self.where, f"field {field_id!r} stands outside a list")
        return Source(self.list_field(self.list_id, field_id), self.list_id)

    def list_field(self, list_id: Any, field_id: Any) -> Asked:
        """A field of some list."""
        question = self.build.questions.get(list_id)
        if question is None or question.type != "list":
            raise RulesError(self.where, f"no list {list_id!r}")
        if field_id not in question.fields:
            raise RulesError(self.where, f"list {list_id!r} has no field {field_id!r}")
        return question.fields[field_id]

    def list_label(self, list_id: Any) -> str:
        """The label of a list."""
        question = self.build.questions.get(list_id)
        if question is None or question.type != "list":
            raise RulesError(self.where, f"no list {list_id!r}")
        return question.label
