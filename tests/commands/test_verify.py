"""Slips on the command line: written once, worked out again, told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from calculator.core_sources import computing_hash

ANSWERS = {"theory-mark": 70, "outreach-visits": 4}


@pytest.fixture
def slip(run, answers_file, policies: Path, tmp_path: Path) -> Path:
    path = tmp_path / "slip.json"
    code, text, _ = run("score", answers_file(ANSWERS), "--policy", policies, "--slip", path)
    assert code == 0
    assert f"结果单已存到 {path.as_posix()}。" in text
    return path


def test_the_same(run, policies: Path, slip: Path) -> None:
    code, text, _ = run("verify", slip, "--policy", policies)
    assert code == 0
    assert text.startswith("相同：重新计算的结果与结果单一致。\n")
    assert "不是签名" in text
    written = json.loads(slip.read_text(encoding="utf-8"))
    assert written["hashes"]["module"] == computing_hash()
    assert len(written["hashes"]["rules"]) == 64


def test_a_slip_is_never_written_over(run, answers_file, policies: Path, slip: Path) -> None:
    before = slip.read_bytes()
    code, _, complaint = run("score", answers_file({}), "--policy", policies, "--slip", slip)
    assert code == 1
    assert "已经有同名的文件或文件夹，没有覆盖" in complaint
    assert slip.read_bytes() == before


@pytest.mark.parametrize("name", ["slip.json.txt", "slip", "slip.yml"])
def test_a_slip_with_another_name_is_the_same(
    run, policies: Path, slip: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"\xef\xbb\xbf" + slip.read_bytes())
    code, text, _ = run("verify", tmp_path / name, "--policy", policies)
    assert (code, text.startswith("相同")) == (0, True)


def test_changed_answers(run, policies: Path, slip: Path) -> None:
    document = json.loads(slip.read_text(encoding="utf-8"))
    document["answers"]["answers"]["theory-mark"] = 80
    slip.write_text(json.dumps(document, indent=2), encoding="utf-8")
    code, text, _ = run("verify", slip, "--policy", policies)
    assert code == 1
    assert text.startswith("不同。\n  结果单里的答案在出具以后改过")
    # 3 + 3.2 with 70 (first step), 6 + 3.2 with 80 (second).
    assert '  score.low: "6.2" → "9.2"' in text


def test_changed_rules(run, policies: Path, slip: Path, tmp_path: Path) -> None:
    copy = tmp_path / "harbour-orchestra" / "2030"
    copy.mkdir(parents=True)
    for file in (policies / "harbour-orchestra" / "2030").glob("*.yml"):
        text = file.read_text(encoding="utf-8").replace(
            "{from: 60 分, points: 3}", "{from: 60 分, points: 4}"
        )
        (copy / file.name).write_text(text, encoding="utf-8")
    code, text, _ = run("verify", slip, "--policy", tmp_path)
    assert code == 1
    assert "规则与出具时不同" in text
    assert "（规则改过）" in text


def test_json(run, policies: Path, slip: Path) -> None:
    code, text, _ = run("verify", slip, "--policy", policies, "--json")
    report = json.loads(text)
    assert (code, report["same"], report["findings"]) == (0, True, [])


@pytest.mark.parametrize("content", ["{}", "[]", '{"kind": "result-slip"}', '"text"'])
def test_what_is_no_slip(run, tmp_path: Path, policies: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    code, text, _ = run("verify", path, "--policy", policies)
    assert code == 1
    assert text.startswith("没有核对。\n  这份")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{,", "不是正确的 JSON"),
        ('{"kind": "result-sl', "内容从这里断了：少了引号或括号，或者文件没有保存完整"),
        (" \n", "文件是空的"),
        ("[" * 100_000, "括号层次太深"),
    ],
)
def test_what_cannot_be_read(run, tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    code, text, complaint = run("verify", path)
    assert (code, text) == (1, "")
    assert words in complaint


def test_a_huge_file_is_not_read(run, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    code, _, complaint = run("verify", path)
    assert code == 1
    assert "文件太大，不是这里用的文件" in complaint


def test_a_slip_of_an_edition_that_is_not_here(run, policies: Path, slip: Path) -> None:
    document = json.loads(slip.read_text(encoding="utf-8"))
    slip.write_text(json.dumps({**document, "edition": "1999"}), encoding="utf-8")
    code, _, complaint = run("verify", slip, "--policy", policies)
    assert code == 1
    assert "没有“harbour-orchestra/1999”这个版本" in complaint
