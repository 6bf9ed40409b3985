"""People out of tables: every row read, every cell that cannot be used reported by its address.

Whatever can be read is used: one bad cell leaves one question open, nothing more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from calculator.core.answer_values import Misfit, fold, read_number
from calculator.core.answers import FORMAT
from calculator.core.tables import cells as cell_texts
from calculator.core.tables.headers import Headed, head, pair
from calculator.core.tables.layout import (
    CODE,
    ESTIMATE,
    FROM,
    GUIDE,
    LIST,
    NOTHING,
    PERIOD,
    PERSONS,
    TO,
    VALUE,
    folded,
    layouts,
    titles,
)
from calculator.core.tables.people import Line, Memory, Person, Trouble, address
from calculator.core.values import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from calculator.core.rules import Rules
    from calculator.core.tables.layout import Column
    from calculator.core.tables.people import Store, Table

HAVE_WORDS = frozenset(("有", "见表", "见附表"))
# Codes that would tell who somebody is.
_IDENTITY = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")


class Reader:
    """Reads the tables of one batch; `report` gets the troubles that are nobody's own.

    `ignored` are names of tables to pass over in silence.
    """

    def __init__(
        self,
        rules: Rules,
        report: Callable[[Trouble], None],
        store: Store | None = None,
        ignored: Iterable[str] = (),
    ) -> None:
        self.rules = rules
        self.report = report
        self.store: Store = store or Memory()
        self.ignored = frozenset(folded(name) for name in (GUIDE, *ignored))
        self.layouts = layouts(rules)
        self.titles = titles(rules)
        self.lists: dict[str, Headed] = {}

    def people(self, tables: Iterable[Table]) -> Iterator[Person]:
        """Everybody, in the order of the persons' table; lists first wait for their people."""
        by_name: dict[str, Table] = {}
        for table in tables:
            by_name.setdefault(table.name, table)
        found, strays = pair(self.layouts, by_name, self.ignored)
        for stray in strays:
            self.report(stray)
        persons = None
        for name, layout in found.items():
            headed = head(layout, name, by_name[name].rows, self.report)
            if layout.question is None:
                persons = headed
            else:
                self.lists[layout.question.id] = headed
                self._keep(layout.question.id, headed)
        if persons is None:
            self.report(Trouble(f"{PERSONS}!A1", f"没有“{PERSONS}”表。"))
            yield from self._without_table()
        else:
            yield from self._of_table(persons)

    def _keep(self, list_id: str, headed: Headed) -> None:
        if headed.code is None:
            return
        for row, cells in headed.rows:
            if _is_empty(cells):
                continue
            code = _cell(cells, headed.code)
            if folded(code) == folded(GUIDE):
                continue
            if code:
                self.store.add(code, Line(list_id, row, cells))
            else:
                place = address(headed.name, row, headed.code)
                self.report(Trouble(place, f"这一行没有{CODE}，对不上人，没有使用。"))

    def _of_table(self, headed: Headed) -> Iterator[Person]:
        for row, cells in headed.rows:
            code = "" if headed.code is None else _cell(cells, headed.code)
            if _is_empty(cells) or folded(code) == folded(GUIDE):
                continue
            place = address(headed.name, row, headed.code or 0)
            if code and not self.store.claim(code):
                message = f"{CODE}“{code}”前面已经有了，本行没有计算；请改成不同的{CODE}。"
                self.report(Trouble(place, message, code))
                continue
            yield self._person(headed, row, cells, code, place)
        for code, line in self.store.unclaimed():
            name = self.lists[line.list_id].name
            place = address(name, line.row, self.lists[line.list_id].code or 0)
            message = f"“{headed.name}”表里没有{CODE}“{code[:40]}”，这一行没有使用。"
            self.report(Trouble(place, message, code))

    def _without_table(self) -> Iterator[Person]:
        """Only lists were given: they say who there is."""
        for code in dict.fromkeys(code for code, _ in self.store.unclaimed()):
            person = Person(code, f"{PERSONS}!A1", self._empty_file())
            self._add_records(person)
            yield person

    def _empty_file(self) -> dict[str, Any]:
        policy, edition = self.rules.policy_id, self.rules.edition
        head = {"format": FORMAT, "policy": policy, "edition": edition}
        return {**head, "answers": {}, "none": [], "closed": [], "estimates": {}}

    def _person(self, headed: Headed, row: int, cells: list[str], code: str, place: str) -> Person:
        person = Person(code or f"第 {row} 行", place, self._empty_file())
        if not code and headed.code is not None:
            person.report(place, f"没有{CODE}，只按这一行计算，别的表里的记录对不上。")
        if _IDENTITY.fullmatch(code):
            person.report(
                place, f"{CODE}像身份证号或手机号：请换成 1、2、3 一类看不出是谁的{CODE}。"
            )
        answers, declared = person.file["answers"], {}
        for index, column in headed.columns.items():
            text, spot = _raw(cells, index), address(headed.name, row, index)
            if cell_texts.is_blank(text):
                continue
            if column.kind == LIST:
                declared[column.id] = (self._marks(person, column, text, spot), spot)
            elif column.kind == NOTHING:
                self._nothing(person, text, spot)
            elif column.kind == ESTIMATE:
                self._estimate(person, column.id, column.id, text, spot)
            elif column.kind in {VALUE, PERIOD}:
                self._value(person, answers, column, text, spot, column.id)
        self._periods(person, answers, headed, row, cells, "")
        self._add_records(person)
        for list_id, (marks, spot) in declared.items():
            self._declare(person, list_id, marks, spot)
        return person

    def _value(
        self, person: Person, into: dict[str, Any], column: Column, text: str, spot: str, path: str
    ) -> None:
        if column.asked is None:
            return
        read = cell_texts.read_whole_period if column.kind == PERIOD else cell_texts.read_cell
        value = read(column.asked, text)
        if isinstance(value, Misfit):
            person.report(spot, f"{column.asked.label}：{value.message}")
        elif value is not None:
            into[column.id] = value
            person.places[path] = spot

    def _periods(
        self,
        person: Person,
        into: dict[str, Any],
        headed: Headed,
        row: int,
        cells: list[str],
        path: str,
    ) -> None:
        """Periods stand in two cells."""
        ends: dict[str, dict[str, int]] = {}
        asked = {}
        for index, column in headed.columns.items():
            if column.kind in {FROM, TO} and column.asked is not None:
                ends.setdefault(column.id, {})[column.kind] = index
                asked[column.id] = column.asked
        for field, places in ends.items():
            texts = [_raw(cells, places[end]) if end in places else "" for end in (FROM, TO)]
            spot = address(headed.name, row, min(places.values()))
            value = cell_texts.read_period(asked[field], *texts)
            if isinstance(value, Misfit):
                person.report(spot, f"{asked[field].label}：{value.message}")
            elif value is not None:
                into[field] = value
                person.places[f"{path}{field}"] = spot

    def _marks(self, person: Person, column: Column, text: str, spot: str) -> frozenset[str]:
        """What the persons' table says about a list: that there is nothing, that it is complete."""
        found = set()
        for word in filter(None, map(folded, cell_texts.SEPARATORS.split(text))):
            if word in cell_texts.NONE_WORDS:
                found.add("none")
            elif word in cell_texts.CLOSED_WORDS:
                found.add("closed")
            elif word not in HAVE_WORDS:
                message = f"这里只填“没有”或“填全”，也可以不填；内容填在“{column.header}”表里。"
                person.report(spot, f"“{text.strip()[:40]}”：{message}")
        return frozenset(found)

    def _declare(self, person: Person, list_id: str, marks: frozenset[str], spot: str) -> None:
        records = person.file["answers"].get(list_id)
        if "none" in marks and records:
            label = self.rules.questions[list_id].label
            person.report(spot, f"填了“没有”，但“{label}”表里有 {len(records)} 条，按有计算。")
        elif "none" in marks:
            person.file["answers"][list_id] = []
            person.places[list_id] = spot
        if "closed" in marks:
            person.file["closed"].append(list_id)

    def _nothing(self, person: Person, text: str, spot: str) -> None:
        ids, unknown = cell_texts.split_names(text, self.titles)
        person.file["none"] += dict.fromkeys(ids)
        for word in unknown:
            person.report(spot, f"没有“{word[:40]}”这个计分项，没有使用。")

    def _estimate(self, person: Person, row_id: str, key: str, text: str, spot: str) -> None:
        limit = self.rules.estimate_limit(row_id, key != row_id)
        value = read_number(fold(text))
        if limit is None or value is None or not 0 <= value <= limit.value:
            most = "0" if limit is None else limit.text
            person.report(spot, f"“{text.strip()[:40]}”：自估分应是 0 到 {most} 之间的数。")
            return
        person.file["estimates"][key] = to_json(value)
        person.places[f"estimates.{key}"] = spot

    def _add_records(self, person: Person) -> None:
        answers = person.file["answers"]
        emptied: dict[str, str] = {}
        for line in self.store.lines(person.code):
            headed = self.lists[line.list_id]
            said = [i for i in headed.columns if i != headed.code and _cell(line.cells, i)]
            spot = address(headed.name, line.row, headed.code or 0)
            if _says_none(headed, said, line.cells):
                emptied[line.list_id] = spot
            elif said:
                records = answers.setdefault(line.list_id, [])
                self._record(person, headed, line, records)
            elif any(cell.strip() for i, cell in enumerate(line.cells) if i != headed.code):
                person.report(spot, "这一行填的都在不认识的列里，没有使用。")
        for list_id, spot in emptied.items():
            if answers.get(list_id):
                person.report(spot, "这一行写了没有，但另有记录，按有计算。")
            else:
                answers[list_id] = []
                person.places[list_id] = spot

    def _record(
        self, person: Person, headed: Headed, line: Line, records: list[dict[str, Any]]
    ) -> None:
        record: dict[str, Any] = {}
        path = f"{line.list_id}[{len(records)}]."
        for index, column in headed.columns.items():
            text, spot = _raw(line.cells, index), address(headed.name, line.row, index)
            if cell_texts.is_blank(text):
                continue
            if column.kind == ESTIMATE:
                key = f"{column.id}#{len(records)}"
                self._estimate(person, column.id, key, text, spot)
            elif column.kind in {VALUE, PERIOD}:
                self._value(person, record, column, text, spot, f"{path}{column.id}")
        self._periods(person, record, headed, line.row, line.cells, path)
        records.append(record)


def _says_none(headed: Headed, said: list[int], cells: list[str]) -> bool:
    """Whether the row only says that there is nothing to list."""
    if len(said) != 1:
        return False
    column, word = headed.columns[said[0]], folded(_cell(cells, said[0]))
    if word not in cell_texts.NONE_WORDS:
        return False
    asked = column.asked
    if asked is None or asked.type == "text":
        return False
    return word not in cell_texts.option_names(asked)


def _raw(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _cell(cells: list[str], index: int) -> str:
    folded_text: str = fold(_raw(cells, index))
    return folded_text


def _is_empty(cells: list[str]) -> bool:
    return all(not cell.strip() for cell in cells)
