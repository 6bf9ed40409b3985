"""What no case decides: rows, caps, conditions, routes, bars, items and hours.

A case decides what it expects, provided that the expectation holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from calculator.cases.decidable import ALL, reachable_verdicts
from calculator.cases.reach import reachable, sides
from calculator.cases.run import Outcome, expectations
from calculator.core.points.tree import Group, Tree
from calculator.core.route_bars import is_by_route
from calculator.core.rules import Rules, compile_rules
from calculator.core.words import BARS

_SIDES = {"below": "低于上限", "at": "正好等于上限", "above": "超过上限（被封顶）"}
_VERDICTS = {"true": "满足", "false": "不满足", "open": "不能确定"}
_STANDING = {"true": "适用", "false": "不适用", "open": "不能确定"}
_ITEMS = {"needed": "需要", "not_needed": "不需要", "open": "不能确定"}
_COUNTED = {"true": "yes", "false": "no", "open": "open"}


@dataclass(frozen=True, order=True)
class Gap:
    """Something that no case decides."""

    kind: str
    key: str
    missing: str

    def __str__(self) -> str:
        return f"{self.kind} {self.key}：{self.missing}"


@dataclass(frozen=True)
class Decided:
    """An outcome and the keys («points.table-x») whose expectations hold in it."""

    outcome: Outcome
    keys: frozenset[str]

    def nodes(self) -> Iterator[dict[str, Any]]:
        """The nodes of the score whose points or own points the case decides."""
        for node in self.outcome.result.get("score", {}).get("nodes", ()):
            if {f"points.{node['id']}", f"own.{node['id']}"} & self.keys:
                yield node


def decided(outcomes: Sequence[Outcome]) -> list[Decided]:
    """What each case decides."""
    found = []
    for outcome in outcomes:
        wrong = {f"{one.section}.{one.key}" for one in outcome.differences}
        keys = {f"{section}.{key}" for section, key, _, _ in expectations(outcome.case)}
        found.append(Decided(outcome, frozenset(keys - wrong)))
    return found


def coverage(rules: dict[str, Any], outcomes: Sequence[Outcome]) -> list[Gap]:
    """Every gap, in the order of kinds and clauses."""
    cases, compiled = decided(outcomes), compile_rules(rules)
    return [
        *_rows(compiled.tree, cases),
        *_caps(compiled, cases),
        *_conditions(rules, cases),
        *_record_conditions(rules, compiled.tree, cases),
        *_verdicts("途径", rules, [one["id"] for one in rules["routes"]], cases),
        *_bars(rules, cases),
        *_items(rules, cases),
        *_hours(rules, cases),
    ]


def _holding(rules: dict[str, Any], rule: str) -> list[str]:
    return [key for key in rules["order"] if rule in rules["clauses"][key]]


def _values(
    kind: str, section: str, keys: Sequence[str], wanted: dict[str, str], cases: Sequence[Decided]
) -> Iterator[Gap]:
    for key in keys:
        name = f"{section}.{key}"
        seen = {one.outcome.found.get(name) for one in cases if name in one.keys}
        missing = [words for value, words in wanted.items() if value not in seen]
        if missing:
            yield Gap(kind, key, "没有算例是：" + "、".join(missing))


def _bars(rules: dict[str, Any], cases: Sequence[Decided]) -> Iterator[Gap]:
    for key in _holding(rules, "bar"):
        by_route = is_by_route(rules["clauses"][key]["bar"])
        wanted = _STANDING | ({"some": "只挡住部分途径"} if by_route else {})
        yield from _values(BARS, "bars", [key], wanted, cases)


def _verdicts(
    kind: str, rules: dict[str, Any], keys: Sequence[str], cases: Sequence[Decided]
) -> Iterator[Gap]:
    possible = reachable_verdicts(rules)
    for key in keys:
        within = possible.get(key, ALL)
        wanted = {one: words for one, words in _VERDICTS.items() if one in within}
        yield from _values(kind, "met", [key], wanted, cases)


def _rows(tree: Tree, cases: Sequence[Decided]) -> Iterator[Gap]:
    seen = {node["id"] for one in cases for node in one.nodes() if _high(node) != 0}
    for row in tree.rows:
        if row.id not in seen:
            yield Gap("计分行", row.id, "没有算例在这一行得分")


def _number(shown: Any) -> Fraction:
    return Fraction(str(shown))


def _high(node: dict[str, Any]) -> Fraction | None:
    return None if node["high"] is None else _number(node["high"])


def _caps(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    sums = reachable(rules)
    seen: dict[str, set[str]] = {}
    for one in cases:
        own = _own_before_caps(rules.tree, one)
        for node in one.nodes():
            if node["cap"] is not None:
                found = _sides_of(node, own[node["id"]])
                seen.setdefault(node["id"], set()).update(found)
    for capped in rules.tree.nodes:
        if capped.cap is None:
            continue
        possible = sides(capped, sums[capped.id])
        missing = [side for side in possible if side not in seen.get(capped.id, ())]
        if missing:
            words = "、".join(_SIDES[side] for side in missing)
            yield Gap("上限", capped.id, f"没有算例的得分{words}")


def _own_before_caps(tree: Tree, one: Decided) -> dict[str, Fraction]:
    """Node id -> its points with the case's own estimates, before its own cap clips them."""
    nodes = {node["id"]: node for node in one.outcome.result.get("score", {}).get("nodes", ())}
    estimates = {str(key): str(value) for key, value in one.outcome.case.estimates.items()}
    found = {}
    for key, node in nodes.items():
        rule = tree.by_id[key]
        items = [item for item in node.get("items", ()) if item["counted"] != "no"]
        given = [estimates.get(f"{key}#{item['index']}", item["low"]) for item in items]
        if isinstance(rule, Group):
            parts = [_number(nodes[child.id]["own"]) for child in rule.children]
            found[key] = max(parts) if rule.best else sum(parts, Fraction(0))
        elif any(f"{key}#{item['index']}" in estimates for item in items):
            found[key] = sum(map(_number, given), Fraction(0))
        else:
            found[key] = _number(node["own"])
    return found


