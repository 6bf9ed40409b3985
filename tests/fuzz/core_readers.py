"""Readers of the core: numbers, dates, JSON, answers, slips, answers of another edition."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from calculator.core.answers.answer_values import Misfit, fold, read_date, read_number
from calculator.core.answers.outside import NotReadableError, read_json
from calculator.core.entry import Calculator, load
from calculator.core.intake.answers import TOP_KEYS, read_answers
from calculator.core.values.canonical import dumps, loads
from calculator.core.values.dates import span_text
from calculator.core.values.numbers import parse_number, to_text
from calculator.errors import CalculatorError
from calculator.loading import load_edition
from tests.fuzz import hostile
from tests.fuzz.readers import Outcome, Reader
from tests.fuzz.steps import at_most

POLICIES = Path(__file__).parent.parent / "policies"


@functools.cache
def calculator() -> Calculator:
    """The invented policy that uses every mechanism."""
    rules = load_edition(POLICIES / "harbour-orchestra" / "2030").rules
    return load(dumps(rules), "0" * 64)


# -- Values -------------------------------------------------------------------------------------


def a_number(text: str) -> Outcome:
    """What is read is written as the same number again."""
    with at_most(500):
        value = parse_number(text)
        again = read_number(fold(text))
    if again is not None:
        assert read_number(to_text(again)) == again or "/" in to_text(again)
    if value is None:
        return "refused"
    assert parse_number(to_text(value)) == value or len(to_text(value)) > 30
    return "read"


def a_date(text: str) -> Outcome:
    with at_most(500):
        span = read_date(fold(text))
    if isinstance(span, Misfit):
        return "refused"
    assert 1 <= span[0] <= span[1]
    assert read_date(span_text(span)) == span
    return "read"


def _told(error: CalculatorError) -> Outcome:
    assert re.search("[\u4e00-\u9fff]", str(error)), error
    return "refused"


# -- JSON ---------------------------------------------------------------------------------------


def a_json_text(text: str) -> Outcome:
    """What is read can be written, and read again as the same."""
    try:
        with at_most(2_000 + 5 * len(text)):
            data = read_json(text)
    except NotReadableError as error:
        return _told(error)
    written = dumps(data)
    assert loads(written) == data
    written.encode()
    return "read"


# -- Answers ------------------------------------------------------------------------------------


@functools.cache
def answers() -> st.SearchStrategy[Any]:
    """Answers files of the invented policy: right values, wrong ones, and other things."""
    rules = calculator().rules
    known = {
        question.id: st.lists(
            st.dictionaries(
                st.one_of(st.sampled_from([*question.fields, "no-such"]), hostile.texts),
                _values(),
                max_size=4,
            )
            | hostile.data(),
            max_size=4,
        )
        if question.type == "list"
        else _values()
        for question in rules.questions.values()
    }
    given = st.builds(
        lambda some, more: {**more, **some},
        st.fixed_dictionaries({}, optional=known),
        st.dictionaries(hostile.texts, hostile.data(), max_size=2),
    )
    ids = st.lists(
        st.one_of(st.sampled_from([*rules.tree.by_id, *rules.questions]), hostile.data()),
        max_size=4,
    )
    estimates = st.dictionaries(
        st.one_of(st.sampled_from([*rules.tree.by_id]), hostile.texts, st.just("x#1")),
        _values(),
        max_size=3,
    )
    whole = st.fixed_dictionaries(
        {},
        optional={
            "format": st.sampled_from((1, "1", 2, None, "9" * 300)) | hostile.scalars,
            "policy": st.sampled_from(("harbour-orchestra", "other", None)) | hostile.scalars,
            "edition": st.sampled_from(("2030", 2030, "2029", None)) | hostile.scalars,
            "answers": given | hostile.data(),
            "none": ids | hostile.data(),
            "closed": ids | hostile.data(),
            "estimates": estimates | hostile.data(),
            "unused": st.lists(hostile.data(), max_size=2) | hostile.data(),
            "other": hostile.data(),
        },
    )
    return (whole | hostile.data(st.sampled_from(TOP_KEYS) | hostile.texts)).map(from_text)


def from_text(data: Any) -> Any:
    """The data as it comes out of a file or a request."""
    try:
        return read_json(json.dumps(data))
    except (NotReadableError, ValueError):
        return None


def _values() -> st.SearchStrategy[Any]:
    rules = calculator().rules
    asked = [*rules.questions.values()]
    asked += [
        field for question in asked if question.type == "list" for field in question.fields.values()
    ]
    options = sorted({option for one in asked for option in (*one.ranks, *one.open)})
    return st.one_of(
        st.sampled_from(options),
        st.booleans(),
        st.integers(0, 100),
        st.sampled_from(hostile.DATES),
        st.fixed_dictionaries({}, optional={"from": hostile.texts, "to": hostile.texts}),
        st.fixed_dictionaries(
            {"format": st.sampled_from(("jpeg", "png")) | hostile.data()},
            optional={"bytes": hostile.scalars, "width": hostile.scalars},
        ),
        hostile.data(),
    )


def some_answers(raw: Any) -> Outcome:
    """Whatever is not used is kept aside and told; the rest can be worked out and written."""
    whole = calculator()
    size = _size(raw)
    with at_most(3_000 + 300 * size):
        given, problems = read_answers(whole.rules, raw)
    assert bool(given.unused) <= bool(problems)
    _nothing_lost(raw, given)
    result = whole.answer({"answers": raw})
    loads(dumps(result).encode().decode())
    return "refused" if problems else "read"


def _nothing_lost(raw: Any, given: Any) -> None:
    kept = [id(value) for value in given.unused.values()]
    if not isinstance(raw, dict):
        assert raw is None or id(raw) in kept
        return
    lost = [key for key, value in raw.items() if key not in TOP_KEYS and id(value) not in kept]
    for (name, *field), value in _pieces(raw.get("answers")):
        found = given.values.get(name, given.undecided.get(name))
        if field:
            index, at = field
            record = given.lists[name][index]
            found = record.values.get(at, record.undecided.get(at))
        if found is None and id(value) not in kept:
            lost.append((name, *field))
    estimates = raw.get("estimates")
    for key, value in estimates.items() if isinstance(estimates, dict) else ():
        if not _blank(value) and key not in given.estimates and id(value) not in kept:
            lost.append(("estimates", key))
    assert lost == []


def _pieces(given: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every answer that is not blank: `(question,)`, or `(list, index, field)`, and its value."""
    questions = calculator().rules.questions
    if not isinstance(given, dict):
        return
    for key, value in given.items():
        question = questions.get(key)
        if question is None or question.type != "list" or not isinstance(value, list):
            if not _blank(value):
                yield (key,), value
            continue
        for index, record in enumerate(value):
            if isinstance(record, dict):
                for name, one in record.items():
                    if not _blank(one):
                        yield (key, index, name), one


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _size(data: Any) -> int:
    """About how much there is of some data."""
    stack, size = [data], 0
    while stack:
        one = stack.pop()
        size += 1
        if isinstance(one, str):
            size += len(one) // 20
        elif isinstance(one, dict):
            stack += [*one, *one.values()]
        elif isinstance(one, list):
            stack += one
    return size


def readers() -> list[Reader]:
    """Those of values and answers."""
    plain_numbers = st.from_regex(r"[-+−]?[0-9０-９]{1,32}([.．/][0-9]{1,32})?", fullmatch=True)
    plain_dates = st.from_regex(r"[0-9]{1,5}([-/.年][0-9]{1,3}){0,3}日?", fullmatch=True)
    return [
        Reader("numbers", hostile.texts | plain_numbers, a_number),
        Reader("dates", hostile.texts | plain_dates, a_date),
        Reader("JSON", hostile.json_texts(hostile.data()), a_json_text),
        Reader("answers", st.deferred(lambda: answers()), some_answers, cost=4),
    ]
