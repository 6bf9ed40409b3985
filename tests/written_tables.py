"""Answers as rows of the tables: the reverse of reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from calculator.core.answers.answer_values import Misfit, Unknown
from calculator.core.answers.questions import Asked
from calculator.core.rules import Rules
from calculator.core.tables.cells import option_names, split_names
from calculator.core.tables.columns import Column
from calculator.core.tables.layout import Layout, folded, layouts, titles
from calculator.core.values.dates import span_text
from calculator.core.values.numbers import to_json


def write_tables(
    rules: Rules, people: Iterable[tuple[str, Mapping[str, Any]]]
) -> list[tuple[str, list[list[str]]]]:
    """The tables of people given as (code, answers file), filled in: [(name, rows)].

    What an answers file holds that cannot be used is left out, and records that hold nothing.
    """
    everyone = list(people)
    writer = _Writer(rules)
    return [
        (
            layout.name,
            [
                [column.header for column in layout.columns],
                *(row for code, file in everyone for row in writer.rows(layout, code, file)),
            ],
        )
        for layout in layouts(rules)
    ]


class _Writer:
    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.known = titles(rules)
        self.names = {
            node.id: node.title if self.known.get(folded(node.title)) == node.id else node.id
            for node in rules.tree.nodes
        }

    def rows(self, layout: Layout, code: str, file: Mapping[str, Any]) -> list[list[str]]:
        answers = file.get("answers") or {}
        if layout.question is None:
            return [self.person(layout, code, file, answers)]
        records = answers.get(layout.question.id) or []
        kept = []
        for index, record in enumerate(records):
            estimates = self.estimates(file, f"#{index}")
            cells = [self.cell(c, code, record, estimates) for c in layout.columns]
            if any(text for text, c in zip(cells, layout.columns, strict=True) if c.kind != "code"):
                kept.append(cells)
        return kept

    def person(
        self, layout: Layout, code: str, file: Mapping[str, Any], answers: Mapping[str, Any]
    ) -> list[str]:
        cells = []
        for column in layout.columns:
            if column.kind == "list":
                cells.append(_marks(column.id, file, answers))
            elif column.kind == "nothing":
                cells.append(self.nothing(file.get("none") or ()))
            else:
                cells.append(self.cell(column, code, answers, self.estimates(file, "")))
        return cells

    def nothing(self, ids: Iterable[str]) -> str:
        """Titles, unless one beside another could be taken for a third: then ids."""
        listed = list(ids)
        text = "、".join(self.names[one] for one in listed)
        return text if split_names(text, self.known)[0] == listed else "、".join(listed)

    def estimates(self, file: Mapping[str, Any], tail: str) -> dict[str, str]:
        """Own estimates of rows, or of the items of one index."""
        given = file.get("estimates") or {}
        found = {key.partition("#"): value for key, value in given.items()}
        return {row: str(value) for (row, sign, at), value in found.items() if sign + at == tail}

    def cell(
        self, column: Column, code: str, values: Mapping[str, Any], estimates: Mapping[str, str]
    ) -> str:
        if column.kind == "code":
            return code
        if column.kind == "estimate":
            return estimates.get(column.id, "")
        if column.asked is None:
            return ""
        value = values.get(column.id)
        if column.kind in {"from", "to"}:
            return write_period(column.asked, value)[column.kind == "to"]
        return write_cell(column.asked, value)


def _marks(list_id: str, file: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    marks = ["没有"] if answers.get(list_id) == [] else []
    return "、".join([*marks, "填全"] if list_id in (file.get("closed") or ()) else marks)


def write_cell(asked: Asked, value: Any) -> str:
    """The cell for a value of an answers file; "" for one that cannot be used."""
    read = None if value is None else asked.read(value)
    if read is None or isinstance(read, Misfit):
        return ""
    if isinstance(read, Unknown):
        return _label(asked, read.option)
    if asked.type == "yesno":
        return "是" if read else "否"
    if asked.type in {"choice", "ordered"}:
        return _label(asked, read)
    if asked.type in {"count", "number"}:
        # Without its sign it could be the share itself: see `_number`.
        return f"{to_json(read)}{'%' if asked.unit == '%' and 0 < read <= 1 else ''}"
    if asked.type == "date":
        return span_text(read) or ""
    return read if isinstance(read, str) else ""


def _label(asked: Asked, option: str) -> str:
    """The option's label, or its id where the label is also something else."""
    label = asked.labels[option]
    return label if option_names(asked).get(folded(label)) == option else option


def write_period(asked: Asked, value: Any) -> tuple[str, str]:
    """The two cells of a period."""
    read = None if value is None else asked.read(value)
    if read is None or isinstance(read, Misfit):
        return "", ""
    return _end(read.start), _end(read.end)


def _end(span: Any) -> str:
    return "" if span is None else span_text(span) or ""
