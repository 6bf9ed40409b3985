"""The words and formulas that a result carries, and reasons.

Formulas are short Chinese lines such as ``12 − 1.5 × 7 = 1.5`` and ``24 → 20：演出最高 20``.
A reason is ``{"clause": id, "text": words}``; the clause is the one that decides. Why something is
not met, or is open, its condition says (`calculator.core.conditions.logic`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.core.conditions.facts import Words
from calculator.core.typing_only import shapes
from calculator.core.values.dates import ALWAYS, LAST_DAY, Span, date_words, day_text, span_text
from calculator.core.values.figures import Figure
from calculator.core.values.numbers import Number, Range
from calculator.core.values.ranges import number_with_unit, range_words, shown
from calculator.core.words import VERDICT, WANTED


def range_text(given: Range, unit: str = "") -> str:
    """``3 年``, ``2～3 年``, or ``至少 2 年`` when nothing limits it."""
    return range_words(*given, unit)


def given_words(given: Range, unit: str) -> str:
    """The same for what was answered so far: "at least 0" would tell nobody anything."""
    if given[0] == 0 and given[1] is None:
        return f"目前是 {number_with_unit(0, unit)}，可能不止"
    return range_text(given, unit)


def span_words(span: Span | None) -> str:
    """A day, a month, a year, an interval of days, or that it is not known."""
    if span is None:
        return "没有这一天"
    text = span_text(span)
    if text is not None:
        return date_words(text)
    if is_unknown(span):
        return "未知"
    return f"{date_words(day_text(span[0]))}至 {date_words(day_text(span[1]))}"


def is_unknown(span: Span) -> bool:
    """Whether nothing limits a day at one end."""
    return span[0] <= ALWAYS or span[1] > LAST_DAY


def signed(value: Number) -> str:
    """A number as a term of a sum or product: negative ones in brackets."""
    return f"（{shown(value)}）" if value < 0 else shown(value)


def sum_formula(terms: Sequence[Range], result: Range, taken: Sequence[Range] = ()) -> str:
    """``20 + 8 = 28``, ``20 + 8 − 6 = 22``; a single term is just itself."""
    if not taken and len(terms) <= 1:
        return range_text(terms[0]) if terms else "0"
    line = " + ".join(range_text(term) for term in terms) or "0"
    for low, high in taken:
        words = range_text((low, high))
        line += f" − {words}" if low == high else f" − ({words})"
    return f"{line} = {range_text(result)}"


def best_formula(terms: Sequence[Range], result: Range, best: int = 1) -> str:
    """``取最高：8、5、3 → 8``, ``取最高的 2 项：8、5、3 → 13``."""
    if len(terms) <= best:
        return sum_formula(terms, result)
    taken = "取最高：" if best == 1 else f"取最高的 {best} 项："
    return f"{taken}{'、'.join(range_text(term) for term in terms)} → {range_text(result)}"


def capped_formula(formula: str, result: Range, words: str, cap: Figure) -> str:
    """``24 → 20：演出最高 20``."""
    return f"{formula} → {range_text(result)}：{words} {shown(cap.value)}"


def plainly(reasons: list[shapes.Reason]) -> list[shapes.Reason]:
    """What is the case, where nobody is asked to make it so."""
    return [{**one, "text": one["text"].partition(WANTED)[0]} for one in reasons]


def reason(clause: str, text: str) -> shapes.Reason:
    """One reason."""
    return {"clause": clause, "text": text}


def named(rules: Words, clause: str, verdict: str) -> shapes.Reason:
    """A clause by its title, with its verdict."""
    return reason(clause, f"“{rules.title(clause)}”{VERDICT[verdict]}")


def leaf_reasons(rules: Words, why: dict[str, Any], clause: str) -> list[shapes.Reason]:
    """The leaves of a tree of verdicts that have the verdict of its root."""
    found: list[shapes.Reason] = []
    _collect(rules, why, clause, why["verdict"], found)
    return found


def _collect(
    rules: Words, why: dict[str, Any], clause: str, verdict: str, found: list[shapes.Reason]
) -> None:
    if why["kind"] == "not":
        # Inside a negation the opposite verdict is what decides.
        verdict = {"met": "not met", "not met": "met", "open": "open"}[verdict]
    for part in why.get("of", ()):
        if part["verdict"] == verdict:
            _collect(rules, part, clause, verdict, found)
    if "of" in why:
        return
    if "text" in why:
        entry = reason(clause, why["text"])
    else:
        entry = named(rules, why["clause"], why["verdict"])
    if entry not in found:
        found.append(entry)
