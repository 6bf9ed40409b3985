"""Somebody who goes through the visit, and whose taps and boxes are counted."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

READY = "#calculator[data-ready][data-state=ready]"
HAS_FOCUS = "element => element === document.activeElement"
MOST_TABS = 400


def one_of(place: Locator, label: str) -> Locator:
    """The answer that begins with these words."""
    return place.locator(".calc-radio").filter(has_text=re.compile(f"^{re.escape(label)}")).first


class Visitor:
    """By touch: one action is one tap, or one box that is typed into."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0
        self.answers = 0

    # -- One action ------------------------------------------------------------------------------

    def press(self, place: Locator) -> None:
        """Tap on something, and wait for the core."""
        self.actions += 1
        place.tap()
        self.settled()

    def check(self, place: Locator, label: str) -> None:
        """Tap on one of some answers."""
        self.press(one_of(place, label))

    def write(self, place: Locator, text: str) -> None:
        """Type into a box."""
        self.actions += 1
        place.tap()
        place.press_sequentially(text)
        self.settled()

    def settled(self) -> None:
        expect(self.page.locator(READY)).to_have_count(1)

    # -- Answers ---------------------------------------------------------------------------------

    def question(self, question: str) -> Locator:
        place = self.page.locator(f'[data-question="{question}"]')
        expect(place).to_be_visible()
        return place

    def answer(self, question: str, label: str) -> None:
        """One of the answers of a question."""
        self.answers += 1
        self.check(self.question(question), label)

    def pick(self, question: str, label: str) -> Locator:
        """An option that begins a record of a list. Gives the record."""
        self.answers += 1
        place = self.question(question)
        self.press(place.get_by_role("button", name=label, exact=True))
        return place.locator(".calc-record").last

    def record(self, question: str, number: int = 1) -> Locator:
        """A record that stands there."""
        return self.question(question).locator(".calc-record").nth(number - 1)

    def add(self, question: str) -> Locator:
        """One more record."""
        place = self.question(question)
        self.press(place.locator(".calc-add"))
        return place.locator(".calc-record").last

    def field(self, record: Locator, label: str, value: str) -> None:
        """A field of a record: an answer to tap, or text."""
        self.answers += 1
        field = record.locator(".calc-field").filter(has_text=label).first
        if field.locator(".calc-radio").count():
            self.check(field, value)
        else:
            self.write(field.locator("input").first, value)

    def hours(self, *numbers: str) -> None:
        """The totals of the certificate, year by year."""
        boxes = self.page.locator(".visit-hours input")
        for place, number in enumerate(numbers):
            self.answers += 1
            self.write(boxes.nth(place), number)

    def enough_hours(self) -> None:
        """Every year of the certificate reaches what is asked for."""
        self.answers += 1
        self.press(self.page.get_by_role("button", name="各年都够"))

    def nothing(self) -> None:
        """There is nothing of what the step asks for."""
        self.answers += 1
        self.press(self.page.locator(".visit-none:visible"))

    def go_on(self) -> None:
        """The next step: it is there when its address has been followed."""
        here = self.heading.inner_text()
        self.press(self.page.get_by_role("button", name="下一步"))
        expect(self.heading).not_to_have_text(here)
        self.settled()

    # -- What is read ----------------------------------------------------------------------------

    @property
    def verdict(self) -> str:
        self.settled()
        said = self.page.locator("#calc-bar .calc-total:visible, .visit-sentence:visible")
        return said.inner_text().removesuffix("。")

    @property
    def heading(self) -> Locator:
        """What the step is called."""
        return self.page.locator(".visit-step:visible h2, .visit-result:visible h2")


class KeyboardVisitor(Visitor):
    """By keys alone: whatever is reached, is reached with Tab."""

    def reach(self, place: Locator) -> None:
        for _ in range(MOST_TABS):
            if place.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {place}")

    def press(self, place: Locator) -> None:
        self.actions += 1
        self.reach(place)
        self.page.keyboard.press("Enter")
        self.settled()

    def check(self, place: Locator, label: str) -> None:
        self.actions += 1
        wanted = one_of(place, label).locator("input")
        self.reach(place.locator(".calc-radio input").first)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if wanted.evaluate(HAS_FOCUS):
                break
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()
        self.settled()

    def write(self, place: Locator, text: str) -> None:
        self.actions += 1
        self.reach(place)
        self.page.keyboard.type(text)
        self.settled()
