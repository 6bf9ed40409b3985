"""How a row or group of the points table gives its points, in one line, from the rule's figures.

each: 5        -> «每项 5 分»
by_rank: {...} -> «署名排在第几：第 1 名 7 分，往后每名少 2 分，不低于 0»
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.values.figures import read_number
from calculator.core.values.ranges import number_with_unit, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from calculator.core.rules import Rules

UNIT = "分"
ADDING = {"sum": "各项相加", "best": "不累计，取最高的一项"}


def standard(rules: Rules, clause: str) -> str:
    """The standard of a clause with points, with the conditions that its items must meet."""
    data = rules.clauses[clause]["points"]
    if "add" in data:
        return ADDING[data["add"]]
    name = next(key for key in WORDS if key in data)
    needs = (data.get("items") or {}).get("require") or []
    conditions = f"；计入条件：{'、'.join(map(rules.title, needs))}" if needs else ""
    return f"{WORDS[name](rules, data)}{conditions}"


def _points(data: Any) -> str:
    return number_with_unit(read_number(data, "points").value, UNIT)


def _plain(data: Any) -> str:
    return shown(read_number(data, "points").value)


def _with_unit(data: Any) -> str:
    figure = read_number(data, "points")
    return number_with_unit(figure.value, figure.unit)


def _field(rules: Rules, data: dict[str, Any], field: str) -> str:
    return rules.questions[data["items"]["from"]].fields[field].label


def _each(_: Rules, data: dict[str, Any]) -> str:
    return f"每项 {_points(data['each'])}"


def _by_rank(rules: Rules, data: dict[str, Any]) -> str:
    rule = data["by_rank"]
    first, start, step = _plain(rule.get("first", 1)), _points(rule["start"]), _points(rule["step"])
    label = _field(rules, data, rule["field"])
    return f"{label}：第 {first} 名 {start}，往后每名少 {step}，不低于 0"


def _by_place(rules: Rules, data: dict[str, Any]) -> str:
    rule = data["by_place"]
    places = [f"第 {n} 名乘 {_plain(one)}" for n, one in enumerate(rule["coefficients"], 1)]
    label = _field(rules, data, rule["field"])
    rest = f"，往后乘 {_plain(rule.get('tail', 0))}"
    return f"{label}：以 {_points(rule['points'])}为基数，{'，'.join(places)}{rest}"


def _once(_: Rules, data: dict[str, Any]) -> str:
    words = "满足条件" if "when" in data else "有一项计入"
    return f"{words}得 {_points(data['once'])}，不累计"


def _per_year(_: Rules, data: dict[str, Any]) -> str:
    return f"每满 1 年 {_points(data['per_year'])}"


def _experts(_: Rules, data: dict[str, Any]) -> str:
    return f"由评审专家评定，0～{_points(data['experts'])}"


def _experts_each(_: Rules, data: dict[str, Any]) -> str:
    return f"每项由评审专家评定，0～{_points(data['experts_each'])}"


def _linear(rules: Rules, data: dict[str, Any]) -> str:
    rule = data["linear"]
    label = rules.questions[rule["question"]].label
    above = f"高出 {_with_unit(rule['above'])}的部分，" if rule.get("above") is not None else ""
    return f"{label}：{above}每 1 计 {_points(rule['per'])}"


def _bands(_: Rules, data: dict[str, Any]) -> str:
    steps = [
        f"满 {_with_unit(step['from'])}得 {_points(step['points'])}"
        for step in data["bands"]["steps"]
    ]
    return f"{'，'.join(steps)}；只取达到的最高一档"


def _deduct(_: Rules, data: dict[str, Any]) -> str:
    words = "成立时" if "when" in data else "每次" if "count" in data else "每项"
    return f"{words}扣 {_points(data['deduct'])}"


WORDS: dict[str, Callable[[Rules, dict[str, Any]], str]] = {
    "each": _each,
    "by_rank": _by_rank,
    "by_place": _by_place,
    "once": _once,
    "per_year": _per_year,
    "experts": _experts,
    "experts_each": _experts_each,
    "linear": _linear,
    "bands": _bands,
    "deduct": _deduct,
}
