"""What the short table says in a person's own row: the one record of a list, several answers."""

from __future__ import annotations

from typing import Any

from calculator.core.answers.answer_values import Misfit, fold
from calculator.core.answers.questions import Asked
from calculator.core.rules import Rules
from calculator.core.tables import cells
from calculator.core.tables.columns import PART, Column, Part
from calculator.core.tables.layout import folded
from calculator.core.tables.people import Person

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
        if column.kind == PART and column.part is not None and column.asked is not None:
            self._part(column, column.part, column.asked, text, spot)
        else:
            self._says(column, text, spot)

    def _part(self, column: Column, part: Part, asked: Asked, text: str, spot: str) -> None:
        word = folded(text)
        if word in cells.NONE_WORDS and not part.fixed and word not in cells.option_names(asked):
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
            return cells.read_cell(asked, text, self.from_1904)
        value = cells.read_period(asked, text, "", self.from_1904)
        whole = cells.read_whole_period(asked, text, self.from_1904)
        return whole if isinstance(value, Misfit) and not isinstance(whole, Misfit) else value

    def _says(self, column: Column, text: str, spot: str) -> None:
        word = folded(fold(text))
        if word not in cells.YES:
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
