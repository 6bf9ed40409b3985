"""Laws of the tables: writing and reading undo each other; many at once is one by one."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import openpyxl
from hypothesis import example, given
from hypothesis import strategies as st

from calculator.core.evaluate import PARTS
from calculator.core.papers.csv_text import csv_text
from calculator.core.papers.score_sheet import number_cell
from calculator.core.tables.batch import evaluated
from calculator.core.tables.people import Table, Trouble
from calculator.core.tables.reader import Reader
from calculator.core.values.canonical import dumps
from tests.core import table_people as own
from tests.written_tables import write_tables

CALCULATOR = own.calculator()
RULES = CALCULATOR.rules
People = list[tuple[str, dict[str, Any]]]


def asked(people: People) -> dict[str, Any]:
    tables = write_tables(RULES, people)
    return {"tables": [{"name": name, "cells": rows} for name, rows in tables]}


def with_memo(memo: str) -> People:
    works = [{"kind": "book", "memo": memo}]
    head = {"format": 1, "policy": RULES.policy_id, "edition": RULES.edition}
    return [("1", {**head, "answers": {"works": works}, "none": [], "closed": [], "estimates": {}})]


@given(own.people)
@example(with_memo("#NULL!"))  # a spreadsheet would write this for an error of a formula
def test_what_was_written_is_read_back(people: People) -> None:
    strays: list[Trouble] = []
    tables = [Table(name, rows) for name, rows in write_tables(RULES, people)]
    found = list(Reader(RULES, strays.append).people(tables))
    assert [(one.code, one.file) for one in found] == people
    assert [one.troubles for one in found] == [[] for _ in people]
    assert strays == []


HEAD = {"format": 1, "policy": "tiny", "edition": "2025"}
REST = {"none": [], "closed": [], "estimates": {}}


@given(own.people)
@example([("1", {**HEAD, "answers": {"works": [{"memo": "\x1b"}]}, **REST})])
def test_csv_files_of_the_tables_are_read_back(people: People) -> None:
    """With the guide row of the template, and whatever a memo holds."""
    layouts = Reader(RULES, lambda _: None).layouts
    tables = [
        {"name": name, "text": csv_text([rows[0], layout.help, *rows[1:]])}
        for layout, (name, rows) in zip(layouts, write_tables(RULES, people), strict=True)
    ]
    found = CALCULATOR.answer({"people": {"tables": tables}})
    assert [(one["code"], one["answers"]) for one in found["people"]] == people
    assert found["problems"] == []


@given(own.people)
def test_many_at_once_is_one_by_one(people: People) -> None:
    batch = CALCULATOR.answer({"batch": asked(people)})
    for (code, file), line in zip(people, batch["people"], strict=True):
        alone = CALCULATOR.answer({"answers": file})
        headers = [header for header, _ in batch["columns"]]
        shown = dict(zip(headers, line["cells"], strict=True))
        words = {"met": "满足", "not met": "不满足", "open": "不能确定"}
        assert line["code"] == code
        assert f"{words[alone['routes'][0]['verdict']]}：途径一" in shown["途径"]
        ends = (alone["score"]["low"], alone["score"]["high"])
        named = (f"总分（没填的按没有，{end}）" for end in ("至少", "至多"))
        assert tuple(shown[name] for name in named) == ends
        assert shown["总分（都填上的话，至多）"] == alone["score"]["ceiling"]
        assert shown["没有回答的计分项"] == alone["score"]["unanswered"]
        assert [row[2] for row in line["problems"]] == [p["message"] for p in alone["problems"]]
        # What scripts go by, behind the words.
        told = line["told"]
        assert told["routes"] == [["途径一", route["verdict"]] for route in alone["routes"]]
        assert told["ends"][0] == ["总分", *ends]
        assert len(told["reasons"]) == len(line["reasons"])
        for verdict, row in zip(told["reasons"], line["reasons"], strict=True):
            assert verdict is None or row[3] == words[verdict]


@given(own.people)
def test_every_byte_of_a_result_is_the_same_as_alone(people: People) -> None:
    tables = [Table(name, rows) for name, rows in write_tables(RULES, people)]
    found = Reader(RULES, lambda _: None).people(tables)
    for (_, file), person in zip(people, found, strict=True):
        alone = CALCULATOR.answer({"answers": file})
        assert dumps(evaluated(RULES, person, PARTS)) == dumps(alone)


@given(own.people)
def test_in_steps_it_is_the_same(people: People) -> None:
    tables = asked(people)
    whole = json.loads(CALCULATOR.run(json.dumps({"batch": tables})))["result"]
    first = json.loads(CALCULATOR.run(json.dumps({"people": tables})))["result"]
    steps = []
    for one in first["people"]:
        request = json.dumps({"batch": {"people": [one]}})
        steps += json.loads(CALCULATOR.run(request))["result"]["people"]
    assert steps == whole["people"]


@given(st.lists(st.lists(st.text(max_size=4), max_size=4), max_size=4), own.people)
def test_a_table_of_nonsense_harms_nobody(cells: list[list[str]], people: People) -> None:
    given = asked(people)
    given["tables"].append({"name": "别的", "cells": cells})
    found = CALCULATOR.answer({"people": given})
    assert [(one["code"], one["answers"]) for one in found["people"]] == people


def test_numbers_of_a_line_stay_numbers() -> None:
    assert number_cell("-1.5") == -number_cell("1.5")  # type: ignore[operator]
    lines = {"people": [["-1", "-1.5", "-x"]], "workbook": True}
    content = base64.b64decode(CALCULATOR.answer({"lines": lines})["base64"])
    row = list(openpyxl.load_workbook(io.BytesIO(content))["结果"].values)[1]
    assert row[:3] == ("-1", -1.5, "-x")
