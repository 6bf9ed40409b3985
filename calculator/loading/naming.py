"""What clauses say for others to name: conditions, years, words for a verdict.

A clause's `years` stand for themselves in the conditions that name the clause; a route's are what
`route_years` means in a bar.
"""

from collections.abc import Iterator

from calculator.core.conditions.days import ROUTE_YEARS
from calculator.loading.index import DECIDING, Index
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Amount, Ref
from calculator.loading.types.expressions import All
from calculator.loading.types.fields import Node
from calculator.loading.walk import Spot, walk

# What a rule refers to: «clause», or «clause.years» for the years that it counts.
type Targets = dict[str, list[tuple[str, Place]]]


def check_circles(index: Index) -> Iterator[Problem]:
    """Report each circle of verdicts once: nothing could ever decide them."""
    refers: Targets = {}
    for key, clause in index.clauses.items():
        refers[key] = list(_named(clause.condition))
        refers[f"{key}.years"] = list(_named(clause.years))
    refers |= {key: list(_named(route)) for key, route in index.routes.items()}
    done: set[str] = set()
    for key in refers:
        yield from _follow(key, [], refers, done)


def _named(holder: Node | None) -> Iterator[tuple[str, Place]]:
    for spot in walk(holder) if holder is not None else ():
        if not isinstance(spot.value, Ref):
            continue
        if spot.ref in {"condition", "verdict"}:
            yield str(spot.value), spot.value.place
        elif spot.ref == "years":
            yield f"{spot.value}.years", spot.value.place


def _follow(key: str, chain: list[str], refers: Targets, done: set[str]) -> Iterator[Problem]:
    if key in done:
        return
    for target, place in refers.get(key, ()):
        way = [*chain, key]
        if target in way:
            circle = " → ".join([*way[way.index(target) :], target])
            yield Problem(place, f"条件互相引用，绕成了圈：{circle}；请去掉其中一处")
        else:
            yield from _follow(target, way, refers, done)
    done.add(key)


def check_named_years(index: Index) -> Iterator[Problem]:
    """Report names that nothing reads, and `route_years` where it has no meaning."""
    spots = list(_spots(index))
    yield from _check_clauses(index, {str(spot.value) for _, spot in spots if spot.ref == "years"})
    values = ((rule, spot.value) for rule, spot in spots)
    uses = [one for one in values if isinstance(one[1], Amount) and one[1] == ROUTE_YEARS]
    yield from _check_routes(index, uses)


def _check_clauses(index: Index, named: set[str]) -> Iterator[Problem]:
    for key, clause in index.clauses.items():
        if clause.years is not None and key not in named:
            message = f"没有条件写 years: {key}，这里的算法不起作用，请去掉"
            yield Problem(clause.years.place, message)


def _check_routes(index: Index, uses: list[tuple[str, Amount]]) -> Iterator[Problem]:
    named = [route.years for route in index.routes.values() if route.years is not None]
    for rule, used in uses:
        if rule != "bar":
            yield Problem(used.place, f"{ROUTE_YEARS} 只能写在 bar 里，说的是所走途径的规定年限")
        elif not named:
            yield Problem(used.place, f"没有途径写 years，{ROUTE_YEARS} 不知道是哪一天")
    if all(rule != "bar" for rule, _ in uses):
        for years in named:
            message = f"没有 bar 用到 {ROUTE_YEARS}，这里的 years 不起作用，请去掉"
            yield Problem(years.place, message)


def _spots(index: Index) -> Iterator[tuple[str, Spot]]:
    """Everything that rules of clauses name, with the kind of rule."""
    for clause in index.clauses.values():
        for name in DECIDING:
            rule = getattr(clause, name)
            for spot in walk(rule) if rule is not None else ():
                if isinstance(spot.value, Amount | Ref):
                    yield name, spot


def check_own_words(index: Index) -> Iterator[Problem]:
    """Report words for parts that must all hold: each part says for itself whether it failed."""
    for clause in index.clauses.values():
        condition = clause.condition
        if condition is None or not isinstance(condition.test, All):
            continue
        for key, words in (("fails", condition.fails), ("opens", condition.opens)):
            if words is not None:
                yield Problem(
                    words.place,
                    f"all 的各项各有各的原因，{key} 不会显示，请去掉；"
                    "要有自己的说法，就把这一项单独写成一条，用 met 引用",
                )
