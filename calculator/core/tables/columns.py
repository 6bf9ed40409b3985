"""The columns of the tables: what each holds, its header, how it is filled in."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from calculator.core.answers.questions import Asked
from calculator.core.values.ranges import number_with_unit

# What a column holds: the code, a value, one end of a period or both, an own estimate, what is
# said about a whole list, the rows declared empty; in the short table a value of the one record of
# a list, and what stands for several answers.
Kind = Literal[
    "code", "value", "from", "to", "period", "estimate", "list", "nothing", "part", "says"
]
NONE_HELP = "没有的填“没有”"
DATE_HELP = "日期，例如 2024-05 或 2024-05-01"


class Part:
    """A record of a list that stands in a row of the persons: what is settled about it, and how
    many alike there are."""

    def __init__(self, list_id: str, fixed: Mapping[str, Any], times: int = 1) -> None:
        self.list_id = list_id
        self.fixed = fixed
        self.times = times


class Column:
    """A column; `id` is the question, field or row, `asked` what reads its cells.

    `former` are headers that it once had, or has elsewhere; `parts` are the records that its values
    belong to, one after the other, `says` the answers that a yes stands for.
    """

    def __init__(
        self,
        kind: Kind,
        header: str,
        id_: str = "",
        *,
        asked: Asked | None = None,
        help_: str = "",
        options: tuple[str, ...] = (),
        former: tuple[str, ...] = (),
    ) -> None:
        self.kind = kind
        self.header = of_others(header)
        self.id = id_
        self.asked = asked
        self.help = of_others(help_)
        self.options = options
        self.former = former
        self.parts: tuple[Part, ...] = ()
        self.says: Mapping[str, Any] = {}


def of_others(text: str) -> str:
    """What is said to a visitor, as one says it about many."""
    return text.replace("您的", "").replace("您", "")


def columns_of(asked: Asked) -> Iterator[Column]:
    """The columns of a question or field: two for a period."""
    if asked.type == "photo":
        return
    if asked.type == "period":
        ends: dict[Kind, str] = {"from": "开始", "to": "结束"}
        for kind, end in ends.items():
            help_ = DATE_HELP if kind == "from" else f"{DATE_HELP}；还在继续的不填"
            header, *former = (f"{one}（{end}）" for one in (asked.label, *asked.formerly))
            yield Column(kind, header, asked.id, asked=asked, help_=help_, former=tuple(former))
        return
    unit = f"（{asked.unit}）" if asked.unit and asked.unit not in asked.label else ""
    options = options_of(asked)
    header, help_ = f"{asked.label}{unit}", help_of(asked, options)
    former = [*asked.formerly, *(f"{one}{unit}" for one in asked.formerly)]
    yield Column(
        "value", header, asked.id, asked=asked, help_=help_, options=options, former=tuple(former)
    )


def help_of(asked: Asked, options: tuple[str, ...]) -> str:
    """What belongs into the cells, and the question's own help."""
    words = {
        "count": "整数",
        "number": "数字",
        "date": DATE_HELP,
        "period": f"开始的{DATE_HELP}",
        "text": "文字，可以不填",
    }.get(asked.type, f"选一项：{' / '.join(options)}")
    low, high = asked.at_least, asked.at_most
    if low is not None or high is not None:
        least = "" if low is None else f"不小于 {number_with_unit(low, asked.unit)}"
        most = "" if high is None else f"不大于 {number_with_unit(high, asked.unit)}"
        words = f"{words}，{'、'.join(filter(None, (least, most)))}"
    return f"{words}。{asked.help}" if asked.help else words


def options_of(asked: Asked) -> tuple[str, ...]:
    """What a drop-down offers."""
    return ("是", "否") if asked.type == "yesno" else tuple(asked.labels.values())
