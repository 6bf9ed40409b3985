"""A second, invented policy of another shape: YAML alone, and everything works for it too."""

import pytest

from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.run import run_cases
from calculator.loading import Edition, load_edition
from calculator.loading.types.document import Clause
from calculator.loading.types.worked import Case
from tests.figure_probe import Probe
from tests.policies.conftest import INVENTED
from tests.policies.vocabulary import clauses, ids_of

EDITIONS = [
    load_edition(INVENTED),
    load_edition(INVENTED.parents[1] / "snow-island" / "2033"),
    load_edition(INVENTED.parents[1] / "reading-room" / "2034"),
]
RULES = EDITIONS[0].rules
CASES = [(edition, case) for edition in EDITIONS for case in edition.cases]
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda one: str(one.policy.id))


@each_edition
def test_it_loads_without_problems(edition: Edition) -> None:
    assert [str(note) for note in edition.notes] == []


@pytest.mark.parametrize(("edition", "case"), CASES, ids=lambda one: str(getattr(one, "id", "")))
def test_what_was_worked_out_by_hand_comes_out(edition: Edition, case: Case) -> None:
    (outcome,) = run_cases(edition.rules, (case,))
    assert [(one.section, one.key, one.expected, one.found) for one in outcome.differences] == []


@each_edition
def test_its_cases_decide_everything(edition: Edition) -> None:
    outcomes = run_cases(edition.rules, edition.cases)
    gaps = [*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes)]
    assert [str(gap) for gap in gaps] == []


def test_each_of_its_figures_decides_some_case(invented: Edition) -> None:
    probe = Probe(RULES, EDITIONS[0].cases)
    deciding = [f for f in invented.figures.values() if f.shown_only is None and f.kind != "lost"]
    assert [figure.key for figure in deciding if probe.decides(figure.key) is None] == []


def test_it_shares_no_id_with_a_published_policy(
    invented: Edition, published: list[Edition]
) -> None:
    for edition in published:
        assert ids_of(invented) & ids_of(edition) == set()


def test_it_has_another_shape(invented: Edition, published: list[Edition]) -> None:
    assert depth_of_points(invented) == 2
    used = {mechanism for clause in clauses(invented) for mechanism in mechanisms(clause)}
    elsewhere = {
        mechanism
        for edition in published
        for clause in clauses(edition)
        for mechanism in mechanisms(clause)
    }
    assert {"linear", "bands over a question", "bands over years", "by_place", "deduct"} <= used
    assert used - elsewhere, "a second policy is worth most where it differs"
    for edition in published:
        assert depth_of_points(edition) != depth_of_points(invented)


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
