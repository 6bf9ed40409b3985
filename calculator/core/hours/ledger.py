"""The ledger of hours: what each entry earns, what the cap leaves, which requirements are met.

An entry earns quantity × rate (× share when weighted); hours of a way in a year are capped for the
capped kinds; totals go by year and kind. Nothing moves between years or kinds. What an entry
leaves open (its year, way, kind, quantity) widens ranges instead of being guessed.
"""

from typing import Any

from calculator.core.conditions.comparisons import compare_range
from calculator.core.conditions.explain import reason
from calculator.core.conditions.facts import Facts, Record
from calculator.core.conditions.logic import VERDICT_WORDS, Condition, Reasons, Verdict, all_of
from calculator.core.conditions.parts import Waiting
from calculator.core.hours.ledger_rules import LedgerRules, Need, Way
from calculator.core.values.numbers import Number, Range, add, highest, lower, normal, total

Cell = tuple[int, str, str]


class Entry:
    """One entry: where it may belong, and what it earns before the cap."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.years: tuple[int, ...] = ()
        self.kinds: tuple[str, ...] = ()
        self.way: Way | None = None
        self.cells: tuple[Cell, ...] = ()
        self.low: Number = 0
        self.high: Number | None = 0
        self.verdict: Verdict = True
        self.reason: tuple[str, str] | None = None


class Ledger:
    """A ledger worked out for one set of answers."""

    def __init__(self, rules: LedgerRules, state: Facts) -> None:
        self.rules = rules
        self.given = state.is_given(rules.list_id)
        self._checks: list[tuple[Need, int | None, Verdict]] | None = None
        self.complete = state.is_complete(rules.list_id)
        self.entries = [find_entry(rules, state, r) for r in state.of_list(rules.list_id)]
        # Hours of entries that belong to one cell for certain, before the cap.
        self.cells: dict[Cell, Range] = {}
        for entry in self.entries:
            if len(entry.cells) == 1:
                low, high = self.cells.get(entry.cells[0], (0, 0))
                self.cells[entry.cells[0]] = (normal(low + entry.low), add(high, entry.high))
        self.unfilled = self._unfilled()
        self.cells.update(dict.fromkeys(self.unfilled, (0, None)))

    def _unfilled(self) -> list[Cell]:
        """Of a certificate that somebody began to copy, the totals that are not there yet, where
        no entry by another way stands for them: they are open, for none is written as 0."""
        stated = self.rules.stated
        places = [{cell[:2] for cell in entry.cells} for entry in self.entries]
        told = set().union(*(place for place in places if len(place) == 1))
        if not any(cell[2] in stated for entry in self.entries for cell in entry.cells):
            return []
        return [
            (year, kind, option)
            for year in self.rules.years
            for option, kind in stated.items()
            if (year, kind) not in told
        ]

    def capped(self, cell: Cell) -> Range:
        """The hours of a cell after the cap."""
        low, high = self.cells.get(cell, (0, 0))
        cap = self.rules.cap_for(cell[1], cell[2])
        return (low if cap is None else min(low, cap)), lower(high, cap)

    def _of_kind(self, year: int, kind: str) -> Range:
        """The hours of a kind in a year: those of the entries, and no less than is stated."""
        found: dict[bool, list[Range]] = {True: [], False: []}
        for cell in self.cells:
            if cell[:2] == (year, kind):
                found[cell[2] in self.rules.stated].append(self.capped(cell))
        sums = [
            (sum(low for low, _ in ranges), total([high for _, high in ranges]))
            for ranges in found.values()
        ]
        return max(low for low, _ in sums), highest([high for _, high in sums])

    def given_hours(self, kinds: tuple[str, ...], year: int | None) -> Range:
        """Hours of some kinds in a year (None: in all years), from the entries given."""
        years = self.rules.years if year is None else (year,)
        ranges = [self._of_kind(year, kind) for year in years for kind in kinds]
        loose = [
            entry.high
            for entry in self.entries
            if len(entry.cells) > 1 and any(c[0] in years and c[1] in kinds for c in entry.cells)
        ]
        low = normal(sum(low for low, _ in ranges))
        return low, total([*(high for _, high in ranges), *loose])

    def hours(self, kinds: tuple[str, ...], year: int | None) -> Range:
        """The same, without upper end while more entries may come."""
        low, high = self.given_hours(kinds, year)
        return low, high if self.complete else None

    def verdict(self, need: Need, year: int | None) -> Verdict:
        """Whether a requirement is met."""
        return compare_range("at_least", self.hours(need.kinds, year), need.figure.value)

    def checks(self) -> list[tuple[Need, int | None, Verdict]]:
        """Every requirement, year by year where it holds for each year."""
        if self._checks is None:
            self._checks = [
                (need, year, self.verdict(need, year))
                for need in self.rules.needs
                for year in (self.rules.years if need.each_year else (None,))
            ]
        return self._checks


def find_entry(rules: LedgerRules, state: Facts, record: Record) -> Entry:
    """Work out one entry."""
    entry = Entry(record)
    _place(rules, entry)
    if entry.reason is None and entry.way is not None:
        _check(entry, state)
        _check_share(rules, entry)
    if entry.reason is not None:
        entry.verdict = False
        return entry
    if entry.way is not None:
        entry.low, entry.high = earned(rules, entry.way, entry.record)
    else:
        ranges = (earned(rules, way, entry.record) for way in rules.ways.values())
        entry.high = highest([0, *(high for _, high in ranges)])
    if entry.verdict is None or len(entry.cells) != 1:
        entry.low = 0
        entry.verdict = None
    if entry.low != entry.high:
        entry.verdict = None
    return entry


def missing_fields(rules: LedgerRules, entry: Entry) -> list[str]:
    """The fields that an entry needs and does not have, those of its way included."""
    way = entry.way
    if entry.reason is not None:
        return []
    wanted = [rules.year_field, rules.way_field, rules.kind_field]
    if way is not None:
        wanted += [field for field in (way.rate_field, way.quantity) if field is not None]
    table = rules.weights_of(way)
    if table is not None:
        wanted += [table.people, table.rank]
    return list(dict.fromkeys(field for field in wanted if field not in entry.record.values))


def _place(rules: LedgerRules, entry: Entry) -> None:
    """Find the years, kinds and ways that the entry may belong to."""
    values = entry.record.values
    year, way, kind = (
        values.get(field) for field in (rules.year_field, rules.way_field, rules.kind_field)
    )
    if year is not None and int(year) not in rules.years:
        span = f"{rules.years[0]}—{rules.years[-1]}"
        entry.reason = (rules.id, f"{year} 年不在 {span} 年度之内")
        return
    known_kind = None if kind is None else rules.kind_of(kind)
    if kind is not None and known_kind is None:
        entry.reason = (rules.id, "这一类学习不计入")
        return
    if way is not None and way not in rules.ways:
        entry.reason = (rules.id, "这种途径没有规定计多少")
        return
    entry.years = rules.years if year is None else (int(year),)
    entry.kinds = tuple(rules.kinds) if known_kind is None else (known_kind,)
    entry.way = None if way is None else rules.ways[way]
    ways = tuple(rules.ways) if way is None else (way,)
    entry.cells = tuple(
        (y, k, w) for y in entry.years for k in entry.kinds for w in ways if rules.fits(k, w)
    )


def _check(entry: Entry, state: Facts) -> None:
    """Hold the entry against what its way requires."""
    if entry.way is None:
        return
    for requirement in entry.way.requirements:
        verdict = requirement.condition.verdict(state, entry.record)
        if verdict is False:
            entry.reason = (requirement.clause, state.rules.words(requirement.clause, "fails"))
            return
        if verdict is None:
            entry.verdict = None


def _check_share(rules: LedgerRules, entry: Entry) -> None:
    """A rank that has no share earns nothing, whatever the rest of the entry is."""
    values, table = entry.record.values, rules.weights_of(entry.way)
    if entry.reason is not None or table is None:
        return
    people, rank = values.get(table.people), values.get(table.rank)
    text = rules.contradiction(values)
    if not text and people is not None and rank is not None and table.share(people, rank) == 0:
        text = f"{people} 人中排第 {rank}：这一排名没有规定系数，不计入"
    entry.reason = (table.clause, text) if text else None


def earned(rules: LedgerRules, way: Way, record: Record) -> Range:
    """quantity × rate (× share), with open parts as ranges."""
    least_rate, most_rate = _rate(way, record)
    units = _units(way, record)
    low: Number = 0 if units is None else least_rate * units
    top: Number | None = None
    if units is not None or most_rate == 0:
        top = most_rate * (units or 0)
    table = rules.weights_of(way)
    if table is not None:
        values = record.values
        least, most = table.possible(values.get(table.people), values.get(table.rank))
        low, top = low * least, None if top is None else top * most
    return normal(low), None if top is None else normal(top)


def _rate(way: Way, record: Record) -> tuple[Number, Number]:
    if way.rate is not None:
        return way.rate.value, way.rate.value
    option = record.values.get(way.rate_field or "")
    if option in way.rates:
        return way.rates[option].value, way.rates[option].value
    if option is not None:
        return 0, 0
    rates = [figure.value for figure in way.rates.values()]
    return min(rates), max(rates)


def _units(way: Way, record: Record) -> Number | None:
    if way.quantity is None:
        return 1
    quantity: Number | None = record.values.get(way.quantity)
    if quantity is None:
        return None
    return quantity // 1 if way.whole else quantity


class LedgerMet(Condition):
    """All requirements of a ledger are met."""

    def __init__(self, ledger: str, entries: str) -> None:
        super().__init__(reads=frozenset((("list", entries), ("hours", ledger))))
        self.ledger = ledger
        self.entries = entries

    def wait(self, waiting: Waiting, record: Record | None, weight: Any) -> None:
        waiting.ledger(self.ledger, weight)

    def verdict(self, state: Facts, record: Record | None) -> Verdict:
        return all_of(verdict for _, _, verdict in state.ledger_checks(self.ledger))

    def why(self, state: Facts, record: Record | None) -> dict[str, Any]:
        return {
            "kind": "ledger",
            "verdict": VERDICT_WORDS[self.verdict(state, record)],
            "clause": self.ledger,
        }

    def lacking(self, state: Facts, record: Record | None, clause: str) -> Reasons:
        return [reason(clause, words) for words in self._shortfalls(state)]

    def _shortfalls(self, state: Facts) -> list[str]:
        return [f"{what}还差 {hours}" for what, hours in state.shortfalls(self.ledger)]

    def doubts(self, state: Facts, record: Record | None) -> list[str]:
        label = state.rules.questions[self.entries].label
        if not state.is_given(self.entries):
            return [f"未填写“{label}”"]
        short = [f"按已填的，{words}" for words in self._shortfalls(state)]
        return [f"“{label}”还没有填全", *short]
