"""Where a visit stands: its steps, what each still asks, and the ways that are settled.

``visit`` of a result: ``{"settled": [routes whose own conditions are met], "aside": how many other
routes are not asked about, "reckoning": {route: [how its years were counted]}, "steps": [{"id",
"title", "help", "none": {question: what one tap on "none of it" answers, beside lists},
"questions": [ids that are answered or can matter], "waiting": [those among them that still can],
"note": why they may be left, or ""}], "next": the first step that waits, or null, "figures": what
the points and the things to bring wait for (`calculator.core.visit.figures`), as in ``asking``,
"begins": what stands in records that are begun (`calculator.core.intake.begins`)}``.

A route is asked about while it is within reach: while nothing of it fails but what time or further
hours bring. Its open conditions are asked for one by one, so that a verdict may say that *only*
hours, or time, are missing. Once the own conditions of a route are met the others are set aside.
The steps are the themes that the author declares, else those of the rules.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from calculator.core.advice.asking import entries
from calculator.core.advice.nearest_route import own_needs
from calculator.core.advice.open_leaves import EVEN, OpenLeaves
from calculator.core.advice.settled import is_within_reach, settled_routes
from calculator.core.answers.given import Answers
from calculator.core.conditions.comparisons import NumberIs
from calculator.core.conditions.days import Reference
from calculator.core.conditions.logic import All, AnyOf, Condition, Met
from calculator.core.conditions.parts import Reads
from calculator.core.conditions.selections import Selection
from calculator.core.conditions.seniority import Seniority
from calculator.core.hours.ledger import LedgerMet
from calculator.core.intake.begins import begins
from calculator.core.routes import Route
from calculator.core.rules import Rules
from calculator.core.state import State
from calculator.core.values.dates import ALWAYS, NEVER, date_words, span_text
from calculator.core.visit.figures import add_compared, awaited
from calculator.core.words import BARS, POINTS_ALONE, THEMES


class Visit:
    """What is still asked of a person, by the answers so far; `everything` sets no route aside."""

    def __init__(self, state: State, *, everything: bool = False) -> None:
        self.state = state
        ways = [route for route in state.rules.routes if route.is_way]
        within = [route for route in ways if is_within_reach(state, route)]
        self.settled = settled_routes(state)
        self.within = within if everything or not self.settled else self.settled
        self.asked = self._ask()

    def _ask(self) -> OpenLeaves:
        leaves = OpenLeaves(self.state)
        on_top = [route for route in self.state.rules.routes if not route.is_way]
        for route in [*self.within, *(on_top if self.within else ())]:
            leaves.target = route.id
            for condition in route.needs.values():
                _open_parts(leaves, condition)
            for bar in route.bars:
                leaves.bar(bar)
        add_compared(leaves)
        return leaves

    def report(self) -> dict[str, Any]:
        """The steps, as a result says them."""
        waiting, answers = self.asked.questions(), self.state.answers
        of_points = self._of_points_alone()
        steps = []
        for theme in themes_of(self.state.rules):
            left = [key for key in theme.questions if key in waiting]
            shown = [key for key in theme.questions if key in waiting or _is_given(answers, key)]
            if shown:
                head = {
                    "id": theme.id,
                    "title": theme.title,
                    "help": theme.help,
                    "none": theme.none,
                }
                note = "" if of_points.isdisjoint(left) else POINTS_ALONE
                steps.append({**head, "questions": shown, "waiting": left, "note": note})
        ways = sum(route.is_way for route in self.state.rules.routes)
        return {
            "settled": [route.id for route in self.settled],
            "reckoning": {route.id: reckoning(self.state, route) for route in self.within},
            "aside": ways - len(self.within) if self.settled else 0,
            "steps": steps,
            "next": next((one["id"] for one in steps if one["waiting"]), None),
            "figures": entries(awaited(self.state)),
            "begins": begins(self.state),
        }

    def _of_points_alone(self) -> set[str]:
        """The questions that bring points, where no way can be met any more in this round."""
        rules = self.state.rules
        ways = [route for route in rules.routes if route.is_way]
        is_lost = all(_is_lost(self.state, way.condition) for way in ways)
        rows = (row.mechanism for row in rules.tree.rows)
        return set(_questions(rules, _reads(rows))) if is_lost else set()


def _open_parts(leaves: OpenLeaves, condition: Condition) -> None:
    """What is open of a condition, be another part of it decided or not."""
    if isinstance(condition, Met):
        _open_parts(leaves, condition.condition)
    elif isinstance(condition, All):
        for part in condition.parts:
            _open_parts(leaves, part)
    elif isinstance(condition, LedgerMet):
        condition.wait(leaves, None, EVEN)
    elif condition.verdict(leaves.state, None) is False and _may_come(condition, leaves.state):
        condition.wait_for_day(leaves, None, EVEN)
    else:
        leaves.condition(condition, None, EVEN)


def _may_come(condition: Condition, state: State) -> bool:
    """Whether time may bring what fails, and nobody can tell by when."""
    first, last = condition.day(state, None)
    return first < NEVER <= last


def reckoning(state: State, route: Route) -> list[str]:
    """How the years were counted that a route asks for, where that is decided."""
    found = [text for need in route.needs.values() for text in _reckoned(state, need)]
    return list(dict.fromkeys(found))


def _reckoned(state: State, condition: Condition) -> list[str]:
    if isinstance(condition, Met):
        return _reckoned(state, condition.condition)
    if isinstance(condition, All | AnyOf):
        verdict = condition.verdict(state, None)
        parts = [part for part in condition.parts if part.verdict(state, None) is verdict]
        return [text for part in parts for text in _reckoned(state, part)]
    if not isinstance(condition, NumberIs) or not isinstance(condition.measure, Seniority):
        return []
    day, (begun, over) = condition.day(state, None), condition.measure.lasted(state, None)
    if day[0] <= ALWAYS:
        return []
    left_out = _left_out(state, condition.measure.selection)
    if begun is None or (end := span_text(day)) is None:
        return [condition.why(state, None)["text"], *left_out]
    years = condition.tests[0][1][0].words(state, None, condition.measure.unit)
    since, until = date_words(begun), date_words(end)
    just = f"，正好是{Reference.label}，算满" if day == state.reference else ""
    just += f"；{date_words(over)}已经结束" if over else ""
    return [f"{condition.measure.label}从 {since}起算，到 {until}满 {years}{just}", *left_out]


def _left_out(state: State, selection: Selection) -> list[str]:
    """Which records do not count, and why."""
    name = state.rules.questions[selection.list_id].item
    return [
        f"{name}（第 {record.index + 1} 条）不计：{'；'.join(one['text'] for one in why)}"
        for record in state.of_list(selection.list_id)
        if selection.counts(state, record) is False
        for why in [selection.needs.reasons(state, record, selection.list_id)]
    ]


def _is_lost(state: State, condition: Condition) -> bool:
    """Whether a condition fails, and not for hours that can be made up before the round is over."""
    if condition.verdict(state, None) is not False:
        return False
    if isinstance(condition, Met):
        return _is_lost(state, condition.condition)
    if isinstance(condition, All):
        return any(_is_lost(state, part) for part in condition.parts)
    asks_hours = any(atom[0] == "hours" for atom in condition.reads)
    return bool(state.rules.round_over) or not asks_hours


def _is_given(answers: Answers, question: str) -> bool:
    return any(question in part for part in (answers.values, answers.lists, answers.undecided))


class Theme:
    """One step: its questions in the author's order."""

    def __init__(
        self,
        theme_id: str,
        title: str,
        questions: list[str],
        help_: str = "",
        none: Mapping[str, Any] | None = None,
    ) -> None:
        self.id = theme_id
        self.title = title
        self.questions = questions
        self.help = help_
        self.none = dict(none or {})


def themes_of(rules: Rules) -> list[Theme]:
    """Every question in one theme; those that no theme names come last."""
    themes = [
        Theme(one["id"], one["title"], one["questions"], one.get("help") or "", one.get("none"))
        for one in rules.themes
    ]
    taken = {question for theme in themes for question in theme.questions}
    for theme_id, title, reads in () if themes else _of_rules(rules):
        found = [key for key in _questions(rules, reads) if key not in taken]
        taken.update(found)
        themes += [Theme(theme_id, rules.own(title), found)] if found else []
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
