"""`new`: begin the next edition of a policy, or a policy that is not there yet."""

import argparse
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from calculator.cases import words as case_words
from calculator.commands import words
from calculator.commands.console import show
from calculator.commands.parsing import NEW, OLD, declare_editions
from calculator.editions.begin import Begun, begin
from calculator.editions.skeleton import begin_policy
from calculator.loading import load_edition
from calculator.loading.edition import find_editions
from calculator.loading.place import PolicyError
from calculator.loading.publication import TO_CHECK


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "new",
        help="开始下一年度，或者一份新的政策，列出要核对的内容",
        description="写 2031 --from 2030：复制一个年度的文件夹，改好年度和状态，"
        "规则用到的近年日期和算例的日期随年度移动，"
        "在日期和文号旁标上“待核对”，并用文字列出要核对的内容。其余数值一概不改；"
        "写 政策编号/2031：建一份新的政策，是一个带说明、可以检查的小例子。不覆盖任何已有的文件。",
        epilog="退出码：0 已建好；1 没有建，或者建好后检查有问题；2 命令写法不对。",
    )
    parser.add_argument("name", metavar=NEW, help="例如 2031；一份新的政策写成 政策编号/2031")
    parser.add_argument(
        "--from", dest="source", metavar=OLD, help="例如 2030，或者年度文件夹；新的政策不写"
    )
    declare_editions(parser)
    parser.set_defaults(run=lambda options: run(options, parser))


