"""What no case decides: rows, caps, conditions, routes, bars, items and hours.

A case decides what it expects, provided that the expectation holds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from calculator.cases.reach import reachable, sides
from calculator.cases.run import NEEDS, STANDINGS, VERDICTS, Outcome, expectations, request_of
from calculator.core.answers.given import Answers
from calculator.core.conditions.logic import SETTLED, VERDICT_WORDS, Condition
from calculator.core.hours.ledger_rules import LedgerRules
from calculator.core.intake.answers import read_answers
from calculator.core.points.lookup import Table
from calculator.core.points.tree import Group, Tree
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.core.words import BARS, HOURS_NEEDED, NAMES, NEEDED, STANDING, VERDICT

_SIDES = {"below": "低于上限", "at": "正好等于上限", "above": "超过上限（被封顶）"}


@dataclass(frozen=True, order=True)
class Gap:
    """Something that no case decides; what no case touches at all is `essential`, and `expect` is
    what a first case of it would say.
    """

    kind: str
    key: str
    missing: str
    expect: str = field(default="", compare=False)

    @property
    def essential(self) -> bool:
        """Whether nothing at all is known to be right about it."""
        return bool(self.expect)

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


def coverage(data: dict[str, Any], outcomes: Sequence[Outcome]) -> list[Gap]:
    """Every gap, in the order of kinds and clauses."""
    cases, rules = decided(outcomes), compile_rules(data)
    return [
        *_rows(rules.tree, cases),
        *_fields(rules, cases),
        *_caps(rules, cases),
        *_verdicts("条件", rules, rules.conditions, cases),
        *_record_conditions(rules, cases),
        *_verdicts(NAMES["route"], rules, {one.id: one.condition for one in rules.routes}, cases),
        *_bars(rules, cases),
        *_items(rules, cases),
        *_hours(rules, cases),
    ]


def _none_is(missing: Iterable[str]) -> str:
    return "没有算例是：" + "、".join(missing)


def _values(
    kind: str, section: str, key: str, wanted: dict[str, str], cases: Sequence[Decided]
) -> Iterator[Gap]:
    name = f"{section}.{key}"
    seen = {one.outcome.found.get(name) for one in cases if name in one.keys}
    missing = [words for value, words in wanted.items() if value not in seen]
    if missing:
        value = next(iter(wanted))
        first = (
            f"items: {{{value}: [{key}]}}"
            if section == "items"
            else f"{section}: {{{key}: {value}}}"
        )
        yield Gap(kind, key, _none_is(missing), "" if seen - {None} else first)


def _bars(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    for bar in rules.bars:
        wanted = {
            STANDINGS[one]: words
            for one, words in STANDING.items()
            if one != "some" or bar.by_route
        }
        yield from _values(rules.own(BARS), "bars", bar.clause, wanted, cases)


def _verdicts(
    kind: str, rules: Rules, conditions: Mapping[str, Condition], cases: Sequence[Decided]
) -> Iterator[Gap]:
    for key, condition in conditions.items():
        within = {VERDICT_WORDS[one] for one in condition.possible(State(rules, Answers()))}
        wanted = {VERDICTS[one]: words for one, words in VERDICT.items() if one in within}
        yield from _values(kind, "met", key, wanted, cases)


def _rows(tree: Tree, cases: Sequence[Decided]) -> Iterator[Gap]:
    seen = {node["id"] for one in cases for node in one.nodes() if _high(node) != 0}
    for row in tree.rows:
        if row.id not in seen:
            yield Gap(
                "计分行", row.id, "没有算例的预期写明这一行的得分", f"points: {{{row.id}: 1}}"
            )


def _fields(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    """Fields of tables in which no case ends for certain."""
    tables = {row.id: row.mechanism for row in rules.tree.rows if isinstance(row.mechanism, Table)}
    seen = {(key, *field) for one in cases for key, field in _looked_up(rules, tables, one)}
    for key, table in tables.items():
        down, *across = table.axes
        others = list(enumerate(across[0].names)) if across else []
        missing = []
        for at, name in enumerate(down.names):
            left = [other for n, other in others if (key, at, n) not in seen]
            if left and len(left) < len(others):
                missing.append(f"{name}（{'、'.join(left)}）")
            elif left or (not others and (key, at) not in seen):
                missing.append(name)
        if missing:
            yield Gap("查表", key, f"没有算例查到：{'；'.join(missing)}")


def _looked_up(
    rules: Rules, tables: Mapping[str, Table], one: Decided
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The fields of tables in which a case ends."""
    decided_rows = [node["id"] for node in one.nodes() if node["id"] in tables]
    if decided_rows:
        state = State(rules, read_answers(rules, request_of(one.outcome.case))[0])
        for key in decided_rows:
            yield from ((key, field) for field in tables[key].fields(state))


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
            yield Gap(NAMES["cap"], capped.id, f"没有算例的得分{words}")


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
            given = [nodes[child.id]["own"] for child in rule.children]
        elif not any(f"{key}#{item['index']}" in estimates for item in items):
            given = [node["own"]]
        points = sum(sorted(map(_number, given), reverse=True)[: rule.best], Fraction(0))
        found[key] = Fraction(rule.rounded(points))
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


