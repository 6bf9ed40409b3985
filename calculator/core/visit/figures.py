"""What the figures beside the verdict wait for: the points of what was told, things to bring.

The visit asks for none of it by itself. A field of a record stands with the others of the record
that somebody began; to everything else the page that closes the visit leads.
"""

from calculator.core.advice.narrowing import open_fields
from calculator.core.advice.open_leaves import EVEN, OpenLeaves
from calculator.core.advice.settled import add_items
from calculator.core.conditions.facts import Record
from calculator.core.conditions.logic import Condition
from calculator.core.conditions.parts import Part
from calculator.core.points.rows import FILLED, NONE
from calculator.core.points.tree import Row
from calculator.core.state import State


def awaited(state: State) -> OpenLeaves:
    """The answers that would narrow a row that something was told of, or settle a thing to bring;
    the verdicts that wait are these rows and things."""
    leaves = OpenLeaves(state)
    score = state.score()
    for row in state.rules.tree.rows:
        amounts = score.amounts[row.id]
        if score.facts[row.id].state == FILLED and amounts.low != amounts.high:
            leaves.target = row.id
            _row(leaves, row)
    add_items(leaves)
    return leaves


def add_compared(leaves: OpenLeaves) -> None:
    """Where verdicts wait for points: the answers that the rows below these wait for."""
    state, tree = leaves.state, leaves.state.rules.tree
    score = state.score()
    for key in [key for key in leaves.found if key[0] == "points"]:
        under = tree.rows_under(frozenset(key[1:]))
        for target in list(leaves.waiting[key]):
            leaves.target = target
            for row in (row for row in tree.rows if row.id in under):
                amounts = score.amounts[row.id]
                if score.facts[row.id].state == NONE or amounts.floor == amounts.ceiling:
                    continue
                for kind, name, *_ in sorted(row.mechanism.reads):
                    if kind == "list" and not state.is_given(name):
                        leaves.add(("", name), EVEN)
                _row(leaves, row)


def _row(leaves: OpenLeaves, row: Row) -> None:
    """The answers about what is not decided yet; where another opens a field, that one first."""
    state = leaves.state
    items = state.score().facts[row.id].items
    decided = {one.record.index for one in items if one.amount[0] == one.amount[1]}
    for kind, key, *_ in sorted(row.mechanism.reads):
        if kind == "question" and not state.is_answered(key):
            leaves.add(("", key), EVEN)
        for record, field in open_fields(state, key, [row]) if kind == "list" else ():
            asked = state.rules.fields_asked_when.get((key, field))
            if record.index in decided:
                continue
            if not _is_open(state, row.mechanism, ("field", key, field), record):
                continue
            if asked is not None and asked.verdict(state, record) is None:
                leaves.condition(asked, record, EVEN)
            else:
                leaves.add(("", key, record.index, field), EVEN)


def _is_open(state: State, part: Part, atom: tuple[str, ...], record: Record) -> bool:
    """Whether something reads a field that is not decided without it: a day that nothing but a
    later one would change is not asked for."""
    if atom not in part.reads:
        return False
    if isinstance(part, Condition) and part.verdict(state, record) is not None:
        return False
    inner = [one for one in part.parts if atom in one.reads]
    return not inner or any(_is_open(state, one, atom, record) for one in inner)
