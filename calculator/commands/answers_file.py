"""Read an answers file (YAML or JSON) for the command line, or a folder of them, one a person."""

import json
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from calculator.core.answers.outside import NotReadableError, read_json
from calculator.core.tables.archive import NO_TEXT
from calculator.core.tables.people import Person, Trouble
from calculator.core.words import EMPTY_FILE
from calculator.errors import CalculatorError
from calculator.files import MOST_BYTES, name_of, read_within, why
from calculator.loading.hygiene import decode
from calculator.loading.merge import MEANT, shown
from calculator.loading.node_kinds import plain
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.yamltext import read_nodes

ENDS = (".json", ".yml", ".yaml")
# What somebody may take for read, too.
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".et", ".ods")
A_TABLE = "这是表格，不是答案文件或结果单（.json、.yml）；批量核对请用 batch 命令"
UNREADABLE = "这是表格、文档、图片或压缩包，不是答案文件或结果单（.json、.yml）"
# What systems and browsers call a second file of the same name.
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)| ?（\d+）| ?- ?副本.*| copy.*| ?的副本.*)")


def read_answers_file(path: Path) -> Any:
    """Return the parsed answers; raises `PolicyError` saying what stands in the way of reading.

    A `.json` file is read as JSON, and so is one that came with another name (chats rename them);
    anything else by the same careful YAML reader as the policies.
    Numbers with a point stay text, so nothing is ever rounded.
    """
    file = shown(path)
    try:
        data = read_within(path)
    except OSError as error:
        raise PolicyError.at(file, f"文件不能读取：{why(error)}") from None
    if path.suffix.lower() in TABLES:
        raise PolicyError.at(file, A_TABLE)
    if data.startswith(NO_TEXT):
        raise PolicyError.at(file, UNREADABLE)
    if not data.strip():
        raise PolicyError.at(file, EMPTY_FILE)
    if path.suffix.lower() == ".json":
        return _read_json(data, file)
    if data.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        with suppress(PolicyError):
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


def answers_files(folder: Path) -> list[Path]:
    """The answers files of a folder, by name."""
    return [one for one in _inside(folder) if one.suffix.lower() in ENDS]


def _inside(folder: Path) -> list[Path]:
    try:
        return sorted(one for one in folder.iterdir() if not one.name.startswith((".", "~")))
    except OSError as error:
        raise CalculatorError(f"{name_of(folder)}：文件夹不能读取：{why(error)}。") from None


def _why_unread(path: Path) -> str:
    """What to say of something that somebody may take for read; "" where nobody would."""
    if path.suffix.lower() in ENDS:
        return ""
    if path.suffix.lower() in TABLES:
        return "文件夹里只读答案文件（.json、.yml），这张表没有读：几张表请放进一个工作簿。"
    if path.is_dir():
        return "文件夹里的文件夹没有读；要用的答案文件请移到上一层。" if answers_files(path) else ""
    is_meant = MEANT.search(path.name)
    return "没有读；要用的，请把文件名改成以 .yml 或 .json 结尾。" if is_meant else ""


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
    for path in _inside(folder):
        if words := _why_unread(path):
            report(Trouble(name_of(path.name), words))
    files = answers_files(folder)
    codes = {name_of(path.stem) for path in files}
    for path in files:
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
        person = Person(code, name, answers)
        if (copied := _COPY.fullmatch(code)) and copied[1] in codes:
            person.report(name, f"像是“{copied[1]}”的副本，也当作一份计算了；不要的请移走。")
        yield person
