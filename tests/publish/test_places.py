"""Links between pages are relative, so that a site works in any folder."""

import pytest

from calculator.loading.wording import CALCULATORS
from calculator.publish.checks import CHECKS
from calculator.publish.places import Spot


@pytest.mark.parametrize(
    ("spot", "page", "link"),
    [
        (Spot("a/1/table.md", "x"), "a/1/table.md", "#x"),
        (Spot("a/1/table.md", "x"), "a/1/full.md", "table.md#x"),
        (Spot("a/2/table.md", "x"), "a/1/full.md", "../2/table.md#x"),
        (Spot("a/1/table.md"), "index.md", "a/1/table.md"),
        (Spot("about.md", "report"), "a/1/table.md", "../../about.md#report"),
        (Spot("a/1/table.md"), "a/1/table.md", "table.md"),
    ],
)
def test_links_start_from_the_page_that_they_stand_on(spot: Spot, page: str, link: str) -> None:
    assert spot.seen_from(page) == link


def test_the_pages_that_prose_may_lead_to_are_made_for_every_edition() -> None:
    assert set(CALCULATORS) < {check.page for check in CHECKS}
