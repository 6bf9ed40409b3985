"""Read an answers file (YAML or JSON) for the command line, or a folder of them, one a person."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from calculator.core.answers.outside import NotReadableError, read_json
from calculator.core.tables.people import Person, Trouble
from calculator.core.words import EMPTY_FILE
from calculator.errors import CalculatorError
from calculator.files import MOST_BYTES, name_of, read_within, why
from calculator.loading.hygiene import decode
from calculator.loading.merge import shown
from calculator.loading.node_kinds import plain
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.yamltext import read_nodes


def read_answers_file(path: Path) -> Any:
    """Return the parsed answers; raises `PolicyError` saying what stands in the way of reading.

    A `.json` file is read as JSON; anything else by the same careful YAML reader as the policies.
    Numbers with a point stay text, so nothing is ever rounded.
    """
    file = shown(path)
    try:
        data = read_within(path)
    except OSError as error:
        raise PolicyError.at(file, f"文件不能读取：{why(error)}") from None
    if path.suffix.lower() == ".json":
        return _read_json(data, file)
    node, problems = read_nodes(data, file)
    if problems:
        raise PolicyError(problems)
    if node is None:
        raise PolicyError.at(file, EMPTY_FILE)
    return plain(node)


def _read_json(data: bytes, file: str) -> Any:
    text, problems = decode(data, file, MOST_BYTES)
    if text is None:
        raise PolicyError(problems)
    try:
        read = read_json(text)
    except NotReadableError as error:
        raise PolicyError([Problem(Place(file, error.line, error.column), str(error))]) from None
    if doubled := _doubled(text):
        raise PolicyError(
            [
                Problem(Place(file, 1, 1), f"“{key}”在同一对大括号里写了几次，请合并或删掉多余的")
                for key in doubled
            ]
        )
    return read


def _doubled(text: str) -> list[str]:
    """Keys that a mapping holds several times: all but the last would be lost."""
    found: dict[str, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        counted = Counter(key for key, _ in pairs)
        found.update(dict.fromkeys(key for key, count in counted.items() if count > 1))

    json.loads(text, object_pairs_hook=look)
    return list(found)


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
