"""Exact numbers and their one text form."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.values.canonical import NotExactError, dumps, loads
from calculator.core.values.numbers import (
    add,
    higher,
    lower,
    normal,
    parse_number,
    to_json,
    to_text,
    total,
)

numbers = st.integers(-(10**12), 10**12) | st.fractions(-(10**9), 10**9, max_denominator=10**6)


@given(numbers)
def test_text_gives_the_number_back(value):
    assert parse_number(to_text(value)) == value


@given(numbers)
def test_a_whole_number_is_an_int(value):
    parsed = parse_number(to_text(value))
    assert isinstance(parsed, int) == (value.denominator == 1)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=5, min_value=-999, max_value=999))
def test_decimals_are_read_exactly(value):
    assert parse_number(f"{value:f}") == Fraction(value)


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", "1.", ".5", "1e3", "inf", "nan", "1/0", "1/", "0x1", "1_0", "二", "9" * 99],
)
def test_other_text_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (Fraction(3, 2), "1.5"), (Fraction(-1, 8), "-0.125"), (Fraction(1, 3), "1/3")],
)
def test_one_text_for_each_number(value, text):
    assert to_text(value) == text
    assert to_json(value) == (3 if text == "3" else text)


def test_upper_ends_without_limit():
    assert add(None, 3) is None
    assert add(1, Fraction(1, 2)) == Fraction(3, 2)
    assert total([1, 2]) == 3
    assert total([1, None]) is None
    assert (lower(None, 5), lower(5, None), lower(2, 5), lower(None, None)) == (5, 5, 2, None)
    assert (higher(None, 5), higher(2, 5)) == (None, 5)
    assert normal(Fraction(4, 2)) == 2


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_canonical_text_is_stable(data):
    text = dumps(data)
    assert loads(text) == data
    assert dumps(loads(text)) == text


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_matter(data):
    assert dumps(dict(reversed(data.items()))) == dumps(data)


def test_canonical_text_keeps_chinese_and_fractions():
    assert dumps({"分": [Fraction(1, 3), Fraction(3, 2)]}) == '{"分":["1/3","1.5"]}'


@pytest.mark.parametrize("value", [1.5, {"a": [float("nan")]}, {1, 2}])
def test_inexact_values_are_refused(value):
    with pytest.raises(NotExactError):
        dumps(value)


def test_reading_never_makes_a_float():
    assert loads('{"a": 1.50, "b": NaN}') == {"a": "1.50", "b": "NaN"}
