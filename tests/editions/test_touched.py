"""Cases that no change can reach are not run, and nothing is missed by that."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from calculator.cases.perturb import perturb
from calculator.cases.run import expectations, parts_of, run_case
from calculator.core.entry import load
from calculator.core.errors import RulesError
from calculator.core.values.canonical import dumps
from calculator.editions.touched import touched
from calculator.loading import Edition
from tests.figure_probe import figures_in


@pytest.fixture(scope="module")
def orchestra(editions: list[Edition]) -> Edition:
    return next(one for one in editions if str(one.policy.id) == "harbour-orchestra")


def expected_results(rules: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """What every case's expected keys, and its unused answers, come to under some rules."""
    calculator = load(dumps(rules))
    found: dict[str, Any] = {}
    for case in edition.cases:
        outcome = run_case(calculator, case, parts_of(case))
        keys = {f"{section}.{key}" for section, key, _, _ in expectations(case)}
        found[str(case.id)] = (
            {key: outcome.found.get(key) for key in keys},
            outcome.result["problems"],
        )
    return found


def test_the_same_rules_touch_no_case(orchestra: Edition) -> None:
    assert touched(orchestra.rules, copy.deepcopy(orchestra.rules), orchestra.cases) == []


def test_words_touch_no_case(orchestra: Edition) -> None:
    new = copy.deepcopy(orchestra.rules)
    new["policy"] |= {"title": "别的标题", "edition": "2031", "status": "closed"}
    for clause in new["clauses"].values():
        clause["title"] = f"{clause['title']}（新）"
    for question in new["questions"]:
        question["label"] = f"{question['label']}（新）"
    assert touched(orchestra.rules, new, orchestra.cases) == []


def test_another_reference_day_touches_every_case(orchestra: Edition) -> None:
    new = copy.deepcopy(orchestra.rules)
    new["policy"]["reference_day"]["value"] = "2031-08-31"
    assert touched(orchestra.rules, new, orchestra.cases) == list(orchestra.cases)


def test_a_case_whose_result_changes_is_always_run(orchestra: Edition) -> None:
    rules = orchestra.rules
    before = expected_results(rules, orchestra)
    spared = 0
    for figure in sorted(figures_in(rules)):
        try:
            new = perturb(rules, figure)
            after = expected_results(new, orchestra)
        except RulesError:
            continue  # no such rules can be published
        run = {str(case.id) for case in touched(rules, new, orchestra.cases)}
        changed = {key for key in before if before[key] != after[key]}
        assert changed <= run, figure
        spared += len(orchestra.cases) - len(run)
    assert spared > 0
