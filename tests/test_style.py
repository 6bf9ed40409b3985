"""The code passes its linter, its formatter and its type checker."""

import subprocess
import sys
from pathlib import Path

import pytest

import dev


@pytest.mark.parametrize(
    "check",
    [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]],
    ids=" ".join,
)
def test_clean(root: Path, check: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *check],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_scripts_hold_what_their_types_say() -> None:
    """TypeScript reads them as they are, against what the core tells of its results."""
    done = subprocess.run(
        [*map(str, dev.npm_command()), "run", "--silent", "types"],
        cwd=dev.WEB,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
