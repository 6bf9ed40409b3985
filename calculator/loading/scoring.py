"""The points table: what stands beside a mechanism has a meaning there, levels have names,
ladders rise."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from calculator.core.answers.kinds import NUMERIC
from calculator.core.conditions.measures import PointsOf
from calculator.core.points.registry import BESIDE, of_key
from calculator.core.values.numbers import Number, parse_number
from calculator.loading.comparing import BY_MONTHS, measured_unit, plain_unit
from calculator.loading.figure_uses import is_fraction
from calculator.loading.index import Index
from calculator.loading.place import Place, Problem
from calculator.loading.scalars import Amount, Text
from calculator.loading.types.asking import Asked
from calculator.loading.types.document import Clause
from calculator.loading.types.points import Axis, Bands, ByOption, ByRank, Matrix, Points
from calculator.loading.walk import walk

# Points with more decimals than this are a slip.
MOST_PLACES = 6


def check_points(index: Index) -> Iterator[Problem]:
    """Report keys that a mechanism (or a group) has no use for or lacks, and wrong levels."""
    for key, clause in index.clauses.items():
        if clause.points is not None:
            yield from _check_beside(clause.points)
            yield from _check_parts(clause, clause.points, index)
            yield from _check_rounding(clause.points, index, key)
            yield from _check_counted(clause.points, index, key)
        ways = clause.years.any if clause.years else ()
        for way in ways:
            if way.years.by != ways[0].years.by:
                yield Problem(way.place, "几种算法要么都按年，要么都按月（by: months）")
    yield from _check_levels(index)
    yield from _check_bands(index)
    yield from _check_total(index)


def _check_total(index: Index) -> Iterator[Problem]:
    """There is one table, and the total is at the top of it: no page shows another."""
    policy = index.body.policy
    named = None if policy is None else index.clauses.get(str(policy.total))
    if policy is None or (policy.total and (named is None or named.points is None)):
        return
    top = _above(str(policy.total), index)
    if policy.total and top:
        message = f"“{policy.total}”上面的“{top[-1]}”也有 points；total 写整张表的最上面一条"
        yield Problem(policy.total.place, message)
        return
    for key, clause in index.clauses.items():
        if clause.points is None or _above(key, index) or key == str(policy.total):
            continue
        message = (
            f"这一条的得分不在总分“{policy.total}”里，一份政策只有一张计分表。算进总分的，移到"
            f"“{policy.total}”下面；另外算的，写成另一份政策（policy/ 下另一个文件夹），"
            "这里用到它的条件改成问它的结果（例如 type: number 的问题）"
        )
        if policy.total is None:
            message = f"policy 里要写 total: {key}，得分才会显示"
        yield Problem(clause.points.place, message)


def _above(key: str, index: Index) -> list[str]:
    """The clauses with points above one."""
    above = index.parents.get(key)
    if not above:
        return []
    return [*([above] if index.clauses[above].points else []), *_above(above, index)]


def _check_beside(points: Points) -> Iterator[Problem]:
    key = next(name for name in points.MECHANISMS if getattr(points, name) is not None)
    wanted: Iterable[str] = of_key(key) or ("",)
    if points.by_option is not None:
        wanted = ("",) if points.by_option.field is None else ("items",)
    beside = next((name for name in BESIDE if getattr(points, name) is not None), "")
    if beside in wanted:
        return
    place = getattr(points, beside).place if beside else points.place
    usable = "、".join(name for name in wanted if name)
    if not usable:
        yield Problem(place, f"{key} 旁边的 {beside} 没有意义，请去掉")
    elif beside:
        yield Problem(place, f"{key} 旁边的 {beside} 没有意义；可以写的有：{usable}")
    else:
        yield Problem(place, f"{key} 旁边还要写明算哪些，请写其中一个：{usable}")


def _check_parts(clause: Clause, points: Points, index: Index) -> Iterator[Problem]:
    """Bands without a step give nothing; what is taken from nothing is not taken."""
    if points.bands is not None and not points.bands.steps:
        yield Problem(points.bands.place, "steps 里还没有一档")
    above = index.clauses.get(index.parents[str(clause.id)] or "")
    if (above is None or above.points is None) and _only_deducts(clause, points):
        message = "这一条下面只有扣分，没有可以扣的分；请放进有得分的一组"
        yield Problem(points.place, message)
    key = next(name for name in points.MECHANISMS if getattr(points, name) is not None)
    yield from _check_best(key, clause, points, index)
    if points.least is not None:
        least = _number(points.least, index, str(clause.id))
        if points.add != "sum" or _only_deducts(clause, points) or (least or 0) >= 0:
            message = "least 是扣分后可以低于零的一组（add: sum）的最低分，写负数"
            yield Problem(points.least.place, message)
    if points.cap is not None and _number(points.cap, index, str(clause.id)) == 0:
        yield Problem(points.cap.place, "最高分是 0，这一项永远不得分；请核对")
    if points.by_rank is not None and points.items is not None:
        yield from _check_first(points.by_rank, str(points.items.from_), index)
    if points.per_month is not None and points.years is not None and points.years.by is None:
        yield Problem(points.years.place, "每月几分的，years 里要写 by: months")
    if points.by_option is not None:
        yield from _check_by_option(points, points.by_option, index)
    if points.matrix is not None:
        yield from _check_matrix(points.matrix, index)


def _check_rounding(points: Points, index: Index, scope: str) -> Iterator[Problem]:
    """What limits points has no more places than they are rounded to."""
    rounding = points.round
    places = None if rounding is None else _number(rounding.places, index, scope)
    if rounding is None or not isinstance(places, int) or places < 0:
        return
    if places > MOST_PLACES:
        yield Problem(rounding.places.place, f"最多保留 {MOST_PLACES} 位小数")
        return
    for limit in (points.cap, points.least):
        number = None if limit is None else _number(limit, index, scope)
        if limit is not None and number is not None and (number * 10**places) % 1:
            message = f"得分只保留 {places} 位小数，这里却写了 {limit}；请核对"
            yield Problem(limit.place, message)


def check_caps(index: Index) -> Iterator[Problem]:
    """One amount above the limit of its row may be a slip."""
    for key, clause in index.clauses.items():
        points = clause.points
        if points is None or points.cap is None or (cap := _number(points.cap, index, key)) is None:
            continue
        for spot in walk(points):
            is_one = spot.field.metadata["unit"] == PointsOf.unit and spot.field.name != "deduct"
            given = _number(spot.value, index, key) if is_one else None
            if given is not None and given > cap:
                own, most = (index.plain(one, key) for one in (spot.value, points.cap))
                message = f"这里是 {own}，超过了最高分 {most}；原文就是这样的，不用改"
                yield Problem(spot.value.place, message, "note")


def _check_first(ranks: ByRank, of_list: str, index: Index) -> Iterator[Problem]:
    """Where the count begins is a rank that somebody can have."""
    field = index.field(of_list, str(ranks.field))
    most = parse_number(str(field.at_most)) if field is not None and field.at_most else None
    if ranks.first < 1 or (most is not None and ranks.first > most):
        message = f"从第 {ranks.first} 名起算，没有人是这个名次；请核对 first"
        yield Problem(ranks.place, message)


def _check_best(key: str, clause: Clause, points: Points, index: Index) -> Iterator[Problem]:
    """So many of the best are of records, or of more than so many below a group."""
    best = points.best
    if best is None:
        return
    if points.add == "best":
        below = len([one for child in clause.children for one in _nearest(child)])
        if below <= (_number(best, index, str(clause.id)) or 0):
            message = f"下面只有 {below} 项，都计入的写 add: sum，不写 best"
            yield Problem(best.place, message)
        return
    instead = {
        "add": "取最高的几项写 add: best",
        "each": "按个数计分的，最多计几项写成最高分（cap）",
        "deduct": "最多扣多少写成最高分（cap）",
        "once": "once 本来只计一次",
    }
    kind = None if points.items is None else of_key(key).get("items")
    if kind is None or not kind.may_be_best:
        said = instead.get(key, "请去掉")
        yield Problem(best.place, f"{key} 旁边的 best 没有意义；{said}")


def _check_by_option(points: Points, by: ByOption, index: Index) -> Iterator[Problem]:
    """Every option of the question, or of the records' field, has its points."""
    given = {str(name): name.place for name in by.points if isinstance(name, Text)}
    asked: Asked | None = index.questions.get(str(by.question))
    if by.field is not None and points.items is not None:
        asked = index.field(str(points.items.from_), str(by.field))
    yield from _check_options(asked, given, by.place)


