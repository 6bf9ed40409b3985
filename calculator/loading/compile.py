"""Typed rules -> the data of rules.json: the same keys, every number and date a figure object."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from calculator.core.answers.kinds import NUMERIC
from calculator.core.conditions.photo_answer import FACT_TYPES
from calculator.core.values.numbers import parse_number, to_json, to_text
from calculator.core.words import OWN
from calculator.loading.calendars import days_of
from calculator.loading.figures import is_placeholder
from calculator.loading.index import DECIDING, Index
from calculator.loading.merge import Body
from calculator.loading.scalars import Amount, Prose, Ref, Text, Value
from calculator.loading.types import expressions
from calculator.loading.types.asking import Question
from calculator.loading.types.document import Clause
from calculator.loading.types.duties import Ledger
from calculator.loading.types.fields import Node

FORMAT = 1


def compile_rules(body: Body, index: Index) -> dict[str, Any]:
    """Return the rules of an edition as JSON data; deterministic, no prose."""
    policy = body.policy
    if policy is None:
        raise ValueError("an edition without a policy has no rules")
    writer = _Writer(index, None)
    return {
        "format": FORMAT,
        "policy": {
            "id": str(policy.id),
            "edition": str(policy.edition),
            "title": str(policy.title),
            "short": str(policy.short),
            "body": str(policy.body),
            "decides": str(policy.decides or policy.body),
            **{
                key: str(word) if (word := getattr(policy, key)) else None
                for key in (*OWN, "evidence")
            },
            "status": policy.status,
            "reference_day": writer.write(policy.reference_day),
            "total": str(policy.total) if policy.total else None,
            "blanks": [str(blank) for blank in policy.blanks],
            "without": list(policy.without),
        },
        "documents": {
            key: {"title": str(one.title), "number": str(one.number) if one.number else None}
            for key, one in index.documents.items()
        },
        "clauses": {key: _clause(clause, index) for key, clause in index.clauses.items()},
        "order": list(index.clauses),
        "item_groups": [
            {"id": str(one.id), "title": index.plain(one.title, None)} for one in body.item_groups
        ],
        "calendar": {
            str(one.year): {"holidays": days_of(one.holidays), "workdays": days_of(one.workdays)}
            for one in body.calendar
        },
        "questions": [_question(question, index) for question in body.questions],
        "themes": [_Writer(index, None).write(theme) for theme in body.themes],
        "short_table": [_Writer(index, None).write(one) for one in body.short_table],
        "routes": [_Writer(index, str(route.clause)).write(route) for route in body.routes],
    }


def _clause(clause: Clause, index: Index) -> dict[str, Any]:
    key = str(clause.id)
    writer = _Writer(index, key)
    data: dict[str, Any] = {
        "document": index.document_of[key],
        "number": str(clause.number) if clause.number else "",
        "title": index.plain(clause.title, key) if clause.title else "",
        "cited": index.cited(key),
        "parent": index.parents[key],
        "children": [str(child.id) for child in clause.children],
    }
    for name in ("evidence", "suggested"):
        if texts := getattr(clause, name):
            data[name] = writer.write(texts)
    for name in DECIDING:
        rule = getattr(clause, name)
        if rule is not None:
            data[name] = writer.write(rule)
    return data


def _question(question: Question, index: Index) -> Any:
    scope = str(question.clause) if question.clause else None
    return _Writer(index, scope, of_list=str(question.id)).write(question)


class _Writer:
    """Writes typed values; knows the clause whose labels apply and the list whose fields do."""

    def __init__(self, index: Index, scope: str | None, of_list: str = "") -> None:
        self.index = index
        self.scope = scope
        self.of_list = of_list

    def write(self, value: Any) -> Any:
        """Write a value as JSON data."""
        if isinstance(value, Node):
            return self._write_node(value)
        if isinstance(value, Mapping):
            return {str(key): self.write(item) for key, item in value.items()}
        if isinstance(value, tuple):
            return [self.write(item) for item in value]
        if isinstance(value, Amount):
            return self.amount(value)
        if isinstance(value, Prose):
            return self.index.plain(value, self.scope)
        if isinstance(value, Text):
            return str(value)
        return value

    def amount(self, amount: Amount | Value) -> Any:
        """Write a number or date: a figure object, or a plain number where it is structural."""
        figure = self.index.figure(amount, self.scope)
        return figure.to_rules() if figure is not None else plain_number(str(amount))

    def _write_node(self, node: Node) -> Any:
        if isinstance(node, expressions.Compare):
            if isinstance(node.years, Ref):
                return self._by_named_years(node, str(node.years))
            return self.operators(node, self._kind_of(node))
        if isinstance(node, expressions.Shifted):
            return shifted_value(node, self.index, self.scope)
        if isinstance(node, expressions.ClauseCondition):
            return self.keys_of(node) | self.write(node.test)
        if isinstance(node, Ledger):
            return _Writer(self.index, self.scope, str(node.entries)).keys_of(node)
        of_list = str(getattr(node, "from_", "") or "")
        if of_list and hasattr(node, "where"):
            inner = _Writer(self.index, self.scope, of_list)
            return inner.keys_of(node, where=inner.where(node.where))
        if hasattr(node, "items") and isinstance(node.items, expressions.Selection):
            # Fields named beside `items` (a rank, say) belong to its list.
            return _Writer(self.index, self.scope, str(node.items.from_)).keys_of(node)
        return self.keys_of(node)

    def _by_named_years(self, node: expressions.Compare, clause: str) -> dict[str, Any]:
        """Any of the ways in which a clause counts years, held against what is wanted here."""
        tests = self.operators(node, "number")
        del tests["years"]
        named = self.index.clauses[clause].years
        there = _Writer(self.index, clause)
        ways: list[Any] = []
        for way in named.any if named is not None else ():
            reached = {"years": there.write(way.years), **tests}
            ways.append(reached if way.when is None else {"all": [there.write(way.when), reached]})
        return {"any": ways}

    def keys_of(self, node: Node, **ready: Any) -> dict[str, Any]:
        """Write the keys that are set; those kept for pages and the catch-all key are left out."""
        data: dict[str, Any] = {}
        for key, field in type(node).keys().items():
            meta = field.metadata
            value = getattr(node, field.name)
            unset = value is None or (value in ((), False) and field.default is value)
            if meta["only_page"] or meta["rest"] or unset:
                continue
            data[key] = ready[key] if key in ready else self.write(value)
        return data

    def where(self, where: Any) -> Any:
        """Write `where`: always operators per field, or a list of conditions."""
        if not isinstance(where, Mapping):
            return self.write(where)
        written = {}
        for name, test in where.items():
            field = self.index.field(self.of_list, str(name))
            kind = field.type if field else ""
            if isinstance(test, tuple):
                written[str(name)] = {"in": [self.value(one, kind) for one in test]}
            elif isinstance(test, expressions.Operators):
                written[str(name)] = self.operators(test, kind)
            else:
                written[str(name)] = {"is": self.value(test, kind)}
        return written

    def operators(self, node: expressions.Operators, kind: str) -> dict[str, Any]:
        """Write a comparison; `kind` is the type of what is compared."""
        data: dict[str, Any] = {}
        for key, field in type(node).keys().items():
            value = getattr(node, field.name)
            if value is None or value == ():
                continue
            if isinstance(value, Value):
                data[key] = self.value(value, kind)
            elif key == "in":
                data[key] = [self.value(one, kind) for one in value]
            else:
                data[key] = self.write(value)
        return data

    def value(self, value: Value | bool, kind: str) -> Any:
        """Write what an answer is compared with."""
        if isinstance(value, bool):
            return value
        if is_placeholder(value):
            return self.amount(value)
        return plain_number(str(value)) if kind in NUMERIC else str(value)

    def _kind_of(self, node: expressions.Compare) -> str:
        if node.fact is not None:
            return FACT_TYPES[node.fact]
        if node.question is not None:
            question = self.index.questions.get(str(node.question))
            return question.type if question else ""
        if node.field is not None:
            return self.index.field_kind(self.of_list, str(node.field))
        return "date" if node.day is not None else "number"


def plain_number(text: str) -> int | str | None:
    """A structural number as JSON has it: int, or exact text; other text stays as it is."""
    number = parse_number(text)
    return text if number is None else to_json(number)


def shifted_value(node: expressions.Shifted, index: Index, scope: str | None) -> Any:
    """Work out «figure plus or minus figure»; both keys stay with the result, for citing."""
    if node.of is None:
        return {"question": str(node.question)}
    of = index.figure(node.of, scope)
    by_amount = node.plus if node.plus is not None else node.minus
    if of is None or by_amount is None:
        return None
    by = index.figure(by_amount, scope)
    step = parse_number(by.value if by is not None else str(by_amount))
    start = parse_number(of.value)
    if start is None or step is None:
        return None
    result = Fraction(start) + step if node.plus is not None else Fraction(start) - step
    key = "plus" if node.plus is not None else "minus"
    return of.to_rules() | {"value": to_text(result), key: by.key if by else str(by_amount)}
