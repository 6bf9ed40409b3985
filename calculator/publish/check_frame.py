"""What the pages of all self-checks have in common: what the script is told, the ways on, questions
as words with room for inputs, and clauses that a script will say a verdict about.
"""

from collections.abc import Mapping, Sequence

from calculator.core.advice.asking import fields_read
from calculator.core.visit.steps import themes_of
from calculator.core.words import OWN
from calculator.loading.types.asking import Question
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.checks import Check, checks_of
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View


def frame(
    desk: Desk, check: Check, data: Mapping[str, str], more: Sequence[tuple[str, str]] = ()
) -> View:
    """The frame of a self-check; `data` are site paths that its script needs, `more` attributes
    beside those of every check: the total's clause, the policy's own words, `data` from the page.
    """
    # The page's address is a folder named after it: one step deeper than its file.
    up = "../" * (desk.page.count("/") + 1)
    page, policy = places.result_page(desk.book), desk.book.edition.policy
    own = [
        *(("calculator", check.kind), ("request", check.request), ("print", check.print), *more),
        *((key, getattr(policy, key) or "") for key in ("total", *OWN)),
        ("result", f"{up}{page}/" if page else ""),
        *((key, up + path) for key, path in sorted(data.items())),
    ]
    return View(
        attributes=tuple((key, attribute(value)) for key, value in own),
        others=tuple(
            desk.to_page(one.title, one.page)
            for one in checks_of(desk.book.edition.rules)
            if one.page != check.page and not one.of_many
        ),
        asked=asked_views(desk, check.ask),
        check=check_view(desk),
        advised=any(one.kind == "advice" for one in checks_of(desk.book.edition.rules)),
    )


def check_view(desk: Desk) -> View:
    """The reservation that stands with every result."""
    policy = desk.book.edition.policy
    return View(
        "self_check.md.j2",
        edition=plain(policy.short),
        decides=plain(policy.decides or policy.body),
        report=desk.href(places.REPORT),
    )


def need_point(desk: Desk, clause_id: str) -> View:
    """A clause as a condition, by its title."""
    clause = desk.book.edition.clauses[clause_id]
    return point(desk, clause, "", clause.condition.title if clause.condition else None)


def point(desk: Desk, clause: Clause, note: str, title: str | None = None) -> View:
    """A clause with its words; `note` stands beside its title."""
    return View(
        id=clause.id,
        title=desk.label(title or clause.title, clause.id) or plain(clause.id),
        text=desk.text(clause.text, clause.id),
        clause=desk.cited(clause.id),
        note=note,
    )


def attribute(value: str) -> str:
    """A text as the value of an attribute."""
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def asked_views(desk: Desk, parts: tuple[str, ...]) -> tuple[View, ...]:
    """Every question that can matter for some parts of the core's asking, in the policy's order."""
    read = fields_read(desk.book.edition.compiled, parts)
    return tuple(
        _asked(desk, question, read[question.id])
        for question in desk.book.edition.questions
        if question.id in read
    )


def step_views(desk: Desk, asked: tuple[View, ...]) -> tuple[View, ...]:
    """The steps in which some questions are asked."""
    views = {one.id: one for one in asked}
    steps = (
        View(
            id=theme.id,
            title=desk.label(theme.title),
            help=desk.label(theme.help),
            asked=tuple(views[key] for key in theme.questions if key in views),
        )
        for theme in themes_of(desk.book.edition.compiled)
    )
    return tuple(step for step in steps if step.asked)


def _asked(desk: Desk, question: Question, read: list[str]) -> View:
    """One question; `read` and `fields` are what decides in a record of a list."""
    clause = question.clause
    return View(
        id=question.id,
        read=" ".join(read),
        label=desk.label(question.label, clause),
        help=desk.text(question.help, clause),
        fields=tuple(desk.label(f.label, clause) for f in question.fields if f.id in read),
        options=tuple(desk.label(option.label, clause) for option in question.options),
        clause=desk.named(clause) if clause else None,
        gaps=tuple(
            desk.to_reading(reading)
            for reading in desk.book.edition.readings
            if reading.kind == "gap" and _concerns(reading, question)
        ),
        also=_ledger_link(desk, question),
    )


def _concerns(reading: Reading, question: Question) -> bool:
    """A reading that names questions belongs to these alone."""
    if reading.questions:
        return str(question.id) in map(str, reading.questions)
    return question.clause in reading.clauses


def _ledger_link(desk: Desk, question: Question) -> Link | None:
    """Entries of hours are easier to make where every one says at once what it counts."""
    ledgers = (clause.ledger for clause in desk.book.edition.clauses.values() if clause.ledger)
    spot = places.check_spot(desk.book, "hours")
    if spot.path == desk.page or all(str(one.entries) != str(question.id) for one in ledgers):
        return None
    return desk.to_check("hours")
