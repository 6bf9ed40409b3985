"""Points of a clause: a group of rows, or a row with one mechanism."""

from collections.abc import Mapping
from typing import Literal

from calculator.core.answers.kinds import NUMERIC
from calculator.core.points.registry import BESIDE, KEYS
from calculator.loading.scalars import Amount, Name, Ref, Value
from calculator.loading.types.expressions import NUMBERS, Condition, RatioOf, Selection, Seniority
from calculator.loading.types.fields import Node, optional, said, several


class ByRank(Node, title="按名次递减"):
    """Points that fall with the rank: start − step × (rank − first), never below 0."""

    field: Ref = said("名次字段", ref="field", takes=("count",))
    first: int = said("从第几名起算")
    start: Amount = said("该名次的分值", label="起始分值", unit="分", least=0)
    step: Amount = said("每往后一名减几分", label="递减分值", unit="分", least=0)


class ByPlace(Node, title="按名次乘系数"):
    """Points × the coefficient of the place; later places use the tail."""

    field: Ref = said("名次字段", ref="field", takes=("count",))
    points: Amount = said("满分", label="每项分值", unit="分", least=0)
    coefficients: tuple[Amount, ...] = said(
        "各名次的系数", "依次为第一名、第二名……", label="第{n}名系数", least=0
    )
    tail: Amount = said("其余名次的系数", label="其余系数", least=0)


class Every(Node, title="每满几项计分"):
    """Points for each full number of items."""

    number: Amount = said(
        "满几项",
        "单位不是“项”的连单位写，例如 50 小时",
        label="每满项数",
        unit="项",
        free_unit=True,
        least=1,
        whole=True,
    )
    points: Amount = said("得几分", label="每满分值", unit="分", least=0)


class Linear(Node, title="按数值折算", at_most_one_of=(("above", "below"),)):
    """Points in proportion to a number: per × (value − above), or per × (below − value)."""

    question: Ref = said("数值来自哪个问题", ref="question", takes=NUMBERS)
    per: Amount = said("每一单位几分", label="折算分值", unit="分", least=0)
    above: Amount | None = optional("超过多少才起算", label="起算值")
    below: Amount | None = optional("低于多少才起算", "数越小分越多", label="起算值")


class Band(Node, title="一档"):
    """One step of a ladder of bands."""

    from_: Amount = said("达到多少", label="第{n}档下限")
    points: Amount = said("得几分", label="第{n}档分值", unit="分", least=0)


class Measured(Node):
    """A number that steps are held against, where it is not one question's."""

    MEASURES = ("question", "ratio", "years", "mean", "lowest", "highest")

    ratio: RatioOf | None = optional("按一个数占另一个数的百分之几分档")
    years: Seniority | None = optional("按年限分档")
    mean: tuple[Ref, ...] = several("按几个问题的平均值分档", ref="question", takes=NUMBERS)
    lowest: tuple[Ref, ...] = several("按几个问题里最低的分档", ref="question", takes=NUMBERS)
    highest: tuple[Ref, ...] = several("按几个问题里最高的分档", ref="question", takes=NUMBERS)


class Bands(Measured, title="分档计分", one_of=(Measured.MEASURES,)):
    """The points of the highest band that is reached."""

    question: Ref | None = optional("数值来自哪个问题", ref="question", takes=NUMERIC)
    steps: tuple[Band, ...] = said("各档", "从低到高")


class ByOption(Node, title="按选项计分", one_of=(("question", "field"),)):
    """The points that stand beside each option."""

    question: Ref | None = optional("看哪个问题", ref="question", takes=("choice", "ordered"))
    field: Ref | None = optional(
        "看记录的哪个字段", "与 items 同用", ref="field", takes=("choice", "ordered")
    )
    points: Mapping[str, Amount] = said(
        "每个选项几分",
        "选项: 分值；每个选项都要写，不得分的写 0",
        label="{key}分值",
        unit="分",
        least=0,
    )


