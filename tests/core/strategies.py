"""Hypothesis strategies: small rules, answers to them, and ways to complete open answers.

They are kept: making one takes longer than drawing from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

from hypothesis import strategies as st

from tests.core.conftest import clause, fig, rules_data

KINDS = ("a", "b", "c")
LEVELS = ("low", "mid", "high")

FIELDS = [
    {
        "id": "kind",
        "type": "choice",
        "label": "类别",
        "options": [
            *({"id": k, "label": k} for k in KINDS),
            {"id": "unsure", "label": "?", "open": True},
        ],
    },
    {
        "id": "level",
        "type": "ordered",
        "label": "级别",
        "options": [{"id": v, "label": v} for v in LEVELS],
    },
    {"id": "proof", "type": "yesno", "label": "有证明", "obtainable": True},
    {"id": "rank", "type": "count", "label": "排名", "at_least": 1, "at_most": 4},
]
QUESTIONS = [
    {"id": "things", "type": "list", "label": "成果", "item": "一项成果", "fields": FIELDS},
    {"id": "times", "type": "count", "label": "次数", "at_most": 3},
    {"id": "flag", "type": "yesno", "label": "是否"},
    {
        "id": "size",
        "type": "choice",
        "label": "规模",
        "options": [
            {"id": "s", "label": "小"},
            {"id": "m", "label": "大"},
            {"id": "u", "label": "?", "open": True},
        ],
    },
]
# Every value that an answer may have; the open options are not among them.
VALUES: dict[str, tuple[Any, ...]] = {
    "kind": KINDS,
    "level": LEVELS,
    "proof": (False, True),
    "rank": (1, 2, 3, 4),
    "times": (0, 1, 2, 3),
    "flag": (False, True),
    "size": ("s", "m"),
}
OPEN_OPTIONS = {"kind": "unsure", "size": "u"}
SCALARS = ("times", "flag", "size")
RECORD_FIELDS = ("kind", "level", "proof", "rank")

points = st.sampled_from([1, 2, 3, "1.5", "0.45", 5]).map(fig)
caps = st.none() | st.sampled_from([2, 3, "4.5", 6]).map(fig)
kinds = st.sampled_from(KINDS) | st.just(["a", "b"])
# To one place at least, or a cap of 4.5 would stand between two rounded numbers.
roundings = st.none() | st.fixed_dictionaries(
    {"places": st.just(1), "how": st.sampled_from(["half_up", "down", "up"])}
)
PROVEN = clause(
    "proven",
    condition={
        "title": "有证明",
        "fails": "没有证明",
        "opens": "等证明",
        "field": "proof",
        "is": True,
    },
)


@cache
@st.composite
def wheres(draw: st.DrawFn) -> dict[str, Any]:
    """Which records a row is about."""
    where: dict[str, Any] = {}
    if draw(st.booleans()):
        where["kind"] = draw(kinds)
    if draw(st.booleans()):
        operator = draw(st.sampled_from(["at_least", "at_most", "is"]))
        where["level"] = {operator: draw(st.sampled_from(LEVELS))}
    if draw(st.integers(0, 3)) == 0:
        where["rank"] = {"at_least": 2}
    return where


@cache
@st.composite
def selections(draw: st.DrawFn) -> dict[str, Any]:
    """Items of a row."""
    selection: dict[str, Any] = {"from": "things", "where": draw(wheres())}
    if draw(st.booleans()):
        selection["require"] = ["proven"]
    return selection


conditions = st.sampled_from(
    [
        {"question": "flag", "is": True},
        {"question": "size", "is": "m"},
        {"all": [{"question": "flag", "is": True}, {"question": "size", "is": "s"}]},
        {"any": [{"question": "flag", "is": True}, {"question": "size", "is": "m"}]},
        {"question": "times", "at_least": 2},
        {"any": [{"question": "size", "is": "s"}, {"question": "size", "is": "m"}]},
        {"all": [{"question": "size", "is": "s"}, {"question": "size", "is": "m"}]},
    ]
)


JUDGED = ("experts", "experts_each")


@cache
@st.composite
def row_points(draw: st.DrawFn, deductions: bool, kinds: Sequence[str] = ()) -> dict[str, Any]:
    """The points of one row; of one of the `kinds`, if any are given."""
    every = ["each", "each-count", "by_rank", "by_place", "once", "once-when", *JUDGED]
    every += ["linear", "bands", "every", "every-count", "by_option", "by_option-items", "matrix"]
    every += ["deduct", "deduct-count", "deduct-when"] if deductions else []
    kind = draw(st.sampled_from(kinds or every))
    name, _, suffix = kind.partition("-")
    data: dict[str, Any] = {"cap": draw(caps)} if draw(st.booleans()) else {}
    if name == "by_rank":
        data[name] = {"field": "rank", "first": 1, "start": draw(points), "step": draw(points)}
    elif name == "by_place":
        data[name] = {
            "field": "rank",
            "points": draw(points),
            "coefficients": ["1", "0.5"],
            "tail": "0.2",
        }
    elif name == "every":
        data[name] = {"number": draw(st.integers(1, 3)), "points": draw(points)}
    elif name == "linear":
        return {**data, name: {"question": "times", "per": draw(points), "above": 1}}
    elif name == "by_option":
        data[name] = draw(by_options(of_items=bool(suffix)))
    elif name == "matrix":
        axes = {
            "down": {"question": "times", "from": [1, 2]},
            "across": {"question": "size", "is": ["s", "m"]},
        }
        fields = [[draw(points), draw(points)] for _ in range(2)]
        return {**data, name: {**axes, "points": fields}}
    elif name == "bands":
        steps = [{"from": 1, "points": draw(points)}, {"from": 3, "points": draw(points)}]
        number = draw(st.sampled_from([{"question": "times"}, {"lowest": ["times"]}]))
        return {**data, name: {**number, "steps": steps}}
    else:
        data[name] = draw(points)
    if suffix == "count" or kind == "by_option":
        return data | ({"count": "times"} if suffix else {})
    if suffix == "when" or name == "experts":
        return {**data, "when": draw(conditions)}
    return {**data, "items": draw(selections()), **draw(bests(kind))}


@cache
@st.composite
def by_options(draw: st.DrawFn, *, of_items: bool) -> dict[str, Any]:
    """Points beside the options of a question, or of a field of each record."""
    options = KINDS if of_items else VALUES["size"]
    by = {"field": "kind"} if of_items else {"question": "size"}
    return {**by, "points": {one: draw(points) for one in options}}


@cache
def bests(kind: str) -> st.SearchStrategy[dict[str, int]]:
    """How many of the best records count, where that may be said."""
    if kind not in {"each", "by_option-items", "by_rank", "by_place", "experts_each"}:
        return st.just({})
    return st.just({}) | st.integers(1, 2).map(lambda many: {"best": many})


@st.composite
def rules(draw: st.DrawFn, deductions: bool = True, judged: bool = False) -> dict[str, Any]:
    """A whole rules.json: a tree of two or three levels with up to nine rows; with `judged`, the
    first of them is one that experts judge."""
    clauses = [PROVEN, clause("total", points=draw(group_points()))]
    number = 0
    for group in range(draw(st.integers(1, 3))):
        parent = f"g{group}"
        clauses.append(clause(parent, "total", points=draw(group_points())))
        for _ in range(draw(st.integers(1, 3))):
            number += 1
            data = draw(row_points(deductions, JUDGED if judged and number == 1 else ()))
            clauses.append(clause(f"r{number}", parent, points=data))
    for one in clauses:
        rounding = draw(roundings)
        if rounding is not None and "points" in one:
            one["points"] = {**one["points"], "round": rounding}
    return rules_data(clauses, QUESTIONS, policy={"total": "total"})


@cache
@st.composite
def group_points(draw: st.DrawFn) -> dict[str, Any]:
    """The points of a group."""
    data: dict[str, Any] = {"add": draw(st.sampled_from(["sum", "best"]))}
    if data["add"] == "best" and draw(st.booleans()):
        data["best"] = draw(st.integers(1, 2))
    return {**data, "cap": draw(caps)} if draw(st.booleans()) else data


def answers_of(names: tuple[str, ...], open_share: int = 2) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the answers; about one in `open_share` is missing or "not known yet"."""

    def one(name: str) -> st.SearchStrategy[Any]:
        known = [st.sampled_from(VALUES[name])] * open_share
        return st.one_of(*known, st.sampled_from([None, OPEN_OPTIONS.get(name)]))

    filled = st.fixed_dictionaries({name: one(name) for name in names})
    return filled.map(lambda given: {k: v for k, v in given.items() if v is not None})


