"""The shape of a result: what every part of it holds.

A result is JSON-ready. A number is an int, or exact text such as ``"1.5"`` or ``"1/3"``; ``null``
in the place of an end means that nothing limits it. Days are ``"2024-05-31"``, or ``"2024-05"`` and
``"2024"`` where only so much is known. `tests.script_types` makes of this what the
scripts are checked against.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

Exact = int | str
End = Exact | None
Verdict = Literal["met", "not met", "open"]
Standing = Literal["yes", "some", "no", "open"]
Settled = Literal["yes", "no", "open"]
Filled = Literal["filled", "none", "unanswered"]
Bites = Literal["yes", "maybe", "no"]
DayKind = Literal["workday", "weekend", "holiday", "made_up"]
Kind = Literal["veto", "ban", "delay"]


class Figure(TypedDict):
    """A figure of the policy; `figure` is its ``clause.label``."""

    value: Exact
    unit: str
    figure: str | None


class Reason(TypedDict):
    """Why, in words, by which clause."""

    clause: str
    text: str


class Problem(TypedDict):
    """What is wrong with an answer, in words, and where."""

    path: str
    message: str


class Bounds(TypedDict):
    """Points, or hours, from the least to the most that they can be."""

    low: End
    high: End


class Ends(Bounds):
    """The five ends of points.

    ``low``..``high``: unanswered rows count as nothing (the headline). ``floor``..``ceiling``: they
    may hold anything up to their bound; an end without a bound of its own shows the nearest cap
    above. `own` takes own estimates where experts judge, else `low`.
    """

    floor: End
    ceiling: End
    own: End


class Unplaced(TypedDict):
    """A record that falls into no row."""

    list: str
    index: int


class Item(Unplaced, Bounds):
    """What a record counts in a row; `beside`: a row that takes the best takes another."""

    counted: Settled
    beside: NotRequired[bool]
    formula: str
    reasons: list[Reason]


class Node(Ends):
    """A row or a group; `depth` is 0 at the root.

    A group is filled when a row below it is, none when all are; what deducts has negative
    ends. `bites`: does the cap take away; `formula` is empty when there is nothing to say;
    `reasons` say why a row on questions gives nothing, or is open.
    """

    id: str
    depth: int
    kind: Literal["group", "row"]
    state: Filled
    cap: Figure | None
    bites: Bites
    formula: str
    evidence: list[str]
    reasons: list[Reason]
    items: list[Item]


class Score(Ends):
    """Part ``score``: the total, and all nodes in document order.

    `unanswered` counts rows; `empty` are the outermost clauses all of whose rows are so.
    """

    unanswered: int
    empty: dict[str, list[str]]
    nodes: list[Node]
    unplaced: list[Unplaced]


class BarEnd(TypedDict):
    """Whether a bar stands on a route, and the day on which it is over (past ones too)."""

    standing: Standing
    until: str | None


class BarRecord(BarEnd):
    """The same for a record."""

    index: int


class BarStanding(BarEnd):
    """The same, as a route says it."""

    clause: str
    kind: Kind


class Bar(BarStanding):
    """Part ``bars``; one that hangs on the years of the route has `routes`, every way to apply.

    Its standing is then that on all routes whose verdict is not "not met" (on all, where every one
    is): "some" where it stands on some and not, or perhaps not, on all; `until` is the day on which
    it is over on all of them.
    """

    title: str
    records: list[BarRecord]
    reasons: list[Reason]
    routes: NotRequired[dict[str, BarEnd]]


class Day(TypedDict):
    """The first day on which something is met if only time passes (also when it is past).

    `day_at_latest`: open answers might bring it earlier. A day after the reference day is too late.
    """

    day: str | None
    day_at_latest: bool


class Dated(Day):
    """A verdict, and that day."""

    verdict: Verdict


class Why(TypedDict):
    """A tree of verdicts; `of` are its branches, `mend` says what to do, in words."""

    kind: str
    verdict: Verdict
    of: NotRequired[list[Why]]
    text: NotRequired[str]
    clause: NotRequired[str]
    question: NotRequired[str]
    list: NotRequired[str]
    field: NotRequired[str]
    fact: NotRequired[str]
    mend: NotRequired[str]
    figures: NotRequired[list[str]]
    needed: NotRequired[int]
    met: NotRequired[int]
    open: NotRequired[int]


class Condition(Dated):
    """Of parts ``routes`` and ``checks``: a clause's condition about the person, or a ledger."""

    why: Why
    reasons: list[Reason]


class Need(Dated):
    """What a route asks; why it has its verdict stands once, under ``conditions``.

    `follows`: the needs that lack all that this one does, where it is no further shortage.
    """

    clause: str
    follows: list[str]


