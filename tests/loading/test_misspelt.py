"""A name misspelled where it is given is told once, there; not at the many places that use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import PolicyError, Problem, load_edition

type Problems = Callable[..., list[Problem]]

SAID = """\
cases:
  - {id: one, title: 甲, why: 甲。, clauses: [choir-concerts], answers: {concerts: 1}, expect: {}}
  - {id: two, title: 乙, why: 乙。, clauses: [choir-concerts], answers: {concerts: 2}, expect: {}}
"""
CASES = {"cases/some": SAID}


def test_an_id_misspelled_where_it_is_given_is_told_there(problems: Problems) -> None:
    """The rule and both cases name the question: three places."""
    assert problems(**CASES) == []
    (problem,) = problems(("{id: concerts,", "{id: concert,"), **CASES)
    assert problem.place.path == "concert.id"
    assert "“concert”可能写错了" in problem.message
    assert "有 3 处写“concerts”" in problem.message


def test_so_is_the_name_of_a_figure(problems: Problems) -> None:
    """Two texts name the day; that no rule reads the misspelled one goes without saying."""
    (problem,) = problems(
        ("        截止日: 2031", "        截至日: 2031"),
        ("作品须经评委认可。", "作品须经评委认可，算到【choir-day.截止日】。"),
    )
    assert problem.place.path == "choir-day.figures.截至日.value"
    assert "有 3 处写“截止日”" in problem.message


@pytest.mark.parametrize(
    "given",
    [
        # Named elsewhere, so it is another question.
        "{id: concert,",
        # Only the number differs: another of the same kind.
        "{id: concerts2,",
        "{id: rehearsals,",
    ],
)
def test_where_it_may_be_another_thing_the_places_are_told(problems: Problems, given: str) -> None:
    more = SAID.replace("{concerts: 2}", "{concerts: 2, concert: 1}")
    found = problems(("{id: concerts,", given), **{"cases/some": more})
    assert len(found) >= 2
    assert all("没有编号为“concert" in one.message for one in found)


def test_what_stood_in_the_edition_before_is_not_misspelled(
    changed: Callable[..., Path], tmp_path: Path
) -> None:
    folder = changed(("{id: concerts,", "{id: concert,"), **CASES)
    before = tmp_path / "tiny" / "2030"
    before.mkdir()
    (before / "questions.yml").write_text("questions:\n  - {id: concert}\n", encoding="utf-8")
    with pytest.raises(PolicyError) as refused:
        load_edition(folder)
    assert len(refused.value.problems) == 3


def test_a_misspelled_list_that_another_list_begins_with_is_no_crash(problems: Problems) -> None:
    begins = "begins: {from: song, field: rank, options: {a: a}}"
    asked = f"{{id: rank, type: choice, label: 排名, options: [{{id: a, label: 甲}}], {begins}}}"
    found = problems(("{id: rank, type: count, label: 作者排名, at_least: 1, at_most: 9}", asked))
    assert any("没有编号为“song”的列表问题" in one.message for one in found)
