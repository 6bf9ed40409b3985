"""The command line: `python -m calculator check | score | cases | schema | rules`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from calculator.core.canonical import dumps
from calculator.errors import CalculatorError
from calculator.loading import Edition, PolicyError, edition_folders, load_edition

OK, PROBLEMS, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (in order), 1 (problems found) or 2 (usage)."""
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PolicyError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"共 {len(error.problems)} 处需要处理。", file=sys.stderr)
        return PROBLEMS
    except CalculatorError as error:
        print(error, file=sys.stderr)
        return PROBLEMS


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="python -m calculator",
        description="检查政策文件，计算得分，核对算例。",
        epilog="退出码：0 一切正常；1 发现问题；2 命令写法不对。",
    )
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    check = commands.add_parser("check", help="检查政策文件，一次列出全部问题")
    check.add_argument("path", nargs="?", default="policy", help="政策文件夹（默认 policy）")
    check.set_defaults(run=_check)
    rules = commands.add_parser("rules", help="输出编译好的规则（rules.json）")
    rules.add_argument("path", nargs="?", default="policy", help="年度文件夹")
    rules.set_defaults(run=_rules)
    return parser


def _check(options: argparse.Namespace) -> int:
    editions = load_editions(Path(options.path))
    for edition in editions:
        for note in edition.notes:
            print(note)
        policy = edition.policy
        print(
            f"{policy.id}/{policy.edition}：没有问题"
            f"（条款 {len(edition.clauses)}，数值 {len(edition.figures)}，"
            f"问题 {len(edition.questions)}，算例 {len(edition.cases)}）"
        )
    return OK


def _rules(options: argparse.Namespace) -> int:
    for edition in load_editions(Path(options.path)):
        print(dumps(edition.rules))
    return OK


def load_editions(path: Path) -> list[Edition]:
    """Load an edition folder, a policy folder or the folder of all policies."""
    folders = [path, *edition_folders(path), *edition_folders(path.parent)]
    mine = [folder for folder in folders if (folder / "policy.yml").is_file() or folder == path]
    return [load_edition(folder) for folder in mine[:1]]


if __name__ == "__main__":
    raise SystemExit(main())
