"""`cases`: run worked cases, say what none decides, what a figure affects, write new values."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from typing import Any

from calculator.cases import words
from calculator.cases.accept import accept, is_edge
from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import Gap, coverage
from calculator.cases.perturb import effects
from calculator.cases.run import Outcome, run_cases
from calculator.commands.check import load_under
from calculator.commands.console import show, write, write_exactly
from calculator.commands.parsing import FOLDER, declare_json
from calculator.core.values.canonical import dumps
from calculator.files import write_whole
from calculator.loading import Edition
from calculator.loading.hints import did_you_mean
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.publication import TO_CHECK

SKELETONS = "to-write.yml"


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "cases",
        help="核对算例，列出没有算例决定的内容",
        description=(
            "核对每个算例，用文字说明差异；再列出没有任何算例决定的计分行、上限、条件、途径和临界日。"
        ),
        epilog="退出码：0 全部相符；1 有不符，或者有一个算例也没有的，或者文件有问题；"
        "2 命令写法不对。",
    )
    parser.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar=FOLDER)
    parser.add_argument("--only", nargs="+", metavar="算例", help="只核对这几个算例，不列空缺")
    parser.add_argument(
        "--figure", metavar="条款.名称", help="把这个数值移动一步，列出受影响的算例，原值和新值"
    )
    parser.add_argument(
        "--accept", nargs="+", metavar="算例",
        help="把这几个算例的预期改成现在算出的值；只用于政策确实改了，不用于让失败的测试通过",
    )  # fmt: skip
    parser.add_argument(
        "--write", action="store_true",
        help=f"为一个算例也没有的各处写出算例的开头（cases/{SKELETONS}），由您填写；不覆盖",
    )  # fmt: skip
    declare_json(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command over every edition below the folder."""
    _take_folder(options)
    editions = load_under(options.path)
    if options.figure:
        return _show_effects(editions, options)
    if options.accept:
        editions = [_to_write(editions, options.path)]
    _refuse_unknown(editions, options.accept or options.only or ())
    reports = [_run_edition(edition, options) for edition in editions]
    lines = (line for report in reports for line in report.lines)
    show(options, {"editions": [report.data for report in reports]}, lines)
    return max(report.code for report in reports)


def _take_folder(options: argparse.Namespace) -> None:
    """A folder behind the names of cases is the folder, not a case."""
    for names in (options.accept, options.only):
        folders = [name for name in names or () if Path(name).is_dir()]
        if folders:
            options.path = Path(folders[-1])
            names[:] = [name for name in names if name not in folders]


def _to_write(editions: list[Edition], path: Path) -> Edition:
    """The one edition whose cases are written: named, or the only one that is not superseded."""
    current = [one for one in editions if one.policy.status != "superseded"]
    if len(current) == 1:
        return current[0]
    names = "、".join(one.folder for one in current)
    message = (
        f"这里有几个年度，请写明改哪一个：{names}"
        if current
        else "这个年度已被取代，它的算例不再改动"
    )
    raise PolicyError.at(path, message)


@dataclass(frozen=True)
class _Report:
    """What is to be said of an edition, for people and for programs, and the exit code."""

    lines: list[str]
    data: dict[str, Any]
    code: int


def _run_edition(edition: Edition, options: argparse.Namespace) -> _Report:
    wanted = options.accept or options.only
    cases = [one for one in edition.cases if not wanted or str(one.id) in wanted]
    outcomes = run_cases(edition.rules, cases)
    name = _name(edition)
    if options.accept:
        return _accepted(edition, outcomes)
    failing = [one for one in outcomes if one.differences]
    differences = [
        words.difference_text(difference, edition.rules, outcome)
        for outcome in failing
        for difference in outcome.differences
    ]
    gaps: list[Gap] = []
    if not wanted:
        gaps = [*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes)]
    essential = [gap for gap in gaps if gap.essential]
    fine = [gap for gap in gaps if not gap.essential]
    listed = [
        line
        for title, found in (("一个算例也没有的，先补这些", essential), ("还可以补的细处", fine))
        for line in ([f"{title}（{len(found)} 处）：", *_lines_of(found)] if found else ())
    ]
    summary = (
        f"{name['policy']}/{name['edition']}：算例 {len(outcomes)} 个，"
        f"不符 {len(failing)} 个，没有算例决定的 {len(gaps)} 处"
    )
    if essential:
        summary += f"，其中 {len(essential)} 处一个算例也没有"
        if options.write:
            summary += f"\n{_write_skeletons(edition, essential)}"
    data = {
        **name,
        "cases": len(outcomes),
        "failing": [str(one.case.id) for one in failing],
        "differences": differences,
        "undecided": [str(gap) for gap in gaps],
        "essential": [str(gap) for gap in essential],
    }
    # To be copied behind --only or --accept.
    again = f"不符的算例：{' '.join(str(one.case.id) for one in failing)}"
    told = [*differences, again] if failing else []
    return _Report([*told, *listed, summary], data, 1 if failing or essential else 0)


