"""An answers file to begin with, and today's edition where nobody names one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calculator.loading import load_edition


@pytest.mark.parametrize("policy", ["tiny", "harbour-orchestra", "kite-club"])
def test_the_file_works_as_it_is_and_with_every_example_taken(
    run, policies: Path, tmp_path: Path, policy: str
) -> None:
    file = tmp_path / "answers.yml"
    assert run("answers", file, "--policy", policies / policy)[0] == 0
    code, text, _ = run("score", file, "--policy", policies)
    assert (code, "用不上" in text) == (0, False)
    # Whoever takes away every «# » answers everything; what else is there stays a comment.
    filled = re.sub(r"(?m)^  # (?!#)", "  ", file.read_text(encoding="utf-8"))
    file.write_text(filled, encoding="utf-8")
    code, text, _ = run("score", file, "--policy", policies)
    assert (code, "用不上" in text) == (0, False)
    edition = load_edition(next((policies / policy).iterdir()))
    asked = [one for one in edition.questions if one.type != "photo"]
    assert all(f"\n  {one.id}:" in filled for one in asked)


def test_the_file_of_every_published_policy_works(run, root: Path, tmp_path: Path) -> None:
    for policy in (one for one in (root / "policy").iterdir() if one.is_dir()):
        file = tmp_path / f"{policy.name}.yml"
        assert run("answers", file, "--policy", policy)[0] == 0
        assert run("score", file)[0] == 0


def test_nothing_is_written_over(run, policies: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("mine", encoding="utf-8")
    code, _, complaint = run("answers", file, "--policy", policies / "tiny")
    assert (code, "没有覆盖" in complaint) == (1, True)
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.fixture
def years(policies: Path, tmp_path: Path) -> Path:
    """A policy with a superseded edition, an open one and a draft."""
    folder = tmp_path / "policy" / "tiny"
    source = (policies / "tiny" / "2031" / "policy.yml").read_text(encoding="utf-8")
    for year, status in (("2031", "superseded"), ("2032", "open"), ("2033", "draft")):
        text = source.replace('"2031"', f'"{year}"').replace("status: open", f"status: {status}")
        (folder / year).mkdir(parents=True)
        (folder / year / "policy.yml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_year_the_newest_published_edition_is_taken_and_named(
    run, years: Path, tmp_path: Path
) -> None:
    file, sheet = tmp_path / "answers.yml", tmp_path / "empty.xlsx"
    code, text, _ = run("answers", file, "--policy", years)
    assert (code, "（2032，" in text) == (0, True)
    assert 'edition: "2032"' in file.read_text(encoding="utf-8")
    code, text, _ = run("batch", "--template", sheet, "--policy", years)
    assert (code, "（2032，" in text) == (0, True)
    file.write_text("answers: {concerts: 1}\n", encoding="utf-8")
    code, text, _ = run("score", file, "--policy", years)
    assert (code, "（2032，" in text) == (0, True)
    file.write_text("policy: tiny\nanswers: {concerts: 1}\n", encoding="utf-8")
    assert "（2032，" in run("score", file, "--policy", years.parent)[1]
