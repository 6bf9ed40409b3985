"""The route map: where an applicant stands, which ways lead on, and what each of them asks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from calculator.core.words import UNCOVERED, VERDICT
from calculator.loading.types.site import Route
from calculator.publish import places
from calculator.publish.calculator_page import attribute
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk


@dataclass(frozen=True)
class RouteView:
    """One way: its clause, and what must be met on it."""

    id: str
    title: str
    clause: Link
    summary: str
    needs: tuple[Link, ...]


@dataclass(frozen=True)
class RouteGroup:
    """Ways of one kind, and what all of them ask alike."""

    title: str
    shared: tuple[Link, ...]
    routes: tuple[RouteView, ...]


@dataclass(frozen=True)
class RoutesView:
    """The map: a stem of what every way asks, the groups of ways, and what stands apart.

    Ways that share nothing with any other stand apart: they come on top of the rest. `key` is the
    name under which a visitor's device keeps the answers and what they came to, `words` what each
    verdict is called.
    """

    TEMPLATE: ClassVar[str] = "routes.md.j2"

    shared: tuple[Link, ...]
    groups: tuple[RouteGroup, ...]
    apart: tuple[RouteGroup, ...]
    key: str
    words: str
    check: Link | None


def routes_view(desk: Desk, wanted: tuple[str, ...]) -> RoutesView:
    """The map of the routes that are named, or of all."""
    routes = [r for r in desk.book.edition.routes if not wanted or r.id in wanted]
    joined = [r for r in routes if _shares(r, routes)] or routes
    apart = [r for r in routes if r not in joined]
    shared = _common(joined) if len(joined) > 1 else ()
    return RoutesView(
        shared=tuple(_need(desk, clause) for clause in shared),
        groups=_groups(desk, joined, shared),
        apart=_groups(desk, apart, ()),
        words=attribute(json.dumps({**VERDICT, "uncovered": UNCOVERED}, ensure_ascii=False)),
        key=f"calculator:{desk.book.edition.policy.id}:{desk.book.edition.policy.edition}",
        check=Link(places.CHECKS["routes"][1], desk.href(places.check_spot(desk.book, "routes")))
        if routes
        else None,
    )


def _shares(route: Route, routes: list[Route]) -> bool:
    others = {need for other in routes if other is not route for need in other.needs}
    return not others.isdisjoint(route.needs)


def _groups(desk: Desk, routes: list[Route], known: tuple[str, ...]) -> tuple[RouteGroup, ...]:
    groups: dict[str, list[Route]] = {}
    for route in routes:
        groups.setdefault(route.group or "", []).append(route)
    return tuple(_group(desk, title, members, known) for title, members in groups.items())


def _group(desk: Desk, title: str, routes: list[Route], known: tuple[str, ...]) -> RouteGroup:
    common = _common(routes) if len(routes) > 1 else ()
    shared = tuple(clause for clause in common if clause not in known)
    said = {*known, *shared}
    return RouteGroup(
        title=desk.label(title),
        shared=tuple(_need(desk, clause) for clause in shared),
        routes=tuple(_route(desk, route, said) for route in routes),
    )


def _route(desk: Desk, route: Route, said: set[str]) -> RouteView:
    return RouteView(
        id=route.id,
        title=desk.label(route.title, route.clause),
        clause=Link(desk.cite(route.clause), desk.clause_href(route.clause)),
        summary=desk.text(route.summary, route.clause),
        needs=tuple(_need(desk, clause) for clause in route.needs if clause not in said),
    )


def _common(routes: list[Route]) -> tuple[str, ...]:
    """What all of the routes ask, in the order of the first."""
    return tuple(c for c in routes[0].needs if all(c in r.needs for r in routes)) if routes else ()


def _need(desk: Desk, clause_id: str) -> Link:
    clause = desk.book.edition.clauses[clause_id]
    title = clause.condition.title if clause.condition and clause.condition.title else clause.title
    label = desk.label(title, clause_id) or desk.name(clause_id)
    return Link(label, desk.clause_href(clause_id))
