"""Compile conditions, selections, seniority and date expressions from the rules' data."""

from collections.abc import Callable
from typing import Any

from calculator.core.answers import kind as kinds
from calculator.core.answers.questions import Asked
from calculator.core.conditions import comparisons, days, measures
from calculator.core.conditions.logic import All, AnyOf, AtLeast, Condition, ExactlyOne, Met, Not
from calculator.core.conditions.photo_answer import FACTS, NUMBERS, FactNumber, FactSource
from calculator.core.conditions.scope import Scope
from calculator.core.conditions.selections import Requirement, Selection
from calculator.core.conditions.seniority import Seniority
from calculator.core.conditions.subjects import AskedNumber, DayExpression, Measure, Operand, Source
from calculator.core.values.figures import Figure, read_day, read_known_number, read_whole
from calculator.core.words import OWN
from calculator.errors import RulesError


def compile_condition(data: Any, scope: Scope) -> Condition:
    """Compile one condition."""
    if not isinstance(data, dict):
        raise RulesError(scope.where, f"a condition is a mapping, not {data!r}")
    several: dict[str, Callable[[list[Condition]], Condition]] = {
        "all": All, "any": AnyOf, "exactly_one": ExactlyOne,
    }  # fmt: skip
    for key in several.keys() & data.keys():
        return several[key](_parts(data[key], scope))
    if "not" in data:
        return Not(compile_condition(data["not"], scope))
    if "of" in data and "at_least" in data:
        return AtLeast(read_whole(data["at_least"], scope.where), _parts(data["of"], scope))
    if "met" in data:
        return compile_met(data["met"], scope)
    if "exists" in data:
        selection = compile_selection(data["exists"], scope)
        counted = measures.CountOf(
            selection, data.get("label") or scope.list_label(selection.list_id)
        )
        return comparisons.NumberIs(counted, [("at_least", [Operand(Figure(1))])])
    return compile_comparison(data, scope)


def _parts(data: Any, scope: Scope) -> list[Condition]:
    if not isinstance(data, list):
        raise RulesError(scope.where, f"expected a list of conditions, not {data!r}")
    return [compile_condition(part, scope) for part in data]


def compile_met(target: Any, scope: Scope) -> Met:
    """The verdict of a clause, a ledger or a route."""
    condition, of_record = scope.build.verdict_of(target, scope.list_id, scope.where)
    return Met(target, condition, of_record)


def compile_comparison(data: dict[str, Any], scope: Scope) -> Condition:
    """A subject with operators."""
    tests = {key: data[key] for key in comparisons.OPERATORS if key in data}
    if not tests:
        raise RulesError(scope.where, f"no operator in {sorted(data)}")
    if "fact" in data:
        photo, fact = scope.question(data["question"]).asked, data["fact"]
        if photo.type != "photo" or fact not in FACTS:
            raise RulesError(scope.where, f"{photo.id!r} has no fact {fact!r}")
        if fact in NUMBERS:
            return compare_measure(FactNumber(photo, fact), tests, scope)
        return compare_source(FactSource(photo, fact), tests, scope)
    if "question" in data:
        return compare_source(scope.question(data["question"]), tests, scope)
    if "field" in data:
        return compare_source(scope.field(data["field"]), tests, scope)
    if "day" in data:
        return compare_day(compile_day(data["day"], scope), tests, scope)
    return compare_measure(compile_measure(data, scope), tests, scope)


def compare_source(source: Source, tests: dict[str, Any], scope: Scope) -> Condition:
    """Hold an answer against what is wanted, by the type of the question."""
    kind = source.asked.kind
    _refuse_others(tests, kind.compared, scope)
    if kind.compared in {kinds.FLAG, kinds.OPTIONS, kinds.LEVELS}:
        return comparisons.OptionIs(source, _allowed(source.asked, tests, scope))
    if kind.compared == kinds.NUMBERS:
        return compare_measure(AskedNumber(source), tests, scope)
    if kind.compared == kinds.DAYS:
        return compare_day(days.Given(source), tests, scope)
    raise RulesError(scope.where, f"{source.asked.id!r} of type {kind.name} cannot be compared")


