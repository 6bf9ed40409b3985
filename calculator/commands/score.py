"""`score`: compute an answers file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from calculator.commands.answers_file import read_answers_file
from calculator.commands.console import write, write_exactly
from calculator.commands.score_text import score_text
from calculator.core.canonical import dumps
from calculator.core.entry import Calculator
from calculator.core.rules import compile_rules
from calculator.loading import Edition, edition_folders, load_edition
from calculator.loading.hints import did_you_mean
from calculator.loading.merge import shown
from calculator.loading.place import Place, PolicyError, Problem


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "score",
        help="计算一份答案文件",
        description="计算一份答案文件（YAML 或 JSON）：总分、各项得分、没有计入的、要带的材料。",
    )
    parser.add_argument("answers", type=Path, metavar="答案文件", help="例如 answers.yml")
    parser.add_argument(
        "--policy", type=Path, metavar="文件夹", default=Path("policy"),
        help="政策文件夹或年度文件夹（默认 policy，按答案文件里的 policy 和 edition 选）",
    )  # fmt: skip
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="输出与浏览器逐字节相同的 JSON")
    form.add_argument("--explain", action="store_true", help="逐条列出依据、算式和理由")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the result of an answers file."""
    answers = read_answers_file(options.answers)
    edition = edition_for(answers, options.policy, options.answers)
    calculator = Calculator(compile_rules(edition.rules))
    result = calculator.answer({"answers": answers})
    if options.json:
        write_exactly(dumps(result))
    else:
        write(score_text(edition.rules, result, explain=options.explain))
    return 0


def edition_for(answers: Any, policy: Path, file: Path) -> Edition:
    """Load the edition that the answers name, or the only one there is."""
    folders = {f"{one.parent.name}/{one.name}": one for one in edition_folders(policy)}
    if not folders:
        place = Place(policy.as_posix(), 1, 1)
        raise PolicyError([Problem(place, "这里没有政策文件（*.yml），请用 --policy 指明文件夹")])
    given = answers if isinstance(answers, dict) else {}
    wanted = f"{given.get('policy', '')}/{given.get('edition', '')}"
    if wanted in folders:
        return load_edition(folders[wanted])
    if wanted == "/" and len(folders) == 1:
        return load_edition(next(iter(folders.values())))
    known = "、".join(folders)
    what = f"没有“{wanted}”这个版本{did_you_mean(wanted, folders)}" if wanted != "/" else ""
    message = f"{what or '答案没有说明属于哪个版本'}；请在文件里写 policy 和 edition，现有：{known}"
    raise PolicyError([Problem(Place(shown(file), 1, 1), message)])
