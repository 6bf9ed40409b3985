"""Differences and effects in words that a maintainer understands."""

from typing import Any

from calculator.cases.run import Difference, Outcome
from calculator.core.values.ranges import noted_range_words
from calculator.core.words import EMPTY, NAMES, NEEDED, VERDICT

SECTIONS = {
    "points": NAMES["points"],
    "ceiling": "填全后的最高可能",
    "own": "按自估的得分",
    "met": "是否满足",
    "days": "日期",
    "bars": "是否适用",
    "barred": "不得申请或延迟申请到哪一天",
    "hours": NAMES["hours"],
    "items": NAMES["item"],
    "terms": "期满的日期",
    "forms": "表格",
    "unplaced": "没有对应行的记录",
}
_VALUES = {
    "true": "是", "false": "否", "open": VERDICT["open"], "some": "部分途径", "none": "没有日期",
    "needed": NEEDED["yes"], "not_needed": NEEDED["no"], "": EMPTY["none"],
}  # fmt: skip


def difference_text(difference: Difference, rules: dict[str, Any], outcome: Outcome) -> str:
    """One line: where, and what differs."""
    return f"{difference.place}  {difference_words(difference, rules, outcome)}"


def difference_words(difference: Difference, rules: dict[str, Any], outcome: Outcome) -> str:
    """Which case, what was expected, what came out, and the formula behind."""
    case = difference.case
    head = f"{case.id}（{case.title}）"
    if difference.section == "answers":
        return f"{head}：答案 {difference.key} 用不上：{difference.found}"
    name = subject(difference.section, difference.key, rules)
    expected, found = value(difference.expected), value(difference.found)
    nodes = outcome.result.get("score", {}).get("nodes", ())
    own = [one for one in nodes if (difference.section, difference.key) == ("points", one["id"])]
    formula = "".join(f"（{one['formula']}）" for one in own if one["formula"])
    return f"{head}：{name}应为 {expected}，算出 {found}{formula}"


def subject(section: str, key: str, rules: dict[str, Any]) -> str:
    """«得分 table-x「专利」» and the like."""
    clause = rules["clauses"].get(key.partition(".")[0] if section == "forms" else key)
    route = next((one for one in rules["routes"] if one["id"] == key), None)
    title = clause["title"] if clause else (route or {}).get("title", "")
    return f"{SECTIONS[section]} {key}{f'「{title}」' if title else ' '}"


def value(text: str) -> str:
    """A value of a case file in words."""
    return noted_range_words(text) if ".." in text else _VALUES.get(text, text)