records = answers_of(RECORD_FIELDS, 4)
scalars = answers_of(SCALARS)


@st.composite
def answer_files(draw: st.DrawFn, most_records: int = 3) -> dict[str, Any]:
    """An answers file for the rules above."""
    answers: dict[str, Any] = draw(scalars)
    if draw(st.integers(0, 4)):
        answers["things"] = draw(st.lists(records, max_size=most_records))
    closed = ["things"] if draw(st.integers(0, 3)) == 0 else []
    return {"format": 1, "answers": answers, "closed": closed}


def open_places(file: dict[str, Any], unanswered: bool) -> list[tuple[int | None, str]]:
    """What is open: fields of records, questions "not known yet", and unanswered ones if asked."""
    answers = file["answers"]
    places: list[tuple[int | None, str]] = []
    for name in SCALARS:
        value = answers.get(name)
        if value == OPEN_OPTIONS.get(name, ...) or (unanswered and value is None):
            places.append((None, name))
    for index, record in enumerate(answers.get("things", [])):
        for name in RECORD_FIELDS:
            if record.get(name) in {None, OPEN_OPTIONS.get(name, ...)}:
                places.append((index, name))
    return places


def completed(file: dict[str, Any], values: dict[tuple[int | None, str], Any]) -> dict[str, Any]:
    """The file with open places filled in."""
    answers = {**file["answers"]}
    if "things" in answers:
        answers["things"] = [dict(record) for record in answers["things"]]
    for (index, name), value in values.items():
        (answers if index is None else answers["things"][index])[name] = value
    return {**file, "answers": answers}


@st.composite
def completions(draw: st.DrawFn, file: dict[str, Any], unanswered: bool = False) -> dict[str, Any]:
    """The file with every open place filled in somehow."""
    places = open_places(file, unanswered)
    return completed(file, {p: draw(st.sampled_from(VALUES[p[1]])) for p in places})


def every_completion(file: dict[str, Any], unanswered: bool = False) -> list[dict[str, Any]]:
    """All ways to fill the file in."""
    places = open_places(file, unanswered)
    ways = product(*(VALUES[name] for _, name in places))
    return [completed(file, dict(zip(places, way, strict=True))) for way in ways]
