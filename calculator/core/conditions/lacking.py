"""Why a condition is not met, or is open: what failed for this person, and nothing else.

Of conditions that must all hold, those that fail speak; of alternatives, the one of which most is
met (`Condition.share`), so that nobody reads of a way that is not hers. Where nothing of any
alternative is met, they are named. A clause's own words come first where they are true whatever
failed: see docs/decisions/what-a-verdict-says.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from calculator.core.conditions.comparisons import WANTED, NumberIs, OptionIs
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.inverse import opposite
from calculator.core.conditions.logic import (
    All,
    AnyOf,
    AtLeast,
    Condition,
    ExactlyOne,
    Met,
    Not,
    Several,
    nearest,
    tally,
)
from calculator.core.conditions.measures import CountOf
from calculator.core.conditions.reasons import leaf_reasons, named, reason
from calculator.core.conditions.selections import Requirement
from calculator.core.conditions.subjects import Measure

if TYPE_CHECKING:
    from calculator.core import shapes


def clause_reasons(
    state: Facts, condition: Condition, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """Why a clause has its verdict: its own words where they are true, then what decided."""
    verdict = condition.verdict(state, record)
    key = {True: None, False: "fails", None: "opens"}[verdict]
    words = None if key is None else state.rules.clause_words(clause, key)
    if words is None or not _hold_whatever_failed(state, condition, record):
        return condition_reasons(state, condition, record, clause)
    return [reason(clause, words), *_beyond_own_words(state, condition, record, clause)]


def requirement_reasons(
    state: Facts, requirement: Requirement, record: Record
) -> list[shapes.Reason]:
    """Why a required clause is not met by a record, or what would settle it."""
    if requirement.condition.verdict(state, record) is True:
        return []
    return condition_reasons(state, requirement.condition, record, requirement.clause)


def condition_reasons(
    state: Facts, condition: Condition, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """Why a condition has the verdict that it has; what is missing when it is open."""
    verdict = condition.verdict(state, record)
    if verdict is True:
        return leaf_reasons(state.rules, condition.why(state, record), clause)
    if isinstance(condition, Met):
        return clause_reasons(state, condition.condition, record, condition.clause)
    if verdict is None:
        return [reason(clause, text) for text in condition.doubts(state, record)]
    return _lacking(state, condition, record, clause)


# -- A clause's own words -----------------------------------------------------------------------


def _hold_whatever_failed(state: Facts, condition: Condition, record: Record | None) -> bool:
    """Whether a clause's own words are true now: of alternatives, only while none has begun.

    Parts that must all hold have none (`calculator.loading.own_words`): which of them failed?
    """
    return not _is_one_of(condition) or condition.share(state, record) == 0


def _is_one_of(condition: Condition) -> bool:
    """Whether one part is enough."""
    is_least = isinstance(condition, AtLeast) and condition.least == 1
    return is_least or isinstance(condition, AnyOf)


def _beyond_own_words(
    state: Facts, condition: Condition, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """What is to be said beside a clause's own words: numbers, records, names of alternatives."""
    if isinstance(condition, OptionIs):
        return []
    if condition.verdict(state, record) is None:
        return condition_reasons(state, condition, record, clause)
    if isinstance(condition, Several) and _is_one_of(condition):
        counts = [part.measure for part in condition.parts if isinstance(part, NumberIs)]
        records = [one for count in counts for one in _of_nearest_record(state, count, clause)]
        return [*_names(state, condition.parts), *records]
    if isinstance(condition, Not | ExactlyOne):
        return []
    if isinstance(condition, NumberIs) and condition.asks_for_any:
        return _of_nearest_record(state, condition.measure, clause)
    return _lacking(state, condition, record, clause)


def _names(state: Facts, parts: Iterable[Condition]) -> list[shapes.Reason]:
    return [named(state.rules, one.clause, "not met") for one in parts if isinstance(one, Met)]


# -- What is lacking ----------------------------------------------------------------------------


