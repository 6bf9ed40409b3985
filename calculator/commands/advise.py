"""`advise`: what one more of each thing would add, what to answer next, what opens each route."""

from collections.abc import Iterator
from typing import Any

from calculator.commands import answered, words
from calculator.core.values.ranges import range_words
from calculator.core.words import BECAUSE

# Shown without --explain: the best steps, and the sets of a step.
MOST_STEPS = 12
MOST_SETS = 4


def add_parser(commands: Any) -> None:
    answered.add_command(
        commands,
        "advise",
        summary="看再加什么最有用，接下来答哪一个，各条途径还差什么",
        description="逐项重新计算：再有一项能多得多少分（各级上限已计入），哪些加了也不多得、为什么；"
        "接下来答哪一个问题最能定下分数；各条途径还差哪些条件。",
        parts=("score", "advice"),
        lines=lines,
    )


def lines(rules: dict[str, Any], result: dict[str, Any], *, explain: bool) -> Iterator[str]:
    """Gains, what adds nothing, the next question, the routes."""
    advice, score = result["advice"], result["score"]
    yield from advice["bars"]
    yield f"现在的总分：{range_words(score['low'], score['high'], '分')}"
    yield from _gains(rules, advice["gains"], explain=explain)
    if advice["together"] is not None:
        yield f"  {advice['together']['said']}"
    yield from words.title("再加一项也不多得：", advice["nothing"])
    for one in advice["nothing"]:
        why = one["formula"] or BECAUSE.get(one["because"], "")
        yield f"  {words.clause_name(rules, one['clause'])}：{why}　#{one['clause']}"
        yield from (f"    {reason['text']}" for reason in one["reasons"])
    yield from words.title("接下来先答这个，最能定下分数：", advice["next"])
    for one in advice["next"][:3]:
        yield f"  {one['asked']}（{one['said']}）" if one["said"] else f"  {one['asked']}"
    yield from _routes(rules, advice["routes"], explain=explain)


def _gains(rules: dict[str, Any], gains: list[dict[str, Any]], *, explain: bool) -> Iterator[str]:
    heading = "再加一项，总分多多少（各级上限已计入；先是已经有的，再是新做的）："
    yield from words.title(heading, gains)
    shown = gains if explain else gains[:MOST_STEPS]
    for gain in shown:
        name = words.clause_name(rules, gain["clause"])
        then = range_words(gain["score"]["low"], gain["score"]["high"], "分")
        yield f"  {gain['said']}（到 {then}）　{name}：{gain['step']}　#{gain['clause']}"
        if gain["formula"]:
            yield f"    {gain['formula']}"
        yield from (f"    {reason['text']}" for reason in gain["reasons"])
    if len(shown) < len(gains):
        yield f"  还有 {len(gains) - len(shown)} 项，加 --explain 全部列出。"


def _routes(rules: dict[str, Any], routes: list[dict[str, Any]], *, explain: bool) -> Iterator[str]:
    unmet = [route for route in routes if route["verdict"] != "met"]
    yield from words.title("各条途径还差什么（每一步都要做到，同一步里做到其中一组就行）：", unmet)
    for route in unmet:
        name = words.clause_name(rules, route["id"])
        if route["fewest"] is None:
            yield f"  {name}：怎样回答都不能满足"
            continue
        yield f"  {name}：至少还差 {route['fewest']} 项"
        for number, step in enumerate(route["steps"], 1):
            shown = step["sets"] if explain else step["sets"][:MOST_SETS]
            for place, demands in enumerate(shown):
                head = f"{number}." if place == 0 else "   或"
                yield f"    {head} {'；并且 '.join(_demand(rules, one) for one in demands)}"
            if len(shown) < len(step["sets"]) or not step["complete"]:
                yield "       还有别的办法"


def _demand(rules: dict[str, Any], demand: dict[str, Any]) -> str:
    clause = words.clause_name(rules, demand["clause"])
    turned = "" if demand["want"] == "met" else "不成立："
    day = f"（只差时间：{demand['day']}）" if demand["day"] is not None else ""
    return f"{clause}：{turned}{demand['text']}{day}　#{demand['clause']}"
