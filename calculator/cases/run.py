"""Run worked cases through the core and say in words where they differ."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.core.entry import Calculator
from calculator.core.evaluate import PARTS, evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.rules import Rules, compile_rules
from calculator.core.values.numbers import parse_number, to_json
from calculator.loading.place import Place
from calculator.loading.types.worked import Case

type Found = dict[str, Any]
"""Section and key («points.table-x») -> what the core found, in the notation of case files."""

# What is expected in one value by a key.
PLAIN = ("points", "ceiling", "own", "met", "days", "bars", "barred", "hours", "terms")
VERDICTS = {"met": "true", "not met": "false", "open": "open"}
STANDINGS = {"yes": "true", "no": "false", "open": "open", "some": "some"}
BLANK = "留空"
NEEDS = {"yes": "needed", "no": "not_needed", "open": "open"}


@dataclass(frozen=True)
class Difference:
    """An expectation that does not hold; `place` is where it is written."""

    case: Case
    section: str
    key: str
    expected: str
    found: str
    place: Place


@dataclass(frozen=True)
class Outcome:
    """A case that was run."""

    case: Case
    result: dict[str, Any]
    found: Found
    differences: tuple[Difference, ...]


def request_of(case: Case) -> dict[str, Any]:
    """The answers file that a case stands for."""
    return {
        "answers": dict(case.answers),
        "none": [str(one) for one in case.none],
        "closed": [str(one) for one in case.closed],
        "estimates": {str(key): str(value) for key, value in case.estimates.items()},
    }


def run_cases(rules: dict[str, Any], cases: Sequence[Case]) -> list[Outcome]:
    """Run cases in their order, each as far as it expects something; where it expects points, all
    nodes are told: those above and below say what it decides."""
    calculator = Calculator(compile_rules(rules))
    nodes = calculator.rules.tree.by_id.keys()
    return [
        run_case(calculator, case, parts_of(case, calculator.rules), keys_of(case) | nodes)
        for case in cases
    ]


def keys_of(case: Case) -> set[str]:
    """What a case expects something of, by the ids of clauses and routes among others."""
    return {key for _, key, _, _ in expectations(case)}


def parts_of(case: Case, rules: Rules) -> tuple[str, ...]:
    """The parts of the result that a case expects something of."""
    expect = case.expect
    wanted = {
        "score": expect.points or expect.ceiling or expect.own or expect.unplaced is not None,
        "bars": expect.bars or expect.days,
        "routes": expect.met or expect.days or expect.barred,
        # A ledger is met when its requirements are.
        "hours": expect.hours or not rules.ledgers.keys().isdisjoint(expect.met),
        "checklist": expect.items,
        "terms": expect.terms,
        "forms": expect.forms,
    }
    return tuple(part for part in PARTS if wanted.get(part))


def run_case(
    calculator: Calculator,
    case: Case,
    parts: Sequence[str] = PARTS,
    only: Container[str] | None = None,
) -> Outcome:
    """Run one case and compare; nothing that it expects is said in sentences. `only`: see
    `calculator.core.evaluate`."""
    rules = calculator.rules
    answers, problems = read_answers(rules, request_of(case))
    result = dict(evaluate(rules, answers, parts or PARTS, problems, words=False, only=only))
    found = findings(result)
    return Outcome(case, result, found, tuple(_differences(case, result, found)))


def findings(result: Mapping[str, Any]) -> Found:
    """What a result says about everything that a case can expect."""
    found: Found = {}
    for node in result.get("score", {}).get("nodes", ()):
        found[f"points.{node['id']}"] = span_text(node["low"], node["high"])
        found[f"ceiling.{node['id']}"] = span_text(node["ceiling"], node["ceiling"])
        found[f"own.{node['id']}"] = span_text(node["own"], node["own"])
    for clause, one in result.get("conditions", {}).items():
        found[f"met.{clause}"] = VERDICTS[one["verdict"]]
        found[f"days.{clause}"] = one["day"] or "none"
    for route in result.get("routes", ()):
        found[f"met.{route['id']}"] = VERDICTS[route["verdict"]]
        found[f"days.{route['id']}"] = route["day"] or "none"
        found[f"barred.{route['id']}"] = _barred(route["bars"])
    for bar in result.get("bars", ()):
        found[f"bars.{bar['clause']}"] = STANDINGS[bar["standing"]]
        found[f"days.{bar['clause']}"] = bar["until"] or "none"
    for clause, ledger in result.get("hours", {}).items():
        found.setdefault(f"met.{clause}", _ledger_verdict(ledger))
        for key, total in ledger["totals"].items():
            found[f"hours.{key}"] = span_text(total["low"], total["high"])
    return found | _to_bring(result)


def _barred(bars: Sequence[Mapping[str, Any]]) -> str:
    """Until when a route is barred: the latest end of the bars that stand for it."""
    ends = [bar["until"] for bar in bars if bar["standing"] == "yes"]
    if ends:
        return "true" if None in ends else str(max(ends))
    return "open" if bars else "false"


def _to_bring(result: Mapping[str, Any]) -> Found:
    found: Found = {}
    for item in result.get("checklist", ()):
        found[f"items.{item['clause']}"] = NEEDS[item["needed"]]
    for term in result.get("terms", ()):
        found[f"terms.{term['clause']}"] = term["last"] or "none"
    for form in result.get("forms", ()):
        for field in form["fields"]:
            found[f"forms.{form['clause']}.{field['label']}"] = "；".join(field["lines"]) or BLANK
    return found


def _ledger_verdict(ledger: Mapping[str, Any]) -> str:
    verdicts = {one["verdict"] for one in ledger["requirements"]}
    if "not met" in verdicts:
        return "false"
    return "open" if "open" in verdicts else "true"


def span_text(low: Any, high: Any) -> str:
    """«12» or «12..20»; no upper end is «12..», and neither «..»."""
    least, most = ("" if end is None else str(end) for end in (low, high))
    return least if least and least == most else f"{least}..{most}"


def expectations(case: Case) -> Iterator[tuple[str, str, str, Place]]:
    """Yield (section, key, expected, place) for everything that a case expects but `unplaced`."""
    expect = case.expect
    for section in PLAIN:
        for key, value in getattr(expect, section).items():
            text = ("true" if value else "false") if isinstance(value, bool) else str(value)
            yield section, str(key), normal(text), key.place
    for key, fields in expect.forms.items():
        for label, value in fields.items():
            yield "forms", f"{key}.{label}", str(value), value.place
    if expect.items is not None:
        for verdict in ("needed", "not_needed", "open"):
            for ref in getattr(expect.items, verdict):
                yield "items", str(ref), verdict, ref.place


def normal(text: str) -> str:
    """Write an expected value in the one form that findings use (1.50 -> 1.5)."""
    low, dots, high = text.partition("..")
    if dots:
        return span_text(_number(low), _number(high) if high.strip() else None)
    return str(_number(text))


def _number(text: str) -> Any:
    number = parse_number(text.strip())
    return text.strip() if number is None else to_json(number)


def _differences(case: Case, result: Mapping[str, Any], found: Found) -> Iterator[Difference]:
    for problem in result["problems"]:
        path = str(problem["path"])
        yield Difference(case, "answers", path, "", str(problem["message"]), case.place)
    for section, key, expected, place in expectations(case):
        got = str(found.get(f"{section}.{key}", "没有这一项"))
        if got != expected:
            yield Difference(case, section, key, expected, got, place)
    unplaced = case.expect.unplaced
    if unplaced is not None:
        given = result.get("score", {}).get("unplaced", ())
        got = "、".join(f"{one['list']}[{one['index']}]" for one in given)
        expected = "、".join(unplaced)
        if got != expected:
            yield Difference(case, "unplaced", "", expected, got, case.expect.place)
