"""A policy a year on: begun with `new`, edited, compared, published, answers carried.

The edition is made up and exists only while this test runs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cli import main
from calculator.loading import Edition, load_all, load_edition
from calculator.loading.publication import DRAFT_NOTE, TO_CHECK
from calculator.publish.book import Book
from calculator.publish.contents import current_of
from calculator.publish.pages import pages

POLICY = "harbour-orchestra"
CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
hooks: [{root}/calculator/publish/hook.py]
theme: {{custom_dir: {root}/site_overrides}}
"""


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def publish(policy: Path, old: str, new: str) -> None:
    """What a maintainer does to publish a draft, once everything is looked at."""
    for path in (policy / new).rglob("*.yml"):
        text = path.read_text(encoding="utf-8").replace("# checked:", "checked:")
        kept = [one.partition(f"  {TO_CHECK}")[0] for one in text.split("\n")]
        path.write_text("\n".join(kept), encoding="utf-8")
    replaced(policy / new / "policy.yml", "status: draft", "status: open")
    replaced(policy / old / "policy.yml", "status: open", "status: superseded")
    path = policy / new / "policy.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(DRAFT_NOTE, "正在报名。"), "utf-8")


@pytest.fixture(scope="module")
def policies(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy folder with 2030, and 2031 as a maintainer would have made it."""
    folder = tmp_path_factory.mktemp("next") / "policy"
    shutil.copytree(root / "tests" / "policies" / POLICY, folder / POLICY)
    assert main(["new", "2031", "--from", "2030", "--policy", str(folder)]) == 0
    replaced(folder / POLICY / "2031" / "charter.yml", "在团年限: 3 年", "在团年限: 4 年")
    return folder


@pytest.fixture(scope="module")
def drafted(policies: Path) -> list[Edition]:
    return load_all(policies)


def test_the_edited_copy_is_sound_and_a_draft(drafted: list[Edition]) -> None:
    old, new = drafted
    assert (str(old.policy.edition), str(new.policy.edition)) == ("2030", "2031")
    assert new.policy.status == "draft"
    assert new.clauses.keys() == old.clauses.keys()
    # A draft is nobody's newer edition.
    books = [Book(edition) for edition in drafted]
    assert current_of(books, books[1]) is books[0]


def test_diff_names_the_figure_and_the_cases_that_it_decides(
    policies: Path, drafted: list[Edition], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["diff", "2030", "2031", "--policy", str(policies), "--json"]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    changed = {(one["key"], one["old"], one["new"]) for one in found["changes"]}
    assert ("charter-tenure.在团年限", "3 年", "4 年") in changed
    assert {key for key, _, _ in changed} == {
        "charter-tenure.在团年限", "title", "short", "status",
        "charter-clock.计龄截止日", "charter-recent.登台起算日", "charter-practice.研习考察年",
        "handbook-study.起始年度", "handbook-study.截止年度",
    }  # fmt: skip
    # Some case stands just at three years: it is met no more, or a year later.
    changed_cases = found["cases"]["changed"]
    assert found["cases"]["count"] == len(drafted[0].cases)
    assert 0 < len(changed_cases) < found["cases"]["count"]
    effects = [one for case in changed_cases for one in case["effects"]]
    on_the_clause = [one for one in effects if one["key"] == "charter-tenure"]
    assert {one["section"] for one in on_the_clause} <= {"met", "days"}
    assert any((one["old"], one["new"]) == ("true", "false") for one in on_the_clause)


@pytest.fixture(scope="module")
def published(policies: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    """Both editions after the maintainer published the new one."""
    folder = tmp_path_factory.mktemp("published") / "policy"
    shutil.copytree(policies, folder)
    publish(folder / POLICY, "2030", "2031")
    return load_all(folder)


def test_every_clause_of_the_old_edition_leads_to_the_same_of_the_new(
    published: list[Edition],
) -> None:
    old, _ = published
    written = pages(published)
    for clause in old.clauses:
        document = old.document_of(clause).id
        page = written[f"{POLICY}/2030/{document}.md"]
        assert f"(../2031/{document}.md#{clause})" in page, clause
    head = written[f"{POLICY}/2030/charter.md"].split("---")[1]
    assert f"current: {POLICY}/2031/charter/" in head
    assert f"changes: {POLICY}/2031/changes/" in head
    page = written[f"{POLICY}/2031/changes.md"]
    assert ">3 年</td>" in page
    assert ">4 年</td>" in page


def test_answers_saved_for_the_old_edition_are_carried_over_with_a_report(
    policies: Path,
    published: list[Edition],
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    questions = published[0].questions
    asked = next(str(one.id) for one in questions if one.type == "yesno")
    file = tmp_path / "answers.json"
    answers = {asked: True, "no-such-question": "kept"}
    whole = {"format": 1, "policy": POLICY, "edition": "2030", "answers": answers}
    file.write_text(json.dumps(whole), encoding="utf-8")
    new = policies / POLICY / "2031"
    assert main(["score", str(file), "--policy", str(new), "--json"]) == 0
    carried = json.loads(capfdbinary.readouterr().out)["carried"]
    assert (carried["from"]["edition"], carried["carried"]) == ("2030", 1)
    assert [one["path"] for one in carried["left"]] == ["answers.no-such-question"]
    assert main(["score", str(file), "--policy", str(new)]) == 0
    assert "答案是 2030 年度的" in capfdbinary.readouterr().out.decode()


def test_a_draft_with_problems_is_told(policies: Path, tmp_path: Path) -> None:
    folder = tmp_path / "policy" / POLICY / "2031"
    shutil.copytree(policies / POLICY / "2031", folder)
    replaced(folder / "charter.yml", "在团年限: 4 年", "在团年限： 4 年")
    assert main(["check", str(tmp_path / "policy")]) == 1


def test_the_built_site_of_two_editions(root: Path, tmp_path: Path) -> None:
    """On the smallest policy: what takes minutes for a large one says no more."""
    shutil.copytree(root / "tests" / "policies" / "tiny", tmp_path / "policy" / "tiny")
    folder = tmp_path / "policy"
    assert main(["new", "2032", "--from", "2031", "--policy", str(folder)]) == 0
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(root=root.as_posix()), encoding="utf-8")

    def build(name: str) -> Path:
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", name],
            cwd=tmp_path,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout
        return tmp_path / name

    site = build("drafted")
    assert not list(site.glob("tiny/2032"))
    door = (site / "tiny" / "index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=2031/">' in door
    assert not [path for path in site.rglob("*") if "2032" in path.name]

    publish(folder / "tiny", "2031", "2032")
    assert load_edition(folder / "tiny" / "2032").policy.status == "open"
    site = build("published")
    # The address without a year goes on to today's edition.
    door = (site / "tiny" / "index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=2032/">' in door
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    marked = {one["location"].split("/")[1]: one.get("archived") for one in index["docs"]
              if one["location"].startswith("tiny/2")}  # fmt: skip
    assert marked == {"2031": "合唱团评分，已被新版取代", "2032": None}
    assert (site / "tiny" / "2032" / "changes" / "index.html").is_file()
    old = (site / "tiny" / "2031" / "choir" / "index.html").read_text(encoding="utf-8")
    assert 'href="../../2032/choir/#choir-judged"' in old
    assert 'href="../../2032/changes/"' in old
