"""`score`: compute an answers file, as text: the verdict first, reasons after."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from calculator.commands import answered, words
from calculator.commands.console import write
from calculator.commands.parsing import FILE
from calculator.commands.verdict_text import bars, checklist, conditions, hours, routes
from calculator.core.evaluate import PARTS
from calculator.core.values.canonical import dumps
from calculator.core.values.ranges import number_with_unit, range_words
from calculator.core.words import evidence_word
from calculator.files import name_of, why, write_whole
from calculator.loading.place import PolicyError


def add_parser(commands: Any) -> None:
    parser = commands.add_parser(
        "score",
        help="计算一份答案文件",
        description="计算一份答案文件（YAML 或 JSON）：总分、各项得分、没有计入的、要带的材料。",
        epilog=answered.EXIT_CODES,
    )
    answered.declare(parser)
    parser.add_argument(
        "--slip", type=Path, metavar=FILE,
        help="另存一份结果单，以后可以用 verify 重新计算、核对；不覆盖已有的文件",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the result of an answers file."""
    given = answered.read(options)
    if options.slip is not None:
        _write_slip(given, options.slip)
        if not options.json:
            write(f"结果单已存到 {name_of(options.slip)}。\n")
    result = given.result(PARTS)
    lines = score_lines(given.rules, result, explain=options.explain)
    return answered.show(options, given, result, lines)


def _write_slip(given: answered.Answered, path: Path) -> None:
    slip = given.calculator.answer({"answers": given.answers, "slip": True})
    try:
        write_whole(path, dumps(slip).encode())
    except OSError as error:
        raise PolicyError.at(name_of(path), f"结果单不能存到这里：{why(error)}") from None


# Levels that are always shown, empty or not: the total, the indicators and their parts.
INDICATOR_LEVELS = 2


def score_lines(
    rules: dict[str, Any], result: dict[str, Any], *, explain: bool = False
) -> list[str]:
    """Render a result; `explain` adds every clause, and the tree of reasons behind each verdict."""
    lines = [*_head(result)]
    if "score" in result:
        lines += ["", *_nodes(rules, result["score"], explain=explain)]
        lines += _left_out(rules, result["score"])
        lines += evidence(rules, result["score"])
    lines += bars(rules, result, explain=explain)
    if explain:
        lines += [*routes(rules, result), *conditions(rules, result)]
        lines += [*hours(rules, result), *checklist(rules, result)]
    return lines


def _head(result: dict[str, Any]) -> Iterator[str]:
    score = result.get("score")
    if score is None:
        return
    yield f"总分：{range_words(score['low'], score['high'], '分')}"
    if score["own"] != score["low"]:
        yield f"　　按自估的评分：{number_with_unit(score['own'], '分')}"
    if score["unanswered"]:
        yield (
            f"　　有 {score['unanswered']} 行没有回答，按“没有”计；"
            f"都填上的话：{range_words(score['floor'], score['ceiling'], '分')}"
        )


def _nodes(rules: dict[str, Any], score: dict[str, Any], *, explain: bool) -> Iterator[str]:
    for node in score["nodes"]:
        if not explain and node["depth"] > INDICATOR_LEVELS and node["state"] != "filled":
            continue
        indent = "  " * node["depth"]
        cap = f"（最高 {node['cap']['value']}）" if node["cap"] else ""
        state = {"none": "，没有", "unanswered": "，没有回答"}.get(node["state"], "")
        value = range_words(node["low"], node["high"], "分")
        yield f"{indent}{words.clause_name(rules, node['id'])}{cap}：{value}{state}"
        if node["bites"] != "no" or (explain and " " in node["formula"]):
            yield f"{indent}  算式：{node['formula']}"
        if explain:
            above = f"，上限出自 {node['cap']['figure']}" if node["cap"] else ""
            yield f"{indent}  依据：#{node['id']}{above}"
            yield from _items(rules, node, indent)


def _items(rules: dict[str, Any], node: dict[str, Any], indent: str) -> Iterator[str]:
    for item in node.get("items", ()):
        name = words.record_name(rules, item["list"], item["index"])
        yield f"{indent}  {name}：{words.COUNTED[item['counted']]} {item['formula']}".rstrip()
        for reason in item["reasons"]:
            clause = words.clause_name(rules, reason["clause"])
            yield f"{indent}    {reason['text']}（{clause}）"


def _left_out(rules: dict[str, Any], score: dict[str, Any]) -> Iterator[str]:
    lines = []
    for node in score["nodes"]:
        for item in node.get("items", ()):
            if item["counted"] == "yes":
                continue
            name = words.record_name(rules, item["list"], item["index"])
            why = "；".join(
                f"{reason['text']}（{words.clause_name(rules, reason['clause'])}）"
                for reason in item["reasons"]
            )
            row = words.clause_name(rules, node["id"])
            lines.append(f"  {name}，{row}：{words.COUNTED[item['counted']]}。{why}")
    for item in score.get("unplaced", ()):
        name = words.record_name(rules, item["list"], item["index"])
        lines.append(f"  {name}：标准表里没有对应的行，不计分")
    yield from words.title("没有计入，或者不能确定：", lines)
    yield from lines


def evidence(rules: dict[str, Any], score: dict[str, Any]) -> Iterator[str]:
    """What proves the rows that bring points."""
    wanted: dict[str, None] = {}
    for node in score["nodes"]:
        if node["kind"] == "row" and node["state"] == "filled" and node["high"] != 0:
            wanted |= dict.fromkeys(node["evidence"])
    yield from words.title(f"{evidence_word(rules['policy'])}：", wanted)
    yield from (f"  {name}" for name in wanted)
