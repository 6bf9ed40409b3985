"""Every part of a policy is optional: whatever `check` lets pass is built and answers."""

from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path

import pytest

from calculator.core.entry import Calculator
from calculator.loading import load_edition
from calculator.publish.pages import pages

CLAUSES = {
    "points": """
    - id: part-points
      title: 得分
      text: 由评委打分，最高【专家评分上限】。
      points: {experts: 10}
""",
    "routes": """
    - id: part-grown
      title: 年龄
      text: 年满【最低年龄】。
      figures: {最低年龄: 18 岁}
      condition: {title: 年龄, fails: 年龄不够, question: born, at_least: 【最低年龄】}
""",
    "hours": """
    - id: part-study
      title: 练习
      text: 每年不少于【每年练习】。
      figures: {每年练习: 8 学时}
      ledger:
        entries: study
        year: season
        way: manner
        kind: manner
        kinds: {any: [field]}
        years: {from: 2034, to: 2035}
        requirements:
          - {id: yearly, scope: each_year, kinds: all, at_least: 【每年练习】, clause: part-study}
      children:
        - {id: part-field, title: 下地, text: 每次【每项学时】。, hours: {way: field, rate: 4}}
""",
    "items": """
    - {id: part-item, title: 证件, text: 都要带。, item: {title: 证件, group: papers}}
""",
    "readings": "",
    "bars": """
    - id: part-bar
      title: 冒名
      text: 冒名的不办。
      bar: {kind: ban, title: 冒名, when: {question: feigned, is: true}}
""",
}
QUESTIONS = {
    "routes": "  - {id: born, type: birth, label: 出生日期, clause: part-grown}\n",
    "hours": """
  - id: study
    type: list
    label: 练习
    item: 一次练习
    clause: part-study
    fields:
      - {id: season, type: count, label: 年度}
      - {id: manner, type: choice, label: 做法, options: [{id: field, label: 下地}]}
""",
    "bars": "  - {id: feigned, type: yesno, label: 冒名, clause: part-bar}\n",
}
REST = {
    "points": "  total: part-points\n",
    "routes": "routes:\n  - {id: way, title: 普通, clause: part-grown, needs: [part-grown]}\n",
    "items": "item_groups:\n  - {id: papers, title: 证件}\n",
    "readings": """
readings:
  - {id: R1, kind: gap, title: 缺页, clauses: [part-day], says: 缺页, taken: 不知道}
""",
}
POLICY = """\
policy:
  id: parts
  edition: "2035"
  title: 农会办法
  short: 农会
  summary: 只用于测试。
  body: 农会
  status: open
  checked: 2035-02-01
  reference_day: 【part-day.计算日】
  documents: [part]
"""
DOCUMENT = """\
document:
  id: part
  title: 《农会办法》
  clauses:
    - {id: part-day, title: 计算日, text: 算到【计算日】。, figures: {计算日: 2035-12-31}}
"""


def some_of(names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def written(parts: tuple[str, ...]) -> str:
    """The policy that has these parts."""
    asked = "".join(QUESTIONS.get(part, "") for part in parts)
    rest = "".join(REST.get(part, "") for part in parts if part != "points")
    total = REST["points"] if "points" in parts else ""
    clauses = "".join(CLAUSES[part] for part in parts)
    return POLICY + total + rest + (f"questions:\n{asked}" if asked else "") + DOCUMENT + clauses


@pytest.mark.parametrize("parts", list(some_of(tuple(CLAUSES))), ids="-".join)
def test_any_parts_make_a_policy(parts: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "parts" / "2035"
    folder.mkdir(parents=True)
    (folder / "policy.yml").write_text(written(parts), encoding="utf-8")
    edition = load_edition(folder)
    texts = "\n".join(pages([edition]).values())
    assert "None" not in texts
    # A self-check for whatever can be checked, and none for what cannot.
    for part, title in (("points", "自评分"), ("hours", "学时自查"), ("items", "材料清单自查")):
        assert (title in texts) == (part in parts), title
    told = Calculator(edition.compiled).answer({"answers": {"format": 1, "answers": {}}})
    assert told["problems"] == []
    assert [one["verdict"] for one in told["routes"]] == (["open"] if "routes" in parts else [])
