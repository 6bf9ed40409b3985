"""Adding up periods (P15, P16), with partial dates and open records as ranges."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.conditions.seniority import day_reached, merge, months_in
from calculator.core.rules import compile_rules
from calculator.core.values.dates import NEVER, day_text
from calculator.errors import RulesError
from tests.core.conftest import clause, fig, headline, nodes_of, rules_data, run

REFERENCE = date(2025, 12, 31).toordinal()


def days(*periods: tuple[str, str | None]) -> list[tuple[int, int]]:
    return [
        (date.fromisoformat(a).toordinal(), date.fromisoformat(b).toordinal() if b else NEVER)
        for a, b in periods
    ]


@pytest.mark.parametrize(
    ("periods", "years"),
    [
        ([("2021-12-31", None)], 4),
        ([("2022-01-01", None)], 3),
        # 365 days carried to the front of 2022-12-31: from 2021-12-31.
        ([("2019-01-01", "2019-12-31"), ("2022-12-31", None)], 4),
        ([("2019-01-01", "2019-12-31"), ("2023-01-01", None)], 3),
        # 366 days in 2020 carried to the front of 2023-01-01: from 2021-12-31.
        ([("2020-01-01", "2020-12-31"), ("2023-01-01", None)], 4),
        # Overlapping periods are one.
        ([("2019-06-01", "2022-05-31"), ("2021-01-01", None)], 6),
        # Touching periods are one: no day is counted twice or lost.
        ([("2021-12-31", "2023-03-31"), ("2023-04-01", None)], 4),
        ([("2020-02-29", "2023-02-28")], 3),
        ([("2026-01-01", None)], 0),
        ([], 0),
    ],
)
def test_full_years_on_the_reference_day(periods, years):
    assert months_in(days(*periods), REFERENCE) // 12 == years


@pytest.mark.parametrize(
    ("periods", "years", "day"),
    [
        ([("2021-12-31", None)], 4, "2025-12-31"),
        ([("2022-01-01", None)], 4, "2026-01-01"),
        ([("2024-02-29", None)], 2, "2026-02-28"),
        # 793 days carried to the front of 2024-07-01: from 2022-04-30.
        ([("2019-07-01", "2021-08-31"), ("2024-07-01", None)], 3, "2025-04-30"),
        # Reached within the first period: later ones do not matter.
        ([("2015-01-01", "2018-06-30"), ("2024-01-01", None)], 3, "2018-01-01"),
    ],
)
def test_the_day_on_which_years_are_reached(periods, years, day):
    assert day_text(day_reached(days(*periods), 12 * years)) == day


def test_a_finished_period_that_is_too_short_never_gets_there():
    assert day_reached(days(("2020-01-01", "2021-01-01")), 13) == NEVER


ordinals = st.integers(date(1995, 1, 1).toordinal(), date(2030, 1, 1).toordinal())
stretches = st.lists(
    st.tuples(ordinals, st.integers(0, 3000)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=4,
)


@given(stretches)
def test_merging_keeps_every_day_once(periods):
    merged = merge(periods)
    assert {d for a, b in merged for d in (a, b)} <= {d for a, b in periods for d in (a, b)}
    covered = set().union(*(range(a, b + 1) for a, b in periods))
    assert sum(b - a + 1 for a, b in merged) == len(covered)
    assert all(first[1] + 1 < second[0] for first, second in pairwise(merged))


@given(stretches, st.randoms())
def test_the_order_of_periods_does_not_matter(periods, random):
    shuffled = list(periods)
    random.shuffle(shuffled)
    assert months_in(periods, REFERENCE) == months_in(shuffled, REFERENCE)


@given(stretches, st.tuples(ordinals, st.integers(0, 3000)))
def test_one_more_period_never_takes_years_away(periods, extra):
    more = [*periods, (extra[0], extra[0] + extra[1])]
    assert months_in(more, REFERENCE) >= months_in(periods, REFERENCE)


@given(stretches, st.integers(1, 150))
def test_months_are_met_exactly_from_their_day_on(periods, months):
    reached = day_reached(periods, months)
    assert (reached <= REFERENCE) == (months_in(periods, REFERENCE) >= months)


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        ([("2025-11-30", None)], 1),
        ([("2025-12-01", None)], 0),
        # From the 31st on a month is full on the last day of a shorter one.
        ([("2025-08-31", "2025-11-29")], 2),
        ([("2025-08-31", "2025-11-30")], 3),
        # 61 days carried to the front of 2025-11-01: from 2025-09-01.
        ([("2025-01-01", "2025-03-02"), ("2025-11-01", None)], 3),
    ],
)
def test_full_months_on_the_reference_day(periods, months):
    assert months_in(days(*periods), REFERENCE) == months


@pytest.mark.parametrize(
    ("start", "points", "verdict", "day"),
    [
        # 30 full months on the last day: 2 × 30 ÷ 12 = 5, and 0.2 × 30 = 6.
        ("2023-06-30", (5, 6), "met", "2025-12-30"),
        ("2023-07-01", ("29/6", "5.8"), "not met", "2026-01-01"),
    ],
)
def test_years_that_are_counted_by_months(start, points, verdict, day):
    years = {"from": "work", "where": {"own": True}, "by": "months"}
    clauses = [
        clause("row", points={"per_year": fig(2), "years": years}),
        clause("monthly", points={"per_month": fig("0.2"), "years": years}),
        clause("half", condition={"years": years, "at_least": fig(30, unit="个月")}),
    ]
    rules = compile_rules(rules_data(clauses, RULES["questions"]))
    result = run(rules, {"work": [{"period": {"from": start}, "own": True}]})
    assert (headline(result, "row")[0], headline(result, "monthly")[1]) == points
    half = result["conditions"]["half"]
    assert (half["verdict"], half["day"]) == (verdict, day)
    months = 30 if verdict == "met" else 29
    assert f"{months} 个月；要求不少于 30 个月" in half["why"]["text"]
    said = "29/6" if months == 29 else "5"
    assert nodes_of(result)["row"]["formula"] == f"2 × {months} 个月 ÷ 12 = {said}"


def test_points_for_months_need_months():
    years = {"from": "work"}
    with pytest.raises(RulesError, match="per_month needs months"):
        compile_rules(
            rules_data(
                [clause("row", points={"per_month": fig(1), "years": years})], RULES["questions"]
            )
        )


RULES = rules_data(
    [
        clause(
            "row", points={"per_year": fig(2), "years": {"from": "work", "where": {"own": True}}}
        ),
        clause(
            "four",
            condition={"years": {"from": "work", "where": {"own": True}}, "at_least": fig(4)},
        ),
    ],
    [
        {
            "id": "work",
            "type": "list",
            "whole": True,
            "label": "工作经历",
            "fields": [
                {"id": "period", "type": "period", "label": "起止"},
                {"id": "own", "type": "yesno", "label": "本专业"},
            ],
        }
    ],
)


def work(*records):
    return run(compile_rules(RULES), {"work": [dict(record) for record in records]})


@pytest.mark.parametrize(
    ("start", "points", "verdict", "day"),
    [
        ("2021-12", (8, 8), "met", "2025-12"),  # every day of the month is early enough
        ("2022-01", (6, 6), "not met", "2026-01"),
        ("2021", (8, 8), "met", "2025"),
        ("2021-12-31", (8, 8), "met", "2025-12-31"),
        ("2022-01-01", (6, 6), "not met", "2026-01-01"),
    ],
)
def test_partial_dates_are_open_only_if_the_day_decides(start, points, verdict, day):
    result = work({"period": {"from": start}, "own": True})
    assert headline(result, "row") == points
    assert result["conditions"]["four"]["verdict"] == verdict
    assert result["conditions"]["four"]["day"] == day


def test_a_day_that_decides_leaves_it_open():
    # 2022-01-01 until some day of 2026 is 3 or 4 full years; the reference day cuts it at 3.
    result = work({"period": {"from": "2021-12", "to": "2025-12"}, "own": True})
    assert headline(result, "row") == (6, 8)
    assert result["conditions"]["four"]["verdict"] == "open"


def test_an_open_record_counts_in_the_upper_end_only():
    sure = {"period": {"from": "2023-01-01"}, "own": True}
    unsure = {"period": {"from": "2020-01-01", "to": "2022-12-31"}}
    result = work(sure, unsure)
    assert headline(result, "row") == (4, 10)
    assert result["conditions"]["four"]["verdict"] == "open"
    assert result["conditions"]["four"]["day"] == "2027-01-01"
    assert result["conditions"]["four"]["day_at_latest"] is True


def test_a_period_without_a_beginning_may_be_any_length():
    result = work({"period": {"to": "2025-12-31"}, "own": True})
    assert headline(result, "row") == (0, None)
    assert result["conditions"]["four"]["verdict"] == "open"


def test_unanswered_is_open_and_an_empty_list_is_not():
    unanswered = run(compile_rules(RULES))
    assert unanswered["conditions"]["four"]["verdict"] == "open"
    assert nodes_of(unanswered)["row"]["state"] == "unanswered"
    empty = work()
    assert empty["conditions"]["four"]["verdict"] == "not met"
    assert nodes_of(empty)["row"]["state"] == "none"


texts = st.sampled_from(["2021", "2021-12", "2021-12-31", "2022-01", "2023-06-30"])


@given(
    st.lists(
        st.tuples(texts, st.none() | st.sampled_from(["2024", "2024-06", "2025-12-31"])), max_size=2
    )
)
def test_any_completion_of_partial_dates_stays_inside(periods):
    whole = work(*({"period": {"from": a, "to": b}, "own": True} for a, b in periods))
    low, high = headline(whole, "row")
    ends = [(corners(a), corners(b)) for a, b in periods]
    for choice in product(*(product(*pair) for pair in ends)):
        exact = work(*({"period": {"from": a, "to": b}, "own": True} for a, b in choice))
        points, same = headline(exact, "row")
        assert points == same
        assert low <= points <= high


def corners(text: str | None) -> list[str | None]:
    if text is None:
        return [None]
    return {4: [f"{text}-01-01", f"{text}-12-31"], 7: [f"{text}-01", f"{text}-28"]}.get(
        len(text), [text]
    )
