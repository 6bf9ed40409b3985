"""`sheet`: the score sheet of one person, as a workbook or as CSV."""

import argparse
from pathlib import Path
from typing import Any

from calculator.commands import answered
from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import FILE
from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.papers.csv_text import Rows, csv_text
from calculator.core.papers.score_sheet import COLUMNS, PARTS, score_sheet
from calculator.core.papers.workbook import BOLD, PLAIN, Sheet, workbook
from calculator.core.values.canonical import dumps
from calculator.errors import CalculatorError
from calculator.files import name_of, refuse_taken, why, write_whole

ENDS = (".xlsx", ".csv")
FIRST = COLUMNS[0]
WIDTHS = (18.0, 22.0, 8.0, 36.0, 8.0, 8.0, 8.0, 22.0, 24.0, 13.0, 22.0)


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "sheet",
        help="写出自评表（.xlsx 或 .csv）",
        description="按评分表的样子写出自评表：各级指标、计分标准、最高分、填写的内容、得分、算式、"
        "条款、证明材料。要手填的留空。",
        epilog="退出码：0 已写出；1 文件有问题，或者不能保存；2 命令写法不对。",
    )
    answered.declare_answers(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar=FILE,
        help="写到哪里，以 .xlsx 或 .csv 结尾；不覆盖已有的文件",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="不写文件，输出与浏览器相同的 JSON")
    parser.set_defaults(run=lambda options: run(options, parser))


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Write the sheet."""
    if options.output is None and not options.json:
        parser.error("请用 -o 写明文件，例如 -o 自评表.xlsx；或者加 --json")
    if options.output is not None and options.output.suffix.lower() not in ENDS:
        parser.error(f"{name_of(options.output)}：文件名要以 .xlsx 或 .csv 结尾")
    given = answered.read(options)
    if options.json:
        write_exactly(dumps(given.calculator.answer({"sheet": True, "answers": given.answers})))
        return 0
    rules = given.calculator.rules
    answers, problems = read_answers(rules, given.answers)
    result = evaluate(rules, answers, PARTS, problems)
    rows = score_sheet(rules, answers, result)
    save(options.output, rows, str(rules.policy["short"]))
    write(f"自评表已存到 {name_of(options.output)}。")
    for problem in problems:
        write(f"  {problem.path}: {problem.message}")
    return 0


def save(path: Path, rows: Rows, title: str) -> None:
    """Write rows as what the file's name asks for."""
    refuse_taken(path)
    is_text = path.suffix.lower() == ".csv"
    content = csv_text(rows).encode() if is_text else score_workbook(rows, title)
    try:
        write_whole(path, content)
    except OSError as error:
        raise CalculatorError(f"{name_of(path)}：不能存到这里：{why(error)}。") from None


def score_workbook(rows: Rows, title: str) -> bytes:
    """The score sheet as a workbook."""
    width = max(map(len, rows))
    table = [number for number, row in enumerate(rows) if len(row) == width]
    head = next(number for number in table if FIRST in rows[number])
    levels = rows[head].index(FIRST)
    sheet = Sheet("自评表", [*([9.0] * levels), *WIDTHS], head=(head + 1, head + 1))
    for number, row in enumerate(rows):
        if len(row) == width:
            sheet.add(row, look=BOLD if number in {table[0], head} else PLAIN)
        else:
            words = "　".join(str(cell) for cell in row if cell)
            sheet.add_line(words, BOLD if number == 0 else PLAIN)
    return workbook(title, [sheet])
