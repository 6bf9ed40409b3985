"""What another edition makes of the worked cases of this one.

What a case says is what the old rules make of it: it is a test of theirs. The new rules work it out
as they write it, so that dates which are a year older change nothing; one that went, as it was.
"""

from dataclasses import asdict, dataclass
from typing import Any

from calculator.cases.run import Outcome, expectations, keys_of, parts_of, run_case
from calculator.core.entry import load
from calculator.core.values.canonical import dumps
from calculator.editions.roll import moved_words, years_between
from calculator.loading import Edition
from calculator.loading.types.worked import Case


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
        return {
            "id": str(self.case.id),
            "title": str(self.case.title),
            "effects": [asdict(one) for one in self.effects],
            "unused": list(self.unused),
        }


def case_effects(old: Edition, new: Edition) -> list[CaseEffect]:
    """The cases for which something changes."""
    after = load(dumps(new.rules))
    there = {str(one.id): one for one in new.cases}
    years = years_between(str(old.policy.edition), str(new.policy.edition))
    found = []
    for case in old.cases:
        keys = keys_of(case)
        keys |= {moved_words(key, years) for key in keys}
        same = there.get(str(case.id), case)
        now = run_case(after, same, parts_of(case, after.rules), keys)
        effects = tuple(
            effect
            for section, key, was, _ in expectations(case)
            if (effect := _effect(was, now, section, key, years)) is not None
        )
        unused = tuple(one["path"] for one in now.result["problems"])
        if effects or unused:
            found.append(CaseEffect(case, effects, unused))
    return found


def _effect(old: str, now: Outcome, section: str, key: str, years: int) -> Effect | None:
    """A result that differs, and not by the years alone."""
    names = (f"{section}.{key}", f"{section}.{moved_words(key, years)}")
    news = [str(now.found[name]) for name in names if name in now.found] or [""]
    if {old, moved_words(old, years)} & set(news):
        return None
    return Effect(section, key, old, news[-1])
