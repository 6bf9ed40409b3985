"""The themes in which a visit asks: those that the author declares, else those of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from calculator.core.conditions.parts import Reads
from calculator.core.nearest_route import own_needs
from calculator.core.rules import Rules
from calculator.core.words import BARS, THEMES


class Theme:
    """One step: its questions in the author's order."""

    def __init__(self, theme_id: str, title: str, questions: list[str], help_: str = "") -> None:
        self.id = theme_id
        self.title = title
        self.questions = questions
        self.help = help_


def themes_of(rules: Rules) -> list[Theme]:
    """Every question in one theme; those that no theme names come last."""
    themes = [
        Theme(one["id"], one["title"], list(one["questions"]), one.get("help") or "")
        for one in rules.themes
    ]
    taken = {question for theme in themes for question in theme.questions}
    for theme_id, title, reads in () if themes else _of_rules(rules):
        found = [key for key in _questions(rules, reads) if key not in taken]
        taken.update(found)
        themes += [Theme(theme_id, title, found)] if found else []
    rest = [key for key in rules.questions if key not in taken]
    return [*themes, *([Theme("rest", THEMES["rest"], rest)] if rest else [])]


def _of_rules(rules: Rules) -> Iterable[tuple[str, str, Reads]]:
    """What tells the ways apart, what they share, hours, bars, what comes on top."""
    ways = [route for route in rules.routes if route.is_way]
    own = {need for route in ways for need in own_needs(route, ways)}
    needs = {need: condition for route in ways for need, condition in route.needs.items()}
    yield "own", THEMES["own"], _reads(needs[one] for one in needs if one in own)
    yield "hours", THEMES["hours"], frozenset(("list", r.list_id) for r in rules.ledgers.values())
    yield "shared", THEMES["shared"], _reads(needs[one] for one in needs if one not in own)
    yield "bars", BARS, _reads(rules.bars)
    yield "top", THEMES["top"], _reads(r.condition for r in rules.routes if not r.is_way)


def _reads(parts: Iterable[Any]) -> Reads:
    return frozenset().union(*(part.reads for part in parts))


def _questions(rules: Rules, reads: Reads) -> list[str]:
    """The questions behind what is read, in the policy's order."""
    named = {atom[1] for atom in reads if atom[0] in {"question", "list", "field"}}
    return [key for key in rules.questions if key in named]
