"""Figures that nobody uses, and amounts of rules whose kind or unit does not fit."""

from collections.abc import Iterable, Iterator

from calculator.core.conditions.days import ROUTE_YEARS
from calculator.core.values.numbers import parse_number
from calculator.loading import hints
from calculator.loading.comparing import BY_MONTHS
from calculator.loading.figures import Figure, is_placeholder
from calculator.loading.index import Index
from calculator.loading.place import Problem
from calculator.loading.prose import Placeholder, pieces, placeholder_name
from calculator.loading.scalars import Amount, Prose, Value
from calculator.loading.types.duties import Workdays
from calculator.loading.types.expressions import Compare, DateRule, DayOf
from calculator.loading.types.fields import Node
from calculator.loading.types.worked import Case
from calculator.loading.walk import Spot

# Days that have a name.
_DAYS = ("reference", ROUTE_YEARS)
LIMITS = {"at_least", "more_than", "at_most", "less_than"}


def check_amounts(index: Index) -> Iterator[Problem]:
    """Report placeholders of rules without a value, and figures of the wrong kind or unit."""
    for _, scope, spot in index.rule_spots:
        if not isinstance(spot.value, Amount | Value) or isinstance(spot.owner, Case):
            continue
        name = placeholder_name(spot.value)
        figure = index.figure(spot.value, scope)
        if name is not None and figure is None:
            known = index.book.figures if "." in name else index.book.labels_near(scope)
            near = index.near(name, known)
            message = f"【{name}】没有对应的数值{near}"
            yield Problem(spot.value.place, message, missing=name)
            continue
        if is_fraction(spot.value, figure) and _counts_whole(spot):
            said = spot.value if figure is None else figure.text
            hint = BY_MONTHS if isinstance(spot.owner, Compare) and spot.owner.years else ""
            yield Problem(spot.value.place, f"这里要写整数，写的却是 {said}{hint}")
        if isinstance(spot.value, Amount):
            if figure is not None and figure.kind == "lost":
                if figure.key not in index.book.broken:
                    message = f"“{figure.label}”是原文缺失的数值，这里不能用来计算"
                    yield Problem(spot.value.place, message)
            else:
                yield from _check_amount(spot, spot.value, figure, index)


def _check_amount(
    spot: Spot, amount: Amount, figure: Figure | None, index: Index
) -> Iterator[Problem]:
    if hints.FULL_WIDTH.search(amount):
        yield Problem(amount.place, f"“{amount}”里有全角数字或符号，请改成半角")
        return
    least, value = spot.field.metadata["least"], amount if figure is None else figure.value
    number = parse_number(str(value))
    if least is not None and number is not None and number < least:
        yield Problem(amount.place, f"这里不能小于 {least}，写的却是 {value}")
    wants_day = is_day(spot)
    if figure is None and wants_day and amount not in _DAYS and not is_placeholder(amount):
        said = f"“{amount}”不是日期；可以写【名称】、{'、'.join(_DAYS)}"
        yield Problem(amount.place, f"{said}；回答里的写 {{field: …}} 或 {{question: …}}")
    if figure is None:
        return
    free = spot.field.metadata["free_unit"]
    unit = "" if free else index.own(str(spot.field.metadata["unit"]))
    if wants_day and figure.kind == "number" and figure.unit != "年":
        yield Problem(amount.place, f"这里应当是日期，{figure.label}却是“{figure.text}”")
    elif not wants_day and figure.kind != "number":
        yield Problem(amount.place, f"这里应当是数，{figure.label}却是日期“{figure.text}”")
    elif unit and figure.unit != unit and not wants_day and is_placeholder(amount):
        yield Problem(amount.place, f"这里的单位应当是“{unit}”，{figure.label}却是“{figure.text}”")


def is_fraction(amount: str, figure: Figure | None) -> bool:
    """Whether an amount is a number, but not a whole one."""
    number = parse_number(amount if figure is None else figure.value)
    return number is not None and not isinstance(number, int)


def _counts_whole(spot: Spot) -> bool:
    """Whether only whole numbers have a meaning; years are full ones."""
    owner = spot.owner
    of_years = isinstance(owner, Compare) and owner.years is not None
    return bool(spot.field.metadata["whole"]) or (of_years and spot.field.name in LIMITS)


def is_day(spot: Spot) -> bool:
    """Whether a date is wanted at this spot."""
    name = spot.field.name
    if name in {"plus_years", "minus_years"}:
        return False
    return (
        name in {"before", "after", "not_before", "not_after", "day", "until", "since"}
        or name == "reference_day"
        or isinstance(spot.owner, DateRule | DayOf)
        or (isinstance(spot.owner, Workdays) and name == "from_")
    )


def check_unused(
    prose: Iterable[tuple[Prose, str | None, Node]], index: Index
) -> Iterator[Problem]:
    """Report figures that decide nothing, or that claim to and are used all the same.

    `prose` is `scoped_prose` of the edition.
    """
    used = index.figure_uses
    shown = set()
    for text, scope, _ in prose:
        for piece in pieces(text):
            if isinstance(piece, Placeholder) and (found := index.book.at(scope, piece.name)):
                shown.add(found.key)
    for figure in index.book.figures.values():
        if figure.kind == "lost":
            continue
        if figure.shown_only is not None and figure.key in used:
            where = "、".join(used[figure.key])
            message = (
                f"“{figure.label}”标了 shown_only，但 {where} 的规则用到了它；请删掉 shown_only"
            )
            yield Problem(figure.place, message)
        elif figure.shown_only is None and figure.key not in used:
            yield Problem(
                figure.place,
                f"没有规则用到“{figure.label}”（{figure.text}）；请让规则用【{figure.label}】，"
                "或写成 {value: …, shown_only: 不参与计算的理由}",
            )
        elif figure.shown_only is not None and figure.key not in shown:
            yield Problem(figure.place, f"“{figure.label}”没有出现在任何文字里，请写进正文或删掉")