def _record_conditions(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    """Conditions on records: seen where a points row requires them and the row is decided."""
    required = {
        row.id: row.selection.requirements for row in rules.tree.rows if row.selection is not None
    }
    conditions = {one.clause: one.condition for of_row in required.values() for one in of_row}
    seen: dict[str, set[str]] = {key: set() for key in conditions}
    for one in cases:
        for node in one.nodes():
            clauses = [one.clause for one in required.get(node["id"], ())]
            for item in node.get("items", ()):
                named = {reason["clause"] for reason in item["reasons"]}
                for clause in clauses:
                    if item["counted"] == "yes":
                        seen[clause].add("yes")
                    elif clause in named:
                        seen[clause].add(item["counted"])
    for key in sorted(seen, key=rules.order.index):
        possible = conditions[key].possible(State(rules, Answers()))
        missing = [
            VERDICT[VERDICT_WORDS[verdict]]
            for verdict, counted in SETTLED.items()
            if verdict in possible and counted not in seen[key]
        ]
        if missing:
            yield Gap("记录须满足的条件", key, _none_is(missing))


def _items(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    for item in rules.checklist:
        wanted = {NEEDS[one]: words for one, words in NEEDED.items()}
        if item.condition is None:
            wanted = {NEEDS["yes"]: NEEDED["yes"]}
        yield from _values(NAMES["item"], "items", item.clause, wanted, cases)


def _hours(rules: Rules, cases: Sequence[Decided]) -> Iterator[Gap]:
    counting = [one for one in cases if any(key.startswith("hours.") for key in one.keys)]
    for ledger in rules.ledgers.values():
        results = [one.outcome.result.get("hours", {}).get(ledger.id) for one in counting]
        known = [one for one in results if one is not None]
        entries = [entry for one in known for entry in one["entries"]]
        counted = {entry["clause"] for entry in entries if entry["counted"] == "yes"}
        for key in dict.fromkeys(
            way.clause for way in ledger.ways.values() if way.id not in ledger.stated
        ):
            if key not in counted:
                yield Gap("学时途径", key, "没有算例按这条途径计学时")
        if ledger.cap is not None:
            yield from _hour_caps(ledger.id, known)
        yield from _requirements(ledger, known)


def _hour_caps(ledger: str, results: Sequence[dict[str, Any]]) -> Iterator[Gap]:
    capped = [way for one in results for way in one["ways"] if way["cap"] is not None]
    seen = {side for way in capped for side in _sides_of(way, _number(way["low"]))}
    missing = [words for side, words in _SIDES.items() if side not in seen]
    if missing:
        yield Gap("学时上限", ledger, "没有算例的学时" + "、".join(missing))


def _requirements(ledger: LedgerRules, results: Sequence[dict[str, Any]]) -> Iterator[Gap]:
    for need in ledger.needs:
        found = [one for result in results for one in result["requirements"]]
        seen = {one["verdict"] for one in found if one["id"] == need.id}
        missing = [text for verdict, text in VERDICT.items() if verdict not in seen]
        if missing:
            yield Gap(HOURS_NEEDED, f"{ledger.id}.{need.id}", _none_is(missing))
