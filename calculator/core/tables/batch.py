"""Many people in one go: what the worker's door and the command line ask for.

A person of a batch is worked out exactly as alone: the same answers file, the same `evaluate`.
"""

from __future__ import annotations

import io
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.papers.csv_text import Rows, json_rows
from calculator.core.rules import Rules
from calculator.core.tables import results
from calculator.core.tables.archive import OLD_OFFICE, ZIP
from calculator.core.tables.layout import GUIDE, PERSONS
from calculator.core.tables.pasted import decoded, table_of
from calculator.core.tables.people import Person, Table, Trouble
from calculator.core.tables.reader import Reader
from calculator.core.tables.result_book import ResultBook
from calculator.core.tables.results import PARTS
from calculator.core.typing_only import shapes
from calculator.core.values.numbers import parse_number
from calculator.errors import CalculatorError

MOST_PEOPLE = 20_000


def evaluated(rules: Rules, person: Person, parts: Iterable[str] = PARTS) -> shapes.Result:
    """The result of one person, with the troubles of the tables kept apart from it."""
    answers, problems = read_answers(rules, person.file)
    return evaluate(rules, answers, parts, problems)


def answer(rules: Rules, asked: dict[str, Any]) -> dict[str, Any]:
    """The answer to a request about many people (see `calculator.core.entry`)."""
    if "lines" in asked:
        return _summed_up(rules, asked)
    parts = list(asked.get("parts") or PARTS)
    if "people" in asked:
        people, strays = _read(rules, asked["people"])
        shown = [_as_json(person) for person in people]
    else:
        given = asked["batch"] if isinstance(asked["batch"], dict) else {}
        people, strays = _given(given) if "people" in given else _read(rules, given)
        shown = [_report(rules, person, parts) for person in people]
    return {
        "columns": [list(one) for one in results.columns(rules, parts)],
        "people": shown,
        "problems": json_rows(strays),
    }


def _summed_up(rules: Rules, asked: dict[str, Any]) -> dict[str, Any]:
    """What came out in several goes: in one line, and where it is asked for as a workbook."""
    given = asked["lines"] if isinstance(asked["lines"], dict) else {}
    said = results.summed_up(rules, given.get("places") or ())
    if not given.get("workbook"):
        return {"said": said}
    content = _workbook(rules, list(asked.get("parts") or PARTS), given, said)
    base64 = b2a_base64(content, newline=False).decode()
    return {"name": f"{rules.policy_id}-{rules.edition}-batch.xlsx", "base64": base64, "said": said}


def _workbook(rules: Rules, parts: list[str], given: Mapping[str, Any], said: str) -> bytes:
    """The same as a workbook."""
    book = ResultBook(rules, parts)
    lines = ([cells[0], *map(_as_number, cells[1:])] for cells in given.get("people") or ())
    book.add(lines, given.get("reasons") or (), given.get("problems") or ())
    out = io.BytesIO()
    book.write(out, said)
    return out.getvalue()


def _as_number(cell: Any) -> Any:
    """A cell that went through JSON; a code never comes here."""
    number = parse_number(cell) if isinstance(cell, str) else None
    return cell if number is None else number


def _read(rules: Rules, given: Any) -> tuple[list[Person], Rows]:
    """People out of tables, and the troubles that are nobody's own."""
    strays: list[Trouble] = []
    if isinstance(given, dict) and "file" in given:
        found = _people_of_file(rules, given, strays.append)
    else:
        found = Reader(rules, strays.append).people(_tables(given))
    people: list[Person] = []
    for person in found:
        if len(people) == MOST_PEOPLE:
            message = f"一次最多算 {MOST_PEOPLE} 行，后面的没有计算；请分成几个文件。"
            strays.append(Trouble(person.place, message, person.code))
            break
        people.append(person)
    return people, [[one.address, one.code, one.message] for one in strays]


def _people_of_file(
    rules: Rules, given: Mapping[str, Any], report: Callable[[Trouble], None]
) -> Iterator[Person]:
    """Everybody in a file that somebody chose, a workbook or a table saved as text."""
    from calculator.core.tables import workbook  # most people paste nothing of the kind

    name, content = str(given.get("name") or f"{PERSONS}.xlsx"), _bytes(given["file"])
    if content and not content.startswith((ZIP, OLD_OFFICE)):
        table = table_of(name.rpartition(".")[0], decoded(name, content))
        return Reader(rules, report).people([table])
    book = workbook.Workbook(name, io.BytesIO(content))
    named, own = book.edition_named(), {"policy": rules.policy_id, "edition": rules.edition}
    if named not in ({}, own):
        message = "这份表是按{policy}/{edition}做的，".format_map(named)
        message += "这里按{policy}/{edition}核对；列变了的，请用这里的表重填。".format_map(own)
        report(Trouble(f"{GUIDE}!B2", message))
    reader = Reader(rules, report, from_1904=book.from_1904)
    return reader.people(book.tables(report))


def _bytes(base64: str) -> bytes:
    try:
        return a2b_base64(base64)
    except (Error, ValueError):
        raise CalculatorError("“file”要写成 base64") from None


def _tables(given: Any) -> list[Table]:
    """Tables of a request: [{"name", "cells": [[text]]}], or "text" in place of the cells."""
    listed = given.get("tables") if isinstance(given, dict) else given
    found = []
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict):
            continue
        name, cells = str(one.get("name") or PERSONS), one.get("cells")
        if cells is None:
            found.append(table_of(name, str(one.get("text") or "")))
        else:
            rows = cells if isinstance(cells, list) else []
            found.append(Table(name, [_row(row) for row in rows]))
    return found


def _row(row: Any) -> list[str]:
    cells = row if isinstance(row, list) else [row]
    return ["" if cell is None else str(cell) for cell in cells]


def _as_json(person: Person) -> dict[str, Any]:
    return {
        "code": person.code,
        "place": person.place,
        "places": person.places,
        "answers": person.file,
        "troubles": [one.as_json() for one in person.troubles],
    }


def _given(given: dict[str, Any]) -> tuple[list[Person], Rows]:
    """People as an answer to ``people`` named them."""
    found = []
    for one in given["people"]:
        person = Person(str(one["code"]), str(one.get("place", "")), one.get("answers") or {})
        person.places = dict(one.get("places") or {})
        for trouble in one.get("troubles") or ():
            person.report(str(trouble["address"]), str(trouble["message"]))
        found.append(person)
    return found, []


def _report(rules: Rules, person: Person, parts: list[str]) -> dict[str, Any]:
    result = evaluated(rules, person, parts)
    return {
        "code": person.code,
        "cells": json_rows([results.line(rules, person, result)])[0],
        "reasons": json_rows(results.reasons(rules, person, result)),
        "problems": json_rows(results.troubles(person, result)),
        "told": results.told(rules, result),
    }
