"""The argument parser, speaking Chinese."""

import argparse
import re
from pathlib import Path
from typing import Any, NoReturn

# What arguments are called.
FILE, FOLDER, OLD, NEW = "文件", "文件夹", "旧年度", "新年度"
# What argparse says about wrong usage, and how it is said here.
_MESSAGES = (
    (r"the following arguments are required: (.*)", r"还缺少：\1"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"没有 \1，可选：\2"),
    (r"expected one argument", "后面要写一个值"),
    (r"expected at least one argument", "后面至少要写一个值"),
    (r"not allowed with argument (.*)", r"不能和 \1 一起用"),
    (r"argument (.*?): ", r"\1："),
)


class _Lines(argparse.HelpFormatter):
    """Keeps the lines of a text apart, and its indented lines as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(
            line if line.startswith(" ") else super(_Lines, self)._fill_text(line, width, indent)
            for line in text.splitlines()
        )


class Parser(argparse.ArgumentParser):
    """`argparse` with Chinese headings, help and complaints; sub-commands get the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **{"formatter_class": _Lines, **options})
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """The first lines of the help."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and leave with 2."""
        for pattern, words in _MESSAGES:
            message = re.sub(pattern, words, message)
        self.exit(2, f"{self.format_usage()}命令写法不对：{message}\n加 --help 可以看说明。\n")


def declare_json(parser: argparse.ArgumentParser, words: str = "输出 JSON") -> None:
    """Declare that the output is for programs."""
    parser.add_argument("--json", action="store_true", help=words)


def declare_editions(parser: argparse.ArgumentParser) -> None:
    """Declare where editions are looked for by their names, and the form of the output."""
    parser.add_argument(
        "--policy", type=Path, metavar=FOLDER, default=Path("policy"),
        help="政策文件夹，或放着几份政策的文件夹（默认 policy）",
    )  # fmt: skip
    declare_json(parser)
