"""Slips in `mkdocs.yml` and in pages written by hand, told before MkDocs meets them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from calculator.cli import main
from calculator.loading.settings import check_settings

SOUND = """\
site_name: 守灯员评定
site_url: !ENV [SITE_URL, ""]
extra: &more {contact: 甲}
copied: *more
format: !!python/name:material.extensions.emoji.to_svg
"""


def told(root: Path, text: str, encoding: str = "utf-8") -> list[tuple[int, str]]:
    (root / "mkdocs.yml").write_text(text, encoding=encoding)
    return [(one.place.line, one.message) for one in check_settings(root)]


def test_our_own_settings_are_sound(root: Path) -> None:
    assert [*check_settings(root)] == []


@pytest.mark.parametrize("text", [SOUND, "INHERIT: ../mkdocs.yml\nextra: {}\n"])
def test_tags_anchors_and_an_inherited_name_are_its_own_business(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, text) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("site_name: ", "site_name：", 1, "“site_name”后面是全角冒号"),
        ("site_name: 守", "sitename: 守", 1, "还没有写 site_name"),
        ("守灯员评定", "", 1, "还没有写 site_name"),
        ("守灯员评定", "@守灯员", 1, "文字不能以 @ 开头"),
        ("{contact: 甲}", "{contact: 甲，b: 1}", 3, "“，”是全角的"),
        ("site_url", "\tsite_url", 2, "制表符"),
        ("site_url: ", "site_name: 乙\nsite_url: ", 2, "在第 1 行已经写过"),
    ],
)
def test_a_slip_in_the_settings_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    (found,) = told(tmp_path, SOUND.replace(old, new, 1))
    assert found[0] == line
    assert words in found[1]


def test_another_encoding_is_named(tmp_path: Path) -> None:
    assert "GBK" in told(tmp_path, SOUND, "gbk")[0][1]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "about.md").write_text("# 关于\n", encoding="gbk")
    (found,) = told(tmp_path, SOUND)
    assert "GBK" in found[1]


def test_check_tells_them_with_what_is_wrong_in_the_policy(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(root / "tests/policies/tiny", tmp_path / "policy/tiny")
    (tmp_path / "mkdocs.yml").write_text("site_name：甲\nsite_url: x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert capsys.readouterr().err.startswith("mkdocs.yml:1:10 : “site_name”后面是全角冒号")
    file = tmp_path / "policy/tiny/2031/policy.yml"
    file.write_text(file.read_text("utf-8").replace("add: sum", "add: all"), encoding="utf-8")
    assert main(["check"]) == 1
    assert "共 2 处需要处理" in capsys.readouterr().err
