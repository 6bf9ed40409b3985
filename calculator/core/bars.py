"""Bars: vetoes, bans and delays. They stand beside points and routes and never change them.

A bar holds when its condition does (`when`), or for records of a list (`from`), each until the day
that `until` works out; the latest day counts. On that day the bar is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from calculator.core.conditions.comparisons import compare_spans
from calculator.core.conditions.compiling import compile_condition, compile_day, compile_selection
from calculator.core.conditions.days import Reference
from calculator.core.conditions.explain import span_words
from calculator.core.conditions.logic import both
from calculator.core.conditions.reasons import condition_reasons, reason, requirement_reasons
from calculator.core.conditions.scope import Scope
from calculator.core.errors import RulesError
from calculator.core.values.dates import UNKNOWN, span_text

if TYPE_CHECKING:
    from calculator.core.conditions.facts import Facts, Record
    from calculator.core.conditions.logic import Condition, Verdict
    from calculator.core.conditions.reasons import Reason
    from calculator.core.conditions.scope import Lookup
    from calculator.core.conditions.selections import Selection
    from calculator.core.conditions.subjects import DayExpression
    from calculator.core.values.dates import Span

KINDS = ("veto", "ban", "delay")
STANDING = {True: "yes", False: "no", None: "open"}


class Bar:
    """One bar, compiled."""

    __slots__ = ("clause", "condition", "kind", "on", "selection", "title", "until")

    def __init__(self, build: Lookup, clause: str, data: dict[str, Any]) -> None:
        where = f"{clause}.bar"
        scope = Scope(build, None, where)
        if data.get("kind") not in KINDS:
            raise RulesError(where, f"unknown kind {data.get('kind')!r}")
        self.clause = clause
        self.kind: str = data["kind"]
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

    def report(self, state: Facts) -> dict[str, Any]:
        """Whether it stands, until when, and why."""
        if self.selection is None:
            return self._report_condition(state)
        return self._report_records(state, self.selection)

    def _report_condition(self, state: Facts) -> dict[str, Any]:
        assert self.condition is not None  # noqa: S101
        standing, until = self._hold(state, None, self.condition.verdict(state, None))
        reasons = condition_reasons(state, self.condition, None, self.clause)
        return self._result(standing, until, reasons, [])

    def _report_records(self, state: Facts, selection: Selection) -> dict[str, Any]:
        standing: Verdict = False if state.is_complete(selection.list_id) else None
        reasons: list[Reason] = []
        records = []
        untils: list[tuple[Span, Verdict]] = []
        for record, counts in selection.chosen(state):
            holds, until = self._hold(state, record, counts)
            records.append(
                {"index": record.index, "standing": STANDING[holds], "until": _day(until)}
            )
            reasons += self._record_reasons(state, selection, record, holds, until)
            if until is not None:
                untils.append((until, counts))
            standing = True if standing is True or holds is True else _open(standing, holds)
        if standing is None and not records:
            label = state.rules.questions[selection.list_id].label
            reasons.append(reason(self.clause, f"未填写“{label}”"))
        return self._result(standing, _latest(untils), reasons, records)

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

    def _record_reasons(
        self,
        state: Facts,
        selection: Selection,
        record: Record,
        holds: Verdict,
        until: Span | None,
    ) -> list[Reason]:
        label = state.rules.questions[selection.list_id].item
        name = f"{label}（第 {record.index + 1} 条）"
        if holds is None:
            found: list[Reason] = []
            for requirement in selection.requirements:
                found += requirement_reasons(state, requirement, record)
            if selection.where is not None and selection.where.verdict(state, record) is None:
                doubts = selection.where.doubts(state, record)
                found += [reason(self.clause, f"{name}：{text}") for text in doubts]
            return found or [reason(self.clause, f"{name}：截止日期不能确定")]
        if until is None:
            return [reason(self.clause, name)]
        words = "到此日为止" if holds else "已过此日"
        return [reason(self.clause, f"{name}：{span_words(until)}，{words}")]

    def _result(
        self,
        standing: Verdict,
        until: Span | None,
        reasons: list[Reason],
        records: list[dict[str, Any]],
    ) -> dict[str, Any]:
        return {
            "clause": self.clause,
            "kind": self.kind,
            "title": self.title,
            "standing": STANDING[standing],
            "until": _day(until),
            "records": records,
            "reasons": reasons,
        }


def _open(standing: Verdict, holds: Verdict) -> Verdict:
    return None if standing is None or holds is None else False


def _day(span: Span | None) -> str | None:
    return None if span is None else span_text(span)


def _latest(untils: list[tuple[Span, Verdict]]) -> Span | None:
    """The latest day: records that only may count push the end outwards."""
    if not untils:
        return None
    certain = [span[0] for span, counts in untils if counts]
    return (
        max(certain) if certain else UNKNOWN[0],
        max(span[1] for span, _ in untils),
    )
