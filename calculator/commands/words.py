"""Words for what a result says in codes."""

from typing import Any

from calculator.core.answers.said import say_standing
from calculator.core.words import BARS, COUNTED, KIND, NEEDED, STANDING, STATUS, VERDICT, own

__all__ = (
    "BARS", "COUNTED", "KIND", "NEEDED", "STANDING", "STATUS", "VERDICT",
    "say_standing",
)  # fmt: skip


def title(text: str, below: object) -> tuple[str, ...]:
    """A title after a blank line; nothing where nothing stands below."""
    return ("", text) if below else ()


def heading(rules: dict[str, Any]) -> str:
    """The policy, its edition and whether it is open."""
    policy = rules["policy"]
    return f"{policy['title']}（{policy['edition']}，{own(policy, STATUS[policy['status']])}）"


def clause_name(rules: dict[str, Any], clause: str) -> str:
    """A clause by its document, number and title; a route or a question by what it is called.

    A row of points is known by its table, which the score is about.
    """
    entry = rules["clauses"].get(clause)
    if entry is None:
        named = {one["id"]: one.get("title") or one.get("label") for one in rules["routes"]}
        return str(named.get(clause) or clause)
    cited, number, title = entry["cited"], entry["number"], entry["title"]
    parts = (number, title) if "points" in entry else (cited, title if number else "")
    return "　".join(part for part in parts if part)


def record_name(rules: dict[str, Any], list_id: str, index: int) -> str:
    """«专利 第 2 条»."""
    label = next((one["label"] for one in rules["questions"] if one["id"] == list_id), list_id)
    return f"{label} 第 {index + 1} 条"
