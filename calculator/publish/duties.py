"""What an applicant does besides meeting conditions: earn hours, bring things, fill in forms."""

from dataclasses import dataclass
from typing import Any, ClassVar

from calculator.core.words import NAMES
from calculator.loading.types.document import Clause
from calculator.publish.book import walk
from calculator.publish.clauses import FormView, GridView, Link, form_view, weights_view
from calculator.publish.prose import Desk
from calculator.publish.stems import StemView, stem_views


@dataclass(frozen=True)
class WayView:
    """A way to earn hours: what it is, what it gives, and what is shared out by rank."""

    clause: Link
    text: str
    rates: tuple[str, ...]
    weighted: bool


@dataclass(frozen=True)
class WaysView:
    """The ways to earn hours."""

    TEMPLATE: ClassVar[str] = "ways.md.j2"

    hours: str
    stems: tuple[StemView, ...]
    ways: tuple[WayView, ...]


@dataclass(frozen=True)
class ItemView:
    """A thing to bring, and the clause that asks for it."""

    title: str
    text: str
    conditional: bool
    clause: Link


@dataclass(frozen=True)
class ChecklistView:
    """Things to bring, by kind."""

    TEMPLATE: ClassVar[str] = "checklist.md.j2"

    stems: tuple[StemView, ...]
    groups: tuple[tuple[str, tuple[ItemView, ...]], ...]


@dataclass(frozen=True)
class FormPage:
    """A form as a part of a page."""

    TEMPLATE: ClassVar[str] = "form_page.md.j2"

    form: FormView
    clause: Link


@dataclass(frozen=True)
class WeightsPage:
    """A table of shares as a part of a page."""

    TEMPLATE: ClassVar[str] = "weights_page.md.j2"

    weights: GridView
    text: str
    clause: Link


def item_groups(desk: Desk) -> dict[str, str]:
    """The kinds of things to bring: id -> title, in the policy's order."""
    return {str(group.id): desk.label(group.title) for group in desk.book.edition.item_groups}


def ways_view(desk: Desk, within: tuple[Clause, ...]) -> WaysView:
    """All ways to earn hours below these clauses, or in the whole edition."""
    shown = [clause for clause in _chosen(desk, within) if clause.hours]
    return WaysView(
        desk.own(NAMES["hours"]),
        stem_views(desk, shown),
        tuple(
            WayView(
                clause=_link(desk, clause),
                text=desk.text(clause.text, clause.id),
                rates=_rates(desk, clause),
                weighted=clause.hours.weighted,
            )
            for clause in shown
            if clause.hours
        ),
    )


def checklist_view(desk: Desk, within: tuple[Clause, ...]) -> ChecklistView:
    """All things to bring that these clauses name, or that the whole edition names."""
    groups = item_groups(desk)
    found: dict[str, list[ItemView]] = {group: [] for group in groups}
    shown = [clause for clause in _chosen(desk, within) if clause.item]
    for clause in shown:
        if clause.item:
            found[clause.item.group].append(
                ItemView(
                    title=desk.text(clause.item.title, clause.id),
                    text=desk.text(clause.text, clause.id),
                    conditional=clause.item.when is not None,
                    clause=_link(desk, clause),
                )
            )
    return ChecklistView(
        stem_views(desk, shown),
        tuple((groups[group], tuple(items)) for group, items in found.items() if items),
    )


def forms(desk: Desk, within: tuple[Clause, ...]) -> list[Any]:
    """The forms of these clauses, or of the whole edition."""
    return [
        FormPage(form_view(desk, clause.form, clause.id), _link(desk, clause))
        for clause in _chosen(desk, within)
        if clause.form
    ]


def weights(desk: Desk, within: tuple[Clause, ...]) -> list[Any]:
    """The tables of shares of these clauses, or of the whole edition."""
    found = ((clause, weights_view(desk, clause)) for clause in _chosen(desk, within))
    return [
        WeightsPage(view, desk.text(clause.text, clause.id), _link(desk, clause))
        for clause, view in found
        if view
    ]


def _chosen(desk: Desk, within: tuple[Clause, ...]) -> list[Clause]:
    return list(walk(within)) if within else list(desk.book.edition.clauses.values())


def _link(desk: Desk, clause: Clause) -> Link:
    return Link(desk.name(clause.id), desk.clause_href(clause.id))


def _rates(desk: Desk, clause: Clause) -> tuple[str, ...]:
    rule = desk.book.edition.rules["clauses"][clause.id]["hours"]
    if "rate" in rule:
        return (desk.rule_figure(rule["rate"], clause.id),)
    values = (rule.get("rate_by") or {}).get("values", {}).values()
    return tuple(desk.rule_figure(value, clause.id) for value in values)
