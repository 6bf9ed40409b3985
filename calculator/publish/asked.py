"""What a self-check asks, as words on its page; scripts put the inputs beside them."""

from calculator.core.advice.asking import fields_read
from calculator.core.visit.steps import themes_of
from calculator.loading.types.asking import Question
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.prose import Desk, Link
from calculator.publish.render import View


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
