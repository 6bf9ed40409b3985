"""Conditions, selections of records, seniority and dates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from calculator.loading.scalars import Amount, Prose, Ref, Value
from calculator.loading.types.fields import Node, optional, said, several

NUMBERS = ("count", "number")
DAYS = ("date", "birth")


class Operators(Node, title="比较"):
    """What a value is held against; several operators must all hold."""

    OPERATORS = (
        "is", "is_not", "in", "at_least", "more_than", "at_most", "less_than",
        "before", "after", "not_before", "not_after",
    )  # fmt: skip
    SOME_OF = (OPERATORS,)

    is_: Value | bool | None = optional("等于", "选项、数或 true/false")
    is_not: Value | bool | None = optional("不等于")
    in_: tuple[Value, ...] = several("是其中之一")
    at_least: Value | Shifted | None = optional("不少于（含本数）", "有高低的选项也可以用，含本级")
    more_than: Value | Shifted | None = optional("多于（不含本数）")
    at_most: Value | Shifted | None = optional("不多于（含本数）")
    less_than: Value | Shifted | None = optional("少于（不含本数）")
    before: DateExpr | None = optional("早于该日（不含当日）")
    after: DateExpr | None = optional("晚于该日（不含当日）")
    not_before: DateExpr | None = optional("不早于该日（含当日）")
    not_after: DateExpr | None = optional("不晚于该日（含当日）")


class Shifted(
    Node,
    title="数值加减",
    one_of=(("of", "question"),),
    at_most_one_of=(("plus", "minus", "question"),),
):
    """A figure plus or minus another one, or the number that a person gave."""

    of: Amount | None = optional("从哪个数值算起")
    question: Ref | None = optional("与另一个问题的回答比较", ref="question")
    plus: Amount | None = optional("加上")
    minus: Amount | None = optional("减去")


type Test = Operators | tuple[Value, ...] | Value | bool
type Where = tuple[Condition, ...] | Mapping[str, Test]


class Selection(Node, title="记录"):
    """Records of a list that a rule is about."""

    from_: Ref = said("取自哪个列表", ref="list")
    where: Where | None = optional("哪些记录与本条有关", "字段: 值，或字段: [几个值]，或条件的列表")
    require: tuple[Ref, ...] = several(
        "计入须满足的条款", "不满足的记录不计入，并说明原因", ref="condition"
    )


class SumOf(Selection, title="合计"):
    """The sum of a field over the selected records."""

    of: Ref = said("相加的字段", ref="field", takes=NUMBERS)


class DayOf(Selection, title="记录中的日期"):
    """The earliest or latest day of a field over the selected records."""

    field: Ref = said("日期字段", ref="field", takes=DAYS)


class DateRule(Node, title="日期的算法", at_most_one_of=(("plus_years", "minus_years"),)):
    """A day worked out from others."""

    ONE_OF = ((
        "of", "later_of", "earliest", "latest", "next_year_of", "year_end_of", "day_met", "field",
        "question", "end_of",
    ),)  # fmt: skip

    of: DateExpr | None = optional("从哪一天算起")
    plus_years: Amount | None = optional("往后几年", label="往后年数", unit="年", whole=True)
    minus_years: Amount | None = optional("往前几年", label="往前年数", unit="年", whole=True)
    later_of: tuple[DateExpr, ...] = several("其中较晚的一天")
    earliest: DayOf | None = optional("记录中最早的一天")
    latest: DayOf | None = optional("记录中最晚的一天")
    next_year_of: DateExpr | None = optional("该日次年的 1 月 1 日")
    year_end_of: Ref | None = optional(
        "本条记录的年度字段，当年的 12 月 31 日", ref="field", takes=("count",)
    )
    day_met: Ref | None = optional("某条款的年限最早满足的一天", ref="condition")
    end_of: Ref | None = optional("某条款的期限（term）期满的一天", ref="term")
    field: Ref | None = optional("本条记录的日期字段", ref="field", takes=DAYS)
    question: Ref | None = optional("问题所答的日期", ref="question", takes=DAYS)
    otherwise: DateExpr | None = optional(
        "没有回答时用哪一天", "与 question 或 field 同用；不写就不能确定"
    )


type DateExpr = DateRule | Amount


class Seniority(Node, title="年限", at_most_one_of=(("period", "start"),)):
    """Full years over the periods of a list."""

    from_: Ref = said("取自哪个列表", ref="list")
    period: Ref | None = optional("起止时间字段", "不写就是 period", ref="field", takes=("period",))
    start: Ref | None = optional(
        "开始日期字段", "从这一天算到截止日，代替 period", ref="field", takes=DAYS
    )
    where: Where | None = optional("哪些记录算在内")
    since: DateExpr | None = optional("只算此日之后")
    until: DateExpr | None = optional("算到哪一天", "不写就是基准日")
    by: Literal["months"] | None = optional("按什么算", "months 按月，单位是“个月”；不写就按周年")


class HoursOf(Node, title="学时"):
    """Hours that the ledger recognises."""

    kinds: tuple[Ref, ...] | Literal["all"] = said("哪些类别", ref="kind")
    year: Amount | None = optional(
        "哪一年", "不写就是各年合计", label="年度", unit="年", whole=True
    )


class RatioOf(Node, title="百分比"):
    """One answered number over another, as a percentage."""

    part: Ref = said("哪个数", ref="question", takes=NUMBERS)
    over: Ref = said("占哪个数的", ref="question", takes=NUMBERS)


class All(Node, title="全部满足", mark=("all",)):
    """Every one must be met."""

    all: tuple[Condition, ...] = said("全部满足")


class AnyOf(Node, title="任一满足", mark=("any",)):
    """At least one must be met."""

    any: tuple[Condition, ...] = said("任一满足")


class AtLeast(Node, title="至少满足几项", mark=("of", "at_least")):
    """At least so many must be met."""

    at_least: Amount = said("至少几项", label="至少项数", unit="项", least=1, whole=True)
    of: tuple[Condition, ...] = said("其中的条件")


class ExactlyOne(Node, title="恰好一项", mark=("exactly_one",)):
    """Exactly one must be met."""

    exactly_one: tuple[Condition, ...] = said("恰好满足一项")


class Not(Node, title="不满足", mark=("not",)):
    """Must not be met."""

    not_: Condition = said("不满足该条件")


class Met(Node, title="另一条款的结论", mark=("met",)):
    """The verdict of another clause or route."""

    met: Ref = said("条款或途径的编号", ref="verdict")


class Exists(Node, title="存在记录", mark=("exists",)):
    """Some record is selected and counts."""

    exists: Selection = said("存在这样的记录")


type Fact = Literal[
    "format", "whole", "bytes", "kilobytes", "megabytes", "width", "height", "ratio"
]


class Compare(Operators, title="比较条件"):
    """A subject held against values."""

    SUBJECTS = (
        "question", "field", "count", "sum", "mean", "lowest", "highest", "ratio", "years",
        "points", "hours", "day",
    )  # fmt: skip
    ONE_OF = (SUBJECTS,)

    question: Ref | None = optional("问题的回答", ref="question")
    fact: Fact | None = optional(
        "照片的哪一项",
        "与 question（照片）同用：format 格式；whole 文件完整；bytes 字节；"
        "kilobytes 千字节（1024 字节）；megabytes 兆字节；width 宽；height 高；ratio 宽比高",
    )
    field: Ref | None = optional("本条记录的字段", ref="field")
    count: Selection | None = optional("记录的条数")
    sum: SumOf | None = optional("字段的合计")
    mean: tuple[Ref, ...] = several("几个问题的平均值", ref="question", takes=NUMBERS)
    lowest: tuple[Ref, ...] = several("几个问题里最低的", ref="question", takes=NUMBERS)
    highest: tuple[Ref, ...] = several("几个问题里最高的", ref="question", takes=NUMBERS)
    ratio: RatioOf | None = optional("一个数占另一个数的百分之几")
    over: Value | None = optional(
        "只看前几个问题", "与 mean、lowest、highest 同用；不写就是全部", least=1, whole=True
    )
    years: Seniority | Ref | None = optional(
        "满几年", "也可以写年限算法（years）所在的条款", ref="years"
    )
    points: Ref | None = optional("得分", ref="points")
    hours: HoursOf | None = optional("学时")
    day: DateExpr | None = optional("某一天")


type Condition = All | AnyOf | AtLeast | ExactlyOne | Not | Met | Exists | Compare


class YearsFor(Node, title="一种算法"):
    """Years as some people may count them."""

    when: Condition | None = optional("什么情况可以这样算", "不写就是都可以")
    years: Seniority = said("年限")


class NamedYears(Node, title="年限的算法"):
    """Years that several conditions ask for, each as many as it says: worked out in one place."""

    any: tuple[YearsFor, ...] = said("几种算法", "按任意一种算满了就算满")


class ClauseCondition(Node, title="条件"):
    """The condition that a clause lays down, with words for its verdict."""

    title: Prose | None = optional("条件的短名称")
    fails: Prose | None = optional("不满足时的说明")
    opens: Prose | None = optional("不能确定时，怎样才能确定")
    test: Condition = said("条件", rest=True)
