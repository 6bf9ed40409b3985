"""As much of a JSON Schema validator as the schemas here use (no extra dependency for that)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, Any] = {
    "string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list,
    "object": dict, "null": type(None),
}  # fmt: skip
_KNOWN = frozenset(
    (
        "$schema", "$defs", "$ref", "title", "description", "type", "enum", "pattern", "items",
        "properties", "required", "additionalProperties", "anyOf", "oneOf", "allOf", "not",
    )
)  # fmt: skip


def errors(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> list[str]:
    """The paths at which a value breaks a schema."""
    assert set(schema) <= _KNOWN, f"unknown keywords {set(schema) - _KNOWN}"
    found = list(_own(value, schema, path))
    if "$ref" in schema:
        found += errors(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, path)
    for part in schema.get("allOf", ()):
        found += errors(value, part, root, path)
    for key, right in (("anyOf", lambda n: n > 0), ("oneOf", lambda n: n == 1)):
        if key in schema:
            fitting = sum(not errors(value, part, root, path) for part in schema[key])
            if not right(fitting):
                found.append(f"{path}: {key}")
    if "not" in schema and not errors(value, schema["not"], root, path):
        found.append(f"{path}: not")
    if isinstance(value, list) and "items" in schema:
        for at, item in enumerate(value):
            found += errors(item, schema["items"], root, f"{path}[{at}]")
    if isinstance(value, dict):
        found += _members(value, schema, root, path)
    return found


def _own(value: Any, schema: dict[str, Any], path: str) -> Iterator[str]:
    if "type" in schema:
        kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        fitting = [kind for kind in kinds if isinstance(value, _TYPES[kind])]
        if not fitting or (isinstance(value, bool) and "boolean" not in kinds):
            yield f"{path}: type"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: enum"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        yield f"{path}: pattern"


def _members(
    value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str
) -> Iterator[str]:
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{path}: required {key}"
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties", {})
    for key, item in value.items():
        below = known.get(key, rest)
        if below is False:
            yield f"{path}.{key}: unknown"
        elif below:
            yield from errors(item, below, root, f"{path}.{key}")
