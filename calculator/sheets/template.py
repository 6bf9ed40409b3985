"""The empty workbook to fill in: made from the rules, so it asks for what this edition asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from calculator.core.rules import Rules
from calculator.core.tables.blank import HOW, LEAVE_OUT, column_width, stays_text
from calculator.core.tables.columns import (
    Column,
)
from calculator.core.tables.layout import (
    CODE,
    EDITION,
    GUIDE,
    OPTIONS,
    PERSONS,
    Layout,
    layouts,
)
from calculator.files import refuse_taken
from calculator.sheets.paper import set_up
from calculator.sheets.writing import save

# Rows that get drop-down lists: as many as anybody fills in by hand.
PREPARED_ROWS = 5_000
# Limits of what a spreadsheet shows beside a cell.
LONGEST_PROMPT, LONGEST_TITLE = 255, 32
GUIDE_WIDTHS = (30.0, 80.0)
_HEAD = PatternFill("solid", fgColor="FFE8EEF4")
_HELP = PatternFill("solid", fgColor="FFF7F7F2")
_TOP = Alignment(wrap_text=True, vertical="top")
TEXT_FORMAT = "@"


def write_template(rules: Rules, path: Path) -> None:
    """Write the workbook; nothing is overwritten."""
    refuse_taken(path)
    book = openpyxl.Workbook()
    guide: Any = book.active
    tables = layouts(rules)
    title = str(rules.policy["short"])
    _explain(guide, rules, tables)
    set_up(guide, GUIDE_WIDTHS, title)
    lists = book.create_sheet(OPTIONS)
    for layout in tables:
        sheet = book.create_sheet(layout.name)
        _table(sheet, layout, lists)
        set_up(sheet, [column_width(column) for column in layout.columns], title, "1:2")
    lists.sheet_state = "hidden"
    book.move_sheet(lists, len(tables))
    book.properties.title = book.properties.creator = title
    save(book, path)


def _explain(sheet: Any, rules: Rules, tables: list[Layout]) -> None:
    sheet.title = GUIDE
    lines = [
        (f"多人核对：{rules.policy['title']}", ""),
        (EDITION, f"{rules.policy_id}/{rules.edition}"),
        (HOW, f"先在“{PERSONS}”表里一人填一行，再在其余各表里把每个人的记录逐条填上。"),
        (CODE, "自己编，例如 1、2、3；各表里同一个人用同一个编号，一个人可以有几条记录。"),
        *LEAVE_OUT,
        ("没有", f"确实没有的，在“{PERSONS}”表那一列填“没有”；整张表没有人要填的，可以删掉。"),
        ("日期", "例如 2024-05 或 2024-05-01；2024年5月、2024/5/1 也认得。"),
        ("几项", "一格里要写几项的，用顿号、逗号或分号隔开。"),
        ("下拉", "有选项的格点开就能选；说明在第 2 行，选中一格时也会显示。"),
        ("", ""),
        ("表", "填什么"),
        *((one.name, one.question.item if one.question else "一人一行") for one in tables),
    ]
    for line in lines:
        sheet.append([text or None for text in line])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = _TOP
            if isinstance(cell.value, str):
                cell.data_type = "s"
        row[0].font = Font(bold=True)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = GUIDE_WIDTHS


def _table(sheet: Any, layout: Layout, lists: Any) -> None:
    sheet.append([column.header for column in layout.columns])
    sheet.append(layout.help)
    for number, column in enumerate(layout.columns, 1):
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column_width(column)
        if stays_text(column):
            # Else a spreadsheet makes a day of «2024-05», and 1 of «001».
            sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        head, help_ = sheet.cell(1, number), sheet.cell(2, number)
        head.font, head.fill, head.alignment = Font(bold=True), _HEAD, _TOP
        help_.font, help_.fill, help_.alignment = Font(size=9, color="FF555555"), _HELP, _TOP
        for cell in (head, help_):
            cell.data_type = "s"
        sheet.add_data_validation(_validation(column, f"{letter}3:{letter}{PREPARED_ROWS}", lists))
    sheet.freeze_panes = "B3"
    sheet.row_dimensions[1].height, sheet.row_dimensions[2].height = 48, 96


def _validation(column: Column, cells: str, lists: Any) -> DataValidation:
    """A drop-down list where there are options, and the help beside the cell."""
    if column.options:
        found = DataValidation(
            type="list", formula1=_listed(column.options, lists), allow_blank=True
        )
        # Other spellings are understood as well; what is not will be reported.
        found.showErrorMessage = False
    else:
        found = DataValidation(allow_blank=True)
    found.showInputMessage = True
    found.promptTitle = column.header[:LONGEST_TITLE]
    found.prompt = column.help[:LONGEST_PROMPT]
    found.add(cells)
    return found


def _listed(options: tuple[str, ...], lists: Any) -> str:
    """Where the options stand: a list in the validation itself may not hold commas, nor much."""
    number = lists.max_column + 1 if lists.cell(1, 1).value is not None else 1
    for row, option in enumerate(options, 1):
        cell = lists.cell(row, number, option)
        cell.data_type = "s"
    letter = get_column_letter(number)
    return f"'{OPTIONS}'!${letter}$1:${letter}${len(options)}"
