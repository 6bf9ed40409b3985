"""The calculator's page: the printed table with room for what scripts put in its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from calculator.publish.check_frame import Frame, frame
from calculator.publish.checks import Check
from calculator.publish.prose import Desk
from calculator.publish.tables import TableView, table_view


@dataclass(frozen=True)
class CalculatorView:
    """The calculator: its frame, and the table."""

    TEMPLATE: ClassVar[str] = "calculator.md.j2"

    frame: Frame
    table: TableView


def calculator_view(desk: Desk, check: Check, data: Mapping[str, str]) -> CalculatorView:
    """The calculator of the points that make the edition's total."""
    root = desk.book.points_root
    if root is None:
        raise ValueError("an edition without points has no calculator")
    return CalculatorView(frame(desk, check, data), table_view(desk, root, 1, slots=True))
