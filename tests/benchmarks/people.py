"""Somebody with 60 results of all kinds: filled in wholly, or half."""

from __future__ import annotations

import random
from functools import cache
from typing import Any

from calculator.loading import load_edition
from tests.benchmarks import needs

COUNTS = {
    "patents": 12,
    "papers": 10,
    "projects": 10,
    "awards": 8,
    "standards": 8,
    "first-sets": 4,
    "honours": 4,
    "education": 2,
    "posts": 2,
}


@cache
def questions() -> dict[str, dict[str, Any]]:
    """The questions of the real policy, by id."""
    return {question["id"]: question for question in load_edition(needs.POLICY).rules["questions"]}


def full() -> dict[str, Any]:
    """Every field of every record."""
    return _answers(1.0)


def half_filled() -> dict[str, Any]:
    """Every other field, at random, and the same each time."""
    return _answers(0.5)


def _answers(share: float) -> dict[str, Any]:
    chance = random.Random(1)  # noqa: S311 - the same person each time
    answers: dict[str, Any] = {
        name: [record(name, chance, share) for _ in range(count)] for name, count in COUNTS.items()
    }
    answers["titles"] = [{"level": "assistant", "relation": "own", "obtained": "2019-05-01"}]
    answers["work"] = [{"period": {"from": "2012-07-01"}, "industry": True, "relation": "own"}]
    return {"format": 1, "answers": answers}


def record(name: str, chance: random.Random, share: float) -> dict[str, Any]:
    """One record of a list."""
    fields = [field for field in questions()[name]["fields"] if field["type"] != "text"]
    return {field["id"]: value(field, chance) for field in fields if chance.random() < share}


def value(field: dict[str, Any], chance: random.Random) -> Any:
    """Some answer that a field takes."""
    if field["type"] == "yesno":
        return chance.random() < 0.7
    if field["type"] in {"choice", "ordered"}:
        return chance.choice(field["options"])["id"]
    if field["type"] == "date":
        return f"202{chance.randint(0, 5)}-0{chance.randint(1, 9)}-15"
    return chance.randint(1, 6)
