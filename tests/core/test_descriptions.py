"""Every mechanism, condition, number, day and type of question says all that is asked of it."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
import typing
from collections.abc import Iterable, Iterator
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from calculator import core_sources
from calculator.core.answers.kind import DAYS, FLAG, LEVELS, NOTHING, NUMBERS, OPTIONS
from calculator.core.answers.kinds import KINDS
from calculator.core.conditions.logic import EVERY_VERDICT, All, Condition, Several
from calculator.core.conditions.parts import Part
from calculator.core.conditions.subjects import DayExpression, Measure
from calculator.core.points.base import Mechanism, OverAnswers, OverItems
from calculator.core.points.registry import BESIDE, MECHANISMS
from calculator.loading.types.asking import Field, Question
from calculator.loading.types.points import Points
from calculator.publish.runtime import module_name

for path in core_sources.core_sources():
    importlib.import_module(module_name(path))


def below(kind: type) -> Iterator[type]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("calculator."):
            yield one
            yield from below(one)


def in_use(kind: type) -> list[type]:
    """The classes on which no other stands, and those that are used beside others."""
    return [one for one in below(kind) if not inspect.isabstract(one) and one is not Several]


def held_by(kinds: Iterable[type]) -> set[str]:
    """The names of what some classes set on their instances."""
    own = [one for one in kinds if one.__module__.startswith("calculator.")]
    trees = (ast.parse(textwrap.dedent(inspect.getsource(one))) for one in own)
    parts = (node for tree in trees for node in ast.walk(tree))
    return {p.attr for p in parts if isinstance(p, ast.Attribute) and isinstance(p.ctx, ast.Store)}


def test_every_mechanism_that_is_written_is_listed() -> None:
    written = {one for one in below(Mechanism) if not inspect.isabstract(one)}
    assert written == set(MECHANISMS)


@pytest.mark.parametrize("kind", MECHANISMS)
def test_a_mechanism_describes_itself(kind: type[OverItems | OverAnswers]) -> None:
    assert not inspect.isabstract(kind)
    keys = set(Points.keys())
    assert set(kind.beside) <= {"", *BESIDE}
    assert {kind.key, *kind.beside} - {""} <= keys
    # What asks for a number says at which numbers its points change.
    asks = "source" in held_by(kind.__mro__)
    assert asks == (kind.turning_points is not Mechanism.turning_points)


def test_a_class_that_leaves_something_out_cannot_be_used() -> None:
    class Half(OverAnswers):
        key = "half"
        beside = ("",)

    with pytest.raises(TypeError, match="abstract"):
        Half()  # type: ignore[abstract]


@pytest.mark.parametrize("kind", in_use(Condition))
def test_a_condition_describes_itself(kind: type[Condition]) -> None:
    for name in ("verdict", "why", "doubts"):
        assert getattr(kind, name) is not getattr(Condition, name), name


@pytest.mark.parametrize("kind", in_use(Several))
def test_a_condition_over_others_leaves_its_verdict_to_its_numbers(kind: type[Several]) -> None:
    assert kind.kind
    assert kind is All or kind.verdict is Several.verdict


@pytest.mark.parametrize("said", [*product(EVERY_VERDICT, repeat=3)])
def test_that_all_hold_is_the_verdict_of_its_numbers_found_sooner(said: tuple[Any, ...]) -> None:
    parts = [Condition() for _ in said]
    for part, verdict in zip(parts, said, strict=True):
        vars(part)["verdict"] = lambda *_, verdict=verdict: verdict
    every = All(parts)
    state: Any = SimpleNamespace(memo={})
    assert every.verdict(state, None) is Several.verdict(every, state, None)


@pytest.mark.parametrize("kind", in_use(Measure))
def test_a_number_describes_itself(kind: type[Measure]) -> None:
    assert kind.range is not Measure.range
    assert "label" in held_by(kind.__mro__)


@pytest.mark.parametrize("kind", in_use(DayExpression))
def test_a_day_describes_itself(kind: type[DayExpression]) -> None:
    assert kind.span is not DayExpression.span


@pytest.mark.parametrize("kind", in_use(Part))
def test_what_a_piece_reads_comes_from_its_parts(kind: type[Part]) -> None:
    """Nobody keeps a second list of what is read beside the parts."""
    assert held_by(one for one in kind.__mro__ if one is not Part).isdisjoint({"reads", "parts"})


def test_every_type_of_question_is_known_wherever_it_is_named() -> None:
    named = {
        one: set(typing.get_args(typing.get_type_hints(one)["type"])) for one in (Field, Question)
    }
    assert named[Question] == set(KINDS)
    assert named[Field] == set(KINDS) - {"list", "photo"}


@pytest.mark.parametrize("name", KINDS)
def test_a_type_of_question_describes_itself(name: str) -> None:
    kind = KINDS[name]
    assert kind.title
    assert kind.compared in {FLAG, OPTIONS, LEVELS, NUMBERS, DAYS, NOTHING}
    assert KINDS[kind.written].written == kind.written
