"""Compiled rules of a ledger of hours: its ways, its cap, its weights and its requirements."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from calculator.core.answers.questions import Question
from calculator.core.conditions.compiling import compile_met
from calculator.core.conditions.scope import Lookup, Scope
from calculator.core.conditions.selections import Requirement
from calculator.core.values.dates import year_of
from calculator.core.values.figures import Figure, read_day, read_number, read_whole
from calculator.core.values.numbers import Number
from calculator.errors import RulesError


class Way:
    """How entries of one way earn hours: a rate, or a rate for each option of a field."""

    def __init__(self, clause: str, data: dict[str, Any], scope: Scope, entries: Question) -> None:
        where = f"{clause}.hours"
        self.clause = clause
        self.id: str = data["way"]
        self.label = self.id
        by = data.get("rate_by") or {}
        # Without a rate the quantity is in hours already.
        self.in_hours = not by and data.get("rate") is None
        self.rate = None if by else read_number(1 if self.in_hours else data["rate"], where)
        self.rate_field: str | None = by.get("field")
        self.rates = {key: read_number(value, where) for key, value in by.get("values", {}).items()}
        if by and (not self.rates or "rate" in data):
            raise RulesError(where, "a way needs either rate or rate_by")
        self.quantity: str | None = data.get("quantity")
        for field in (self.rate_field, self.quantity):
            if field is not None:
                scope.list_field(entries.id, field)
        self.whole = bool(data.get("whole"))
        self.weighted = bool(data.get("weighted"))
        inner = scope.at(entries.id)
        self.requirements = tuple(
            Requirement(target, compile_met(target, inner)) for target in data.get("require") or ()
        )


class Weights:
    """Shares by headcount and rank; more people than rows use the last row."""

    def __init__(self, clause: str, data: dict[str, Any]) -> None:
        self.clause = clause
        self.people: str = data["people"]
        self.rank: str = data["rank"]
        self.rows: list[list[Number]] = [
            [read_number(cell, f"{clause}.weights").value for cell in row] for row in data["rows"]
        ]
        if not self.rows:
            raise RulesError(f"{clause}.weights", "no rows")

    def share(self, people: int, rank: int) -> Number:
        """The share of a rank among so many people; a rank without a column has none."""
        row = self.rows[min(max(people, 1), len(self.rows)) - 1]
        return row[rank - 1] if 1 <= rank <= len(row) else 0

    def possible(self, people: int | None, rank: int | None) -> tuple[Number, Number]:
        """The lowest and highest share when people or rank are open."""
        if people is not None and rank is not None:
            share = self.share(people, rank)
            return share, share
        heads = range(1, len(self.rows) + 1) if people is None else (people,)
        longest = max(len(row) for row in self.rows)
        ranks = range(1, longest + 2) if rank is None else (rank,)
        shares = [self.share(head, place) for head in heads for place in ranks]
        return min(shares), max(shares)


class Need:
    """Hours that must be reached, each year or over all years."""

    def __init__(self, where: str, data: dict[str, Any], kinds: tuple[str, ...]) -> None:
        self.id: str = data["id"]
        self.title: str = data.get("title") or self.id
        self.clause: str = data["clause"]
        self.each_year = data["scope"] == "each_year"
        wanted = data.get("kinds") or "all"
        self.kinds = kinds if wanted == "all" else tuple(wanted)
        for kind in self.kinds:
            if kind not in kinds:
                raise RulesError(where, f"no kind {kind!r}")
        self.figure: Figure = read_number(data["at_least"], where)


class LedgerRules:
    """One ledger."""

    def __init__(self, build: Lookup, ledger_id: str, data: dict[str, Any]) -> None:
        where = f"{ledger_id}.ledger"
        scope = Scope(build, None, where)
        self.id = ledger_id
        self.list_id: str = data["entries"]
        self.mends: str = data.get("mends") or ""
        self.year_field: str = data["year"]
        self.way_field: str = data["way"]
        self.kind_field: str = data["kind"]
        ways = scope.list_field(self.list_id, self.way_field)
        scope.list_field(self.list_id, self.year_field)
        scope.list_field(self.list_id, self.kind_field)
        self.kinds: dict[str, frozenset[str]] = {
            name: frozenset(options) for name, options in data["kinds"].items()
        }
        self.capped_kinds = frozenset(data.get("capped_kinds") or ())
        self.cap = read_number(data["cap"], where) if data.get("cap") is not None else None
        first, last = (_year(data["years"][end], where) for end in ("from", "to"))
        self.years = tuple(range(first, last + 1))
        weights = data.get("weights")
        self.weights = (
            None if weights is None else Weights(weights, build.clauses[weights]["weights"])
        )
        names = tuple(self.kinds)
        self.needs = tuple(Need(where, need, names) for need in data.get("requirements") or ())
        entries = build.questions[self.list_id]
        self.labels = {field.id: field.label for field in entries.fields.values()}
        self.ways: dict[str, Way] = {}
        for clause_id in build.order:
            rule = build.clauses[clause_id].get("hours")
            if rule is not None and rule["way"] in ways.labels:
                way = Way(clause_id, rule, scope, entries)
                way.label = ways.labels[way.id]
                self.ways[way.id] = way
        # Ways that stand for the total of a kind, as a certificate states it.
        self.stated: dict[str, str] = {}
        stated = data.get("stated") or {"options": {}}
        for kind, option in stated["options"].items():
            way = Way(
                stated["clause"], {"way": option, "quantity": stated["quantity"]}, scope, entries
            )
            way.label = ways.labels[option]
            self.ways[option] = way
            self.stated[option] = kind
            self.kinds[kind] |= {option}

    def weights_of(self, way: Way | None) -> Weights | None:
        """The shares that entries of a way are worked out with."""
        return self.weights if way is not None and way.weighted else None

    def contradiction(self, values: Mapping[str, Any]) -> str:
        """What is wrong with an entry whose rank is beyond its number of people; else nothing."""
        table = self.weights_of(self.ways.get(values.get(self.way_field, "")))
        if table is None or table.rank not in values or table.people not in values:
            return ""
        rank, people = values[table.rank], values[table.people]
        if rank <= people:
            return ""
        names = [f"“{self.labels[field]}”" for field in (table.rank, table.people)]
        given = f"{names[0]}填的是 {rank}，大于{names[1]}填的 {people}"
        return f"{given}：请改正填错的一个，改好以前这一条不计入"

    def stated_again(self, records: Iterable[Mapping[str, Any]]) -> Iterator[tuple[int, str]]:
        """Entries with a total that an earlier one states as well, and what to say of each."""
        seen = set()
        for index, values in enumerate(records):
            year, way = values.get(self.year_field), values.get(self.way_field, "")
            if year is not None and way in self.stated:
                if (year, way) in seen:
                    said = f"{year} 年的“{self.ways[way].label}”填了不止一次，加在一起算了"
                    yield index, f"{said}；同一份证明的，请只留一次。"
                seen.add((year, way))

    def kind_of(self, option: str) -> str | None:
        """The ledger's kind that an option of the kind field belongs to."""
        return next((name for name, options in self.kinds.items() if option in options), None)

    def fits(self, kind: str, way: str) -> bool:
        """Whether an entry of a way can be of a kind, when the way itself tells the kind."""
        return self.kind_field != self.way_field or way in self.kinds[kind]

    def cap_for(self, kind: str, way: str) -> Number | None:
        """What limits one way in one year; totals that a certificate states are after the cap."""
        is_free = kind not in self.capped_kinds or way in self.stated
        return None if self.cap is None or is_free else self.cap.value


def _year(data: Any, where: str) -> int:
    """A year figure: ``2022`` with unit 年, or a date."""
    value = data["value"] if isinstance(data, dict) else data
    if isinstance(value, str) and "-" in value:
        return year_of(read_day(data, where).span[0])
    return read_whole(data, where)
