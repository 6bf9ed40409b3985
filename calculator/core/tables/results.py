"""What came out for each person, as rows of cells: one line a person, and the reasons behind it.

Numbers are ints or `Fraction`; texts hold one thing a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from calculator.core.answers.said import record_name, say_standing
from calculator.core.conditions.logic import Met
from calculator.core.hours.ledger import LedgerMet
from calculator.core.papers.csv_text import Cell
from calculator.core.papers.score_sheet import number_cell
from calculator.core.rules import Rules
from calculator.core.tables.columns import Column
from calculator.core.tables.layout import CODE
from calculator.core.tables.people import Person
from calculator.core.tables.short import NOTHING, short_columns
from calculator.core.typing_only import shapes
from calculator.core.values.ranges import range_words
from calculator.core.words import (
    APPLICANTS,
    BARS,
    COUNTED,
    KIND,
    NAMES,
    NEAREST_ALONE,
    NEEDED,
    PEOPLE,
    ROW,
    STANDING,
    VERDICT,
    year_words,
)

# The parts of a result that lines and reasons are made of.
PARTS = ("score", "bars", "routes", "hours", "checklist")
HEADLINE = "结论"
SCORING = "计分"
WHY = "原因"
# By what a column holds; verdicts and numbers are short.
WIDTHS = {
    "code": 12.0, "about": 24.0, "headline": 48.0, "routes": 40.0, "lacking": 56.0, "parts": 32.0,
    "bars": 36.0, "hours": 46.0, "needed": 48.0, "maybe": 40.0,
}  # fmt: skip
NARROW = 9.0
TO_MEND = "要改的单元格"
REASON_HEADERS = (CODE, "方面", NAMES["thing"], HEADLINE, WHY, "依据")
TROUBLE_HEADERS = (NAMES["cell"], CODE, NAMES["problem"])
UNANSWERED = f"没有回答的{ROW}"


def columns(rules: Rules, parts: Iterable[str] = PARTS) -> list[tuple[str, str]]:
    """The columns of `line` as (header, what it holds): code, about, headline, routes, lacking,
    low, high, ceiling, parts, unanswered, bars, hours, needed, maybe, mend."""
    wanted = frozenset(parts)
    about = _about(rules)
    found = [
        (CODE, "code"),
        *([("、".join(one.header for one in about), "about")] if about else []),
    ]
    if "routes" in wanted and rules.routes:
        found.append((HEADLINE, "headline"))
        found += [(NAMES["route"], "routes"), (f"{NAMES['route']}还缺什么", "lacking")]
    if "score" in wanted and rules.tree.nodes:
        least, most = (f"（{NAMES['as_none']}，{end}）" for end in ("至少", "至多"))
        found += [(NAMES["whole"] + least, "low"), (NAMES["whole"] + most, "high")]
        found.append((f"{NAMES['whole']}（都填上的话，至多）", "ceiling"))
        found.append((f"各部分（{NAMES['as_none']}）", "parts"))
        found.append((UNANSWERED, "unanswered"))
    if "bars" in wanted and rules.bars:
        found.append((rules.own(BARS), "bars"))
    if "hours" in wanted and rules.ledgers:
        found.append((rules.own(NAMES["hours"]), "hours"))
    if "checklist" in wanted and rules.checklist:
        found += [(NAMES["items"], "needed"), ("可能要准备的材料", "maybe")]
    return [*found, (TO_MEND, "mend")]


def line(rules: Rules, person: Person, result: shapes.Result) -> list[Cell]:
    """One person in one line; the result says which parts there are."""
    cells: list[Cell] = [person.code]
    if about := _about(rules):
        cells.append("；".join(filter(None, (_said_of(person, one) for one in about))))
    if "routes" in result and rules.routes:
        headline = result["headline"]
        cells += [
            headline["text"] if headline else "",
            "\n".join(_by_verdict(rules, result["routes"])),
        ]
        cells.append("\n".join(_lacking(rules, result["routes"])))
    if "score" in result and rules.tree.nodes:
        cells += list(_score(rules, result["score"]))
    if "bars" in result and rules.bars:
        cells.append("\n".join(_bars(rules, result["bars"])))
    if "hours" in result and rules.ledgers:
        cells.append("\n".join(_hours(result["hours"])))
    if "checklist" in result and rules.checklist:
        for needed in ("yes", "open"):
            named = [item["title"] for item in result["checklist"] if item["needed"] == needed]
            cells.append("\n".join(named))
    return [*cells, len(person.troubles)]


# So many things that somebody is known by stand beside the code.
MOST_ABOUT = 2


def _about(rules: Rules) -> list[Column]:
    """What tells one person from another: the columns of the short table that begin a list."""
    return [one for one in short_columns(rules) if one.parts and NOTHING in one.options][
        :MOST_ABOUT
    ]


def _said_of(person: Person, column: Column) -> str:
    """«大学本科»: the options that somebody's records name."""
    given = person.file.get("answers", {}).get(column.parts[0].list_id)
    records = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    labels = column.asked.labels if column.asked else {}
    named = [labels.get(str(one.get(column.id)), "") for one in records]
    return "、".join(dict.fromkeys(filter(None, named)))


