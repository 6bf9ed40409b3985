"""CSV text: what the standard says, what spreadsheets run, and back to the same cells."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.core.papers.csv_text import csv_text, guarded, json_rows, starts_formula, unguarded

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
formulas = st.sampled_from(list("=+-@\t\r\n＝＋－＠")).flatmap(lambda sign: texts.map(sign.__add__))


def read(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))


def test_cells_rows_and_mark() -> None:
    rows = [["a", 3, None], ["x,y", Fraction(3, 2), 'say "hi"'], ["two\nlines", -4, ""]]
    assert csv_text(rows) == ('\ufeffa,3,\r\n"x,y",1.5,"say ""hi"""\r\n"two\nlines",-4,\r\n')


def test_a_fraction_does_not_become_a_date() -> None:
    assert csv_text([[Fraction(1, 3)]]) == "\ufeff1/3（分数）\r\n"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"]
)
@pytest.mark.parametrize("blanks", ["", " ", "\u3000", "\u00a0 "])
def test_no_cell_of_text_starts_a_formula(text: str, blanks: str) -> None:
    assert read(csv_text([[blanks + text]])) == [[f"'{blanks}{text}"]]


def test_numbers_stay_numbers() -> None:
    assert read(csv_text([[-4, Fraction(-3, 2), "-4"]])) == [["-4", "-1.5", "'-4"]]


@given(st.lists(st.lists(texts | formulas, min_size=1, max_size=3), max_size=3))
def test_any_text_comes_back(rows: list[list[str]]) -> None:
    found = read(csv_text(rows))
    assert [[unguarded(cell) for cell in row] for row in found] == rows
    assert not any(starts_formula(cell) for row in found for cell in row)


@given(texts | formulas | formulas.map("'".__add__))
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_cells_of_a_result() -> None:
    assert json_rows([["a", 1, Fraction(1, 3), None]]) == [["a", 1, "1/3", ""]]
