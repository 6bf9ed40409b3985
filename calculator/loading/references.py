"""Ids: given once, and every reference leads somewhere, none in a circle.

A clause's `years` stand for themselves in the conditions that name the clause; a route's are what
`route_years` means in a bar.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass
from typing import Any

from calculator.core.answers.kinds import KINDS
from calculator.core.conditions.days import ROUTE_YEARS
from calculator.core.values.numbers import parse_number
from calculator.loading.hints import run_together
from calculator.loading.index import Index
from calculator.loading.merge import Body
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Amount, Ref, Text
from calculator.loading.types.asking import CHOSEN, Asked
from calculator.loading.types.expressions import All
from calculator.loading.types.fields import Node
from calculator.loading.types.worked import Expect
from calculator.loading.walk import Spot, clauses_of, walk


@dataclass(frozen=True, slots=True)
class Target:
    """Ids of one kind and what the kind is called."""

    name: str
    ids: frozenset[str]


def targets(body: Body, index: Index) -> dict[str, Target]:
    """What each kind of reference may lead to."""
    clauses = index.clauses
    routes = {str(route.id) for route in body.routes}
    judged = {key for key, one in clauses.items() if one.condition or one.ledger}
    anything = set(clauses) | set(index.questions) | routes | set(index.readings)
    anything |= {str(one.id) for one in body.procedures} | {str(one.id) for one in body.pages}
    anything |= {str(one.id) for one in body.cases}
    anything |= set(index.documents)
    holding = {
        rule: frozenset(key for key, one in clauses.items() if getattr(one, rule) is not None)
        for rule in ("points", "years", "bar", "item", "term", "form")
    }
    return {
        **{rule: Target(f"带 {rule} 的条款", ids) for rule, ids in holding.items()},
        "clause": Target("条款", frozenset(clauses)),
        "condition": Target("带 condition 的条款", frozenset(judged)),
        "verdict": Target("带 condition 的条款或途径", frozenset(judged | routes)),
        "route": Target("途径", frozenset(routes)),
        "question": Target("问题", frozenset(index.questions)),
        "list": Target(
            "列表问题", frozenset(k for k, q in index.questions.items() if q.type == "list")
        ),
        "group": Target("材料的种类", frozenset(str(one.id) for one in body.item_groups)),
        "reading": Target("缺漏或解读", frozenset(index.readings)),
        "document": Target("文件", frozenset(index.documents)),
        "kind": Target("学时类别", frozenset({"all", *index.ledger_kinds()})),
        "any": Target("条款、途径、步骤等", frozenset(anything)),
    }


def check_references(body: Body, index: Index, spots: Iterable[Spot]) -> Iterator[Problem]:
    """Report references that lead nowhere."""
    known = targets(body, index)
    for spot in spots:
        if isinstance(spot.value, Ref) and spot.ref in known and spot.value:
            yield from _check_one(spot.value, known[spot.ref], known, index)
            question = index.questions.get(str(spot.value))
            if question is not None:
                yield from check_type(spot.value, question, spot.field)
                is_floored = question.type != "number" or question.at_least is not None
                # Without a least value the lowest of several stays open until all are given.
                if spot.field.name == "lowest" and not is_floored:
                    message = (
                        f"“{question.label}”没有写最小值，没有答全时最低的一个总是不能确定；"
                        "请在问题里写 at_least，例如 at_least: 0"
                    )
                    yield Problem(spot.value.place, message)
    for case in body.cases:
        expect = case.expect
        given: tuple[tuple[str, Iterable[object]], ...] = (
            ("question", case.answers),
            ("points", (*expect.points, *expect.ceiling, *expect.own)),
            ("verdict", expect.met),
            ("bar", expect.bars),
            ("route", expect.barred),
            ("term", expect.terms),
            ("form", expect.forms),
        )
        for kind, keys in given:
            for key in keys:
                if isinstance(key, Text):
                    yield from _check_one(key, known[kind], known, index)
        yield from _check_expected(case.expect)


_NUMBERS = "points", "ceiling", "own", "hours"
_VERDICTS = {"met": {"open"}, "bars": {"open", "some"}}


def _check_expected(expect: Expect) -> Iterator[Problem]:
    """Report what no result can be: no number, a range that runs backwards, «yes»."""
    for section in _NUMBERS:
        for key, value in getattr(expect, section).items():
            given = [one for one in str(value).split("..") if one.strip()]
            ends = [end for one in given if (end := parse_number(one)) is not None]
            runs_back = len(ends) == 2 and ends[0] > ends[1]
            if len(ends) != len(given) or not 1 <= len(given) <= 2 or runs_back:
                message = f"预期写一个数，或者从低到高写成 0..20 的样子，不能写“{value}”"
                yield Problem(getattr(value, "place", key.place), message)
    for section, words in _VERDICTS.items():
        for value in getattr(expect, section).values():
            if not isinstance(value, bool) and value not in words:
                wanted = "、".join(("true（是）", "false（否）", *sorted(words)))
                message = f"预期写 {wanted} 之一，不能写“{value}”"
                yield Problem(value.place, message)


def check_type(ref: Ref, asked: Asked, key: Field[Any], hint: str = "") -> Iterator[Problem]:
    """Report a question or field of a type with which this key has no meaning."""
    takes = key.metadata["takes"]
    if takes and asked.type not in takes:
        wanted = "、".join(KINDS[name].title for name in takes)
        own = KINDS[asked.type].title
        if asked.type == "yesno" and takes == CHOSEN:
            hint = "；是否题写 once（几分）加 when 或 items；是和否都得分的，写成两行"
        yield Problem(ref.place, f"“{asked.label}”是{own}，这里要的是：{wanted}{hint}")


# What else an id may be of that stands where a clause is wanted.
_OTHERS = "document", "question", "route", "reading"


def _check_one(
    ref: Text, target: Target, known: Mapping[str, Target], index: Index
) -> Iterator[Problem]:
    if str(ref) in target.ids:
        return
    if sign := re.search("[，；;、]", ref):
        yield Problem(ref.place, run_together(ref, sign[0]))
    elif named := [known[one].name for one in _OTHERS if str(ref) in known[one].ids]:
        document = index.documents.get(str(ref))
        inside = document.clauses[0].id if document and document.clauses else ""
        such = f"，例如它的“{inside}”" if inside in target.ids else ""
        message = f"“{ref}”是{named[0]}，这里要写{target.name}的编号{such}"
        yield Problem(ref.place, message)
    elif str(ref) in known["any"].ids:
        yield Problem(ref.place, f"“{ref}”不是{target.name}，请核对编号，或在那一条补上规则")
    else:
        near = index.near(ref, target.ids)
        yield Problem(ref.place, f"没有编号为“{ref}”的{target.name}{near}", missing=ref)


def check_duplicates(body: Body, index: Index) -> Iterator[Problem]:
    """Report ids that are given twice where one is meant; of a file that is the copy of another
    once for all of them."""
    shared: dict[tuple[str, str], list[_Again]] = {}
    for again in _duplicates(body, index):
        shared.setdefault((again.given.place.file, again.first.place.file), []).append(again)
    for (here, there), found in shared.items():
        if here == there or len(found) == 1:
            for one in found:
                where, what = one.first.place, f"{one.what}，不能重复"
                yield Problem(one.given.place, f"编号“{one.given}”在 {where} 已经用过；{what}")
            continue
        copy, origin = sorted((here, there), key=len, reverse=True)
        ids = "、".join(f"“{one.given}”" for one in found[:3])
        message = (
            f"{ids}等 {len(found)} 个编号在 {origin} 里也有，像是它的副本或者同步冲突的文件："
            "比较以后留下一个，另一个移到文件夹外面；两个都要的，改掉重复的编号"
        )
        yield Problem(Place(copy, 1, 1), message)


@dataclass(frozen=True, slots=True)
class _Again:
    """An id that was given before, and in what row of ids."""

    given: Text
    first: Text
    what: str


def _duplicates(body: Body, index: Index) -> Iterator[_Again]:
    clauses = [clause for document in body.documents for clause, _ in clauses_of(document)]
    shared: list[Text] = [one.id for one in clauses]
    shared += [one.id for one in body.questions] + [one.id for one in body.routes]
    shared += [one.id for one in body.readings]
    yield from _twice(shared, "条款、问题、途径、解读共用一套编号")
    pages = [*(one.id for one in body.documents), *(one.id for one in body.pages)]
    yield from _twice(pages, "文件和专题页共用一套编号")
    listed = body.policy.documents if body.policy is not None else ()
    yield from _twice(listed, "documents 里每份文件只排一次")
    yield from _twice((one.id for one in body.procedures), "办理步骤的编号")
    yield from _twice((one.id for one in body.cases), "算例的编号")
    yield from _twice((one.id for one in body.item_groups), "材料种类的编号")
    yield from _twice((one.year for one in body.calendar), "放假安排的年份")
    yield from _twice((one.id for one in body.themes), "各步的编号")
    asked_in = (question for theme in body.themes for question in theme.questions)
    yield from _twice(asked_in, "一个问题只在一步里问")
    for question in body.questions:
        yield from _twice((field.id for field in question.fields), "同一列表的字段编号")
        for asked in (question, *question.fields):
            yield from _twice((option.id for option in asked.options), "同一问题的选项编号")
    for clause in index.clauses.values():
        if clause.ledger is not None:
            yield from _twice((one.id for one in clause.ledger.requirements), "学时要求的编号")


def _twice(ids: Iterable[Text], what: str) -> Iterator[_Again]:
    first: dict[str, Text] = {}
    for one in ids:
        if (before := first.setdefault(str(one), one)) is not one:
            yield _Again(one, before, what)


# What a rule refers to: «clause», or «clause.years» for the years that it counts.
type Targets = dict[str, list[tuple[str, Place]]]


def check_circles(index: Index) -> Iterator[Problem]:
    """Report each circle of verdicts once: nothing could ever decide them."""
    refers: Targets = {}
    for key, clause in index.clauses.items():
        refers[key] = list(_named(clause.condition))
        refers[f"{key}.years"] = list(_named(clause.years))
    refers |= {key: list(_named(route)) for key, route in index.routes.items()}
    done: set[str] = set()
    for key in refers:
        yield from _follow(key, [], refers, done)


def _named(holder: Node | None) -> Iterator[tuple[str, Place]]:
    for spot in walk(holder) if holder is not None else ():
        if not isinstance(spot.value, Ref):
            continue
        if spot.ref in {"condition", "verdict"}:
            yield str(spot.value), spot.value.place
        elif spot.ref == "years":
            yield f"{spot.value}.years", spot.value.place


def _follow(key: str, chain: list[str], refers: Targets, done: set[str]) -> Iterator[Problem]:
    if key in done:
        return
    for target, place in refers.get(key, ()):
        way = [*chain, key]
        if target in way:
            circle = " → ".join([*way[way.index(target) :], target])
            yield Problem(place, f"条件互相引用，绕成了圈：{circle}；请去掉其中一处")
        else:
            yield from _follow(target, way, refers, done)
    done.add(key)


def check_named_years(index: Index) -> Iterator[Problem]:
    """Report names that nothing reads, and `route_years` where it has no meaning."""
    spots = [(kind, spot) for _, kind, rule in index.rules() for spot in walk(rule)]
    named = {str(spot.value) for _, spot in spots if spot.ref == "years"}
    for key, clause in index.clauses.items():
        if clause.years is not None and key not in named:
            message = f"没有条件写 years: {key}，这里的算法不起作用，请去掉"
            yield Problem(clause.years.place, message)
    values = ((rule, spot.value) for rule, spot in spots)
    uses = [one for one in values if isinstance(one[1], Amount) and one[1] == ROUTE_YEARS]
    yield from _check_routes(index, uses)


def _check_routes(index: Index, uses: list[tuple[str, Amount]]) -> Iterator[Problem]:
    named = [route.years for route in index.routes.values() if route.years is not None]
    for rule, used in uses:
        if rule != "bar":
            yield Problem(used.place, f"{ROUTE_YEARS} 只能写在 bar 里，说的是所走途径的规定年限")
        elif not named:
            yield Problem(used.place, f"没有途径写 years，{ROUTE_YEARS} 不知道是哪一天")
    if all(rule != "bar" for rule, _ in uses):
        for years in named:
            message = f"没有 bar 用到 {ROUTE_YEARS}，这里的 years 不起作用，请去掉"
            yield Problem(years.place, message)


def check_own_words(index: Index) -> Iterator[Problem]:
    """Report words for parts that must all hold: each part says for itself whether it failed."""
    for clause in index.clauses.values():
        condition = clause.condition
        if condition is None or not isinstance(condition.test, All):
            continue
        for key, words in (("fails", condition.fails), ("opens", condition.opens)):
            if words is not None:
                yield Problem(
                    words.place,
                    f"all 的各项各有各的原因，{key} 不会显示，请去掉；"
                    "要有自己的说法，就把这一项单独写成一条，用 met 引用",
                )
