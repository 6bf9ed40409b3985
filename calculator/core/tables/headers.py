"""Which column of a table holds what, by its header; what is not known is reported."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice

from calculator.core.answers.answer_values import fold, is_other_unit
from calculator.core.tables.cells import NOTHING
from calculator.core.tables.columns import Column
from calculator.core.tables.layout import (
    CODE,
    FORMER_PERSONS,
    GUIDE,
    PERSONS,
    Layout,
    folded,
    is_no_table,
    titled,
)
from calculator.core.tables.people import Table, Trouble, address
from calculator.core.values.signs import visible

# A title or two may stand above the headers.
FIRST_ROWS = 10
# How like a known name a word must be to be taken for it; one sign in two may be wrong.
ALIKE, ALIKE_IF_SHORT, SHORT = 0.6, 0.5, 3
# What others call the code.
CODE_WORDS = frozenset(
    ("序号", "编码", "代号", "代码", "no", "no.", "id", "人员编号", "人员序号", "工号", "员工编号")
)
# What people and questionnaires write around a header; it is none of its words.
_REMARK = re.compile(r"^\(?\d{1,2}[、.)]|\((必填|选填|必选|可选|单选|可不填|可空|如有)项?\)$|\?$")
# The unit at its end: «产值/万元», «产值【万元】».
_IN_UNIT = re.compile(r"[/:(\[【]([\w%]+)[)\]】]?$")
# Two readings where commas may be decimal signs: sixty thousand, or sixty and a half.
_GROUPED = re.compile(r"\D{0,3}\d{1,3}(?:[,，]\d{3}|[.．]\d{3})\D{0,3}")
# What titles say about the amounts below: «单位：元».
_UNIT = re.compile(r"单位[:(](?:人民币)?(\w+)")
UNKNOWN = (
    "一列也没有认出，这张表没有读：表头请照空表写，各列用半角逗号或制表符分开；"
    "看到的是乱码的，请另存为“CSV UTF-8”。"
)
TURNED = (
    "像是表头在第一列，这张表没有读：请把表头放在第一行（复制以后，用“选择性粘贴”里的“转置”）。"
)
ROW_NUMBERS = f"它要是“{PERSONS}”表里的{CODE}，不是这张表的行号。"
APART = "一张工作表里请只放一张表，不同的分到几张里。"
TWO_READINGS = "这里的逗号和点，分不清是千分位还是小数点，没有使用；请去掉千分位，例如写成 60500。"
_WHO = re.compile("姓名|身份证|手机|电话|单位|住址|邮箱|企业名称|信用代码|代表人|联系人")


class Headed:
    """A table with its columns known: by index, the code's index, the header's row, those below."""

    def __init__(
        self,
        layout: Layout,
        table: Table,
        columns: dict[int, Column],
        header: tuple[int, list[str]],
        rows: Iterator[tuple[int, list[str]]],
    ) -> None:
        self.layout = layout
        self.table = table
        self.name = table.name
        self.row = header[0]
        self.header = [folded(cell) for cell in header[1]]
        self.headed = frozenset(at for at, cell in enumerate(self.header) if cell)
        self.columns = columns
        self.rows = rows
        codes = [index for index, column in columns.items() if column.kind == "code"]
        self.code = codes[0] if codes else None

    def is_headed_anew(self, row: int, cells: list[str]) -> bool:
        """Whether another table begins in a row, which would be read by this one's columns.

        Right below the header there may stand its second line.
        """
        if not any(CODE[-1] in cell and folded(cell) == CODE for cell in cells):
            return False
        words, known = [folded(cell) for cell in cells], self.layout.known
        named = [(at, known[word]) for at, word in enumerate(words) if word in known]
        is_other = any(self.columns.get(at) is not one for at, one in named)
        is_less = row > self.row + 1 and len(named) < len(self.columns)
        return words != self.header and (is_other or is_less)

    def two_readings(self, cells: list[str]) -> list[int]:
        """Where «60,500» stands in a table in which commas may be decimal signs."""
        if not self.table.is_in_doubt:
            return []
        numbers = [
            at
            for at, one in self.columns.items()
            if one.asked and one.asked.kind.is_number and len(one.parts) < 2
        ]
        return [at for at in numbers if _GROUPED.fullmatch(raw(cells, at).strip())]

    def outside(self, cells: list[str]) -> Iterator[int]:
        """Where a row says something beside the header's columns."""
        return (
            at for at, cell in enumerate(cells) if cell and at not in self.headed and fold(cell)
        )

    def marks(self, cells: list[str]) -> list[int]:
        """Where a row holds a mark that stands for nothing: «/». A text may be one, in a row that
        says more."""
        said = [
            (at, column)
            for at, column in self.columns.items()
            if column.kind not in {"code", "list"} and fold(raw(cells, at))
        ]
        marks = [(at, one) for at, one in said if NOTHING.fullmatch(fold(cells[at]))]
        found = [at for at, one in marks if not (one.asked and one.asked.type == "text")]
        return [at for at, _ in said] if found and len(marks) == len(said) else found

    def explains(self, cells: list[str]) -> bool:
        """Whether a row is the template's explanation of its columns, or the header once more."""
        if self.code is not None and folded(raw(cells, self.code)) in map(folded, (GUIDE, CODE)):
            return True
        said = [(column, folded(raw(cells, i))) for i, column in self.columns.items()]
        said = [(column, words) for column, words in said if words and column.help]
        alike = sum(words == folded(column.help) for column, words in said)
        return alike > 1 and 2 * alike > len(said)


