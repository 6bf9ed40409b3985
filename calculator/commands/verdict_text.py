"""Verdicts as text for the command line: bars, routes, conditions, hours, things to bring."""

from collections.abc import Iterator
from typing import Any

from calculator.commands import words
from calculator.core.values.ranges import range_words
from calculator.core.words import NAMES, PEOPLE, own, year_words


def bars(rules: dict[str, Any], result: dict[str, Any], *, explain: bool) -> Iterator[str]:
    """The bars that stand or may stand; `explain` shows all."""
    shown = [bar for bar in result.get("bars", ()) if explain or bar["standing"] != "no"]
    yield from words.title(f"{own(rules['policy'], words.BARS)}（不影响分数）：", shown)
    for bar in shown:
        kind = own(rules["policy"], words.KIND[bar["kind"]])
        name = f"{kind}　{words.clause_name(rules, bar['clause'])}"
        yield f"  {name}：{words.say_standing(bar)}"
        for reason in bar["reasons"]:
            yield f"    {reason['text'] if isinstance(reason, dict) else reason}"


def conditions(rules: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    """Every clause with a condition, its verdict and the tree behind it."""
    found = result.get("conditions", {})
    yield from words.title("条件：", found)
    for clause in rules["order"]:
        if clause in found:
            one = found[clause]
            day = f"（{one['day']}）" if one.get("day") else ""
            verdict = words.VERDICT[one["verdict"]]
            yield f"  {words.clause_name(rules, clause)}：{verdict}{day}　#{clause}"
            yield from _why(one.get("why"), "    ")


def _why(why: Any, indent: str) -> Iterator[str]:
    if not isinstance(why, dict):
        return
    if why.get("text"):
        verdict = words.VERDICT.get(str(why.get("verdict")), "")
        yield f"{indent}{verdict}　{why['text']}"
        indent += "  "
    for part in why.get("of", ()):
        yield from _why(part, indent)


def routes(rules: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    """Every route with its verdict, the day that time alone brings it, the needs not met."""
    yield from words.title(f"{own(rules['policy'], NAMES['routes'])}：", result.get("routes"))
    for route in result.get("routes", ()):
        is_awaited = route["verdict"] != "met" and route.get("day")
        day = f"（{PEOPLE['time']}：{route['day']}）" if is_awaited else ""
        name = words.clause_name(rules, route["id"])
        yield f"  {name}：{words.VERDICT[route['verdict']]}{day}"
        for need in route["needs"]:
            if need["verdict"] != "met":
                clause = words.clause_name(rules, need["clause"])
                yield f"    {clause}：{words.VERDICT[need['verdict']]}　#{need['clause']}"


def hours(rules: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    """Every requirement of hours with what counts and what is short."""
    for ledger, one in result.get("hours", {}).items():
        yield ""
        yield f"{own(rules['policy'], NAMES['hours'])}（{words.clause_name(rules, ledger)}）："
        for need in one["requirements"]:
            year = year_words(need["year"])
            title = need["title"] or need["id"]
            short = range_words(need["short_low"], need["short_high"])
            lacking = "" if need["verdict"] == "met" else f"，还差 {short}"
            yield (
                f"  {year}　{title}：{range_words(need['low'], need['high'])}，"
                f"要求 {need['needed']['value']}，{words.VERDICT[need['verdict']]}{lacking}"
                f"　#{need['clause']}"
            )


def checklist(rules: dict[str, Any], result: dict[str, Any]) -> Iterator[str]:
    """Everything that is needed, or may be."""
    shown = [item for item in result.get("checklist", ()) if item["needed"] != "no"]
    yield from words.title("要准备的材料：", shown)
    for item in shown:
        title = rules["clauses"][item["clause"]]["item"]["title"]
        yield f"  {title}：{words.NEEDED[item['needed']]}　#{item['clause']}"
