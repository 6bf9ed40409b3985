"""What a clause lays down besides conditions and points: bars, hours, items, forms."""

from collections.abc import Mapping
from typing import Literal

from calculator.loading.scalars import Amount, Id, Name, Prose, Ref
from calculator.loading.types.expressions import Condition, DateExpr, Seniority, Where
from calculator.loading.types.fields import Node, optional, said, several


class Bar(Node, title="一票否决、不得申请或延迟申请", one_of=(("when", "from"),)):
    """A veto, ban or delay; it stands beside the points and never changes them."""

    kind: Literal["veto", "ban", "delay"] = said(
        "种类", "veto 一票否决；ban 不得申请；delay 延迟申请"
    )
    title: Prose = said("短名称")
    when: Condition | None = optional("什么情况下适用")
    from_: Ref | None = optional("取自哪个列表", ref="list")
    where: Where | None = optional("哪些记录与本条有关")
    require: tuple[Ref, ...] = several("计入须满足的条款", ref="condition")
    until: DateExpr | None = optional("到哪一天为止")
    on: DateExpr | None = optional("与哪一天比较", "不写就是基准日")


class RateBy(Node, title="按字段定学时"):
    """Hours for one unit, by a field of the entry."""

    field: Ref = said("看哪个字段", ref="field")
    values: Mapping[str, Amount] = said("各选项的学时", label="{key}学时", unit="学时")


class Hours(Node, title="学时的一种途径", at_most_one_of=(("rate", "rate_by"),)):
    """A way to earn hours."""

    way: Ref = said("途径选项", ref="option")
    rate: Amount | None = optional(
        "每一单位几学时", "不写就是数量本身即学时", label="每项学时", unit="学时"
    )
    rate_by: RateBy | None = optional("按字段定学时")
    quantity: Ref | None = optional("数量字段", "不写就是每条记录一个单位", ref="field")
    whole: bool = said("只计整数单位", default=False)
    weighted: bool = said("按人数和排名分配", default=False)


class YearSpan(Node, title="起止年度"):
    """First and last year of a ledger."""

    from_: Amount = said("第一年", label="起始年度", unit="年", whole=True)
    to: Amount = said("最后一年", label="截止年度", unit="年", whole=True)


class Requirement(Node, title="学时要求"):
    """Hours that must be reached."""

    id: Id = said("编号")
    title: Prose | None = optional("短名称")
    scope: Literal["each_year", "all_years"] = said(
        "每年还是合计", "each_year 每一年；all_years 各年合计"
    )
    kinds: tuple[Ref, ...] | Literal["all"] = said("哪些类别", ref="kind")
    at_least: Amount = said("不少于几学时", label="学时要求", unit="学时")
    clause: Ref = said("依据的条款", ref="clause")


class Stated(Node, title="证明上的合计"):
    """Totals by year and kind, as a certificate states them."""

    clause: Ref = said("依据的条款", ref="clause")
    quantity: Ref = said("学时数的字段", ref="field")
    options: Mapping[str, Ref] = said(
        "每一类的合计用途径的哪个选项", "类别编号: 选项", ref="option"
    )


class Ledger(Node, title="学时账"):
    """Dated entries of hours, capped and held against requirements."""

    entries: Ref = said("学时记录的列表", ref="list")
    year: Ref = said("年度字段", ref="field")
    way: Ref = said("途径字段", ref="field")
    kind: Ref = said("类别字段", ref="field")
    kinds: Mapping[str, tuple[Ref, ...]] = said("类别", "类别编号: [选项……]", ref="option")
    stated: Stated | None = optional(
        "证明上写明合计的",
        "不受上限限制，已包含同年同类的其他记录，两者取较大的；kind 和 way 要是同一个字段",
    )
    capped_kinds: tuple[Ref, ...] = several("受上限约束的类别", ref="kind")
    cap: Amount | None = optional("每种途径每年的上限", label="学时上限", unit="学时")
    weights: Ref | None = optional("分配比例表所在的条款", ref="clause")
    years: YearSpan = said("起止年度")
    requirements: tuple[Requirement, ...] = several("学时要求")
    mends: Prose | None = optional("不足时怎样补", "接在缺多少学时后面，不写句号")


