"""Compile ``rules.json`` once into objects that are evaluated many times.

`compile_rules` takes the parsed data and returns `Rules`, which nothing changes
afterwards. What the core does not understand raises `RulesError` with the place of it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from calculator.core.answers.questions import Question, compile_questions
from calculator.core.conditions.compiling import compile_condition, compile_met
from calculator.core.conditions.logic import All, Condition
from calculator.core.conditions.scope import NoRecordError, Scope
from calculator.core.conditions.subjects import DayExpression
from calculator.core.hours.ledger import LedgerMet
from calculator.core.hours.ledger_rules import LedgerRules
from calculator.core.points.tree import Group, Node, Row, Tree
from calculator.core.preparing.checklist import ChecklistItem
from calculator.core.preparing.forms import Form
from calculator.core.preparing.terms import TermEnd, TermOfDays
from calculator.core.preparing.workdays import Calendar
from calculator.core.route_bars import compile_bar
from calculator.core.routes import Route
from calculator.core.values.dates import Span
from calculator.core.values.figures import read_day
from calculator.core.values.numbers import Number
from calculator.core.words import ROUND_OVER, VERDICT, own
from calculator.errors import RulesError

FORMAT = 1


class Rules:
    """Compiled rules of one edition; `Words` among them."""

    def __init__(self, build: Builder) -> None:
        policy = build.data["policy"]
        self.policy: dict[str, Any] = policy
        self.policy_id: str = policy["id"]
        self.edition: str = str(policy["edition"])
        self.clauses = build.clauses
        self.order = build.order
        self.questions: dict[str, Question] = build.questions
        self.reference: Span = read_day(policy["reference_day"], "policy.reference_day").span
        self.tree: Tree = build.tree()
        self.total: str | None = policy.get("total")
        self.round_over: str = own(policy, ROUND_OVER.get(policy.get("status"), ""))
        self.ledgers = {one.id: one for one in build.each("ledger", LedgerRules)}
        self.bars = build.each("bar", compile_bar)
        self.checklist = build.each("item", ChecklistItem)
        self.forms = build.each("form", Form)
        self.terms = build.each("term", lambda _, key, __: build.term(key, key))
        self.conditions: dict[str, Condition] = build.conditions_about_the_person()
        self.routes = [Route(build, key, self.bars) for key in build.routes]
        # What must hold before a question is asked, and before a field of a record is.
        self.asked_when = build.asked_when()
        self.fields_asked_when = build.fields_asked_when()
        # Of these the yes-no questions, by list: no stands for what is not asked.
        self.not_asked_is_no: dict[str, list[tuple[str, Condition]]] = {}
        for (list_id, field), condition in self.fields_asked_when.items():
            if self.questions[list_id].fields[field].type == "yesno":
                self.not_asked_is_no.setdefault(list_id, []).append((field, condition))
        # Every condition, by its clause and the list about whose records it is asked.
        self.verdicts = build.verdicts
        self.themes: list[dict[str, Any]] = build.data.get("themes") or []
        self.short_table: list[dict[str, Any]] = build.data.get("short_table") or []
        self._refuse_circles()

    def _refuse_circles(self) -> None:
        """Points must not hang on points, nor hours on points or hours."""
        for row in self.tree.rows:
            if any(atom[0] == "points" for atom in row.mechanism.reads):
                raise RulesError(f"{row.id}.points", "points cannot depend on points")
        for ledger in self.ledgers.values():
            for way in ledger.ways.values():
                reads = [r.condition.reads for r in way.requirements]
                if any(atom[0] in {"points", "hours"} for atoms in reads for atom in atoms):
                    raise RulesError(
                        f"{way.clause}.hours", "hours cannot depend on points or hours"
                    )

    def own(self, words: str) -> str:
        """The site's words as the policy says them."""
        return own(self.policy, words)

    def title(self, clause_id: str) -> str:
        clause = self.clauses.get(clause_id, {})
        words = clause.get("condition", {}).get("title")
        return words or clause.get("title") or clause.get("number") or clause_id

    def cited(self, clause_id: str) -> str:
        """A clause by its document and its printed number."""
        words: str = self.clauses.get(clause_id, {}).get("cited", "")
        return words

    def clause_words(self, clause_id: str, key: str) -> str | None:
        words: str | None = self.clauses.get(clause_id, {}).get("condition", {}).get(key)
        return words

    def words(self, clause_id: str, key: str) -> str:
        plain = VERDICT[{"fails": "not met", "opens": "open"}[key]]
        return self.clause_words(clause_id, key) or f"“{self.title(clause_id)}”{plain}"

    def rows_drawing_on(self, list_id: str) -> list[Row]:
        """The points rows that records of a list may fall into."""
        return self.tree.rows_of_list.get(list_id, [])

    def estimate_limit(self, row_id: str, for_item: bool) -> Number | None:
        """The most that a person may estimate for a row, or for one item of it; None: nothing."""
        node = self.tree.by_id.get(row_id)
        if not isinstance(node, Row) or not node.mechanism.by_experts:
            return None
        return node.mechanism.most_each if for_item else node.bound


