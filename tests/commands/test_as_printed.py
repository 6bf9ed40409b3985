"""Every command that the guide and the README print works as it stands, one after the other."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Run

COMMAND = re.compile(r"python -m calculator ((?:[^\s`…]+ ?)+)")
# What a reader puts in place of names and years that stand for others.
NAMES = {
    "new 政策编号/2031": "new lamp-keepers/2031",
    "new POLICY/2026": "new lamp-keepers/2031",
    "政策编号": "harbour-orchestra",
    "算例编号": "empty",
    "2026": "2031",
    "2025": "2030",
    "FILE": "photo.png",
}
# Commands that need a file which somebody else fills in: where it comes from.
FILLED = {"填好的.xlsx": "空表.xlsx", "FILLED.xlsx": "EMPTY.xlsx"}


def printed(text: str) -> list[list[str]]:
    """The commands of a page in their order, as a shell would take them."""
    commands = []
    for found in COMMAND.findall(text):
        line = found.strip()
        for name, instead in NAMES.items():
            line = line.replace(name, instead)
        if line.split()[0] not in {"命令", "schema"}:
            commands.append(line.split())
    return commands


@pytest.fixture
def project(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy of one year, where the commands are typed."""
    shutil.copytree(
        root / "tests/policies/harbour-orchestra", tmp_path / "policy/harbour-orchestra"
    )
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("page", "count"), [("docs/maintain.md", 8), ("README.md", 12)])
def test_it_works_by_copy_and_paste(
    run: Run, root: Path, project: Path, page: str, count: int
) -> None:
    commands = printed((root / page).read_text(encoding="utf-8"))
    assert len(commands) >= count
    for words in commands:
        for filled, empty in FILLED.items():
            if filled in words:
                shutil.copy(project / empty, project / filled)
        if "SLIP.json" in words:
            assert run("score", "answers.yml", "--slip", "SLIP.json")[0] == 0
        code, out, error = run(*words)
        # A workbook with nobody in it and a file that is no picture are read, and told.
        told = {"batch": "里面没有可以计算的", "photo": ""}.get(words[0], "-")
        assert code == 0 or (code == 1 and told in error), f"{words}: {out}{error}"