def _by_verdict(rules: Rules, reports: Sequence[shapes.Route]) -> Iterator[str]:
    """«满足：甲、乙»."""
    routes = _verdicts(rules, reports)
    for verdict, word in VERDICT.items():
        named = [title for title, found in routes if found == verdict]
        if named:
            yield f"{word}：{'、'.join(named)}"


def _verdicts(rules: Rules, reports: Sequence[shapes.Route]) -> list[list[str]]:
    """Title and verdict of each route."""
    return [[r.title, one["verdict"]] for r, one in zip(rules.routes, reports, strict=False)]


def place_of(rules: Rules, result: shapes.Result) -> str:
    """Where a person stands, as one of the codes of `PEOPLE`; "" where there are no routes."""
    headline = result.get("headline")
    if headline is None:
        return ""
    kind = {"met": "met", "delayed": "barred", "barred": "barred"}.get(headline["kind"], "open")
    if headline["kind"] in {"time", "lacking"}:
        return _lack(rules, headline, result["routes"])
    return kind


def _lack(rules: Rules, headline: shapes.Headline, routes: Iterable[shapes.Route]) -> str:
    """Whether only time or hours are missing of the route that the headline speaks of."""
    if headline["more"]:
        return "open"
    if not any(route["needs"] for route in routes if route["id"] in headline["routes"]):
        return "lacking"
    if headline["kind"] == "time":
        return "time"
    failing = headline["clauses"]
    return "hours" if all(_asks_hours(rules, clause) for clause in failing) else "lacking"


def _asks_hours(rules: Rules, clause: str) -> bool:
    condition = rules.conditions[clause]
    while isinstance(condition, Met):
        condition = condition.condition
    return isinstance(condition, LedgerMet)


def summed_up(rules: Rules, places: Iterable[str]) -> str:
    """One line over everybody: «3 个申请人满足条件，5 个申请人只差学时»."""
    counts = Counter(places)
    found = [(counts[one], word) for one, word in PEOPLE.items() if counts[one]]
    said = "，".join(f"{APPLICANTS.format(count=count)}{word}" for count, word in found)
    note = NEAREST_ALONE if counts["hours"] + counts["time"] else ""
    return rules.own(said) + note


def reasons(rules: Rules, person: Person, result: shapes.Result) -> Iterator[list[Cell]]:
    """Why: one row for everything that is not as one would wish."""
    for _, row in _reasons(rules, result):
        yield [person.code, *row]


def told(rules: Rules, result: shapes.Result) -> dict[str, Any]:
    """The codes behind the words of cells and reasons, for scripts: they never read the words.

    ``place``: where the person stands; ``routes``: title and verdict of each; ``bars``: a line for
    each that stands, and how many are ``open``; ``hours``: the verdict over all requirements;
    ``ends``: the total and its parts, each with its title, its low and its high end, what is not
    answered counting as none; ``reasons``: the verdict of each, null where it is something else.
    """
    bars = [bar for bar in result.get("bars", ()) if bar["standing"] != "no"]
    nodes = result["score"]["nodes"] if "score" in result else []
    whole = [[NAMES["whole"], result["score"]["low"], result["score"]["high"]]] if nodes else []
    parts = [[rules.title(n["id"]), n["low"], n["high"]] for n in nodes if n["depth"] == 1]
    return {
        "place": place_of(rules, result),
        "routes": _verdicts(rules, result.get("routes", [])),
        "bars": list(_bars(rules, [bar for bar in bars if bar["standing"] != "open"])),
        "open": sum(bar["standing"] == "open" for bar in bars),
        "hours": _whole(result["hours"]) if "hours" in result else None,
        "ends": [*whole, *parts],
        "reasons": [verdict for verdict, _ in _reasons(rules, result)],
    }


