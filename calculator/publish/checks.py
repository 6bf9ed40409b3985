"""The self-checks: points, routes, hours, things to bring, what would help most, and the result
slip of all of them.

Each is a page of words that reads without scripts; its attributes tell the script what to load and
what to ask of the core. An edition has the pages that its data give rise to.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from calculator.core.words import A_ROW_EACH, NAMES, own
from calculator.publish import places


@dataclass(frozen=True)
class Check:
    """A self-check: its page, its words, and what its script asks of the core.

    `words` are everyday words by which the search finds it; `then` says what it is good for after
    the self-check of routes.

    `parts` are parts of the result, `ask` parts whose questions it asks, `visit`: step by step;
    `slip` asks for a result slip instead; `applies` tells from the rules whether an edition has
    it. One `of_many` is about many people: it shares no answers.
    """

    page: str
    kind: str
    title: str
    lead: str
    print: str
    words: tuple[str, ...]
    applies: Callable[[Mapping[str, Any]], bool]
    parts: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    then: str = ""
    slip: bool = False
    visit: bool = False
    of_many: bool = False

    @property
    def script(self) -> str:
        """The script of its page."""
        return {"points": "calculator.js", "batch": "batch.js"}.get(self.kind, "check.js")

    @property
    def request(self) -> str:
        """The request to the core, without the answers."""
        asked = {"slip": self.slip, "parts": self.parts, "visit": self.visit}
        asked["ask"] = () if self.visit else self.ask
        said = {key: value for key, value in asked.items() if value}
        return json.dumps(said, separators=(",", ":"))


def _any_clause(rules: Mapping[str, Any], rule: str) -> bool:
    return any(rule in clause for clause in rules["clauses"].values())


CHECKS: tuple[Check, ...] = (
    Check(
        page=places.CALCULATOR,
        words=(NAMES["check"], "算分", "打分", "自评", "得多少分", "多少分", "计分"),
        kind="points",
        title=places.POINTS_TITLE,
        then="照计分表逐项算分",
        lead="逐行填写，随时显示得分。填写的内容只留在这台设备上，不会上传。",
        print="打印自评表",
        parts=("score", "bars"),
        applies=lambda rules: bool(rules["policy"].get("total")),
    ),
    Check(
        page=places.ROUTES_CHECK,
        words=(NAMES["check"], "能不能报", "能报吗", "我能报", "够不够条件", "哪条途径"),
        kind="routes",
        title=places.CHECKS["routes"][1],
        lead="从已有的条件问起，答几题就有初步结论；不影响结果的问题不问。",
        print="打印自查结果",
        parts=("routes", "bars"),
        ask=("routes", "bars", "score", "hours", "checklist"),
        visit=True,
        applies=lambda rules: bool(rules.get("routes")),
    ),
    Check(
        page=places.HOURS,
        words=(NAMES["check"], NAMES["hours"], "继教", "学时够不够", "还差多少学时"),
        kind="hours",
        title=places.CHECKS["hours"][1],
        lead="按年度、按途径填写学时，核对哪些计入、哪个年度哪类科目还缺多少、哪些途径还有余量。",
        print="打印学时结果",
        parts=("hours",),
        ask=("hours",),
        applies=lambda rules: _any_clause(rules, "ledger"),
    ),
    Check(
        page=places.CHECKLIST,
        words=(NAMES["check"], "清单", NAMES["item"], "交什么", "准备什么", "带什么"),
        kind="checklist",
        title=places.CHECKS["checklist"][1],
        then="再答几题，确定要准备的材料",
        lead="回答几个问题，列出须准备的材料，并说明依据。",
        print="打印材料清单",
        parts=("checklist", "score", "checks", "terms", "forms"),
        ask=("checklist", "checks"),
        applies=lambda rules: _any_clause(rules, "item"),
    ),
    Check(
        page=places.ADVICE,
        words=("提分", "加分", "还差什么"),
        kind="advice",
        title=NAMES["advice"],
        lead="按您填写的内容逐项重新计算：增加哪一项加分最多，哪些不再加分，还差哪些条件。",
        print="打印这一页",
        parts=("score", "advice"),
        applies=lambda rules: bool(rules.get("routes") or rules["policy"].get("total")),
    ),
    Check(
        page=places.SLIP,
        words=("打印", "保存结果", NAMES["reviewed"]),
        kind="slip",
        title=NAMES["slip"],
        then="打印、保存，以后可以核对",
        lead="把填写的内容和各项结果合成一份，可以打印、保存；以后可以重新计算，核对结果是否变化。",
        print="打印结果单",
        applies=lambda rules: any(
            check.applies(rules) for check in CHECKS if not check.slip and not check.of_many
        ),
        slip=True,
    ),
    Check(
        page=places.BATCH,
        words=("多人", "人事", "单位核对"),
        kind="batch",
        title=NAMES["batch"],
        lead=f"填一张表，{A_ROW_EACH}，看各自能走哪条途径、还缺什么、要准备什么。",
        print="打印核对结果",
        applies=lambda rules: bool(rules.get("questions")),
        of_many=True,
    ),
)


def checks_of(rules: Mapping[str, Any]) -> tuple[Check, ...]:
    """The self-checks that an edition has, by its rules."""
    said = partial(own, rules["policy"])
    return tuple(
        replace(
            check,
            title=said(check.title),
            lead=said(check.lead),
            print=said(check.print),
            words=tuple(map(said, check.words)),
        )
        for check in CHECKS
        if check.applies(rules) and check.kind not in rules["policy"].get("without", ())
    )
