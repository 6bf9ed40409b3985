"""`check` and `rules`: the state of the policy files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from calculator.commands.console import write, write_exactly
from calculator.core.canonical import dumps
from calculator.loading import Edition, edition_folders, load_edition
from calculator.loading.place import Place, PolicyError, Problem


def add_parsers(commands: Any) -> None:
    """Declare both commands."""
    check = commands.add_parser(
        "check",
        help="检查政策文件，一次列出全部问题",
        description="检查政策文件。每个问题一行：文件:行:列  位置: 问题和改法。",
    )
    check.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar="文件夹")
    check.set_defaults(run=run_check)
    rules = commands.add_parser("rules", help="输出编译好的规则 rules.json")
    rules.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar="年度文件夹")
    rules.set_defaults(run=run_rules)


def run_check(options: argparse.Namespace) -> int:
    """Check every edition under a folder."""
    for edition in load_under(options.path):
        for note in edition.notes:
            write(str(note))
        policy = edition.policy
        write(
            f"{policy.id}/{policy.edition}：没有问题"
            f"（条款 {len(edition.clauses)}，数值 {len(edition.figures)}，"
            f"问题 {len(edition.questions)}，算例 {len(edition.cases)}）"
        )
    return 0


def run_rules(options: argparse.Namespace) -> int:
    """Print the rules of one edition, byte for byte as the browser gets them."""
    editions = load_under(options.path)
    if len(editions) > 1:
        names = "、".join(f"{one.policy.id}/{one.policy.edition}" for one in editions)
        place = Place(options.path.as_posix(), 1, 1)
        raise PolicyError([Problem(place, f"这里有几个版本，请指明其中一个：{names}")])
    write_exactly(dumps(editions[0].rules))
    return 0


def load_under(path: Path) -> list[Edition]:
    """Load an edition folder, all editions of a policy, or all policies; problems all at once."""
    folders = edition_folders(path)
    if not folders:
        raise PolicyError([Problem(Place(path.as_posix(), 1, 1), "这里没有政策文件（*.yml）")])
    editions: list[Edition] = []
    problems: list[Problem] = []
    for folder in folders:
        try:
            editions.append(load_edition(folder))
        except PolicyError as error:
            problems += error.problems
    if problems:
        raise PolicyError(problems)
    return editions
