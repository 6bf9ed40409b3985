"""Read an answers file (YAML or JSON) for the command line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from calculator.core.answers.outside import NotReadableError, read_json
from calculator.core.words import EMPTY_FILE
from calculator.files import MOST_BYTES, read_within, why
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
