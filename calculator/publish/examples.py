"""Worked cases as readers see them: what was filled in, what comes out, and why."""

import base64
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from calculator.cases import run
from calculator.core.answers.kinds import written
from calculator.core.answers.photo_facts import FORMATS, read_facts
from calculator.core.evaluate import FORMAT
from calculator.core.values.canonical import dumps
from calculator.core.values.dates import date_words
from calculator.core.values.ranges import noted_range_words
from calculator.core.words import KIND, NAMES, NEEDED, STANDING, VERDICT
from calculator.loading import Link as ProseLink
from calculator.loading import pieces
from calculator.loading.types.asking import Asked, Question
from calculator.loading.types.worked import Case, ExpectedItems
from calculator.publish import places
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View

BEFORE = f"以前{KIND['ban']}"
BARRED = {"true": KIND["ban"], "false": "没有延迟或不得申请", "open": STANDING["open"]}
VERDICTS = {said: VERDICT[code] for code, said in run.VERDICTS.items()}
BARS = {said: STANDING[code] for code, said in run.STANDINGS.items()}


def example_view(desk: Desk, case: Case) -> View:
    """A case in readers' words: answers by question, results by clause; `opened` is where a visitor
    tries it, "" where there are no answers.
    """
    at = case.clauses[0] if case.clauses else None
    return View(
        id=case.id,
        title=desk.label(case.title, at),
        given=_given(desk, case),
        results=_results(desk, case),
        why=desk.text(case.why, at),
        readings=_readings(desk, case),
        opened=_opened(desk, case),
    )


def _opened(desk: Desk, case: Case) -> str:
    """The address that opens the answers of a case, as scripts write it (`web/app/link.js`)."""
    page = places.result_page(desk.book)
    if page is None or not case.answers:
        return ""
    policy = desk.book.edition.policy
    head = {"format": FORMAT, "policy": str(policy.id), "edition": str(policy.edition)}
    packed = base64.urlsafe_b64encode(dumps({**head, **run.request_of(case)}).encode())
    # Written as markup, it leads from the folder that the page becomes.
    folder = desk.page.removesuffix("index.md").removesuffix(".md") or "."
    return f"{posixpath.relpath(page, folder)}/#answers=t{packed.decode().rstrip('=')}"


def _readings(desk: Desk, case: Case) -> tuple[Link, ...]:
    """Where the clauses of the case can be read otherwise, as far as its reasoning does not say."""
    named = {piece.target for piece in pieces(case.why or "") if isinstance(piece, ProseLink)}
    return tuple(
        desk.to_reading(reading)
        for reading in desk.book.edition.readings
        if reading.options
        and not set(reading.clauses).isdisjoint(case.clauses)
        and f"#{reading.id}" not in named
    )


