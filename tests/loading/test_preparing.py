"""Checks of what there is to prepare: calendars, terms, pictures, groups and filled forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import Problem, load_edition
from calculator.loading.calendars import days_of

type Problems = Callable[..., list[Problem]]

SOUND = """
questions:
  - {id: portrait, type: photo, label: 照片}
  - {id: hung, type: date, label: 挂出}
  - id: rehearsals
    type: list
    label: 排练
    item: 一次排练
    fields: [{id: held, type: date, label: 日期}]
item_groups:
  - {id: papers, title: 纸面材料}
calendar:
  - year: "2031"
    source: 某通知
    holidays: [2031-05-01..2031-05-03]
    workdays: [2031-04-27]
document:
  id: kit
  title: 须知
  clauses:
    - id: kit-photo
      title: 照片
      text: 宽至少【宽度】。
      figures: {宽度: 600 像素}
      condition: {question: portrait, fact: width, at_least: 【宽度】}
      item: {title: 照片, group: papers}
    - id: kit-board
      title: 张榜
      text: 张榜【张榜期】。
      figures: {张榜期: 3 个工作日}
      term: {from: {question: hung}, workdays: 【张榜期】}
      condition: {question: hung, not_before: {end_of: kit-board}}
    - id: kit-form
      title: 表
      form:
        title: 表
        fields:
          - {label: 姓名}
          - {label: 排练, fill: {from: rehearsals, newest: held, write: [held, {blank: 地点}]}}
"""


def spoiled(problems: Problems, old: str, new: str) -> list[str]:
    assert SOUND.count(old) == 1, f"{old!r} stands {SOUND.count(old)} times"
    found = problems(("documents: [choir]", "documents: [choir, kit]"), kit=SOUND.replace(old, new))
    return [f"{problem.place.path}: {problem.message}" for problem in found]


def test_the_sound_kit_has_no_problem(problems: Problems) -> None:
    assert spoiled(problems, "title: 须知", "title: 须知") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2031-05-01..2031-05-03", "2031-05-03..2031-05-01", "要从早到晚"),
        ("2031-05-01..2031-05-03", "2031-02-30", "不是日期"),
        ("2031-05-01..2031-05-03", "2031-05-01..2031-12-01", "不超过一个月"),
        ("2031-05-01..2031-05-03", "2030-05-01", "不在 2031 年"),
        ("[2031-05-01..2031-05-03]", "[2031-05-01, 2031-05-01]", "写了两次"),
        ("workdays: [2031-04-27]", "workdays: [2031-04-28]", "不是周六或周日"),
        ("group: papers", "group: paper", "没有编号为“paper”的材料的种类，是不是想写“papers”？"),
        ("fact: width", "fact: format", "不能用 at_least"),
        ("fact: width, at_least: 【宽度】", "fact: format, is: jpg", "没有“jpg”这种格式"),
        ("fact: width", "fact: kilobytes", "单位是“像素”"),
        ("fact: width", "fact: size", "fact"),
        ("question: portrait, fact: width", "question: hung, fact: width", "照片题"),
        ("end_of: kit-board", "end_of: kit-photo", "不是带 term 的条款"),
        ("张榜期: 3 个工作日", "张榜期: 3 年", "单位应当是“个工作日”"),
        ("newest: held", "newest: hold", "没有字段“hold”"),
        ("write: [held,", "write: [hold,", "没有字段“hold”"),
    ],
)
def test_each_slip_is_named(problems: Problems, old: str, new: str, words: str) -> None:
    found = spoiled(problems, old, new)
    assert any(words in one for one in found), found


def test_runs_of_days_are_written_out() -> None:
    # Over the end of February in a year that is no leap year.
    assert days_of(["2031-02-27..2031-03-01"]) == ["2031-02-27", "2031-02-28", "2031-03-01"]


@pytest.mark.parametrize(("status", "told"), [("open", 1), ("draft", 1), ("superseded", 0)])
def test_terms_without_the_holidays_of_the_year_are_told(
    changed: Callable[..., Path], status: str, told: int
) -> None:
    kit = (
        SOUND.replace('"2031"', '"2030"')
        .replace("2031-", "2030-")
        .replace("    workdays: [2030-04-27]\n", "")
    )
    folder = changed(
        ("documents: [choir]", "documents: [choir, kit]"),
        ("status: open", f"status: {status}"),
        kit=kit,
    )
    notes = [one.message for one in load_edition(folder).notes]
    assert [note.startswith("calendar 里没有 2031 年的放假安排") for note in notes] == [True] * told