class Builder:
    """What compiling needs to look up (`Lookup`), and what it makes of it."""

    def __init__(self, data: dict[str, Any]) -> None:
        if data.get("format") != FORMAT:
            raise RulesError("format", f"expected {FORMAT}, found {data.get('format')!r}")
        self.data = data
        self.clauses: dict[str, dict[str, Any]] = data["clauses"]
        self.order: list[str] = data.get("order") or list(self.clauses)
        self.questions = compile_questions(data.get("questions") or [])
        self.routes: dict[str, dict[str, Any]] = {r["id"]: r for r in data.get("routes") or []}
        self.verdicts: dict[tuple[str, str | None], tuple[Condition, bool]] = {}
        self._compiling: list[str] = []
        self._calendar = Calendar(data.get("calendar"))
        self._terms: dict[str, TermOfDays] = {}

    def own(self, words: str) -> str:
        return own(self.data["policy"], words)

    def title(self, clause_id: str) -> str:
        entry = self.clauses.get(clause_id) or self.routes.get(clause_id) or {}
        return entry.get("title") or entry.get("number") or clause_id

    def verdict_of(self, target: Any, list_id: str | None, where: str) -> tuple[Condition, bool]:
        key = (target, list_id)
        if key not in self.verdicts:
            if target in self._compiling:
                chain = " -> ".join([*self._compiling, target])
                raise RulesError(where, f"conditions refer to each other in a circle: {chain}")
            self._compiling.append(target)
            try:
                self.verdicts[key] = self._compile_verdict(target, list_id, where)
            finally:
                self._compiling.pop()
        return self.verdicts[key]

    def _compile_verdict(
        self, target: Any, list_id: str | None, where: str
    ) -> tuple[Condition, bool]:
        if target in self.routes:
            scope = Scope(self, None, f"routes.{target}")
            return All([compile_met(need, scope) for need in self.routes[target]["needs"]]), False
        clause = self.clauses.get(target)
        if clause is not None and "ledger" in clause and "condition" not in clause:
            return LedgerMet(target, clause["ledger"]["entries"]), False
        if clause is None or "condition" not in clause:
            raise RulesError(where, f"{target!r} has no condition")
        condition = compile_condition(
            clause["condition"], Scope(self, list_id, f"{target}.condition")
        )
        of_record = any(atom[:2] == ("field", list_id) for atom in condition.reads)
        return condition, of_record

    def asked_when(self) -> dict[str, Condition]:
        """What must hold before a question is asked, by question."""
        return {
            one["id"]: compile_condition(
                one["when"], Scope(self, None, f"questions.{one['id']}.when")
            )
            for one in self.data.get("questions") or []
            if "when" in one
        }

    def fields_asked_when(self) -> dict[tuple[str, str], Condition]:
        """The same for a field, by list and field; the answers that it hangs on can be tried."""
        found: dict[tuple[str, str], Condition] = {}
        for question in self.data.get("questions") or ():
            for field in question.get("fields") or ():
                if "when" in field:
                    where = f"questions.{question['id']}.fields.{field['id']}.when"
                    condition = compile_condition(field["when"], Scope(self, question["id"], where))
                    fields = self.questions[question["id"]].fields
                    for kind, *_, name in condition.reads:
                        if kind != "field" or fields[name].possible_values() is None:
                            raise RulesError(where, f"{name!r} has no options to go by")
                    found[question["id"], field["id"]] = condition
        return found

    def each[T](self, rule: str, make: Callable[[Builder, str, Any], T]) -> list[T]:
        """What is made of the rules of a kind, in document order of their clauses."""
        clauses = ((key, self.clauses[key]) for key in self.order)
        return [make(self, key, clause[rule]) for key, clause in clauses if rule in clause]

    def conditions_about_the_person(self) -> dict[str, Condition]:
        """Compiled conditions and ledgers, without what speaks of the record at hand."""
        found: dict[str, Condition] = {}
        for key in self.order:
            if {"condition", "ledger"} & self.clauses[key].keys():
                with suppress(NoRecordError):
                    found[key] = self.verdict_of(key, None, key)[0]
        return found

    def needs_points(self, node_id: Any, where: str) -> None:
        if "points" not in self.clauses.get(node_id, {}):
            raise RulesError(where, f"{node_id!r} has no points")

    def ledger(self, clause_id: Any, where: str) -> tuple[str, dict[str, Any]]:
        ids = [key for key, clause in self.clauses.items() if "ledger" in clause]
        if clause_id is None and len(ids) == 1:
            clause_id = ids[0]
        if clause_id not in ids:
            raise RulesError(where, f"no ledger {clause_id!r}")
        return clause_id, self.clauses[clause_id]["ledger"]

    def term(self, clause_id: Any, where: str) -> TermOfDays:
        """The term of working days that a clause lays down."""
        data = self.clauses.get(clause_id, {}).get("term")
        if data is None:
            raise RulesError(where, f"{clause_id!r} has no term")
        if clause_id not in self._terms:
            self._terms[clause_id] = TermOfDays(self, self._calendar, clause_id, data)
        return self._terms[clause_id]

    def term_end(self, clause_id: Any, where: str) -> DayExpression:
        return TermEnd(self.term(clause_id, where))

    def tree(self) -> Tree:
        """The points tree, in document order."""
        nodes = {key: self._node(key) for key in self.order if "points" in self.clauses[key]}
        for key, node in nodes.items():
            parent = self._points_parent(key)
            if parent is None:
                continue
            group = nodes[parent]
            if not isinstance(group, Group):
                raise RulesError(f"{parent}.points", f"a row cannot hold points of {key!r}")
            group.adopt(node)
        return Tree(list(nodes.values()))

    def _points_parent(self, key: str) -> str | None:
        parent: str | None = self.clauses[key].get("parent")
        while parent is not None and "points" not in self.clauses[parent]:
            parent = self.clauses[parent].get("parent")
        return parent

    def _node(self, key: str) -> Node:
        clause = self.clauses[key]
        if "add" in clause["points"]:
            return Group(key, self.title(key), clause)
        return Row(self, key)


def compile_rules(data: dict[str, Any]) -> Rules:
    """Compile the parsed ``rules.json``."""
    return Rules(Builder(data))
