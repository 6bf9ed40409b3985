"""The shape of what a page is told of the rules (`calculator.core.form.model`)."""

from typing import Any, NotRequired, TypedDict

Given = dict[str, Any]  # by field


class Choice(TypedDict):
    """An option; `uncovered`: the edition says nothing about it, and `settles` what would."""

    id: str
    label: str
    help: NotRequired[str]
    settles: NotRequired[str]
    open: NotRequired[bool]
    uncovered: NotRequired[bool]


class Input(TypedDict):
    """One value to ask for; `signed`: a number that may be below zero.

    `asked_with` are ways to answer other fields of the record, each of which makes it worth asking;
    without them it always is.
    """

    id: NotRequired[str]
    type: str
    label: str
    help: NotRequired[str]
    unit: NotRequired[str]
    counts: NotRequired[str]
    signed: NotRequired[bool]
    options: NotRequired[list[Choice]]
    asked_with: NotRequired[list[Given]]


class Question(Input):
    """A question; a list has fields, `item` is one of its records, `most` how many there may be.

    A list may be begun by the options of the field `pick`, or with all its `rows`.
    """

    clause: str | None
    item: NotRequired[str]
    whole: NotRequired[bool]
    most: NotRequired[int]
    pick: NotRequired[str]
    rows: NotRequired[bool]
    fields: NotRequired[list[Input]]


class Clause(TypedDict):
    """A clause or a route in words, and where it stands below the edition's pages.

    `called` is what people come for (a bar, a thing to bring, a route), `condition` what it asks.
    """

    title: str
    number: str
    cited: str
    named: str
    called: str
    condition: str
    points: bool
    address: str


class Place(TypedDict):
    """Where a question or a list is asked in the points table.

    `rows` draw on it; records of a list that is not `shared` are added in these rows, each in its
    own; `counted`: some row counts its records one by one. `decides` are the fields that matter.
    What everybody has (a list given whole, for several rows) is asked `first`, before the table.
    """

    at: str
    rows: list[str]
    shared: bool
    counted: bool
    first: bool
    decides: list[str]


class RowForm(TypedDict):
    """A row of the points table.

    Records of the list `adds` are added there, with some fields `fixed` and the options of others
    `limited`; `decides` are the fields that matter. `estimate` and `each` ask for the own estimate
    of the row, and of each record. `takes`: it takes points away. `may_be_none`: it has a button to
    say so; `is_always_some`: what it asks for everybody has.
    """

    adds: str | None
    fixed: Given
    limited: dict[str, list[Any]]
    decides: list[str]
    estimate: Input | None
    each: Input | None
    takes: bool
    may_be_none: bool
    is_always_some: bool


class NodeForm(TypedDict):
    """A row or a group of the points table; `above` is the title over its own, unless that says it.

    `rows` are those at and below it; `asks` are asked there; records of `strays` that no row takes
    are shown there; `is_summed`: its sum is worth a line.
    """

    id: str
    title: str
    above: str
    rows: list[str]
    asks: list[str]
    strays: list[str]
    is_summed: bool
    row: RowForm | None


class PassMark(TypedDict):
    """A clause that asks for so many points; `question` gives the figure where it is lost.

    `passed_by`: options that stand for routes without this mark, by their question."""

    clause: str
    question: str | None
    passed_by: dict[str, list[str]]


class Stated(TypedDict):
    """Totals that a certificate states: its years, its kinds with the option for each, the fields
    of a record that holds one, and the least total of each option that is enough every year."""

    years: list[int]
    kinds: list[dict[str, str]]
    fields: dict[str, str]
    enough: dict[str, Any] | None


class LedgerForm(TypedDict):
    """What a ledger of hours counts: entries of a list, in a unit, by ways with their options."""

    entries: str
    unit: str
    ways: dict[str, str]
    options: dict[str, dict[str, str]]
    stated: Stated | None


class Policy(TypedDict):
    """The edition; `over` says in words that its round is over, "" where it is not."""

    id: str
    edition: str
    title: str
    short: str
    status: str
    over: str
    evidence: str
    reference_day: str
    blanks: list[str]


class FormModel(TypedDict):
    """All of it."""

    policy: Policy
    questions: list[Question]
    clauses: dict[str, Clause]
    indicators: list[str]
    nodes: list[NodeForm]
    places: dict[str, Place]
    pass_marks: list[PassMark]
    ledgers: dict[str, LedgerForm]
