"""The page of what would help most: it asks nothing, reads what was answered elsewhere, and leads
there.
"""

import json
from collections.abc import Mapping

from calculator.core.advice.asking import fields_read
from calculator.publish.check_frame import frame
from calculator.publish.checks import Check, checks_of
from calculator.publish.prose import Desk, Link
from calculator.publish.render import View


def advice_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The page about what would help most: without scripts, up to where points add up."""
    book, root = desk.book, desk.book.points_root
    inputs = json.dumps(_inputs(desk), ensure_ascii=False, separators=(",", ":"))
    return View(
        "check_advice.md.j2",
        frame=frame(desk, check, data, [("inputs", inputs)]),
        caps=_caps(desk),
        points=desk.to_points(root) if root else None,
        routes=desk.to_check("routes") if book.edition.routes else None,
    )


def _caps(desk: Desk) -> tuple[tuple[Link, str], ...]:
    """Groups of the points table that have a cap, in the order in which they are printed."""
    book = desk.book
    found = []
    for clause_id, rule in book.edition.rules["clauses"].items():
        cap = (rule.get("points") or {}).get("cap")
        if cap and clause_id in book.counted and book.edition.clauses[clause_id].children:
            link = desk.to_points(book.edition.clauses[clause_id], clause_id)
            found.append((link, desk.rule_figure(cap, clause_id)))
    return tuple(found)


def _inputs(desk: Desk) -> dict[str, str]:
    """Where each question of the self-checks is asked: its address relative to the page's."""
    found: dict[str, str] = {}
    for check in checks_of(desk.book.edition.rules):
        for asked in fields_read(desk.book.edition.compiled, check.ask):
            found.setdefault(asked, f"../{check.page}/#q-ask-{asked}")
    return found
