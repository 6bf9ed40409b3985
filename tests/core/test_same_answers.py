"""The same answers give the same bytes: whatever was asked before, in whatever order they come."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from calculator.core import entry
from calculator.core.values.canonical import dumps
from tests.core import strategies as own
from tests.core.conftest import clause, fig, rules_data


@st.composite
def visits(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Answers that change bit by bit, as somebody who fills a form in changes them."""
    file = draw(own.answer_files())
    files = [file]
    for _ in range(draw(st.integers(1, 4))):
        answers = {**files[-1]["answers"]}
        records = [*answers.get("things", [])]
        change = draw(
            st.sampled_from(["record", "more", "less", "scalars", "closed", "none", "own"])
        )
        file = {**files[-1]}
        if change == "record" and records:
            records[draw(st.integers(0, len(records) - 1))] = draw(own.records)
        elif change == "more":
            records.append(draw(own.records))
        elif change == "less" and records:
            records.pop(draw(st.integers(0, len(records) - 1)))
        elif change == "scalars":
            answers |= draw(own.scalars)
        elif change == "closed":
            file["closed"] = [] if file["closed"] else ["things"]
        elif change == "none":
            file["none"] = draw(st.lists(st.sampled_from(["r1", "g0", "r2"]), max_size=2))
        elif change == "own":
            keys = st.sampled_from(["r1", "r2", "r1#0", "r2#1", "r3#0"])
            file["estimates"] = draw(st.dictionaries(keys, st.sampled_from([0, 1, "0.5"])))
        files.append({**file, "answers": {**answers, "things": records} if records else answers})
    return files


@given(own.rules(), visits())
def test_what_was_asked_before_changes_no_answer(data, files):
    text = dumps(data)
    calculator = entry.load(text)
    for file in files:
        request = json.dumps({"answers": file})
        assert calculator.run(request) == entry.load(text).run(request)


@given(own.rules(), own.answer_files())
def test_the_order_in_which_answers_are_written_changes_no_answer(data, file):
    calculator = entry.load(dumps(data))
    other = {**file, "answers": turned(file["answers"])}
    assert calculator.run(json.dumps({"answers": turned(other)})) == calculator.run(
        json.dumps({"answers": file})
    )


def turned(mapping: dict[str, Any]) -> dict[str, Any]:
    """The same with its keys from last to first."""
    return dict(reversed(mapping.items()))


def kinds(list_id: str) -> dict[str, Any]:
    options = [{"id": kind, "label": kind} for kind in own.KINDS]
    field = {"id": "kind", "type": "choice", "label": "类别", "options": options}
    return {"id": list_id, "type": "list", "label": list_id, "item": list_id, "fields": [field]}


def row(row_id: str, list_id: str, kind: str, require: str) -> dict[str, Any]:
    items = {"from": list_id, "where": {"kind": kind}, "require": [require]}
    return clause(row_id, "total", points={"each": fig(2), "cap": fig(5), "items": items})


# Songs count for who has a title of kind a, plays for who says so, titles for what they are.
RELATED = dumps(
    rules_data(
        [
            clause("total", points={"add": "sum"}),
            clause("titled", condition={"exists": {"from": "titles", "where": {"kind": "a"}}}),
            clause("told", condition={"question": "known", "is": True}),
            row("song-a", "songs", "a", "titled"),
            row("song-b", "songs", "b", "titled"),
            row("play-a", "plays", "a", "told"),
            row("play-b", "plays", "b", "titled"),
            clause(
                "title-a",
                "total",
                points={"once": fig(1), "items": {"from": "titles", "where": {"kind": "a"}}},
            ),
        ],
        [
            *map(kinds, ("songs", "plays", "titles")),
            {"id": "known", "type": "yesno", "label": "是否"},
        ],
    )
)
record_lists = st.lists(
    st.fixed_dictionaries({}, optional={"kind": st.sampled_from(own.KINDS)}), max_size=3
)


@given(st.lists(st.tuples(st.sampled_from(["songs", "plays", "titles"]), record_lists)), st.data())
def test_what_one_list_said_about_another_before_changes_no_answer(steps, data):
    calculator = entry.load(RELATED)
    answers: dict[str, Any] = {}
    for name, records in steps:
        known = data.draw(st.sampled_from([True, False, None]))
        answers = {**answers, name: records, "known": known}
        request = json.dumps({"answers": {"answers": answers}})
        assert calculator.run(request) == entry.load(RELATED).run(request)
