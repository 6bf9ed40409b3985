"""The JSON Schema, the types and the loader say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from calculator.commands.schema import schema_texts
from calculator.loading.schema import json_schemas
from calculator.loading.shape import Shaper
from calculator.loading.types.fields import Node
from calculator.loading.types.folder import CaseFile, PolicyFile
from calculator.loading.yamltext import read_nodes
from tests.loading.schema_validator import errors
from tests.policies.vocabulary import node_types

SCHEMAS = json_schemas()
KINDS: dict[str, type[Node]] = {
    "policy.schema.json": PolicyFile,
    "cases.schema.json": CaseFile,
}


class _EditorLoader(yaml.CSafeLoader):
    """Values as YAML 1.2 has them (an editor's view): numbers and true/false, no dates."""


_EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?[0-9]+\.[0-9]+$", "-+0123456789"),
):
    _EditorLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        __import__("re").compile(_pattern),
        list(_first),
    )


def by_schema(text: str, name: str) -> list[str]:
    value = yaml.load(text, Loader=_EditorLoader)  # noqa: S506 (a safe loader)
    return errors(value, SCHEMAS[name], SCHEMAS[name])


def by_loader(text: str, name: str) -> list[str]:
    node, problems = read_nodes(text.encode(), "f.yml")
    assert node is not None
    shaper = Shaper("f.yml")
    shaper.read(node, KINDS[name])
    return [str(problem) for problem in (*problems, *shaper.problems)]


def all_files(root: Path) -> list[tuple[Path, str]]:
    found = []
    for folder in (root / "policy", root / "tests" / "policies"):
        found += [(path, "policy.schema.json") for path in sorted(folder.glob("*/*/*.yml"))]
        found += [(path, "cases.schema.json") for path in sorted(folder.glob("*/*/cases/*.yml"))]
    return found


def test_every_policy_file_fits_schema_and_loader(root: Path) -> None:
    files = all_files(root)
    assert len(files) > 20
    for path, name in files:
        text = path.read_text(encoding="utf-8")
        assert by_loader(text, name) == [], path
        assert by_schema(text, name) == [], path


def test_every_type_and_key_is_in_the_schema_with_a_chinese_title() -> None:
    known: dict[str, Any] = {}
    for schema in SCHEMAS.values():
        known |= schema["$defs"]
    left_out = {"Asked", "Axis", "ClauseCondition", "Measured"}
    for kind in node_types():
        if kind.__name__ in left_out:
            continue
        entry = known[kind.__name__]
        entry = entry["anyOf"][1] if kind.SHORT else entry
        assert entry["title"] == kind.TITLE
        assert set(entry["properties"]) == set(kind.keys()), kind
        for key, said in entry["properties"].items():
            assert any("\u4e00" <= char <= "\u9fff" for char in said["title"]), f"{kind} {key}"


@pytest.mark.parametrize(
    "text",
    [
        "document: {id: a, title: x, clauses: [{id: a, titel: x}]}",
        "document: {id: a, title: x, clauses: [{title: x}]}",
        "document: {id: a, title: x, clauses: [{id: A}]}",
        "document: {id: a, title: x, clauses: [{id: a, points: {add: all}}]}",
        "document: {id: a, title: x, clauses: [{id: a, points: {each: 1, once: 2}}]}",
        "document: {id: a, title: x, clauses: [{id: a, points: {cap: 1}}]}",
        "document: {id: a, title: x, clauses: [{id: a, points: 5}]}",
        "document: {id: a, title: x, clauses: [{id: a, evidence: x}]}",
        "document: {id: a, title: x, clauses: [{id: a, condition: {question: q, most: 1}}]}",
        "document: {id: a, title: x, clauses: [{id: a, hours: {way: w, whole: maybe}}]}",
        "questions: [{id: a, type: yes-no, label: x}]",
        "questions: [{id: a, type: yesno}]",
        "pages: [{id: a, title: x, order: first}]",
        "nonsense: 1",
    ],
)
def test_what_the_loader_refuses_the_schema_refuses(text: str) -> None:
    assert by_loader(text, "policy.schema.json")
    assert by_schema(text, "policy.schema.json")


def test_the_files_that_editors_use_are_up_to_date(root: Path) -> None:
    for name, text in schema_texts().items():
        path = root / "policy" / name
        assert path.read_text(encoding="utf-8") == text, "run: python -m calculator schema"
