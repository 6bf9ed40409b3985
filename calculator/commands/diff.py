"""`diff`: what changed between two editions, and what that does to every worked case."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import NEW, OLD, declare_editions
from calculator.core.values.canonical import dumps
from calculator.editions import words
from calculator.editions.compare import compare
from calculator.editions.effects import case_effects
from calculator.editions.stale import stale
from calculator.loading import Edition, load_edition
from calculator.loading.edition import find_editions


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "diff",
        help="比较两个年度：改了什么，对每个算例有什么影响",
        description="用文字说明两个年度之间条款、数值、规则、问题和途径的变化，"
        "再用旧年度的每个算例说明结果会怎样变。",
        epilog="退出码：0 已比较（有没有差别都是 0）；1 文件有问题；2 命令写法不对。",
    )
    parser.add_argument("old", metavar=OLD, help="例如 2030，或者一个年度文件夹")
    parser.add_argument("new", metavar=NEW, help="例如 2031，或者一个年度文件夹")
    declare_editions(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the differences."""
    folders = find_editions(options.policy, options.old, options.new)
    old, new = (load_edition(folder) for folder in folders)
    if options.json:
        write_exactly(dumps(as_json(old, new)))
    else:
        write("\n".join(lines(old, new)))
    return 0


def as_json(old: Edition, new: Edition) -> dict[str, Any]:
    """``{"from", "to", "changes", "stale", "cases": {"count", "changed"}}``."""
    return {
        "from": _named(old),
        "to": _named(new),
        "changes": [one.as_json() for one in compare(old, new)],
        "stale": [asdict(one) for one in stale(old, new)],
        "cases": {
            "count": len(old.cases),
            "changed": [one.as_json() for one in case_effects(old, new)],
        },
    }


def _named(edition: Edition) -> dict[str, str]:
    return {"policy": str(edition.policy.id), "edition": str(edition.policy.edition)}


def lines(old: Edition, new: Edition) -> Iterator[str]:
    """The same in words."""
    found = compare(old, new)
    here, there = (f"{one.policy.id}/{one.policy.edition}" for one in (old, new))
    yield f"从 {here} 到 {there}：{len(found)} 处变化。"
    yield from words.change_lines(found)
    yield from words.stale_lines(stale(old, new), new)
    yield from words.effect_lines(case_effects(old, new), old.rules, len(old.cases))
