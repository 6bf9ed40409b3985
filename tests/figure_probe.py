"""Which worked case a figure decides, if any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.cases.perturb import Effect, both_ways, changes
from calculator.cases.run import Outcome, expectations, parts_of, run_case
from calculator.core.entry import Calculator
from calculator.core.rules import compile_rules
from calculator.loading.types.worked import Case


class Probe:
    """Finds a case that a figure decides; runs each case only once as it is."""

    def __init__(self, rules: dict[str, Any], cases: Sequence[Case]) -> None:
        self.rules = rules
        self.cases = cases
        self._calculator = Calculator(compile_rules(rules))
        self._known: dict[str, Outcome] = {}

    def decides(self, figure: str) -> Effect | None:
        """The first change that some case shows when a figure moves a step up or down, if any.

        Only what a case expects something of is worked out; cases about the clauses that use the
        figure come first.
        """
        moved = list(both_ways(self.rules, figure))
        for case in _nearest_first(self.rules, self.cases, figure):
            before = self._outcome(case)
            for calculator in moved:
                for change in changes(before, run_case(calculator, case, parts_of(case))):
                    return change
        return None

    def _outcome(self, case: Case) -> Outcome:
        if str(case.id) not in self._known:
            found = run_case(self._calculator, case, parts_of(case))
            self._known[str(case.id)] = found
        return self._known[str(case.id)]


def _nearest_first(rules: dict[str, Any], cases: Sequence[Case], figure: str) -> list[Case]:
    holder = figure.rpartition(".")[0]
    users = {key for key, one in rules["clauses"].items() if figure in figures_in(one)}
    near = users | {holder}

    def distance(case: Case) -> int:
        expected = {key for _, key, _, _ in expectations(case)}
        if expected & users:
            return 0
        return 1 if near & (expected | {str(one) for one in case.clauses}) else 2

    return sorted(cases, key=distance)


def figures_in(rules: Any) -> set[str]:
    """The keys of all figures that rules use."""
    found: set[str] = set()
    stack = [rules]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            found |= {
                name
                for name in (value.get("figure"), value.get("plus"), value.get("minus"))
                if "value" in value and isinstance(name, str)
            }
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
    return found
