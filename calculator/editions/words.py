"""Changes of an edition in words that a maintainer, or a reader, understands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from calculator.cases import words as case_words
from calculator.core.words import BARS
from calculator.editions.compare import Change
from calculator.editions.effects import CaseEffect

SUBJECTS = {
    "policy": "政策的基本情况",
    "document": "文件",
    "clause": "条款",
    "figure": "数值",
    "rule": "规则",
    "question": "问题",
    "route": "途径",
    "reading": "缺漏和解读",
}
KINDS = {"added": "新增", "removed": "删去", "changed": "改动"}
RULES = {
    "condition": "条件", "years": "年限的算法", "points": "计分", "bar": BARS, "hours": "学时",
    "item": "材料", "form": "表格", "ledger": "学时账", "weights": "分配比例", "term": "期限",
}  # fmt: skip
PARTS = {
    "number": "序号", "title": "标题", "text": "正文", "evidence": "原文要求的佐证材料",
    "suggested": "本站建议的佐证材料", "parent": "所属条款", "issuer": "发文机关",
    "issued": "发文日期", "kind": "种类", "says": "原文怎么说", "taken": "采用的解读",
}  # fmt: skip
LONGEST = 40


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """All changes, subject by subject."""
    for subject, title in SUBJECTS.items():
        own = [one for one in changes if one.subject == subject]
        if own:
            yield ""
            yield f"{title}（{len(own)} 处）："
            yield from (f"  {change_text(one)}" for one in own)


def change_text(change: Change) -> str:
    """«改动　第三条　在团年限：3 年 → 4 年　#charter-tenure»."""
    text = f"{KINDS[change.kind]}　{change.title}{_what(change)}"
    if change.old or change.new:
        text += f"：{_side(change.old)} → {_side(change.new)}"
    return f"{text}　#{change.key}"


def _what(change: Change) -> str:
    """Which part of it."""
    parts = change.key.split(".")
    if change.subject == "rule":
        return f"　{RULES[parts[1]]}"
    if change.subject in {"clause", "document", "reading"} and len(parts) > 1:
        return f"　{PARTS[parts[1]]}"
    return ""


def _side(text: str) -> str:
    line = " ".join(text.split())
    if not line:
        return "（无）"
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def effect_lines(effects: Sequence[CaseEffect], rules: dict[str, Any], count: int) -> Iterator[str]:
    """What the changes do to every worked case."""
    yield ""
    if not count:
        yield "上一版没有算例，不能比较对结果的影响。"
        return
    yield f"对算例的影响：{count} 个算例里，{len(effects)} 个的预期结果会变，其余不变。"
    for one in effects:
        yield f"  {one.case.id}（{one.case.title}）　{one.case.place}"
        for effect in one.effects:
            what = case_words.subject(effect.section, effect.key, rules).rstrip()
            new = case_words.value(effect.new) if effect.new else "新版没有这一项"
            yield f"    {what}：{case_words.value(effect.old)} → {new}"
        if one.unused:
            yield f"    新版用不上的回答：{'、'.join(one.unused)}"
