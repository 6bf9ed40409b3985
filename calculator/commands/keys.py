"""`keys`: the keys of the policy language, as text."""

import argparse
import re
from collections.abc import Iterator
from typing import Any

from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import declare_json
from calculator.core.values.canonical import dumps
from calculator.errors import CalculatorError
from calculator.loading.key_reference import kinds, rows_of

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)|`")


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "keys",
        help="列出政策文件的关键字",
        description="列出政策文件可以写的关键字：叫什么、意思、后面写什么。不读任何政策文件。",
        epilog="退出码：0 已列出；1 没有这个关键字；2 命令写法不对。",
    )
    parser.add_argument("word", nargs="?", metavar="关键字", help="只看一类（计分）或一个（cap）")
    declare_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print all kinds of mappings with their keys, or what bears a name."""
    found = list(_named(options.word))
    if not found:
        raise CalculatorError(f"没有关键字“{options.word}”；不写就列出全部")
    if options.json:
        write_exactly(dumps({"kinds": found}))
        return 0
    for kind in found:
        lines = (f"  {one['key']}　{one['meaning']}　→ {one['wanted']}" for one in kind["keys"])
        write("\n".join([kind["title"], *lines, ""]))
    return 0


def _named(word: str | None) -> Iterator[dict[str, Any]]:
    for kind in kinds():
        rows = [[_LINK.sub(r"\1", cell) for cell in row] for row in rows_of(kind)]
        keys = [
            {"key": key, "meaning": meaning, "wanted": wanted}
            for key, meaning, wanted in rows
            if word in {None, kind.TITLE, key}
        ]
        if keys:
            yield {"title": kind.TITLE, "keys": keys}
