"""Forms filled in from the answers; what nobody asked for, or is not known, stays blank.

In `rules.json` a clause has ``"form": {"title", "fields": [{"label", "fill"?}]}``. A fill is one of

- ``{"question": id}``: the answer in words;
- ``{"from": list, "where"?, "newest"?: field, "write": [...]}``: a line for each record that counts
  (only the newest one, by a date or period, where `newest` is given), made of ``{"field": id}``,
  ``{"text": words}`` and ``{"blank": what to write there}``;
- ``{"years": {...}}``: full years, as in conditions; ``{"day": {...}}``: a date;
- ``{"met": [clauses]}``: a line for each of the clauses that is met, and one for each record that
  speaks for it; ``{"text": words}``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from calculator.core.answers.answer_values import Period
from calculator.core.answers.questions import Asked
from calculator.core.answers.said import say_value
from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.compiling import (
    compile_day,
    compile_met,
    compile_selection,
    compile_seniority,
)
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import Condition, Met, Not, Several
from calculator.core.conditions.measures import CountOf
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.conditions.selections import Selection
from calculator.core.typing_only import shapes
from calculator.core.values.dates import NEVER, UNKNOWN, Day, date_words, span_text
from calculator.core.values.numbers import Range, to_text
from calculator.errors import RulesError

BLANK = "＿＿＿＿＿＿"


def value_words(asked: Asked, value: Any) -> str:
    """An answer in words, dates in full; empty where it has none."""
    if value is None:
        return ""
    if asked.type == "date":
        return date_words(span_text(value))
    if asked.type == "period":
        start = date_words(span_text(value.start)) if value.start else BLANK
        end = date_words(span_text(value.end)) if value.end else "今"
        return f"{start}至{end}"
    return say_value(asked, value)


# Where the words of a blank come from: the lines to print; none leaves it empty.
type Fill = Callable[[Facts], list[str]]


def ground_words(condition: Condition, state: Facts, record: Record) -> str:
    """What speaks for a condition in a record: the fields that it looks at, as they were answered.

    Answers of yes and no say nothing more than that it is met.
    """
    words = []
    for asked in state.rules.questions[record.list_id].fields.values():
        said = value_words(asked, record.values.get(asked.id))
        if (
            said
            and asked.type != "yesno"
            and ("field", record.list_id, asked.id) in condition.reads
        ):
            words.append(f"{asked.label}：{said}" if asked.type in {"count", "number"} else said)
    return f"　{'，'.join(words)}"


def _name(build: Lookup, clause: str) -> str:
    cited = (build.clauses.get(clause) or {}).get("cited", "")
    return f"{cited}　{build.title(clause)}".strip("　")


class Records:
    """A line for each record."""

    def __init__(self, data: dict[str, Any], scope: Scope) -> None:
        self.selection: Selection = compile_selection(data, scope)
        list_id = self.selection.list_id
        self.newest: str | None = data.get("newest")
        if self.newest is not None:
            scope.list_field(list_id, self.newest)
        self.pieces: list[tuple[Asked | None, str]] = []
        for piece in data["write"]:
            if "field" in piece:
                self.pieces.append((scope.list_field(list_id, piece["field"]), ""))
            else:
                blank = piece.get("blank")
                words = piece.get("text") if blank is None else f"{BLANK}（{blank}）"
                self.pieces.append((None, str(words)))

    def __call__(self, state: Facts) -> list[str]:
        records = [record for record, verdict in self.selection.chosen(state) if verdict]
        if self.newest is not None:
            field = self.newest
            records = sorted(records, key=lambda one: _when(one.values.get(field)))[-1:]
        else:
            records = sorted(records, key=self._first_day)
        return [self._line(record) for record in records]

    def _line(self, record: Record) -> str:
        words = (
            text if asked is None else value_words(asked, record.values.get(asked.id))
            for asked, text in self.pieces
        )
        return " ".join(word for word in words if word)

    def _first_day(self, record: Record) -> Day:
        """Records stand in the order of their dates, those without one at the end."""
        for asked, _ in self.pieces:
            if asked is not None and asked.type in {"date", "period"}:
                return _when(record.values.get(asked.id), missing=NEVER)
        return 0


def _when(value: Any, missing: Day = 0) -> Day:
    """The first day of a date or a period."""
    start = value.start if isinstance(value, Period) else value
    return missing if start is None else int(start[0])


def compile_fill(data: dict[str, Any], scope: Scope) -> Fill:
    """Compile what a blank is filled from."""
    if "text" in data:
        return lambda _: [str(data["text"])]
    if "question" in data:
        asked = scope.question(data["question"]).asked
        return lambda state: _line(value_words(asked, state.values.get(asked.id)))
    if "from" in data:
        return Records(data, scope)
    if "years" in data:
        years = compile_seniority(data["years"], scope)
        return lambda state: _years(years.range(state, None), years.unit)
    if "day" in data:
        day = compile_day(data["day"], scope)
        return lambda state: _line(date_words(span_text(day.span(state, None) or UNKNOWN)))
    if "met" in data:
        clauses = [(compile_met(one, scope), _name(scope.build, one)) for one in data["met"]]
        return lambda state: _met(clauses, state)
    raise RulesError(scope.where, f"nothing to fill from in {sorted(data)}")


def _line(words: str) -> list[str]:
    return [words] if words else []


def _years(found: Range | None, unit: str) -> list[str]:
    """Full years, when they are known exactly."""
    return [f"{to_text(found[0])} {unit}"] if found is not None and found[0] == found[1] else []


def _met(clauses: list[tuple[Met, str]], state: Facts) -> list[str]:
    """Those of some clauses that are met, by number and title, with their grounds; clauses for
    which the same records speak stand together."""
    names: dict[tuple[str, ...], list[str]] = {}
    for met, name in clauses:
        if met.verdict(state, None) is True:
            records = tuple(ground_words(met, state, one) for one in grounds(met, state))
            names.setdefault(records, []).append(name)
    return [line for records, named in names.items() for line in (*named, *records)]


class Form:
    """A form of a clause; whether it is needed, the checklist's item of that clause says."""

    def __init__(self, build: Lookup, clause: str, data: dict[str, Any]) -> None:
        scope = Scope(build, None, f"{clause}.form")
        self.clause = clause
        self.title: str = data["title"]
        self.fields: list[tuple[str, Fill | None]] = [
            (field["label"], compile_fill(field["fill"], scope) if "fill" in field else None)
            for field in data["fields"]
        ]

    def report(self, state: Facts, things: Mapping[str, shapes.Thing]) -> shapes.Form:
        """The blanks with what can be filled in; `things` to bring by their clause."""
        return {
            "clause": self.clause,
            "title": self.title,
            "needed": things[self.clause]["needed"] if self.clause in things else None,
            "fields": [
                {"label": label, "lines": [] if fill is None else fill(state)}
                for label, fill in self.fields
            ],
        }


def grounds(condition: Condition, state: Facts) -> list[Record]:
    """The records that a condition which is met counts, each once; what is absent is no ground."""
    found = {(one.list_id, one.index): one for one in _counted(condition, state)}
    return list(found.values())


def _counted(condition: Condition, state: Facts) -> Iterator[Record]:
    if isinstance(condition, Not) or condition.verdict(state, None) is not True:
        return
    if isinstance(condition, Several | Met):
        for part in condition.parts:
            yield from _counted(part, state)
    elif isinstance(condition, NumberIs) and isinstance(condition.measure, CountOf):
        chosen = condition.measure.selection.chosen(state)
        yield from (record for record, verdict in chosen if verdict)
