"""`score`: compute an answers file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from calculator.commands import answered
from calculator.commands.console import write
from calculator.commands.parsing import FILE
from calculator.commands.score_text import score_lines
from calculator.core.evaluate import PARTS
from calculator.core.values.canonical import dumps
from calculator.files import name_of, why, write_whole
from calculator.loading.place import Place, PolicyError, Problem


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "score",
        help="计算一份答案文件",
        description="计算一份答案文件（YAML 或 JSON）：总分、各项得分、没有计入的、要带的材料。",
        epilog=answered.EXIT_CODES,
    )
    answered.declare(parser)
    parser.add_argument(
        "--slip", type=Path, metavar=FILE,
        help="另存一份结果单，以后可以用 verify 重新计算、核对；不覆盖已有的文件",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the result of an answers file."""
    given = answered.read(options)
    if options.slip is not None:
        _write_slip(given, options.slip)
        if not options.json:
            write(f"结果单已存到 {options.slip.as_posix()}。\n")
    result = given.result(PARTS)
    lines = score_lines(given.rules, result, explain=options.explain)
    return answered.show(options, given, result, lines)


def _write_slip(given: answered.Answered, path: Path) -> None:
    slip = given.calculator.answer({"answers": given.answers, "slip": True})
    try:
        write_whole(path, dumps(slip).encode())
    except OSError as error:
        message = f"结果单不能存到这里：{why(error)}"
        raise PolicyError([Problem(Place(name_of(path), 1, 1), message)]) from None
