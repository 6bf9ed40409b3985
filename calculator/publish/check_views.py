"""The self-checks' own parts: routes and bars, requirements and ways, things to bring."""

import json
from collections.abc import Mapping
from typing import Any

from calculator.core.words import BARS, KIND, NAMES
from calculator.loading import Placeholder, pieces
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.advice_page import advice_view
from calculator.publish.asked import step_views
from calculator.publish.batch_page import batch_view
from calculator.publish.check_frame import frame, need_point, point
from calculator.publish.check_items import items_view
from calculator.publish.checks import Check, checks_of
from calculator.publish.clauses import note_views, stem_views
from calculator.publish.duties import ways_view
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View
from calculator.publish.routes import route_map
from calculator.publish.tables import table_view


def check_view_of(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The view of a self-check; `data` are site paths that its script needs."""
    return _VIEWS[check.kind](desk, check, data)


def _points(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The printed table of the edition's total, with room for what scripts put in its rows."""
    root = desk.book.points_root
    if root is None:
        raise ValueError("an edition without points has no calculator")
    return View(
        "calculator.md.j2",
        frame=frame(desk, check, data),
        table=table_view(desk, root, 1, slots=True),
    )


def _slip(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    return View("check_slip.md.j2", frame=frame(desk, check, data))


def _routes(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    whole = frame(desk, check, data, [("readings", json.dumps(_readings(desk)))])
    return View(
        "check_routes.md.j2",
        frame=whole,
        steps=step_views(desk, whole.asked),
        then=_then(desk, whole.others),
        map=route_map(desk, desk.book.edition.routes, need_point),
        barred=desk.own(BARS),
        bars=_bars(desk),
    )


def _readings(desk: Desk) -> dict[str, list[tuple[str, str]]]:
    """What is to be known of the source at each clause: titles and where to read on."""
    return {
        clause: [
            (desk.label(one.title), desk.href(places.reading_spot(desk.book, one.id)))
            for one in readings
        ]
        for clause, readings in desk.book.readings_of.items()
    }


def _then(desk: Desk, others: tuple[Link, ...]) -> tuple[tuple[Link, str], ...]:
    """What a visitor may do next, and what it is good for; the result itself leads to the rest."""
    words = {one.title: one.then for one in checks_of(desk.book.edition.rules)}
    steps = ((link, words[link.text]) for link in others)
    return tuple((link, what_for) for link, what_for in steps if what_for)


def _bars(desk: Desk) -> tuple[tuple[tuple[View, ...], tuple[View, ...]], ...]:
    """The bars in the order of the documents; those that go on with the same words together."""
    found: dict[tuple[Link, ...], tuple[tuple[View, ...], list[View]]] = {}
    for clause in desk.book.edition.clauses.values():
        if clause.bar:
            shown = point(desk, clause, desk.own(KIND[clause.bar.kind]), clause.bar.title)
            stems = stem_views(desk, [clause])
            found.setdefault(tuple(one.clause for one in stems), (stems, []))[1].append(shown)
    return tuple((stems, tuple(points)) for stems, points in found.values())


def _hours(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    return View(
        "check_hours.md.j2",
        frame=frame(desk, check, data),
        hours=desk.own(NAMES["hours"]),
        ledgers=tuple(
            _ledger(desk, clause)
            for clause in desk.book.edition.clauses.values()
            if clause.ledger is not None
        ),
    )


def _ledger(desk: Desk, clause: Clause) -> View:
    """A ledger; `differing` are readings that cite figures of several clauses: what each says,
    what is taken.
    """
    rule = desk.book.edition.rules["clauses"][clause.id]["ledger"]
    ends = [desk.rule_figure(rule["years"][end], clause.id) for end in ("from", "to")]
    asking = dict.fromkeys([clause.id, *(need["clause"] for need in rule["requirements"])])
    readings = {
        reading.id: reading
        for concerned in asking
        for reading in desk.book.readings_of.get(concerned, ())
    }
    return View(
        id=clause.id,
        years=f"{ends[0]}至{ends[1]}",
        cap=desk.rule_figure(rule["cap"], clause.id) if rule.get("cap") else "",
        clause=desk.cited(clause.id),
        demands=tuple(_demand(desk, need) for need in rule["requirements"]),
        ways=ways_view(desk, ()),
        differing=tuple(
            (desk.label(one.title), desk.text(one.says), desk.text(one.taken))
            for one in readings.values()
            if _differs(one)
        ),
        notes=note_views(desk, [one for one in readings.values() if not _differs(one)]),
    )


def _differs(reading: Reading) -> bool:
    """Whether it holds figures of several clauses against each other."""
    names = [piece.name for piece in pieces(reading.says) if isinstance(piece, Placeholder)]
    return len({name.rpartition(".")[0] for name in names}) > 1


def _demand(desk: Desk, need: Mapping[str, Any]) -> View:
    return View(
        title=plain(need.get("title") or need["id"]),
        hours=desk.rule_figure(need["at_least"], need["clause"]),
        scope="每个年度" if need["scope"] == "each_year" else NAMES["all_years"],
        clause=desk.cited(need["clause"]),
    )


_VIEWS = {
    "points": _points,
    "routes": _routes,
    "hours": _hours,
    "checklist": items_view,
    "advice": advice_view,
    "slip": _slip,
    "batch": batch_view,
}