def run(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Make the folder and say what is to be done."""
    policy, slash, year = options.name.partition("/")
    if bool(slash) == bool(options.source):
        parser.error("下一年度写成 2031 --from 2030；一份新的政策写成 政策编号/2031，不写 --from")
    if slash:
        return _policy(options, policy, year)
    (source,) = find_editions(options.policy, options.source)
    begun = begin(source, options.name)
    problems = _problems(begun.folder)
    show(options, {**as_json(begun), "problems": problems}, lines(begun, problems))
    return 1 if problems else 0


def _policy(options: argparse.Namespace, policy: str, year: str) -> int:
    folder = begin_policy(options.policy, policy, year).as_posix()
    lines = (
        f"已建好 {folder}：一份可以检查、可以试用的小例子，每处“{TO_CHECK}”都要改成自己的。",
        f"随时可以运行：check {folder}、cases {folder}；草稿用 mkdocs serve 看。",
        "改完以后：删去全部标记，填写 checked，把 status 改成 open。",
    )
    show(options, {"folder": folder}, lines)
    return 0


def _problems(folder: Path) -> list[str]:
    """What `check` finds in the copy."""
    try:
        load_edition(folder)
    except PolicyError as error:
        return [str(problem) for problem in error.problems]
    return []


def as_json(begun: Begun) -> dict[str, Any]:
    """The same as the text, as data."""
    return {
        "folder": begun.folder.as_posix(),
        "set": list(begun.set_lines),
        "dates": [{"figure": one.key, "text": one.text} for one in begun.dates],
        "moved": [{"figure": one.key, "value": new} for one, new in begun.rolled.figures],
        "stayed": list(begun.rolled.stayed),
        "broken": [str(one.case.id) for one in begun.rolled.broken],
        "marked": {file: list(numbers) for file, numbers in begun.marked.items()},
        "mentions": {file: list(numbers) for file, numbers in begun.mentions.items()},
    }


def lines(begun: Begun, problems: list[str]) -> Iterator[str]:
    """What was made, and what must be looked at."""
    edition = begun.source
    yield f"已从 {edition.policy.edition} 复制出 {begun.folder.as_posix()}。"
    yield ""
    yield "已经改好，请过目："
    yield from (f"  {one}" for one in begun.set_lines)
    yield ""
    yield f"文件里用“{TO_CHECK}”标出、要逐行核对的（行号）："
    yield from _by_file(begun.marked)
    yield from _dates(begun)
    yield from _cases(begun)
    yield from words.title(f"还写着 {edition.policy.edition} 的地方（行号）：", begun.mentions)
    yield from _by_file(begun.mentions)
    yield ""
    yield "还要做的："
    yield from _to_do(begun)
    yield from words.title("检查新文件夹时发现：", problems)
    yield from (f"  {one}" for one in problems)


def _dates(begun: Begun) -> Iterator[str]:
    edition, moved = begun.source, {one.key: new for one, new in begun.rolled.figures}
    for said, chosen in (
        ("其中规则用到的近年日期已经随年度移动，新文件未必如此：", [*moved]),
        ("其中的日期和年度还是旧的：", [one.key for one in begun.dates if one.key not in moved]),
    ):
        yield from words.title(said, chosen)
        for figure in (edition.figures[key] for key in chosen):
            new = moved.get(figure.key)
            to = f" → {replace(figure, value=new).text}" if new else ""
            title = edition.named(figure.clause)
            yield f"  {title}　{figure.label}：{figure.text}{to}　#{figure.clause}"


def _cases(begun: Begun) -> Iterator[str]:
    rolled, rules, folder = begun.rolled, begun.source.rules, begun.folder.as_posix()
    said = "算例的日期也随年度移动了；这几个没有移动（闰日、放假安排、固定的年份）："
    yield from words.title(said, rolled.stayed)
    yield from (f"  {one}" for one in rolled.stayed)
    yield from words.title(f"这几个算例移动以后不再相符，已标上“{TO_CHECK}”：", rolled.broken)
    for outcome in rolled.broken:
        case = outcome.case
        yield f"  {case.id}（{case.title}）　cases/{Path(case.place.file).name}:{case.place.line}"
        for one in outcome.differences:
            what = case_words.subject(one.section, one.key, rules).rstrip()
            expected, found = case_words.value(one.expected), case_words.value(one.found)
            yield f"    {what}应为 {expected}，算出 {found}"
    if rolled.broken:
        yield "  经过闰年、缺那一年的放假安排（calendar）都会这样，也可能移动以前就不相符。"
        yield "  还要说明原来那件事的，把回答里的日期改到合适的年份；"
        yield "  算出的正是新的预期的，用下面的命令写回，标题和理由一起改。改好以后删去标记。"
        named = " ".join(str(one.case.id) for one in rolled.broken)
        yield f"  python -m calculator cases {folder} --accept {named}"


def _by_file(numbers: Mapping[str, tuple[int, ...]]) -> Iterator[str]:
    for file, found in numbers.items():
        yield f"  {file}：{'、'.join(map(str, found))}"


def _to_do(begun: Begun) -> Iterator[str]:
    edition, old, new = begun.source, begun.source.policy.edition, begun.folder.name
    others = len(edition.figures) - len(begun.dates)
    lost = sum(figure.kind == "lost" for figure in edition.figures.values())
    gaps = sum(reading.kind == "gap" for reading in edition.readings)
    folder = begun.folder.as_posix()
    yield f"  其余 {others} 个数值照抄了 {old}，请对照新文件逐个核对。"
    if lost or gaps:
        yield f"  旧版有 {gaps} 处缺漏、{lost} 个缺失的数值，看新文件里有没有写。"
    yield f"  {len(edition.clauses)} 条条款照抄了 {old}；新文件增删了的，相应增删。"
    yield f"  {len(edition.questions)} 个问题、{len(edition.routes)} 条途径也一样。"
    yield "  留下来的，编号不要改：网址和以前存下的答案都靠它。"
    yield f"  {len(edition.cases)} 个算例来自 {old}：改了政策，再核对它们的预期结果。"
    yield "  新版现在是草稿（status: draft），只在 mkdocs serve 里看得到，不会发布。"
    yield "  核对完以后：填写 checked，改写 status_note，把 status 改成 open，"
    yield f"  并把 {old} 的 status 改成 superseded。"
    yield f"  随时可以运行：check {folder}、cases {folder}、diff {old} {new}。"
