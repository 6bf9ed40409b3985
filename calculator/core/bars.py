"""Bars: vetoes, bans and delays. They stand beside points and routes and never change them.

A bar holds when its condition does (`when`), or for records of a list (`from`), each until the day
that `until` works out; the latest day counts. On that day the bar is over. A bar whose days hang on
the years of the route by which somebody applies is held route by route
(`calculator.core.route_bars`).
"""

from __future__ import annotations

from typing import Any

from calculator.core.conditions.comparisons import compare_spans
from calculator.core.conditions.compiling import compile_condition, compile_day, compile_selection
from calculator.core.conditions.days import Reference
from calculator.core.conditions.explain import plainly, reason, span_words
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import SETTLED, Condition, Verdict, both
from calculator.core.conditions.parts import Part, Reads
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import DayExpression
from calculator.core.typing_only import shapes
from calculator.core.values.dates import UNKNOWN, Span, span_text
from calculator.errors import RulesError

KINDS = ("veto", "ban", "delay")


class Held:
    """What a bar does to one person: whether it stands, until when, and by which records."""

    def __init__(
        self,
        standing: Verdict,
        until: Span | None,
        records: tuple[tuple[Record, Verdict, Span | None], ...] = (),
    ) -> None:
        self.standing = standing
        self.until = until
        self.records = records


class Bar:
    """One bar, compiled; `years` is the day that `route_years` means in it."""

    by_route = False

    def __init__(
        self,
        build: Lookup,
        clause: str,
        data: dict[str, Any],
        years: DayExpression | None = None,
    ) -> None:
        where = f"{clause}.bar"
        scope = Scope(build, None, where, years)
        if data.get("kind") not in KINDS:
            raise RulesError(where, f"unknown kind {data.get('kind')!r}")
        self.clause = clause
        self.kind: shapes.Kind = data["kind"]
        self.title: str = data.get("title") or build.title(clause)
        self.condition: Condition | None = None
        self.selection: Selection | None = None
        if "from" in data:
            self.selection = compile_selection(data, scope)
            scope = scope.at(self.selection.list_id)
        elif "when" in data:
            self.condition = compile_condition(data["when"], scope)
        else:
            raise RulesError(where, "a bar needs 'when' or 'from'")
        self.until: DayExpression | None = None
        if data.get("until") is not None:
            self.until = compile_day(data["until"], scope)
        # The day that is held against `until`: the reference day unless the rules name another.
        self.on: DayExpression = Reference()
        if data.get("on") is not None:
            self.on = compile_day(data["on"], scope)

    @property
    def parts(self) -> list[Part]:
        """What it is made of."""
        parts = (self.condition, self.selection, self.until, self.on)
        return [part for part in parts if part is not None]

    @property
    def reads(self) -> Reads:
        """What it depends on."""
        return frozenset().union(*(part.reads for part in self.parts))

    def on_route(self, route_id: str) -> Bar | None:
        """The bar as it stands for a route: the same for every one."""
        return self

    def relevant(self, state: Facts) -> list[Bar]:
        """The bars that can keep this person from applying."""
        return [self]

    def held(self, state: Facts) -> Held:
        """Whether it stands and until when, worked out once."""
        known: Held | None = state.memo.get(self)
        if known is None:
            known = state.memo[self] = self._hold_now(state)
        return known

    def _hold_now(self, state: Facts) -> Held:
        if self.selection is None:
            assert self.condition is not None  # noqa: S101
            return Held(*self._hold(state, None, self.condition.verdict(state, None)))
        verdicts: list[Verdict] = [False if state.is_complete(self.selection.list_id) else None]
        records: list[tuple[Record, Verdict, Span | None]] = []
        untils: list[tuple[Span, Verdict]] = []
        for record, counts in self.selection.chosen(state):
            holds, until = self._hold(state, record, counts)
            records.append((record, holds, until))
            if until is not None:
                untils.append((until, counts))
            verdicts.append(holds)
        standing = True if True in verdicts else None if None in verdicts else False
        return Held(standing, latest(untils), tuple(records))

    def standing(self, state: Facts) -> shapes.BarStanding:
        """What a route says of it; the whole report stands once, under the bars."""
        held = self.held(state)
        return {
            "clause": self.clause,
            "kind": self.kind,
            "standing": SETTLED[held.standing],
            "until": day_of(held.until),
        }

    def report(self, state: Facts) -> shapes.Bar:
        """Whether it stands, until when, and why."""
        standing = self.standing(state)
        return {
            "clause": self.clause,
            "kind": self.kind,
            "standing": standing["standing"],
            "until": standing["until"],
            "title": self.title,
            "records": [
                {"index": record.index, "standing": SETTLED[holds], "until": day_of(until)}
                for record, holds, until in self.held(state).records
            ],
            "reasons": self.reasons(state),
        }

    def reasons(self, state: Facts) -> list[shapes.Reason]:
        """Why it stands or not; what is missing where that is open."""
        if self.condition is not None:
            found = plainly(self.condition.reasons(state, None, self.clause))
            return found + [reason(self.clause, t) for t in self._day_doubts(state, None)]
        assert self.selection is not None  # noqa: S101
        held = self.held(state)
        found = []
        for record, holds, until in held.records:
            found += self._record_reasons(state, self.selection, record, holds, until)
        if held.standing is None and not held.records:
            label = state.rules.questions[self.selection.list_id].label
            found.append(reason(self.clause, f"未填写“{label}”"))
        return found

    def _hold(
        self, state: Facts, record: Record | None, counts: Verdict
    ) -> tuple[Verdict, Span | None]:
        """Whether the bar holds, and until when; None: no end is known to the rules."""
        if self.until is None or counts is False:
            return counts, None
        until = self.until.span(state, record)
        on = self.on.span(state, record)
        if until is None or on is None:
            return counts, None
        return both(counts, compare_spans("before", on, until)), until

    def _day_doubts(self, state: Facts, record: Record | None) -> list[str]:
        """What is missing to tell whether its end is past, where that is open."""
        if self.until is None or self._hold(state, record, True)[0] is not None:
            return []
        return [*self.until.doubts(state, record), *self.on.doubts(state, record)]

    def _record_reasons(
        self,
        state: Facts,
        selection: Selection,
        record: Record,
        holds: Verdict,
        until: Span | None,
    ) -> list[shapes.Reason]:
        label = state.rules.questions[selection.list_id].item
        name = f"{label}（第 {record.index + 1} 条）"
        if holds is None:
            found: list[shapes.Reason] = []
            for requirement in selection.requirements:
                found += requirement.reasons(state, record)
            where = selection.where
            is_open = where is not None and where.verdict(state, record) is None
            doubts = where.doubts(state, record) if where is not None and is_open else []
            texts = dict.fromkeys([*doubts, *self._day_doubts(state, record)])
            return found + [reason(self.clause, f"{name}：{text}") for text in texts]
        if until is None:
            return [reason(self.clause, name)]
        words = "到此日解除" if holds else "已过此日"
        return [reason(self.clause, f"{name}：{span_words(until)}，{words}")]


def day_of(span: Span | None) -> str | None:
    """The day as a result says it."""
    return None if span is None else span_text(span)


def latest(untils: list[tuple[Span, Verdict]]) -> Span | None:
    """The latest day: records that only may count push the end outwards."""
    if not untils:
        return None
    certain = [span[0] for span, counts in untils if counts]
    return (
        max(certain) if certain else UNKNOWN[0],
        max(span[1] for span, _ in untils),
    )
