"""The tables that an edition asks for: their names, their columns, how each column is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from calculator.core.answers.questions import Asked, Question
from calculator.core.rules import Rules
from calculator.core.values.ranges import number_with_unit
from calculator.core.values.signs import visible
from calculator.core.words import NAMES

PERSONS = "人员"
GUIDE = "填写说明"
OPTIONS = "选项"  # where a workbook keeps its drop-down lists
CODE = NAMES["code"]
NONE = "没有的计分项"
# What a column holds: the code, a value, one end of a period or both, an own estimate, what is
# said about a whole list, the rows declared empty.
CODE_KIND, VALUE, FROM, TO, PERIOD, ESTIMATE, LIST, NOTHING = (
    "code", "value", "from", "to", "period", "estimate", "list", "nothing",
)  # fmt: skip
# Spreadsheets take no longer name of a sheet, and none of these signs in it.
LONGEST_NAME = 31
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\：？＊", "-"))
CODE_HELP = "自行编写的编号，例如 1、2、3；各表以同一编号对应同一人。请勿使用姓名、身份证号、手机号"


class Column:
    """A column; `id` is the question, field or row, `asked` what reads its cells, `former` are
    headers that it once had."""

    __slots__ = ("asked", "former", "header", "help", "id", "kind", "options")

    def __init__(
        self,
        kind: str,
        header: str,
        id_: str = "",
        *,
        asked: Asked | None = None,
        help_: str = "",
        options: tuple[str, ...] = (),
        former: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.header = header
        self.id = id_
        self.asked = asked
        self.help = help_
        self.options = options
        self.former = former


class Layout:
    """A table: its name, the list question that it is for (None: the persons), its columns.

    `known` finds a column by any spelling of its header; columns that stand in no template (a
    period in one cell) are found there too.
    """

    __slots__ = ("columns", "known", "name", "question")

    def __init__(self, name: str, question: Question | None, columns: list[Column]) -> None:
        self.name = name
        self.question = question
        self.columns = _distinct(columns)
        self.known: dict[str, Column] = {}
        every = [*self.columns, *_whole_periods(self.columns)]
        spelled = [(alias, column) for column in every for alias in _aliases(column)]
        spelled += [(alias, column) for column in every for alias in column.former]
        for alias, column in spelled:
            self.known.setdefault(folded(alias), column)

    @property
    def help(self) -> list[str]:
        """The row below the headers: how to fill in each column; reading passes it over."""
        return [GUIDE if c.kind == CODE_KIND else c.help for c in self.columns]


def folded(text: str) -> str:
    """A name for comparing: no blanks, line breaks or invisible signs, half-width, small letters.

    >>> folded("本人 排名\\n（１）*") == folded("本人排名(1)")
    True
    """
    return "".join(normalize("NFKC", visible(text)).split()).casefold().strip("*:")


def layouts(rules: Rules) -> list[Layout]:
    """The table of persons, then one for each list question in the policy's order."""
    lists = [q for q in rules.questions.values() if q.type == "list"]
    found = [Layout(PERSONS, None, list(_person_columns(rules)))]
    names = {folded(PERSONS), folded(GUIDE), folded(OPTIONS)}
    for question in lists:
        name = _free_name(question.label, names)
        names.add(folded(name))
        found.append(Layout(name, question, list(_record_columns(rules, question))))
    return found


def _person_columns(rules: Rules) -> Iterator[Column]:
    yield Column(CODE_KIND, CODE, help_=CODE_HELP)
    for question in rules.questions.values():
        if question.type == "list":
            yield _list_column(question)
        else:
            yield from _columns(question)
    if rules.tree.rows:
        yield Column(NOTHING, NONE, help_="确实没有的计分项写在这里，几项之间用顿号隔开；可以不填")
    yield from _estimates(rules, None)


def _record_columns(rules: Rules, question: Question) -> Iterator[Column]:
    yield Column(CODE_KIND, CODE, help_=f"{PERSONS}表里的编号；{question.item}一行")
    for field in question.fields.values():
        yield from _columns(field)
    yield from _estimates(rules, question.id)


def _list_column(question: Question) -> Column:
    options = ("没有",) if question.whole else ("没有", "填全")
    words = "没有的填“没有”"
    more = "" if question.whole else "，确实只有表里这些的填“填全”"
    help_ = f"有的填在“{question.label}”表里；{words}{more}"
    former = question.formerly
    return Column(LIST, question.label, question.id, help_=help_, options=options, former=former)


def _columns(asked: Asked) -> Iterator[Column]:
    if asked.type == "photo":
        return
    if asked.type == "period":
        for kind, end in ((FROM, "开始"), (TO, "结束")):
            words = "日期，例如 2024-05 或 2024-05-01"
            help_ = words if kind == FROM else f"{words}；还在继续的不填"
            header, former = (
                f"{asked.label}（{end}）",
                tuple(f"{x}（{end}）" for x in asked.formerly),
            )
            yield Column(kind, header, asked.id, asked=asked, help_=help_, former=former)
        return
    unit = f"（{asked.unit}）" if asked.unit and asked.unit not in asked.label else ""
    options = tuple(asked.labels.values()) if asked.labels else ()
    options = ("是", "否") if asked.type == "yesno" else options
    header, help_ = f"{asked.label}{unit}", _help(asked, options)
    former = (*asked.formerly, *(f"{one}{unit}" for one in asked.formerly))
    yield Column(VALUE, header, asked.id, asked=asked, help_=help_, options=options, former=former)


def _help(asked: Asked, options: tuple[str, ...]) -> str:
    words = {
        "count": "整数",
        "number": "数字",
        "date": "日期，例如 2024-05 或 2024-05-01",
        "text": "文字，可以不填",
    }.get(asked.type, f"选一项：{' / '.join(options)}")
    low, high = asked.at_least, asked.at_most
    if low is not None or high is not None:
        least = "" if low is None else f"不小于 {number_with_unit(low, asked.unit)}"
        most = "" if high is None else f"不大于 {number_with_unit(high, asked.unit)}"
        words = f"{words}，{'、'.join(filter(None, (least, most)))}"
    return f"{words}。{asked.help}" if asked.help else words


def _estimates(rules: Rules, list_id: str | None) -> Iterator[Column]:
    """Own estimates where experts judge: of whole rows with the persons, of items in their list."""
    for row in rules.tree.rows:
        drawn = row.selection.list_id if row.selection else None
        limit = rules.estimate_limit(row.id, list_id is not None)
        if limit is not None and (list_id is None or list_id == drawn):
            help_ = f"专家评分的一项，自己估计的分数，0 到 {limit.text}；可以不填"
            yield Column(ESTIMATE, f"自估：{row.title}", row.id, help_=help_)


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
        if column.kind == FROM and column.asked is not None:
            asked = column.asked
            yield Column(PERIOD, asked.label, column.id, asked=asked, former=asked.formerly)


def _aliases(column: Column) -> Iterator[str]:
    yield column.header
    if column.asked is not None and column.kind in {VALUE, PERIOD}:
        yield column.asked.label
    if column.kind in {VALUE, PERIOD, LIST}:
        yield column.id
    if column.kind in {FROM, TO}:
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