class Axis(Measured, title="表的一边", one_of=(("is", "from"), Measured.MEASURES)):
    """One side of a matrix."""

    question: Ref | None = optional(
        "看哪个问题", ref="question", takes=("yesno", "choice", "ordered", *NUMERIC)
    )
    is_: tuple[Value | bool, ...] = several("选项", "每个都要写；是否题写 true、false")
    from_: tuple[Amount, ...] = several("各档从多少起")


class Down(Axis):
    """From the first row to the last."""

    from_: tuple[Amount, ...] = several(
        "各行从多少起", "从低到高，不到第一行的不得分", label="第{n}行起点"
    )


class Across(Axis):
    """From the first column to the last."""

    from_: tuple[Amount, ...] = several(
        "各列从多少起", "从低到高，不到第一列的不得分", label="第{n}列起点"
    )


class Matrix(Node, title="按两个回答查表"):
    """The points where two answers meet."""

    down: Down = said("从上到下")
    across: Across = said("从左到右")
    points: tuple[tuple[Amount, ...], ...] = said(
        "各格分值", "一行一个列表，从左到右", label="第{n}行第{m}列分值", unit="分", least=0
    )


class Rounding(Node, title="怎样取舍"):
    """To how many places points are rounded, and which way; before the cap."""

    places: Amount = said(
        "保留几位小数", "取整数的写 0", label="小数位数", unit="位", least=0, whole=True
    )
    how: Literal["half_up", "down", "up"] = said(
        "怎样取舍", "half_up 四舍五入；down 舍去；up 有尾数就进一"
    )


class Points(Node, title="计分"):
    """How a clause gives points."""

    MECHANISMS = ("add", *KEYS)
    ONE_OF = (MECHANISMS,)
    AT_MOST_ONE_OF = (BESIDE,)

    cap: Amount | None = optional("最高分", label="最高分", unit="分", least=0)
    add: Literal["sum", "best"] | None = optional(
        "下级怎样合计", "sum 累计计分；best 不累计，取最高的一项"
    )
    least: Amount | None = optional(
        "最低分", "扣分后可以低于零的一组写负数；不写就是 0", label="最低分", unit="分"
    )
    round: Rounding | None = optional(
        "得分怎样取舍", "先取舍，再看最高分；不写的不取舍，显示准确的数"
    )
    levels: tuple[Name, ...] = several(
        "各级的名称", "照原文写，从上到下，最后是行；只写在整张表的最上面"
    )
    no_advice: bool = said(
        "“怎样提高”里不提", "例如年龄、残疾；写在一组上的，下面各行都不提", default=False
    )
    each: Amount | None = optional("每项几分", label="每项分值", unit="分", least=0)
    every: Every | None = optional("每满几项得几分")
    by_rank: ByRank | None = optional("按名次递减")
    by_place: ByPlace | None = optional("按名次乘系数")
    once: Amount | None = optional("满足即得几分", label="分值", unit="分", least=0)
    per_year: Amount | None = optional("每满一年几分", label="每年分值", unit="分", least=0)
    per_month: Amount | None = optional(
        "每满一个月几分", "years 里写 by: months", label="每月分值", unit="分", least=0
    )
    experts: Amount | None = optional("由专家评到几分", label="专家评分上限", unit="分", least=0)
    experts_each: Amount | None = optional(
        "每项由专家评到几分", label="每项专家评分上限", unit="分"
    )
    linear: Linear | None = optional("按数值折算")
    bands: Bands | None = optional("分档计分")
    by_option: ByOption | None = optional("按选项计分")
    matrix: Matrix | None = optional("按两个回答查表")
    deduct: Amount | None = optional("每次扣几分", label="每次扣分", unit="分", least=0)
    best: Amount | None = optional(
        "只计得分最高的几项",
        "与 add: best，或者带 items 的 each、by_option、by_rank、by_place、experts_each 同用",
        label="计入项数", unit="项", least=1, whole=True,
    )  # fmt: skip
    items: Selection | None = optional("计入哪些记录")
    count: Ref | None = optional("项数来自哪个问题", ref="question", takes=("count",))
    when: Condition | None = optional("满足什么条件才得分")
    years: Seniority | None = optional("年限")
