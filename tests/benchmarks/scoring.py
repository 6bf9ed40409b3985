"""People a second: the core in CPython against publicodes in node, on one table with counts.

The table has the caps, points and groups of the real one's 54 rows; every row asks for a count.
Both sides take answers as data and give the total; a second line has the core's whole result as
text. What is counted is processor time, which a busy machine disturbs less than the clock.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import time
from typing import Any

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.state import State
from calculator.core.values.canonical import dumps, loads
from calculator.loading import load_edition
from tests.benchmarks import needs
from tests.benchmarks.measure import Line, Runs, interleaved

PEOPLE = 400


def table() -> dict[str, Any]:
    """The real policy's points table with a count asked in every row."""
    rules = load_edition(needs.POLICY).rules
    clauses, questions = {}, []
    for key in rules["order"]:
        clause = rules["clauses"][key]
        if "points" not in clause:
            continue
        points = {
            name: clause["points"][name] for name in ("add", "cap") if name in clause["points"]
        }
        if "add" not in points:
            cap = int(points["cap"]["value"])
            points |= {"each": {"value": str(max(1, cap // 3)), "unit": "分"}, "count": f"n-{key}"}
            questions.append({"id": f"n-{key}", "type": "count", "label": key, "at_most": 9})
        clauses[key] = {**clause, "points": points, "parent": clause["parent"]}
        clauses[key] = {name: clauses[key].get(name) for name in ("title", "points", "parent")}
    for clause in clauses.values():
        clause["parent"] = clause["parent"] if clause["parent"] in clauses else None
    policy = {**rules["policy"], "total": next(iter(clauses))}
    return {
        "format": 1,
        "policy": policy,
        "clauses": clauses,
        "order": list(clauses),
        "questions": questions,
        "routes": [],
    }


def in_publicodes(rules: dict[str, Any]) -> dict[str, Any]:
    """The same table in the language of publicodes."""
    found: dict[str, Any] = {}
    for key, clause in rules["clauses"].items():
        points = clause["points"]
        below = [name(k) for k, other in rules["clauses"].items() if other["parent"] == key]
        if "add" in points:
            value = {"somme" if points["add"] == "sum" else "le maximum de": below}
        else:
            value = {"valeur": f"{points['each']['value']} * n {name(key)}"}
            found[f"n {name(key)}"] = {"par défaut": 0}
        cap = points.get("cap")
        found[name(key)] = {**value, "plafond": int(cap["value"])} if cap else value
    found["total"] = {"valeur": name(rules["order"][0])}
    return found


def name(key: str) -> str:
    """A clause's id as a name of publicodes."""
    return key.replace("-", " ")


def someone(rules: dict[str, Any], chance: random.Random) -> dict[str, int]:
    """Counts for most rows."""
    return {q["id"]: chance.randint(0, 4) for q in rules["questions"] if chance.random() < 0.8}


def totals_here(rules: Rules, people: list[dict[str, int]]) -> list[int]:
    """The total of everybody, by the core."""
    found = []
    for person in people:
        answers, _ = read_answers(rules, {"format": 1, "answers": person})
        amounts = State(rules, answers).score().amounts
        found.append(int(amounts[rules.total].low))  # type: ignore[index]
    return found


def reports_here(rules: Rules, people: list[dict[str, int]]) -> list[str]:
    """The whole result of everybody, as text."""
    found = []
    for person in people:
        answers, problems = read_answers(rules, {"format": 1, "answers": person})
        found.append(dumps(evaluate(rules, answers, ["score"], problems)))
    return found


def measure(times: int) -> list[Line]:
    """People a second on both sides; the totals must agree."""
    data = table()
    chance = random.Random(2)  # noqa: S311 - the same people each time
    people = [someone(data, chance) for _ in range(PEOPLE)]
    rules = compile_rules(loads(dumps(data)))
    situations = [
        {f"n {name(key.removeprefix('n-'))}": count for key, count in person.items()}
        for person in people
    ]
    text = json.dumps({"rules": in_publicodes(data), "people": situations})
    needs.npm_packages()
    node = shutil.which("node") or "node"
    totals: list[Any] = []

    def theirs() -> float:
        done = subprocess.run(
            [node, "publicodes.mjs"],
            cwd=needs.HERE,
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        answer = json.loads(done.stdout)
        totals[:] = answer["totals"]
        return PEOPLE / float(answer["seconds"])

    def rate(score: Any) -> float:
        begun = time.process_time()
        score(rules, people)
        return PEOPLE / (time.process_time() - begun)

    ours, whole, other = interleaved(
        times, lambda: rate(totals_here), lambda: rate(reports_here), theirs
    )
    if totals != totals_here(rules, people):
        raise RuntimeError("the two sides disagree about the points")
    what = "people a processor second, core in CPython against publicodes in node"
    return [
        _line(what + ", total of every node", ours, other, ">= 12"),
        _line(what + ", whole result as text", whole, other, "reported"),
    ]


def _line(what: str, ours: Runs, theirs: Runs, target: str) -> Line:
    note = f"{ours.spread} against {theirs.spread} people"
    return Line(what, f"{ours.median / theirs.median:.1f}", target, note)
