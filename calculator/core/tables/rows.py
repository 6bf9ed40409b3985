"""One row of a table into the answers of its person, cell by cell.

A row of the short table also says what stands elsewhere in lists and in several answers.
"""

from __future__ import annotations

from typing import Any

from calculator.core.answers.answer_values import YES, Misfit, fold, read_amount
from calculator.core.answers.questions import Asked
from calculator.core.rules import Rules
from calculator.core.tables import cells as cell_texts
from calculator.core.tables.columns import Column, Part
from calculator.core.tables.headers import Headed, raw
from calculator.core.tables.layout import folded, titles
from calculator.core.tables.people import Line, Person, address
from calculator.core.values.numbers import to_json, to_text

HAVE_WORDS = frozenset(("有", "见表", "见附表"))


class RowReader:
    """Reads rows of persons and of records; what cannot be used is reported to the person.

    `from_1904` says that the workbook counts its days from 1904.
    """

    def __init__(self, rules: Rules, from_1904: bool = False) -> None:
        self.rules = rules
        self.from_1904 = from_1904
        self.titles = titles(rules)

    def read_person(self, person: Person, headed: Headed, row: int, cells: list[str]) -> Declared:
        """Read a person's own row; gives what it says about whole lists."""
        answers = person.file["answers"]
        declared: Declared = {}
        short = ShortRow(self.rules, person, declared, from_1904=self.from_1904)
        said: list[tuple[Column, str, str]] = []
        for index, column in headed.columns.items():
            text, spot = raw(cells, index), address(headed.name, row, index)
            if cell_texts.is_blank(text):
                continue
            if column.kind == "list":
                declared[column.id] = (self._marks(person, column, text, spot), spot)
            elif column.kind == "nothing":
                self._nothing(person, text, spot)
            elif column.kind == "estimate":
                self._estimate(person, column.id, column.id, text, spot)
            elif column.kind in {"value", "period"}:
                self._value(person, answers, column, text, spot, column.id)
            elif column.kind == "part":
                short.read(column, text, spot)
            elif column.kind == "says":
                said.append((column, text, spot))
        self._periods(person, answers, headed, row, cells, "")
        for cell in said:  # what is answered by itself comes first
            short.read(*cell)
        short.put()
        _stray_cells(person, headed, row, cells)
        return declared

    def read_record(
        self, person: Person, headed: Headed, line: Line, records: list[dict[str, Any]]
    ) -> None:
        """Read a row of a list's table into one more record."""
        record: dict[str, Any] = {}
        path = f"{line.list_id}[{len(records)}]."
        for index, column in headed.columns.items():
            text, spot = raw(line.cells, index), address(headed.name, line.row, index)
            if cell_texts.is_blank(text):
                continue
            if column.kind == "estimate":
                key = f"{column.id}#{len(records)}"
                self._estimate(person, column.id, key, text, spot)
            elif column.kind in {"value", "period"}:
                self._value(person, record, column, text, spot, f"{path}{column.id}")
        self._periods(person, record, headed, line.row, line.cells, path)
        _stray_cells(person, headed, line.row, line.cells)
        records.append(record)

    def declare(self, person: Person, list_id: str, marks: frozenset[str], spot: str) -> None:
        """Apply what the person's row says about a list, once its records are known."""
        records = person.file["answers"].get(list_id)
        if "none" in marks and records:
            label = self.rules.questions[list_id].label
            person.report(spot, f"填了“没有”，但“{label}”有 {len(records)} 条，按有计算。")
        elif "none" in marks:
            person.file["answers"][list_id] = []
            person.places[list_id] = spot
        if "closed" in marks:
            person.file["closed"].append(list_id)

    def _value(
        self, person: Person, into: dict[str, Any], column: Column, text: str, spot: str, path: str
    ) -> None:
        if column.asked is None:
            return
        read = cell_texts.read_whole_period if column.kind == "period" else cell_texts.read_cell
        value = read(column.asked, text, self.from_1904)
        if isinstance(value, Misfit):
            person.report(spot, f"{column.header}：{value.message}")
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
            if column.kind in {"from", "to"} and column.asked is not None:
                ends.setdefault(column.id, {})[column.kind] = index
                asked[column.id] = column.asked
        for field, places in ends.items():
            texts = [raw(cells, places[end]) if end in places else "" for end in ("from", "to")]
            spot = address(headed.name, row, min(places.values()))
            value = cell_texts.read_period(asked[field], texts[0], texts[1], self.from_1904)
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
                person.report(spot, f"“{fold(text)[:40]}”：{message}")
        return frozenset(found)

    def _nothing(self, person: Person, text: str, spot: str) -> None:
        ids, unknown = cell_texts.split_names(text, self.titles)
        person.file["none"] += dict.fromkeys(ids)
        for word in unknown:
            person.report(spot, f"没有“{word[:40]}”这个计分项，没有使用。")

    def _estimate(self, person: Person, row_id: str, key: str, text: str, spot: str) -> None:
        if fold(text) == "":
            return
        limit = self.rules.estimate_limit(row_id, key != row_id)
        value = read_amount(fold(text), "分")
        if limit is None or value is None or not 0 <= value <= limit:
            most = to_text(limit or 0)
            person.report(spot, f"“{fold(text)[:40]}”：自估分应是 0 到 {most} 之间的数。")
            return
        person.file["estimates"][key] = to_json(value)
        person.places[f"estimates.{key}"] = spot


