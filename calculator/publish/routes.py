"""The route map: where an applicant stands, which ways lead on, and what each of them asks."""

import json
from collections.abc import Callable, Sequence

from calculator.core.words import UNCOVERED, VERDICT
from calculator.loading.types.site import Route
from calculator.publish.check_frame import attribute
from calculator.publish.clauses import condition_link
from calculator.publish.prose import Desk, Link
from calculator.publish.render import View

Needs = tuple[Link | View, ...]


def routes_view(desk: Desk, wanted: tuple[str, ...]) -> View:
    """The map of the routes that are named, or of all.

    `key` is the name under which a visitor's device keeps the answers and what they came to.
    """
    routes = [r for r in desk.book.edition.routes if not wanted or r.id in wanted]
    return View(
        "routes.md.j2",
        map=route_map(desk, routes, condition_link),
        words=attribute(json.dumps({**VERDICT, "uncovered": UNCOVERED}, ensure_ascii=False)),
        key=f"calculator:{desk.book.edition.policy.id}:{desk.book.edition.policy.edition}",
        check=desk.to_check("routes") if routes else None,
    )


def route_map(
    desk: Desk, routes: Sequence[Route], need: Callable[[Desk, str], Link | View]
) -> View:
    """The map of these routes; `need` shows a clause that must be met.

    Ways that share nothing with any other stand apart: they come on top of the rest.
    """

    def needs(clauses: Sequence[str]) -> Needs:
        return tuple(need(desk, clause) for clause in clauses)

    def group(title: str, members: list[Route], known: list[str]) -> View:
        alike = [clause for clause in _common(members) if clause not in known]
        said = {*known, *alike}
        return View(
            title=desk.label(title),
            shared=needs(alike),
            routes=tuple(
                View(
                    id=route.id,
                    title=desk.label(route.title, route.clause),
                    clause=desk.cited(route.clause),
                    summary=desk.text(route.summary, route.clause),
                    needs=needs([clause for clause in route.needs if clause not in said]),
                )
                for route in members
            ),
        )

    def groups(some: Sequence[Route], known: list[str]) -> tuple[View, ...]:
        found: dict[str, list[Route]] = {}
        for route in some:
            found.setdefault(route.group or "", []).append(route)
        return tuple(group(title, members, known) for title, members in found.items())

    joined = [r for r in routes if _shares(r, routes)] or routes
    shared = _common(joined)
    apart = [r for r in routes if r not in joined]
    return View(shared=needs(shared), groups=groups(joined, shared), apart=groups(apart, []))


def _shares(route: Route, routes: Sequence[Route]) -> bool:
    others = {need for other in routes if other is not route for need in other.needs}
    return not others.isdisjoint(route.needs)


def _common(routes: Sequence[Route]) -> list[str]:
    """What all of several routes ask, in the order of the first."""
    if len(routes) < 2:
        return []
    return [c for c in routes[0].needs if all(c in route.needs for route in routes)]
