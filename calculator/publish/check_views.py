"""The pages of the self-checks and of their answers, each with its own parts; that of things to
bring stands in `check_items`.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import islice

from calculator.core.advice.asking import fields_read
from calculator.core.tables.columns import Column
from calculator.core.tables.layout import PERSONS, layouts, short_layout
from calculator.core.tables.short import spare_columns
from calculator.core.words import A_ROW_EACH, BARS, KIND, NAMES, WHO
from calculator.loading import Placeholder, pieces
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.check_frame import frame, need_point, point, step_views
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
        demands=tuple(
            View(
                title=plain(need.get("title") or need["id"]),
                hours=desk.rule_figure(need["at_least"], need["clause"]),
                scope="每个年度" if need["scope"] == "each_year" else NAMES["all_years"],
                clause=desk.cited(need["clause"]),
            )
            for need in rule["requirements"]
        ),
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


def _advice(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
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


MOST_WORDS = 3  # of a column


def _batch(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The page of an edition: of the short table (header, help) of each column, everyday words that
    it takes, `spare` columns that may be added; of the full one what else there is to fill in.
    """
    rules = desk.book.edition.compiled
    columns = short_layout(rules).columns
    own = dict(data)
    up = "../" * (desk.page.count("/") + 1)
    stem = f"{rules.policy_id}-{rules.edition}"
    short, full = (
        View(address=up + own.pop(k, ""), name=f"{stem}-{k}.xlsx") for k in ("short", "full")
    )
    return View(
        "check_batch.md.j2",
        frame=frame(desk, check, own, [("name", PERSONS)]),
        persons=PERSONS,
        each=desk.own(A_ROW_EACH),
        who=WHO,
        short=short,
        full=full,
        spare=tuple(f"“{plain(one.header)}”" for one in spare_columns(rules)),
        columns=tuple((plain(one.header), plain(one.help)) for one in columns),
        words=tuple(dict.fromkeys(_words(columns))),
        lists=tuple(plain(table.name) for table in layouts(rules) if table.question),
    )


def _words(columns: list[Column]) -> Iterator[str]:
    """Everyday words that stand for options: one an option, some a column."""
    for column in columns:
        first: dict[str, str] = {}
        for word, option in (column.asked.words if column.asked else {}).items():
            first.setdefault(option, word)
        yield from islice(first.values(), MOST_WORDS)


_VIEWS = {
    "points": _points,
    "routes": _routes,
    "hours": _hours,
    "checklist": items_view,
    "advice": _advice,
    "slip": lambda *given: View("check_slip.md.j2", frame=frame(*given)),
    "batch": _batch,
}
