"""Which verdicts a condition can come to: one that rests on a lost figure stays open for good; one
that needs no answer, and that no rough date leaves in doubt, is never open.
"""

from __future__ import annotations

from typing import Any

type Verdicts = frozenset[str]

ALL: Verdicts = frozenset(("true", "false", "open"))
_OPEN: Verdicts = frozenset(("open",))
_DECIDED: Verdicts = frozenset(("true", "false"))
# Between these days lies the turn of the year, across which no year or month reaches.
_TURN = {"not_after": "-12-31", "after": "-12-31", "before": "-01-01", "not_before": "-01-01"}


def reachable_verdicts(rules: dict[str, Any]) -> dict[str, Verdicts]:
    """Clause or route id -> the verdicts that are not ruled out."""
    reader = _Reader(rules)
    found = {key: reader.of_clause(key) for key in rules["clauses"]}
    for route in rules["routes"]:
        needs = [reader.of_clause(need) for need in route["needs"]]
        found[route["id"]] = every(needs, "true", "false")
    return found


class _Reader:
    def __init__(self, rules: dict[str, Any]) -> None:
        self.rules = rules
        self.found: dict[str, Verdicts] = {}

    def of_clause(self, key: str) -> Verdicts:
        if key not in self.found:
            self.found[key] = ALL
            condition = self.rules["clauses"].get(key, {}).get("condition")
            self.found[key] = ALL if condition is None else self.of(condition)
        return self.found[key]

    def of(self, condition: dict[str, Any]) -> Verdicts:
        if "met" in condition:
            return self.of_clause(condition["met"])
        if "not" in condition:
            turned = {"true": "false", "false": "true", "open": "open"}
            return frozenset(turned[one] for one in self.of(condition["not"]))
        if "all" in condition:
            return every([self.of(part) for part in condition["all"]], "true", "false")
        if "any" in condition:
            return every([self.of(part) for part in condition["any"]], "false", "true")
        if self._is_never_open(condition):
            return _DECIDED
        return _OPEN if _rests_on_lost(condition) else ALL

    def _is_never_open(self, comparison: dict[str, Any]) -> bool:
        """A day that another stands in for, held against the turn of a year."""
        day = comparison.get("day")
        if not isinstance(day, dict) or day.get("otherwise") != "reference":
            return False
        tests = {key: value for key, value in comparison.items() if key in _TURN}
        return all(str(self._day(value)).endswith(_TURN[key]) for key, value in tests.items())

    def _day(self, operand: Any) -> Any:
        figure = self.rules["policy"]["reference_day"] if operand == "reference" else operand
        return figure.get("value") if isinstance(figure, dict) else figure


def every(parts: list[Verdicts], together: str, alone: str) -> Verdicts:
    """Verdicts of several conditions: `together` needs every part, `alone` needs only one."""
    found = {"open"} if any("open" in part for part in parts) else set()
    if all(together in part for part in parts):
        found.add(together)
    if any(alone in part for part in parts):
        found.add(alone)
    return frozenset(found)


def _rests_on_lost(comparison: dict[str, Any]) -> bool:
    operands = (value for key, value in comparison.items() if key != "in")
    return any(isinstance(one, dict) and one.get("value", "") is None for one in operands)