Why = tuple["shapes.Verdict | None", Sequence[Cell]]


def _reasons(rules: Rules, result: shapes.Result) -> Iterator[Why]:
    """The verdict in a row, if there is one in it, and its cells."""
    yield from (
        *_route_reasons(rules, result.get("routes", ()), result.get("conditions", {})),
        *_bar_reasons(rules, result.get("bars", ())),
        *_score_reasons(rules, result.get("score")),
        *_hours_reasons(rules, result.get("hours", {})),
        *_checklist_reasons(rules, result.get("checklist", ())),
    )


def troubles(person: Person, result: shapes.Result) -> Iterator[list[Cell]]:
    """What of the tables could not be used, and what the core says about the answers."""
    for trouble in person.troubles:
        yield [trouble.address, trouble.code, trouble.message]
    for problem in result["problems"]:
        place = person.places.get(problem["path"], person.place)
        yield [place, person.code, problem["message"]]


def _lacking(rules: Rules, routes: list[shapes.Route]) -> Iterator[str]:
    """What several routes ask is said once, then what each asks by itself."""
    asking = Counter(need["clause"] for report in routes for need in report["needs"])
    shared = {
        need["clause"]: need for r in routes for need in r["needs"] if asking[need["clause"]] > 1
    }
    words = _wanting(rules, shared.values())
    if words:
        yield f"几条途径都要的　{words}"
    for report, route in zip(routes, rules.routes, strict=True):
        own = [need for need in report["needs"] if asking[need["clause"]] == 1]
        words = _wanting(rules, own)
        if words:
            yield f"{route.title}　{words}"


def _wanting(rules: Rules, needs: Iterable[shapes.Need]) -> str:
    """Titles of needs by their verdict: «不满足：甲、乙；不能确定：丙»."""
    parts = []
    listed = list(needs)
    for verdict in ("not met", "open"):
        named = [rules.title(need["clause"]) for need in listed if need["verdict"] == verdict]
        if named:
            parts.append(f"{VERDICT[verdict]}：{'、'.join(named)}")
    return "；".join(parts)


def _score(rules: Rules, score: shapes.Score) -> Iterator[Cell]:
    yield from (number_cell(score[end]) for end in ("low", "high", "ceiling"))
    parts = [node for node in score["nodes"] if node["depth"] == 1]
    yield "\n".join(
        f"{rules.title(one['id'])}　{range_words(one['low'], one['high'], '分')}" for one in parts
    )
    yield score["unanswered"]


def _bars(rules: Rules, bars: Iterable[shapes.Bar]) -> Iterator[str]:
    """What stands or may; where it stands for some routes only, those follow."""
    titles = {route.id: route.title for route in rules.routes}
    for bar in bars:
        if bar["standing"] != "no":
            yield f"{_bar_title(rules, bar)}：{say_standing(bar)}"
        for route, one in bar["routes"].items() if bar["standing"] == "some" else ():
            if one["standing"] != "no":
                yield f"{titles[route]}：{say_standing(one)}"


def _bar_title(rules: Rules, bar: shapes.Bar) -> str:
    return f"{rules.own(KIND[bar['kind']])}　{bar['title'] or rules.title(bar['clause'])}"


def _hours(hours: dict[str, shapes.Hours]) -> Iterator[str]:
    """The verdict over all requirements, then what is short, the years of one kind in one line."""
    yield VERDICT[_whole(hours)]
    short: dict[str, list[str]] = {}
    for need in (need for ledger in hours.values() for need in ledger["requirements"]):
        if need["verdict"] != "met":
            year = "" if need["year"] is None else f"{need['year']} 年"
            short.setdefault(need["title"] or need["id"], []).append(f"{year}{_short(need)}")
    for title, lacks in short.items():
        yield f"{title}：{'，'.join(lacks)}"


