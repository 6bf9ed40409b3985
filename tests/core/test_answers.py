"""Reading answers: everything usable is used, everything else is reported and kept aside."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import MOST_RECORDS, read_answers
from calculator.core.rules import compile_rules
from calculator.core.values.canonical import dumps
from calculator.core.values.dates import parse_span
from tests.core.conftest import clause, fig, rules_data

OPTIONS = [
    {"id": "a", "label": "甲（一）", "words": ["头一个"]},
    {"id": "b", "label": "乙"},
    {"id": "u", "label": "不清楚", "open": True},
]
RULES = compile_rules(
    rules_data(
        [
            clause("total", points={"add": "sum"}),
            clause("row", "total", points={"each": fig(1), "items": {"from": "list"}}),
            clause("judged", "total", points={"cap": fig(20), "experts": fig(20)}),
            clause(
                "judged-each", "total", points={"experts_each": fig(10), "items": {"from": "list"}}
            ),
        ],
        [
            {"id": "yes", "type": "yesno", "label": "是否"},
            {"id": "choice", "type": "choice", "label": "选项", "options": OPTIONS},
            {"id": "count", "type": "count", "label": "个数", "at_most": 99},
            {"id": "number", "type": "number", "label": "数", "unit": "万元", "at_least": 0},
            {"id": "share", "type": "number", "label": "占比", "unit": "%"},
            {"id": "date", "type": "date", "label": "日期"},
            {"id": "period", "type": "period", "label": "起止"},
            {"id": "memo", "type": "text", "label": "备注"},
            {"id": "photo", "type": "photo", "label": "照片"},
            {
                "id": "list",
                "type": "list",
                "label": "列表",
                "item": "一条",
                "fields": [
                    {"id": "n", "type": "count", "label": "个数"},
                    {"id": "c", "type": "choice", "label": "选项", "options": OPTIONS},
                ],
            },
        ],
    )
)


def read(answers: Any, **given: Any):
    return read_answers(RULES, {"format": 1, "answers": answers, **given})


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        ("yes", True, True),
        ("yes", "否", False),
        ("yes", "√", True),
        ("yes", " 是 ", True),
        ("choice", "a", "a"),
        ("count", 3, 3),
        ("count", "１２", 12),  # full-width digits
        ("count", "3.0", 3),
        ("number", "12.50", Fraction(25, 2)),
        ("number", "１２．５", Fraction(25, 2)),
        ("number", "1,200 万元", 1200),
        ("number", "125,000 元", Fraction(25, 2)),
        ("number", 0.1, Fraction(1, 10)),
        ("share", "0.62%", Fraction(31, 50)),
        ("share", 1, 1),
        ("date", "2021-12-31", parse_span("2021-12-31")),
        ("date", "2024.10", parse_span("2024-10")),
        ("date", "2021年12月31日", parse_span("2021-12-31")),
        ("date", "２０２１．１２", parse_span("2021-12")),
        ("date", "2021/3/5", parse_span("2021-03-05")),
        ("date", "20211231", parse_span("2021-12-31")),
        ("date", 2021, parse_span("2021")),
        ("memo", " 原样保留　", " 原样保留　"),
    ],
)
def test_values_are_read_kindly_and_exactly(question, raw, value):
    answers, problems = read({question: raw})
    assert problems == []
    assert answers.values[question] == value


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        ("yes", "也许"), ("yes", 7), ("yes", []), ("choice", "c"), ("choice", True), ("choice", {}),
        ("count", "3.5"), ("count", -1), ("count", 100), ("count", True), ("count", "九"),
        ("count", "9" * 50),
        # The hours of two kinds are no two.
        ("number", "60/30"), ("number", "1/3"), ("count", "1/3"),
        ("number", "1e3"), ("number", float("nan")), ("number", "-1"), ("number", []),
        ("date", "2021-02-29"), ("date", "昨天"), ("date", 5), ("date", True),
        ("period", "2021"), ("period", {"from": "x"}), ("period", {"from": "2021", "until": "22"}),
        ("period", {"from": "2022-05", "to": "2022-04"}),
        ("memo", 5), ("photo", "a.jpg"), ("list", {}), ("list", "x"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_reported_and_kept(question, raw):
    answers, problems = read({question: raw})
    assert [p.path for p in problems] == [question]
    assert problems[0].message
    assert answers.unused == {question: raw} or raw != raw
    assert question not in answers.values


@pytest.mark.parametrize(
    ("question", "raw", "words"),
    [
        # What programs leave of 2024.10, and of 62 %.
        ("date", "2024.1", "分不清是 1 月还是 10 月，请写成 2024-01 或 2024-10"),
        (
            "period",
            {"from": "2018-07", "to": "2024.1"},
            "结束日期“2024.1”：分不清是 1 月还是 10 月",
        ),
        ("share", "0.62", "分不清是 0.62% 还是 62%"),
        ("share", "-0.2", "分不清是 -0.2% 还是 -20%"),
    ],
)
def test_what_cannot_be_told_apart_is_not_guessed(question, raw, words):
    answers, problems = read({question: raw})
    assert words in problems[0].message
    assert answers.values == {}


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        # What an option is called in words is not its id.
        ({"choice": "甲（一）"}, "选项：“甲(一)”要写成选项的编号：a。"),
        ({"choice": "头一个"}, "选项：“头一个”要写成选项的编号：a。"),
        ({"choice": "B"}, "选项：“B”要写成选项的编号：b。"),
        ({"choice": "丙"}, "没有“丙”这个选项，可选：a（甲（一））、b（乙）、u（不清楚）。"),
        ({"list": "-n: 1"}, "列表：应是若干条记录，每条从“- ”写起；没有的写 []。"),
        ({"是否": True}, "这份政策没有“是否”这个问题，没有使用。要写编号：yes。"),
        ({"Choice": "a"}, "要写编号：choice。"),
        ({"list": [{"个 数": 1}]}, "列表没有“个 数”这一栏，没有使用。"),
        ({"list": [{"个数": 1}]}, "没有使用。要写编号：n。"),
        ("choice:a", "问题编号对应回答。冒号要用半角，后面加一个空格。"),
        ({"date": "2024-06-31"}, "日期：没有这一天或这个月。请填日期"),
    ],
)
def test_what_is_wrong_says_how_it_is_written(answers, words):
    read_ones, (problem,) = read(answers)
    assert words in problem.message
    assert read_ones.values == {}


def test_periods_keep_both_ends():
    answers, problems = read({"period": {"from": "2021-03", "to": "2022"}})
    period = answers.values["period"]
    assert (period.start, period.end) == (parse_span("2021-03"), parse_span("2022"))
    going_on, _ = read({"period": {"from": "2021-03", "to": ""}})
    assert (going_on.values["period"].end, problems) == (None, [])
    said, problems = read({"period": {"from": "2021-03", "to": "至今"}})
    assert (said.values["period"].end, problems) == (None, [])
    assert read({"period": {"from": "至今"}})[1]


@pytest.mark.parametrize("raw", [None, "", "  "])
def test_empty_is_unanswered(raw):
    answers, problems = read(
        dict.fromkeys(("yes", "choice", "count", "date", "list"), raw if raw is None else None)
    )
    assert (answers.values, answers.lists, problems) == ({}, {}, [])
    answers, problems = read({"count": raw, "choice": raw})
    assert (answers.values, problems) == ({}, [])


def test_an_open_option_is_an_answer_without_a_value():
    answers, problems = read({"choice": "u", "list": [{"c": "u", "n": 2}]})
    assert (answers.undecided, answers.values, problems) == ({"choice": "u"}, {}, [])
    record = answers.lists["list"][0]
    assert (record.values, record.undecided) == ({"n": 2}, {"c": "u"})


def test_every_problem_is_found_in_one_run_and_the_rest_is_used():
    raw = {
        "format": 2,
        "policy": "other",
        "spare": 1,
        "answers": {"count": 4, "unknown": 5, "list": [{"n": "x", "z": 1}, 7, {"n": 2}]},
        "none": ["row", "nobody", 3],
        "closed": ["list", "count"],
        "estimates": {
            "judged": 21,
            "judged-each#0": "7.5",
            "row": 1,
            "judged-each#x": 1,
        },
    }
    answers, problems = read_answers(RULES, raw)
    assert [p.path for p in problems] == [
        "spare", "format", "policy", "unknown", "list[0].n", "list[0].z", "list[1]",
        "none[1]", "none[2]", "closed[1]", "estimates.judged", "estimates.row",
        "estimates.judged-each#x",
    ]  # fmt: skip
    assert answers.values == {"count": 4}
    assert [r.values for r in answers.lists["list"]] == [{}, {}, {"n": 2}]
    assert (answers.none, answers.closed) == (frozenset({"row"}), frozenset({"list"}))
    assert answers.estimates == {"judged-each#0": Fraction(15, 2)}
    assert answers.unused["list[0].z"] == 1


@pytest.mark.parametrize(
    ("key", "raw", "accepted"),
    [
        ("judged", 20, True),
        ("judged", "abc", False),
        ("judged", 21, False),
        ("judged", -1, False),
        ("judged-each#3", 10, True),
        ("judged-each#3", "10.5", False),
        # There are four records, and one way to name each.
        ("judged-each#4", 10, False),
        ("judged-each#03", 10, False),
        ("judged-each#-1", 10, False),
        ("judged-each", 25, False),
        ("nothing", 1, False),
    ],
)
def test_estimates_stay_within_what_experts_may_give(key, raw, accepted):
    answers, problems = read({"list": [{}] * 4}, estimates={key: raw})
    assert (key in answers.estimates, not problems) == (accepted, accepted)


@pytest.mark.parametrize(
    "raw", [[], "x", 5, {"answers": []}, {"none": {}}, {"closed": "list"}, {"estimates": []}]
)
def test_a_file_of_another_shape_is_reported(raw):
    answers, problems = read_answers(RULES, raw)
    assert len(problems) == 1
    assert answers.values == {}


@pytest.mark.parametrize(
    ("file", "named"),
    [
        ({"answers": {"yes\u200b": True}}, "“yes[U+200B]”"),
        ({"answers": {" yes": True}}, "“[U+0020]yes”"),
        ({"answers": {"list": [{"n\ufeff": 1}]}}, "“n[U+FEFF]”"),
        ({"none": ["row\u00a0"]}, "“row[U+00A0]”"),
        ({"estimates": {"judged ": 1}}, "“judged[U+0020]”"),
        ({"estimates": {"judged": "8/10"}}, "自估分应是一个数"),
        ({"edition": f"{RULES.edition} "}, f"“{RULES.edition}[U+0020]”，不是“{RULES.edition}”"),
    ],
)
def test_what_cannot_be_seen_is_named_where_it_makes_another_word(file, named):
    _, (problem,) = read_answers(RULES, file)
    assert named in problem.message


@pytest.mark.parametrize("raw", [-2024, "-2024-06", "−2024"])
def test_a_day_before_the_calendar_is_none(raw):
    answers, problems = read({"date": raw})
    assert (answers.values, len(problems)) == ({}, 1)


def test_a_file_whose_colons_are_wrong_says_so():
    assert "冒号要用半角" in read_answers(RULES, "answers：{}")[1][0].message


def test_nothing_given_is_no_problem():
    assert read_answers(RULES, None)[1] == []
    assert read_answers(RULES, {})[1] == []


def test_too_many_records_are_cut_and_said():
    answers, problems = read({"list": [{"n": 1}] * (MOST_RECORDS + 1)})
    assert len(answers.lists["list"]) == MOST_RECORDS
    assert [p.path for p in problems] == [f"list[{MOST_RECORDS}]"]
    assert answers.unused[f"list[{MOST_RECORDS}]"] == [{"n": 1}]


hostile = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2021-12", "a", "u"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*RULES.questions, "from", "to", "n", "c", "format"])
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(hostile, hostile, hostile, hostile)
def test_no_answers_whatever_raise_an_error(answers, none, closed, estimates):
    raw = {"answers": answers, "none": none, "closed": closed, "estimates": estimates}
    for given_raw in (raw, answers):
        read_in, problems = read_answers(RULES, given_raw)
        result = evaluate(RULES, read_in, problems=problems)
        assert all(p.message and isinstance(p.path, str) for p in problems)
        result.pop("unused")  # may hold floats, as they were given
        dumps(result)


BORN = [{"id": "born", "type": "birth", "label": "出生日期", "unit": "岁"}]


@pytest.mark.parametrize(
    ("born", "verdict", "points"),
    [
        # On 2025-12-31, the reference day, whoever was born that day in 2007 is eighteen.
        ("2007-12-31", "met", 3),
        ("2008-01-01", "not met", 0),
        ("2007-12", "met", 3),
        ("2007", "met", 3),
        ("2008", "not met", 0),
        ("1985-12-31", "met", 9),
        ("1986", "met", 3),
    ],
)
def test_a_date_of_birth_is_compared_as_an_age(born: str, verdict: str, points: int) -> None:
    steps = [{"from": 18, "points": fig(3)}, {"from": 40, "points": fig(9)}]
    clauses = [
        clause("grown", condition={"question": "born", "at_least": 18}),
        clause("row", points={"bands": {"question": "born", "steps": steps}}),
    ]
    rules = compile_rules(rules_data(clauses, BORN))
    answers, problems = read_answers(rules, {"answers": {"born": born}})
    assert problems == []
    result = evaluate(rules, answers, ["score", "routes", "advice"])
    assert result["conditions"]["grown"]["verdict"] == verdict
    [row] = result["score"]["nodes"]
    assert (row["low"], row["high"]) == (points, points)
    # What would help is an age, not another birthday.
    steps = [*result["advice"]["gains"], *result["advice"]["nothing"]]
    assert [one["kind"] for one in steps] == ["year"]


@pytest.mark.parametrize(
    ("given", "doubt"),
    [({}, "未填写“出生日期”"), ({"born": "2007"}, "“出生日期”没有填到日")],
)
def test_a_year_of_birth_that_leaves_an_age_open_is_not_called_missing(
    given: dict[str, str], doubt: str
) -> None:
    grown = clause("grown", condition={"question": "born", "at_least": 18})
    policy = {"reference_day": fig("2025-06-30", "notice.截止日", "")}
    rules = compile_rules(rules_data([grown], BORN, policy=policy))
    answers, _ = read_answers(rules, {"answers": given})
    found = evaluate(rules, answers, ["routes"])["conditions"]["grown"]
    assert (found["verdict"], [one["text"] for one in found["reasons"]]) == ("open", [doubt])


TOO_MANY = "研究人员：不会超过“职工”（10 人），请核对这两个数。"


@pytest.mark.parametrize(
    ("answers", "kept", "said"),
    [
        ({"staff": 10, "research": 20}, {"staff": 10}, [TOO_MANY]),
        ({"staff": 20, "research": 20}, {"staff": 20, "research": 20}, []),
        ({"research": 20}, {"research": 20}, []),
    ],
)  # fmt: skip
def test_a_part_greater_than_its_whole_is_not_used(
    answers: dict[str, int], kept: dict[str, int], said: list[str]
) -> None:
    asked = [
        {"id": "research", "type": "count", "label": "研究人员", "unit": "人", "within": "staff"},
        {"id": "staff", "type": "count", "label": "职工", "unit": "人"},
    ]
    rules = compile_rules(rules_data([clause("total", points={"add": "sum"})], asked))
    read, problems = read_answers(rules, {"answers": answers})
    assert (read.values, [one.message for one in problems]) == (kept, said)
    assert read.unused == ({"research": 20} if said else {})