def _lacking(
    state: Facts, condition: Condition, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """What keeps a condition from being met."""
    if isinstance(condition, Met):
        return clause_reasons(state, condition.condition, record, condition.clause)
    if isinstance(condition, Not):
        return _against(state, condition.parts[0], record, clause)
    if isinstance(condition, All):
        failing = _failing(state, condition.parts, record)
        begun = [part for part in failing if not part.is_baseless(state, record)]
        return _of_each(state, begun or failing, record, clause)
    if isinstance(condition, Several):
        return _of_choice(state, condition, record, clause)
    if isinstance(condition, NumberIs) and isinstance(condition.measure, CountOf):
        return _of_count(state, condition, condition.measure, clause)
    return [reason(clause, text) for text in condition.lacks(state, record)]


def _failing(state: Facts, parts: Sequence[Condition], record: Record | None) -> list[Condition]:
    return [part for part in parts if part.verdict(state, record) is False]


def _of_each(
    state: Facts, parts: list[Condition], record: Record | None, clause: str
) -> list[shapes.Reason]:
    """What each part lacks, nothing twice."""
    found: list[shapes.Reason] = []
    for part in parts:
        found += (one for one in _lacking(state, part, record, clause) if one not in found)
    return found


def _of_choice(
    state: Facts, condition: Several, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """The alternative nearest to being met; where nothing of any is met, all of them by name."""
    failing = _failing(state, condition.parts, record)
    if not _is_one_of(condition):
        parts = [] if isinstance(condition, ExactlyOne) else failing
        plain = [part for part in parts if not isinstance(part, Met)]
        others = [*_names(state, parts), *_of_each(state, plain, record, clause)]
        return [_tallied(state, condition, record, clause), *others]
    near = nearest(failing, state, record)
    if near is None and all(isinstance(part, Met) for part in failing):
        return _names(state, failing)
    return _lacking(state, near or failing[0], record, clause) if failing else []


def _tallied(state: Facts, condition: Several, record: Record | None, clause: str) -> shapes.Reason:
    """How many parts are met and how many must be."""
    met, open_ = tally(condition.parts, state, record)
    needed = f"不少于 {condition.least} 项" if isinstance(condition, AtLeast) else "正好 1 项"
    doubtful = f"，不能确定 {open_} 项" if open_ else ""
    text = f"所列 {len(condition.parts)} 项中满足 {met} 项{doubtful}{WANTED}{needed}"
    return reason(clause, text)


def _against(
    state: Facts, part: Condition, record: Record | None, clause: str
) -> list[shapes.Reason]:
    """What holds although it must not."""
    if isinstance(part, Not):
        return _lacking(state, part.parts[0], record, clause)
    if isinstance(part, Several):
        held = [one for one in part.parts if one.verdict(state, record)]
        return [text for one in held for text in _against(state, one, record, clause)]
    if isinstance(part, NumberIs) and isinstance(part.measure, CountOf) and part.asks_for_any:
        return [reason(clause, text) for text in part.measure.chosen_words(state)]
    other = opposite(part)
    if other is None:
        return leaf_reasons(state.rules, part.why(state, record), clause)
    return _lacking(state, other, record, clause)


# -- Records ------------------------------------------------------------------------------------


def _of_count(
    state: Facts, condition: NumberIs, measure: CountOf, clause: str
) -> list[shapes.Reason]:
    """How many records count, where more than one is wanted; why the nearest other does not."""
    of_record = _of_nearest_record(state, measure, clause)
    if condition.asks_for_any:
        return of_record or [reason(clause, measure.none_words(state))]
    return [*(reason(clause, text) for text in condition.lacks(state, None)), *of_record]


def _of_nearest_record(state: Facts, measure: Measure, clause: str) -> list[shapes.Reason]:
    """Why the record that comes nearest to counting does not count."""
    if not isinstance(measure, CountOf):
        return []
    selection = measure.selection
    records = state.of_list(selection.list_id)
    others = [one for one in records if selection.counts(state, one) is False]
    record = max(others, key=lambda one: selection.needs.share(state, one), default=None)
    if record is None or selection.needs.share(state, record) == 0:
        return []
    name = f"“{measure.label}”第 {record.index + 1} 条："
    parts = _failing(state, selection.needs.parts, record)
    return [
        {**one, "text": f"{name}{one['text']}"} for one in _of_each(state, parts, record, clause)
    ]
