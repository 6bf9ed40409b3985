"""One word for one thing: what a result says in codes, as people read it.

Pages, scripts, sheets and the command line all take their words from here. What one does (`申请`)
and what a ledger counts (`学时`) a policy may call by words of its own: see `own`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

VERDICT = {"met": "满足", "not met": "不满足", "open": "不能确定"}
# Whether a bar applies to a person: true of a veto, a ban and a delay alike.
STANDING = {"yes": "适用", "some": "对部分途径适用", "no": "不适用", "open": "不能确定"}
# Where somebody among many stands, the best first.
PEOPLE = {
    "met": "满足条件",
    "hours": "只差学时",
    "time": "只差时间",
    "lacking": "还缺别的条件",
    "barred": "在否决、不得申请或延迟申请中",
    "open": "不能确定",
}
# So many of them; and how a table of them is filled in.
APPLICANTS = "{count} 个申请人"
A_ROW_EACH = "一个申请人一行"
# What tells who somebody is: nobody asks for it.
WHO = "姓名或名称、证件号、电话"
# What "only" in these words is about, where a table does not ask for everything.
NEAREST_ALONE = "（“只差”指最接近的一条途径；表里没有填的，不作判断）"
COUNTED = {"yes": "计入", "no": "不计入", "open": "不能确定"}
NEEDED = {"yes": "需要", "no": "不需要", "open": "不能确定"}
# Between what is given and what is wanted.
WANTED = "；要求"
KIND = {"veto": "一票否决", "ban": "不得申请", "delay": "延迟申请"}
BARS = "否决、不得申请和延迟申请"
# What a bar means for somebody whose points are counted all the same.
MEANING = {
    "veto": "分数照算，但整个申请通不过",
    "ban": "分数照算，但不得申请",
    "delay": "分数照算，但要延迟申请",
}
# Steps of a visit that no author has named.
THEMES = {
    "own": "各条途径的条件",
    "hours": "学时",
    "shared": "各条途径共同的条件",
    "top": "各条途径之外的条件",
    "rest": "其他情况",
}
# Of a step of a visit, where no way can be met any more.
POINTS_ALONE = "按现有答案，本次各条途径都不满足；这一步只影响得分，可以先放着。"
STATUS = {
    "draft": "草稿，尚未核对",
    "open": "正在申请",
    "closed": "本轮申请已结束",
    "superseded": "已被新版取代",
}
# What follows from a round that is over, in place of how to make up.
ROUND_OVER = {code: STATUS[code] for code in ("closed", "superseded")}
# Rows of the points table without points: what was said of them.
EMPTY = {"unanswered": "没有回答，按没有计", "none": "没有"}
POINT = "分"
# A row of the points table.
ROW = "计分项"
ESTIMATE = "自己估计（{span}，可以不填）"
# Who asks for what proves a claim: the source, or the site alone.
EVIDENCE = ("原文要求", "本站建议")
# The button that leads to a self-check.
START = "开始自查"
# What a ledger asks for.
HOURS_NEEDED = "学时要求"
EMPTY_FILE = "文件是空的"
# What an edition says nothing about.
UNCOVERED = "本站不能判断"

# What parts, columns and buttons are called.
NAMES = {
    "advice": "怎样提高",
    "again": "再试一次",
    "all_years": "各年合计",
    "answer": "去回答",
    "answers": "答案",
    "as_none": "没填的按没有",
    "aside": "其他途径才需要",
    "asking": "怎样提问",
    "basics": "基本情况",
    "batch": "批量核对",
    "beside": "不另加分",
    "blank": "还没有填",
    "cap": "上限",
    "cell": "单元格",
    "change": "修改",
    "check": "自查",
    "clause": "条款",
    "clear": "清空",
    "code": "编号",
    "complete": "就这些，没有别的了",
    "copied": "已复制",
    "demands": "申请条件",
    "enough": "各年都够，按最低要求填",
    "every": "全部列在一页",
    "fewer": "少扣一次",
    "filled": "填写的内容",
    "fold": "收起",
    "formula": "算式",
    "from": "开始",
    "hours": "学时",
    "item": "材料",
    "items": "要准备的材料",
    "late": "本次来不及",
    "lacking_hours": "还缺的学时",
    "latest": "最迟 ",
    "module": "计算程序",
    "near_cap": "可能到上限：",
    "not_reached": "学时尚未达到要求",
    "one_year": "再满一年",
    "own": "自评",
    "points": "得分",
    "preparing": "正在准备计算，您的答案都在",
    "problem": "问题",
    "reached": "学时已达到要求",
    "reached_or_not": "学时是否达到要求，不能确定",
    "record": "一条记录",
    "remove": "删除",
    "rest": "其余没有",
    "reread": "请核对",
    "result": "结果",
    "reviewed": "核对结果",
    "route": "途径",
    "routes": "申请途径",
    "rules": "规则",
    "score": "自评分",
    "slip": "结果单",
    "stay": "保留现在的答案",
    "sum": "合计",
    "thing": "项目",
    "until": "期限",
    "whole": "总分",
    "year": "年度",
}
# Why one more of something adds no points.
BECAUSE = {
    "full": "这一类已经填到最多的条数",
    "top": "已经是最高的",
    "met": "已经满足",
    "requirement": "现在的情况下，再有也不能计入",
    "worth": "这一项本身不加分",
}
NO_GAIN = "照现在填的，再加哪一项都不会多得分。"

# What lies between two ends, and how far it goes; "any" where nothing limits it.
RANGE = {"both": "{low}～{high}", "least": "至少 {low}", "most": "最多 {high}", "any": "不限"}
CEILING = {"most": "最高可到 {high} 分", "any": "没有上限"}
# Of rows without an answer: what they count for, and how far the points go with them.
UNFILLED = {"some": "另有 {rows} 行没有填，按 0 分计；都填上，{ceiling}", "none": "各行都填了"}

FOR_SCRIPTS = (
    "VERDICT", "STANDING", "COUNTED", "NEEDED", "KIND", "BARS", "MEANING", "EMPTY", "UNCOVERED",
    "RANGE", "CEILING", "UNFILLED", "NAMES", "BECAUSE", "NO_GAIN", "APPLICANTS",
)  # fmt: skip


# What a policy may have words of its own for, by its key, and how they read otherwise.
OWN = {
    "applicant": "个申请人",
    "apply": "申请",
    "hours": "学时",
    "score": "自评分",
    "experts": "专家",
}


def own(policy: Mapping[str, Any], words: str) -> str:
    """The site's words with those that the policy has for them."""
    for key, neutral in OWN.items():
        words = words.replace(neutral, policy.get(key) or neutral)
    return words


def year_words(year: int | None) -> str:
    """A year, or all years together."""
    return NAMES["all_years"] if year is None else f"{year} 年"


def disclaimer(policy: Mapping[str, Any]) -> str:
    """What every result must say: a self-check, and who decides."""
    decides = policy.get("decides") or policy.get("body") or "发文机构"
    return f"本结果只供自查；是否符合条件、得多少分，以{decides}的认定为准。"


def evidence_word(policy: Mapping[str, Any]) -> str:
    """What the policy calls that which proves a claim."""
    return policy.get("evidence") or "证明材料"


def evidence_lines(demanded: Iterable[str], suggested: Iterable[str]) -> list[str]:
    """What proves a claim: what the source demands apart from what the site suggests."""
    kinds = zip(EVIDENCE, (demanded, suggested), strict=True)
    lines = ((label, "、".join(things)) for label, things in kinds)
    return [f"{label}：{things}" for label, things in lines if things]
