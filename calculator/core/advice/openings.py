"""What would open a route: the smallest sets of conditions that are not met and would have to be.

A way to meet a condition is a set of demands: that a comparison holds, or that a question is
answered with one of certain options. Ways of `all` are combined, ways of `any` stand side by side;
demands on one question that contradict each other rule a way out. What holds already costs
nothing, but must stay. Comparisons of numbers, dates and records are taken to be independent of
each other. Needs that share a demand are combined into one step; steps are independent: whoever
takes one set of each step opens the route, and no smaller choice does.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from calculator.core.answers.questions import Asked
from calculator.core.conditions.comparisons import OptionIs
from calculator.core.conditions.logic import All, Condition, Met, Several
from calculator.core.conditions.parts import Part
from calculator.core.state import State
from calculator.core.values.figures import Figure

# Ways kept while combining.
MOST_WAYS = 64
# What two comparisons that say the same may differ in, and what follows from the rest.
UNTOLD = {"is_always_there", "label", "needs", "reads", "signature"}

Key = tuple[Any, ...]


class Demand:
    """Something a way asks for: that `condition` holds (or, for `want` False, does not).

    `costs` says that it is not so yet; `order` is its place in the document; a way with `against`
    in it contradicts this demand.
    """

    def __init__(
        self,
        condition: Condition,
        clause: str,
        want: bool,
        costs: bool,
        order: int,
        against: Key | None = None,
    ) -> None:
        self.condition = condition
        self.against = against
        self.clause = clause
        self.want = want
        self.costs = costs
        self.order = order

    @property
    def allowed(self) -> frozenset[Any] | None:
        """The options of a question that would do; None for other comparisons."""
        condition = self.condition
        return condition.allowed if isinstance(condition, OptionIs) else None


Way = dict[Key, Demand]


class Step:
    """Needs that hang together (`parts`, each with its clause), and the ways to meet them all;
    `complete`: none was left out."""

    def __init__(self, parts: list[tuple[Condition, str]], ways: list[Way], complete: bool) -> None:
        self.parts = parts
        self.ways = ways
        self.complete = complete

    @property
    def keys(self) -> set[Key]:
        """Everything that some way asks for, or contradicts."""
        demands = [(key, demand) for way in self.ways for key, demand in way.items()]
        against = {demand.against for _, demand in demands if demand.against is not None}
        return {key for key, _ in demands} | against


class Openings:
    """The ways to meet the conditions of a route, for one set of answers."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.complete = True
        self.count = 0

    def steps(self, condition: Condition, clause: str) -> list[Step]:
        """The independent steps to a condition, in the order of the document."""
        steps: list[Step] = []
        for part, holder in _parts(condition, clause):
            self.complete = True
            ways = self.ways(part, True, holder)
            step = Step([(part, holder)], ways, self.complete)
            for other in [one for one in steps if not one.keys.isdisjoint(step.keys)]:
                steps.remove(other)
                self.complete = other.complete and step.complete
                ways = self.some([other.ways, step.ways], 2)
                step = Step([*other.parts, *step.parts], ways, self.complete)
            steps.append(step)
        return sorted(steps, key=_first_place)

    def ways(self, condition: Condition, want: bool, clause: str) -> list[Way]:
        """All ways to make a condition hold (or not hold, for `want` False)."""
        if isinstance(condition, Met):
            return self.ways(condition.condition, want, condition.clause)
        if isinstance(condition, Several):
            return self.several(condition, want, clause)
        return self.leaf(condition, want, clause)

    def several(self, condition: Several, want: bool, clause: str) -> list[Way]:
        """So many parts and no more; or, to fail, fewer or more."""
        least, most, count = condition.least, condition.most, len(condition.parts)

        def parts(hold: bool) -> list[list[Way]]:
            return [self.ways(part, hold, clause) for part in condition.parts]

        if not condition.is_spoilt:
            return self.some(parts(want), least if want else count - least + 1)
        if least <= 0:
            return self.some(parts(not want), count - most if want else most + 1)
        yes, no = parts(True), parts(False)
        if not want:
            return self.pruned([*self.some(no, count - least + 1), *self.some(yes, most + 1)])
        return self.pruned(
            way
            for chosen in combinations(range(count), least)
            for way in self.some([(yes if at in chosen else no)[at] for at in range(count)], count)
        )

    def some(self, parts: Sequence[list[Way]], needed: int) -> list[Way]:
        """The ways to meet so many of some parts."""
        if needed <= 0:
            return [{}]
        # so_far[k]: ways that meet k of the parts seen.
        so_far: list[list[Way]] = [[{}], *([] for _ in range(needed))]
        for ways in parts:
            for met in range(needed, 0, -1):
                joined = (self.joined(a, b) for a in so_far[met - 1] for b in ways)
                further = [way for way in joined if way is not None]
                if further:
                    so_far[met] = self.pruned([*so_far[met], *further])
        return so_far[needed]

    def leaf(self, condition: Condition, want: bool, clause: str) -> list[Way]:
        """A single comparison."""
        self.count += 1
        costs = condition.verdict(self.state, None) is not want
        turned = condition if want else condition.opposite()
        if isinstance(turned, OptionIs) and turned.source.list_id is None:
            key: Key = ("question", turned.source.asked.id)
            return (
                [{key: Demand(turned, clause, True, costs, self.count)}] if turned.allowed else []
            )
        if not costs:
            return [{}]
        if turned is None:
            key = ("not", signature(condition))
            against: Key = ("is", signature(condition))
            return [{key: Demand(condition, clause, False, True, self.count, against)}]
        other = condition if not want else condition.opposite()
        sign = ("not", signature(turned)) if other is None else ("is", signature(other))
        demand = Demand(turned, clause, True, True, self.count, sign)
        return [{("is", signature(turned)): demand}]

    def joined(self, left: Way, right: Way) -> Way | None:
        """Both ways at once; None when they contradict each other."""
        way = dict(left)
        for key, demand in right.items():
            known = way.get(key)
            if demand.against in left:
                return None
            if known is None:
                way[key] = demand
            elif key[0] == "question":
                both = self.both(known, demand)
                if both is None:
                    return None
                way[key] = both
        return way

    def both(self, left: Demand, right: Demand) -> Demand | None:
        """Two demands on one question: the options that please both."""
        first = left if left.costs or not right.costs else right
        condition = first.condition
        allowed = (left.allowed or frozenset()) & (right.allowed or frozenset())
        if not allowed or not isinstance(condition, OptionIs):
            return None
        condition = OptionIs(condition.source, allowed)
        costs = condition.verdict(self.state, None) is not True
        return Demand(condition, first.clause, True, costs, first.order)

    def pruned(self, ways: Iterable[Way]) -> list[Way]:
        """Without ways that ask for all that another one asks for, and more."""
        kept: list[Way] = []
        for way in sorted(ways, key=cost):
            if not any(_is_within(other, way) for other in kept):
                if len(kept) == MOST_WAYS:
                    self.complete = False
                    break
                kept.append(way)
        return kept


