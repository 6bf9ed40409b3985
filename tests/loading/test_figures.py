"""Figures: exact values, what readers see, and what a placeholder means where it stands."""

from __future__ import annotations

import pytest

from calculator.loading import Figure, render_figure
from calculator.loading.figures import FigureBook, parse_figure
from calculator.loading.scalars import Amount, Id
from calculator.loading.types.document import Clause, FigureSpec
from calculator.loading.types.points import Band, Bands, Points


def clause(name: str, points: Points | None = None, **figures: str) -> Clause:
    specs = {label: FigureSpec(value=Amount(value)) for label, value in figures.items()}
    return Clause(id=Id(name), figures=specs, points=points)


@pytest.mark.parametrize(
    ("text", "value", "unit", "kind", "shown"),
    [
        ("3 年", "3", "年", "number", "3 年"),
        ("3年", "3", "年", "number", "3 年"),
        ("50 %", "50", "%", "number", "50%"),
        ("0.65", "0.65", "", "number", "0.65"),
        ("-1.5 分", "-1.5", "分", "number", "−1.5 分"),
        ("1000 万元", "1000", "万元", "number", "1000 万元"),
        ("60,000 元", "60000", "元", "number", "60000 元"),
        ("1,234,567.5 元", "1234567.5", "元", "number", "1234567.5 元"),
        ("2/3", "2/3", "", "number", "2/3"),
        ("2025-12-31", "2025-12-31", "", "day", "2025 年 12 月 31 日"),
        ("2025-09", "2025-09", "", "month", "2025 年 9 月"),
    ],
)
def test_a_figure_is_read_exactly_and_shown_in_one_way(
    text: str, value: str, unit: str, kind: str, shown: str
) -> None:
    parsed = parse_figure(text)
    assert parsed == (value, unit, kind)
    figure = Figure(clause="a", label="b", value=value, unit=unit, kind=parsed[2])
    assert render_figure(figure) == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("三年", "不是数值"),
        ("３ 年", "全角数字"),
        ("1,00 元", "不止一个数"),
        ("3 到 5 年", "不止一个数"),
        ("±5 分", "要分成两行写"),
        # Ten points of two items, twenty of one and half of it: no fraction.
        ("10/20 分", "不止一个数"),
        ("20/2", "不止一个数"),
        ("1/0", "不止一个数"),
        ("1.5/2", "不止一个数"),
        ("2025-02-30", "没有“2025-02-30”这一天"),
        ("2025-13", "没有“2025-13”这个月份"),
        ("0224-07-01", "“0224-07-01”的年份不在 1910 到 2100 之间"),
        ("2205-06", "“2205-06”的年份不在 1910 到 2100 之间"),
        ("2031-9-30", "写成“2031-09-30”的样子"),
        # What would be right in writing is no day.
        ("2031-9-31", "没有“2031-09-31”这一天"),
        ("2031/6/30", "写成“2031-06-30”的样子"),
        ("2031.6.30", "写成“2031-06-30”的样子"),
        ("2031年6月", "写成“2031-06”的样子"),
        ("2031 年 6 月 30 日", "写成“2031-06-30”的样子"),
        ("年 3", "不是数值"),
        ("010", "前面多了一个 0"),
        ("03 年", "前面多了一个 0"),
    ],
)
def test_what_is_not_a_figure_is_refused_in_words(text: str, words: str) -> None:
    answer = parse_figure(text)
    assert isinstance(answer, str)
    assert words in answer


def test_a_label_means_the_nearest_holders_figure() -> None:
    book = FigureBook(
        [(clause("a", 年限="3 年", 上限="9 分"), None), (clause("b", 年限="4 年"), "a"),
         (clause("c"), "b"), (clause("d"), None)]
    )  # fmt: skip
    assert book.at("c", "年限") is book.figures["b.年限"]
    assert book.at("c", "上限") is book.figures["a.上限"]
    assert book.at("d", "b.年限") is book.figures["b.年限"]
    assert book.at("d", "年限") is None
    assert book.at(None, "年限") is None


def test_a_number_in_a_rule_is_a_figure_named_by_its_key() -> None:
    points = Points(cap=Amount("12"), each=Amount("2.5"))
    figures = FigureBook([(clause("row", points), None)]).figures
    assert {key: one.text for key, one in figures.items()} == {
        "row.最高分": "12 分", "row.每项分值": "2.5 分",
    }  # fmt: skip


def test_numbers_of_a_ladder_are_told_apart() -> None:
    steps = (
        Band(from_=Amount("1"), points=Amount("2")),
        Band(from_=Amount("5"), points=Amount("4")),
    )
    points = Points(bands=Bands(question=Id("q"), steps=steps))
    figures = FigureBook([(clause("row", points), None)]).figures
    assert [one.label for one in figures.values()] == [
        "第1档下限", "第1档分值", "第2档下限", "第2档分值",
    ]  # fmt: skip


def test_a_name_given_twice_in_a_clause_is_a_problem() -> None:
    book = FigureBook([(clause("row", Points(cap=Amount("5"), add="sum"), 最高分="6 分"), None)])
    assert ["请在 figures 里另外命名" in one.message for one in book.problems] == [True]


def test_a_unit_that_contradicts_the_rule_is_a_problem() -> None:
    book = FigureBook([(clause("row", Points(cap=Amount("5 年"), add="sum")), None)])
    assert ["应当是“分”，写的却是“年”" in one.message for one in book.problems] == [True]


def test_a_count_without_its_unit_is_told(problems) -> None:
    figures = "      figures:\n        截止日: 2031-06-30\n"
    more = f"{figures}        人数: 3\n        系数: 0.5\n        满系数: 1\n"
    found = [one.message for one in problems((figures, more)) if "单位" in one.message]
    assert found == ["“人数: 3”没有写单位；请写成“3 年”的样子"]
