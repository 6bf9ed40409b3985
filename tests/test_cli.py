"""The command line: its words, its bytes and its exit codes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cases.accept import MARK
from calculator.cli import main
from calculator.core.entry import load
from calculator.core.values.canonical import dumps, loads
from calculator.loading import load_edition

ANSWERS = """\
policy: tiny
edition: "2031"
answers:
  concerts: 5
  songs:
    - {rank: 2, judged: true}
    - {rank: 1, judged: false}
    - {rank: 3}
none: []
"""


@pytest.fixture
def policies(root: Path) -> Path:
    return root / "tests" / "policies"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yml"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


def test_score_in_words(policies: Path, answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", answers, "--policy", policies) == 0
    text = capsys.readouterr().out
    assert "镇合唱团团员评分办法（2031，正在申请）" in text
    # 10 (2.5 × 5, capped) + 4.5 (6 − 1.5 × 1), and 0 to 3 (6 − 1.5 × 2) for the one not judged yet
    assert "总分：14.5～17.5 分" in text
    assert "算式：2.5 × 5 = 12.5 → 10：演出最高 10" in text
    assert "创作的作品 第 2 条，创作：不计入。评委没有认可（第二条　评委认可）" in text
    assert "创作的作品 第 3 条，创作：不能确定。等评委认可（第二条　评委认可）" in text
    assert "证明材料：\n  原文要求：节目单" in text
    assert "以镇合唱团的认定为准" in text


def test_score_explained(policies: Path, answers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("score", answers, "--policy", policies, "--explain") == 0
    text = capsys.readouterr().out
    assert "依据：#choir-songs，上限出自 choir-songs.最高分" in text
    assert "创作的作品 第 1 条：计入 6 − 1.5 × 1 = 4.5" in text


def test_score_json_is_what_the_browser_gets(
    policies: Path, answers: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("score", answers, "--policy", policies, "--json") == 0
    printed = capsysbinary.readouterr().out
    calculator = load(dumps(load_edition(policies / "tiny" / "2031").rules))
    given = {
        "policy": "tiny",
        "edition": "2031",
        "answers": {
            "concerts": 5,
            "songs": [{"rank": 2, "judged": True}, {"rank": 1, "judged": False}, {"rank": 3}],
        },
        "none": [],
    }
    response = calculator.run(json.dumps({"answers": given}))
    assert printed.decode() == dumps(loads(response)["result"])


def test_yaml_and_json_answers_give_the_same_bytes(
    policies: Path, answers: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    as_json = tmp_path / "answers.json"
    songs = [{"rank": "2", "judged": True}, {"rank": 1, "judged": False}, {"rank": 3}]
    as_json.write_text(
        json.dumps(
            {"policy": "tiny", "edition": "2031", "answers": {"concerts": 5, "songs": songs}}
        ),
        encoding="utf-8",
    )
    outputs = []
    for path in (answers, as_json):
        run("score", path, "--policy", policies, "--json")
        outputs.append(capsysbinary.readouterr().out)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.yml", b"answers: [1,\nb: {\n", "a.yml:3:1"),
        ("a.yml", "answers： 1\nb: 2\n".encode(), "全角冒号"),
        ("a.yml", "answers: {}\n".encode("utf-16"), "UTF-16"),
        ("a.yml", b"", "文件是空的"),
        ("a.json", b'{"answers": {},}', "不是正确的 JSON"),
        ("a.json", b"[" * 100_000, "括号层次太深"),
        ("a.yml", b"policy: tin\nedition: '2031'\n", "是不是想写“tiny/2031”"),
        ("a.yml", b"answers: {}\n", "没有说明是哪一份政策"),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_read_are_told(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    name: str, content: bytes, words: str,
) -> None:  # fmt: skip
    path = tmp_path / name
    path.write_bytes(content)
    assert run("score", path, "--policy", policies) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_a_missing_answers_file_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run("score", tmp_path / "none.yml") == 1
    assert "文件不能读取" in capsys.readouterr().err


def test_unknown_answers_are_told_and_the_rest_is_used(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yml"
    path.write_text(ANSWERS + "x: 1\n", encoding="utf-8")
    assert run("score", path, "--policy", policies) == 0
    text = capsys.readouterr().out
    assert "答案里有用不上的内容：\n  x: " in text
    assert "总分：14.5～17.5 分" in text


def test_check_names_each_sound_edition(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", policies / "tiny") == 0
    assert capsys.readouterr().out.startswith("tiny/2031：没有问题（条款 5，数值 7，")


def test_any_level_of_folders_will_do(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "policies" / "tiny" / "2031"
    shutil.copytree(policies / "tiny" / "2031", folder)
    (folder / "cases").mkdir()
    (folder / "cases" / "some.yml").write_text("cases: []\n", encoding="utf-8")
    for path in (folder, folder.parent, folder.parent.parent):
        assert run("check", path) == 0
        assert capsys.readouterr().out.startswith("tiny/2031：没有问题")
    assert run("check", tmp_path / "nowhere") == 1
    assert "这里没有政策文件" in capsys.readouterr().err


def test_check_lists_all_problems_and_counts_them(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tiny" / "2031"
    shutil.copytree(policies / "tiny" / "2031", folder)
    text = (folder / "policy.yml").read_text(encoding="utf-8")
    spoiled = text.replace("add: sum", "add: all").replace("镇合唱团\n", "镇合唱团\n  bodi: x\n")
    (folder / "policy.yml").write_text(spoiled, encoding="utf-8")
    assert run("check", tmp_path) == 1
    lines = capsys.readouterr().err.splitlines()
    assert [line.split("policy.yml:")[-1].split("  ")[0] for line in lines[:-1]] == ["9:3", "40:21"]
    assert lines[-1] == "共 2 处需要处理。"


def test_rules_are_printed_byte_for_byte(
    policies: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("rules", policies / "tiny") == 0
    rules = load_edition(policies / "tiny" / "2031").rules
    assert capsysbinary.readouterr().out.decode() == dumps(rules)


def test_rules_wants_one_edition(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", policies) == 1
    assert "请指明其中一个" in capsys.readouterr().err


def test_schema_is_written_where_asked(tmp_path: Path) -> None:
    assert run("schema", tmp_path / "new") == 0
    schema = json.loads((tmp_path / "new" / "policy.schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_cases_list_what_none_decides(policies: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cases", policies / "tiny") == 1
    text = capsys.readouterr().out
    assert "计分行 choir-concerts、choir-songs：没有算例的预期写明这一行的得分" in text
    assert "tiny/2031：算例 0 个，不符 0 个，没有算例决定的 6 处" in text


def test_a_hint_is_nothing_to_be_mended(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tiny" / "2031"
    shutil.copytree(policies / "tiny" / "2031", folder)
    path = folder / "policy.yml"
    text = path.read_text(encoding="utf-8")
    steps = "steps: [{from: 1, points: 3}, {from: 4, points: 2}]"
    row = "{cap: 10, each: 2.5, count: concerts}"
    assert text.count(row) == 1
    # Of two steps the higher brings less: a hint. What the text names is gone: one problem.
    changed = text.replace(row, f"{{bands: {{question: concerts, {steps}}}}}")
    path.write_text(changed, encoding="utf-8")
    assert run("check", folder) == 1
    told = capsys.readouterr().err
    assert told.count("（提示）") == 1
    assert "【每项分值】" in told
    assert told.endswith("共 1 处需要处理。\n")


def test_cases_by_name_figure_and_acceptance(
    policies: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "tiny" / "2031"
    shutil.copytree(policies / "tiny" / "2031", folder)
    (folder / "cases").mkdir()
    case = "{id: one, title: 一场, answers: {concerts: 1}, expect: {points: {choir-concerts: 3}}}"
    path = folder / "cases" / "a.yml"
    path.write_text(f"cases:\n  - {case}\n", encoding="utf-8")

    assert run("cases", folder, "--only", "one") == 1
    assert "得分 choir-concerts「演出」应为 3，算出 2.5" in capsys.readouterr().out
    assert run("cases", folder, "--only", "on") == 1
    assert "没有算例“on”，是不是想写“one”" in capsys.readouterr().err
    assert run("cases", folder, "--figure", "choir-concerts.每项分值") == 0
    assert "one（一场）：得分 choir-concerts「演出」2.5 → 2.6" in capsys.readouterr().out
    assert run("cases", folder, "--figure", "choir-concert.每项分值") == 1
    assert "没有数值“choir-concert.每项分值”，是不是想写" in capsys.readouterr().err
    assert run("cases", folder, "--accept", "one") == 0
    said = capsys.readouterr().out
    assert "由 3 改为 2.5" in said
    assert "临界" not in said
    assert path.read_text(encoding="utf-8") == (
        f"cases:\n  - {case.replace(': 3}', ': 2.5}')}{MARK}\n"
    )
    assert run("cases", folder, "--only", "one") == 0


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["score"], ["check", "--nonsense"]])
def test_wrong_usage_exits_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "用法：" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "score", "cases", "schema", "rules"])
def test_every_command_has_help_in_chinese(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert any("\u4e00" <= char <= "\u9fff" for char in capsys.readouterr().out)


def test_it_runs_as_a_module_on_a_console_without_chinese(policies: Path, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "calculator", "check", str(policies / "tiny")],
        cwd=root,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"tiny/2031")


def test_without_the_environment_the_way_to_it_is_told(root: Path) -> None:
    # -S: this Python without anything that was installed for the project.
    done = subprocess.run(
        [sys.executable, "-S", "-m", "calculator", "check"],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert re.fullmatch(r"这个 Python 里没有 \w+。请用项目自己的环境：.+\n", done.stderr)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["rules"], ["check", "--json"], ["keys"]])
def test_an_output_that_is_full_is_told_in_words(root: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "calculator", *arguments],
            cwd=root, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "不能读写：磁盘满了，请腾出空间再试\n"
