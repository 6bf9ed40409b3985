"""`new` and `diff` on the command line; the second edition exists only here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest


@pytest.fixture
def policy(policies: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "policy"
    for name in ("tiny", "harbour-orchestra"):
        shutil.copytree(policies / name, folder / name)
    return folder


def test_new_says_what_was_set_and_what_to_look_at(run, policy: Path) -> None:
    code, text, _ = run("new", "2031", "--from", "2030", "--policy", policy)
    assert code == 0
    folder = (policy / "harbour-orchestra" / "2031").as_posix()
    assert text.startswith(f"已从 2030 复制出 {folder}。\n")
    assert '  edition: "2031"\n' in text
    assert "计龄截止日：2030 年 8 月 31 日 → 2031 年 8 月 31 日　#charter-clock\n" in text
    assert "  旧版有 3 处缺漏、1 个缺失的数值，看新文件里有没有写。" in text
    assert "diff 2030 2031" in text
    code, text, _ = run("check", folder)
    assert code == 0


def test_new_as_json(run, policy: Path) -> None:
    code, text, _ = run("new", "2031", "--from", "2030", "--policy", policy, "--json")
    made = json.loads(text)
    assert (code, made["problems"]) == (0, [])
    assert {"figure": "charter-rounds.面试月", "text": "2030 年 10 月"} in made["dates"]
    assert {"figure": "charter-clock.计龄截止日", "value": "2031-08-31"} in made["moved"]
    assert "board-holiday" in made["stayed"]


def test_new_never_writes_over(run, policy: Path) -> None:
    assert run("new", "2031", "--from", "2030", "--policy", policy)[0] == 0
    code, _, complaint = run("new", "2031", "--from", "2030", "--policy", policy)
    assert code == 1
    assert "已经有这个文件夹，没有改动其中任何内容" in complaint


def test_an_edition_that_is_not_there(run, policy: Path) -> None:
    code, _, complaint = run("new", "2040", "--from", "2039", "--policy", policy)
    assert code == 1
    assert "没有一份政策有 2039" in complaint


def test_several_policies_with_that_edition(run, policy: Path) -> None:
    shutil.copytree(policy / "tiny", policy / "other")
    code, _, complaint = run("diff", "2031", "2031", "--policy", policy)
    assert code == 1
    assert "几份政策都有" in complaint


def renewed(policy: Path) -> None:
    """An edition 2031 in which the pass mark and the first step of the theory exam changed."""
    old, new = policy / "harbour-orchestra" / "2030", policy / "harbour-orchestra" / "2031"
    shutil.copytree(old, new)
    changes = {
        "policy.yml": ('edition: "2030"', 'edition: "2031"'),
        "charter.yml": ("晋级线: 64 分", "晋级线: 66 分"),
        "scorecard.yml": ("{from: 60 分, points: 3}", "{from: 60 分, points: 4}"),
    }
    for name, (before, after) in changes.items():
        text = (new / name).read_text(encoding="utf-8")
        assert text.count(before) == 1
        (new / name).write_text(text.replace(before, after), encoding="utf-8")


def test_diff_says_what_changed_and_what_it_does(run, policy: Path) -> None:
    renewed(policy)
    code, text, _ = run("diff", "2030", "2031", "--policy", policy)
    assert code == 0
    assert text.startswith("从 harbour-orchestra/2030 到 harbour-orchestra/2031：2 处变化。\n")
    assert "  改动　章程 第五条　晋级线　晋级线：64 分 → 66 分　#charter-line.晋级线\n" in text
    assert "甲 2　乐理笔试　第1档分值：3 分 → 4 分　#card-theory.第1档分值" in text
    # theory-first: 60 reached the first step, 3 points; theory-second stays at 6.
    effects = text.partition("对算例的影响：")[2]
    assert "  theory-first（笔试正好到最低一档）" in effects
    assert "    得分 card-theory「乐理笔试」：3 → 4\n" in effects
    assert "theory-second（" not in effects


def test_diff_as_json_and_by_folders(run, policy: Path) -> None:
    renewed(policy)
    folders = [policy / "harbour-orchestra" / name for name in ("2030", "2031")]
    code, text, _ = run("diff", *folders, "--json")
    found = json.loads(text)
    assert code == 0
    assert (found["from"]["edition"], found["to"]["edition"]) == ("2030", "2031")
    assert [one["key"] for one in found["changes"]] == [
        "charter-line.晋级线",
        "card-theory.第1档分值",
    ]
    changed = {one["id"]: one for one in found["cases"]["changed"]}
    assert changed["theory-first"]["effects"] == [
        {"section": "points", "key": "card-theory", "old": "3", "new": "4"}
    ]
    assert found["cases"]["count"] > len(changed)
    same = json.loads(run("diff", folders[0], folders[0], "--json")[1])
    assert (same["changes"], same["cases"]["changed"]) == ([], [])


def test_saved_answers_survive_the_new_edition(run, policy: Path, answers_file) -> None:
    renewed(policy)
    path = answers_file({"theory-mark": 60, "gone": 1})
    code, text, _ = run("score", path, "--policy", policy / "harbour-orchestra" / "2031")
    assert code == 0
    assert "答案是 2030 年度的，按编号沿用了 1 处。" in text
    assert "总分：4 分" in text


def test_what_reads_otherwise_in_the_new_edition_is_named(run, policy: Path, answers_file) -> None:
    renewed(policy)
    questions = policy / "harbour-orchestra" / "2031" / "questions.yml"
    text = questions.read_text(encoding="utf-8")
    assert text.count("label: 乐理笔试成绩") == 1
    questions.write_text(text.replace("乐理笔试成绩", "笔试成绩"), encoding="utf-8")
    path = answers_file({"theory-mark": 60, "sight-mark": 70})
    code, text, _ = run("score", path, "--policy", policy / "harbour-orchestra" / "2031")
    said = "“乐理笔试成绩”在新的版本里换了说法（现在是“笔试成绩”），请核对。"
    assert code == 0
    assert f"请核对：\n  answers.theory-mark: {said}\n" in text
    assert "answers.sight-mark" not in text


@pytest.fixture
def two(policy: Path) -> Path:
    """A superseded edition and its successor, in which theory-first comes to another value."""
    renewed(policy)
    folder = policy / "harbour-orchestra"
    old = folder / "2030" / "policy.yml"
    text = old.read_text(encoding="utf-8")
    old.write_text(text.replace("status: open", "status: superseded"), encoding="utf-8")
    return folder


def test_accept_writes_the_newest_edition_alone_and_marks_what_to_read_again(
    run, two: Path
) -> None:
    before = (two / "2030" / "cases" / "craft.yml").read_bytes()
    code, text, _ = run("cases", two, "--accept", "theory-first")
    assert code == 0
    assert "改了" in text
    assert "重读标题和理由" in text
    # Its title says that it stands where the first step begins.
    assert "theory-first：得分 card-theory" in text
    assert "（说的是临界，见下）" in text
    assert "该改的是回答，不是预期：把预期改回去" in text
    cases = (two / "2031" / "cases" / "craft.yml").read_text(encoding="utf-8")
    line = next(one for one in cases.splitlines() if "id: theory-first," in one)
    assert line.endswith("# 待核对：说的是临界；界线动了的，改回答里的日期或数，预期改回去")
    assert (two / "2030" / "cases" / "craft.yml").read_bytes() == before
    assert run("cases", two / "2031", "--only", "theory-first")[0] == 0
    # What was rewritten is held until somebody has read it.
    code, _, complaint = run("check", two)
    assert (code, "还标着“# 待核对”" in complaint) == (1, True)


def test_accept_takes_the_folder_behind_the_names(run, two: Path) -> None:
    assert run("cases", "--accept", "theory-first", two / "2031")[0] == 0
    assert run("cases", "--only", "theory-first", two / "2031")[0] == 0


def test_accept_writes_no_superseded_edition_and_does_not_choose(run, two: Path) -> None:
    code, _, complaint = run("cases", two / "2030", "--accept", "theory-first")
    assert (code, "已被取代" in complaint) == (1, True)
    old = two / "2030" / "policy.yml"
    text = old.read_text(encoding="utf-8")
    old.write_text(text.replace("status: superseded", "status: closed"), encoding="utf-8")
    code, _, complaint = run("cases", two, "--accept", "theory-first")
    assert (code, "请写明改哪一个" in complaint) == (1, True)
