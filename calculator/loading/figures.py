"""Figures: the numbers and dates of a policy, each with its clause, label, exact value and unit."""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from math import gcd
from types import MappingProxyType
from typing import Any, Literal

from calculator.core.answers.answer_values import FIRST_YEAR, LAST_YEAR
from calculator.core.values.dates import date_words
from calculator.core.values.ranges import shown
from calculator.core.words import own
from calculator.loading import hints
from calculator.loading.place import NOWHERE, Place, Problem
from calculator.loading.prose import placeholder_name
from calculator.loading.scalars import Amount, Prose
from calculator.loading.types.document import Clause, FigureSpec
from calculator.loading.walk import walk

_NUMBER = re.compile(r"([-−]?(?!0\d)\d+(?:\.\d+)?(?:/\d+)?)\s*(.*)", re.ASCII | re.DOTALL)
_THOUSANDS = re.compile(r"^[-−]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONTH = re.compile(r"\d{4}-\d{2}", re.ASCII)
# A date spelled otherwise: 2031-6-30, 2031/6/30, 2031.6.30, 2031 年 6 月 30 日.
_DATE_LIKE = re.compile(
    r"(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})(?:\s*(?:月|[-/.])\s*(\d{1,2})?\s*日?)?", re.ASCII
)
# Two and more of something: only 1 and fractions are shares or coefficients.
_COUNTS = re.compile(r"[2-9]|[1-9]\d+", re.ASCII)
_NO_SPACE = frozenset("%℃°‰")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number or date; `value` is exact decimal text, an ISO day or month, or "" when lost.

    A name, what a clause or document has printed above it, is only shown.
    """

    clause: str
    label: str
    value: str
    unit: str = ""
    kind: Literal["number", "day", "month", "lost", "name"] = "number"
    shown_only: Prose | None = None
    note: Prose | None = None
    place: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def key(self) -> str:
        """The name that is unique in the edition."""
        return f"{self.clause}.{self.label}"

    @property
    def text(self) -> str:
        """The form that readers see."""
        return render_figure(self)

    def to_rules(self) -> dict[str, str | None]:
        """The figure object of rules.json; null stands for a value that the source lost."""
        return {"value": self.value or None, "unit": self.unit, "figure": self.key}


def render_figure(figure: Figure) -> str:
    """Return «3 年», «50%», «0.65», «2031 年 6 月 30 日» or «2031 年 6 月»."""
    if figure.kind == "lost":
        return "（原文缺失）"
    if figure.kind in {"day", "month"}:
        return date_words(figure.value)
    value = shown(figure.value)
    if not figure.unit or figure.unit[0] in _NO_SPACE:
        return value + figure.unit
    return f"{value} {figure.unit}"


def leading_zero(text: str) -> str:
    """What to say of a number that begins with a needless 0; nothing of others."""
    return f"“{text}”前面多了一个 0，请核对" if re.match("[-−]?0[0-9]", text) else ""


def _no_number(text: str) -> str:
    if "±" in text:
        return f"“{text}”要分成两行写：先扣最多能减的，再由专家评两倍；写法见维护手册“计分”"
    wrong = leading_zero(text) or f"“{text}”不是数值"
    return f"{wrong}；请写“数字 单位”（3 年、50 %、0.65）或日期（2031-06-30）"


def parse_figure(text: str) -> tuple[str, str, Literal["number", "day", "month"]] | str:
    """Read «number unit», a day or a month: (value, unit, kind), or what is wrong with the text."""
    if hints.FULL_WIDTH.search(text):
        return f"“{text}”里有全角数字或符号，请改成半角"
    is_date = _DAY.fullmatch(text) or _MONTH.fullmatch(text)
    if is_date and not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return f"“{text}”的年份不在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，请核对"
    if _DAY.fullmatch(text):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return f"没有“{text}”这一天，请核对"
        return text, "", "day"
    if _MONTH.fullmatch(text):
        if not 1 <= int(text[5:]) <= 12:
            return f"没有“{text}”这个月份，请核对"
        return text, "", "month"
    if (like := _DATE_LIKE.fullmatch(text)) and not re.fullmatch(r"\d+\.\d+", text):
        return _misspelt(text, like)
    found = _NUMBER.fullmatch(_THOUSANDS.sub(lambda parts: parts[0].replace(",", ""), text))
    if found is None:
        return _no_number(text)
    value, unit = found[1].replace("−", "-"), found[2].strip()
    if re.search(r"[\d,，]", unit) or _is_odd_fraction(*value.split("/")):
        return f"“{text}”里有不止一个数，请拆成几个数值"
    return value, unit, "number"


def _is_odd_fraction(top: str, bottom: str = "1") -> bool:
    """Whether it is likelier to be two numbers: «10/20» for one item and for another."""
    return bottom != "1" and ("." in top or gcd(int(top), int(bottom)) > 1 or int(bottom) == 0)


def _misspelt(text: str, date: re.Match[str]) -> str:
    """How a date is written, if there is such a day."""
    iso = "-".join([date[1], *(part.zfill(2) for part in date.groups()[1:] if part)])
    wrong = parse_figure(iso)
    right = f"日期要写成“{iso}”的样子（年、月、日之间用 -，月和日各两位），写的却是“{text}”"
    return wrong if isinstance(wrong, str) else right


class FigureBook:
    """All figures of an edition and what each 【placeholder】 means where it stands."""

    def __init__(
        self,
        clauses: Iterable[tuple[Clause, str | None]],
        own_words: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        self.own_words = own_words
        self.problems: list[Problem] = []
        self.figures: dict[str, Figure] = {}
        self.broken: set[str] = set()
        self.names: dict[str, Figure] = {}
        self._parents: dict[str, str | None] = {}
        self._written: dict[Place, Figure] = {}
        for clause, parent in clauses:
            self._parents[str(clause.id)] = parent
            self._add_clause(clause)

    def _add_clause(self, clause: Clause) -> None:
        for label, spec in clause.figures.items():
            place = spec.value.place if spec.value else spec.place
            if re.search(r"[.【】\s]", label):
                message = f"数值名称“{label}”里不能有空格、点或【】"
                self.problems.append(Problem(place, message))
            self._add(str(clause.id), str(label), spec, place)
            if spec.value and _COUNTS.fullmatch(spec.value):
                message = f"“{label}: {spec.value}”没有写单位；请写成“{spec.value} 年”的样子"
                self.problems.append(Problem(place, message))
        for spot in walk(clause, children=False):
            template = str(spot.field.metadata["label"])
            if template and isinstance(spot.value, Amount) and not is_placeholder(spot.value):
                first, second = (*spot.position, "", "")[:2]
                label = template.format(n=first, m=second, key=spot.key)
                self._add_written(clause, label, spot.value, spot.field.metadata)

    def _add_written(
        self, clause: Clause, label: str, amount: Amount, said: Mapping[str, Any]
    ) -> None:
        if label in clause.figures or f"{clause.id}.{label}" in self.figures:
            message = (
                f"这个数值会叫“{label}”，但本条已有同名数值；"
                "请在 figures 里另外命名，这里写【名称】"
            )
            self.problems.append(Problem(amount.place, message))
            return
        unit, free = own(self.own_words, str(said["unit"])), bool(said["free_unit"])
        self._add(str(clause.id), label, FigureSpec(value=amount), amount.place, unit, free)

    def _add(
        self, clause: str, label: str, spec: FigureSpec, place: Place, unit: str = "",
        free: bool = False,
    ) -> None:  # fmt: skip
        make = partial(Figure, clause=clause, label=label, place=place)
        said = partial(make, shown_only=spec.shown_only, note=spec.note)
        if spec.lost is not None:
            self._keep(said(value="", kind="lost"))
        if not spec.value:
            return
        parsed = parse_figure(spec.value)
        if isinstance(parsed, str):
            self.problems.append(Problem(place, parsed))
            # Keep the name, so that what refers to it is not reported as well.
            self.broken.add(f"{clause}.{label}")
            self._keep(make(value="", kind="lost"))
            return
        value, written_unit, kind = parsed
        if unit and written_unit and unit != written_unit and not free:
            message = f"这里的单位应当是“{unit}”，写的却是“{written_unit}”"
            self.problems.append(Problem(place, message))
        unit = written_unit or (unit if kind == "number" else "")
        self._keep(said(value=value, unit=unit, kind=kind))

    def _keep(self, figure: Figure) -> None:
        self.figures[figure.key] = figure
        self._written[figure.place] = figure

    def name(self, of: str, label: str, text: str | None) -> None:
        """Let texts say 【of.label】 for what is printed there, if it is."""
        if text:
            is_date = _DAY.fullmatch(text) or _MONTH.fullmatch(text)
            kind: Literal["day", "name"] = "day" if is_date else "name"
            one = Figure(clause=of, label=label, value=str(text), kind=kind)
            self.names[one.key] = one

    def shown(self, clause: str | None, name: str) -> Figure | None:
        """What 【name】 means in a text: a figure, or a name."""
        return self.at(clause, name) or self.names.get(name)

    def at(self, clause: str | None, name: str) -> Figure | None:
        """The figure that 【name】 means at a clause: the nearest holder's, or `clause.label`."""
        if "." in name:
            return self.figures.get(name)
        while clause is not None:
            if found := self.figures.get(f"{clause}.{name}"):
                return found
            clause = self._parents.get(clause)
        return None

    def of(self, amount: Amount, clause: str | None) -> Figure | None:
        """The figure behind an amount of a rule: its placeholder's, or the one written there."""
        name = placeholder_name(amount)
        return self._written.get(amount.place) if name is None else self.at(clause, name)

    def labels_near(self, clause: str | None) -> list[str]:
        """The names that may stand in 【】 at a clause, for advice."""
        near = []
        while clause is not None:
            start = f"{clause}."
            near += [key.removeprefix(start) for key in self.figures if key.startswith(start)]
            clause = self._parents.get(clause)
        return near


def is_placeholder(text: str) -> bool:
    """Whether a value is one 【placeholder】."""
    return placeholder_name(text) is not None
