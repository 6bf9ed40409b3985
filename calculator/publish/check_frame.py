"""What the pages of all self-checks have in common: what the script is told, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.publish import places
from calculator.publish.asked import AskedView, asked_views
from calculator.publish.calculator_page import CheckView, attribute, check_view, own_attributes
from calculator.publish.checks import Check, checks_of
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk


@dataclass(frozen=True)
class Frame:
    """What all self-checks have: attributes for the script, questions, ways to the others."""

    attributes: tuple[tuple[str, str], ...]
    others: tuple[Link, ...]
    asked: tuple[AskedView, ...]
    check: CheckView


def frame(
    desk: Desk, check: Check, data: Mapping[str, str], more: Sequence[tuple[str, str]] = ()
) -> Frame:
    """The frame of a self-check; `data` are site paths that its script needs, `more` attributes."""
    own = [("calculator", check.kind), ("request", check.request), ("print", check.print), *more]
    own += own_attributes(desk, data)
    return Frame(
        attributes=tuple((key, attribute(value)) for key, value in own),
        others=other_calculators(desk, check.page),
        asked=asked_views(desk, check.ask),
        check=check_view(desk),
    )


def other_calculators(desk: Desk, page: str) -> tuple[Link, ...]:
    """The ways from one calculator to the others; they share their answers."""
    book = desk.book
    found: list[tuple[str, Any]] = [
        (check.title, places.Spot(places.page_path(book, check.page)))
        for check in checks_of(book.edition.rules)
        if check.page != page and not check.of_many
    ]
    root = book.points_root
    if root is not None and page != places.CALCULATOR:
        found.insert(0, (places.POINTS_TITLE, places.calculator_spot(book)))
    return tuple(Link(title, desk.href(spot)) for title, spot in found)