def raw(cells: list[str], index: int) -> str:
    """A cell as it came; "" beyond the end of its row."""
    return cells[index] if index < len(cells) else ""


def head(layout: Layout, table: Table, report: Callable[[Trouble], None]) -> Headed:
    """Find the header among the first rows, and what its columns are."""
    name = table.name
    numbered = enumerate(table.rows, 1)
    first = [row for row in islice(numbered, FIRST_ROWS) if any(folded(cell) for cell in row[1])]
    known = {row[0]: sum(folded(cell) in layout.known for cell in row[1]) for row in first}
    best = max(first, key=lambda row: known[row[0]], default=(1, []))
    below = [row for row in first if row[0] > best[0]]
    # Where the template's explanation right below the header tells, it tells where codes stand.
    words = [folded(cell) for cell in below[0][1]] if below else []
    code = words.index(folded(GUIDE)) if folded(GUIDE) in words else None
    down = sum(folded(raw(cells, 0)) in layout.known for _, cells in first)
    is_turned = down > max(1, known.get(best[0], 0))
    columns = {} if is_turned else _match(layout, name, best, code, report)
    above = first[: first.index(best)] if columns else []
    for number, cells in above:
        _drop_other_units(name, number, cells, columns, report)
    others = [number for number, cells in above if known[number] > 1 or CODE in map(folded, cells)]
    if others and above[-1][0] != others[-1]:  # else the header has several lines
        message = f"这里也像表头，到第 {best[0]} 行的表头为止没有读：{APART}"
        report(Trouble(address(name, others[0]), message))
    if below and _tells_units(name, *below[0], columns, report):
        del below[0]
    found = Headed(layout, table, columns, best, chain(below, numbered))
    if first and not columns:
        report(Trouble(address(name, best[0]), TURNED if is_turned else UNKNOWN))
        found.rows = iter(())
    elif found.code is None and first:
        what = (
            "没有编号的行按行号计算"
            if layout.question is None
            else "这张表的记录不知道是谁的，没有使用"
        )
        report(Trouble(address(name, best[0]), f"没有“{CODE}”这一列：{what}。"))
    return found


def _drop_other_units(
    name: str,
    number: int,
    cells: list[str],
    columns: dict[int, Column],
    report: Callable[[Trouble], None],
) -> None:
    """What is told in another unit than its column's would be read as so many times as much."""
    found = _UNIT.search(folded("".join(cells)))
    for index, one in list(columns.items()) if found else ():
        if found and one.asked and is_other_unit(found[1], fold(one.asked.unit)):
            said = f"上面写着“{found[0]}”，“{one.header}”这一列要的单位是{one.asked.unit}"
            report(Trouble(address(name, number), f"{said}，没有使用；请换算好，改掉上面的单位。"))
            del columns[index]


def _tells_units(
    name: str,
    number: int,
    cells: list[str],
    columns: dict[int, Column],
    report: Callable[[Trouble], None],
) -> bool:
    """Whether the row below the header tells units; a column in another one is left out."""
    said = {at: folded(raw(cells, at)).strip("()[]【】") for at in columns}
    units = {at: fold(one.asked.unit) for at, one in columns.items() if one.asked and said[at]}
    others = [at for at, unit in units.items() if is_other_unit(said[at], unit)]
    is_someone = any(
        one.kind == "code" and said[at] not in {"", CODE} for at, one in columns.items()
    )
    if is_someone or not (others or any(said[at] == unit for at, unit in units.items())):
        return False
    for at in others:
        one = columns.pop(at)
        wanted = f"“{one.header}”要的单位是{one.asked.unit if one.asked else ''}"
        message = f"“{said[at]}”：{wanted}，没有使用；请换算好，改掉单位。"
        report(Trouble(address(name, number, at), message))
    return True


