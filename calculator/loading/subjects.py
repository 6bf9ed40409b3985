"""Checks of expressions: what is compared exists, fits its values, and can ever be true.

The list whose records are at hand is known while walking: that of the selection around, that of
the question around, or those of the rules that `require` the clause.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field as Key
from typing import Any

from calculator.core.answers.kinds import KINDS
from calculator.core.values.numbers import parse_number
from calculator.loading import hints
from calculator.loading.comparing import check_test, possible_values
from calculator.loading.figures import leading_zero
from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.place import Place, Problem
from calculator.loading.references import check_type
from calculator.loading.scalars import Ref
from calculator.loading.types.asking import CHOSEN, NUMBERS, Asked, Field, Question, ShortColumn
from calculator.loading.types.duties import Bar, Fill, Hours, Ledger, Weights
from calculator.loading.types.expressions import (
    Compare,
    DateRule,
    DayOf,
    Selection,
    Seniority,
    SumOf,
)
from calculator.loading.types.fields import Node
from calculator.loading.types.points import Points
from calculator.loading.walk import nodes_within

type Lists = tuple[str, ...]
"""The lists whose records may be at hand; empty: none is."""

YEAR = "；填的是年度的，写 {{year_end_of: {}}}，即当年 12 月 31 日"


class SubjectChecker:
    """Walks rules with the list at hand."""

    def __init__(self, body: Body, index: Index) -> None:
        self.body = body
        self.index = index
        self.required_by = _required_by(index)

    def check(self) -> Iterator[Problem]:
        """Report everything about expressions."""
        for key, _, rule in self.index.rules():
            yield from self._node(rule, tuple(sorted(self.required_by.get(key, ()))), key)
        for question in self.body.questions:
            yield from self._asked(question, (), question.when)
            yield from self._begun(question)
            for field in question.fields:
                yield from self._asked(field, (str(question.id),), field.when)
        for theme in self.body.themes:
            for key, value in theme.none.items():
                yield from self._said(key, value)
                if str(key) not in map(str, theme.questions):
                    yield Problem(theme.place, f"这一步没有问题“{key}”，none 只能写这一步的问题")
        for column in self.body.short_table:
            yield from self._short(column)

    def _asked(self, asked: Asked, lists: Lists, when: Node | None) -> Iterator[Problem]:
        if when is not None:
            yield from self._node(when, lists, None)
        if asked.type in CHOSEN and not asked.options:
            yield Problem(asked.place, f"“{asked.label}”还没有选项（options）")
        low, high = (parse_number(str(one)) for one in (asked.at_least, asked.at_most))
        for key, given, read in (
            ("at_least", asked.at_least, low),
            ("at_most", asked.at_most, high),
        ):
            if given is not None and (read is None or leading_zero(given)):
                message = f"{key} 只写一个数，不写单位，写的却是“{given}”"
                yield Problem(given.place, leading_zero(given) or message)
        low = 0 if low is None and asked.type in {"count", "list"} else low
        if low is not None and high is not None and low > high:
            yield Problem(asked.place, f"“{asked.label}”的 at_least 比 at_most 还大，填什么都不行")
        for key, field in type(asked).keys().items():
            of = field.metadata["of"]
            if of and asked.type not in of and getattr(asked, field.name) != field.default:
                kind = KINDS[asked.type].title
                yield Problem(asked.place, f"“{asked.label}”是{kind}，{key} 没有意义，请去掉")

    def _begun(self, question: Question) -> Iterator[Problem]:
        """How a list is begun: by the options of a field, or with all its rows."""
        if question.pick is not None:
            field = self.index.field(str(question.id), str(question.pick))
            if field is None:
                yield self._no_field(question.pick, str(question.id))
            elif not field.options:
                yield Problem(question.pick.place, f"“{field.label}”没有选项，不能用来先点")
        if question.rows and question.at_most is None:
            yield Problem(question.place, "rows 只能与列表的 at_most 同用，条数照 at_most")
        for field in question.fields:
            yield from self._begins(field)
        whole = self.index.questions.get(str(question.within))
        if question.within is None or whole is None:
            return
        if whole is question or whole.type not in NUMBERS or whole.unit != question.unit:
            message = f"within 写单位相同的另一个填数的问题，“{whole.label}”不是"
            yield Problem(question.within.place, message)

    def _begins(self, field: Field) -> Iterator[Problem]:
        """What a field begins with: a number with years, else what a field of another list says."""
        begins = field.begins
        if begins is None:
            return
        list_id, key = begins.from_, begins.field
        if field.type == "count":
            if begins.years_before is None or list_id is not None or key is not None:
                yield Problem(begins.place, "个数只写 years_before")
            return
        if begins.years_before is not None or list_id is None or key is None:
            yield Problem(begins.place, "选项写 from 和 field，不写 years_before")
            return
        source = self.index.field(str(list_id), str(key))
        if source is None:
            if str(list_id) in self.index.questions:
                yield self._no_field(key, str(list_id))
            return
        for pair in begins.options.items():
            for option, one in zip(pair, (source, field), strict=True):
                if str(option) not in {str(known.id) for known in one.options}:
                    yield Problem(begins.place, f"“{one.label}”没有选项“{option}”")

    def _short(self, column: ShortColumn) -> Iterator[Problem]:
        """A column of the short table: a question, a field of a list, or what a yes stands for."""
        if column.question is None:
            if not column.says or column.title is None or column.field is not None:
                yield Problem(column.place, "没有 question 的一列要有 title 和 says，不写 field")
            for key, value in column.says.items():
                yield from self._said(key, value)
            return
        question = self.index.questions.get(str(column.question))
        if column.says:
            yield Problem(column.place, "says 不与 question 同用")
        if column.field is None or question is None:
            is_stated = any(
                clause.ledger
                and clause.ledger.stated
                and str(clause.ledger.entries) == str(column.question)
                for clause in self.index.clauses.values()
            )
            if question is not None and question.type == "list" and not is_stated:
                yield Problem(column.place, f"“{question.label}”是列表，要写 field")
        elif self.index.field(str(column.question), str(column.field)) is None:
            yield self._no_field(column.field, str(column.question))

    def _said(self, key: Any, value: Any) -> Iterator[Problem]:
        """What a yes answers for one question: a yes or no, an option, an empty list."""
        question = self.index.questions.get(str(key))
        if question is None:
            yield Problem(key.place, f"没有编号为“{key}”的问题", missing=key)
            return
        options = {str(option.id) for option in question.options}
        fits = {
            "yesno": isinstance(value, bool),
            "list": isinstance(value, list) and not value,
        }.get(question.type, isinstance(value, str) and str(value) in options)
        if not fits:
            yield Problem(
                key.place, f"“{question.label}”不能这样回答：写 true、false、选项的编号，列表写 []"
            )

    def _stated(self, ledger: Ledger) -> Iterator[Problem]:
        """Totals of a certificate: each of a kind, by an option of the way."""
        if ledger.stated is None:
            return
        if ledger.way != ledger.kind:
            yield Problem(ledger.stated.place, "kind 和 way 是同一个字段时才能写 stated")
        field = self.index.field(str(ledger.entries), str(ledger.way))
        known = {str(option.id) for option in field.options} if field is not None else set()
        for kind, option in ledger.stated.options.items():
            if kind not in ledger.kinds:
                kinds = "、".join(ledger.kinds)
                yield Problem(option.place, f"没有学时类别“{kind}”；有：{kinds}")
            if str(option) not in known:
                near = hints.did_you_mean(option, known)
                yield Problem(option.place, f"“{ledger.way}”没有选项“{option}”{near}")

    def _node(self, node: Node, lists: Lists, scope: str | None) -> Iterator[Problem]:
        if isinstance(node, Selection | Seniority | Bar | Fill):
            own = (str(node.from_),) if node.from_ else ()
            yield from self._where(node, own, scope)
            yield from self._own_fields(node, own)
            for below in nodes_within(node):
                yield from self._node(below, own or lists, scope)
            return
        if isinstance(node, Points) and node.items is not None:
            lists = (str(node.items.from_),)
        elif isinstance(node, Ledger):
            lists = (str(node.entries),)
            yield from self._stated(node)
        elif isinstance(node, Hours | Weights):
            lists = self._ledger_lists()
        if isinstance(node, Compare):
            yield from self._compare(node, lists, scope)
        else:
            yield from self._fields_of(node, lists)
        for below in nodes_within(node):
            yield from self._node(below, lists, scope)

    def _ledger_lists(self) -> Lists:
        ledgers = (clause.ledger for clause in self.index.clauses.values())
        return tuple(str(one.entries) for one in ledgers if one is not None)

    def _where(self, node: Node, own: Lists, scope: str | None) -> Iterator[Problem]:
        where = getattr(node, "where", None)
        if not isinstance(where, Mapping) or not own or own[0] not in self.index.questions:
            return
        for name, test in where.items():
            field = self.index.field(own[0], str(name))
            if field is None:
                yield self._no_field(name, own[0])
                continue
            yield from check_test(field, test, self.index, scope, name.place)
            if possible_values(field, test) == frozenset():
                message = f"“{name}”的条件永远不会成立，这一条就永远没有记录，请核对"
                yield Problem(name.place, message)

    def _own_fields(self, node: Node, own: Lists) -> Iterator[Problem]:
        names = {
            SumOf: ("of",), DayOf: ("field",), Seniority: ("period", "start"), Fill: ("newest",),
        }  # fmt: skip
        for name in names.get(type(node), ()):
            ref = getattr(node, name)
            if ref is not None:
                yield from self._field_fits(ref, own, type(node).keys()[name])
        if isinstance(node, Seniority) and node.period is None and node.start is None and own:
            question = self.index.questions.get(own[0])
            if question is not None and self.index.field(own[0], "period") is None:
                message = f"列表“{own[0]}”没有 period 字段，请写明 period 或 start 用哪个字段"
                yield Problem(node.place, message)

    def _fields_of(self, node: Node, lists: Lists) -> Iterator[Problem]:
        for key, field in type(node).keys().items():
            value = getattr(node, field.name)
            if field.metadata["ref"] == "field" and isinstance(value, Ref):
                if isinstance(node, DateRule) and not lists:
                    yield self._outside(value)
                elif key not in {"of", "period", "start"}:
                    is_day = isinstance(node, DateRule) and key == "field"
                    yield from self._field_fits(value, lists, field, YEAR if is_day else "")

    def _field_fits(
        self, ref: Ref, lists: Lists, key: Key[Any], year: str = ""
    ) -> Iterator[Problem]:
        for name in lists:
            asked = self.index.field(name, str(ref))
            if asked is not None:
                hint = year.format(ref) if asked.type == "count" else ""
                yield from check_type(ref, asked, key, hint)
            elif name in self.index.questions:
                yield self._no_field(ref, name)

    def _no_field(self, name: Ref, of_list: str) -> Problem:
        fields = [str(field.id) for field in self.index.questions[of_list].fields]
        near = hints.did_you_mean(name, fields) or f"；有：{'、'.join(fields)}"
        return Problem(name.place, f"列表“{of_list}”没有字段“{name}”{near}")

    def _outside(self, ref: Ref) -> Problem:
        return Problem(
            ref.place,
            f"字段“{ref}”不在任何列表里：没有规则在 require 里写这一条，这里不知道说的是哪条记录",
        )

    def _compare(self, node: Compare, lists: Lists, scope: str | None) -> Iterator[Problem]:
        if node.question is not None:
            question = self.index.questions.get(str(node.question))
            if question is not None:
                yield from self._against(question, node, scope, node.question.place)
        elif node.field is not None:
            if not lists:
                yield self._outside(node.field)
            for name in lists:
                field = self.index.field(name, str(node.field))
                if field is not None:
                    yield from self._against(field, node, scope, node.field.place)
                elif name in self.index.questions:
                    yield self._no_field(node.field, name)
        else:
            yield from check_test(None, node, self.index, scope, node.place)

    def _against(
        self, asked: Asked, node: Compare, scope: str | None, place: Place
    ) -> Iterator[Problem]:
        yield from check_test(asked, node, self.index, scope, place)
        if not node.fact and possible_values(asked, node) == frozenset():
            yield Problem(place, f"“{asked.label}”怎样填，这个条件都不会成立，请核对")


def _required_by(index: Index) -> dict[str, set[str]]:
    """Clause -> lists whose rules require it, directly or through `met`."""
    found: dict[str, set[str]] = {}
    for _, _, rule in index.rules():
        for node in nodes_within(rule, deep=True):
            if isinstance(node, Selection | Bar) and node.from_:
                for required in node.require:
                    found.setdefault(str(required), set()).add(str(node.from_))
    _spread(index, found)
    return found


def _spread(index: Index, found: dict[str, set[str]]) -> None:
    waiting = list(found)
    while waiting:
        key = waiting.pop()
        clause = index.clauses.get(key)
        if clause is None or clause.condition is None:
            continue
        for node in nodes_within(clause.condition, deep=True):
            met = getattr(node, "met", None)
            if met is None:
                continue
            lists = found.setdefault(str(met), set())
            if not found[key] <= lists:
                lists |= found[key]
                waiting.append(str(met))
