"""Read an answers file (YAML or JSON) for the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from calculator.core.canonical import loads
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
        data = path.read_bytes()
    except OSError as error:
        raise PolicyError([Problem(Place(file, 1, 1), f"文件不能读取：{error.strerror}")]) from None
    if path.suffix.lower() == ".json":
        return _read_json(data, file)
    node, problems = read_nodes(data, file)
    if problems:
        raise PolicyError(problems)
    if node is None:
        raise PolicyError([Problem(Place(file, 1, 1), "文件是空的")])
    return plain(node)


def _read_json(data: bytes, file: str) -> Any:
    text, problems = decode(data, file)
    if text is None:
        raise PolicyError(problems)
    try:
        return loads(text)
    except RecursionError:
        problem = Problem(Place(file, 1, 1), "括号层次太深，不像是答案文件")
    except ValueError as error:
        line, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        message = "不是正确的 JSON：这里附近少了逗号、引号或括号，或者多了一个逗号"
        problem = Problem(Place(file, line, column), message)
    raise PolicyError([problem]) from None
