"""`answers`: write an answers file to begin with, every question a comment."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.commands import answered, words
from calculator.commands.console import show
from calculator.commands.parsing import FILE
from calculator.core.answers.kinds import written
from calculator.files import name_of, refuse_taken, write_whole

OPTIONS = frozenset(("choice", "ordered"))


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "answers",
        help="写出一份可以填的答案文件",
        description="写出一份答案文件（YAML）：每个问题一段说明和一个例子，都在 # 后面。"
        "要回答的，删去行首的“# ”，改成自己的；其余不动，就是没有回答。不覆盖已有的文件。",
        epilog="退出码：0 已写出；1 不能保存，或者没有指明是哪一份政策；2 命令写法不对。",
    )
    parser.add_argument("file", type=Path, metavar=FILE, help="例如 answers.yml")
    answered.declare_policy(parser)
    parser.add_argument("--json", action="store_true", help="把写了什么输出成 JSON")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the file."""
    refuse_taken(options.file)
    edition = answered.edition_for({}, options.policy, options.file)
    write_whole(options.file, "\n".join([*lines(edition.rules), ""]).encode())
    name = name_of(options.file)
    policy = edition.rules["policy"]
    written = {"file": name, "policy": policy["id"], "edition": policy["edition"]}
    said = f"{words.heading(edition.rules)}：答案文件已存到 {name}。填好以后：score {name}"
    show(options, written, [said])
    return 0


def lines(rules: dict[str, Any]) -> Iterator[str]:
    """The file, line by line."""
    policy = rules["policy"]
    yield f"# {policy['title']}"
    yield "# 要回答的，删去行首的“# ”，改成自己的；其余不动，就是没有回答。"
    yield f"policy: {policy['id']}"
    yield f'edition: "{policy["edition"]}"'
    yield "answers:"
    for question in rules["questions"]:
        # Facts of a picture come from the picture itself.
        if written(question["type"]) != "photo":
            yield ""
            yield from _question(question)


def _question(question: dict[str, Any]) -> Iterator[str]:
    if written(question["type"]) != "list":
        yield f"  ## {_said(question)}"
        yield f"  # {question['id']}: {_example(question)}"
        return
    yield f"  ## {question['label']}：一条记录一段，从“-”开始；没有的写 []"
    for field in question["fields"]:
        yield f"  ##   {field['id']}：{_said(field)}"
    yield f"  # {question['id']}:"
    sign = "-"
    for field in question["fields"]:
        yield f"  #   {sign} {field['id']}: {_example(field)}"
        sign = " "


def _said(asked: dict[str, Any]) -> str:
    """What is asked, and what may be answered."""
    if written(asked["type"]) in OPTIONS:
        options = "、".join(f"{one['id']}（{one['label']}）" for one in asked["options"])
        return f"{asked['label']}：{options}"
    kind = {
        "yesno": "true（是）或者 false（否）",
        "date": "日期，只记得年月的写到月",
        "period": "起止日期，至今的不写 to",
    }.get(written(asked["type"]))
    unit = f"（{asked['unit']}）" if asked.get("unit") else ""
    return f"{asked['label']}{unit}" + (f"：{kind}" if kind else "")


def _example(asked: dict[str, Any]) -> str:
    if written(asked["type"]) in OPTIONS:
        return str(asked["options"][0]["id"])
    return {
        "yesno": "true",
        "date": "2021-06",
        "period": "{from: 2021-06-01}",
        "text": "文字",
    }.get(written(asked["type"])) or str(asked.get("at_least") or 1)