class Route(Dated):
    """Part ``routes``.

    `apart`: it comes on top of the others; `uncovered`: the edition does not judge it for this
    person; `bars` are those that stand or may for whoever applies by it.
    """

    id: str
    needs: list[Need]
    apart: bool
    uncovered: bool
    bars: list[BarStanding]


class Headline(TypedDict):
    """The routes in one sentence (`calculator.core.headline`)."""

    kind: str
    text: str
    short: str
    note: str
    beside: list[str]
    routes: list[str]
    clauses: list[str]
    day: str | None
    more: bool


class Entry(Bounds):
    """An entry of a ledger, before the cap; null where its answers leave it open."""

    index: int
    year: int | None
    kind: str | None
    way: str | None
    clause: str | None
    counted: Settled
    formula: str
    reasons: list[Reason]


class Way(Bounds):
    """What a way brings in a year, after the cap."""

    year: int
    kind: str
    way: str
    clause: str
    cap: Figure | None
    bites: Bites
    room: End
    formula: str


class Requirement(Bounds):
    """What a ledger demands; `year` is null for all years together.

    One that the entries miss stays open until the list of entries is complete; what is short takes
    the entries given for all there are.
    """

    id: str
    title: str
    clause: str
    scope: Literal["each_year", "all_years"]
    year: int | None
    kinds: list[str]
    needed: Figure
    verdict: Verdict
    short_low: End
    short_high: End


class Rate(TypedDict):
    """What one unit gives, by option where there are several, and how many cover what is short."""

    option: str | None
    hours: Exact
    units: End


class RoomWay(TypedDict):
    """A way that can still bring hours: `room` under its cap, `useful` of them for what is short.

    `weighted`: shares by rank apply.
    """

    way: str
    clause: str
    room: End
    useful: Exact
    weighted: bool
    rates: list[Rate]


class Room(TypedDict):
    """A requirement (and year) that is still short, and the ways with room left."""

    requirement: str
    year: int | None
    short: Exact
    ways: list[RoomWay]


class Hours(TypedDict):
    """Part ``hours``: a ledger. Totals are by ``year.kind``, either of them also ``all``."""

    given: bool
    complete: bool
    years: list[int]
    kinds: list[str]
    entries: list[Entry]
    ways: list[Way]
    totals: dict[str, Bounds]
    requirements: list[Requirement]
    room: list[Room]


class Thing(TypedDict):
    """Part ``checklist``: something to bring.

    `aside`: not needed because the routes whose own conditions are met are none of those that it
    is for.
    """

    clause: str
    title: str
    group: str
    needed: Settled
    aside: NotRequired[bool]
    reasons: list[Reason]


class Bring(TypedDict):
    """Part ``checklist``: how many things are to be brought, may be, are not."""

    yes: int
    open: int
    no: int


class TermDay(TypedDict):
    """A day of a term, and which of its working days it is."""

    day: str
    kind: DayKind
    number: int | None


From = TypedDict("From", {"from": str | None})


class Term(From):
    """Part ``terms``; `years` are those with a calendar, `reasons` why its days are not known."""

    clause: str
    title: str
    workdays: Figure
    first_day_counts: bool
    years: list[int]
    last: str | None
    next: str | None
    next_workday: str | None
    days: list[TermDay]
    reasons: list[Reason]


class Blank(TypedDict):
    """A blank of a form; nothing is known of one without lines."""

    label: str
    lines: list[str]


class Form(TypedDict):
    """Part ``forms``; `needed` is null where nothing says who needs it."""

    clause: str
    title: str
    needed: Settled | None
    fields: list[Blank]


class Asking(TypedDict):
    """What is still worth asking, the most decisive first (`calculator.core.advice.asking`)."""

    waiting: list[str]
    question: NotRequired[str]
    points: NotRequired[str]
    index: NotRequired[int]
    field: NotRequired[str]
    more: NotRequired[bool]
    exact: NotRequired[bool]


class Result(TypedDict):
    """The whole: the parts asked for.

    Part ``checks`` gives `conditions` of those clauses alone that belong to no route and share no
    question with one; ``advice`` (`calculator.core.advice.report_advice`), ``visit``, ``ways`` and
    what is worth asking come only when asked for.
    """

    format: int
    policy: str
    edition: str
    problems: list[Problem]
    unused: dict[str, Any]
    score: NotRequired[Score]
    bars: NotRequired[list[Bar]]
    conditions: NotRequired[dict[str, Condition]]
    routes: NotRequired[list[Route]]
    headline: NotRequired[Headline | None]
    hours: NotRequired[dict[str, Hours]]
    checklist: NotRequired[list[Thing]]
    bring: NotRequired[Bring]
    terms: NotRequired[list[Term]]
    forms: NotRequired[list[Form]]
    advice: NotRequired[Any]
    visit: NotRequired[Any]
    ways: NotRequired[Any]
    asking: NotRequired[list[Asking]]
