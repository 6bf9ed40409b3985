"""What the pages of all self-checks have in common: what the script is told, the ways on, and
clauses that a script will say a verdict about.
"""

from collections.abc import Mapping, Sequence

from calculator.core.words import OWN
from calculator.loading.types.document import Clause
from calculator.publish import places
from calculator.publish.asked import asked_views
from calculator.publish.checks import Check, checks_of
from calculator.publish.prose import Desk, Link, plain
from calculator.publish.render import View


def frame(
    desk: Desk, check: Check, data: Mapping[str, str], more: Sequence[tuple[str, str]] = ()
) -> View:
    """The frame of a self-check; `data` are site paths that its script needs, `more` attributes."""
    own = [("calculator", check.kind), ("request", check.request), ("print", check.print), *more]
    own += _own_attributes(desk, data)
    return View(
        attributes=tuple((key, attribute(value)) for key, value in own),
        others=_others(desk, check.page),
        asked=asked_views(desk, check.ask),
        check=check_view(desk),
    )


def _own_attributes(desk: Desk, data: Mapping[str, str]) -> list[tuple[str, str]]:
    """What every calculator's script reads: the total's clause, the policy's own words, and `data`
    relative to the page.
    """
    # The page's address is a folder named after it: one step deeper than its file.
    up = "../" * (desk.page.count("/") + 1)
    page = places.result_page(desk.book)
    policy = desk.book.edition.policy
    own = [
        *((key, getattr(policy, key) or "") for key in ("total", *OWN)),
        ("result", f"{up}{page}/" if page else ""),
    ]
    return [*own, *((key, up + path) for key, path in sorted(data.items()))]


def _others(desk: Desk, page: str) -> tuple[Link, ...]:
    """The ways from one calculator to the others; they share their answers."""
    return tuple(
        desk.to_page(check.title, check.page)
        for check in checks_of(desk.book.edition.rules)
        if check.page != page and not check.of_many
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