def _given(desk: Desk, case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    questions = {str(question.id): question for question in desk.book.edition.questions}
    return tuple(
        (desk.label(questions[name].label), _answer(desk, questions[name], answer))
        for name, answer in case.answers.items()
        if name in questions
    )


def _answer(desk: Desk, question: Question, answer: Any) -> tuple[str, ...]:
    if question.type != "list":
        return (_value(desk, question, answer),)
    if not answer:
        return ("没有",)
    fields = {field.id: field for field in question.fields}
    return tuple(
        "，".join(
            f"{desk.label(fields[name].label)}：{_value(desk, fields[name], value)}"
            for name, value in record.items()
            if name in fields and fields[name].type != "text"
        )
        for record in answer
        if isinstance(record, Mapping)
    )


def _value(desk: Desk, asked: Asked, value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if asked.type == "photo":
        return _photo(value)
    if isinstance(value, Mapping):
        return f"{date_words(str(value.get('from') or ''))}至{date_words(value.get('to')) or '今'}"
    labels = {str(option.id): desk.label(option.label) for option in asked.options}
    if str(value) in labels:
        return labels[str(value)]
    if written(asked.type) == "date":
        return date_words(str(value))
    space = "" if asked.unit == "%" else " "
    return f"{plain(str(value))}{space}{asked.unit or ''}".strip()


def _photo(facts: Any) -> str:
    """The facts of a picture: «JPG（JPEG），文件 102400 字节，宽 300、高 400 像素»."""
    known = read_facts(facts) or {"format": "unknown"}
    words = [plain(FORMATS[known["format"]])]
    words += [f"文件 {known['bytes']} 字节"] if "bytes" in known else []
    words += [f"宽 {known['width']}、高 {known['height']} 像素"] if "height" in known else []
    return "，".join(words)


def _results(desk: Desk, case: Case) -> tuple[tuple[Link, str], ...]:
    expect = case.expect
    rows: list[tuple[str, str]] = []
    rows += [(clause, _noted(value, "分")) for clause, value in expect.points.items()]
    for clause, value in expect.ceiling.items():
        rows.append((clause, f"填全后最高：{_noted(value, '分')}"))
    rows += [(clause, VERDICTS[_truth(verdict)]) for clause, verdict in expect.met.items()]
    rows += [(clause, BARS[_truth(verdict)]) for clause, verdict in expect.bars.items()]
    rows += [
        (route, desk.own(BARRED.get(_truth(until)) or f"{date_words(str(until))}{BEFORE}"))
        for route, until in expect.barred.items()
    ]
    for key, when in expect.days.items():
        then = desk.own(BEFORE) if key in expect.bars else VERDICT["met"]
        rows.append((key, f"{date_words(when)}{then}"))
    rows += [
        (key, "不能确定哪天期满" if when == "none" else f"{date_words(when)}期满")
        for key, when in expect.terms.items()
    ]
    for key, fields in expect.forms.items():
        rows += [(key, f"“{plain(label)}”：{plain(text)}") for label, text in fields.items()]
    named = ((_result_link(desk, key), text) for key, text in rows)
    return (*_hours(desk, expect.hours), *named, *_items(desk, expect.items))


def _items(desk: Desk, items: ExpectedItems | None) -> Iterator[tuple[Link, str]]:
    """Things to bring, by their own names."""
    if items is None:
        return
    for needed, keys in (("yes", items.needed), ("no", items.not_needed), ("open", items.open)):
        for key in keys:
            item = desk.book.edition.clauses[key].item
            title = desk.label(item.title, key) if item else desk.name(key)
            yield Link(title, desk.clause_href(key)), NEEDED[needed]


def _hours(desk: Desk, hours: Mapping[str, object]) -> Iterator[tuple[Link, str]]:
    """Hours a year, or in all, at the requirement that they are held against."""
    unit = desk.own(NAMES["hours"])
    for clause in desk.book.edition.clauses.values():
        for one in clause.ledger.requirements if clause.ledger else ():
            kinds = ["all"] if one.kinds == "all" else [*one.kinds]
            found = [
                f"{'合计' if year == 'all' else f'{year} 年度'} {_noted(value, unit)}"
                for year, of, value in ((*key.split("."), value) for key, value in hours.items())
                if [of] == kinds and (year == "all") == (one.scope == "all_years")
            ]
            if found:
                title = desk.label(one.title, clause.id) or desk.name(one.clause)
                yield Link(title, desk.clause_href(one.clause)), "；".join(found)


def _result_link(desk: Desk, key: str) -> Link:
    book = desk.book
    for route in book.edition.routes:
        if route.id == key:
            return Link(desk.label(route.title), desk.clause_href(route.clause))
    if key in book.counted:
        name = desk.label(book.edition.clauses[key].title, key) or desk.name(key)
        return Link(name, desk.href(places.calculator_spot(book, key)))
    return desk.named(key)


def _noted(value: object, unit: str) -> str:
    return plain(noted_range_words(str(value), unit))


def _truth(verdict: object) -> str:
    return str(verdict).lower()
