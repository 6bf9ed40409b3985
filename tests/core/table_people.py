"""A small policy with every kind of column, answers to it, and tables by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from calculator.core.entry import Calculator, load
from calculator.core.values.canonical import dumps
from tests.core.conftest import clause, fig, rules_data

FIELDS: list[dict[str, Any]] = [
    {"id": "kind", "type": "choice", "label": "类别", "options": [
        {"id": "book", "label": "书（含译著）"}, {"id": "paper", "label": "论文、报告"},
        {"id": "unsure", "label": "还在审", "open": True, "settles": "编辑部"}]},
    {"id": "level", "type": "ordered", "label": "级别", "options": [
        {"id": "low", "label": "校级"}, {"id": "high", "label": "省级"}]},
    {"id": "rank", "type": "count", "label": "第几", "at_least": 1, "at_most": 20},
    {"id": "proof", "type": "yesno", "label": "有证明"},
    {"id": "spell", "type": "period", "label": "起止"},
    {"id": "day", "type": "date", "label": "日期"},
    {"id": "memo", "type": "text", "label": "备注"},
]  # fmt: skip
QUESTIONS: list[dict[str, Any]] = [
    {"id": "size", "type": "choice", "label": "规模", "options": [
        {"id": "s", "label": "小"}, {"id": "m", "label": "大、中"}]},
    {"id": "flag", "type": "yesno", "label": "是否在岗"},
    {"id": "sales", "type": "number", "label": "产值", "unit": "万元", "at_least": 0},
    {"id": "share", "type": "number", "label": "占比", "unit": "%"},
    {"id": "since", "type": "date", "label": "入职日期"},
    {"id": "stay", "type": "period", "label": "在职"},
    {"id": "works", "type": "list", "label": "成果", "item": "一项成果", "fields": FIELDS},
    {"id": "jobs", "type": "list", "label": "经历", "item": "一段经历", "whole": True,
     "fields": [{"id": "spell", "type": "period", "label": "起止日期"}]},
]  # fmt: skip
RULES = rules_data(
    [
        clause("total", points={"add": "sum"}, title="总分"),
        clause("writing", "total", points={"add": "sum", "cap": fig(20)}, title="写作"),
        clause("a", "writing", title="书", points={
            "by_rank": {"field": "rank", "first": 1, "start": fig(9), "step": fig("1.5")},
            "items": {"from": "works", "where": {"kind": "book"}}}),
        clause("b", "writing", title="论文、报告", points={
            "experts_each": fig(6), "items": {"from": "works", "where": {"kind": "paper"}}}),
        clause("c", "total", title="论文", points={"experts": fig(10)}),
        clause("d", "total", title="报告", points={
            "once": fig(3), "when": {"question": "flag", "is": True}}),
        clause("fit", title="在岗", condition={"question": "flag", "is": True}),
    ],
    QUESTIONS,
    policy={"total": "total"},
    routes=[{"id": "way", "title": "途径一", "needs": ["fit"]}],
)  # fmt: skip


def calculator() -> Calculator:
    return load(dumps(RULES))


dates = st.dates(date(1910, 1, 1), date(2100, 12, 31)).map(
    lambda day: day.isoformat()
) | st.sampled_from(["2024", "2024-05", "1999-12", "2020-02-29"])
periods = st.sampled_from(
    [{"from": "2018-07"}, {"from": "2018-07", "to": "2020-06-30"}, {"to": "2021"}]
)
# Tabs, quotes, line breaks and signs of formulas are texts like any other; blanks are no answer.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=6)
notes = (texts | st.sampled_from(["=1+1", "-", "无", '"', "a\tb", "a\nb", "'=x"])).filter(
    lambda text: bool(text.strip())
)
decimals = st.sampled_from([0, 7, "0.5", "123456789.25"])


def some(**answers: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any part of some answers."""
    return st.fixed_dictionaries({}, optional=answers)


works = some(
    kind=st.sampled_from(["book", "paper", "unsure"]),
    level=st.sampled_from(["low", "high"]),
    rank=st.integers(1, 20),
    proof=st.booleans(),
    spell=periods,
    day=dates,
    memo=notes,
).filter(bool)
jobs = some(spell=periods).filter(bool)


# Made once: making a strategy takes longer than drawing from it.
all_answers = some(
    size=st.sampled_from(["s", "m"]),
    flag=st.booleans(),
    sales=decimals,
    share=decimals.map(lambda share: "0.5%" if share == "0.5" else share),
    since=dates,
    stay=periods,
    works=st.lists(works, max_size=3),
    jobs=st.lists(jobs, max_size=2),
)
none = st.lists(st.sampled_from(["writing", "a", "b", "c", "d"]), unique=True)
closed = st.lists(st.sampled_from(["works", "jobs"]), unique=True).map(
    lambda given: [one for one in ("works", "jobs") if one in given]
)


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """An answers file in which everything can be used."""
    answers = draw(all_answers)
    count = len(answers.get("works", []))
    keys = ["c", *(f"b#{index}" for index in range(count))]
    estimates = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from([0, 3, "5.5"])))
    return {
        "format": 1,
        "policy": "tiny",
        "edition": "2025",
        "answers": answers,
        "none": draw(none),
        "closed": draw(closed),
        "estimates": estimates,
    }


people = st.lists(files(), max_size=3).map(
    lambda found: [(str(number), file) for number, file in enumerate(found, 1)]
)
