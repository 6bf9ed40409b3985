"""The command line: `python -m calculator COMMAND`; `--help` names the commands.

Exit codes: 0 done and in order; 1 problems found (or, of `verify`, another result); 2 wrong usage.
"""

from __future__ import annotations

from collections.abc import Sequence

from calculator.commands import (
    advise,
    batch,
    cases,
    check,
    checklist,
    diff,
    hours,
    new,
    photo,
    route,
    schema,
    score,
    sheet,
    verify,
)
from calculator.commands.console import abandon, complain, prepare
from calculator.commands.parsing import Parser
from calculator.errors import CalculatorError
from calculator.loading.place import PolicyError

PROBLEMS = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (in order), 1 (problems found) or 2 (usage)."""
    prepare()
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PolicyError as error:
        for problem in error.problems:
            complain(str(problem))
        complain(f"共 {len(error.problems)} 处需要处理。")
    except BrokenPipeError:
        abandon()
        return 0
    except CalculatorError as error:
        complain(str(error))
    return PROBLEMS


def build_parser() -> Parser:
    """The commands and their options."""
    parser = Parser(
        prog="python -m calculator",
        description="检查政策文件，核对算例；按一份答案计算得分、途径、学时、材料和建议。",
        epilog="退出码：0 一切正常；1 发现问题；2 命令写法不对。",
    )
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    check.add_parsers(commands)
    for one in (route, score, sheet, batch, hours, checklist, photo, advise, verify):
        one.add_parser(commands)
    for one in (cases, new, diff, schema):
        one.add_parser(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