def _check_matrix(matrix: Matrix, index: Index) -> Iterator[Problem]:
    """Each side names what its question can be; each row of points has one for each column."""
    for axis in (matrix.down, matrix.across):
        asked = index.questions.get(str(axis.question))
        if axis.question is None:
            if axis.is_:
                yield Problem(axis.place, "不是一个问题的数，这一边要写 from（各档起点）")
        elif asked is not None and (asked.type in NUMERIC) == bool(axis.is_):
            key = "from（各档起点）" if asked.type in NUMERIC else "is（选项）"
            yield Problem(axis.question.place, f"“{asked.label}”这一边要写 {key}")
        elif axis.is_:
            given = {str(one).lower(): getattr(one, "place", axis.place) for one in axis.is_}
            yield from _check_options(asked, given, axis.place)
    rows, columns = (len(axis.is_ or axis.from_) for axis in (matrix.down, matrix.across))
    if len(matrix.points) != rows:
        yield Problem(matrix.place, f"down 有 {rows} 行，points 却写了 {len(matrix.points)} 行")
    for row in matrix.points:
        if len(row) != columns:
            place = row[0].place if row else matrix.place
            yield Problem(place, f"across 有 {columns} 列，这一行却写了 {len(row)} 格")


def _check_options(
    asked: Asked | None, given: Mapping[str, Place], place: Place
) -> Iterator[Problem]:
    """Every option of the question is named, and no other."""
    if asked is None:
        return
    options = [str(one.id) for one in asked.options if not one.open]
    known = ["true", "false"] if asked.type == "yesno" else options
    for name in given.keys() - set(known):
        yield Problem(given[name], f"“{asked.label}”没有选项“{name}”；有：{'、'.join(known)}")
    if missing := [name for name in known if name not in given]:
        yield Problem(place, f"“{asked.label}”还有选项没有写分值：{'、'.join(missing)}")


