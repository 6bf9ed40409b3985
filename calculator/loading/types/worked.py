"""Worked cases: answers, and what must come out."""

from collections.abc import Mapping
from typing import Any

from calculator.core.words import BARS
from calculator.loading.scalars import Amount, Id, Name, Prose, Ref
from calculator.loading.types.fields import Node, mapping, optional, said, several

type Answer = str | bool | list[Any] | dict[str, Any] | None
"""An answer as written: plain text, true/false, nothing, lists and mappings of those."""


class ExpectedItems(Node, title="材料清单的预期"):
    """Items of the checklist by verdict."""

    needed: tuple[Ref, ...] = several("需要", ref="item")
    not_needed: tuple[Ref, ...] = several("不需要", ref="item")
    open: tuple[Ref, ...] = several("不能确定", ref="item")


class Expect(Node, title="预期结果"):
    """Expected results; only what is named is compared."""

    points: Mapping[str, Amount] = mapping("得分", "条款编号: 分值，或 低..高", ref="points")
    ceiling: Mapping[str, Amount] = mapping("填全后的最高可能", ref="points")
    own: Mapping[str, Amount] = mapping("按自估的评分算出的得分", ref="points")
    unplaced: tuple[Amount, ...] | None = optional(
        "没有对应行的记录", "例如 songs[0]；写 [] 表示没有"
    )
    met: Mapping[str, Amount | bool] = mapping("条件或途径", "true、false 或 open", ref="verdict")
    days: Mapping[str, Amount] = mapping("满足或解除的日期", ref="verdict")
    bars: Mapping[str, Amount | bool] = mapping(
        BARS, "true、false 或 open；只对部分途径适用的写 some", ref="bar"
    )
    barred: Mapping[str, Amount | bool] = mapping(
        f"途径受到的{BARS}",
        "途径编号: 到哪一天为止；没有期限的写 true，不适用的写 false，不能确定的写 open",
        ref="route",
    )
    hours: Mapping[str, Amount] = mapping("学时", "例如 2031.theory: 36")
    items: ExpectedItems | None = optional("材料清单")
    terms: Mapping[str, Amount] = mapping("期限期满的日期", "日期；数不出来写 none", ref="term")
    forms: Mapping[str, Mapping[str, Name]] = mapping(
        "表格里填好的内容", "条款编号: {栏目: 文字}；几行用“；”隔开，没有内容写“留空”", ref="form"
    )


class Case(Node, title="算例"):
    """A worked case."""

    id: Id = said("编号")
    title: Prose = said("标题")
    clauses: tuple[Ref, ...] = several("依据的条款", ref="clause")
    why: Prose | None = optional("怎样从原文得出预期结果")
    example: bool = said("在网站上展示", default=False)
    answers: Mapping[str, Answer] = mapping("回答")
    none: tuple[Ref, ...] = several("声明没有的计分项", ref="points")
    closed: tuple[Ref, ...] = several("声明已填全的列表", ref="list")
    estimates: Mapping[str, Amount] = mapping("可以自估的计分项的自估")
    expect: Expect = said("预期结果")
