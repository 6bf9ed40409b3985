"""An old name that nobody knows any more is worth a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.cli import main
from calculator.editions.begin import begin
from calculator.editions.renamed import renamed
from calculator.loading import load_edition

HELD = "- {id: concerts, type: count, label: 演出场数, clause: choir-concerts}"
RANK = "- {id: rank, type: count, label: 作者排名, at_least: 1, at_most: 9}"


@pytest.mark.parametrize(
    ("old", "new", "path", "was"),
    [
        (HELD, HELD.replace("演出场数", "演出次数"), "concerts.label", "演出场数"),
        (HELD, HELD.replace("演出场数", "演出 场数"), "", ""),
        (HELD, HELD.replace("演出场数", "演出次数, formerly: [演出场数]"), "", ""),
        (RANK, RANK.replace("作者排名", "排第几"), "rank.label", "作者排名"),
    ],
)
def test_a_question_or_a_field_with_another_name(
    choir: Path, old: str, new: str, path: str, was: str
) -> None:
    file = begin(choir / "2031", "2032").folder / "policy.yml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    found = [*renamed(load_edition(choir / "2031"), load_edition(choir / "2032"))]
    assert [(one.place.path, one.level) for one in found] == ([(path, "note")] if path else [])
    assert all(f"原来叫“{was}”" in one.message for one in found)


def test_options_of_another_name_and_check_tells_them(
    choir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year, label in (("2031", "独唱"), ("2032", "一个人唱")):
        folder = choir / year if year == "2031" else begin(choir / "2031", year).folder
        file = folder / "policy.yml"
        text = file.read_text(encoding="utf-8").replace("label: 独唱", f"label: {label}")
        judged = "- {id: judged, type: yesno, label: 评委是否认可}\n"
        options = f"[{{id: solo, label: {label}}}, {{id: duet, label: 合唱}}]"
        kind = f"      - {{id: kind, type: choice, label: 形式, options: {options}}}\n"
        if year == "2031":
            text = text.replace(judged, judged + kind)
            text = text.replace("{from: songs, req", "{from: songs, where: {kind: solo}, req")
        file.write_text(text, encoding="utf-8")
    assert main(["check", str(choir)]) == 0
    assert "solo.label: （提示）这里原来叫“独唱”" in capsys.readouterr().out
