"""Documents and their clauses."""

from __future__ import annotations

from collections.abc import Mapping

from calculator.core.words import BARS
from calculator.loading.scalars import Amount, Id, Name, Prose, Ref
from calculator.loading.types.duties import Bar, Form, Hours, Item, Ledger, Weights, Workdays
from calculator.loading.types.expressions import ClauseCondition, NamedYears
from calculator.loading.types.fields import Node, mapping, optional, said, several
from calculator.loading.types.points import Points


class FigureSpec(Node, title="数值", short="value", one_of=(("value", "lost"),)):
    """A figure as written at its clause."""

    value: Amount = said(
        "数值和单位", "例如 3 年、50 %、0.65、2031-06-30、2031-06", default=Amount()
    )
    lost: Prose | None = optional(
        "原文缺失的说明",
        "原文没有或看不清时写在这里，代替 value；用到它的结果保持不确定",
        only_page=True,
    )
    shown_only: Prose | None = optional("只展示、不参与计算的理由", only_page=True)
    note: Prose | None = optional("备注", only_page=True)


class Clause(Node, title="条款"):
    """A clause: our own words, its figures, at most one rule of each kind, and its children."""

    id: Id = said("编号", "英文小写字母、数字和连字符；发布后不要再改，网址靠它")
    number: Name | None = optional("原文序号", "照原文写，例如 第三条（二）1")
    title: Prose | None = optional("短标题")
    text: Prose = said(
        "正文",
        "用自己的话写，空行分段，数值写成【名称】",
        default=Prose(),
        only_page=True,
    )
    figures: Mapping[str, FigureSpec] = mapping("数值", "名称: 数值和单位", only_page=True)
    words: tuple[Prose, ...] = several("日常说法", "读者可能用来搜索的词", only_page=True)
    notes: tuple[Prose, ...] = several("编者说明", only_page=True)
    evidence: tuple[Prose, ...] = several("原文要求的佐证材料")
    suggested: tuple[Prose, ...] = several("本站建议的佐证材料", "原文没有要求、但有用的")
    condition: ClauseCondition | None = optional("条件")
    years: NamedYears | None = optional("年限的算法", "供几个条件引用：years: 这一条的编号")
    points: Points | None = optional("计分")
    bar: Bar | None = optional(BARS)
    hours: Hours | None = optional("学时途径")
    item: Item | None = optional("要准备的材料")
    form: Form | None = optional("表格")
    term: Workdays | None = optional("按工作日计的期限")
    weights: Weights | None = optional("分配比例")
    ledger: Ledger | None = optional("学时账")
    children: tuple[Clause, ...] = several("下级条款")


class Document(Node, title="文件"):
    """One document of the edition."""

    id: Id = said("编号")
    title: Name = said("标题", "照原文写")
    short: Name | None = optional("简称")
    number: Name | None = optional("文号")
    issuer: Name | None = optional("发文机关")
    issued: Name | None = optional("发文日期", "例如 2031-06-30")
    part_of: Ref | None = optional(
        "附在哪份文件后面", "发文机关、发文日期和文号随那份文件，不用再写", ref="document"
    )
    summary: Prose | None = optional("一两句话的说明")
    official: Prose | None = optional(
        "正式文本在哪里取得", "写成一句话；不知道就不写", only_page=True
    )
    gap: Ref | None = optional(
        "文件不完整的，写相关的缺漏", "在文件的开头提示", ref="reading", only_page=True
    )
    clauses: tuple[Clause, ...] = said("条款")
