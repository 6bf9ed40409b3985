"""`verify`: work a result slip out again."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.commands import answered, words
from calculator.commands.answers_file import read_answers_file
from calculator.commands.console import show
from calculator.commands.parsing import declare_json
from calculator.core.papers.slip import unreadable
from calculator.core.values.canonical import dumps
from calculator.core.words import NAMES

MOST_SHOWN = 60


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "verify",
        help="重新计算一份结果单，看结果是否相同",
        description="按结果单里的答案重新计算，说明结果相同，还是哪里不同、因为什么。"
        "结果单只供重新计算、核对，不是签名。",
        epilog="退出码：0 结果相同；1 结果不同，或者不是结果单；2 命令写法不对。",
    )
    parser.add_argument(
        "slip", type=Path, metavar=NAMES["slip"], help="score --slip 或网页存下的文件"
    )
    answered.declare_policy(parser)
    declare_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print whether the result is the same."""
    slip = read_answers_file(options.slip)
    report = unreadable(slip)
    if report is None:
        edition = answered.edition_for(slip, options.policy, options.slip)
        report = answered.calculator_for(edition).answer({"verify": slip})
    show(options, report, lines(report))
    return 0 if report["same"] else 1


def lines(report: dict[str, Any]) -> Iterator[str]:
    """The verdict first, then what differs."""
    if not report["readable"]:
        yield "没有核对。"
    else:
        yield "相同：重新计算的结果与结果单一致。" if report["same"] else "不同。"
    yield from (f"  {finding['message']}" for finding in report["findings"])
    yield from words.title("不同的地方（结果单上的 → 现在算出的）：", report["changes"])
    for change in report["changes"]:
        old, new = _side(change, "old"), _side(change, "new")
        yield f"  {change['path']}: {old} → {new}"
    if report["more"]:
        yield f"  另有 {report['more']} 处。"
    yield ""
    yield report["notice"]


def _side(change: dict[str, Any], side: str) -> str:
    if side not in change:
        return "（没有）"
    text = dumps(change[side])
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"
