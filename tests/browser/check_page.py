"""A self-check as a person meets it: words for the tests, none of their own checks."""

import json
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.answered_page import AnsweredPage

# Sixty professional and thirty public hours in each of four years: what the notice asks for.
# 6 days × 6 = 36 in recognised classes, 4 days × 6 = 24 abroad, 30 of public courses.
ENOUGH_STUDY = [
    {"year": year, "way": way, "amount": amount}
    for year in (2022, 2023, 2024, 2025)
    for way, amount in (("class", 6), ("abroad", 4), ("public-general", 30))
]


class CheckPage(AnsweredPage):
    """A self-check's page, opened at its address below the site."""

    BAR = "自查结果"

    def all_questions(self) -> "CheckPage":
        """Choose to see all questions on the page."""
        self.page.get_by_label("全部列在一页").check()
        return self

    def question(self, question: str) -> Locator:
        return self.page.locator(f'[data-question="{question}"]')

    def answer(self, question: str, value: Any) -> None:
        """Answer a question: 是 or 否, an option by its words, or typed text."""
        self.fill(self.question(question), value)
        self.settled()

    def fill(self, place: Locator, value: Any) -> None:
        if isinstance(value, bool):
            place.get_by_label("是" if value else "否", exact=True).check()
            return
        field = place.locator("input, select").first
        if field.evaluate("element => element.localName") == "select":
            field.select_option(label=value)
        else:
            field.click()
            field.press_sequentially(value)
            field.press("Tab")

    def add(self, question: str, answers: Mapping[str, Any]) -> Locator:
        """Add a record to a list, its fields by their labels. Gives its card."""
        place = self.question(question)
        place.locator(".calc-add").click()
        editor = place.locator(".calc-editor:visible")
        for label, value in answers.items():
            whole = editor.locator(".calc-field").filter(has_text=label).first
            field = editor.get_by_label(label).first if isinstance(value, str) else whole
            if isinstance(value, str) and field.evaluate("e => e.localName") == "input":
                field.click()
                field.press_sequentially(value)
            elif isinstance(value, str):
                field.select_option(label=value)
            else:
                self.fill(whole, value)
        editor.get_by_role("button", name="完成", exact=True).click()
        self.settled()
        return place.locator(".calc-record").last

    def none(self, question: str) -> None:
        """Say that there is nothing to list."""
        self.question(question).get_by_role("button", name="没有").click()
        self.settled()

    def keep(self, answers: Mapping[str, Any]) -> None:
        """Open a file of answers, as saved on another day."""
        policy, edition = self.path.strip("/").split("/")[:2]
        file = {"format": 1, "policy": policy, "edition": edition, "answers": answers}
        content = json.dumps(file).encode()
        picked = {"name": "answers.json", "mimeType": "application/json", "buffer": content}
        self.page.locator("#calculator input[type=file]").first.set_input_files(picked)
        expect(self.bar.locator(".calc-notice")).to_contain_text("已打开")
        self.settled()


def sideways(page: Page) -> int:
    """How many pixels the page can be scrolled sideways."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(page.evaluate(width))