def _allowed(asked: Asked, tests: dict[str, Any], scope: Scope) -> frozenset[Any]:
    values = asked.possible_values() or ()
    listed = {key: one if isinstance(one, list) else [one] for key, one in tests.items()}
    for option in (option for options in listed.values() for option in options):
        if option not in values:
            raise RulesError(scope.where, f"{asked.id!r} has no option {option!r}")
    return comparisons.options_left(values, listed)


def _refuse_others(tests: dict[str, Any], compared: str, scope: Scope) -> None:
    for operator in tests:
        if operator not in kinds.OPERATORS[compared]:
            raise RulesError(scope.where, f"{operator!r} does not fit {compared or 'this'}")


def compare_measure(measure: Measure, tests: dict[str, Any], scope: Scope) -> Condition:
    """Hold a number against figures."""
    _refuse_others(tests, kinds.NUMBERS, scope)
    compiled = []
    for operator, wanted in tests.items():
        options = wanted if isinstance(wanted, list) else [wanted]
        operands = [compile_operand(option, scope) for option in options]
        compiled.append(("is" if operator == "in" else operator, operands))
    return comparisons.NumberIs(measure, compiled)


def compile_operand(data: Any, scope: Scope) -> Operand:
    """A figure, or the number that a question asks for."""
    if isinstance(data, dict) and "question" in data:
        return Operand(None, scope.question(data["question"]))
    return Operand(read_known_number(data, scope.where))


def compare_day(subject: DayExpression, tests: dict[str, Any], scope: Scope) -> Condition:
    """Hold a day against days."""
    _refuse_others(tests, kinds.DAYS, scope)
    return comparisons.DayIs(
        subject, [(op, compile_day(wanted, scope)) for op, wanted in tests.items()]
    )


def compile_measure(data: dict[str, Any], scope: Scope) -> Measure:
    """A subject that is a number."""
    where = scope.where
    if "count" in data:
        selection = compile_selection(data["count"], scope)
        return measures.CountOf(selection, data.get("label") or scope.list_label(selection.list_id))
    if "sum" in data:
        selection = compile_selection(data["sum"], scope, data["sum"].get("of"))
        return measures.SumOf(selection, scope.list_field(selection.list_id, *selection.fields))
    for key in measures.SEVERAL.keys() & data.keys():
        sources = [scope.question(question_id) for question_id in data[key]]
        over = read_whole(data["over"], where) if "over" in data else len(sources)
        if not 1 <= over <= len(sources):
            raise RulesError(where, f"{key} over {over} of {len(sources)} questions")
        return measures.OfSeveral(key, sources[:over])
    if "ratio" in data:
        return measures.RatioOf(*(scope.question(data["ratio"][key]) for key in ("part", "over")))
    if "years" in data:
        return compile_seniority(data["years"], scope)
    if "points" in data:
        scope.build.needs_points(data["points"], where)
        return measures.PointsOf(data["points"], scope.build.title(data["points"]))
    if "hours" in data:
        return compile_hours(data["hours"], scope)
    raise RulesError(where, f"no subject in {sorted(data)}")


def compile_hours(data: dict[str, Any], scope: Scope) -> Measure:
    """Hours of a ledger: the one named, or the only one."""
    ledger_id, ledger = scope.build.ledger(data.get("ledger"), scope.where)
    kinds = data.get("kinds") or "all"
    year = read_whole(data["year"], scope.where) if data.get("year") is not None else None
    names = tuple(ledger["kinds"]) if kinds == "all" else tuple(kinds)
    return measures.HoursOf(
        ledger_id, ledger["entries"], names, year, scope.build.own(OWN["hours"])
    )


