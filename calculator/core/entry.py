"""The door for the browser's worker and for anything else that speaks JSON text.

    calculator = load(rules_text)
    calculator.run('{"parts": ["score"], "answers": {...}}')

A request is ``{"parts": [...], "answers": <answers file>}``; the response is
``{"ok": true, "result": <result>}`` or ``{"ok": false, "error": "<what happened>"}``, canonical;
a request of a wrong shape is told where and what belongs there.
With ``"conditions": [clause]`` the result also holds the ``conditions`` of these clauses, which
costs less than the part that holds all.

With ``"ask": [parts]`` the result also says under ``asking`` what is still worth asking for them.
With ``"visit": true`` it says where a visit stands (`calculator.core.visit.steps`), and under
``asking`` what the visit asks; ``"others": true`` asks about routes that are set aside, too, and
``"ways": true`` tells what somebody has of each (`calculator.core.visit.ways`).

With ``"slip": true`` the answer is a result slip instead, with the result in it; ``{"verify":
<slip>}`` works one out again (`calculator.core.papers.slip`); ``{"carry": <answers file>}``
carries over answers of an older format or edition (`calculator.core.intake.migrate`); with
``"before": <rules of that edition>`` it also says what reads otherwise now.

``{"photo": <base64 of a file's first bytes>, "size": <bytes of the file>, "name"?: <its name>,
"question"?: id}`` reads a picture, ``{"text": <words>, "question"?: id}`` counts characters; both
give ``{"question": id | null, "answer": <what to keep as the answer>, "conditions": {clause:
<report>}}`` for the conditions that hang on it, a picture also what is ``said`` of it and ``notes``
(`calculator.core.intake.material`). Nothing of the file or the text is kept.

``{"sheet": true, "answers": <answers file>}`` gives the score sheet in the layout of the
points table: ``{"name": "<policy>-<edition>-score.csv", "rows": [[cell]], "csv": text}``. A cell is
a text, an int, or exact text of another number; "" is an empty one. The first rows are the head,
and rows differ in length. `csv` is the whole file as it is to be saved, byte order mark included
(`calculator.core.papers.score_sheet`, `calculator.core.papers.csv_text`).

Many people at once (`calculator.core.tables`), as tables ``{"tables": [{"name", "cells": [[text]]
or "text": what was pasted or saved as CSV}]}`` or as a file ``{"file": <base64 of a workbook or of
a table saved as text>, "name"}``:

``{"batch": <tables>, "parts": [...]}`` -> ``{"columns": [[header, what it holds (see
`calculator.core.tables.results.columns`)]], "people": [{code, cells, reasons [[cell]],
problems [[cell]], told (`calculator.core.tables.results.told`)}], "problems": [[address, code,
message]]}``. To show progress, ask in
steps: ``{"people": <tables>, "parts"}`` reads only -> ``{"columns", "people": [<person>],
"problems"}``; ``{"batch": {"people": [<person>...]}, "parts"}`` works some of them out; ``{"lines":
{"places": [where each stands]}}`` -> ``{"said"}``, one line over everybody; with ``"people":
[cells], "reasons", "problems", "workbook": true`` and ``"parts"`` also ``{"name", "base64"}``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from calculator.core.advice.asking import entries, next_questions
from calculator.core.answers.outside import NotReadableError, read_json
from calculator.core.evaluate import EVERY_PART, PARTS, evaluate, report
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.core.values.canonical import dumps, excerpt, loads, write
from calculator.errors import CalculatorError

_PARTS = ("parts", "ask")
_SWITCHES = ("slip", "sheet", "visit", "others", "ways")
_TABLES = ("people", "batch", "lines")
KEYS = (*_PARTS, "conditions", *_SWITCHES, *_TABLES, "answers", "verify", "carry", "before",
        "photo", "text", "size", "name", "question")  # fmt: skip
MOST_TOLD = 5


class RequestError(CalculatorError):
    """A request that means nothing; the text tells each place in it and what belongs there."""


def checked(request: Any) -> dict[str, Any]:
    """The request as a mapping; nothing at all asks for the result of no answers.

    Only its outer shape is looked at, so that nothing ends in an empty result, or a crash: what the
    answers, a slip or a picture hold is judged where it is read, and told in the result. Raises
    RequestError with everything that is wrong with its outer shape.
    """
    if request is None or request == []:
        return {}
    if not isinstance(request, dict):
        raise RequestError(f'请求要写成 {{"answers": {{…}}}} 这样的对象，现在是 {excerpt(request)}')
    problems = list(_problems(request))
    if problems:
        more = len(problems) - MOST_TOLD
        told = [*problems[:MOST_TOLD], *([f"还有 {more} 处"] if more > 0 else [])]
        raise RequestError("请求里：" + "；".join(told))
    return request


def error_words(error: Exception) -> str:
    """What the worker answers in place of a result; only a fault of ours shows its kind."""
    if isinstance(error, NotReadableError):
        return f"第 {error.line} 行第 {error.column} 列：{error}"
    return str(error) if isinstance(error, CalculatorError) else f"{type(error).__name__}: {error}"


def _problems(request: dict[str, Any]) -> Iterator[str]:
    for key, value in request.items():
        if key in _PARTS:
            yield from _of_parts(key, value)
        elif key == "conditions":
            yield from _of_conditions(value)
        elif key in _SWITCHES and value is not True:
            yield f"“{key}”只能写 true，不要就不写；现在是 {excerpt(value)}"
        elif key == "before" and not isinstance(value, dict):
            yield f"“before”要写成一份规则，现在是 {excerpt(value)}"
        elif key in _TABLES:
            from calculator.core.tables import asked  # seldom asked for, so loaded late

            yield from asked.problems(key, value)
        elif key not in KEYS:
            yield f"不认识“{excerpt(key)[1:-1]}”；可以写的有 {'、'.join(KEYS)}"


def _of_parts(key: str, value: Any) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list | tuple):
        yield f'“{key}”要写成列表，例如 ["{EVERY_PART[0]}"]，现在是 {excerpt(value)}'
        return
    for index, part in enumerate(value):
        if part not in EVERY_PART:
            yield f"{key}[{index}] 不认识 {excerpt(part)}；可以写的有 {'、'.join(EVERY_PART)}"


def _of_conditions(value: Any) -> Iterator[str]:
    if value is not None and not (
        isinstance(value, list) and all(isinstance(one, str) for one in value)
    ):
        yield f"“conditions”要写成条款编号的列表，现在是 {excerpt(value)}"


class Calculator:
    """Compiled rules that answer requests, each for itself."""

    def __init__(self, rules: Rules, rules_text: str = "", module_hash: str = "") -> None:
        self.rules = rules
        self.rules_text = rules_text
        self.module_hash = module_hash

    def run(self, request_text: str) -> str:
        """Answer one request; never raises."""
        try:
            return write({"ok": True, "result": self.answer(read_json(request_text))})
        except Exception as error:
            return dumps({"ok": False, "error": error_words(error)})

    def answer(self, request: Any) -> dict[str, Any]:
        """The result for a parsed request; raises RequestError for one of a wrong shape."""
        asked = checked(request)
        if asked.keys() & {"slip", "verify", "carry"}:
            return self._document(asked)
        if "sheet" in asked:
            return self._sheet(asked)
        if asked.keys() & {"photo", "text"}:
            from calculator.core.intake import material  # seldom asked for, so loaded late

            read = material.read_photo if "photo" in asked else material.count_text
            return read(self.rules, asked)
        if asked.keys() & {"people", "batch", "lines"}:
            from calculator.core.tables import batch

            return batch.answer(self.rules, asked)
        conditions = self._known_conditions(asked.get("conditions") or ())
        answers, problems = read_answers(self.rules, asked.get("answers"))
        parts = asked.get("parts") or PARTS
        state = State(self.rules, answers)
        result = report(state, parts, problems, conditions)
        if asked.get("visit"):
            from calculator.core.visit.steps import Visit

            visit = Visit(state, everything="others" in asked)
            result["visit"], result["asking"] = visit.report(), entries(visit.asked)
        elif asked.get("ask"):
            result["asking"] = next_questions(self.rules, answers, asked["ask"])
        if asked.get("ways"):
            from calculator.core.visit.ways import ways

            result["ways"] = ways(state)
        return dict(result)

    def _known_conditions(self, clauses: Iterable[str]) -> list[str]:
        """The clauses, each with a condition about the person; raises RequestError."""
        unknown = [excerpt(clause) for clause in clauses if clause not in self.rules.conditions]
        if unknown:
            words = "、".join(unknown[:MOST_TOLD])
            raise RequestError(f"“conditions”里的 {words} 不是这份政策里单独能判断的条件")
        return list(clauses)

    def _document(self, asked: dict[str, Any]) -> dict[str, Any]:
        """A slip, its verification, or answers carried over: seldom asked for, so loaded late."""
        if "carry" in asked:
            from calculator.core.intake.migrate import carry_over

            before = compile_rules(asked["before"]) if "before" in asked else None
            return carry_over(self.rules, asked["carry"], before)
        from calculator.core.papers import slip

        rules_hash = slip.text_digest(self.rules_text) if self.rules_text else ""
        hashes = {"rules_hash": rules_hash, "module_hash": self.module_hash}
        if "verify" in asked:
            return slip.verify(self.rules, asked["verify"], **hashes)
        return slip.make_slip(
            self.rules, asked.get("answers"), asked.get("parts") or PARTS, **hashes
        )

    def _sheet(self, asked: dict[str, Any]) -> dict[str, Any]:
        """The score sheet: seldom asked for, so loaded late."""
        from calculator.core.papers import score_sheet
        from calculator.core.papers.csv_text import csv_text, json_rows

        answers, problems = read_answers(self.rules, asked.get("answers"))
        result = evaluate(self.rules, answers, score_sheet.PARTS, problems)
        rows = score_sheet.score_sheet(self.rules, answers, result)
        name = f"{self.rules.policy_id}-{self.rules.edition}-score.csv"
        return {"name": name, "rows": json_rows(rows), "csv": csv_text(rows)}


def load(rules_text: str, module_hash: str = "") -> Calculator:
    """Compile the text of ``rules.json``; the hash of the core's sources goes into result slips."""
    return Calculator(compile_rules(loads(rules_text)), rules_text, module_hash)
