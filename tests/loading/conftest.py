"""A small edition that tests change in one place, and short ways to see what the loader says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import PolicyError, Problem, load_edition
from calculator.loading.yamltext import read_nodes

type Problems = Callable[..., list[Problem]]


@pytest.fixture(scope="session")
def tiny(root: Path) -> Path:
    """The folder of the smallest policy."""
    return root / "tests" / "policies" / "tiny" / "2031"


@pytest.fixture
def changed(tiny: Path, tmp_path: Path) -> Callable[..., Path]:
    """Copy the smallest policy with some texts replaced; returns the folder of the copy."""

    def change(*replacements: tuple[str, str], **more: str) -> Path:
        folder = tmp_path / "tiny" / "2031"
        folder.mkdir(parents=True, exist_ok=True)
        text = (tiny / "policy.yml").read_text(encoding="utf-8")
        for old, new in replacements:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
            text = text.replace(old, new)
        (folder / "policy.yml").write_text(text, encoding="utf-8")
        for name, content in more.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / f"{name}.yml").write_text(content, encoding="utf-8")
        return folder

    return change


@pytest.fixture
def problems(changed: Callable[..., Path]) -> Problems:
    """What the loader says about the smallest policy with some texts replaced."""

    def load(*replacements: tuple[str, str], **more: str) -> list[Problem]:
        folder = changed(*replacements, **more)
        try:
            load_edition(folder)
        except PolicyError as error:
            return list(error.problems)
        return []

    return load


def syntax_problems(text: str | bytes) -> list[Problem]:
    """What reading alone says about a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return read_nodes(data, "f.yml")[1]