def _stray_cells(person: Person, headed: Headed, row: int, cells: list[str]) -> None:
    """«1,000» without quotes stands in two cells, and the latter has no header."""
    for index in headed.outside(cells):
        message = (
            f"“{fold(cells[index])[:40]}”这一格上面没有表头，没有使用；请核对这一行有没有错位。"
        )
        person.report(address(headed.name, row, index), message)


def says(column: Column, cells: list[str], index: int) -> bool:
    """Whether a cell says something of its record; a remark may hold just a sign nobody sees."""
    if column.kind == "code":
        return False
    is_text = column.asked is not None and column.asked.type == "text"
    return bool(raw(cells, index).strip() if is_text else cell_of(cells, index))


def says_none(headed: Headed, said: list[int], cells: list[str]) -> bool:
    """Whether the row only says that there is nothing to list."""
    words = {folded(cell_of(cells, at)) for at in said}
    asked = [headed.columns[at].asked for at in said]
    return (
        bool(words)
        and words <= cell_texts.NONE_WORDS
        and not any(
            one is None or one.type == "text" or words & cell_texts.option_names(one).keys()
            for one in asked
        )
    )


def cell_of(cells: list[str], index: int) -> str:
    """A cell, trimmed and folded; \"\" beyond the end of its row."""
    folded_text: str = fold(raw(cells, index))
    return folded_text


def is_empty(cells: list[str]) -> bool:
    """Whether a row holds nothing."""
    return all(cell_texts.is_blank(cell) or fold(cell) == "" for cell in cells)


# What is said about a list, and the cell that says it.
Declared = dict[str, tuple[frozenset[str], str]]
NONE = frozenset(("none",))


class ShortRow:
    """Reads the cells of one person; `put` makes answers of them."""

    def __init__(
        self, rules: Rules, person: Person, declared: Declared, *, from_1904: bool
    ) -> None:
        self.rules = rules
        self.person = person
        self.declared = declared
        self.from_1904 = from_1904
        self.records: dict[tuple[Any, ...], tuple[Part, dict[str, Any], dict[str, str]]] = {}

    def read(self, column: Column, text: str, spot: str) -> None:
        """One cell that says something."""
        if column.asked is None:
            return self._says(column, text, spot)
        count = len(column.parts)
        texts = [text] if count == 1 else cell_texts.split_numbers(fold(text))
        if len(texts) == count:
            for part, one in zip(column.parts, texts, strict=True):
                self._part(column, part, column.asked, one, spot)
        elif texts:
            message = f"要填 {count} 个数，都用顿号隔开，这里有 {len(texts)} 个。"
            self.person.report(spot, f"{column.header}：{message}")
        return None

    def _part(self, column: Column, part: Part, asked: Asked, text: str, spot: str) -> None:
        word = folded(text)
        if (
            word in cell_texts.NONE_WORDS
            and not part.fixed
            and word not in cell_texts.option_names(asked)
        ):
            self.declared[part.list_id] = (NONE, spot)
            return
        value = self._value(asked, text)
        if isinstance(value, Misfit):
            self.person.report(spot, f"{column.header}：{value.message}")
        elif value is not None:
            key = (part.list_id, *part.fixed.items())
            _, record, spots = self.records.setdefault(key, (part, dict(part.fixed), {}))
            record[column.id] = value
            spots[column.id] = spot

    def _value(self, asked: Asked, text: str) -> Any:
        """Of a period the day on which it began will do."""
        if asked.type != "period":
            return cell_texts.read_cell(asked, text, self.from_1904)
        value = cell_texts.read_period(asked, text, "", self.from_1904)
        whole = cell_texts.read_whole_period(asked, text, self.from_1904)
        return whole if isinstance(value, Misfit) and not isinstance(whole, Misfit) else value

    def _says(self, column: Column, text: str, spot: str) -> None:
        word = folded(fold(text))
        if word not in YES:
            labels = "、".join(self.rules.questions[key].label for key in column.says)
            message = f"这一列只填“是”；不都符合的不填，另加这些列逐项填：{labels}。"
            self.person.report(spot, f"“{fold(text)[:40]}”：{message}")
            return
        for key, value in column.says.items():
            if value == []:
                self.declared.setdefault(key, (NONE, spot))
            elif key not in self.person.file["answers"]:
                self.person.file["answers"][key] = value
                self.person.places[key] = spot

    def put(self) -> None:
        """The records, each as often as it counts."""
        for part, record, spots in self.records.values():
            listed = self.person.file["answers"].setdefault(part.list_id, [])
            for _ in range(part.times):
                for field, spot in spots.items():
                    self.person.places[f"{part.list_id}[{len(listed)}].{field}"] = spot
                listed.append(dict(record))
