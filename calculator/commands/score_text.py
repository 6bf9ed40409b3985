"""A result as text for the command line: the verdict first, reasons after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calculator.commands import words
from calculator.commands.verdict_text import bars, checklist, conditions, hours, routes
from calculator.core.values.ranges import number_with_unit, range_words
from calculator.core.words import evidence_word

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
        yield f"　　按自估的专家评分：{number_with_unit(score['own'], '分')}"
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
            yield from _cited(node, indent)
            yield from _items(rules, node, indent)


def _cited(node: dict[str, Any], indent: str) -> Iterator[str]:
    cap = f"，上限出自 {node['cap']['figure']}" if node["cap"] else ""
    yield f"{indent}  依据：#{node['id']}{cap}"


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
    if lines:
        yield ""
        yield "没有计入，或者不能确定："
        yield from lines


def evidence(rules: dict[str, Any], score: dict[str, Any]) -> Iterator[str]:
    """What proves the rows that bring points."""
    wanted: dict[str, None] = {}
    for node in score["nodes"]:
        if node["kind"] == "row" and node["state"] == "filled" and node["high"] != 0:
            wanted |= dict.fromkeys(node["evidence"])
    if wanted:
        yield ""
        yield f"{evidence_word(rules['policy'])}："
        yield from (f"  {name}" for name in wanted)
