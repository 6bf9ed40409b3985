"""Requests of the page, result slips, and answers of another edition."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from calculator.core.answers.outside import read_json
from calculator.core.intake.answers import read_answers
from calculator.core.values.canonical import dumps, loads
from tests.fuzz import hostile
from tests.fuzz.core_readers import answers, calculator, from_text
from tests.fuzz.readers import Outcome, Reader


def a_request(text: str) -> Outcome:
    """The worker always answers, in JSON; it never has to report a crash of its own."""
    answer = loads(calculator().run(text).encode().decode())
    if answer["ok"]:
        # What was asked before changes nothing.
        assert answer["result"] == loads(dumps(calculator().answer(read_json(text))))
        return "read"
    # Told in words, with nothing of the program's own.
    assert re.search("[\u4e00-\u9fff]", answer["error"]), answer["error"]
    assert not re.match(r"\w+: ", answer["error"]), answer["error"]
    assert len(answer["error"]) < 2_000
    return "refused"


@functools.cache
def requests() -> st.SearchStrategy[str]:
    known = st.sampled_from(("score", "routes", "bars", "hours", "checklist", "checks", "terms"))
    parts = st.lists(known | st.just("advice"), max_size=3) | st.lists(known | hostile.data())
    whole = st.fixed_dictionaries(
        {},
        optional={
            "answers": answers(),
            "parts": parts,
            "slip": st.just(value=True) | hostile.scalars,
            "verify": hostile.data(),
            "carry": answers(),
            "ask": parts | hostile.data(),
        },
    )
    clauses = st.sampled_from([*calculator().rules.conditions]) | hostile.scalars
    usual = st.fixed_dictionaries(
        {"answers": answers(), "parts": parts},
        optional={"conditions": st.lists(clauses, max_size=3) | hostile.scalars},
    )
    return hostile.json_texts(usual | whole | others(parts) | hostile.data())


def others(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What is seldom asked for: sheets, pictures, texts, and tables of many people."""
    words = st.text(max_size=5) | hostile.scalars
    rows = st.lists(st.lists(words | hostile.data(), max_size=4) | hostile.scalars, max_size=3)
    tables = st.lists(
        st.fixed_dictionaries({}, optional={"name": words, "text": words, "cells": rows})
        | hostile.scalars,
        max_size=2,
    )
    person = st.fixed_dictionaries(
        {"code": words},
        optional={
            "place": words,
            "answers": answers(),
            "places": st.dictionaries(words.map(str), words, max_size=2) | hostile.scalars,
            "troubles": st.lists(
                st.fixed_dictionaries({"address": words}, optional={"message": words})
                | hostile.scalars,
                max_size=2,
            ),
        },
    )
    people = st.fixed_dictionaries({"people": st.lists(person | hostile.scalars, max_size=2)})
    lines = st.fixed_dictionaries(
        {}, optional={"people": rows, "reasons": rows, "problems": rows, "x": words}
    )
    asked = {
        "people": tables | st.fixed_dictionaries({"tables": tables}),
        "batch": people | tables | st.fixed_dictionaries({"tables": tables | hostile.scalars}),
        "lines": lines,
        "sheet": st.just(value=True),
        "photo": words,
        "text": words,
    }
    return st.sampled_from(sorted(asked)).flatmap(
        lambda key: st.fixed_dictionaries(
            {key: asked[key] | hostile.data()},
            optional={"parts": parts, "size": hostile.scalars, "question": hostile.data()},
        )
    )


def a_slip(given: tuple[Any, list[tuple[str, Any]]]) -> Outcome:
    """A slip verifies as the same; once something of it is changed, it does so no more."""
    raw, changes = given
    whole = calculator()
    slip = loads(dumps(whole.answer({"answers": raw, "slip": True})))
    assert whole.answer({"verify": slip})["same"]
    changed = dict(slip)
    for key, value in changes:
        changed[key] = value
    report = whole.answer({"verify": changed})
    loads(dumps(report).encode().decode())
    # Whoever changes the hashes along leaves no trace: a slip is no signature.
    for key in ("answers", "result") if changed["hashes"] == slip["hashes"] else ():
        if dumps(changed[key]) != dumps(slip[key]):
            assert not report["same"]
    return "read" if report["same"] else "refused"


def carried(raw: Any) -> Outcome:
    """Every value of the older file is in the new one, or among what is left, or both."""
    whole = calculator()
    report = whole.answer({"carry": raw})
    file = loads(dumps(report).encode().decode())["file"]
    _, problems = read_answers(whole.rules, file)
    assert problems == []
    kept = dumps(file)
    for leaf in _leaves(raw):
        assert dumps(leaf)[1:-1] in kept, leaf
    return "refused" if report["left"] else "read"


def _leaves(raw: Any) -> Iterator[str]:
    """The texts that a file holds as values, but for its head."""
    stack = [value for key, value in raw.items() if key not in {"format", "policy", "edition"}]
    while stack:
        one = stack.pop()
        if isinstance(one, str) and one.strip():
            yield one
        elif isinstance(one, dict):
            stack += one.values()
        elif isinstance(one, list):
            stack += one


def readers() -> list[Reader]:
    """Those of documents that hold answers."""
    slips = st.tuples(
        answers(),
        st.lists(
            st.tuples(
                st.sampled_from(("answers", "result", "parts", "hashes", "format", "edition", "x")),
                hostile.data().map(from_text),
            ),
            max_size=2,
        ),
    )
    older = answers().map(lambda one: one if isinstance(one, dict) else {"answers": one})
    return [
        Reader("requests", requests(), a_request, cost=4),
        Reader("result slips", slips, a_slip, cost=5),
        Reader("older answers", older, carried, cost=5),
    ]