def _only_deducts(clause: Clause, points: Points) -> bool:
    """Whether nothing at or below a clause gives points."""
    if points.add is None:
        return points.deduct is not None
    below = [one for child in clause.children for one in _nearest(child)]
    return bool(below) and all(_only_deducts(*one) for one in below)


def _nearest(clause: Clause) -> Iterator[tuple[Clause, Points]]:
    """The nearest clauses with points, this one or below it."""
    if clause.points is not None:
        yield clause, clause.points
        return
    for child in clause.children:
        yield from _nearest(child)


def _check_levels(index: Index) -> Iterator[Problem]:
    """The names of the levels stand at the root of a table, one for every level below it."""
    for key, clause in index.clauses.items():
        if clause.points is None or not clause.points.levels:
            continue
        place, given = clause.points.levels[0].place, len(clause.points.levels)
        above = index.clauses.get(index.parents[key] or "")
        if above is not None and above.points is not None:
            yield Problem(place, f"levels 只写在整张表的最上面，“{above.id}”在它之上")
        elif given != (depth := _levels_below(clause)):
            yield Problem(place, f"这张表在这一条以下有 {depth} 级，levels 却写了 {given} 个名称")


def _check_bands(index: Index) -> Iterator[Problem]:
    """A ladder is written as it is climbed: another order is a slip of the hand.

    With age points may well fall, and where each of more than two steps brings less.
    """
    for key, clause in index.clauses.items():
        points = clause.points
        bands = points.bands if points else None
        matrix = points.matrix if points else None
        axes = (matrix.down, matrix.across) if matrix else ()
        ladders: list[tuple[Axis | Bands, tuple[Amount, ...]]] = [(one, one.from_) for one in axes]
        if bands:
            ladders.append((bands, tuple(step.from_ for step in bands.steps)))
        for measured, starts in ladders:
            yield from _check_starts(measured, starts, index, key)
            for below, above in pairwise(starts):
                yield from _check_rise(below, above, "from_", index, key)
        if bands and not _may_fall(bands, index, key):
            for lower, upper in pairwise(bands.steps):
                yield from _check_rise(lower.points, upper.points, "points", index, key)


def _may_fall(bands: Bands, index: Index, scope: str) -> bool:
    """Whether points that fall are meant: with age, and where all of several steps do."""
    asked = index.questions.get(str(bands.question))
    points = [_number(step.points, index, scope) or 0 for step in bands.steps]
    falls = len(points) > 2 and all(below > above for below, above in pairwise(points))
    return falls or (asked is not None and asked.type == "birth")


def _check_starts(
    measured: Axis | Bands, starts: Iterable[Amount], index: Index, scope: str
) -> Iterator[Problem]:
    """Steps begin in the unit of what is counted, those of years at whole numbers."""
    unit = measured_unit(measured, index)
    for start in starts:
        figure = index.figure(start, scope)
        if measured.years is not None and is_fraction(start, figure):
            yield Problem(start.place, f"这里按“{unit}”算，要写整数{BY_MONTHS}")
        elif unit and figure is not None and plain_unit(figure.unit) not in {"", unit}:
            yield Problem(start.place, f"这里按“{unit}”算，写的却是 {figure.text}")


def _check_counted(points: Points, index: Index, scope: str) -> Iterator[Problem]:
    """Where a number begins to count, and full numbers of it, are in the unit of its question."""
    every, linear = points.every, points.linear
    held = [(points.count, every.number)] if every is not None else []
    if linear is not None:
        held += [(linear.question, one) for one in (linear.above, linear.below) if one is not None]
    for name, amount in held:
        asked, figure = index.questions.get(str(name)), index.figure(amount, scope)
        unit = "" if asked is None else str(asked.unit or "")
        if unit and figure is not None and figure.unit != unit:
            yield Problem(amount.place, f"“{name}”的单位是“{unit}”，写的却是 {figure.text}")


def _check_rise(
    below: Amount, above: Amount, name: str, index: Index, scope: str
) -> Iterator[Problem]:
    low, high = _number(below, index, scope), _number(above, index, scope)
    if low is not None and high is not None and high <= low:
        yield _misplaced(name, below, above)


def _number(amount: Amount, index: Index, scope: str) -> Number | None:
    figure = index.figure(amount, scope)
    return parse_number(figure.value if figure else str(amount))


def _misplaced(name: str, below: Amount, above: Amount) -> Problem:
    if name == "from_":
        said = f"这一档从 {above} 起，前面一档却从 {below} 起；各档要从低到高写，每档只写一次"
        return Problem(above.place, said)
    said = f"这一档得 {above}，不比前面一档的 {below} 高；原文就是数越大分越少的，不用改"
    return Problem(above.place, said, "note")


def _levels_below(clause: Clause) -> int:
    counted = [child for child in clause.children if child.points is not None]
    return 1 + max(map(_levels_below, counted)) if counted else 0
