"""The empty tables as a workbook to fill in: made from the rules, so it asks for what they ask."""

from collections.abc import Iterable
from itertools import zip_longest

from calculator.core.papers.workbook import BOLD, SMALL, Sheet, letters, workbook
from calculator.core.rules import Rules
from calculator.core.tables.columns import Column
from calculator.core.tables.layout import (
    CODE,
    EDITION,
    GUIDE,
    OPTIONS,
    PERSONS,
    Layout,
    layouts,
    short_layout,
)  # fmt: skip
from calculator.core.tables.short import spare_columns
from calculator.core.words import A_ROW_EACH, NAMES, WHO

HOW = "怎样填"
GUIDE_WIDTHS = (30.0, 80.0)
SHORT_HOW = f"在“{PERSONS}”表里{A_ROW_EACH}；有选项的格点开就能选，说明在第 2 行。"
MORE = ("还要填别的", "一项有几条记录的，或者还要算计分的，用完整的表；两种表的列可以同用。")
LONG_HOW = f"先填“{PERSONS}”表，{A_ROW_EACH}，再在其余各表里把各自的记录逐条填上。"
LEAVE_OUT = (
    ("不要填", f"{WHO}：计算用不着，表里也没有这些列。"),
    ("不填", "空着的格表示没有回答，结果会按范围给出，并说明还缺什么。"),
)
LONG = (
    (CODE, "自己编，例如 1、2、3；各表里用同一个编号对应，一个编号可以有几条记录。"),
    *LEAVE_OUT,
    ("没有", f"确实没有的，在“{PERSONS}”表那一列填“没有”；整张表都没有内容的，可以删掉。"),
    ("日期", "例如 2024-05 或 2024-05-01；2024年5月、2024/5/1 也认得。"),
    ("几项", "一格里要写几项的，用顿号、逗号或分号隔开。"),
    ("下拉", "有选项的格点开就能选；说明在第 2 行，选中一格时也会显示。"),
    ("表", "填什么"),
)


def short_workbook(rules: Rules) -> bytes:
    """What tells most, one row a person."""
    spare = "、".join(f"“{column.header}”" for column in spare_columns(rules))
    more = [("可以另加的列", spare)] if spare else []
    return _workbook(
        rules, [short_layout(rules)], [(HOW, rules.own(SHORT_HOW)), *LEAVE_OUT, MORE, *more]
    )


def full_workbook(rules: Rules) -> bytes:
    """All that this edition asks for: the persons, and a table for each list."""
    tables = layouts(rules)
    items = [(one.name, one.question.item) for one in tables if one.question]
    return _workbook(rules, tables, [(HOW, rules.own(LONG_HOW)), *LONG, *items])


def _workbook(rules: Rules, tables: list[Layout], guide: Iterable[tuple[str, str]]) -> bytes:
    lists: list[tuple[str, ...]] = []
    sheets = [_table(layout, lists) for layout in tables]
    explained = Sheet(GUIDE, GUIDE_WIDTHS, head=(1, 0))
    explained.form = True
    explained.add((f"{NAMES['batch']}：{rules.policy['title']}", None), look=BOLD)
    explained.add((EDITION, f"{rules.policy_id}/{rules.edition}"), *guide)
    options = Sheet(OPTIONS, [])
    options.hidden = True
    options.add(*zip_longest(*lists))
    return workbook(str(rules.policy["short"]), [*sheets[:1], explained, *sheets[1:], options])


def _table(layout: Layout, lists: list[tuple[str, ...]]) -> Sheet:
    """Headers and help, to be filled in below; options go to the lists."""
    widths = [column_width(column) for column in layout.columns]
    sheet = Sheet(layout.name, widths, frozen="B3", head=(1, 2))
    sheet.form = True
    sheet.add([column.header for column in layout.columns], look=BOLD)
    sheet.add(layout.help, look=SMALL)
    sheet.texts = frozenset(at for at, one in enumerate(layout.columns) if stays_text(one))
    for at, column in enumerate(layout.columns):
        sheet.prompts[at] = (column.header, column.help)
        if column.options:
            where = letters(len(lists))
            sheet.choices[at] = f"'{OPTIONS}'!${where}$1:${where}${len(column.options)}"
            lists.append(column.options)
    return sheet


def stays_text(column: Column) -> bool:
    """Else a spreadsheet makes a day of «2024-05», and 1 of «001»."""
    if column.asked is None:
        return column.kind == "code"
    if len(column.parts) > 1:
        return True
    return column.kind in {"from", "to"} or column.asked.type in {"date", "period", "text"}


def column_width(column: Column) -> float:
    """How wide it is: Chinese characters take two of what a width counts."""
    longest = max((len(text) for text in column.options), default=4)
    return float(min(max(longest * 2 + 3, len(column.header), 12), 28))
