"""`batch`: many people out of a workbook or a folder of answers files."""

import argparse
import errno
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from calculator.commands import answered, words
from calculator.commands.answers_file import ENDS as ANSWERS_ENDS
from calculator.commands.answers_file import edition_named_in, people_of_folder
from calculator.commands.console import complain, write, write_exactly
from calculator.commands.parsing import FILE
from calculator.core.rules import Rules
from calculator.core.shapes import Result
from calculator.core.tables.blank import full_workbook, short_workbook
from calculator.core.tables.layout import PERSONS
from calculator.core.tables.people import Person, Trouble
from calculator.core.values.canonical import dumps
from calculator.core.words import APPLICANTS, NAMES, WHO
from calculator.errors import CalculatorError
from calculator.files import name_of, refuse_taken, why, write_whole

PROBLEMS = 1
# People between two words on progress: on a screen, in a log.
EVERY, EVERY_LOGGED = 25, 500
# Bytes of a workbook that takes a while to read.
LARGE = 1_000_000
# Troubles that are told at once; all of them stand in the workbook.
MOST_TOLD = 25
ENDS = (".xlsx", ".xlsm")
TEXT_ENDS = (".csv", ".tsv", ".txt")
IN_A_FOLDER = "这是一份答案文件：请放进一个文件夹，写文件夹的名字；只算这一份用 score 命令。"


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "batch",
        help=f"{NAMES['batch']}：填好的工作簿，或者放着答案文件的文件夹",
        description=f"读填好的工作簿（.xlsx）、存成 CSV 的“{PERSONS}”表，或文件夹里的答案文件"
        "（.json、.yml，一份一个），逐份算出途径、得分、学时和材料，写成一个工作簿：一份一行，原因一张表，要改的单元格一张表。"
        f"先用 --template 得到空表。表里用自己编的编号，不要写{WHO}。",
        epilog="退出码：0 都算出来了，没有要改的；1 算出来了，但有要改的单元格，或者文件不能用；"
        "2 命令写法不对。",
    )
    parser.add_argument(
        "source",
        type=Path,
        nargs="?",
        metavar="工作簿或文件夹",
        help="填好的 .xlsx 或 .csv，或文件夹",
    )
    answered.declare_policy(parser)
    parser.add_argument(
        "-o", "--output", type=Path, metavar=FILE, help="结果写到哪个 .xlsx；不覆盖已有的文件"
    )
    parser.add_argument(
        "--template", type=Path, metavar=FILE, help="写出空的工作簿（.xlsx），有下拉选项和说明"
    )
    parser.add_argument(
        "--short", action="store_true",
        help="与 --template 同用：短表，只列最要紧的各列",
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true",
        help="把结果输出成 JSON，一份一行，最后一行是不属于哪一份的问题",
    )  # fmt: skip
    parser.set_defaults(run=lambda options: run(options, parser))


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Write the template, or work everybody out."""
    for path in (options.template, options.output):
        if path is not None and path.suffix.lower() != ".xlsx":
            parser.error(f"{name_of(path)}：文件名要以 .xlsx 结尾")
    if options.template is not None:
        return _template(options)
    if options.source is None or (options.output is None and not options.json):
        parser.error("请写明工作簿或文件夹，并用 -o 写明结果存到哪里")
    return _Run(options).run()


def _template(options: argparse.Namespace) -> int:
    edition = answered.edition_for({}, options.policy, options.template)
    rules = answered.calculator_for(edition).rules
    refuse_taken(options.template)
    write_whole(options.template, (short_workbook if options.short else full_workbook)(rules))
    name = name_of(options.template.name)
    title = words.heading(edition.rules)
    write(f"{title}：空表已存到 {name_of(options.template)}。填好以后：batch {name} -o 结果.xlsx")
    return 0


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise CalculatorError(f"{name_of(path)}：文件不能读取：{why(error)}。") from None


class _Run:
    """One batch: where people come from, where results go, what is said meanwhile."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.strays: list[Trouble] = []
        self.troubles = 0
        self.rules: Rules
        self.output: Any = None
        self.workbook: Any = None

    def run(self) -> int:
        """Work everybody out; a workbook stays open from the look at its edition to the end."""
        with ExitStack() as files:
            return self._run(files)

    def _run(self, files: ExitStack) -> int:
        # Workbooks take a while to import; no other command waits for that.
        from calculator.sheets import batch

        source, target = self.options.source, self.options.output
        if target is not None:
            refuse_taken(target)
        early: list[Trouble] = []
        rules = self.rules = self._rules(source, files, early)
        if target is not None:
            self.output = batch.Output(rules)
        for trouble in early:
            self._report(trouble)
        count = batch.run(rules, self._people(rules, source), self._take, self._progress)
        if not count:
            wanted = "文件夹里要放答案文件（.json、.yml），一份一个。" if source.is_dir() else ""
            complain(f"{name_of(source)}：里面没有可以计算的。{wanted}")
        self._finish(count)
        return PROBLEMS if self.troubles or not count else 0

    def _rules(self, source: Path, files: ExitStack, early: list[Trouble]) -> Rules:
        from calculator.core.tables.archive import SAVE_AS
        from calculator.core.tables.workbook import Workbook

        if source.is_dir():
            named = edition_named_in(source)
        elif source.suffix.lower() in ENDS:
            if source.is_file() and source.stat().st_size > LARGE:
                complain(f"{name_of(source)}：正在读，文件大，要等一会儿。")
            self.workbook = Workbook(name_of(source.name), files.enter_context(_opened(source)))
            named = self.workbook.edition_named()
        elif source.suffix.lower() in TEXT_ENDS:
            named = {}
        else:
            if not source.exists():
                raise CalculatorError(f"{name_of(source)}：{why(OSError(errno.ENOENT, ''))}。")
            is_answers = source.suffix.lower() in ANSWERS_ENDS
            message = (
                IN_A_FOLDER if is_answers else f"这里读的是工作簿（.xlsx）、CSV 或文件夹。{SAVE_AS}"
            )
            raise CalculatorError(f"{name_of(source)}：{message}")
        edition = answered.edition_for(named, self.options.policy, source)
        return answered.calculator_for(edition).rules

    def _people(self, rules: Rules, source: Path) -> Iterator[Person]:
        from calculator.sheets import batch

        if source.is_dir():
            return people_of_folder(source, self._report)
        if source.suffix.lower() in TEXT_ENDS:
            return batch.people_of_csv(rules, source, self._report)
        return batch.people_of_workbook(rules, self.workbook, self._report)

    def _take(self, person: Person, result: Result) -> None:
        self.troubles += len(person.troubles) + len(result["problems"])
        if self.output is not None:
            self.output.add(person, result)
        if self.options.json:
            troubles = [one.as_json() for one in person.troubles]
            line = {"code": person.code, "troubles": troubles, "result": result}
            write_exactly(dumps(line) + "\n")

    def _report(self, trouble: Trouble) -> None:
        self.troubles += 1
        if self.output is not None:
            self.output.report(trouble)
        if self.options.json:
            self.strays.append(trouble)
        elif self.troubles <= MOST_TOLD:
            complain(f"{trouble.address}：{trouble.message}")

    def _progress(self, number: int) -> None:
        """One line that counts up, or now and then a line of its own in a log."""
        if sys.stderr.isatty() and not number % EVERY:
            sys.stderr.write(f"\r{self._done(number)}")
            sys.stderr.flush()
        elif not number % EVERY_LOGGED:
            complain(self._done(number))

    def _done(self, number: int) -> str:
        return self.rules.own(f"已算 {APPLICANTS.format(count=number)}")

    def _finish(self, count: int) -> None:
        if sys.stderr.isatty() and count >= EVERY:
            complain("")
        if self.options.json:
            write_exactly(dumps({"problems": [one.as_json() for one in self.strays]}) + "\n")
        if self.output is None:
            return
        self.output.save(self.options.output)
        for sheet in sorted(self.output.book.full):
            complain(f"“{sheet}”表写满了，后面的没有写进去；请分成几次。")
        if not self.options.json:
            mend = f"，有 {self.troubles} 处要改，见“要改的单元格”表" if self.troubles else ""
            said = f"{self.output.said}。" if self.output.said else ""
            write(f"{said}{self._done(count)}，结果已存到 {name_of(self.options.output)}{mend}。")
