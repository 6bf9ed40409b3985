"""The points table: the printed hierarchy as rows, for the document and for the calculator."""

from collections.abc import Iterator
from typing import Any

from calculator.core.points.base import OverAnswers, OverItems
from calculator.core.points.lookup import Axis, Options, Steps, Table
from calculator.core.points.tree import Group, Row, adding
from calculator.core.values.figures import read_number
from calculator.loading.types.document import Clause
from calculator.loading.types.site import Reading
from calculator.publish import places
from calculator.publish.clauses import condition_link, evidence_view, heading, note_views
from calculator.publish.prose import Desk, plain
from calculator.publish.render import View


def table_view(
    desk: Desk,
    root: Clause,
    level: int,
    *,
    slots: bool = False,
    searchable: bool = True,
    cited: bool = False,
) -> View:
    """The table of a points clause; its heading stands at `level`, those of its parts below it.

    `slots` leaves room for the calculator's controls, `cited` names the document; `levels` are what
    the source calls the levels below the root.
    """
    # The groups below the root get tables of their own, or the root if it has plain rows.
    is_parted = root.children and all(child.children for child in root.children)
    return View(
        "points.md.j2",
        root=_row(desk, root, 0, slots),
        heading=heading(desk, root, cited=cited),
        hashes="#" * min(level, 6),
        section_hashes="#" * min(level + 1, 6),
        levels=tuple(map(plain, root.points.levels)) if root.points else (),
        sections=tuple(
            _section(desk, root, part, slots) for part in (root.children if is_parted else (root,))
        ),
        evidence_word=desk.evidence_word,
        slots=slots,
        searchable=searchable,
    )


def _section(desk: Desk, root: Clause, part: Clause, slots: bool) -> View:
    head_depth = 0 if part.id == root.id else 1
    rows = [_row(desk, clause, depth, slots) for clause, depth in _below(part, head_depth + 1)]
    if not part.children:
        rows = [_row(desk, part, head_depth, slots)]
    return View(
        head=_row(desk, part, head_depth, slots), heading=heading(desk, part), rows=tuple(rows)
    )


def _below(clause: Clause, depth: int) -> Iterator[tuple[Clause, int]]:
    for child in clause.children:
        yield child, depth
        yield from _below(child, depth + 1)


def _row(desk: Desk, clause: Clause, depth: int, slots: bool) -> View:
    """A row of the table, or the head of one; depth counts from the root, which is 0.

    `most` is the cap, or the best that it offers; `gaps` are told in the row, `readings` only
    linked: a table is no place for long remarks.
    """
    book, node = desk.book, desk.book.edition.compiled.tree.by_id.get(clause.id)
    rule: dict[str, Any] = book.edition.rules["clauses"][clause.id].get("points") or {}
    parent = book.parent_of(clause.id)
    other = (
        places.clause_spot(book, clause.id) if slots else places.calculator_spot(book, clause.id)
    )
    readings = _readings(desk, clause, depth)
    return View(
        id=clause.id,
        kind="group" if clause.children else "row",
        depth=depth,
        parent=parent.id if parent else "",
        number=plain(clause.number or ""),
        title=desk.label(clause.title, clause.id),
        text=desk.text(clause.text, clause.id),
        adding=adding(node) if isinstance(node, Group) and len(clause.children) > 1 else "",
        grid=_grid(desk, clause, rule),
        most=_most(desk, clause, rule),
        evidence=evidence_view(desk, clause),
        conditions=tuple(
            condition_link(desk, other) for other in book.uses.needs.get(clause.id, ())
        ),
        notes=tuple(desk.text(note, clause.id) for note in clause.notes),
        gaps=() if slots else note_views(desk, (r for r in readings if r.kind == "gap")),
        readings=tuple(desk.to_reading(r) for r in readings if slots or r.kind != "gap"),
        other_side=desk.href(other) if slots or clause.id in book.counted else "",
        newer="" if slots else desk.newer_href(clause.id),
    )


def _most(desk: Desk, clause: Clause, rule: dict[str, Any]) -> str:
    """The most that a row brings: its cap, else the best of what it offers once."""
    node = desk.book.edition.compiled.tree.by_id.get(clause.id)
    offered: list[Any] = [rule.get("cap") or rule.get("once") or rule.get("experts")]
    if not offered[0] and isinstance(node, Row) and isinstance(node.mechanism, OverAnswers):
        offered += rule.get("by_option", {}).get("points", {}).values()
        offered += [one for row in rule.get("matrix", {}).get("points", ()) for one in row]
        offered += [step["points"] for step in rule.get("bands", {}).get("steps", ())]
    figures = [one for one in offered if one]
    best = max(figures, key=lambda one: read_number(one, clause.id).value, default=None)
    return desk.rule_figure(best, clause.id) if best else ""


def _grid(desk: Desk, clause: Clause, rule: dict[str, Any]) -> View | None:
    """The table in which a row looks its points up, if it does."""
    node = desk.book.edition.compiled.tree.by_id.get(clause.id)
    if not isinstance(node, Row) or not isinstance(node.mechanism, Table):
        return None
    down, *across = node.mechanism.axes
    table = rule[node.mechanism.key]
    points = table["points"]
    if isinstance(down, Options) and isinstance(points, dict):
        points = [[points[option]] for option in down.values]
    worth = "每项分值" if isinstance(node.mechanism, OverItems) else "分值"
    cells = (tuple(desk.rule_figure(one, clause.id) for one in row) for row in points)
    return View(
        corner="＼".join(axis.label for axis in node.mechanism.axes),
        heads=_heads(desk, clause, across[0], table["across"]) if across else (worth,),
        rows=tuple(zip(_heads(desk, clause, down, table.get("down")), cells, strict=True)),
    )


def _heads(desk: Desk, clause: Clause, axis: Axis, side: Any) -> tuple[str, ...]:
    """What stands at the heads of an axis, as Markdown: figures from their places."""
    if isinstance(axis, Steps):
        return tuple(axis.begins(desk.rule_figure(one, clause.id)) for one in side["from"])
    return tuple(plain(name) for name in axis.names)


def _readings(desk: Desk, clause: Clause, depth: int) -> list[Reading]:
    """What concerns the clause, without what the table has said at a clause above it."""
    said: set[str] = set()
    above = desk.book.parent_of(clause.id)
    for _ in range(depth):
        if above is not None:
            said.update(r.id for r in desk.book.readings_of.get(above.id, ()))
            above = desk.book.parent_of(above.id)
    return [r for r in desk.book.readings_of.get(clause.id, ()) if str(r.id) not in said]
