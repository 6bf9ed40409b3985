"""What every page with answers shares: it is opened, settles, and shows a result in its bar."""

import re
from typing import ClassVar, Self

from playwright.sync_api import Locator, Page, expect

OPENING = re.compile("^(打开|换成)这份答案$")
STAYING = re.compile("^(不用这份答案|保留现在的答案)$")


def dialog(page: Page) -> Locator:
    """The question that waits for a decision."""
    return page.locator("dialog[open]")


def agree(page: Page) -> None:
    """Open the answers that the page asks about."""
    dialog(page).get_by_role("button", name=OPENING).click()


def decline(page: Page) -> None:
    """Leave everything as it is."""
    dialog(page).get_by_role("button", name=STAYING).click()


class AnsweredPage:
    """A page with questions and a result bar, opened at its address below the site."""

    BAR: ClassVar[str]

    def __init__(self, page: Page, path: str) -> None:
        self.page = page
        self.path = path
        self.bar = page.get_by_role("region", name=self.BAR)

    def open(self) -> Self:
        """Go there and wait for the first result that Python gave."""
        self.page.goto(self.path)
        return self.settled()

    def settled(self) -> Self:
        """Wait until what is shown is the result of what was answered."""
        expect(self.page.locator("#calculator[data-ready][data-state=ready]")).to_have_count(1)
        return self

    def total(self) -> str:
        self.settled()
        return self.bar.locator(".calc-total").inner_text()

    def note(self) -> str:
        self.settled()
        return self.bar.locator(".calc-total-note").inner_text()
