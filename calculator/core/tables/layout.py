"""The tables that an edition asks for: their names, their columns, how each column is filled in."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from calculator.core.answers.questions import Question
from calculator.core.papers.workbook import FORBIDDEN, LONGEST_NAME
from calculator.core.rules import Rules
from calculator.core.tables.columns import NONE_HELP, Column, columns_of
from calculator.core.tables.short import short_columns, spare_columns, yearly_columns
from calculator.core.values.numbers import to_text
from calculator.core.values.signs import visible
from calculator.core.words import NAMES, WHO

PERSONS, FORMER_PERSONS = NAMES["basics"], "人员"
GUIDE = "填写说明"
EDITION = "政策与年度"
OPTIONS = "选项"  # where a workbook keeps its drop-down lists
CODE = NAMES["code"]
NONE = "没有的计分项"
# What programs put behind the name of a sheet: «成果 - 表格 1», «成果 (2)».
_COPY = re.compile(r" ?(- ?(表格?|Table|工作表) ?\d+(-\d+)?|[(（]\d+[)）]|(- ?|的)?副本 ?\d*)$")
CODE_HELP = f"自行编写的编号，例如 1、2、3；各表用同一个编号对应。请勿使用{WHO}"


class Layout:
    """A table: its name, the list question that it is for (None: the persons), its columns.

    `known` finds a column by any spelling of its header; `others`, and columns that stand in no
    template (a period in one cell), are found there too.
    """

    def __init__(
        self,
        name: str,
        question: Question | None,
        columns: list[Column],
        others: Iterable[Column] = (),
    ) -> None:
        self.name = name
        self.question = question
        self.columns = _distinct(columns)
        self.known: dict[str, Column] = {}
        every = [*self.columns, *_whole_periods(self.columns)]
        spelled = [(alias, one) for one in [*every, *others] for alias in _aliases(one)]
        spelled += [(alias, one) for one in [*every, *others] for alias in one.former]
        for alias, column in spelled:
            self.known.setdefault(folded(alias), column)

    @property
    def help(self) -> list[str]:
        """The row below the headers: how to fill in each column; reading passes it over."""
        return [GUIDE if c.kind == "code" else c.help for c in self.columns]


def folded(text: str) -> str:
    """A name for comparing: no blanks, line breaks or invisible signs, half-width, small letters.

    >>> folded("本人 排名\\n（１）*") == folded("本人排名(1)")
    True
    """
    return "".join(normalize("NFKC", visible(text)).split()).casefold().strip("*:")


_NO_TABLES = frozenset(map(folded, (GUIDE, OPTIONS, "导出摘要", "Export Summary")))


def titled(sheet: str) -> str:
    """A sheet's title for comparing, without what programs put behind it."""
    return folded(_COPY.sub("", sheet))


def is_no_table(sheet: str) -> bool:
    """Whether a sheet is one of explanations, or one that Numbers or WPS adds for itself."""
    return titled(sheet) in _NO_TABLES or sheet.startswith("WpsReserved_")


def layouts(rules: Rules) -> list[Layout]:
    """The table of persons, then one for each list question in the policy's order."""
    lists = [q for q in rules.questions.values() if q.type == "list"]
    others = [*short_columns(rules), *spare_columns(rules), *yearly_columns(rules)]
    found = [Layout(PERSONS, None, list(_person_columns(rules)), others)]
    names = {folded(PERSONS), *_NO_TABLES}
    for question in lists:
        name = _free_name(question.label, names)
        names.add(folded(name))
        found.append(Layout(name, question, list(_record_columns(rules, question))))
    return found


def short_layout(rules: Rules) -> Layout:
    """The table of persons with what tells most, a row each."""
    return Layout(PERSONS, None, [_code_column(), *short_columns(rules)])


def _code_column() -> Column:
    return Column("code", CODE, help_=CODE_HELP)


def _person_columns(rules: Rules) -> Iterator[Column]:
    yield _code_column()
    for question in rules.questions.values():
        if question.type == "list":
            yield _list_column(question)
        else:
            yield from columns_of(question)
    if rules.tree.rows:
        yield Column(
            "nothing", NONE, help_="确实没有的计分项写在这里，几项之间用顿号隔开；可以不填"
        )
    yield from _estimates(rules, None)


def _record_columns(rules: Rules, question: Question) -> Iterator[Column]:
    yield Column("code", CODE, help_=f"{PERSONS}表里的编号；{question.item}一行")
    for field in question.fields.values():
        yield from columns_of(field)
    yield from _estimates(rules, question.id)


def _list_column(question: Question) -> Column:
    options = ("没有",) if question.whole else ("没有", "填全")
    more = "" if question.whole else "，确实只有表里这些的填“填全”"
    help_ = f"有的填在“{question.label}”表里；{NONE_HELP}{more}"
    former = question.formerly
    return Column("list", question.label, question.id, help_=help_, options=options, former=former)


def _estimates(rules: Rules, list_id: str | None) -> Iterator[Column]:
    """Own estimates where experts judge: of whole rows with the persons, of items in their list."""
    for row in rules.tree.rows:
        drawn = row.selection.list_id if row.selection else None
        limit = rules.estimate_limit(row.id, list_id is not None)
        if limit is not None and (list_id is None or list_id == drawn):
            help_ = f"由别人评分的，填自己的估计，0 到 {to_text(limit)}；可以不填"
            yield Column("estimate", f"自估：{row.title}", row.id, help_=help_)


def _distinct(columns: list[Column]) -> list[Column]:
    """Headers that several columns have get the id behind them."""
    seen: dict[str, int] = {}
    for column in columns:
        seen[folded(column.header)] = seen.get(folded(column.header), 0) + 1
    for column in columns:
        if seen[folded(column.header)] > 1 and column.id:
            column.header = f"{column.header}（{column.id}）"
    return columns


def _whole_periods(columns: Iterable[Column]) -> Iterator[Column]:
    for column in columns:
        if column.kind == "from" and column.asked is not None:
            asked = column.asked
            yield Column("period", asked.label, column.id, asked=asked, former=asked.formerly)


def _aliases(column: Column) -> Iterator[str]:
    yield column.header
    if column.asked is not None and column.kind in {"value", "period"}:
        yield column.asked.label
    if column.kind in {"value", "period", "list"}:
        yield column.id
    if column.kind in {"from", "to"}:
        yield f"{column.id}.{column.kind}"


def _free_name(label: str, taken: set[str]) -> str:
    """A name of a sheet that nothing else has."""
    name = label.translate(FORBIDDEN).strip("'-")[:LONGEST_NAME] or "表"
    number = 2
    while folded(name) in taken:
        tail = f" {number}"
        name = label.translate(FORBIDDEN).strip("'-")[: LONGEST_NAME - len(tail)] + tail
        number += 1
    return name


def titles(rules: Rules) -> dict[str, str]:
    """What may be declared empty: rows and groups by id, and by titles and numbers of their own."""
    nodes = rules.tree.nodes
    spelled = [(folded(node.title), node.id) for node in nodes]
    spelled += [(folded(rules.clauses[node.id].get("number") or ""), node.id) for node in nodes]
    found: dict[str, str] = {}
    shared: set[str] = {""}
    for word, node_id in spelled:
        if found.setdefault(word, node_id) != node_id:
            shared.add(word)
    own = {word: node_id for word, node_id in found.items() if word not in shared}
    return own | {folded(node.id): node.id for node in nodes}
