"""The recipes of docs/developing.md name places that there are."""

from __future__ import annotations

import re
from pathlib import Path


def test_the_places_of_the_recipes_exist(root: Path) -> None:
    text = (root / "docs" / "developing.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:calculator|docs|policy|tests|site_overrides)/[\w./-]+)`", text))
    assert "calculator/core/points/registry.py" in named
    assert [name for name in sorted(named) if not (root / name).exists()] == []