def _sides_of(node: dict[str, Any], own: Fraction) -> Iterator[str]:
    """The sides of the cap on which a node certainly lies, taking the own estimates for granted."""
    cap, high = _number(node["cap"]["value"]), _high(node)
    low, own = abs(_number(node["low"])), abs(own)
    exact = high is not None and low == abs(high)
    if node["bites"] == "yes" or (node["bites"] == "maybe" and own > cap):
        yield "above"
    elif own == cap and (exact or own != low):
        yield "at"
    elif 0 < own < cap and (exact or own != low):
        yield "below"


def _conditions(rules: dict[str, Any], cases: Sequence[Decided]) -> Iterator[Gap]:
    personal = {key for one in cases for key in one.outcome.result.get("conditions", ())}
    keys = [key for key in rules["order"] if key in personal]
    yield from _verdicts("条件", rules, keys, cases)


def _record_conditions(
    rules: dict[str, Any], tree: Tree, cases: Sequence[Decided]
) -> Iterator[Gap]:
    """Conditions on records: seen where a points row requires them and the row is decided."""
    required = {
        row.id: [one.clause for one in row.selection.requirements]
        for row in tree.rows
        if row.selection is not None
    }
    seen: dict[str, set[str]] = {key: set() for clauses in required.values() for key in clauses}
    for one in cases:
        for node in one.nodes():
            clauses = required.get(node["id"], [])
            for item in node.get("items", ()):
                named = {reason["clause"] for reason in item["reasons"]}
                for clause in clauses:
                    if item["counted"] == "yes":
                        seen[clause].add("yes")
                    elif clause in named:
                        seen[clause].add(item["counted"])
    possible = reachable_verdicts(rules)
    for key in sorted(seen, key=rules["order"].index):
        missing = [
            _VERDICTS[verdict]
            for verdict, counted in _COUNTED.items()
            if verdict in possible.get(key, ALL) and counted not in seen[key]
        ]
        if missing:
            yield Gap("记录须满足的条件", key, "没有算例是：" + "、".join(missing))


def _items(rules: dict[str, Any], cases: Sequence[Decided]) -> Iterator[Gap]:
    keys = _holding(rules, "item")
    depends = [key for key in keys if "when" in rules["clauses"][key]["item"]]
    yield from _values("材料", "items", depends, _ITEMS, cases)
    always = [key for key in keys if key not in depends]
    yield from _values("材料", "items", always, {"needed": "需要"}, cases)


def _hours(rules: dict[str, Any], cases: Sequence[Decided]) -> Iterator[Gap]:
    counting = [one for one in cases if any(key.startswith("hours.") for key in one.keys)]
    for ledger in _holding(rules, "ledger"):
        results = [one.outcome.result.get("hours", {}).get(ledger) for one in counting]
        known = [one for one in results if one is not None]
        ways = {
            entry["clause"]
            for one in known
            for entry in one["entries"]
            if entry["counted"] == "yes"
        }
        for key in _holding(rules, "hours"):
            if key not in ways:
                yield Gap("学时途径", key, "没有算例按这条途径计学时")
        yield from _hour_caps(ledger, known)
        yield from _requirements(rules, ledger, known)


def _hour_caps(ledger: str, results: Sequence[dict[str, Any]]) -> Iterator[Gap]:
    seen = set()
    for one in results:
        for way in one["ways"]:
            if way["cap"] is not None:
                seen |= set(_sides_of(way, _number(way["low"])))
    missing = [words for side, words in _SIDES.items() if side not in seen]
    if missing:
        yield Gap("学时上限", ledger, "没有算例的学时" + "、".join(missing))


def _requirements(
    rules: dict[str, Any], ledger: str, results: Sequence[dict[str, Any]]
) -> Iterator[Gap]:
    words = {"met": "满足", "not met": "不满足", "open": "不能确定"}
    for need in rules["clauses"][ledger]["ledger"].get("requirements", ()):
        seen = {
            one["verdict"]
            for result in results
            for one in result["requirements"]
            if one["id"] == need["id"]
        }
        missing = [text for verdict, text in words.items() if verdict not in seen]
        if missing:
            yield Gap("学时要求", f"{ledger}.{need['id']}", "没有算例是：" + "、".join(missing))
