"""Three-valued logic of conditions: True, False, or None for open.

Nothing open ever becomes false silently: a verdict is decided only when every way to fill in what
is missing gives the same one. Besides the verdict, a condition knows the day from which it holds
(`day`), for conditions that only time keeps from being met, and why it is not met (`reasons`): what
failed for this person, and nothing else.

Of conditions that must all hold, those that fail speak; of alternatives, the one of which most is
met (`share`), so that nobody reads of a way that is not hers. Where nothing of any alternative is
met, they are named. A clause's own words come first where they are true whatever failed: see
docs/decisions/what-a-verdict-says.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any

from calculator.core.conditions.explain import leaf_reasons, named, reason
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.parts import Part, Waiting
from calculator.core.typing_only import shapes
from calculator.core.values.dates import ALWAYS, NEVER, UNKNOWN, Span
from calculator.core.values.numbers import Number, normal
from calculator.core.words import WANTED

Verdict = bool | None

VERDICT_WORDS: dict[Verdict, shapes.Verdict] = {True: "met", False: "not met", None: "open"}
SETTLED: dict[Verdict, shapes.Settled] = {True: "yes", False: "no", None: "open"}
Reasons = list["shapes.Reason"]
EVERY_VERDICT: frozenset[Verdict] = frozenset((True, False, None))


class Condition(Part):
    """A condition."""

    # Whether one of its parts is enough.
    is_choice = False

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        """Whether it holds."""
        raise NotImplementedError

    def day(self, state: Facts, record: Record | None) -> Span:
        """The first day on which it holds, if only time passes; NEVER when time changes nothing."""
        verdict = self.verdict(state, record)
        if verdict is None:
            return UNKNOWN
        return (ALWAYS, ALWAYS) if verdict else (NEVER, NEVER)

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        """The tree of verdicts that led to this one."""
        raise NotImplementedError

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What is missing, in words, when the verdict is open."""
        raise NotImplementedError

    def reasons(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """Why it has the verdict that it has; what is missing when it is open."""
        verdict = self.verdict(state, record)
        if verdict is None:
            return [reason(clause, text) for text in self.doubts(state, record)]
        return (self.holding if verdict else self.lacking)(state, record, clause)

    def holding(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """What makes it hold."""
        return leaf_reasons(state.rules, self.why(state, record), clause)

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """What keeps it from being met."""
        return [reason(clause, self.why(state, record)["text"])]

    def against(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """What holds although it must not: said the other way round, people know what to do."""
        other = self.opposite()
        return (self.holding if other is None else other.lacking)(state, record, clause)

    def opposite(self) -> Condition | None:
        """A comparison that holds when this one does not; None where that takes more than one.

        A day that does not exist meets neither a comparison nor its opposite.
        """
        return None

    def clause_reasons(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """Why a clause of this condition has its verdict: its own words where they are true
        (of alternatives, only while none has begun), then what decided.

        Parts that must all hold have none (`calculator.loading.references`): which of them failed?
        """
        verdict = self.verdict(state, record)
        key = {True: None, False: "fails", None: "opens"}[verdict]
        words = None if key is None else state.rules.clause_words(clause, key)
        if words is None or (self.is_choice and self.share(state, record) != 0):
            return self.reasons(state, record, clause)
        return [reason(clause, words), *self.beside_words(state, record, clause)]

    def beside_words(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """What is said beside a clause's own words: numbers, records, names of alternatives."""
        return self.reasons(state, record, clause)

    def by_name(self, state: Facts) -> Reasons:
        """That it is not met, by the title that it has."""
        return []

    def nearest_record(self, state: Facts, clause: str) -> Reasons:
        """Why the record that comes nearest to counting does not count, if it counts any."""
        return []

    def possible(self, blank: Facts) -> frozenset[Verdict]:
        """The verdicts that it can come to; `blank` is an evaluation without answers.

        What rests on a lost figure stays open for good; what needs no answer, and what no rough
        date leaves in doubt, is never open.
        """
        return EVERY_VERDICT

    def share(self, state: Facts, record: Record | None) -> Number:
        """What part of it is met: all or nothing, unless it has parts."""
        return int(self.verdict(state, record) is True)

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        """Whether it can only fail because something that it starts from is not there."""
        return False

    def wanted(self, state: Facts, record: Record | None) -> str:
        """What it asks for, as a few words; empty where that takes more."""
        return ""

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        """What its day waits for: that may hang on leaves below decided verdicts too."""
        waiting.condition(self, record, weight)

    def day_doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What is missing to tell the day, be the verdict decided or not."""
        first, last = self.day(state, record)
        return [] if first == last else self.doubts(state, record)


def both(left: Verdict, right: Verdict) -> Verdict:
    """Kleene's and."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def nearest(parts: Iterable[Condition], state: Facts, record: Record | None) -> Condition | None:
    """The part of which most is met, among equals the first; None when nothing of any is."""
    near: Condition | None = None
    most: Number = 0
    for part in parts:
        share = part.share(state, record)
        if share > most:
            near, most = part, share
    return near


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """True when all are, False when one is."""
    result: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            result = None
    return result


def once[Self: Part, Found](
    find: Callable[[Self, Facts, Record | None], Found],
) -> Callable[[Self, Facts, Record | None], Found]:
    """What many ask of the person, as routes do that share conditions, is worked out once for the
    evaluation; what few ask of a record, each time."""
    name = find.__name__

    def known(self: Self, state: Facts, record: Record | None) -> Found:
        if record is not None:
            return find(self, state, record)
        key = (name, self)
        if key not in state.memo:
            state.memo[key] = find(self, state, None)
        found: Found = state.memo[key]
        return found

    return known


class Several(Condition):
    """At least `least` and at most `most` of its parts hold."""

    kind = ""
    parts: Sequence[Condition]

    def __init__(self, parts: Sequence[Condition], least: int, most: int) -> None:
        super().__init__(*parts)
        self.least = least
        self.most = most
        # Whether a part too many spoils it: then time and shares tell nothing.
        self.is_spoilt = most < len(parts)

    @once
    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        met, possible = 0, len(self.parts)
        for part in self.parts:
            verdict = part.verdict(state, record)
            if verdict:
                met += 1
                if met >= self.least and not self.is_spoilt:
                    return True
            elif verdict is False:
                possible -= 1
                if possible < self.least:
                    return False
        if possible < self.least or met > self.most:
            return False
        return True if met >= self.least and possible <= self.most else None

    @once
    def day(self, state: Facts, record: Record | None) -> Span:
        if self.is_spoilt:
            return super().day(state, record)
        if self.least <= 0:
            return (ALWAYS, ALWAYS)
        if self.least > len(self.parts):
            return (NEVER, NEVER)
        spans = [part.day(state, record) for part in self.parts]
        lows, highs = sorted(span[0] for span in spans), sorted(span[1] for span in spans)
        return (lows[self.least - 1], highs[self.least - 1])

    @once
    def share(self, state: Facts, record: Record | None) -> Number:
        if self.is_spoilt:
            return super().share(state, record)
        if self.least <= 0:
            return 1
        shares = sorted((part.share(state, record) for part in self.parts), reverse=True)
        return normal(Fraction(sum(shares[: self.least])) / self.least)

    def possible(self, blank: Facts) -> frozenset[Verdict]:
        parts = [part.possible(blank) for part in self.parts]
        may_hold = sum(True in one for one in parts)
        never_fail = [one for one in parts if False not in one]
        lacking = max(0, self.least - sum(True in one for one in never_fail))
        found: set[Verdict] = {None} if any(None in one for one in parts) else set()
        if may_hold >= self.least and len(never_fail) + lacking <= self.most:
            found.add(True)
        if may_hold > self.most or len(never_fail) < self.least:
            found.add(False)
        return frozenset(found)

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        """The alternative nearest to being met; where nothing of any is, all of them by name."""
        failing = self.failing(state, record)
        if self.is_choice:
            near = nearest(failing, state, record)
            if near is None and all(part.by_name(state) for part in failing):
                return _names(state, failing)
            parts = failing if near is None else [near]
            return parts[0].lacking(state, record, clause) if parts else []
        parts = [] if self.is_spoilt else failing
        plain = [part for part in parts if not part.by_name(state)]
        others = [*_names(state, parts), *of_each(state, plain, record, clause)]
        return [reason(clause, self.tallied(state, record)), *others]

    def failing(self, state: Facts, record: Record | None) -> list[Condition]:
        """The parts that are not met."""
        return [part for part in self.parts if part.verdict(state, record) is False]

    def against(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        held = [part for part in self.parts if part.verdict(state, record)]
        return [text for part in held for text in part.against(state, record, clause)]

    def beside_words(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        if self.verdict(state, record) is None:
            return self.reasons(state, record, clause)
        if self.is_choice:
            records = [one for part in self.parts for one in part.nearest_record(state, clause)]
            return [*_names(state, self.parts), *records]
        return [] if self.is_spoilt else self.lacking(state, record, clause)

    def tallied(self, state: Facts, record: Record | None) -> str:
        """How many parts are met and how many must be."""
        met, open_ = tally(self.parts, state, record)
        needed = "正好 1 项" if self.is_spoilt else f"不少于 {self.least} 项"
        doubtful = f"，不能确定 {open_} 项" if open_ else ""
        return f"所列 {len(self.parts)} 项中满足 {met} 项{doubtful}{WANTED}{needed}"

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.several(self, record, weight)

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        for part in self.parts:
            part.wait_for_day(waiting, record, weight.halved)

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "verdict": VERDICT_WORDS[self.verdict(state, record)],
            "of": [part.why(state, record) for part in self.parts],
        }

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        found: list[str] = []
        for part in self.parts:
            if part.verdict(state, record) is None:
                found += (text for text in part.doubts(state, record) if text not in found)
        return found

    def day_doubts(self, state: Facts, record: Record | None) -> list[str]:
        first, last = self.day(state, record)
        parts = () if first == last else self.parts
        return list(dict.fromkeys(t for part in parts for t in part.day_doubts(state, record)))


class All(Several):
    """Every part must hold."""

    kind = "all"

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts, len(parts), len(parts))

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        result: Verdict = True
        for part in self.parts:
            verdict = part.verdict(state, record)
            if verdict is False:
                return False
            result = verdict and result
        return result

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        failing = self.failing(state, record)
        begun = [part for part in failing if not part.is_baseless(state, record)]
        return of_each(state, begun or failing, record, clause)

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        failing = self.failing(state, record)
        return bool(failing) and all(part.is_baseless(state, record) for part in failing)

    def wanted(self, state: Facts, record: Record | None) -> str:
        words = [part.wanted(state, record) for part in self.parts]
        return "，".join(words) if all(words) else ""


class AnyOf(Several):
    """One part must hold."""

    kind = "any"
    is_choice = True

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts, 1, len(parts))

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What the alternative lacks of which most is met; where nothing is, what each does."""
        opens = [part for part in self.parts if part.verdict(state, record) is None]
        near = nearest(opens, state, record)
        return super().doubts(state, record) if near is None else near.doubts(state, record)

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        near = nearest(self.parts, state, record)
        parts = self.parts if near is None else [near]
        return all(part.is_baseless(state, record) for part in parts)


class AtLeast(Several):
    """So many parts must hold."""

    kind = "at_least"

    def __init__(self, needed: int, parts: Sequence[Condition]) -> None:
        super().__init__(parts, needed, len(parts))

    @property
    def is_choice(self) -> bool:  # type: ignore[override]
        return self.least == 1

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        met, open_ = tally(self.parts, state, record)
        counts = {"needed": self.least, "met": met, "open": open_}
        return {**super().why(state, record), **counts}


class ExactlyOne(Several):
    """One part must hold and no other."""

    kind = "exactly_one"

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts, 1, 1)


class Not(Several):
    """The part must not hold."""

    kind = "not"

    def __init__(self, part: Condition) -> None:
        super().__init__([part], 0, 0)

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        return self.parts[0].against(state, record, clause)

    def against(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        return self.parts[0].lacking(state, record, clause)


def _names(state: Facts, parts: Iterable[Condition]) -> Reasons:
    return [one for part in parts for one in part.by_name(state)]


def of_each(
    state: Facts, parts: Iterable[Condition], record: Record | None, clause: str
) -> Reasons:
    """What each part lacks, nothing twice."""
    found: Reasons = []
    for part in parts:
        found += (one for one in part.lacking(state, record, clause) if one not in found)
    return found


def tally(parts: Sequence[Condition], state: Facts, record: Record | None) -> tuple[int, int]:
    """How many parts hold, and how many are open."""
    met = open_ = 0
    for part in parts:
        verdict = part.verdict(state, record)
        if verdict is None:
            open_ += 1
        elif verdict:
            met += 1
    return met, open_


class Met(Condition):
    """The verdict of a clause, worked out once for the evaluation or the record."""

    parts: Sequence[Condition]

    def __init__(self, clause: str, condition: Condition, of_record: bool) -> None:
        super().__init__(condition)
        self.clause = clause
        self.condition = condition
        self.of_record = of_record

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        self.condition.wait_for_day(waiting, record, weight)

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        memo = record.memo if self.of_record and record is not None else state.memo
        if self.condition not in memo:
            memo[self.condition] = self.condition.verdict(state, record)
        verdict: Verdict = memo[self.condition]
        return verdict

    def day(self, state: Facts, record: Record | None) -> Span:
        return self.condition.day(state, record)

    def day_doubts(self, state: Facts, record: Record | None) -> list[str]:
        return self.condition.day_doubts(state, record)

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        verdict = VERDICT_WORDS[self.verdict(state, record)]
        return {"kind": "met", "verdict": verdict, "clause": self.clause}

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        return self.condition.doubts(state, record)

    def reasons(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        if self.verdict(state, record):
            return self.holding(state, record, clause)
        return self.lacking(state, record, clause)

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        return self.condition.clause_reasons(state, record, self.clause)

    def by_name(self, state: Facts) -> Reasons:
        return [named(state.rules, self.clause, "not met")]

    def possible(self, blank: Facts) -> frozenset[Verdict]:
        return self.condition.possible(blank)

    def share(self, state: Facts, record: Record | None) -> Number:
        return self.condition.share(state, record)

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        return self.condition.is_baseless(state, record)
