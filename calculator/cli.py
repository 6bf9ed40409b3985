"""The command line: `python -m calculator COMMAND`; `--help` names the commands.

Exit codes: 0 done and in order; 1 problems found (or, of `verify`, another result); 2 wrong usage;
130 interrupted. With `--json` problems are printed as `{"problems": [...]}` too.
"""

from collections.abc import Sequence
from contextlib import suppress

from calculator.commands import (
    advise,
    answers,
    batch,
    cases,
    check,
    checklist,
    diff,
    hours,
    keys,
    new,
    photo,
    route,
    schema,
    score,
    sheet,
    verify,
)
from calculator.commands.console import abandon, complain, prepare, write_exactly
from calculator.commands.parsing import Parser
from calculator.core.values.canonical import dumps
from calculator.errors import CalculatorError
from calculator.files import name_of, why
from calculator.loading.place import Place, PolicyError, Problem

PROBLEMS = 1
INTERRUPTED = 130
EXIT_CODES = """\
每个命令都可以加 --help 看说明，加 --json 得到给程序用的输出。

退出码：
  0  做完了，没有要处理的
  1  有要处理的：文件或答案有问题、算例不符、verify 的结果不同、照片不合格等
  2  命令写法不对
  130  用 Ctrl+C 中断了"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 (in order), 1 (problems found) or 2 (usage)."""
    prepare()
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except PolicyError as error:
        problems = list(error.problems)
        for problem in problems:
            complain(str(problem))
        errors = [one for one in problems if one.level == "error"]
        complain(f"共 {len(errors)} 处需要处理。")
    except BrokenPipeError:
        abandon()
        return 0
    except OSError as error:
        file = name_of(error.filename) if error.filename else ""
        problems = [Problem(Place(file, 1, 1), f"不能读写：{why(error)}")]
        complain(str(problems[0]))
    except CalculatorError as error:
        problems = [Problem(Place("", 1, 1), str(error))]
        complain(str(error))
    except KeyboardInterrupt:
        complain("已中断。")
        return INTERRUPTED
    if options.json:
        found = [
            {**one.place._asdict(), "level": one.level, "message": one.message} for one in problems
        ]
        with suppress(OSError):  # where the output itself is full, it is told already
            write_exactly(dumps({"problems": found}))
    return PROBLEMS


def build_parser() -> Parser:
    """The commands and their options."""
    parser = Parser(
        prog="python -m calculator",
        description="检查政策文件，核对算例；按一份答案计算得分、途径、学时、材料和建议。",
        epilog=EXIT_CODES,
    )
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    check.add_parsers(commands)
    for one in (answers, route, score, sheet, batch, hours, checklist, photo, advise, verify):
        one.add_parser(commands)
    for one in (cases, new, diff, schema, keys):
        one.add_parser(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
