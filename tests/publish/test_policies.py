"""What a site takes from its policies: all of them, or none and what is wrong."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from calculator.errors import CalculatorError
from calculator.publish.policies import read


@pytest.fixture
def folder(root: Path, tmp_path: Path) -> Path:
    shutil.copytree(root / "tests/policies/tiny", tmp_path / "policy/tiny")
    return tmp_path / "policy"


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "tiny/2031/policy.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_that_cannot_be_read_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def guarded(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "policy.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *how, **more)

    monkeypatch.setattr(Path, "open", guarded)
    with pytest.raises(CalculatorError, match=r"policy\.yml:1:1"):
        read(folder, drafts=False)


def test_a_folder_that_cannot_be_read_is_refused_in_words(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = Path.iterdir

    def guarded(path: Path) -> Any:
        if path.name == "2031":
            raise PermissionError(13, "Permission denied", str(path))
        return inside(path)

    monkeypatch.setattr(Path, "iterdir", guarded)
    with pytest.raises(CalculatorError, match="tiny/2031：政策文件不能读取：没有权限"):
        read(folder, drafts=False)


def test_a_faulty_policy_is_refused(folder: Path) -> None:
    edit(folder, "clause: choir-songs", "clause: choir-song")
    with pytest.raises(CalculatorError, match="choir-song"):
        read(folder, drafts=False)


def test_drafts_are_shown_only_where_they_are_asked_for(folder: Path) -> None:
    edit(folder, "status: open", "status: draft")
    [edition] = read(folder, drafts=True)
    assert edition.policy.id == "tiny"
    with pytest.raises(CalculatorError, match="只有草稿"):
        read(folder, drafts=False)