def _parts(condition: Condition, clause: str) -> list[tuple[Condition, str]]:
    """The conditions that must all hold, each with the clause that says so."""
    if isinstance(condition, Met):
        return _parts(condition.condition, condition.clause)
    if isinstance(condition, All):
        return [part for one in condition.parts for part in _parts(one, clause)]
    return [(condition, clause)]


def _first_place(step: Step) -> int:
    return min((demand.order for way in step.ways for demand in way.values()), default=0)


def cost(way: Way) -> int:
    """How many conditions are to be met."""
    return sum(demand.costs for demand in way.values())


def cheapest(ways: list[Way]) -> list[list[Demand]]:
    """The smallest sets of conditions to be met, each once."""
    least = min(map(cost, ways), default=0)
    sets: dict[frozenset[Key], list[Demand]] = {}
    for way in ways:
        costly = {key: demand for key, demand in way.items() if demand.costs}
        if len(costly) == least:
            sets.setdefault(frozenset(costly), list(costly.values()))
    return list(sets.values())


def _is_within(small: Way, large: Way) -> bool:
    """Whether whoever meets `large` meets `small` as well."""
    for key, demand in small.items():
        other = large.get(key)
        if other is None:
            return False
        if key[0] == "question" and not (other.allowed or frozenset()) <= (
            demand.allowed or frozenset()
        ):
            return False
    return True


def signature(part: Any) -> Any:
    """Equal for comparisons that say the same, wherever they stand; figures count by their value.

    Labels are left out: they are words. A part of the rules keeps it: no answer changes it.
    """
    if isinstance(part, Asked):
        return part.id
    if isinstance(part, Figure):
        return part.value
    if isinstance(part, Met):
        return ("met", part.clause)
    if isinstance(part, list | tuple):
        return tuple(signature(one) for one in part)
    if not isinstance(part, Part):
        return _signature(part) if hasattr(part, "__dict__") else part
    if part.signature is None:
        part.signature = _signature(part)
    return part.signature


def _signature(part: Any) -> tuple[Any, ...]:
    named = {name: one for name, one in vars(part).items() if name not in UNTOLD}
    if any(isinstance(one, Part) for one in named.values()):
        named.pop("parts", None)  # they stand under names of their own
    return (type(part).__name__, *((name, signature(one)) for name, one in named.items()))
