"""Topic pages: each section of YAML becomes the view that its `show:` asks for, procedures as
numbered steps.
"""

from collections.abc import Callable, Mapping

from calculator.core.words import START
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Page, Section
from calculator.publish import places
from calculator.publish.book import Book, walk
from calculator.publish.check_frame import check_view
from calculator.publish.clauses import clause_view, note_views, stem_views
from calculator.publish.duties import checklist_view, forms, ways_view, weights
from calculator.publish.look_up import cases_view, timeline_view
from calculator.publish.prose import Desk, Link
from calculator.publish.render import View
from calculator.publish.routes import routes_view
from calculator.publish.tables import table_view

# What readers may take for a verdict: the reservation stands below it.
JUDGED = ("routes", "points", "checklist", "cases")


def topic_views(desk: Desk, page: Page) -> list[View]:
    """The views of a topic page, in order."""
    views: list[View] = []
    for number, section in enumerate(page.sections, start=1):
        shown: list[View] = []
        if table := section.table:
            columns = tuple(desk.label(column) for column in table.columns)
            rows = tuple(tuple(desk.text(cell) for cell in row) for row in table.rows)
            shown.append(View("side_by_side.md.j2", columns=columns, rows=rows))
        if section.show:
            shown += SHOWS[section.show](desk, section)
        # A heading above nothing would be a promise that the page does not keep.
        if not shown and (section.show or not section.text):
            continue
        title, text = desk.label(section.title), desk.text(section.text)
        anchor = f"{section.show or 'part'}-{number}"
        views.append(View("section.md.j2", title=title, anchor=anchor, text=text))
        views.extend(shown)
    if any(section.show in JUDGED for section in page.sections):
        views.append(check_view(desk))
    return without_repeats(desk, views)


def without_repeats(desk: Desk, views: list[View]) -> list[View]:
    """A clause stands once on a page; where it comes again, a link leads to it."""
    seen: set[str] = set()
    kept: list[View] = []
    for view in views:
        if view.template != "clause.md.j2" or view.id not in seen:
            kept.append(view)
        else:
            while kept and kept[-1].template == "stem.md.j2":
                kept.pop()
            repeat = "repeat.md.j2"
            before = kept.pop().links if kept and kept[-1].template == repeat else ()
            kept.append(View(repeat, links=(*before, Link(view.heading, f"#{view.id}"))))
        if view.template == "clause.md.j2":
            seen.add(view.id)
    return kept


def topic_anchors(book: Book, page: Page) -> frozenset[str]:
    """The ids of the clauses that stand on the page itself."""
    shown: set[str] = set()
    for section in page.sections:
        if section.show in ("clauses", "points"):
            shown.update(c.id for c in walk(_clauses(book, section)))
        elif section.show == "procedure":
            tops = [p.clause for p in book.edition.procedures if str(p.id) in section.of]
            shown.update(c.id for top in tops for c in walk(book.edition.clauses[top].children))
    return frozenset(shown)


def _clauses(book: Book, section: Section) -> tuple[Clause, ...]:
    """The clauses that a section names; a document stands for all of its clauses.

    A clause that is named together with one above it comes with that one, not twice.
    """
    found: list[Clause] = []
    for target in section.of:
        document = None if target in book.edition.clauses else book.documents.get(target)
        found.extend(document.clauses if document else [book.edition.clauses[target]])
    below = {child.id for clause in found for child in walk(clause.children)}
    return tuple(clause for clause in found if clause.id not in below)


def _show_clauses(desk: Desk, section: Section) -> list[View]:
    views: list[View] = []
    for clause in _clauses(desk.book, section):
        views += (stem for stem in stem_views(desk, [clause]) if stem not in views)
        views += clause_tree(desk, clause, 3, searchable=False, cited=True)
    return views


def clause_tree(
    desk: Desk, clause: Clause, level: int, *, searchable: bool = True, cited: bool = False
) -> list[View]:
    """A clause and all below it; where points begin, their table. `cited`: the first one's heading
    names its document.
    """
    if desk.book.is_table_root(clause):
        return [table_view(desk, clause, level, searchable=searchable, cited=cited)]
    views: list[View] = [clause_view(desk, clause, level, searchable=searchable, cited=cited)]
    for child in clause.children:
        views.extend(clause_tree(desk, child, level + 1, searchable=searchable))
    return views


def _show_points(desk: Desk, section: Section) -> list[View]:
    roots = _clauses(desk.book, section) or tuple(filter(None, [desk.book.points_root]))
    return [table_view(desk, root, 3, searchable=False, cited=True) for root in roots]


def _show_readings(desk: Desk, section: Section) -> list[View]:
    wanted = set(section.of)
    readings = [r for r in desk.book.edition.readings if not wanted or str(r.id) in wanted]
    return [View("note_list.md.j2", readings=note_views(desk, readings))] if readings else []


def _show_cases(desk: Desk, section: Section) -> list[View]:
    view = cases_view(desk, section.of)
    return [view] if view.cases else []


def checks_of_section(book: Book, section: Section) -> list[str]:
    """The self-checks of what is named: of points, unless the clauses are about something else."""
    if book.points_root is not None and book.counted.issuperset(section.of):
        return ["points"]
    below = walk(_clauses(book, section))
    kinds = {kind for clause in below for kind in book.uses.checks.get(clause.id, ())}
    return [kind for kind in places.CHECKS if kind in kinds]


def _show_calculator(desk: Desk, section: Section) -> list[View]:
    root = desk.book.points_root
    links = [
        desk.to_points(root) if root is not None and kind == "points" else desk.to_check(kind)
        for kind in checks_of_section(desk.book, section)
    ]
    return [View("call.md.j2", title=one.text, action=START, href=one.href) for one in links]


SHOWS: Mapping[str, Callable[[Desk, Section], list[View]]] = {
    "clauses": _show_clauses,
    "routes": lambda desk, section: [routes_view(desk, section.of)],
    "points": _show_points,
    "ways": lambda desk, section: [ways_view(desk, _clauses(desk.book, section))],
    "weights": lambda desk, section: weights(desk, _clauses(desk.book, section)),
    "checklist": lambda desk, section: [checklist_view(desk, _clauses(desk.book, section))],
    "form": lambda desk, section: forms(desk, _clauses(desk.book, section)),
    "procedure": lambda desk, section: steps_view(desk, section.of),
    "timeline": lambda desk, section: [timeline_view(desk)],
    "readings": _show_readings,
    "cases": _show_cases,
    "calculator": _show_calculator,
}


def steps_view(desk: Desk, wanted: tuple[str, ...]) -> list[View]:
    """The procedures that are named, or all."""
    return [
        View(
            "steps.md.j2",
            title=desk.label(one.title),
            anchor=one.id,
            actor=desk.label(one.actor),
            lead=desk.text(one.lead, one.clause),
            source=desk.named(one.clause),
            stems=stem_views(desk, steps),
            steps=_steps(desk, steps, 3),
        )
        for one in desk.book.edition.procedures
        if not wanted or one.id in wanted
        for steps in [desk.book.edition.clauses[one.clause].children]
    ]


def _steps(desk: Desk, clauses: tuple[Clause, ...], level: int) -> tuple[View, ...]:
    return tuple(
        View(
            clause=clause_view(desk, clause, level, searchable=False),
            steps=_steps(desk, clause.children, level + 1),
        )
        for clause in clauses
    )
