"""The short table for many people: what tells most, one row a person.

An edition may declare its columns (`short_table`); else they follow from the rules: what the ways
ask for and what brings points, of each whole list one record, the hours of each kind, and that
nothing forbids.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from calculator.core.answers.questions import Asked, Question
from calculator.core.conditions.parts import Reads
from calculator.core.hours.ledger_rules import LedgerRules
from calculator.core.rules import Rules
from calculator.core.tables.columns import NONE_HELP, Column, Part, columns_of, help_of, options_of

NOTHING = "没有"


def short_columns(rules: Rules) -> list[Column]:
    """The columns after the code."""
    declared = [one for one in rules.short_table if not one.get("spare")]
    return list(_declared(rules, declared) if declared else _of_rules(rules))


def spare_columns(rules: Rules) -> list[Column]:
    """Columns that are understood, though they stand in no template."""
    return list(_declared(rules, [one for one in rules.short_table if one.get("spare")]))


def yearly_columns(rules: Rules) -> list[Column]:
    """The hours of each year in a column of their own."""
    ledgers = rules.ledgers.values()
    return [
        column
        for ledger in ledgers
        for year in ledger.years
        for column in _stated(ledger, rules.questions[ledger.list_id], [year])
    ]


def _declared(rules: Rules, declared: list[dict[str, Any]]) -> Iterator[Column]:
    seen: set[str] = set()
    for one in declared:
        for column in _declared_columns(rules, one, seen):
            column.header = one.get("title") or column.header
            column.former = (*column.former, *(one.get("words") or ()))
            yield column


def _declared_columns(rules: Rules, one: Mapping[str, Any], seen: set[str]) -> Iterator[Column]:
    if "question" not in one:
        yield _says(rules, one)
        return
    question = rules.questions[one["question"]]
    if "field" in one:
        yield _part(question, question.fields[one["field"]], is_first=question.id not in seen)
        seen.add(question.id)
    elif question.type == "list":
        yield from _hours(rules, question)
    else:
        yield from columns_of(question)


def _says(rules: Rules, one: Mapping[str, Any]) -> Column:
    labels = "、".join(rules.questions[key].label for key in one["says"])
    help_ = f"都符合的填“是”；不都符合的不填，另加这些列逐项填：{labels}"
    column = Column("says", one["title"], help_=help_, options=("是",))
    column.says = one["says"]
    return column


def _part(question: Question, field: Asked, *, is_first: bool) -> Column:
    """A field of the one record of a list; of a list of so many, each is alike."""
    times = 1 if question.at_most is None else int(question.at_most)
    options = options_of(field)
    more = f"有几条的，填在完整的表的“{question.label}”表里"
    if times > 1:
        more = f"{times} 条都一样的才填；不一样的，逐条填在完整的表的“{question.label}”表里"
    if is_first and options:
        options = (*options, NOTHING)
    help_ = f"{help_of(field, options)}。{more}"
    column = Column(
        "part",
        f"{question.label}：{field.label}",
        field.id,
        asked=field,
        help_=help_,
        options=options,
    )
    column.parts = (Part(question.id, {}, times),)
    return column


def _hours(rules: Rules, question: Question) -> Iterator[Column]:
    """The totals of a certificate, by year and kind."""
    for ledger in rules.ledgers.values():
        if ledger.list_id == question.id:
            yield from _stated(ledger, question, ledger.years)


def _stated(ledger: LedgerRules, question: Question, years: Sequence[int]) -> Iterator[Column]:
    """A column for each kind: the totals of these years, from the first one on."""
    titles = {need.kinds: need.title for need in ledger.needs if need.each_year}
    span = " 至 ".join(map(str, dict.fromkeys((years[0], years[-1]))))
    order = f"；按 {'、'.join(map(str, years))} 年的顺序填 {len(years)} 个数，用顿号隔开"
    for option, kind in ledger.stated.items():
        way = ledger.ways[option]
        amount = question.fields[way.quantity or ""]
        help_ = f"{way.label}，{help_of(amount, ())}".partition("。")[0]
        help_ += order if len(years) > 1 else ""
        header = f"{span} 年{titles.get((kind,)) or way.label}"
        column = Column("part", header, amount.id, asked=amount, help_=help_)
        column.parts = tuple(
            Part(question.id, {ledger.year_field: year, ledger.way_field: option}) for year in years
        )
        yield column


def _of_rules(rules: Rules) -> Iterator[Column]:
    """What every way asks for and what brings points, in the order in which the policy asks."""
    ways = [route for route in rules.routes if route.is_way]
    needs = [need for route in ways for need in route.needs.values()]
    mechanisms = [row.mechanism for row in rules.tree.rows]
    reads: Reads = frozenset().union(*(part.reads for part in (*needs, *mechanisms)))
    barred: Reads = frozenset().union(*(bar.reads for bar in rules.bars))
    for question in rules.questions.values():
        if any(ledger.list_id == question.id for ledger in rules.ledgers.values()):
            yield from _hours(rules, question)
        elif ("question", question.id) in reads:
            yield from columns_of(question)
        elif question.whole and ("list", question.id) in reads:
            fields = [f for f in question.fields.values() if ("field", question.id, f.id) in reads]
            for place, field in enumerate(fields):
                yield _part(question, field, is_first=place == 0)
        elif question.whole and ("list", question.id) in barred:
            yield Column("list", question.label, question.id, help_=NONE_HELP, options=(NOTHING,))