def _match(
    layout: Layout,
    name: str,
    header: tuple[int, list[str]],
    code: int | None,
    report: Callable[[Trouble], None],
) -> dict[int, Column]:
    """The columns by index; `code` is where codes stand, where the explanations tell."""
    number, cells = header
    columns: dict[int, Column] = {}
    has_code = folded(CODE) in map(folded, cells)
    for index, cell in enumerate(cells):
        key = folded(cell)
        column = layout.known.get(key) or layout.known.get(_REMARK.sub("", key))
        column = column or _in_unit(layout, key)
        place = address(name, number, index)
        if column is None and not has_code and (key in CODE_WORDS or index == code):
            read_as = f"“{visible(cell).strip()}”这一列当作“{CODE}”读了，请改成“{CODE}”。"
            read_as += ROW_NUMBERS if layout.question else ""
            report(Trouble(place, read_as))
            columns[index] = layout.known[folded(CODE)]
            has_code = True
        elif column is None and key:
            report(Trouble(place, _unknown(layout, visible(cell).strip())))
        elif column is not None and column.kind == "code" and column in columns.values():
            report(Trouble(place, f"这里又有一列“{CODE}”，从这一列起没有读：{APART}"))
            break
        elif column is not None and column in columns.values():
            report(Trouble(place, f"“{column.header}”这一列有两列，用的是前面一列。"))
        elif column is not None:
            columns[index] = column
    return columns


def _in_unit(layout: Layout, key: str) -> Column | None:
    """The column whose header has its unit written in another way."""
    unit = _IN_UNIT.search(key)
    column = layout.known.get(key[: unit.start()]) if unit else None
    is_its = unit and column and column.asked and unit[1] == fold(column.asked.unit)
    return column if is_its else None


def _unknown(layout: Layout, header: str) -> str:
    near = nearest(header, layout.known)
    asked = layout.known[near].asked if near else None
    unit = _IN_UNIT.search(folded(header))
    if asked and unit and is_other_unit(unit[1], fold(asked.unit)):
        hint = f"；“{layout.known[near].header}”要的单位是{asked.unit}，请换算好，改掉表头。"
    elif near:
        hint = f"，是不是“{layout.known[near].header}”？"
    elif _WHO.search(header):
        hint = "；这里不需要能认出是谁的内容，请删掉这一列。"
    else:
        hint = "。"
    return f"不认识“{header[:40]}”这一列，没有使用{hint}"


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name that is meant, as far as one can tell, or ""."""
    key = folded(word)
    cutoff = ALIKE if len(key) > SHORT else ALIKE_IF_SHORT
    return next(iter(difflib.get_close_matches(key, known, n=1, cutoff=cutoff)), "")


def pair(layouts: list[Layout], names: Collection[str]) -> tuple[dict[str, Layout], list[Trouble]]:
    """Which layout each named table has; names that fit none are troubles.

    A table that is the only one stands for the persons, whatever its name.
    """
    given = [name for name in names if not is_no_table(name)] or list(names)
    known = {folded(layout.name): layout for layout in layouts}
    for one in layouts:
        if one.question is not None:
            known.setdefault(folded(one.question.label), one)
            for name in (one.question.id, *one.question.formerly):
                known.setdefault(folded(name), one)
    known.setdefault(folded(FORMER_PERSONS), known[folded(PERSONS)])
    found: dict[str, Layout] = {}
    troubles = []
    for name in sorted(given, key=lambda one: folded(one) not in known):
        layout: Layout | None = known.get(folded(name)) or known.get(titled(name))
        if layout is None and len(given) == 1:
            layout = known[folded(PERSONS)]
        if layout is not None and layout not in found.values():
            found[name] = layout
        else:
            troubles.append(Trouble(f"{name}!A1", _stray(name, layout, known)))
    return found, troubles


def _stray(name: str, layout: Layout | None, known: dict[str, Layout]) -> str:
    if layout is not None:
        return f"有两张“{layout.name}”表，没有用这一张。"
    near = nearest(name, known)
    hint = f"，是不是“{known[near].name}”？" if near else "。"
    return f"不认识这张表，没有使用{hint}"
