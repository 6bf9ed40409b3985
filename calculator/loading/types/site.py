"""The edition itself and what its pages show besides clauses."""

from typing import Literal

from calculator.loading.scalars import Amount, Id, Name, Prose, Ref
from calculator.loading.types.fields import Node, optional, said, several


class KeyFigure(Node, title="主要数值"):
    """What most visitors look for, on the home page."""

    title: Prose = said("名称")
    text: Prose = said("数值", "写成【条款编号.名称】，可以配几个字")
    clause: Ref = said("依据的条款", ref="clause")


class Policy(Node, title="政策的一个年度版本"):
    """The edition: name, body, status, documents."""

    id: Id = said("编号", "与文件夹同名")
    edition: Id = said("年度", "与文件夹同名")
    title: Name = said("标题")
    short: Name = said("短标题")
    summary: Prose = said("一两句话的说明", only_page=True)
    body: Name = said("发文机构")
    decides: Name | None = optional("由谁认定", "是否符合、得多少分由谁说了算；不写就是发文机构")
    apply: Name | None = optional("申请人做的事叫什么", "例如申报、报名；不写就叫申请")
    applicant: Name | None = optional(
        "申请人怎样数", "连量词一起写，例如家企业、个项目、人；不写就叫个申请人"
    )
    hours: Name | None = optional("学时账记的是什么", "也是它的单位，例如学分；不写就是学时")
    score: Name | None = optional("逐项算分的自查叫什么", "例如量化自评分；不写就叫自评分")
    experts: Name | None = optional("experts 由谁评分", "例如省级主管部门；不写就是专家")
    evidence: Name | None = optional("证明所填内容的材料叫什么", "不写就叫证明材料")
    status: Literal["draft", "open", "closed", "superseded"] = said(
        "状态", "draft 草稿，不发布；open 正在申请；closed 本轮申请已结束；superseded 已被新版取代"
    )
    status_note: Prose | None = optional("状态说明", only_page=True)
    checked: Name | None = optional("最近核对来源的日期", only_page=True)
    key_figures: tuple[KeyFigure, ...] = several(
        "首页列出的主要数值", "例如年限、学时、最高分", only_page=True
    )
    reference_day: Amount = said("基准日", "年限默认算到这一天", label="基准日")
    documents: tuple[Ref, ...] = said("文件的顺序", ref="document")
    total: Ref | None = optional("总分所在的条款", ref="points")
    without: tuple[Literal["advice", "batch"], ...] = several(
        "不要的工具", "advice 怎样提高；batch 批量核对"
    )
    blanks: tuple[Name, ...] = several(
        "打印时留空、事后手写的项目", "例如姓名、单位；网页上从不填写这些"
    )


class Route(Node, title="途径"):
    """A way to qualify: every need must be met."""

    id: Id = said("编号")
    title: Prose = said("名称")
    clause: Ref = said("依据的条款", ref="clause")
    group: Prose | None = optional("归类")
    summary: Prose | None = optional("一句话说明", only_page=True)
    needs: tuple[Ref, ...] = said("须满足的条款", ref="condition")
    years: Ref | None = optional(
        "规定年限所在的条款",
        "bar 里的 route_years 指这个条款满足的一天；没有年限的途径不写",
        ref="condition",
    )
    exception: bool = said(
        "是例外的途径", "其他途径也可能满足、并且已有条件满足的，先说其他途径", default=False
    )


class Reading(Node, title="缺漏或解读"):
    """A gap of the source, or a passage that can be read in several ways."""

    id: Name = said("编号", "例如 P15")
    kind: Literal["gap", "reading"] = said(
        "种类",
        "gap 缺漏：原文没有写，本站也不代为决定；"
        "reading 解读：原文没有写明，或者可以有不同的理解，本站取其中一种",
    )
    title: Prose = said("短标题")
    clauses: tuple[Ref, ...] = several("涉及的条款", ref="clause")
    says: Prose = said("原文怎样写")
    options: tuple[Prose, ...] = several("可能的理解")
    taken: Prose = said("本站采用")
    why: Prose | None = optional("理由")
    questions: tuple[Ref, ...] = several(
        "在哪些问题旁提示", "缺漏不写就在依据同一条款的问题旁提示", ref="question"
    )


class Procedure(Node, title="办理步骤"):
    """Steps of one actor; they are the children of a clause."""

    id: Id = said("编号")
    title: Prose = said("名称")
    actor: Prose = said("谁来办")
    clause: Ref = said("步骤所在的条款", ref="clause")
    lead: Prose | None = optional("开头的说明")


class TimelineEntry(Node, title="时间节点"):
    """A moment of the round."""

    title: Prose = said("事项")
    when: Prose = said("时间")
    clause: Ref | None = optional("依据的条款", ref="clause")
    gap: Ref | None = optional("相关的缺漏", ref="reading")


class Term(Node, title="术语"):
    """A term of the trade; its id is its anchor."""

    term: Prose = said("术语")
    id: Id = said("编号", "英文小写，网址用它，页面上不显示")
    text: Prose = said("解释")


class Source(Node, title="引用的文件"):
    """A document that is cited."""

    title: Prose = said("标题", "本站载有的文件写成【文件编号.标题】")
    number: Prose | None = optional("文号", "本站载有的文件写成【文件编号.文号】")
    clause: Ref | None = optional("在哪一条引用", ref="clause")
    held: bool = said("本站是否取得文本", default=False)
    note: Prose | None = optional("说明")


class Table(Node, title="对照表"):
    """What stands in several clauses, side by side."""

    columns: tuple[Prose, ...] = said("列名", "从左到右")
    rows: tuple[tuple[Prose, ...], ...] = said(
        "各行", "每行的格数与列名相同；第一格是这一行的名称，没有内容的格写“—”"
    )


class Section(Node, title="页面的一节"):
    """A part of a topic page."""

    title: Prose = said("标题")
    text: Prose | None = optional("说明文字")
    table: Table | None = optional("对照表", "排在说明文字之后、展示的内容之前")
    show: (
        Literal[
            "clauses", "routes", "points", "ways", "weights", "checklist", "form", "procedure",
            "timeline", "readings", "cases", "calculator",
        ]
        | None
    ) = optional("展示什么")  # fmt: skip
    of: tuple[Ref, ...] = several("展示哪些", "条款、途径、步骤等的编号", ref="any")


class Page(Node, title="专题页"):
    """A topic page."""

    id: Id = said("编号")
    title: Prose = said("标题")
    nav: Prose | None = optional("所在栏目")
    order: int | None = optional("在栏目里的次序", "从小到大")
    lead: Prose | None = optional("开头的说明")
    sections: tuple[Section, ...] = several("各节")
