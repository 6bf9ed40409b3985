"""Working days, terms of them, and what a calendar that ends does to them."""

from __future__ import annotations

import datetime
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.preparing.workdays import WORKED, Calendar
from calculator.core.rules import compile_rules
from calculator.errors import RulesError
from tests.core.conftest import clause, fig, rules_data, run

# 2031-01-01 is a Wednesday; 01-04 a Saturday that is worked for 01-02.
YEAR = {"2031": {"holidays": ["2031-01-01", "2031-01-02"], "workdays": ["2031-01-04"]}}
CALENDAR = Calendar(YEAR)
FIRST = datetime.date(2031, 1, 1).toordinal()


def day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2031-01-01", "holiday"), ("2031-01-02", "holiday"), ("2031-01-03", "workday"),
        ("2031-01-04", "made_up"), ("2031-01-05", "weekend"), ("2031-12-31", "workday"),
        ("2030-12-31", None), ("2032-01-01", None),
    ],
)  # fmt: skip
def test_each_day_has_its_kind(text: str, kind: str | None) -> None:
    assert CALENDAR.kind(day(text)) == kind


@given(st.integers(0, 364), st.integers(1, 60), st.booleans())
def test_a_term_holds_so_many_working_days_and_ends_with_one(
    offset: int, wanted: int, counts_first: bool
) -> None:
    term = CALENDAR.term(FIRST + offset, wanted, counts_first=counts_first)
    worked = 365 - sum(CALENDAR.kind(FIRST + n) not in WORKED for n in range(365))
    if term is None:
        # Then the rest of the year is too short: a day earlier in the year would do.
        left = sum(CALENDAR.kind(FIRST + n) in WORKED for n in range(offset, 365))
        starts_worked = CALENDAR.kind(FIRST + offset) in WORKED
        assert left - (starts_worked and not counts_first) < wanted
        return
    assert all(later[0] == earlier[0] + 1 for earlier, later in pairwise(term))
    counted = [one for one, kind in term if kind in WORKED and (counts_first or one > term[0][0])]
    assert len(counted) == wanted <= worked
    assert counted[-1] == term[-1][0]


@given(st.integers(0, 300), st.integers(1, 20))
def test_a_later_start_never_ends_a_term_earlier(offset: int, wanted: int) -> None:
    ends = [CALENDAR.term(FIRST + offset + n, wanted, counts_first=True) for n in (0, 1)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0][-1][0] <= ends[1][-1][0]


@pytest.mark.parametrize("text", ["2030-01-01", "2031-02-30", "2031-01", "soon"])
def test_days_that_do_not_belong_are_refused(text: str) -> None:
    with pytest.raises(RulesError):
        Calendar({"2031": {"holidays": [text]}})


def rules(**term: Any) -> Any:
    notice = clause(
        "notice",
        term={"title": "公示", "from": {"question": "start"}, "workdays": fig(3), **term},
        condition={"question": "end", "not_before": {"end_of": "notice"}},
    )
    questions = [
        {"id": "start", "type": "date", "label": "起"},
        {"id": "end", "type": "date", "label": "止"},
    ]
    return compile_rules(rules_data([notice], questions, calendar=YEAR))


RULES = rules()


def term(answers: dict[str, str], of: Any = RULES) -> dict[str, Any]:
    (report,) = run(of, answers)["terms"]
    return dict(report)


def test_a_term_says_its_last_day_and_the_days_after() -> None:
    report = term({"start": "2031-01-02"})
    # 01-02 is a holiday; 01-03, the worked Saturday 01-04, and Monday 01-06.
    assert (report["last"], report["next"], report["next_workday"]) == (
        "2031-01-06", "2031-01-07", "2031-01-07",
    )  # fmt: skip
    assert [one["number"] for one in report["days"]] == [None, 1, 2, None, 3]
    assert report["reasons"] == []


def test_the_first_day_may_not_count() -> None:
    later = rules(first_day="does_not_count")
    # 01-06 is a Monday; 01-07, 01-08 and 01-09 follow.
    assert term({"start": "2031-01-06"})["last"] == "2031-01-08"
    assert term({"start": "2031-01-06"}, later)["last"] == "2031-01-09"


def test_before_a_weekend_the_next_working_day_is_named_too() -> None:
    report = term({"start": "2031-01-08"})
    assert (report["last"], report["next"], report["next_workday"]) == (
        "2031-01-10", "2031-01-11", "2031-01-13",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "“起”还没有写到哪一天"),
        ({"start": "2031-01"}, "“起”还没有写到哪一天"),
        ({"start": "2031-12-30"}, "没有收录的年份不能判断哪天上班"),
        ({"start": "2030-12-31"}, "没有收录的年份不能判断哪天上班"),
    ],
)
def test_what_cannot_be_counted_is_said(answers: dict[str, str], words: str) -> None:
    report = term(answers)
    assert report["last"] is None
    assert words in report["reasons"][0]["text"]


@pytest.mark.parametrize(
    ("start", "end", "verdict"),
    [
        ("2031-01-02", "2031-01-06", "met"),
        ("2031-01-02", "2031-01-05", "not met"),
        ("2031-12-30", "2032-01-09", "open"),
        ("2031-01", "2031-02-04", "met"),  # even 01-31, a Friday, is over on 02-04
        ("2031-01", "2031-02-03", "open"),
        ("2031-01", "2031-01-05", "not met"),  # even from 01-01 it takes until 01-06
        ("2031", "2031-12-31", "open"),
    ],
)
def test_the_end_of_a_term_is_compared_within_what_is_known(
    start: str, end: str, verdict: str
) -> None:
    result = run(RULES, {"start": start, "end": end})
    assert result["conditions"]["notice"]["verdict"] == verdict


@pytest.mark.parametrize("workdays", [0, -1, 1000, "1.5"])
def test_terms_without_sense_are_refused(workdays: object) -> None:
    with pytest.raises(RulesError):
        rules(workdays=fig(workdays))  # type: ignore[arg-type]
