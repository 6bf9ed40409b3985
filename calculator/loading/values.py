"""What a value of a comparison stands for, once its question is known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from calculator.core.values.numbers import parse_number, to_json, to_text
from calculator.loading.index import Index
from calculator.loading.types.expressions import Shifted


def plain_number(text: str) -> int | str | None:
    """A structural number as JSON has it: int, or exact text; other text stays as it is."""
    number = parse_number(text)
    return text if number is None else to_json(number)


def shifted_value(node: Shifted, index: Index, scope: str | None) -> Any:
    """Work out «figure plus or minus figure»; both keys stay with the result, for citing."""
    if node.of is None:
        return {"question": str(node.question)}
    of = index.figure(node.of, scope)
    by_amount = node.plus if node.plus is not None else node.minus
    if of is None or by_amount is None:
        return None
    by = index.figure(by_amount, scope)
    step = parse_number(by.value if by is not None else str(by_amount))
    start = parse_number(of.value)
    if start is None or step is None:
        return None
    result = Fraction(start) + step if node.plus is not None else Fraction(start) - step
    key = "plus" if node.plus is not None else "minus"
    return of.to_rules() | {"value": to_text(result), key: by.key if by else str(by_amount)}