def compile_selection(data: Any, scope: Scope, *fields: str) -> Selection:
    """Records of a list, with `where` and `require`; `fields` are read of those that count."""
    if not isinstance(data, dict) or "from" not in data:
        raise RulesError(scope.where, f"a selection needs 'from': {data!r}")
    list_id = data["from"]
    scope.list_label(list_id)
    for field in fields:
        scope.list_field(list_id, field)
    inner = scope.at(list_id)
    required = tuple(
        Requirement(clause, compile_met(clause, inner)) for clause in data.get("require") or ()
    )
    return Selection(list_id, compile_where(data.get("where"), inner), required, fields)


def compile_where(data: Any, scope: Scope) -> Condition | None:
    """``{field: value | [values] | {operator: value}}``, a list of conditions, or a condition."""
    if not data:
        return None
    if isinstance(data, list):
        return _only(_parts(data, scope))
    fields = scope.build.questions[scope.list_id or ""].fields
    if not all(key in fields for key in data):
        return compile_condition(data, scope)
    return _only([compare_source(scope.field(key), _tests(data[key]), scope) for key in data])


def _tests(wanted: Any) -> dict[str, Any]:
    if isinstance(wanted, list):
        return {"in": wanted}
    if isinstance(wanted, dict) and any(key in comparisons.OPERATORS for key in wanted):
        return wanted
    return {"is": wanted}


def _only(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(parts)


def compile_seniority(data: Any, scope: Scope) -> Seniority:
    """``{from, where, period | start, since, until, by}``."""
    start = data.get("start")
    selection = compile_selection(data, scope, start or data.get("period") or "period")
    since = compile_day(data["since"], scope) if data.get("since") is not None else None
    until = compile_day(data["until"], scope) if data.get("until") is not None else None
    label = data.get("label") or scope.list_label(selection.list_id)
    months = 1 if data.get("by") == "months" else 12
    return Seniority(selection, months, start is not None, since, until, label)


def compile_day(data: Any, scope: Scope) -> DayExpression:
    """A date expression."""
    if data == "reference":
        return days.Reference()
    if data == days.ROUTE_YEARS:
        if scope.route_years is None:
            raise RulesError(scope.where, f"{data!r} has its meaning in a bar alone")
        return scope.route_years
    if not isinstance(data, dict) or "value" in data:
        return days.Fixed(read_day(data, scope.where))
    shift = next((key for key in ("plus_years", "minus_years") if key in data), None)
    if shift is not None:
        years = read_whole(data[shift], scope.where) * (1 if shift == "plus_years" else -1)
        rest = {key: value for key, value in data.items() if key != shift}
        return days.Shifted(compile_day(rest, scope), years)
    return _plain_day(data, scope)


def _plain_day(data: dict[str, Any], scope: Scope) -> DayExpression:
    if "of" in data:
        return compile_day(data["of"], scope)
    if "end_of" in data:
        return scope.build.term_end(data["end_of"], scope.where)
    if "later_of" in data:
        return days.Later([compile_day(part, scope) for part in data["later_of"]])
    if data.keys() & {"earliest", "latest"}:
        return _extreme_day(data, scope)
    if "next_year_of" in data:
        return days.NextYear(compile_day(data["next_year_of"], scope))
    if "year_end_of" in data:
        return days.YearEnd(scope.field(data["year_end_of"]))
    if "field" in data or "question" in data:
        rest = data.get("otherwise")
        otherwise = None if rest is None else compile_day(rest, scope)
        source = scope.field(data["field"]) if "field" in data else scope.question(data["question"])
        return days.Given(source, otherwise)
    if "day_met" in data:
        met = compile_met(data["day_met"], scope)
        return days.DayMet(data["day_met"], met, scope.build.title(data["day_met"]))
    raise RulesError(scope.where, f"no date in {sorted(data)}")


def _extreme_day(data: dict[str, Any], scope: Scope) -> DayExpression:
    key = "earliest" if "earliest" in data else "latest"
    selection = compile_selection(data[key], scope, data[key].get("field"))
    label = scope.list_field(selection.list_id, *selection.fields).label
    return days.Extreme(selection, key == "earliest", label)