class Weights(Node, title="按人数和排名的分配比例"):
    """Shares by headcount and rank; more people than rows use the last row."""

    people: Ref = said("人数字段", ref="field")
    rank: Ref = said("排名字段", ref="field")
    rows: tuple[tuple[Amount, ...], ...] = said(
        "比例", "第一行是一人，第二行是两人……", label="{n}人第{m}位比例"
    )


class Item(Node, title="要准备的材料"):
    """Something to bring."""

    title: Prose = said("材料名称")
    group: Ref = said("归在哪一类", "item_groups 里的编号", ref="group")
    when: Condition | None = optional("什么情况需要")
    routes: tuple[Ref, ...] = several(
        "只有走哪些途径才可能需要",
        "已有满足的途径而不在其中的，when 还不能确定时先放在一边",
        ref="route",
    )


class ItemGroup(Node, title="一类材料"):
    """A kind of things to bring; the kinds stand in this order."""

    id: Id = said("编号")
    title: Prose = said("标题")


class Workdays(Node, title="按工作日计的期限"):
    """A term of working days."""

    title: Prose | None = optional("短名称")
    from_: DateExpr = said("从哪一天起数")
    workdays: Amount = said("几个工作日", label="工作日", unit="个工作日", least=1, whole=True)
    first_day: Literal["counts", "does_not_count"] = said(
        "起始的那一天算不算",
        "counts 算（它是工作日的话）；does_not_count 从下一天起算",
        default="counts",
    )


class CalendarYear(Node, title="一年的放假安排"):
    """Public holidays and worked weekends of one year."""

    year: Name = said("年份")
    source: Name = said("依据", "发文机关、文号")
    holidays: tuple[Name, ...] = said("放假的日期", "例如 2031-05-01，或 2031-05-01..2031-05-05")
    workdays: tuple[Name, ...] = several("调休上班的日期")


class Piece(Node, title="一行里的一段", short="field", one_of=(("field", "text", "blank"),)):
    """A part of a line of a form."""

    field: Ref | None = optional("记录的字段", ref="field")
    text: Prose | None = optional("固定的文字")
    blank: Name | None = optional("留空，打印后填什么")


class Fill(Node, title="从哪里填", one_of=(("question", "from", "years", "day", "met", "text"),)):
    """Where the words of a blank come from."""

    question: Ref | None = optional("问题的回答", ref="question")
    from_: Ref | None = optional("列表的记录，每条一行", ref="list")
    where: Where | None = optional("哪些记录", "与 from 同用")
    newest: Ref | None = optional("只取最近的一条，看哪个日期", "与 from 同用", ref="field")
    write: tuple[Piece, ...] = several(
        "一行写什么", "与 from 同用；字段编号、{text: 文字}、{blank: 留空填什么}"
    )
    years: Seniority | None = optional("满几年")
    day: DateExpr | None = optional("某一天")
    met: tuple[Ref, ...] = several(
        "满足的条款，每条一行", "作为依据的记录写在它下面", ref="verdict"
    )
    text: Prose | None = optional("固定的文字")


class FormField(Node, title="表格栏目"):
    """A blank of a form."""

    label: Name = said("栏目名称")
    size: Literal["short", "half", "long", "block"] = said(
        "大小",
        "short 一行三栏；half 一行两栏；long 整行；block 大格",
        default="short",
        only_page=True,
    )
    hint: Prose | None = optional("填写提示", "只在屏幕上显示，不打印", only_page=True)
    foot: Name | None = optional("印在格子下方的文字", "例如盖章和日期的位置", only_page=True)
    fill: Fill | None = optional("从哪里填", "不写就留空，打印后手写")


class Form(Node, title="表格"):
    """A form; what the answers tell is filled in, the rest is written by hand."""

    title: Name = said("表格名称")
    fields: tuple[FormField, ...] = said("栏目")
