"""The pages about the other calculators' answers: what would help most, and the result slip.

They ask nothing themselves: they read what was answered elsewhere, and lead there.
"""

import json
from collections.abc import Mapping

from calculator.core.advice.asking import fields_read
from calculator.publish import places
from calculator.publish.check_frame import frame
from calculator.publish.checks import Check, checks_of
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk
from calculator.publish.render import View


def advice_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The page about what would help most: without scripts, up to where points add up."""
    book, root = desk.book, desk.book.points_root
    inputs = json.dumps(_inputs(desk), ensure_ascii=False, separators=(",", ":"))
    return View(
        "check_advice.md.j2",
        frame=frame(desk, check, data, [("inputs", inputs)]),
        caps=_caps(desk),
        points=Link(desk.label(root.title, root.id), desk.href(places.calculator_spot(book)))
        if root
        else None,
        routes=Link(
            places.check_title(desk.book, "routes"), desk.href(places.check_spot(book, "routes"))
        )
        if book.edition.routes
        else None,
    )


def slip_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The page of the result slip."""
    return View("check_slip.md.j2", frame=frame(desk, check, data))


def _caps(desk: Desk) -> tuple[tuple[Link, str], ...]:
    """Groups of the points table that have a cap, in the order in which they are printed."""
    book = desk.book
    found = []
    for clause_id, rule in book.edition.rules["clauses"].items():
        cap = (rule.get("points") or {}).get("cap")
        if cap and clause_id in book.counted and book.edition.clauses[clause_id].children:
            link = Link(
                desk.label(book.edition.clauses[clause_id].title, clause_id),
                desk.href(places.calculator_spot(book, clause_id)),
            )
            found.append((link, desk.rule_figure(cap, clause_id)))
    return tuple(found)


def _inputs(desk: Desk) -> dict[str, str]:
    """Where each question of the self-checks is asked: its address relative to the page's."""
    found: dict[str, str] = {}
    for check in checks_of(desk.book.edition.rules):
        for asked in fields_read(desk.book.edition.compiled, check.ask):
            found.setdefault(asked, f"../{check.page}/#q-ask-{asked}")
    return found
