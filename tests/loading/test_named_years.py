"""Years with a name: counted at one clause for several conditions, and the years of a route."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import Problem, load_edition

type Problems = Callable[..., list[Problem]]

CLAUSES = """\
    - id: choir-years
      number: 第四条
      title: 团龄
      years:
        any:
          - years: {from: terms, where: {voice: solo}}
          - when: {question: concerts, at_least: 1}
            years: {from: terms}
    - id: choir-member
      number: 第五条
      title: 团员
      text: 团龄满【团员年限】。
      figures: {团员年限: 2 年, 提前: 1 年}
      condition:
        years: choir-years
        at_least: 【团员年限】
    - id: choir-early
      number: 第六条
      title: 提前
      condition:
        all:
          - years: choir-years
            at_least: {of: 【choir-member.团员年限】, minus: 【choir-member.提前】}
    - id: choir-fined
      number: 第七条
      title: 受罚
      text: 推迟【推迟】。
      figures: {推迟: 3 年}
      bar:
        kind: delay
        title: 受罚
        from: fines
        where: {day: {not_after: reference}}
        until: {of: route_years, plus_years: 【推迟】}

routes:
  - id: by-years
    title: 团龄
    clause: choir-member
    needs: [choir-member, choir-early]
    years: choir-member

questions:
  - id: terms
    type: list
    label: 在团经历
    clause: choir-years
    fields:
      - {id: period, type: period, label: 起止}
      - id: voice
        type: choice
        label: 担任
        options: [{id: solo, label: 独唱}, {id: choir, label: 合唱}]
  - id: fines
    type: list
    label: 处罚
    clause: choir-fined
    fields: [{id: day, type: date, label: 日期}]
"""
SOUND = ("\nquestions:\n", "\n" + CLAUSES)


def figure(value: str, label: str) -> dict[str, str]:
    return {"value": value, "unit": "年", "figure": f"choir-member.{label}"}


def test_a_condition_takes_over_how_another_clause_counts_years(
    changed: Callable[..., Path],
) -> None:
    clauses = load_edition(changed(SOUND)).rules["clauses"]
    solo = {"from": "terms", "where": {"voice": {"is": "solo"}}}
    is_heard = {"question": "concerts", "at_least": 1}

    def reaching(wanted: dict[str, str]) -> dict[str, object]:
        every = {"years": {"from": "terms"}, "at_least": wanted}
        return {"any": [{"years": solo, "at_least": wanted}, {"all": [is_heard, every]}]}

    assert clauses["choir-member"]["condition"] == reaching(figure("2", "团员年限"))
    earlier = {**figure("1", "团员年限"), "minus": "choir-member.提前"}
    assert clauses["choir-early"]["condition"] == {"all": [reaching(earlier)]}


@pytest.mark.parametrize(
    ("old", "new", "path", "words"),
    [
        (
            "        years: choir-years\n        at_least: 【团员年限】",
            "        years: choir-member\n        at_least: 【团员年限】",
            "choir-member.condition.years",
            "“choir-member”不是带 years 的条款",
        ),
        (
            "when: {question: concerts, at_least: 1}",
            "when: {met: choir-early}",
            "choir-early.condition.all[0].years",
            "绕成了圈：choir-years.years → choir-early → choir-years.years",
        ),
        (
            "      number: 第七条\n",
            "      number: 第七条\n      years: {any: [{years: {from: terms}}]}\n",
            "choir-fined.years",
            "没有条件写 years: choir-fined",
        ),
        (
            "    needs: [choir-member, choir-early]\n    years: choir-member\n",
            "    needs: [choir-member, choir-early]\n",
            "choir-fined.bar.until.of",
            "没有途径写 years",
        ),
        (
            "until: {of: route_years, plus_years: 【推迟】}",
            "until: {of: {field: day}, plus_years: 【推迟】}",
            "by-years.years",
            "没有 bar 用到 route_years",
        ),
        (
            "minus: 【choir-member.提前】}\n",
            "minus: 【choir-member.提前】}\n          - {day: route_years, before: reference}\n",
            "choir-early.condition.all[1].day",
            "route_years 只能写在 bar 里",
        ),
        (
            "            years: {from: terms}\n",
            "            years: {from: terms, by: months}\n",
            "choir-years.years.any[1]",
            "几种算法要么都按年，要么都按月",
        ),
    ],
)
def test_names_that_nothing_reads_or_that_mean_nothing_are_refused(
    problems: Problems, old: str, new: str, path: str, words: str
) -> None:
    assert problems(SOUND) == []
    assert CLAUSES.count(old) == 1
    found = problems((SOUND[0], "\n" + CLAUSES.replace(old, new)))
    assert [(one.place.path.removeprefix("routes."), words in one.message) for one in found] == [
        (path, True)
    ], [str(one) for one in found]


def test_years_that_are_counted_by_months_are_held_against_months(problems: Problems) -> None:
    by_months = CLAUSES.replace("{from: terms", "{by: months, from: terms")
    found = {one.message for one in problems((SOUND[0], "\n" + by_months))}
    assert found == {
        "【choir-member.团员年限】的单位是“年”，比较的却是“个月”",
        "【团员年限】的单位是“年”，比较的却是“个月”",
    }
    in_months = by_months.replace("2 年, 提前: 1 年", "30 个月, 提前: 6 个月")
    assert problems((SOUND[0], "\n" + in_months)) == []

    # The other way round the message leads to it.
    found = {
        one.message for one in problems((SOUND[0], "\n" + CLAUSES.replace("2 年,", "30 个月,")))
    }
    assert any(
        one.startswith("【团员年限】的单位是“个月”，比较的却是“年”；年限要算到月的")
        for one in found
    )
