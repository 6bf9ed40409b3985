"""The points calculator as a person meets it: words for the tests, none of their own checks."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.answered_page import OPENING, AnsweredPage, agree, dialog


def tool(page: Page, name: str) -> Locator:
    """A button among those to save, open, hand over and clear, which are folded."""
    menu = page.locator("details.calc-menu")
    if menu.get_attribute("open") is None:
        menu.locator("summary").click()
    return menu.get_by_role("button", name=name)


class CalculatorPage(AnsweredPage):
    """A calculator's page, opened at its address below the site."""

    BAR = "自评结果"

    def __init__(self, page: Page, path: str) -> None:
        super().__init__(page, path)
        self.root = page.locator("#calculator")

    def tool(self, name: str) -> Locator:
        return tool(self.page, name)

    def row(self, clause: str) -> Locator:
        """What belongs to a row or group: its controls and its result."""
        return self.page.locator(f'[data-entry="{clause}"]')

    def field(self, clause: str) -> Locator:
        """What is typed in a row; on a phone the row is opened first."""
        fill_in = self.row(clause).locator(".calc-fill")
        if fill_in.is_visible():
            fill_in.click()
        return self.row(clause).get_by_role("textbox")

    def points(self, clause: str) -> str:
        self.settled()
        return self.row(clause).locator(".calc-chip").inner_text()

    def add(self, clause: str, answers: Mapping[str, Any]) -> Locator:
        """Add a record with a row's own button; answers by their labels. Gives its card."""
        return self.add_at(self.row(clause), answers)

    def first(self, list_title: str) -> Locator:
        """Where a list is asked that comes before the table."""
        title = self.page.get_by_role("heading", name=list_title, exact=True)
        return self.page.locator(".calc-first > .calc-line", has=title)

    def add_at(self, row: Locator, answers: Mapping[str, Any]) -> Locator:
        """The same at any place."""
        row.locator(".calc-add").click()
        editor = row.locator(".calc-editor:visible")
        card = row.locator(".calc-record", has=editor)
        for label, value in answers.items():
            self.answer(editor, label, value)
        editor.get_by_role("button", name="完成", exact=True).click()
        self.settled()
        return card.or_(row.locator(".calc-record")).last

    def move(self, deed: str) -> None:
        """Go to another place on the page by a script, and wait until the page knows."""
        known = "new Promise((done) => addEventListener('hashchange', () => done(), {once: true}))"
        self.page.evaluate(f"async () => {{ const known = {known}; {deed}; await known; }}")

    def open_file(self, path: Path) -> None:
        """Open an answers file, agreeing to what it replaces."""
        notice = self.bar.locator(".calc-notice:visible")
        if notice.is_visible():
            notice.get_by_role("button", name="知道了").click()
        self.page.locator("#calculator input[type=file]").set_input_files(path)
        asked = dialog(self.page).get_by_role("button", name=OPENING)
        expect(asked.or_(notice)).to_be_visible()
        if asked.is_visible():
            agree(self.page)
            expect(notice).to_be_visible()

    def answer(self, place: Locator, label: str, value: Any) -> None:
        """Answer as a person would: type, choose from the list, press 是 or 否."""
        if isinstance(value, bool):
            group = place.get_by_role("radiogroup", name=label)
            group.get_by_label("是" if value else "否").check()
            return
        field = place.get_by_label(label)
        if field.evaluate("element => element.localName") == "select":
            field.select_option(label=value)
        else:
            field.click()
            field.press_sequentially(value)
            field.press("Tab")
