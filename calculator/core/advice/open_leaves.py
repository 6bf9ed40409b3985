"""The open leaves below open verdicts: everything that a person may still answer to decide them.

How likely each decides is worked out as if everything else that is open were a toss of a coin.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

from calculator.core.answers.answer_values import Period
from calculator.core.bars import Bar
from calculator.core.conditions.facts import Record
from calculator.core.conditions.logic import Condition, Several
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.subjects import Source, is_rough
from calculator.core.hours.ledger import missing_fields
from calculator.core.hours.ledger_rules import LedgerRules
from calculator.core.state import State


class Chances:
    """For one leaf: that it holds and the verdict is met; that it fails and it is not met."""

    def __init__(self, met: Fraction, not_met: Fraction) -> None:
        self.met = met
        self.not_met = not_met

    @property
    def decisive(self) -> Fraction:
        """Both together."""
        return self.met + self.not_met

    @property
    def halved(self) -> Chances:
        """For what only helps to decide a leaf."""
        return Chances(self.met / 2, self.not_met / 2)


# A verdict that hangs on one leaf alone.
EVEN = Chances(Fraction(1, 2), Fraction(1, 2))


def between(least: int, most: int, coins: int) -> Fraction:
    """The chance of at least and at most so many heads among some coins."""
    ways = sum(comb(coins, heads) for heads in range(max(0, least), min(most, coins) + 1))
    return Fraction(ways, 2**coins)


def through(condition: Several, whole: Chances, others: int, met: int) -> Chances:
    """The chances of one open part, given those of the condition that it stands in.

    `others` are the other open parts, `met` the parts that hold already. A yes may make it hold, or
    be the one too many; a no may leave it short, or be what keeps one that is full from spoiling.
    """
    least, most = condition.least - met, condition.most - met
    yes = whole.met * between(least - 1, most - 1, others)
    yes += whole.not_met * between(most, others, others)
    no = whole.not_met * between(0, least - 1, others)
    if most == 0:
        no += whole.met * between(least, most, others)
    return Chances(yes, no)


# What is asked: ("", question), ("", list, index, field); whether a list goes on: ("more", list);
# an answer that is too rough: ("exact", question) or ("exact", list, index, field);
# points that a condition compares: ("points", node).
Key = tuple[Any, ...]


class OpenLeaves:
    """What open verdicts wait for, with how likely each decides and which verdicts those are."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.target = ""
        self.found: dict[Key, Fraction] = {}
        self.waiting: dict[Key, list[str]] = {}

    def add(self, key: Key, chances: Chances) -> None:
        """Note that the verdict at hand waits for something."""
        self.found[key] = self.found.get(key, Fraction(0)) + chances.decisive
        targets = self.waiting.setdefault(key, [])
        if self.target not in targets:
            targets.append(self.target)

    def questions(self) -> set[str]:
        """The questions that can still matter, without those that another has to open; those that
        wait for nothing but an exact day come last."""
        when = self.state.rules.asked_when
        keys = [key for key in self.found if key[0] != "points"]
        found = {key[1] for key in keys if key[0] != "exact"} or {key[1] for key in keys}
        return {
            key for key in found if key not in when or when[key].verdict(self.state, None) is True
        }

    def condition(self, condition: Condition, record: Record | None, chances: Chances) -> None:
        """What an open condition waits for; nothing when it is decided."""
        if condition.verdict(self.state, record) is None:
            condition.wait(self, record, chances)

    def several(self, condition: Several, record: Record | None, chances: Chances) -> None:
        """The open parts of a condition over others."""
        verdicts = [part.verdict(self.state, record) for part in condition.parts]
        others, met = verdicts.count(None) - 1, verdicts.count(True)
        for part, verdict in zip(condition.parts, verdicts, strict=True):
            if verdict is None:
                self.condition(part, record, through(condition, chances, others, met))

    def source(self, source: Source, record: Record | None, chances: Chances) -> None:
        """A question or field; one answered "not known yet" does not wait for this person."""
        if source.list_id is not None:
            if record is not None:
                self.field(record, source.asked.id, chances)
        elif source.asked.id in self.state.values:
            if is_rough(self.state.values[source.asked.id]):
                self.add(("exact", source.asked.id), chances)
        elif source.asked.id not in self.state.answers.undecided:
            self.add(("", source.asked.id), chances)

    def field(self, record: Record, field: str, chances: Chances) -> None:
        """A field of one record."""
        value = record.values.get(field)
        if value is None or (isinstance(value, Period) and value.start is None):
            if field not in record.undecided:
                self.add(("", record.list_id, record.index, field), chances)
        elif is_rough(value):
            self.add(("exact", record.list_id, record.index, field), chances)

    def points(self, node: str, chances: Chances) -> None:
        """The rows of a points table."""
        self.add(("points", node), chances)

    def selection(self, selection: Selection, chances: Chances) -> None:
        """Records of a list, and the fields of those that count or may."""
        if not self.state.is_given(selection.list_id):
            self.add(("", selection.list_id), chances)
            return
        for record in self.state.of_list(selection.list_id):
            counts = selection.counts(self.state, record)
            if counts is None:
                where = () if selection.where is None else (selection.where,)
                needed = [requirement.condition for requirement in selection.requirements]
                for condition in (*where, *needed):
                    self.condition(condition, record, chances.halved)
            if counts is not False:
                for field in selection.fields:
                    self.field(record, field, chances.halved)
        if not self.state.is_complete(selection.list_id):
            self.add(("more", selection.list_id), chances.halved)

    def ledger(self, ledger_id: str, chances: Chances) -> None:
        """Entries of hours: the list, what an entry lacks, whether there are more."""
        ledger = self.state.ledger(ledger_id)
        if not ledger.given:
            self.add(("", ledger.rules.list_id), chances)
            return
        for entry in ledger.entries:
            for field in missing_fields(ledger.rules, entry):
                self.field(entry.record, field, chances.halved)
            for requirement in entry.way.requirements if entry.way is not None else ():
                self.condition(requirement.condition, entry.record, chances.halved)
        if ledger.unfilled:
            self.add(("", ledger.rules.list_id), chances.halved)
        if not ledger.complete:
            self.add(("more", ledger.rules.list_id), chances.halved)

    def bar(self, bar: Bar) -> None:
        """A bar of which it is open whether it stands."""
        if bar.held(self.state).standing is not None:
            return
        if bar.condition is not None:
            self.condition(bar.condition, None, EVEN)
        # What the bar's days are about: records that count or may, else the person.
        records: list[Record | None] = [None]
        if bar.selection is not None:
            self.selection(bar.selection, EVEN)
            records = [record for record, _ in bar.selection.chosen(self.state)]
        for record in records:
            for day in (bar.until, bar.on):
                if day is not None:
                    day.wait(self, record, EVEN.halved)


def ledger_fields(rules: LedgerRules) -> set[str]:
    """The fields of an entry that a ledger reads."""
    found = {rules.year_field, rules.way_field, rules.kind_field}
    for way in rules.ways.values():
        found |= {field for field in (way.rate_field, way.quantity) if field is not None}
        for requirement in way.requirements:
            reads = requirement.condition.reads
            found |= {atom[2] for atom in reads if atom[:2] == ("field", rules.list_id)}
    if rules.weights is not None:
        found |= {rules.weights.people, rules.weights.rank}
    return found
