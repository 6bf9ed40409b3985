"""What an applicant does besides meeting conditions: earn hours, bring things, fill in forms."""

from collections.abc import Callable, Iterable

from calculator.core.words import NAMES
from calculator.loading.types.document import Clause
from calculator.loading.types.duties import Item
from calculator.publish.book import walk
from calculator.publish.clauses import form_view, stem_views, weights_view
from calculator.publish.prose import Desk
from calculator.publish.render import View


def grouped(
    desk: Desk, clauses: Iterable[Clause], show: Callable[[Clause, Item], View]
) -> tuple[tuple[str, tuple[View, ...]], ...]:
    """The things to bring that some clauses name, by their kinds in the policy's order."""
    listed = [
        (str(clause.item.group), show(clause, clause.item)) for clause in clauses if clause.item
    ]
    kinds = (
        (desk.label(kind.title), tuple(view for group, view in listed if group == kind.id))
        for kind in desk.book.edition.item_groups
    )
    return tuple((title, views) for title, views in kinds if views)


def ways_view(desk: Desk, within: tuple[Clause, ...]) -> View:
    """All ways to earn hours below these clauses, or in the whole edition."""
    shown = [clause for clause in _chosen(desk, within) if clause.hours]
    return View(
        "ways.md.j2",
        hours=desk.own(NAMES["hours"]),
        stems=stem_views(desk, shown),
        ways=tuple(
            View(
                clause=desk.named(clause.id),
                text=desk.text(clause.text, clause.id),
                rates=_rates(desk, clause),
                weighted=clause.hours.weighted,
            )
            for clause in shown
            if clause.hours
        ),
    )


def checklist_view(desk: Desk, within: tuple[Clause, ...]) -> View:
    """All things to bring that these clauses name, or that the whole edition names."""
    shown = [clause for clause in _chosen(desk, within) if clause.item]

    def show(clause: Clause, item: Item) -> View:
        return View(
            title=desk.text(item.title, clause.id),
            text=desk.text(clause.text, clause.id),
            conditional=item.when is not None,
            clause=desk.named(clause.id),
        )

    return View("checklist.md.j2", stems=stem_views(desk, shown), groups=grouped(desk, shown, show))


def forms(desk: Desk, within: tuple[Clause, ...]) -> list[View]:
    """The forms of these clauses, or of the whole edition."""
    return [
        View(
            "form_page.md.j2",
            form=form_view(desk, clause.form, clause.id),
            clause=desk.named(clause.id),
        )
        for clause in _chosen(desk, within)
        if clause.form
    ]


def weights(desk: Desk, within: tuple[Clause, ...]) -> list[View]:
    """The tables of shares of these clauses, or of the whole edition."""
    found = ((clause, weights_view(desk, clause)) for clause in _chosen(desk, within))
    return [
        View(
            "weights_page.md.j2",
            weights=view,
            text=desk.text(clause.text, clause.id),
            clause=desk.named(clause.id),
        )
        for clause, view in found
        if view
    ]


def _chosen(desk: Desk, within: tuple[Clause, ...]) -> list[Clause]:
    return list(walk(within)) if within else list(desk.book.edition.clauses.values())


def _rates(desk: Desk, clause: Clause) -> tuple[str, ...]:
    rule = desk.book.edition.rules["clauses"][clause.id]["hours"]
    if "rate" in rule:
        return (desk.rule_figure(rule["rate"], clause.id),)
    values = (rule.get("rate_by") or {}).get("values", {}).values()
    return tuple(desk.rule_figure(value, clause.id) for value in values)
