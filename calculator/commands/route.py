"""`route`: which routes are open to a person, need by need."""

from collections.abc import Iterator
from typing import Any

from calculator.commands import answered, verdict_text, words
from calculator.core.words import own as own_words


def add_parser(commands: Any) -> None:
    answered.add_command(
        commands,
        "route",
        summary="看能走哪条途径，逐条说明",
        description="逐条途径说明满足、不满足还是不能确定，还缺什么；只差时间的，写明哪一天满足。",
        parts=("routes", "bars"),
        lines=lines,
    )


def lines(rules: dict[str, Any], result: dict[str, Any], *, explain: bool) -> Iterator[str]:
    """The routes in the order of the policy, with the bars that stand beside them."""
    headline = result["headline"]
    if headline is None:
        yield "这份政策没有规定途径。"
    else:
        yield from (headline["text"], *headline["beside"], headline["note"])
    for route in result["routes"]:
        yield ""
        yield f"{_name(rules, route['id'])}：{words.VERDICT[route['verdict']]}"
        yield from _delayed(rules, route, result["bars"])
        if route["verdict"] != "met":
            yield from _when(rules, route, "  ")
        for need in route["needs"]:
            report = result["conditions"][need["clause"]]
            yield from _need(rules, {**need, "reasons": report["reasons"]}, explain=explain)
    yield from verdict_text.bars(rules, result, explain=explain)
    if explain:
        yield from verdict_text.conditions(rules, result)


def _delayed(
    rules: dict[str, Any], route: dict[str, Any], bars: list[dict[str, Any]]
) -> Iterator[str]:
    """The bars that stand for this route and are not the same for every one."""
    own = {bar["clause"] for bar in bars if "routes" in bar}
    for bar in route["bars"]:
        if bar["clause"] in own and bar["standing"] == "yes":
            name = words.clause_name(rules, bar["clause"])
            kind = own_words(rules["policy"], words.KIND[bar["kind"]])
            yield f"  {kind}　{name}：{words.say_standing(bar)}"


def _name(rules: dict[str, Any], route_id: str) -> str:
    route = next(one for one in rules["routes"] if one["id"] == route_id)
    group = route.get("group")
    return f"{route['title']}（{group}）" if group else str(route["title"])


def _need(rules: dict[str, Any], need: dict[str, Any], *, explain: bool) -> Iterator[str]:
    name = words.clause_name(rules, need["clause"])
    yield f"  {words.VERDICT[need['verdict']]}　{name}　#{need['clause']}"
    if need["verdict"] == "met" and not explain:
        return
    yield from (f"    {reason['text']}" for reason in need["reasons"])
    if need["verdict"] != "met":
        yield from _when(rules, need, "    ")


def _when(rules: dict[str, Any], one: dict[str, Any], indent: str) -> Iterator[str]:
    """When time alone brings it, and whether that is too late for this round."""
    day, reference = one["day"], str(rules["policy"]["reference_day"]["value"])
    if day is None:
        return
    latest = "最迟" if one["day_at_latest"] else ""
    yield f"{indent}只差时间：{latest}到 {day} 满足{_lateness(str(day), reference, latest)}"


def _lateness(day: str, reference: str, latest: str) -> str:
    """Days compare as texts where both are exact; a month or year that holds the day is unsure."""
    if reference.startswith(day) and day != reference:
        return f"，是否晚于截止日 {reference} 要看具体日期"
    if day <= reference:
        return ""
    return f"，可能晚于截止日 {reference}" if latest else f"，晚于截止日 {reference}，这一轮来不及"
