"""Help and complaints of the command line are in Chinese."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from calculator.cli import main

COMMANDS = ["check", "route", "score", "hours", "checklist", "advise", "verify", "cases", "schema"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert "选项:" in text or "选项：" in text
    for english in ("usage", "options", "positional", "show this help"):
        assert english not in text


@pytest.mark.parametrize("command", ["route", "score", "hours", "checklist", "advise", "verify"])
def test_exit_codes_are_documented(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    assert "退出码：0 " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "还缺少：命令"),
        (["score"], "还缺少：答案文件"),
        (["nonsense"], "命令：没有 'nonsense'，可选："),
        (["check", "--nonsense"], "不认识的参数：--nonsense"),
        (["score", "a", "--policy"], "--policy：后面要写一个值"),
        (["score", "a", "--json", "--explain"], "--explain：不能和 --json 一起用"),
        (["cases", "--only"], "--only：后面至少要写一个值"),
    ],
)
def test_complaints(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    text = capsys.readouterr().err
    assert f"命令写法不对：{words}" in text


def test_a_reader_that_goes_away_is_no_error(root: Path) -> None:
    done = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "calculator",
            "rules",
            str(root / "tests" / "policies" / "harbour-orchestra"),
        ],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert done.stdout is not None
    assert done.stderr is not None
    done.stdout.close()
    complaint = done.stderr.read()
    done.stderr.close()
    assert (done.wait(), complaint) == (0, b"")
