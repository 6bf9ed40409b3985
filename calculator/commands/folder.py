"""A folder of answers files, one a person, for the commands about many people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from calculator.commands.answers_file import read_answers_file
from calculator.core.tables.people import Person, Trouble
from calculator.errors import CalculatorError
from calculator.files import name_of, why
from calculator.loading.place import PolicyError

ENDS = (".json", ".yml", ".yaml")
# What somebody may take for read, too.
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".et", ".ods")


def answers_files(folder: Path) -> list[Path]:
    """The answers files of a folder, by name."""
    return _ending(folder, ENDS)


def _ending(folder: Path, ends: tuple[str, ...]) -> list[Path]:
    try:
        inside = list(folder.iterdir())
    except OSError as error:
        raise CalculatorError(f"{name_of(folder)}：文件夹不能读取：{why(error)}。") from None
    return sorted(
        one for one in inside if one.suffix.lower() in ends and not one.name.startswith((".", "~"))
    )


def edition_named_in(folder: Path) -> dict[str, Any]:
    """The policy and edition that the first readable file names; {} where none does."""
    for path in filter(Path.is_file, answers_files(folder)):
        try:
            answers = read_answers_file(path)
        except PolicyError:
            continue
        if isinstance(answers, dict) and answers.get("policy"):
            return {key: answers.get(key) for key in ("policy", "edition")}
    return {}


def people_of_folder(folder: Path, report: Callable[[Trouble], None]) -> Iterator[Person]:
    """Everybody, the file's name as the code; files that cannot be read are reported."""
    for path in _ending(folder, TABLES):
        message = "文件夹里只读答案文件（.json、.yml），这张表没有读：几张表请放进一个工作簿。"
        report(Trouble(name_of(path.name), message))
    for path in answers_files(folder):
        name, code = name_of(path.name), name_of(path.stem)
        if not path.is_file():
            report(Trouble(name, "不是文件（是文件夹，或者断开的链接），没有读。", code))
            continue
        try:
            answers = read_answers_file(path)
        except PolicyError as error:
            for problem in error.problems:
                report(Trouble(name, problem.message, code))
            continue
        yield Person(code, name, answers)
