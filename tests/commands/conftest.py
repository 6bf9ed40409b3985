"""Run a command as from the shell, on the policies that are only for tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calculator.cli import main

Printed = tuple[int, str, str]
Run = Callable[..., Printed]


@pytest.fixture
def policies(root: Path) -> Path:
    return root / "tests" / "policies"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run a command; its exit code, what it printed, and what it complained about."""

    def command(*arguments: object) -> Printed:
        code = main([str(one) for one in arguments])
        printed = capfdbinary.readouterr()
        return code, printed.out.decode(), printed.err.decode()

    return command


@pytest.fixture
def answers_file(tmp_path: Path) -> Callable[..., Path]:
    """Write an answers file of the invented orchestra, or of another policy."""

    def written(answers: dict[str, Any], name: str = "answers.json", **more: Any) -> Path:
        head = {"format": 1, "policy": "harbour-orchestra", "edition": "2030"}
        path = tmp_path / name
        path.write_text(json.dumps({**head, "answers": answers, **more}), encoding="utf-8")
        return path

    return written