def _lines_of(gaps: Sequence[Gap]) -> Iterator[str]:
    """The gaps, those of a kind that lack the same in one line."""
    keys: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        keys.setdefault((gap.kind, gap.missing), []).append(gap.key)
    for (kind, missing), several in keys.items():
        yield f"  {kind} {'、'.join(several)}：{missing}"


def _write_skeletons(edition: Edition, gaps: Sequence[Gap]) -> str:
    """Write the beginning of a case for each gap, to be filled in; says where, in words."""
    path = Path(edition.folder) / "cases" / SKELETONS
    known = {str(case.id) for case in edition.cases}
    text = (
        "# 每个算例填好回答、预期和理由，删去标记；预期从原文推出来，不照抄程序的输出。\ncases:\n"
    )
    for gap in gaps:
        names = chain([f"first-{gap.key}"], (f"first-{gap.key}-{n}" for n in count(2)))
        name = next(one for one in names if one not in known)
        known.add(name)
        clause = f"    clauses: [{gap.key}]\n" if gap.key in edition.clauses else ""
        text += (
            f"  - id: {name}  {TO_CHECK}\n    title: {gap.kind} {gap.key}\n{clause}"
            f"    why: 写明怎样从原文得出\n    answers: {{}}\n    expect: {{{gap.expect}}}\n"
        )
    path.parent.mkdir(exist_ok=True)
    try:
        write_whole(path, text.encode())
    except FileExistsError:
        raise PolicyError.at(path, "已经有这个文件，没有改动") from None
    except OSError:
        with suppress(OSError):
            path.parent.rmdir()  # where it was made for this file
        raise
    return f"已写出 {path.as_posix()}：{len(gaps)} 个算例的开头，每个都标着“{TO_CHECK}”。"


def _refuse_unknown(editions: list[Edition], names: Sequence[str]) -> None:
    known = {str(case.id) for edition in editions for case in edition.cases}
    folder = editions[0].folder
    problems = [
        Problem(Place(folder, 1, 1), f"没有算例“{name}”{did_you_mean(name, known)}")
        for name in names
        if name not in known
    ]
    if problems:
        raise PolicyError(problems)


def _accepted(edition: Edition, outcomes: list[Outcome]) -> _Report:
    done = accept(outcomes)
    lines = []
    for one in done.written:
        what = words.subject(one.section, one.key, edition.rules)
        old, new = words.value(one.expected), words.value(one.found)
        edge = "（说的是临界，见下）" if is_edge(one.case) else ""
        lines.append(f"{one.place}  {one.case.id}：{what}由 {old} 改为 {new}{edge}")
    left = [str(one) for one in done.left]
    name = f"{edition.policy.id}/{edition.policy.edition}"
    said = [f"{name}：改了 {len(lines)} 处，留下 {len(left)} 处要手工改。"]
    if lines:
        said.append(f"改过的算例标上了“{TO_CHECK}”：重读标题和理由，改好以后删去标记，才能发布。")
        if any(is_edge(one.case) for one in done.written):
            said.append(
                "说的是临界（正好满、只差一天）的，界线动了的话，该改的是回答，不是预期：把预期改回去，"
                "再把回答里的日期或者数移到新的界线（4 年改成 3 年，起始日晚一年）。"
                "界线没有动的不用改回。"
            )
    data = {**_name(edition), "accepted": lines, "left": left}
    return _Report([*lines, *left, *said], data, 1 if left else 0)


def _name(edition: Edition) -> dict[str, str]:
    return {"policy": str(edition.policy.id), "edition": str(edition.policy.edition)}


def _show_effects(editions: list[Edition], options: argparse.Namespace) -> int:
    figure = options.figure
    holders = [edition for edition in editions if figure in edition.figures]
    if not holders:
        known = {key for edition in editions for key in edition.figures}
        message = f"没有数值“{figure}”{did_you_mean(figure, known)}"
        raise PolicyError.at("--figure", message)
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
