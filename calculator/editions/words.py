"""Changes of an edition in words that a maintainer, or a reader, understands."""

from collections.abc import Iterator, Sequence
from typing import Any

from calculator.cases import words as case_words
from calculator.core.words import BARS, NAMES
from calculator.editions.compare import Change
from calculator.editions.effects import CaseEffect
from calculator.editions.stale import Stale
from calculator.loading import Edition
from calculator.loading.index import ISSUED

SUBJECTS = {
    "policy": "政策的基本情况",
    "document": "文件",
    "clause": NAMES["clause"],
    "figure": "数值",
    "rule": NAMES["rules"],
    "question": "问题",
    "route": NAMES["route"],
    "reading": "缺漏和解读",
    "timeline": "时间节点",
    "procedure": "办理步骤",
    "page": "专题页",
    "term": "术语",
    "source": "依据的文件",
    "calendar": "放假安排",
}
KINDS = {"added": "新增", "removed": "删去", "changed": "改动"}
RULES = {
    "condition": "条件", "years": "年限的算法", "points": "计分", "bar": BARS,
    "hours": NAMES["hours"], "item": NAMES["item"], "form": "表格", "ledger": "学时账",
    "weights": "分配比例", "term": NAMES["until"],
}  # fmt: skip
PARTS = {
    "number": "序号", "title": "标题", "text": "正文", "evidence": "原文要求的佐证材料",
    "suggested": "本站建议的佐证材料", "parent": "所属条款", "issuer": "发文机关",
    "issued": ISSUED, "kind": "种类", "says": "原文怎么说", "taken": "采用的解读",
}  # fmt: skip
# What a result says of something that the new edition has no more.
GONE = "新版没有这一项"
LONGEST = 40
# Words shown before the first that differs.
AHEAD = 8
STALE = {key: SUBJECTS[key] for key in ("reading", "page", "term")} | {"example": "算例"}


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """All changes, subject by subject."""
    for subject, title in SUBJECTS.items():
        own = [f"  {change_text(one)}" for one in changes if one.subject == subject]
        yield from ("", f"{title}（{len(own)} 处）：", *own) if own else ()


def change_text(change: Change) -> str:
    """«改动　第三条　在团年限：3 年 → 4 年　#charter-tenure»."""
    text, parts = f"{KINDS[change.kind]}　{change.title}", change.key.split(".")
    if change.subject == "rule":
        text += f"　{RULES[parts[1]]}"
    elif change.subject in {"clause", "document", "reading"} and len(parts) > 1:
        text += f"　{PARTS[parts[1]]}"
    if change.old or change.new:
        text += "：" + " → ".join(_sides(change.old, change.new))
    return f"{text}　#{change.key}"


def _sides(old: str, new: str) -> tuple[str, str]:
    """Both sides on a line, from a little before they differ."""
    before, after = (" ".join(text.split()) for text in (old, new))
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = max(0, same - AHEAD) if max(len(before), len(after)) > LONGEST else 0
    return _side(before, start), _side(after, start)


def _side(line: str, start: int) -> str:
    if not line:
        return "（无）"
    rest = line[start : start + LONGEST]
    return f"{'…' * bool(start)}{rest}{'…' * (start + LONGEST < len(line))}"


def stale_lines(found: Sequence[Stale], new: Edition) -> Iterator[str]:
    """What to read again, because what it rests on changed and its words did not."""
    if found:
        yield ""
        yield f"依据变了、文字没有变的（{len(found)} 处）："
        mark = f"# 已重读 {new.policy.edition}"
        yield f"重读以后改写；仍然属实的，在它的第一行末尾写“{mark}”。全部处理了才能发布。"
    for one in found:
        clauses = "、".join(f"#{clause}" for clause in one.clauses)
        yield f"  {STALE[one.subject]}　{one.key}　{one.title}　依据 {clauses}　{one.place}"


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
            new = case_words.value(effect.new) if effect.new else GONE
            yield f"    {what}：{case_words.value(effect.old)} → {new}"
        if one.unused:
            yield f"    新版用不上的回答：{'、'.join(one.unused)}"
