"""Three-valued logic of conditions: True, False, or None for open.

Nothing open ever becomes false silently: a verdict is decided only when every way to fill in what
is missing gives the same one. Besides the verdict, a condition knows the day from which it holds
(`day`), for conditions that only time keeps from being met.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.parts import Part, Waiting
from calculator.core.values.dates import ALWAYS, NEVER, UNKNOWN, Span

if TYPE_CHECKING:
    from calculator.core import shapes

Verdict = bool | None

VERDICT_WORDS: dict[Verdict, shapes.Verdict] = {True: "met", False: "not met", None: "open"}
SETTLED: dict[Verdict, shapes.Settled] = {True: "yes", False: "no", None: "open"}


class Condition(Part):
    """A condition."""

    __slots__ = ()

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

    def lacks(self, state: Facts, record: Record | None) -> list[str]:
        """What is missing, in words, when it is not met and has no parts that could tell."""
        return [self.why(state, record)["text"]]

    def share(self, state: Facts, record: Record | None) -> Fraction:
        """What part of it is met: all or nothing, unless it has parts."""
        return Fraction(self.verdict(state, record) is True)

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
    most = Fraction(0)
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


class Several(Condition):
    """At least `least` and at most `most` of its parts hold."""

    __slots__ = ("least", "most")
    kind = ""
    parts: Sequence[Condition]

    def __init__(self, parts: Sequence[Condition], least: int, most: int) -> None:
        super().__init__(*parts)
        self.least = least
        self.most = most

    @property
    def is_spoilt(self) -> bool:
        """Whether a part too many spoils it: then time and shares tell nothing."""
        return self.most < len(self.parts)

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

    def share(self, state: Facts, record: Record | None) -> Fraction:
        if self.is_spoilt:
            return super().share(state, record)
        if self.least <= 0:
            return Fraction(1)
        shares = sorted((part.share(state, record) for part in self.parts), reverse=True)
        return sum(shares[: self.least], Fraction(0)) / self.least

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

    __slots__ = ()
    kind = "all"

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts, len(parts), len(parts))

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        failing = [part for part in self.parts if part.verdict(state, record) is False]
        return bool(failing) and all(part.is_baseless(state, record) for part in failing)

    def wanted(self, state: Facts, record: Record | None) -> str:
        words = [part.wanted(state, record) for part in self.parts]
        return "，".join(words) if all(words) else ""


class AnyOf(Several):
    """One part must hold."""

    __slots__ = ()
    kind = "any"

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

    __slots__ = ()
    kind = "at_least"

    def __init__(self, needed: int, parts: Sequence[Condition]) -> None:
        super().__init__(parts, needed, len(parts))

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        met, open_ = tally(self.parts, state, record)
        counts = {"needed": self.least, "met": met, "open": open_}
        return {**super().why(state, record), **counts}


class ExactlyOne(Several):
    """One part must hold and no other."""

    __slots__ = ()
    kind = "exactly_one"

    def __init__(self, parts: Sequence[Condition]) -> None:
        super().__init__(parts, 1, 1)


class Not(Several):
    """The part must not hold."""

    __slots__ = ()
    kind = "not"

    def __init__(self, part: Condition) -> None:
        super().__init__([part], 0, 0)


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
    """The verdict of a clause (its `key`), worked out once for the evaluation or the record."""

    __slots__ = ("clause", "condition", "key", "of_record")

    def __init__(self, clause: str, condition: Condition, of_record: bool) -> None:
        super().__init__(condition)
        self.clause = clause
        self.condition = condition
        self.of_record = of_record
        self.key = ("verdict", clause)

    def wait_for_day(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        self.condition.wait_for_day(waiting, record, weight)

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        memo = record.memo if self.of_record and record is not None else state.memo
        if self.key not in memo:
            memo[self.key] = self.condition.verdict(state, record)
        verdict: Verdict = memo[self.key]
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

    def share(self, state: Facts, record: Record | None) -> Fraction:
        return self.condition.share(state, record)

    def is_baseless(self, state: Facts, record: Record | None) -> bool:
        return self.condition.is_baseless(state, record)
