"""Questions: what a person answers, once for all calculators."""

from collections.abc import Mapping
from typing import Literal

from calculator.loading.scalars import Amount, Id, Name, Prose, Ref
from calculator.loading.types.expressions import Condition
from calculator.loading.types.fields import Node, mapping, optional, said, several
from calculator.loading.types.worked import Answer


class Option(Node, title="选项"):
    """One possible answer."""

    id: Id = said("编号")
    label: Prose = said("显示的文字")
    help: Prose | None = optional("说明")
    words: tuple[Prose, ...] = several("日常说法", "填在表格里也认")
    formerly: tuple[Name, ...] = several("以前的说法", "填好的旧表里也认")
    open: bool = said("尚不确定", "选它等于“还不知道”，结果保留为范围", default=False)
    settles: Prose | None = optional("怎样才能确定")
    uncovered: bool = said(
        "本站不作判断", "选它的人不归这份政策管，与 open 同用，有关的途径不作判断", default=False
    )
    routes: tuple[Ref, ...] = several(
        "走哪些途径的选它",
        "没有回答、又已有途径满足的，材料清单按这些途径的选项判断",
        ref="route",
    )


CHOSEN = ("choice", "ordered")
NUMBERS = ("count", "number")


class Asked(Node):
    """What a question and a field of a record have in common."""

    id: Id = said("编号")
    type: str
    label: Prose = said("显示的文字")
    help: Prose | None = optional("说明")
    words: tuple[Prose, ...] = several("日常说法", only_page=True)
    formerly: tuple[Name, ...] = several("以前的说法", "填好的旧表里，表头写的是它也认")
    options: tuple[Option, ...] = several("选项", of=CHOSEN)
    when: Condition | None = optional(
        "什么情况下才问",
        "列表的字段用 field 看同一条记录的其他字段；一个问题用 question、count、exists 看别的回答",
    )
    unit: Name | None = optional("单位", of=NUMBERS)
    at_least: Amount | None = optional("允许填写的最小值", of=NUMBERS)
    at_most: Amount | None = optional("允许填写的最大值", "列表则是最多几条", of=(*NUMBERS, "list"))


KINDS = (
    "yesno 是否；choice 选项；ordered 有高低的选项（从低到高）；count 个数；number 数；"
    "date 日期；birth 出生日期，比较的是年龄；period 起止时间；text 备注"
)


class Begin(Node, title="一开始就填好的内容"):
    """What stands in a field of a record that is begun, for the person to leave or to change."""

    years_before: Literal["reference"] | None = optional(
        "截止日以前的年度", "第一条是截止日所在年度的上一年，往下逐年往前"
    )
    from_: Ref | None = optional("照哪个列表", "那个列表只有一条记录时才照填", ref="list")
    field: Ref | None = optional("照那个列表的哪个字段", ref="field")
    options: Mapping[str, Name] = mapping("那边的选项对应这边的哪个选项", "不写的，编号相同的照填")


class Field(Asked, title="字段"):
    """A question about one record of a list."""

    begins: Begin | None = optional("一开始就填好", "只在一步一步提问时", of=("count", *CHOSEN))
    obtainable: bool = said(
        "以后还能取得",
        "证书、文件、报告这类可以补上的；一条记录只差它才能计入时，怎样提高就先说它。"
        "日期、级别、名次这类已成事实的不写",
        default=False,
        of=("yesno", *CHOSEN),
    )

    type: Literal[
        "yesno", "choice", "ordered", "count", "number", "date", "birth", "period", "text"
    ] = said("种类", KINDS)


class Question(Asked, title="问题"):
    """A question; of type `list` it holds records with fields."""

    type: Literal[
        "yesno", "choice", "ordered", "count", "number", "date", "birth", "period", "text", "list",
        "photo",
    ] = said("种类", KINDS + "；list 记录的列表；photo 照片")  # fmt: skip
    clause: Ref | None = optional("依据的条款", ref="clause")
    item: Prose | None = optional("一条记录叫什么", of=("list",))
    within: Ref | None = optional(
        "是哪个问题的一部分",
        "填得比那个大的不采用，请人核对",
        ref="question",
        of=NUMBERS,
    )
    counts: Literal["characters"] | None = optional(
        "可以数文字",
        "个数题旁边给一个框，characters 数其中的字符，标点、空格和换行都算一个",
        of=("count",),
    )
    whole: bool = said(
        "填写即视为填全", "学历、职称、工作经历这类列表", default=False, of=("list",)
    )
    fields: tuple[Field, ...] = several("字段", of=("list",))
    pick: Ref | None = optional(
        "先点哪个字段的选项", "点一个选项就添加一条，再问这一条还缺的", ref="field", of=("list",)
    )
    rows: bool = said(
        "一开始就列出最多的几条", "与列表的 at_most 同用", default=False, of=("list",)
    )


class Theme(Node, title="提问的一步"):
    """A step of the visit: questions that a person answers together."""

    id: Id = said("编号")
    title: Prose = said("标题")
    help: Prose | None = optional("说明")
    questions: tuple[Ref, ...] = said("问题", "按提问的次序", ref="question")
    none: Mapping[str, Answer] = mapping(
        "点“都没有”时怎样回答", "列表就是没有，不用写；写了的问题也这样回答", ref="question"
    )


class ShortColumn(Node, title="批量核对短表的一列"):
    """A column of the short table for many people: a person a row, one record of each list."""

    question: Ref | None = optional("问题", "列表另写 field", ref="question")
    field: Ref | None = optional(
        "列表的字段", "登记学时的列表不写，有合计的按类别各一列", ref="field"
    )
    title: Prose | None = optional("表头", "不写的，用问题和字段的文字")
    words: tuple[Prose, ...] = several("别的表头", "填在表格里也认")
    spare: bool = said("不印在表里", "要填时自己加上，也认", default=False)
    says: Mapping[str, Answer] = mapping(
        "填“是”时怎样回答", "与 title 同用，不写 question：填“是”等于这样回答这几个问题"
    )
