"""Which worked case a figure decides, if any."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import tee
from typing import Any

from calculator.cases.perturb import Effect, both_ways, changes
from calculator.cases.run import Outcome, expectations, parts_of, run_case
from calculator.core.entry import Calculator
from calculator.core.rules import compile_rules
from calculator.loading.types.worked import Case

# So many cases are tried with the figure moved up before it is moved down.
NEAREST = 8


class Probe:
    """Finds a case that a figure decides; runs each case only once as it is."""

    def __init__(self, rules: dict[str, Any], cases: Sequence[Case]) -> None:
        self.rules = rules
        self._calculator = Calculator(compile_rules(rules))
        self._known: dict[str, Outcome] = {}
        self._figures = {key: figures_in(one) for key, one in rules["clauses"].items()}
        self._expected = [(case, {key for _, key, _, _ in expectations(case)}) for case in cases]

    def decides(self, figure: str) -> Effect | None:
        """The first change that some case shows when a figure moves a step up or down, if any.

        Only what a case expects something of is worked out; cases about the clauses that use the
        figure come first. It moves down only where up changes nothing in the first of them: to
        compile the rules once more takes as long as many cases.
        """
        moved, cases = both_ways(self.rules, figure), self._nearest_first(figure)
        for some in (cases[:NEAREST], cases[NEAREST:]):
            moved, ways = tee(moved)
            for calculator, case in ((way, case) for way in ways for case in some):
                parts = parts_of(case, calculator.rules)
                for change in changes(self._outcome(case), run_case(calculator, case, parts)):
                    return change
        return None

    def _outcome(self, case: Case) -> Outcome:
        if str(case.id) not in self._known:
            parts = parts_of(case, self._calculator.rules)
            found = run_case(self._calculator, case, parts)
            self._known[str(case.id)] = found
        return self._known[str(case.id)]

    def _nearest_first(self, figure: str) -> list[Case]:
        users = {key for key, figures in self._figures.items() if figure in figures}
        near = users | {figure.rpartition(".")[0]}

        def distance(known: tuple[Case, set[str]]) -> int:
            case, expected = known
            if expected & users:
                return 0
            return 1 if near & (expected | {str(one) for one in case.clauses}) else 2

        return [case for case, _ in sorted(self._expected, key=distance)]


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
