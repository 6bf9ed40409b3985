"""`check` and `rules`: the state of the policy files."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from calculator.cases.published import refuse_wrong_examples
from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import FOLDER, declare_json
from calculator.core.values.canonical import dumps
from calculator.editions.renamed import renamed
from calculator.editions.stale import Stale, stale
from calculator.editions.words import stale_lines
from calculator.loading import Edition, edition_folders, load_all, load_each, load_edition
from calculator.loading.place import PolicyError, Problem
from calculator.loading.publication import TO_CHECK, marks
from calculator.loading.settings import check_settings


def add_parsers(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="检查政策文件，一次列出全部问题",
        description="检查政策文件。每个问题一行：文件:行:列  位置: 问题和改法。",
        epilog="退出码：0 没有问题；1 有问题；2 命令写法不对。",
    )
    declare_json(check)
    check.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar=FOLDER)
    check.set_defaults(run=run_check)
    rules = commands.add_parser(
        "rules",
        help="输出编译好的规则 rules.json",
        description="输出一个年度编译好的规则，与浏览器用的逐字节相同。",
        epilog="退出码：0 已输出；1 文件有问题，或者没有指明是哪一个年度；2 命令写法不对。",
    )
    declare_json(rules, "输出本来就是 JSON，写不写都一样")
    rules.add_argument("path", nargs="?", type=Path, default=Path("policy"), metavar="年度文件夹")
    rules.set_defaults(run=run_rules)


def run_check(options: argparse.Namespace) -> int:
    """Check every edition under a folder."""
    editions = load_under(options.path, _load_with_settings)
    refuse_wrong_examples(editions)
    if options.json:
        write_exactly(dumps({"editions": [_counted(one) for one in editions], "problems": []}))
        return 1 if any(_is_refused(one) for one in editions) else 0
    for edition in editions:
        for note in _notes(edition):
            write(str(note))
        policy, said = edition.policy, "没有问题" if not _is_refused(edition) else "还不能发布"
        write(
            f"{policy.id}/{policy.edition}：{said}"
            f"（条款 {len(edition.clauses)}，数值 {len(edition.figures)}，"
            f"问题 {len(edition.questions)}，算例 {len(edition.cases)}）"
        )
        for line in stale_lines(_to_read_again(edition), edition):
            write(line)
        if left := [*marks(edition)]:
            write(f"  草稿里还有 {len(left)} 处“{TO_CHECK}”，第一处在 {left[0]}；全部核对才能发布")
    return 1 if any(_is_refused(one) for one in editions) else 0


def _load_with_settings(path: Path) -> list[Edition]:
    """The editions; what is wrong with the site's own files is told in the same run."""
    problems = [*check_settings(Path())]
    try:
        editions = load_all(path)
    except PolicyError as error:
        raise PolicyError([*problems, *error.problems]) from None
    if problems:
        raise PolicyError(problems)
    return editions


def _is_refused(edition: Edition) -> bool:
    return edition.policy.status != "draft" and bool(_to_read_again(edition))


def _to_read_again(edition: Edition) -> list[Stale]:
    """Words that stayed while what they rest on changed since the year before."""
    earlier = _earlier(edition)
    return stale(earlier, edition) if earlier is not None else []


def _notes(edition: Edition) -> list[Problem]:
    """What is worth saying and stops nothing."""
    earlier = _earlier(edition)
    return [*edition.notes, *(renamed(earlier, edition) if earlier is not None else ())]


def _earlier(edition: Edition) -> Edition | None:
    """The year before, of an edition that is not history itself."""
    folder = Path(edition.folder)
    earlier = [one for one in edition_folders(folder.parent) if one.name < folder.name]
    is_history = edition.policy.status == "superseded" or not earlier
    return None if is_history else load_edition(max(earlier))


def _counted(edition: Edition) -> dict[str, Any]:
    return {
        "policy": str(edition.policy.id),
        "edition": str(edition.policy.edition),
        "clauses": len(edition.clauses),
        "figures": len(edition.figures),
        "questions": len(edition.questions),
        "cases": len(edition.cases),
        "stale": [asdict(one) for one in _to_read_again(edition)],
        "marks": [str(place) for place in marks(edition)],
        "notes": [str(note) for note in _notes(edition)],
    }


def run_rules(options: argparse.Namespace) -> int:
    """Print the rules of one edition, byte for byte as the browser gets them."""
    editions = load_under(options.path)
    if len(editions) > 1:
        names = "、".join(f"{one.policy.id}/{one.policy.edition}" for one in editions)
        message = f"这里有几个版本，请指明其中一个：{names}"
        raise PolicyError.at(options.path, message)
    write_exactly(dumps(editions[0].rules))
    return 0


def load_under(path: Path, load: Callable[[Path], list[Edition]] = load_each) -> list[Edition]:
    """Load an edition folder, all editions of a policy, or all policies; problems all at once."""
    if not edition_folders(path):
        raise PolicyError.at(path, "这里没有政策文件（*.yml）")
    return load(path)
