"""The maintainer's guide: its example is a working policy, and no key goes unexplained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calculator.cases.run import run_cases
from calculator.loading import load_edition
from calculator.loading.types.points import Points
from calculator.publish.key_reference import anchor, key_reference, kinds

BLOCK = re.compile(r'^```yaml title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "maintain.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(guide: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of the guide, laid out as its titles say."""
    folder = tmp_path_factory.mktemp("policy") / "lighthouse" / "2031"
    for name, text in BLOCK.findall(guide):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_example_loads_and_its_cases_hold(example: Path) -> None:
    edition = load_edition(example)
    assert [case.id for case in edition.cases] == [
        "three-certificates",
        "four-years-exactly",
        "interview-open",
    ]
    outcomes = run_cases(edition.rules, edition.cases)
    assert [outcome.differences for outcome in outcomes] == [(), (), ()]


def test_every_key_of_every_kind_is_in_the_reference() -> None:
    text = key_reference()
    missing = []
    for kind in kinds():
        head = f"{{ #{anchor(kind)} }}"
        section = text.split(head, 1)[1].split("\n## ", 1)[0]
        missing += [
            f"{kind.__name__}.{key}"
            for key, field in kind.keys().items()
            if not field.metadata["rest"] and f"| `{key}` |" not in section
        ]
    assert missing == []


def test_the_guide_names_every_way_to_give_points(guide: str) -> None:
    unnamed = [key for key in Points.MECHANISMS if f"`{key}:" not in guide]
    assert unnamed == []
