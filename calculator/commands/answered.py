"""What the commands about one person's answers share: reading, choosing the edition, computing."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from calculator.commands import words
from calculator.commands.answers_file import read_answers_file
from calculator.commands.console import write, write_exactly
from calculator.commands.parsing import FOLDER
from calculator.core.entry import Calculator, load
from calculator.core.intake.answers import BELOW, TOP_KEYS
from calculator.core.values.canonical import dumps
from calculator.core.words import NAMES, disclaimer
from calculator.core_sources import computing_hash
from calculator.loading import Edition, edition_folders, load_edition
from calculator.loading.hints import did_you_mean
from calculator.loading.merge import shown
from calculator.loading.place import PolicyError

EXIT_CODES = "退出码：0 已算出；1 文件有问题；2 命令写法不对。"
EXACT_JSON = "输出与浏览器逐字节相同的 JSON"


class Lines(Protocol):
    """Renders a result as lines of text."""

    def __call__(
        self, rules: dict[str, Any], result: dict[str, Any], /, *, explain: bool
    ) -> Iterable[str]: ...


@dataclass(frozen=True)
class Answered:
    """An answers file and the edition that it is held against.

    `carried` is the report of `calculator.core.intake.migrate` when the file is of another
    edition.
    """

    edition: Edition
    answers: Any
    carried: dict[str, Any] | None = None

    @property
    def rules(self) -> dict[str, Any]:
        """The data of rules.json."""
        return self.edition.rules

    @cached_property
    def calculator(self) -> Calculator:
        """What the browser's worker runs, with the hashes that slips carry."""
        return calculator_for(self.edition)

    def result(self, parts: Iterable[str]) -> dict[str, Any]:
        """The parts asked for, with what was carried over under ``carried``."""
        result = self.calculator.answer({"answers": self.answers, "parts": list(parts)})
        return result if self.carried is None else {**result, "carried": self.carried}


def calculator_for(edition: Edition) -> Calculator:
    """The calculator of an edition, with the hashes that slips carry.

    It starts from the canonical text, as the browser's does: the order of keys in the YAML files
    would show in the order of reasons.
    """
    return load(dumps(edition.rules), computing_hash())


def add_command(
    commands: Any,
    name: str,
    *,
    summary: str,
    description: str,
    parts: Iterable[str],
    lines: Lines,
) -> None:
    """Declare a command that prints parts of a result, as `lines` of text or as JSON."""

    def run(options: argparse.Namespace) -> int:
        given = read(options)
        result = given.result(parts)
        return show(options, given, result, lines(given.rules, result, explain=options.explain))

    parser = commands.add_parser(name, help=summary, description=description, epilog=EXIT_CODES)
    declare(parser)
    parser.set_defaults(run=run)


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments that name answers, policy and form."""
    declare_answers(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=EXACT_JSON)
    form.add_argument("--explain", action="store_true", help="逐条列出依据、算式和理由")


def declare_answers(parser: argparse.ArgumentParser) -> None:
    """Declare the answers file, and where the policies are."""
    parser.add_argument(
        "answers", type=Path, metavar="答案文件", help="YAML 或 JSON，例如 answers.yml"
    )
    declare_policy(parser)


def declare_policy(parser: argparse.ArgumentParser) -> None:
    """Declare where the policies are."""
    parser.add_argument(
        "--policy", type=Path, metavar=FOLDER, default=Path("policy"),
        help="政策文件夹或年度文件夹（默认 policy，按文件里的 policy 和 edition 选；"
             "指明一个年度文件夹时，别的年度的答案会按编号沿用）",
    )  # fmt: skip


def read(options: argparse.Namespace) -> Answered:
    """Read the answers and load their edition."""
    answers = read_answers_file(options.answers)
    if not isinstance(answers, dict):
        raise PolicyError.at(shown(options.answers), "不是答案文件：应当是“名称: 值”的若干行")
    edition = edition_for(answers, options.policy, options.answers)
    if loose := [key for key in answers if key in edition.index.questions and key not in TOP_KEYS]:
        raise PolicyError.at(shown(options.answers), f"“{loose[0]}”：{BELOW}")
    year = answers.get("edition")
    if year is None or str(year) == str(edition.policy.edition):
        return Answered(edition, answers)
    siblings = {one.name: one for one in edition_folders(options.policy.resolve().parent)}
    older = siblings.get(str(year))
    before = {} if older is None else {"before": load_edition(older).rules}
    carried = calculator_for(edition).answer({"carry": answers, **before})
    return Answered(edition, carried.pop("file"), carried)


def edition_for(answers: Any, policy: Path, file: Path) -> Edition:
    """Load the edition that a file names, the one that the folder holds, or else today's."""
    folders = {f"{one.parent.name}/{one.name}": one for one in edition_folders(policy)}
    if not folders:
        message = "这里没有政策文件（*.yml），请用 --policy 指明文件夹"
        raise PolicyError.at(policy, message)
    given = answers if isinstance(answers, dict) else {}
    name, year = (str(given.get(key) or "") for key in ("policy", "edition"))
    fitting = [one for one in folders.values() if (one.parent.name, one.name) == (name, year)]
    fitting = fitting or [one for one in folders.values() if not name and one.name == year]
    if len(fitting) == 1:
        return load_edition(fitting[0])
    wanted = "/".join(filter(None, (name, year)))
    only = next(iter(folders.values()))
    if len(folders) == 1 and policy.resolve() == only.resolve() and name == only.parent.name:
        return load_edition(only)
    policies = {one.parent for one in folders.values() if not name or one.parent.name == name}
    if not year and len(policies) == 1:
        return _todays(one for one in folders.values() if one.parent in policies)
    known = "、".join(folders)
    what = f"没有“{wanted}”这个版本{did_you_mean(wanted, folders)}" if wanted else ""
    if fitting:
        what = f"几份政策都有“{wanted}”"
    message = f"{what or '没有说明是哪一份政策'}；请在文件里写 policy 和 edition，"
    message += f"或者用 --policy 指明年度文件夹，现有：{known}"
    raise PolicyError.at(shown(file), message)


def _todays(folders: Iterable[Path]) -> Edition:
    """The newest of a policy's editions that is no draft; of drafts alone the newest."""
    editions = [load_edition(one) for one in folders]
    return max(editions, key=lambda one: (one.policy.status != "draft", str(one.policy.edition)))


def show(
    options: argparse.Namespace, answered: Answered, result: dict[str, Any], lines: Iterable[str]
) -> int:
    """Print a result as canonical JSON, or as text between its heading and the disclaimer."""
    if options.json:
        write_exactly(dumps(result))
        return 0
    text = [words.heading(answered.rules), *problems(result), *lines]
    write("\n".join([*text, "", disclaimer(answered.rules["policy"])]))
    return 0


def problems(result: dict[str, Any]) -> Iterator[str]:
    """What of the answers could not be used, or not be carried over."""
    carried = result.get("carried")
    if carried is not None:
        yield ""
        yield f"答案是 {carried['from']['edition']} 年度的，按编号沿用了 {carried['carried']} 处。"
        yield from _places("没有沿用的内容：", carried["left"])
        yield from _places(f"{NAMES['reread']}：", carried["check"])
    if result["problems"]:
        yield from ("", *_places("答案里有用不上的内容：", result["problems"]))


def _places(title: str, found: list[dict[str, str]]) -> list[str]:
    lines = [f"  {one['path']}: {one['message']}" for one in found]
    return [title, *lines] if found else []
