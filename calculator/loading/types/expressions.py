"""Conditions, selections of records, seniority and dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from calculator.loading.scalars import Amount, Prose, Ref, Value
from calculator.loading.types.fields import Node, optional, said, several


@dataclass(frozen=True, kw_only=True)
class Operators(Node):
    """What a value is held against; several operators must all hold."""

    TITLE: ClassVar[str] = "比较"
    OPERATORS: ClassVar[tuple[str, ...]] = (
        "is", "is_not", "in", "at_least", "more_than", "at_most", "less_than",
        "before", "after", "not_before", "not_after",
    )  # fmt: skip
    SOME_OF: ClassVar[tuple[tuple[str, ...], ...]] = (OPERATORS,)

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


@dataclass(frozen=True, kw_only=True)
class Shifted(Node):
    """A figure plus or minus another one, or the number that a person gave."""

    TITLE: ClassVar[str] = "数值加减"
    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("of", "question"),)
    AT_MOST_ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("plus", "minus", "question"),)

    of: Amount | None = optional("从哪个数值算起")
    question: Ref | None = optional("与另一个问题的回答比较", ref="question")
    plus: Amount | None = optional("加上")
    minus: Amount | None = optional("减去")


type Test = Operators | tuple[Value, ...] | Value | bool
type Where = tuple[Condition, ...] | Mapping[str, Test]


@dataclass(frozen=True, kw_only=True)
class Selection(Node):
    """Records of a list that a rule is about."""

    TITLE: ClassVar[str] = "记录"

    from_: Ref = said("取自哪个列表", ref="list")
    where: Where | None = optional("哪些记录与本条有关", "字段: 值，或字段: [几个值]，或条件的列表")
    require: tuple[Ref, ...] = several(
        "计入须满足的条款", "不满足的记录不计入，并说明原因", ref="condition"
    )


@dataclass(frozen=True, kw_only=True)
class SumOf(Selection):
    """The sum of a field over the selected records."""

    TITLE: ClassVar[str] = "合计"

    of: Ref = said("相加的字段", ref="field")


@dataclass(frozen=True, kw_only=True)
class DayOf(Selection):
    """The earliest or latest day of a field over the selected records."""

    TITLE: ClassVar[str] = "记录中的日期"

    field: Ref = said("日期字段", ref="field")


@dataclass(frozen=True, kw_only=True)
class DateRule(Node):
    """A day worked out from others."""

    TITLE: ClassVar[str] = "日期的算法"
    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (
        (
            "of", "later_of", "earliest", "latest", "next_year_of", "day_met", "field", "question",
            "end_of",
        ),
    )  # fmt: skip
    AT_MOST_ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("plus_years", "minus_years"),)

    of: DateExpr | None = optional("从哪一天算起")
    plus_years: Amount | None = optional("往后几年", label="往后年数", unit="年", whole=True)
    minus_years: Amount | None = optional("往前几年", label="往前年数", unit="年", whole=True)
    later_of: tuple[DateExpr, ...] = several("其中较晚的一天")
    earliest: DayOf | None = optional("记录中最早的一天")
    latest: DayOf | None = optional("记录中最晚的一天")
    next_year_of: DateExpr | None = optional("该日次年的 1 月 1 日")
    day_met: Ref | None = optional("某条款的年限最早满足的一天", ref="condition")
    end_of: Ref | None = optional("某条款的期限（term）期满的一天", ref="term")
    field: Ref | None = optional("本条记录的日期字段", ref="field")
    question: Ref | None = optional("问题所答的日期", ref="question")
    otherwise: DateExpr | None = optional(
        "没有回答时用哪一天", "与 question 或 field 同用；不写就不能确定"
    )


type DateExpr = DateRule | Amount


@dataclass(frozen=True, kw_only=True)
class Seniority(Node):
    """Full years over the periods of a list."""

    TITLE: ClassVar[str] = "年限"
    AT_MOST_ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (("period", "start"),)

    from_: Ref = said("取自哪个列表", ref="list")
    period: Ref | None = optional("起止时间字段", "不写就是 period", ref="field")
    start: Ref | None = optional("开始日期字段", "从这一天算到截止日，代替 period", ref="field")
    where: Where | None = optional("哪些记录算在内")
    since: DateExpr | None = optional("只算此日之后")
    until: DateExpr | None = optional("算到哪一天", "不写就是基准日")


@dataclass(frozen=True, kw_only=True)
class HoursOf(Node):
    """Hours that the ledger recognises."""

    TITLE: ClassVar[str] = "学时"

    kinds: tuple[Ref, ...] | Literal["all"] = said("哪些类别", ref="kind")
    year: Amount | None = optional(
        "哪一年", "不写就是各年合计", label="年度", unit="年", whole=True
    )


@dataclass(frozen=True, kw_only=True)
class RatioOf(Node):
    """One answered number over another, as a percentage."""

    TITLE: ClassVar[str] = "百分比"

    part: Ref = said("哪个数", ref="question", takes=("count", "number"))
    over: Ref = said("占哪个数的", ref="question", takes=("count", "number"))


@dataclass(frozen=True, kw_only=True)
class All(Node):
    """Every one must be met."""

    TITLE: ClassVar[str] = "全部满足"
    MARK: ClassVar[tuple[str, ...]] = ("all",)
    all: tuple[Condition, ...] = said("全部满足")


@dataclass(frozen=True, kw_only=True)
class AnyOf(Node):
    """At least one must be met."""

    TITLE: ClassVar[str] = "任一满足"
    MARK: ClassVar[tuple[str, ...]] = ("any",)
    any: tuple[Condition, ...] = said("任一满足")


@dataclass(frozen=True, kw_only=True)
class AtLeast(Node):
    """At least so many must be met."""

    TITLE: ClassVar[str] = "至少满足几项"
    MARK: ClassVar[tuple[str, ...]] = ("of", "at_least")
    at_least: Amount = said("至少几项", label="至少项数", unit="项", least=1, whole=True)
    of: tuple[Condition, ...] = said("其中的条件")


@dataclass(frozen=True, kw_only=True)
class ExactlyOne(Node):
    """Exactly one must be met."""

    TITLE: ClassVar[str] = "恰好一项"
    MARK: ClassVar[tuple[str, ...]] = ("exactly_one",)
    exactly_one: tuple[Condition, ...] = said("恰好满足一项")


@dataclass(frozen=True, kw_only=True)
class Not(Node):
    """Must not be met."""

    TITLE: ClassVar[str] = "不满足"
    MARK: ClassVar[tuple[str, ...]] = ("not",)
    not_: Condition = said("不满足该条件")


@dataclass(frozen=True, kw_only=True)
class Met(Node):
    """The verdict of another clause or route."""

    TITLE: ClassVar[str] = "另一条款的结论"
    MARK: ClassVar[tuple[str, ...]] = ("met",)
    met: Ref = said("条款或途径的编号", ref="verdict")


@dataclass(frozen=True, kw_only=True)
class Exists(Node):
    """Some record is selected and counts."""

    TITLE: ClassVar[str] = "存在记录"
    MARK: ClassVar[tuple[str, ...]] = ("exists",)
    exists: Selection = said("存在这样的记录")


type Fact = Literal[
    "format", "whole", "bytes", "kilobytes", "megabytes", "width", "height", "ratio"
]


@dataclass(frozen=True, kw_only=True)
class Compare(Operators):
    """A subject held against values."""

    TITLE: ClassVar[str] = "比较条件"
    SUBJECTS: ClassVar[tuple[str, ...]] = (
        "question", "field", "count", "sum", "mean", "ratio", "years", "points", "hours", "day",
    )  # fmt: skip
    ONE_OF: ClassVar[tuple[tuple[str, ...], ...]] = (SUBJECTS,)

    question: Ref | None = optional("问题的回答", ref="question")
    fact: Fact | None = optional(
        "照片的哪一项",
        "与 question（照片）同用：format 格式；whole 文件完整；bytes 字节；"
        "kilobytes 千字节（1024 字节）；megabytes 兆字节；width 宽；height 高；ratio 宽比高",
    )
    field: Ref | None = optional("本条记录的字段", ref="field")
    count: Selection | None = optional("记录的条数")
    sum: SumOf | None = optional("字段的合计")
    mean: tuple[Ref, ...] = several("几个问题的平均值", ref="question")
    ratio: RatioOf | None = optional("一个数占另一个数的百分之几")
    over: Value | None = optional(
        "取前几个问题的平均值", "与 mean 同用；不写就是全部", least=1, whole=True
    )
    years: Seniority | Ref | None = optional(
        "满几年", "也可以写年限算法（years）所在的条款", ref="years"
    )
    points: Ref | None = optional("得分", ref="points")
    hours: HoursOf | None = optional("学时")
    day: DateExpr | None = optional("某一天")


type Condition = All | AnyOf | AtLeast | ExactlyOne | Not | Met | Exists | Compare


@dataclass(frozen=True, kw_only=True)
class YearsFor(Node):
    """Years as some people may count them."""

    TITLE: ClassVar[str] = "一种算法"

    when: Condition | None = optional("什么人可以这样算", "不写就是任何人")
    years: Seniority = said("年限")


@dataclass(frozen=True, kw_only=True)
class NamedYears(Node):
    """Years that several conditions ask for, each as many as it says: worked out in one place."""

    TITLE: ClassVar[str] = "年限的算法"

    any: tuple[YearsFor, ...] = said("几种算法", "按任意一种算满了就算满")


@dataclass(frozen=True, kw_only=True)
class ClauseCondition(Node):
    """The condition that a clause lays down, with words for its verdict."""

    TITLE: ClassVar[str] = "条件"

    title: Prose | None = optional("条件的短名称")
    fails: Prose | None = optional("不满足时的说明")
    opens: Prose | None = optional("不能确定时，怎样才能确定")
    test: Condition = said("条件", rest=True)
