"""The calculator's page: the printed table with room for what scripts put in its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from calculator.core.words import OWN
from calculator.loading.types.document import Clause
from calculator.publish import places
from calculator.publish.clauses import Link
from calculator.publish.prose import Desk, plain
from calculator.publish.tables import TableView, table_view


@dataclass(frozen=True)
class CheckView:
    """What every result must say: a self-check, who decides, where to report an error."""

    TEMPLATE: ClassVar[str] = "self_check.md.j2"

    edition: str
    decides: str
    report: str


@dataclass(frozen=True)
class CalculatorView:
    """The calculator: attributes that its script reads, and the table."""

    TEMPLATE: ClassVar[str] = "calculator.md.j2"

    attributes: tuple[tuple[str, str], ...]
    others: tuple[Link, ...]
    table: TableView
    check: CheckView


def calculator_view(
    desk: Desk, root: Clause, data: Mapping[str, str], others: tuple[Link, ...] = ()
) -> CalculatorView:
    """The calculator of the points below `root`; `data` are site paths that its script needs,
    `others` lead to the calculators that share its answers.
    """
    return CalculatorView(
        others=others,
        attributes=tuple((key, attribute(value)) for key, value in own_attributes(desk, data)),
        table=table_view(desk, root, 1, slots=True),
        check=check_view(desk),
    )


def own_attributes(desk: Desk, data: Mapping[str, str]) -> list[tuple[str, str]]:
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


def check_view(desk: Desk) -> CheckView:
    """The reservation that stands with every result."""
    policy = desk.book.edition.policy
    return CheckView(
        plain(policy.short), plain(policy.decides or policy.body), desk.href(places.REPORT)
    )


def attribute(value: str) -> str:
    """A text as the value of an attribute."""
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
