"""The top-level keys of a policy file, and the edition that all files of a folder make."""

from calculator.loading.scalars import Name
from calculator.loading.types import site
from calculator.loading.types.asking import Question, ShortColumn, Theme
from calculator.loading.types.document import Document
from calculator.loading.types.duties import CalendarYear, ItemGroup
from calculator.loading.types.fields import Node, optional, several
from calculator.loading.types.worked import Case


class PolicyFile(Node, title="政策文件"):
    """One file of an edition folder."""

    policy: site.Policy | None = optional("政策的一个年度版本", "每个文件夹只写一次")
    document: Document | None = optional("文件", "每个 YAML 文件写一份文件")
    questions: tuple[Question, ...] = several("问题")
    themes: tuple[Theme, ...] = several("提问分哪几步", "资格自查照它的次序提问；不写的，按规则分")
    short_table: tuple[ShortColumn, ...] = several(
        "批量核对的短表有哪些列", "从左到右；不写的，按规则列出"
    )
    routes: tuple[site.Route, ...] = several("途径")
    readings: tuple[site.Reading, ...] = several("缺漏和解读")
    procedures: tuple[site.Procedure, ...] = several("办理步骤")
    pages: tuple[site.Page, ...] = several("专题页")
    timeline: tuple[site.TimelineEntry, ...] = several("时间节点")
    glossary: tuple[site.Term, ...] = several("术语")
    sources: tuple[site.Source, ...] = several("引用的文件")
    item_groups: tuple[ItemGroup, ...] = several("材料分哪几类")
    calendar: tuple[CalendarYear, ...] = several("放假安排", "每年一条；没有写的年份不能数工作日")
    names: tuple[Name, ...] = several("专名", "含数字的固定名称，数值检查时放过")


class CaseFile(Node, title="算例文件"):
    """One file of the `cases` folder."""

    cases: tuple[Case, ...] = several("算例")
