"""The maintainer's guide: its example is a working policy, and no key goes unexplained."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from calculator.cases.run import run_cases
from calculator.core.entry import Calculator
from calculator.loading import load_edition
from calculator.loading.key_reference import anchor, key_reference, kinds
from calculator.loading.types.points import Points
from calculator.publish.pages import pages

BLOCK = re.compile(r'^```yaml title="([^"]+)"\n(.*?)^```$', re.MULTILINE | re.DOTALL)

RECIPES = "recipes.yml"
# What stands around the recipes.
AROUND = """\
policy:
  id: recipes
  edition: "2033"
  title: 写法
  short: 写法
  summary: 手册里的写法。
  body: 手册
  status: open
  checked: 2033-02-01
  reference_day: 【recipes-day.计算日】
  documents: [recipes]
  total: recipes-score
routes:
  - {id: enough, title: 及格, clause: recipes-line, needs: [recipes-line]}
questions:
  - {id: born, type: birth, label: 出生日期}
  - {id: together, type: yesno, label: 配偶同来}
  - id: degree
    type: choice
    label: 学历
    options:
      - {id: school, label: 中学}
      - {id: college, label: 大学}
      - {id: doctor, label: 博士}
  - {id: kin, type: yesno, label: 有亲属}
  - {id: winters, type: count, label: 过冬}
  - {id: interviewed, type: yesno, label: 参加面谈}
  - {id: overstays, type: count, label: 逾期}
  - {id: forged, type: yesno, label: 假证明}
  - id: penalties
    type: list
    label: 处罚
    item: 一次处罚
    fields: [{id: day, type: date, label: 日期}]
document:
  id: recipes
  title: 《写法》
  clauses:
    - {id: recipes-day, title: 计算日, text: 算到【计算日】。, figures: {计算日: 2033-07-01}}
"""


@pytest.fixture(scope="module")
def guide(root: Path) -> str:
    return (root / "docs" / "maintain.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(guide: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of the guide, laid out as its titles say."""
    folder = tmp_path_factory.mktemp("policy") / "lighthouse" / "2031"
    for name, text in BLOCK.findall(guide):
        if name == RECIPES:
            continue
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


def test_the_recipes_of_the_guide_score_as_written(guide: str, tmp_path: Path) -> None:
    [recipes] = [text for name, text in BLOCK.findall(guide) if name == RECIPES]
    folder = tmp_path / "recipes" / "2033"
    folder.mkdir(parents=True)
    text = AROUND + textwrap.indent(recipes, "    ")
    (folder / "policy.yml").write_text(text, encoding="utf-8")
    edition = load_edition(folder)
    assert edition.notes == ()
    # 33 years old, alone: 30; college: 10; five winters: 8 twice, more than 12; late three times.
    answers = {
        "born": "2000-07-01", "together": False, "degree": "college", "kin": True, "winters": 5,
        "overstays": 3, "interviewed": True, "forged": False, "penalties": [{"day": "2031-07-02"}],
    }  # fmt: skip
    asked = {"answers": {"format": 1, "answers": answers}, "parts": ["score", "routes", "bars"]}
    result = Calculator(edition.compiled).answer(asked)
    nodes = result["score"]["nodes"]
    points = {node["id"]: node["low"] for node in nodes}
    assert points["recipes-age"] == 30
    assert points["recipes-ties"] == 16
    assert points["recipes-minus"] == -18
    # Experts add or take away up to 5.
    assert points["recipes-score"] == 30 + 10 + 16 - 18 - 5
    assert nodes[0]["high"] == 30 + 10 + 16 - 18 + 5
    assert [route["verdict"] for route in result["routes"]] == ["not met"]
    # Two years from the penalty end a day after the day that counts.
    assert [(bar["standing"], bar["until"]) for bar in result["bars"]] == [
        ("no", None),
        ("yes", "2033-07-02"),
    ]
    assert pages([edition])


def test_the_reference_says_what_a_bare_number_is_called() -> None:
    rows = key_reference().splitlines()
    for key, label in (("each", "每项分值"), ("cap", "最高分"), ("cap", "学时上限")):
        named = f"（数值叫【{label}】）"
        assert any(row.startswith(f"| `{key}` |") and named in row for row in rows)