def _whole(hours: dict[str, shapes.Hours]) -> shapes.Verdict:
    """The verdict over all requirements."""
    verdicts = {one["verdict"] for ledger in hours.values() for one in ledger["requirements"]}
    return "not met" if "not met" in verdicts else "open" if "open" in verdicts else "met"


def _short(need: shapes.Requirement) -> str:
    return f"还差 {range_words(need['short_low'], need['short_high'])}"


def _texts(entries: Iterable[shapes.Reason]) -> str:
    return "\n".join(entry["text"] for entry in entries)


def _route_reasons(
    rules: Rules, routes: Iterable[shapes.Route], conditions: dict[str, shapes.Condition]
) -> Iterator[Why]:
    """What several routes need is said once, with the first."""
    said: set[str] = set()
    for report in routes:
        for need in report["needs"]:
            clause = need["clause"]
            if need["verdict"] == "met" or clause in said:
                continue
            said.add(clause)
            day = f"\n只差时间：到 {need['day']} 满足" if need["day"] else ""
            condition = conditions.get(clause)
            why = _texts(condition["reasons"] if condition else ()) + day
            words = [rules.title(clause), VERDICT[need["verdict"]], why, rules.cited(clause)]
            yield need["verdict"], [NAMES["route"], *words]


def _bar_reasons(rules: Rules, bars: Iterable[shapes.Bar]) -> Iterator[Why]:
    for bar in bars:
        if bar["standing"] != "no":
            why, clause = _texts(bar["reasons"]), rules.cited(bar["clause"])
            cells = [
                rules.own(BARS),
                _bar_title(rules, bar),
                STANDING[bar["standing"]],
                why,
                clause,
            ]
            yield _open(bar["standing"]), cells


def _score_reasons(rules: Rules, score: shapes.Score | None) -> Iterator[Why]:
    for node in score["nodes"] if score else ():
        title, clause = rules.title(node["id"]), rules.cited(node["id"])
        if node["bites"] != "no":
            words = "超过上限" if node["bites"] == "yes" else "可能超过上限"
            yield None, [SCORING, title, words, node["formula"], clause]
        if node["reasons"]:
            points = range_words(node["low"], node["high"], "分")
            yield None, [SCORING, title, points, _texts(node["reasons"]), clause]
        for item in node["items"]:
            if item["counted"] != "yes":
                name = record_name(rules.questions[item["list"]], item["index"])
                words, why = COUNTED[item["counted"]], _texts(item["reasons"])
                yield _open(item["counted"]), [SCORING, f"{title}：{name}", words, why, clause]
    for record in score["unplaced"] if score else ():
        name = record_name(rules.questions[record["list"]], record["index"])
        yield None, [SCORING, name, COUNTED["no"], f"没有对应的{ROW}", None]


def _hours_reasons(rules: Rules, hours: dict[str, shapes.Hours]) -> Iterator[Why]:
    for ledger_id, ledger in hours.items():
        for need in ledger["requirements"]:
            if need["verdict"] != "met":
                words, clause = VERDICT[need["verdict"]], rules.cited(need["clause"])
                title = f"{year_words(need['year'])}　{need['title'] or need['id']}"
                cells = [rules.own(NAMES["hours"]), title, words, _short(need), clause]
                yield need["verdict"], cells
        question = rules.questions[rules.clauses[ledger_id]["ledger"]["entries"]]
        for entry in ledger["entries"]:
            if entry["counted"] != "yes":
                clause = rules.cited(entry["clause"] or ledger_id)
                name = record_name(question, entry["index"])
                words, why = COUNTED[entry["counted"]], _texts(entry["reasons"])
                yield _open(entry["counted"]), [rules.own(NAMES["hours"]), name, words, why, clause]


def _checklist_reasons(rules: Rules, items: Iterable[shapes.Thing]) -> Iterator[Why]:
    for item in items:
        if item["needed"] != "no":
            why, clause = _texts(item["reasons"]), rules.cited(item["clause"])
            cells = [NAMES["item"], item["title"], NEEDED[item["needed"]], why, clause]
            yield _open(item["needed"]), cells


def _open(code: shapes.Standing) -> shapes.Verdict | None:
    return "open" if code == "open" else None
