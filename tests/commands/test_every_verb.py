"""What every command keeps to: help in Chinese, exit codes, `--json`, kind words for bad files."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

import pytest

from calculator.cli import build_parser, main
from calculator.commands import score

VERBS: dict[str, argparse.ArgumentParser] = next(
    dict(action.choices)
    for action in build_parser()._actions
    if isinstance(action, argparse._SubParsersAction)
)
# The arguments of a run that finds nothing where it looks.
NOWHERE = {
    "check": ["{folder}"],
    "rules": ["{folder}"],
    "cases": ["{folder}"],
    "schema": ["{file}/below"],
    "new": ["2031", "--from", "2030", "--policy", "{folder}"],
    "diff": ["2030", "2031", "--policy", "{folder}"],
    "photo": ["{folder}/none.jpg"],
    "batch": ["{folder}/none.xlsx", "-o", "{folder}/out.xlsx"],
    "answers": ["{folder}/out.yml"],
    "sheet": ["{folder}/none.yml", "-o", "{folder}/out.csv"],
    "keys": ["{folder}"],
}
OF_A_PERSON = ["{folder}/none.yml"]


def test_the_verbs() -> None:
    assert VERBS.keys() == {
        "check", "rules", "route", "score", "hours", "checklist", "photo", "advise", "verify",
        "batch", "sheet", "cases", "new", "diff", "schema", "answers", "keys",
    }  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_help_is_chinese_and_tells_the_exit_codes(verb: str) -> None:
    text = VERBS[verb].format_help()
    assert text.startswith("用法：python -m calculator")
    assert re.search(r"退出码：0 .+；1 .+；\s*2 命令写法不对。", text, re.DOTALL)
    assert "--json" in text
    for english in ("usage", "options", "positional", "show this help", "default:"):
        assert english not in text


def test_the_help_of_all_names_every_verb_and_exit_code() -> None:
    text = build_parser().format_help()
    for verb in VERBS:
        assert re.search(rf"^ +{verb}\b.*[\u4e00-\u9fff]|^ +{verb}$", text, re.MULTILINE), verb
    for code in ("  0  ", "  1  ", "  2  ", "  130  "):
        assert code in text


@pytest.mark.parametrize("verb", VERBS)
def test_the_guide_names_it_with_its_exit_codes(verb: str, root: Path) -> None:
    guide = (root / "docs" / "maintain.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{verb}` \| (.+) \| (.+) \|$", guide, re.MULTILINE)
    assert row
    assert all(row.groups())


@pytest.mark.parametrize("as_json", [False, True], ids=["text", "json"])
@pytest.mark.parametrize("verb", VERBS)
def test_what_is_not_there_is_told_kindly(run, verb: str, as_json: bool, tmp_path: Path) -> None:
    file = tmp_path / "file.txt"
    file.write_text("x", encoding="utf-8")
    given = [
        one.format(folder=tmp_path / "nowhere", file=file) for one in NOWHERE.get(verb, OF_A_PERSON)
    ]
    code, printed, complaint = run(verb, *given, *(["--json"] if as_json else []))
    assert code == 1
    assert "Traceback" not in complaint
    assert re.search("[\u4e00-\u9fff]", complaint)
    assert "nowhere" in complaint or "file.txt" in complaint
    if as_json:
        (problem,) = json.loads(printed)["problems"]
        assert problem["message"] in complaint
        assert {"file", "line", "column", "path", "level"} <= problem.keys()
    else:
        assert printed == ""


def test_sound_files_as_json(run, policies: Path, tmp_path: Path) -> None:
    tiny = policies / "tiny"
    code, printed, _ = run("check", tiny, "--json")
    (edition,) = json.loads(printed)["editions"]
    assert (code, edition["policy"], edition["questions"]) == (0, "tiny", 2)
    code, printed, _ = run("cases", tiny, "--json")
    (edition,) = json.loads(printed)["editions"]
    assert (code, edition["cases"], len(edition["undecided"])) == (1, 0, 6)
    code, printed, _ = run("cases", tiny, "--figure", "choir-total.最高分", "--json")
    assert (code, json.loads(printed)["effects"]) == (0, [])
    code, printed, _ = run("schema", tmp_path / "new", "--json")
    written = json.loads(printed)["written"]
    assert code == 0
    assert all(Path(one).is_file() for one in written)
    assert run("rules", tiny, "--json") == run("rules", tiny)


def test_all_problems_of_all_editions_stand_in_the_json(
    run, policies: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        folder = tmp_path / name / "2031"
        folder.mkdir(parents=True)
        text = (policies / "tiny" / "2031" / "policy.yml").read_text(encoding="utf-8")
        spoilt = text.replace("add: sum", "add: all").replace("id: tiny", f"id: {name}")
        (folder / "policy.yml").write_text(spoilt, encoding="utf-8")
    code, printed, complaint = run("check", tmp_path, "--json")
    problems = json.loads(printed)["problems"]
    assert code == 1
    assert [Path(one["file"]).parent.parent.name for one in problems] == ["one", "two"]
    assert all(f"{one['file']}:{one['line']}:{one['column']}" in complaint for one in problems)


def test_a_place_that_cannot_be_written(run, policies: Path, tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.write_text("mine", encoding="utf-8")
    code, _, complaint = run("schema", file / "below")
    assert code == 1
    assert "不能读写" in complaint
    assert file.read_text(encoding="utf-8") == "mine"


def test_an_interruption_is_no_crash(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(score.answered, "read", interrupted)
    code, _, complaint = run("score", tmp_path / "a.yml")
    assert (code, complaint) == (130, "已中断。\n")


@pytest.mark.parametrize("edition", ["2029", "2031"])
def test_an_edition_that_is_not_here(run, policies: Path, answers_file, edition: str) -> None:
    path = answers_file({}, edition=edition)
    code, _, complaint = run("score", path, "--policy", policies)
    assert code == 1
    assert (
        f"没有“harbour-orchestra/{edition}”这个版本，是不是想写“harbour-orchestra/2030”"
        in complaint
    )
    assert "现有：" in complaint


def test_the_program_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["calculator", "--help"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0


def test_keys_need_no_policy(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, printed, _ = run("keys")
    assert code == 0
    assert "\n计分\n" in printed
    assert "](" not in printed
    code, printed, _ = run("keys", "怎样取舍")
    assert (code, printed.splitlines()[0]) == (0, "怎样取舍")
    assert [line.split("　")[0] for line in printed.splitlines()[1:3]] == ["  places", "  how"]
    assert printed.splitlines()[2].endswith("→ half_up、down、up")
    _, printed, _ = run("keys", "计分")
    told = {one.split("　")[0].strip(): one.split("→ ")[1] for one in printed.splitlines()[1:-1]}
    assert (told["cap"], told["add"], told["count"]) == ("数值", "sum、best", "编号")
    code, printed, _ = run("keys", "by_rank", "--json")
    [kind] = json.loads(printed)["kinds"]
    [key] = kind["keys"]
    assert (kind["title"], key["key"], key["wanted"]) == ("计分", "by_rank", "按名次递减")
