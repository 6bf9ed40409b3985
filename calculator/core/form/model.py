"""What a page has to know of the rules to show forms and results: nothing of it needs answers.

Scripts show it and interpret no rule: where a question is asked, what a row settles about a record
that is added there, which fields decide something, with which answers a field is asked at all.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from typing import Any

from calculator.core.answers.given import Answers
from calculator.core.answers.kinds import written
from calculator.core.answers.questions import Asked
from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.facts import Record
from calculator.core.conditions.logic import Condition, Verdict
from calculator.core.conditions.measures import PointsOf
from calculator.core.conditions.parts import Reads
from calculator.core.form import shape
from calculator.core.hours.ledger_rules import LedgerRules
from calculator.core.points.nothing import points_for_nothing
from calculator.core.points.tree import Group, Node, Row
from calculator.core.route_bars import RouteBar
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.values.numbers import Number, to_json, to_text
from calculator.core.values.ranges import range_words
from calculator.core.words import ESTIMATE, POINT, evidence_word

# What a control is made from.
SHOWN = (
    "id", "type", "label", "help", "unit", "counts", "options", "item", "whole", "pick", "rows",
)  # fmt: skip


def form_model(rules: Rules, data: Mapping[str, Any]) -> shape.FormModel:
    """The model of an edition, from its rules and the data that they were compiled from."""
    form = _Form(rules)
    return {
        "policy": _policy(rules),
        "questions": [_question(rules, question) for question in data.get("questions") or ()],
        "clauses": {
            **{key: _clause(rules, key) for key in rules.order},
            **{route["id"]: _route(rules, route) for route in data.get("routes") or ()},
        },
        "indicators": form.indicators,
        "nodes": [form.node(node) for node in form.nodes],
        "places": form.places,
        "pass_marks": form.marks,
        "ledgers": {key: _ledger(rules, key) for key in rules.ledgers},
    }


def _policy(rules: Rules) -> Any:
    data = rules.policy
    shown = ("id", "edition", "title", "short", "status", "blanks")
    said = {"reference_day": data["reference_day"]["value"], "evidence": evidence_word(data)}
    return {key: data.get(key) for key in shown} | said | {"over": rules.round_over}


def _question(rules: Rules, data: dict[str, Any]) -> shape.Question:
    question = rules.questions[data["id"]]
    most = question.at_most
    shown: shape.Question = _input(question, data)
    shown["clause"] = data.get("clause")
    if most is not None:
        shown["most"] = int(most)
    if "fields" in data:
        shown["fields"] = [_field(rules, data["id"], field) for field in data["fields"]]
    return shown


def _field(rules: Rules, list_id: str, data: dict[str, Any]) -> shape.Input:
    condition = rules.fields_asked_when.get((list_id, data["id"]))
    shown: shape.Input = _input(rules.questions[list_id].fields[data["id"]], data)
    if condition is not None:
        shown["asked_with"] = ways_to_hold(rules, list_id, condition)
    return shown


def _input(asked: Asked, data: dict[str, Any]) -> Any:
    shown = {key: data[key] for key in SHOWN if key in data}
    if asked.type == "number" and (asked.least is None or asked.least < 0):
        shown["signed"] = True
    return {**shown, "type": written(data["type"])}


def ways_to_hold(rules: Rules, list_id: str, condition: Condition) -> list[shape.Given]:
    """The smallest sets of answers in a record with which a condition about it holds."""
    fields = _fields(rules, list_id, condition.reads)
    found: list[shape.Given] = []
    for size in range(len(fields) + 1):
        for some in combinations(fields, size):
            for values in product(*(field.possible_values() or () for field in some)):
                given = {field.id: value for field, value in zip(some, values, strict=True)}
                is_known = any(way.items() <= given.items() for way in found)
                if not is_known and _verdict(rules, list_id, condition, given):
                    found.append(given)
    return found


def _verdict(rules: Rules, list_id: str, condition: Condition, given: shape.Given) -> Verdict:
    return condition.verdict(State(rules, Answers()), Record(list_id, 0, given, {}))


def _fields(rules: Rules, list_id: str, reads: Reads) -> list[Asked]:
    fields = rules.questions[list_id].fields.values()
    return [field for field in fields if ("field", list_id, field.id) in reads]


def _clause(rules: Rules, clause_id: str) -> shape.Clause:
    clause = rules.clauses[clause_id]
    number, title, cited = clause.get("number"), clause.get("title"), rules.cited(clause_id)
    condition = rules.title(clause_id)
    called = [clause.get(kind, {}).get("title") for kind in ("bar", "item")]
    return {
        "title": title or number or clause_id,
        "number": number or "",
        "cited": cited,
        "named": f"{cited} {title}" if number and title else cited,
        "called": next(filter(None, called), condition),
        "condition": condition,
        "points": "points" in clause,
        "address": f"{clause['document']}/#{clause_id}",
    }


def _route(rules: Rules, route: Mapping[str, Any]) -> shape.Clause:
    title = route["title"]
    words: Any = {"title": title, "called": title, "condition": title, "points": False}
    return {**_clause(rules, route["clause"]), **words}


def _ledger(rules: Rules, ledger_id: str) -> shape.LedgerForm:
    ledger = rules.ledgers[ledger_id]
    fields = rules.questions[ledger.list_id].fields
    figures = [*(need.figure for need in ledger.needs), ledger.cap]
    return {
        "entries": ledger.list_id,
        "unit": next((figure.unit for figure in figures if figure is not None), ""),
        "ways": {way.id: way.label for way in ledger.ways.values()},
        "options": {
            way.id: fields[way.rate_field].labels
            for way in ledger.ways.values()
            if way.rate_field is not None
        },
        "stated": _stated(ledger),
    }


def _stated(ledger: LedgerRules) -> shape.Stated | None:
    """Totals of a certificate as a table of years and kinds, where the ledger takes them."""
    if not ledger.stated:
        return None
    titles = {need.kinds: need.title for need in ledger.needs if need.each_year}
    quantity = ledger.ways[next(iter(ledger.stated))].quantity
    return {
        "years": list(ledger.years),
        "kinds": [
            {"option": option, "title": titles.get((kind,)) or ledger.ways[option].label}
            for option, kind in ledger.stated.items()
        ],
        "fields": {"year": ledger.year_field, "way": ledger.way_field, "quantity": quantity or ""},
        "enough": _enough(ledger),
    }


def _enough(ledger: LedgerRules) -> dict[str, Any] | None:
    """The least total of each option that is enough in every year; None where the requirements of
    the single kinds are not all that is asked for."""
    yearly = {need.kinds: need.figure.value for need in ledger.needs if need.each_year}
    least = {option: yearly.get((kind,), 0) for option, kind in ledger.stated.items()}
    for need in ledger.needs:
        of_kinds = sum(least[one] for one, kind in ledger.stated.items() if kind in need.kinds)
        years = 1 if need.each_year else len(ledger.years)
        if of_kinds * years < need.figure.value:
            return None
    return {option: to_json(hours) for option, hours in least.items()}


class _Form:
    """The points table as a form: what stands where in it."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        roots = rules.tree.roots
        root = rules.tree.by_id.get(rules.total or "", roots[0] if roots else None)
        self.root: Node | None = root
        self.nodes = [node for node in rules.tree.nodes if root in [*node.lineage()]]
        self.rows = [node for node in self.nodes if isinstance(node, Row)]
        self.barred: Reads = frozenset().union(*(bar.reads for bar in rules.bars))
        self.rows_of = {
            question: rows
            for question in rules.questions
            if (rows := [row for row in self.rows if question in row.names])
        }
        self.marks = [*self._pass_marks()]
        self.places = self._places()

    @property
    def indicators(self) -> list[str]:
        """The parts with a table of their own: the groups under the total, or the total itself."""
        if self.root is None:
            return []
        parts = self.root.children if isinstance(self.root, Group) else []
        groups = [part.id for part in parts if isinstance(part, Group)]
        return groups if groups and len(groups) == len(parts) else [self.root.id]

    def _places(self) -> dict[str, shape.Place]:
        at = {question: self._common(rows) for question, rows in self.rows_of.items()}
        for question in self._behind():
            if self.root is not None:
                at.setdefault(question, self.root.id)
        return {
            question: self._place(question, at[question])
            for question in self.rules.questions
            if question in at
        }

    def _common(self, rows: list[Row]) -> str:
        """The lowest clause above all of these rows (a single row: itself)."""
        node = self.rules.tree.smallest_group_of(list(rows))
        assert node is not None  # they stand below one root # noqa: S101
        return node.id

    def _behind(self) -> Iterable[str]:
        """What only the conditions behind rows read, bars on answers, or the mark to reach."""
        bars = [
            one
            for bar in self.rules.bars
            for one in (bar.bars.values() if isinstance(bar, RouteBar) else (bar,))
        ]
        reads: Reads = frozenset().union(*(row.mechanism.reads for row in self.rows))
        yield from (atom[1] for atom in reads if atom[0] in {"question", "list"})
        asked = [bar.condition.reads for bar in bars if bar.condition is not None]
        yield from (atom[1] for atom in frozenset().union(*asked) if atom[0] == "question")
        yield from (mark["question"] for mark in self.marks if mark["question"] is not None)

    def _place(self, question: str, at: str) -> shape.Place:
        rows = self.rows_of.get(question, [])
        return {
            "at": at,
            "rows": [row.id for row in rows],
            "shared": self._is_shared(question),
            "counted": bool(self.rules.tree.item_rows.get(question)),
            "first": self.rules.questions[question].whole and len(rows) > 1,
            "decides": self._decides(question, self.rows),
        }

    def _is_shared(self, question: str) -> bool:
        return self.rules.questions[question].whole or question not in self.rows_of

    def _decides(self, question: str, rows: Iterable[Row]) -> list[str]:
        reads = self.barred.union(*(row.mechanism.reads for row in rows))
        return [field.id for field in _fields(self.rules, question, reads)]

    def _pass_marks(self) -> Iterator[shape.PassMark]:
        """The clauses that ask for so many points in all, where somebody knows how many."""
        for clause, condition in self.rules.conditions.items():
            if isinstance(condition, NumberIs) and isinstance(condition.measure, PointsOf):
                wanted = dict(condition.tests).get("at_least", [])
                if self.root is None or condition.measure.node != self.root.id or not wanted:
                    continue
                source = wanted[0].source
                if source is not None or wanted[0].figure is not None:
                    question = source.asked.id if source else None
                    passed = self._passed_by(clause)
                    yield {"clause": clause, "question": question, "passed_by": passed}

    def _passed_by(self, clause: str) -> dict[str, list[str]]:
        """The options that stand for routes which do not need a clause that others need."""
        needing = {route.id for route in self.rules.routes if clause in route.needs}
        found = {
            question.id: [one for one, routes in question.routes.items() if not routes & needing]
            for question in self.rules.questions.values()
        }
        return {key: options for key, options in found.items() if options and needing}

    def node(self, node: Node) -> shape.NodeForm:
        """A row or a group."""
        placed = [question for question, place in self.places.items() if place["at"] == node.id]
        lists = {question for question in placed if self.rules.questions[question].type == "list"}
        strays = [
            question for question in placed if question in lists and not self._is_shared(question)
        ]
        asks = [question for question in placed if question not in strays]
        above = node.parent.title if node.parent is not None else ""
        return {
            "id": node.id,
            "title": node.title,
            "above": "" if above in node.title else above,
            "rows": [row.id for row in self.rows if row.id in node.row_ids],
            "asks": asks,
            "strays": strays if isinstance(node, Group) else [],
            "is_summed": isinstance(node, Group) and bool(node.cap or node.best or asks),
            "row": self._row(node) if isinstance(node, Row) else None,
        }

    def _row(self, row: Row) -> shape.RowForm:
        mechanism, selection = row.mechanism, row.selection
        adds = (
            None if selection is None or self._is_shared(selection.list_id) else selection.list_id
        )
        fixed, limited = self._settled(row)
        types = {self.rules.questions[question].type for question in row.names}
        is_said_elsewhere = selection is not None or types <= {"yesno"}
        is_always_some = not is_said_elsewhere and not self._is_nothing_zero(row)
        # Experts judge each item by itself, or all of them as one.
        whole = mechanism.most_each is None or not mechanism.may_be_best
        return {
            "adds": adds,
            "decides": [] if adds is None else self._decides(adds, [row]),
            "fixed": fixed,
            "limited": limited,
            "takes": row.deducts,
            "estimate": estimate(self.rules.estimate_limit(row.id, for_item=False))
            if whole
            else None,
            "each": None if whole else estimate(self.rules.estimate_limit(row.id, for_item=True)),
            # A yes-no question, or a list that is complete, says as much.
            "may_be_none": adds is not None or not (is_said_elsewhere or is_always_some),
            "is_always_some": is_always_some,
        }

    def _is_nothing_zero(self, row: Row) -> bool:
        """Whether 0 is an answer that brings nothing in any row: of an age or a choice there is
        always some, and of an area that is the better the smaller it is."""
        found = points_for_nothing(row, self.rows, State(self.rules, Answers()))
        return bool(found) and not any(found)

    def _settled(self, row: Row) -> tuple[shape.Given, dict[str, list[Any]]]:
        """What a row settles about a record added in it: values, and the options that remain."""
        fixed: shape.Given = {}
        limited: dict[str, list[Any]] = {}
        selection = row.selection
        if selection is None or selection.where is None:
            return fixed, limited
        for field in _fields(self.rules, selection.list_id, selection.where.reads):
            values = field.possible_values() or ()
            may = [
                v
                for v in values
                if _verdict(self.rules, selection.list_id, selection.where, {field.id: v})
                is not False
            ]
            if len(may) == 1:
                fixed[field.id] = may[0]
            elif len(may) < len(values) and field.labels:
                limited[field.id] = may
        return fixed, limited


def estimate(limit: Number | None) -> shape.Input | None:
    """What to ask where experts judge up to a limit."""
    if limit is None:
        return None
    span = range_words(0, to_text(limit), POINT)
    return {"type": "number", "label": ESTIMATE.format(span=span), "unit": POINT}
