"""Words that stayed while what they rest on changed are told; those that changed too are not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from calculator.cli import main
from calculator.editions.stale import stale
from calculator.loading import PolicyError, load_edition

MORE = """\
readings:
  - id: G1
    kind: gap
    title: 歌从哪里来
    clauses: [choir-songs]
    says: 办法没有写。
    taken: 不判断。
glossary:
  - term: 演出
    id: concert
    text: 在台上唱一场，得【choir-concerts.每项分值】，见[截止日](#choir-day)。
"""


@pytest.fixture
def extended(choir: Path) -> Path:
    (choir / "2031" / "more.yml").write_text(MORE, encoding="utf-8")
    return choir


def found(choir: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    entries = stale(load_edition(choir / "2031"), load_edition(choir / "2032"))
    return [(one.subject, one.key, one.clauses) for one in entries]


def test_nothing_is_stale_without_a_change(extended: Path, edited) -> None:
    edited()
    assert found(extended) == []


def test_a_date_that_moved_with_the_year_makes_nothing_stale(extended: Path, edited) -> None:
    edited(("截止日: 2031-06-30", "截止日: 2032-06-30"))
    assert found(extended) == []


def test_references_placeholders_and_links_are_followed(extended: Path, edited) -> None:
    edited(
        ("cap: 12", "cap: 14"),
        ("each: 2.5", "each: 3"),
        ("截止日: 2031-06-30", "截止日: 2032-07-31"),
    )
    assert found(extended) == [
        ("reading", "G1", ("choir-songs",)),
        ("term", "concert", ("choir-concerts", "choir-day")),
    ]


def test_what_was_rewritten_is_not_stale(extended: Path, edited) -> None:
    edited(("cap: 12", "cap: 14"))
    path = extended / "2032" / "more.yml"
    path.write_text(MORE.replace("不判断。", "一律不判断。"), encoding="utf-8")
    assert found(extended) == []


def test_diff_and_the_check_of_a_draft_tell_it(
    extended: Path, edited, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(("cap: 12", "cap: 14"), ("status: open", "status: draft"))
    said = "缺漏和解读　G1　歌从哪里来　依据 #choir-songs"
    folders = [str(extended / name) for name in ("2031", "2032")]
    assert main(["diff", *folders]) == 0
    assert said in capsys.readouterr().out
    assert main(["diff", *folders, "--json"]) == 0
    assert [one["key"] for one in json.loads(capsys.readouterr().out)["stale"]] == ["G1"]
    assert main(["check", folders[1]]) == 0
    assert said in capsys.readouterr().out
    assert main(["check", folders[0]]) == 0
    assert said not in capsys.readouterr().out


def test_nothing_stale_is_published_unread(
    extended: Path, edited, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(("cap: 12", "cap: 14"))
    folder = extended / "2032"
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert told.startswith("tiny/2032：还不能发布（")
    assert "在它的第一行末尾写“# 已重读 2032”" in told
    assert "依据 #choir-songs" in told
    for year, code in (("2031", 1), ("2032", 0)):
        text = MORE.replace("- id: G1", f"- id: G1  # 已重读 {year}")
        (folder / "more.yml").write_text(text, encoding="utf-8")
        assert main(["check", str(folder)]) == code


GONE = "上一版有、这一版没有：删掉了的话，这里也删去；没有删的，编号不要改"


def test_what_went_with_last_year_is_to_go_here_too_all_in_one_round(
    extended: Path, edited
) -> None:
    edited()
    path = extended / "2032" / "policy.yml"
    text = path.read_text(encoding="utf-8").replace("choir-concerts", "choir-tours")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as told:
        load_edition(extended / "2032")
    gone = {one.place.path for one in told.value.problems if GONE in one.message}
    assert gone == {"concert.text", "three-concerts.expect.points.choir-concerts"}
    # The same slip without a year before it is a slip.
    shutil.rmtree(extended / "2031")
    with pytest.raises(PolicyError) as told:
        load_edition(extended / "2032")
    assert all(GONE not in one.message for one in told.value.problems)
