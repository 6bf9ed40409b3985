"""The calculator's page: the printed table with room for what scripts put in its rows."""

from collections.abc import Mapping

from calculator.publish.check_frame import frame
from calculator.publish.checks import Check
from calculator.publish.prose import Desk
from calculator.publish.render import View
from calculator.publish.tables import table_view


def calculator_view(desk: Desk, check: Check, data: Mapping[str, str]) -> View:
    """The calculator of the points that make the edition's total."""
    root = desk.book.points_root
    if root is None:
        raise ValueError("an edition without points has no calculator")
    return View(
        "calculator.md.j2",
        frame=frame(desk, check, data),
        table=table_view(desk, root, 1, slots=True),
    )
