"""JSON Schema (draft 2020-12) of the policy language, made from the types that load the files.

Editors that know the schema complete keys, show their Chinese help and underline slips. YAML in
an editor has numbers and booleans of its own, so every text also admits them here; the loader
reads them as text all the same.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from itertools import combinations
from typing import Any, Literal, TypeAliasType, get_args, get_origin

from calculator.loading.node_kinds import field_types, flattened, is_union
from calculator.loading.scalars import Id, Text
from calculator.loading.shape import ID_PATTERN
from calculator.loading.types.fields import Node
from calculator.loading.types.folder import CaseFile, PolicyFile
from calculator.loading.types.worked import Answer

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> Mapping[str, dict[str, Any]]:
    """The schemas by file name: one for the files of an edition, one for worked cases."""
    return {
        "policy.schema.json": json_schema(PolicyFile),
        "cases.schema.json": json_schema(CaseFile),
    }


def json_schema(root: type[Node]) -> dict[str, Any]:
    """The schema of a kind of file."""
    maker = _Maker()
    top = maker.of(root)
    return {
        "$schema": DIALECT,
        "title": root.TITLE,
        **top,
        "$defs": dict(sorted(maker.defs.items())),
    }


class _Maker:
    def __init__(self) -> None:
        self.defs: dict[str, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of a type."""
        if kind is Answer:
            return {}
        if isinstance(kind, TypeAliasType):
            return self._shared(kind.__name__, lambda: self.of(kind.__value__))
        if is_union(kind):
            options = [self.of(one) for one in get_args(kind) if one is not types.NoneType]
            distinct = [one for at, one in enumerate(options) if one not in options[:at]]
            return distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
        origin = get_origin(kind) or kind
        if origin is Literal:
            flags = [{"true": True, "false": False}.get(one) for one in get_args(kind)]
            return {"enum": [*get_args(kind), *(one for one in flags if one is not None)]}
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}
        if issubclass(origin, Node):
            return self._shared(origin.__name__, lambda: self._entry(origin))
        return _scalar(origin)

    def _shared(self, name: str, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _entry(self, kind: type[Node]) -> dict[str, Any]:
        entry: dict[str, Any] = {
            "title": kind.TITLE,
            "type": "object",
            "properties": self._properties(kind),
            "additionalProperties": False,
        }
        required = [
            key
            for key, field in kind.keys().items()
            if field.default is MISSING and not field.metadata["rest"]
        ]
        if required:
            entry["required"] = required
        rules: list[Any] = [
            {word: [{"required": [key]} for key in group]}
            for word, groups in (("oneOf", kind.ONE_OF), ("anyOf", kind.SOME_OF))
            for group in groups
        ]
        pairs = (pair for group in kind.AT_MOST_ONE_OF for pair in combinations(group, 2))
        rules += [{"not": {"required": [*pair]}} for pair in pairs]
        if rules:
            entry["allOf"] = rules
        if kind.SHORT:
            return {"title": kind.TITLE, "anyOf": [_scalar(Text), entry]}
        return entry

    def _properties(self, kind: type[Node]) -> dict[str, Any]:
        properties: dict[str, Any] = {}
        hints = field_types(kind)
        for key, field in kind.keys().items():
            if field.metadata["rest"]:
                for member in flattened(hints[field.name]):
                    properties |= self._properties(member)
                continue
            described = {"title": field.metadata["title"]}
            if field.metadata["text"]:
                described["description"] = field.metadata["text"]
            properties[key] = described | self.of(hints[field.name])
        return properties


def _scalar(kind: type) -> dict[str, Any]:
    if kind is bool:
        return {"type": "boolean"}
    if kind is int:
        return {"type": "integer"}
    if kind is Id:
        return {"type": ["string", "integer"], "pattern": f"^(?:{ID_PATTERN})$"}
    return {"type": ["string", "number"]}
