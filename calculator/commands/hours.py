"""`hours`: what counts as continuing education, what is short, and which ways have room left."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from calculator.commands import answered, verdict_text, words
from calculator.core.values.ranges import range_words
from calculator.core.words import NAMES, RANGE, ROUND_OVER, own, year_words


def add_parser(commands: Any) -> None:
    answered.add_command(
        commands,
        "hours",
        summary="计算学时：认定多少，还差多少，哪些途径还有余量",
        description="按年度和途径计算学时：每条记录认定多少、为什么没有全算、还差多少、怎样补足。",
        parts=("hours",),
        lines=lines,
    )


def lines(rules: dict[str, Any], result: dict[str, Any], *, explain: bool) -> Iterator[str]:
    """Requirements first; then the entries, the ways at their cap, and the ways with room."""
    if not result["hours"]:
        yield f"这份政策没有记{own(rules['policy'], NAMES['hours'])}的账（ledger）。"
    yield from verdict_text.hours(rules, result)
    for ledger_id, ledger in result["hours"].items():
        list_id = rules["clauses"][ledger_id]["ledger"]["entries"]
        yield from _entries(rules, ledger, list_id, explain=explain)
        biting = [way for way in ledger["ways"] if way["bites"] != "no"]
        yield from words.title("达到年度上限的途径：", biting)
        for way in biting:
            name = words.clause_name(rules, way["clause"])
            yield f"  {way['year']} 年　{name}：{way['formula']}　#{way['clause']}"
        yield from _room(rules, ledger)


def _entries(
    rules: dict[str, Any], ledger: dict[str, Any], list_id: str, *, explain: bool
) -> Iterator[str]:
    if not ledger["given"]:
        yield ""
        yield "还没有填写学习记录。"
        return
    unit = own(rules["policy"], NAMES["hours"])
    shown = [one for one in ledger["entries"] if explain or one["counted"] != "yes"]
    yield from words.title("各条记录：" if explain else "没有计入，或者不能确定的记录：", shown)
    for entry in shown:
        name = words.record_name(rules, list_id, entry["index"])
        counted = words.COUNTED[entry["counted"]]
        value = range_words(entry["low"], entry["high"])
        formula = (
            f"（{entry['formula']}）" if entry["formula"] != value and entry["formula"] else ""
        )
        clause = "" if entry["clause"] is None else f"　#{entry['clause']}"
        yield f"  {name}：{counted} {value} {unit}{formula}{clause}"
        yield from (f"    {reason['text']}" for reason in entry["reasons"])
    if not ledger["complete"]:
        yield "  记录还没有声明填全，没有达到的要求按“不能确定”计。"


def _room(rules: dict[str, Any], ledger: dict[str, Any]) -> Iterator[str]:
    titles = {need["id"]: need["title"] or need["id"] for need in ledger["requirements"]}
    unit = own(rules["policy"], NAMES["hours"])
    if ledger["room"]:
        yield ""
        over = ROUND_OVER.get(rules["policy"]["status"])
        later = own(rules["policy"], f"{over}，以后可以参考；") if over else ""
        yield f"还差的{unit}可以这样补（{later}每个途径的上限已经扣除）："
    for short in ledger["room"]:
        year = year_words(short["year"])
        yield f"  {year}　{titles[short['requirement']]}：还差 {short['short']} {unit}"
        for way in short["ways"]:
            name, rates = words.clause_name(rules, way["clause"]), _rates(way, unit)
            yield f"    {name}：{rates}　#{way['clause']}"


def _rates(way: dict[str, Any], unit: str) -> str:
    """What the way can still bring, and how many units that takes."""
    room = RANGE["any"] if way["room"] is None else f"还有余量 {way['room']} {unit}"
    units = [rate["units"] for rate in way["rates"] if rate["units"] is not None]
    known = sorted(units, key=lambda one: Fraction(str(one)))
    taking = f"（约 {range_words(known[0], known[-1])} 个计量单位）" if known else ""
    share = "，多人合作的按排名折算" if way["weighted"] else ""
    return f"{room}，可补 {way['useful']}{taking}{share}"
