"""What another edition's rules make of the worked cases of this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calculator.cases.run import expectations, parts_of, run_case
from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.editions.touched import touched
from calculator.loading.types import Case


@dataclass(frozen=True)
class Effect:
    """Something that a case expects, under the old rules and the new («» where there is none)."""

    section: str
    key: str
    old: str
    new: str


@dataclass(frozen=True)
class CaseEffect:
    """What changes for a case; `unused` names answers that the new rules cannot use any more."""

    case: Case
    effects: tuple[Effect, ...]
    unused: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON form."""
        names = ("section", "key", "old", "new")
        return {
            "id": str(self.case.id),
            "title": str(self.case.title),
            "effects": [{name: getattr(one, name) for name in names} for one in self.effects],
            "unused": list(self.unused),
        }


def case_effects(
    old: dict[str, Any], new: dict[str, Any], cases: Sequence[Case]
) -> list[CaseEffect]:
    """The cases for which something changes; those that no change can reach are not run."""
    reachable = touched(old, new, cases)
    if not reachable:
        return []
    before, after = load(dumps(old)), load(dumps(new))
    found = []
    for case in reachable:
        was = run_case(before, case, parts_of(case))
        now = run_case(after, case, parts_of(case))
        keys = dict.fromkeys((section, key) for section, key, _, _ in expectations(case))
        effects = tuple(
            Effect(section, key, *values)
            for section, key in keys
            if len(set(values := _both(was.found, now.found, f"{section}.{key}"))) > 1
        )
        known = {one["path"] for one in was.result["problems"]}
        unused = tuple(one["path"] for one in now.result["problems"] if one["path"] not in known)
        if effects or unused:
            found.append(CaseEffect(case, effects, unused))
    return found


def _both(old: dict[str, Any], new: dict[str, Any], key: str) -> tuple[str, str]:
    return str(old.get(key, "")), str(new.get(key, ""))
