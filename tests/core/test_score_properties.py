"""Laws that hold for all rules and answers: bounds, completions, tightness, order, purity."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from fractions import Fraction
from math import prod
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from calculator.core.evaluate import evaluate
from calculator.core.intake.answers import read_answers
from calculator.core.points.splits import LIMIT
from calculator.core.rules import Rules, compile_rules
from calculator.core.values.canonical import dumps, loads
from tests.core import strategies as own

INFINITE = Fraction(10**9)


def score(rules: Rules, file: dict[str, Any]) -> dict[str, Any]:
    answers, problems = read_answers(rules, file)
    assert [p.message for p in problems] == []
    return evaluate(rules, answers, ["score"])["score"]


def number(value: int | str | None, unlimited: Fraction) -> Fraction:
    return unlimited if value is None else Fraction(value)


def ends(node: dict[str, Any]) -> tuple[Fraction, ...]:
    """low, high, floor, ceiling, own; a missing end has no limit."""
    signs = {"low": -1, "high": 1, "floor": -1, "ceiling": 1, "own": -1}
    return tuple(number(node[name], sign * INFINITE) for name, sign in signs.items())


def deducts(data: dict[str, Any], node_id: str) -> bool:
    """Whether a row, or each row of a group, takes points away."""
    clause = data["clauses"][node_id]
    below = [deducts(data, child) for child in clause["children"]]
    return "deduct" in clause["points"] or (bool(below) and all(below))


@given(own.rules(), own.answer_files())
def test_every_node_stays_between_zero_and_its_cap(data, file):
    for node in score(compile_rules(data), file)["nodes"]:
        low, high, floor, ceiling, own_value = ends(node)
        cap = number(node["cap"]["value"], INFINITE) if node["cap"] else INFINITE
        if deducts(data, node["id"]):
            low, high, floor, ceiling = -high, -low, -ceiling, -floor
            own_value = -own_value
            assert own_value == high
        assert 0 <= floor <= low <= high <= ceiling
        assert low <= own_value <= high
        assert high <= cap
        assert ceiling == INFINITE or ceiling <= cap


@given(st.data(), own.rules(judged=True), own.answer_files())
def test_own_estimates_are_carried_up_whatever_is_open(draw, data, file):
    rules = compile_rules(data)
    judged = [row.id for row in rules.tree.rows if rules.estimate_limit(row.id, for_item=False)]
    assume(judged)  # not where experts may give nothing at all
    estimates = draw.draw(st.dictionaries(st.sampled_from(judged), st.just("0.45"), min_size=1))
    nodes = {n["id"]: n for n in score(rules, {**file, "estimates": estimates})["nodes"]}
    for node_id, node in nodes.items():
        low, high, _, _, found = ends(node)
        if deducts(data, node_id):
            continue
        if node["kind"] == "group":
            below = [(n, ends(nodes[n])[4]) for n in data["clauses"][node_id]["children"]]
            given_points = [value for n, value in below if not deducts(data, n)]
            points = data["clauses"][node_id]["points"]
            most = points.get("best", 1) if points["add"] == "best" else None
            carried = sum(sorted(given_points, reverse=True)[:most])
            carried = max(0, carried + sum(value for n, value in below if deducts(data, n)))
        elif node_id in estimates:
            carried = Fraction(estimates[node_id])
            assert high > 0 or "自估" not in node["formula"]
        else:
            continue
        carried = rounded(carried, data["clauses"][node_id]["points"].get("round"))
        assert found == max(low, min(carried, high)), node_id


MODES = {"half_up": ROUND_HALF_UP, "down": ROUND_DOWN, "up": ROUND_UP}


def rounded(number: Fraction, rounding: dict[str, Any] | None) -> Fraction:
    """To one place, as the library of decimals does it."""
    if rounding is None:
        return number
    decimal = Decimal(number.numerator) / number.denominator
    return Fraction(decimal.quantize(Decimal("0.1"), MODES[rounding["how"]]))


@given(st.data(), own.rules(), own.answer_files())
def test_filling_in_open_fields_only_narrows_the_ranges(draw, data, file):
    rules = compile_rules(data)
    before = score(rules, file)["nodes"]
    after = score(rules, draw.draw(own.completions(file)))["nodes"]
    for old, new in zip(before, after, strict=True):
        assert ends(old)[0] <= ends(new)[0]
        assert ends(new)[1] <= ends(old)[1]
        nearest = nearest_cap(data, new["id"])
        assert ends(old)[2] <= max(ends(new)[2], -nearest)
        assert min(ends(new)[3], nearest) <= ends(old)[3]


@given(st.data(), own.rules(), own.answer_files())
def test_answering_everything_stays_between_floor_and_ceiling(draw, data, file):
    rules = compile_rules(data)
    before = score(rules, file)
    complete = draw.draw(own.completions(file, unanswered=True))
    complete = with_new_records(draw, rules, file, complete, before)
    after = score(rules, complete)["nodes"]
    for old, new in zip(before["nodes"], after, strict=True):
        # Without a bound of its own a node shows the nearest cap: more would have no effect there.
        nearest = nearest_cap(data, new["id"])
        assert ends(old)[2] <= max(ends(new)[0], -nearest), new["id"]
        assert min(ends(new)[1], nearest) <= ends(old)[3], new["id"]


def nearest_cap(data: dict[str, Any], node_id: str | None) -> Fraction:
    while node_id is not None:
        clause = data["clauses"][node_id]
        cap = clause.get("points", {}).get("cap")
        if cap is not None:
            return Fraction(cap["value"])
        node_id = clause["parent"]
    return INFINITE


def with_new_records(draw, rules, file, complete, before):
    """Add records that fall only into rows that nothing certain fills yet."""
    answers = complete["answers"]
    if "things" in file["closed"] or file["answers"].get("things") == []:
        return complete
    given_records = answers.get("things", [])
    settled = {node["id"] for node in before["nodes"] if is_settled(node)}
    added = []
    for record in draw.draw(st.lists(own.answers_of(own.RECORD_FIELDS, 20), max_size=3)):
        record = {name: record.get(name, own.VALUES[name][0]) for name in own.RECORD_FIELDS}
        record = {k: own.VALUES[k][0] if v == "unsure" else v for k, v in record.items()}
        alone = {"format": 1, "answers": {"things": [record]}, "closed": []}
        fallen = {n["id"] for n in score(rules, alone)["nodes"] if n["items"]}
        if not fallen & settled:
            added.append(record)
    return {**complete, "answers": {**answers, "things": [*given_records, *added]}}


def is_settled(node: dict[str, Any]) -> bool:
    return any(item["counted"] != "open" or not_about_open(item) for item in node["items"])


def not_about_open(item: dict[str, Any]) -> bool:
    """An open item whose place in the row is certain: only a required proof is missing."""
    return all(reason["clause"] == "proven" for reason in item["reasons"])


@given(own.rules(), own.answer_files(most_records=2))
def test_both_ends_of_the_range_are_reached(data, file):
    rules = compile_rules(data)
    places = own.open_places(file, unanswered=False)
    assume(places)
    assume(prod(len(own.VALUES[name]) for _, name in places) <= 64)
    before = score(rules, file)["nodes"]
    # Rows on questions are filled by any answer: what else they ask is open in their range too.
    whole = [score(rules, way)["nodes"] for way in own.every_completion(file, unanswered=False)]
    for index, node in enumerate(before):
        lows = [ends(way[index])[0] for way in whole]
        highs = [ends(way[index])[1] for way in whole]
        assert (min(lows), max(highs)) == ends(node)[:2], node["id"]


@given(own.rules(), own.answer_files(), st.randoms())
def test_the_order_of_records_does_not_matter(data, file, random):
    rules = compile_rules(data)
    records = list(file["answers"].get("things", []))
    random.shuffle(records)
    answers = {**file["answers"], "things": records} if records else file["answers"]
    before, after = score(rules, file), score(rules, {**file, "answers": answers})
    assert [ends(n) for n in before["nodes"]] == [ends(n) for n in after["nodes"]]


@given(own.rules(deductions=False), own.answer_files(), st.sampled_from(["flag", "proof"]))
def test_a_favourable_yes_never_lowers_points(data, file, name):
    rules = compile_rules(data)
    no, yes = (with_everywhere(file, name, value) for value in (False, True))
    # A yes opens ways: where they become too many to be tried, its range is wider at both ends.
    ways = prod(len(own.VALUES[field]) for _, field in own.open_places(yes, unanswered=False))
    for low, high in zip(score(rules, no)["nodes"], score(rules, yes)["nodes"], strict=True):
        assert ends(low)[1] <= ends(high)[1]
        if ways <= LIMIT:
            assert ends(low)[0] <= ends(high)[0]


def with_everywhere(file: dict[str, Any], name: str, value: bool) -> dict[str, Any]:
    answers = dict(file["answers"])
    if name == "flag":
        answers["flag"] = value
    elif "things" in answers:
        answers["things"] = [{**record, name: value} for record in answers["things"]]
    return {**file, "answers": answers}


@given(own.rules(), own.answer_files(), own.answer_files())
def test_evaluations_share_nothing(data, first, second):
    rules = compile_rules(data)
    answers, _ = read_answers(rules, first)
    alone = dumps(evaluate(rules, answers))
    evaluate(rules, read_answers(rules, second)[0])
    assert dumps(evaluate(rules, answers)) == alone
    assert dumps(evaluate(compile_rules(data), read_answers(rules, first)[0])) == alone


@given(own.rules(), own.answer_files())
def test_results_and_rules_survive_their_canonical_form(data, file):
    rules = compile_rules(loads(dumps(data)))
    text = dumps(evaluate(rules, read_answers(rules, file)[0]))
    assert dumps(loads(text)) == text
