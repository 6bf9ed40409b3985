"""A policy from nothing: sound, worked out by its own cases, and never written over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.cases.boundaries import boundaries
from calculator.cases.coverage import coverage
from calculator.cases.run import run_cases
from calculator.cli import main
from calculator.editions.skeleton import begin_policy
from calculator.loading import PolicyError, load_all, load_edition
from calculator.publish.pages import pages


def test_the_skeleton_is_a_sound_draft_whose_cases_hold(tmp_path: Path) -> None:
    folder = begin_policy(tmp_path, "harbour-pilots", "2041")
    edition = load_edition(folder)
    assert (str(edition.policy.id), str(edition.policy.edition)) == ("harbour-pilots", "2041")
    assert edition.policy.status == "draft"
    outcomes = run_cases(edition.rules, edition.cases)
    assert [one.case.id for one in outcomes if one.differences] == []
    assert [*coverage(edition.rules, outcomes), *boundaries(edition.rules, outcomes)] == []
    assert "harbour-pilots/2041/rules.md" in pages([edition])


def test_it_cannot_be_published_before_its_marks_are_gone(tmp_path: Path) -> None:
    path = begin_policy(tmp_path, "harbour-pilots", "2041") / "policy.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: draft", "status: open"), encoding="utf-8")
    with pytest.raises(PolicyError, match="待核对"):
        load_all(tmp_path)


@pytest.mark.parametrize("name", ["港口/2041", "Harbour/2041", "../x/2041", "harbour/next", "a/"])
def test_names_that_are_none_are_refused(tmp_path: Path, name: str) -> None:
    assert main(["new", name, "--policy", str(tmp_path / "policy")]) == 1
    assert not (tmp_path / "policy").exists()


def test_a_policy_that_is_there_is_left_alone(tmp_path: Path) -> None:
    arguments = ["new", "harbour-pilots/2041", "--policy", str(tmp_path)]
    assert main(arguments) == 0
    assert main(["check", str(tmp_path)]) == 0
    mine = tmp_path / "harbour-pilots" / "2041" / "policy.yml"
    mine.write_text("mine", encoding="utf-8")
    assert main(arguments) == 1
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("arguments", [["2041"], ["harbour-pilots/2041", "--from", "2040"]])
def test_a_year_has_one_before_it_and_a_new_policy_has_none(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["new", *arguments])
    assert caught.value.code == 2
