"""`cases`: run worked cases, say what none decides, what a figure affects, write new values."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from calculator.cases import words
from calculator.cases.accept import accept
from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.perturb import effects
from calculator.cases.run import Outcome, run_cases
from calculator.commands.check import load_under
from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import declare_json
from calculator.core.values.canonical import dumps
from calculator.loading import Edition
from calculator.loading.hints import did_you_mean
from calculator.loading.place import Place, PolicyError, Problem


def add_parser(commands: Any) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "cases",
        help="核对算例，列出没有算例决定的内容",
        description=(
            "核对每个算例，用文字说明差异；再列出没有任何算例决定的计分行、上限、条件、途径和临界日。"
        ),
        epilog="退出码：0 全部相符，没有空缺；1 有不符或空缺，或者文件有问题；2 命令写法不对。",
    )
    parser.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar="文件夹")
    parser.add_argument("--only", nargs="+", metavar="算例", help="只核对这几个算例，不列空缺")
    parser.add_argument(
        "--figure", metavar="条款.名称", help="把这个数值移动一步，列出受影响的算例，原值和新值"
    )
    parser.add_argument(
        "--accept", nargs="+", metavar="算例",
        help="把这几个算例的预期改成现在算出的值；只用于政策确实改了，不用于让失败的测试通过",
    )  # fmt: skip
    declare_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command over every edition below the folder."""
    editions = load_under(options.path)
    if options.figure:
        return _show_effects(editions, options)
    reports = [_run_edition(edition, options) for edition in editions]
    if options.json:
        write_exactly(dumps({"editions": [report.data for report in reports]}))
    else:
        for report in reports:
            for line in report.lines:
                write(line)
    return max(report.code for report in reports)


@dataclass(frozen=True)
class _Report:
    """What is to be said of an edition, for people and for programs, and the exit code."""

    lines: list[str]
    data: dict[str, Any]
    code: int


def _run_edition(edition: Edition, options: argparse.Namespace) -> _Report:
    wanted = options.accept or options.only
    cases = _chosen(edition, wanted)
    outcomes = run_cases(edition.rules, cases)
    name = {"policy": str(edition.policy.id), "edition": str(edition.policy.edition)}
    if options.accept:
        lines = _accept(edition, outcomes)
        return _Report(lines, {**name, "accepted": lines}, 0)
    failing = [one for one in outcomes if one.differences]
    differences = [
        words.difference_text(difference, edition.rules, outcome)
        for outcome in failing
        for difference in outcome.differences
    ]
    gaps: list[str] = []
    if not wanted:
        found = (*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes))
        gaps = [str(gap) for gap in found]
    summary = (
        f"{name['policy']}/{name['edition']}：算例 {len(outcomes)} 个，"
        f"不符 {len(failing)} 个，没有算例决定的 {len(gaps)} 处"
    )
    data = {
        **name,
        "cases": len(outcomes),
        "failing": [str(one.case.id) for one in failing],
        "differences": differences,
        "undecided": gaps,
    }
    return _Report([*differences, *gaps, summary], data, 1 if failing or gaps else 0)


def _chosen(edition: Edition, names: list[str] | None) -> Any:
    if not names:
        return edition.cases
    known = {str(case.id): case for case in edition.cases}
    problems = [
        Problem(Place(edition.body.folder, 1, 1), f"没有算例“{name}”{did_you_mean(name, known)}")
        for name in names
        if name not in known
    ]
    if problems:
        raise PolicyError(problems)
    return tuple(known[name] for name in names)


def _accept(edition: Edition, outcomes: list[Outcome]) -> list[str]:
    lines = []
    for one in accept(outcomes):
        what = words.subject(one.section, one.key, edition.rules)
        old, new = words.value(one.expected), words.value(one.found)
        lines.append(f"{one.place}  {one.case.id}：{what}由 {old} 改为 {new}")
    return lines


def _show_effects(editions: list[Edition], options: argparse.Namespace) -> int:
    figure = options.figure
    holders = [edition for edition in editions if figure in edition.figures]
    if not holders:
        known = {key for edition in editions for key in edition.figures}
        message = f"没有数值“{figure}”{did_you_mean(figure, known)}"
        raise PolicyError([Problem(Place("--figure", 1, 1), message)])
    if options.json:
        moved = [
            {"case": str(one.case.id), "section": one.section, "key": one.key,
             "old": one.old, "new": one.new}
            for edition in holders
            for one in effects(edition.rules, edition.cases, figure)
        ]  # fmt: skip
        write_exactly(dumps({"figure": figure, "effects": moved}))
        return 0
    for edition in holders:
        found = effects(edition.rules, edition.cases, figure)
        write(f"{figure}（{edition.figures[figure].text}）移动一步，影响 {len(found)} 处：")
        for one in found:
            what = words.subject(one.section, one.key, edition.rules)
            change = f"{words.value(one.old)} → {words.value(one.new)}"
            write(f"  {one.case.place}  {one.case.id}（{one.case.title}）：{what}{change}")
    return 0
