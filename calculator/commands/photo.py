"""`photo`: hold a picture file against what the policy asks of it."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.commands import answered, words
from calculator.commands.console import show
from calculator.commands.parsing import declare_json
from calculator.core.intake.material import HEAD_BYTES, photo_report
from calculator.core.words import NAMES
from calculator.files import why
from calculator.loading import Edition
from calculator.loading.hints import did_you_mean
from calculator.loading.merge import shown
from calculator.loading.place import PolicyError


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "photo",
        help="核对一张照片是否符合要求",
        description="读出照片的格式、大小、像素和宽高比，逐项对照要求；照片只在本机读取。",
        epilog="退出码：0 各项都合格，或者没有这类要求；1 有不合格或不能确定的，或者文件读不出来；"
        "2 命令写法不对。",
    )
    parser.add_argument("file", type=Path, metavar="照片文件", help="例如 photo.jpg")
    answered.declare_policy(parser)
    parser.add_argument(
        "--question", metavar=NAMES["code"], help="政策里有几种照片时，指明是哪一种"
    )
    declare_json(parser, answered.EXACT_JSON)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the facts and each requirement."""
    head, size = _read(options.file)
    edition = answered.edition_for(None, options.policy, options.file)
    _refuse_unknown(edition, options.question)
    calculator = answered.calculator_for(edition)
    report = photo_report(calculator.rules, head, size, options.file.name, options.question)
    show(options, report, [words.heading(edition.rules), *lines(edition.rules, report)])
    return 0 if all(one["verdict"] == "met" for one in report["conditions"].values()) else 1


def _refuse_unknown(edition: Edition, wanted: str | None) -> None:
    """A question that asks for no photo, or none where several do, decides nothing."""
    known = [str(one.id) for one in edition.questions if one.type == "photo"]
    if (wanted is None and len(known) < 2) or wanted in known:
        return
    said = f"没有照片题“{wanted}”{did_you_mean(wanted, known)}" if wanted else "有几种照片"
    message = f"{said}；请用 --question 指明其中一个：{'、'.join(known)}"
    if not known:
        message = f"没有照片题“{wanted}”：这份政策没有照片要求"
    raise PolicyError.at("--question", message)


def _read(path: Path) -> tuple[bytes, int]:
    """How the file begins, and how long it is."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES), path.stat().st_size
    except OSError as error:
        raise PolicyError.at(shown(path), f"照片不能读取：{why(error)}") from error


def lines(rules: dict[str, Any], report: dict[str, Any]) -> Iterator[str]:
    """What the file is, then every requirement and how to mend what fails."""
    yield ""
    yield f"照片：{report['said']}"
    for note in report["notes"]:
        yield f"　　{note}"
    if report["question"] is None:
        yield "这份政策没有照片要求。"
    for clause, one in report["conditions"].items():
        yield f"{words.clause_name(rules, clause)}：{words.VERDICT[one['verdict']]}　#{clause}"
        for part in one["why"].get("of", [one["why"]]):
            yield f"  {words.VERDICT[part['verdict']]}　{part.get('text', '')}"
            if part["verdict"] != "met" and part.get("mend"):
                yield f"    怎样改：{part['mend']}"
