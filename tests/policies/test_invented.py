"""A second, invented policy of another shape: YAML alone, and everything works for it too."""

from pathlib import Path

import pytest

from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.run import run_cases
from calculator.core.entry import Calculator
from calculator.loading import Edition, load_edition
from calculator.loading.types.document import Clause
from tests.policies.vocabulary import clauses, ids_of


@pytest.fixture(params=["harbour-orchestra", "snow-island", "reading-room"])
def edition(request: pytest.FixtureRequest, editions: list[Edition]) -> Edition:
    return next(one for one in editions if one.policy.id == request.param)


def test_what_somebody_has_begins_what_is_asked_next(root: Path) -> None:
    room = load_edition(root / "tests/policies/reading-room/2034")
    asked = {"answers": {"born": "2030-01-01", "cards": [{"kind": "public"}]}}
    visit = Calculator(room.compiled).answer({"answers": asked, "visit": True})["visit"]
    # 2034 has begun on its first day, the reference day: the years before it, and where they read.
    assert visit["begins"] == {"years-read": [{"year": 2033, "place": "public"}, {"year": 2032}]}
    held = next(step for step in visit["steps"] if step["id"] == "room-held")
    assert (held["waiting"], held["none"]) == (
        ["years-read", "guardian-card"],
        {"guardian-card": False},
    )


def test_it_loads_without_problems(edition: Edition) -> None:
    assert [str(note) for note in edition.notes] == []


def test_its_cases_decide_everything(edition: Edition) -> None:
    outcomes = run_cases(edition.rules, edition.cases)
    gaps = [*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes)]
    assert [str(gap) for gap in gaps] == []


def test_it_shares_no_id_with_a_published_policy(
    orchestra: Edition, published: list[Edition]
) -> None:
    for edition in published:
        assert ids_of(orchestra) & ids_of(edition) == set()


def test_it_has_another_shape(orchestra: Edition, published: list[Edition]) -> None:
    assert depth_of_points(orchestra) == 2
    used = {mechanism for clause in clauses(orchestra) for mechanism in mechanisms(clause)}
    elsewhere = {
        mechanism
        for edition in published
        for clause in clauses(edition)
        for mechanism in mechanisms(clause)
    }
    assert {"linear", "bands over a question", "bands over years", "by_place", "deduct"} <= used
    assert used - elsewhere, "a second policy is worth most where it differs"
    for edition in published:
        assert depth_of_points(edition) != depth_of_points(orchestra)


def depth_of_points(edition: Edition) -> int:
    """How many levels of points stand below the total."""

    def below(clause: Clause) -> int:
        inner = [below(child) for child in clause.children if child.points is not None]
        return 1 + max(inner) if inner else 0

    return below(edition.clauses[str(edition.policy.total)])


def mechanisms(clause: Clause) -> list[str]:
    """The mechanism of a clause with points, bands by what they measure."""
    points = clause.points
    if points is None:
        return []
    if points.bands is not None:
        return ["bands over years" if points.bands.years else "bands over a question"]
    return [name for name in points.MECHANISMS if getattr(points, name) is not None]
