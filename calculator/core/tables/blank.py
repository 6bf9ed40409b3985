"""The short table as an empty workbook, to fill in."""

from __future__ import annotations

from itertools import zip_longest

from calculator.core.papers.workbook import BOLD, SMALL, Sheet, letters, workbook
from calculator.core.rules import Rules
from calculator.core.tables.columns import CODE_KIND, FROM, TO, Column
from calculator.core.tables.layout import EDITION, GUIDE, OPTIONS, short_layout

HOW = "怎样填"
LEAVE_OUT = (
    ("不要填", "姓名、身份证号、手机号、单位：计算用不着，表里也没有这些列。"),
    ("不填", "空着的格表示没有回答，结果会按范围给出，并说明还缺什么。"),
)


def short_workbook(rules: Rules) -> bytes:
    """The short table as a workbook to fill in, with drop-down lists."""
    layout = short_layout(rules)
    sheet = Sheet(layout.name, [column_width(column) for column in layout.columns], "B3")
    sheet.first = 3
    sheet.add([column.header for column in layout.columns], look=BOLD)
    sheet.add(layout.help, look=SMALL)
    sheet.texts = frozenset(at for at, one in enumerate(layout.columns) if stays_text(one))
    for at, column in enumerate(layout.columns):
        sheet.prompts[at] = (column.header, column.help)
        if column.options:
            sheet.choices[at] = f"'{OPTIONS}'!${letters(at)}$1:${letters(at)}${len(column.options)}"
    options = Sheet(OPTIONS, [])
    options.hidden = True
    lists = [column.options for column in layout.columns]
    options.add(*zip_longest(*lists))
    guide = Sheet(GUIDE, (14, 80))
    guide.add((f"多人核对（短表）：{rules.policy['title']}", None), look=BOLD)
    guide.add(
        (EDITION, f"{rules.policy_id}/{rules.edition}"),
        (HOW, f"在“{layout.name}”表里一人一行；有选项的格点开就能选，说明在第 2 行。"),
        *LEAVE_OUT,
        ("还要填别的", "一个人有几条记录的，或者还要算计分的，用完整的空表；两种表的列可以同用。"),
    )
    return workbook([sheet, guide, options])


def stays_text(column: Column) -> bool:
    """Else a spreadsheet makes a day of «2024-05», and 1 of «001»."""
    if column.asked is None:
        return column.kind == CODE_KIND
    return column.kind in {FROM, TO} or column.asked.type in {"date", "period", "text"}


def column_width(column: Column) -> float:
    """How wide it is: Chinese characters take two of what a width counts."""
    longest = max((len(text) for text in column.options), default=4)
    return float(min(max(longest * 2 + 3, len(column.header), 12), 28))
