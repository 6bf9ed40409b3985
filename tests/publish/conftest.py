"""Editions as pages, and the smallest policy's file to be changed and loaded anew."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import Edition, load_edition
from calculator.publish.pages import pages


@pytest.fixture(scope="session")
def written(editions: list[Edition]) -> dict[str, str]:
    """The pages of a site that holds every edition of the repository."""
    return pages(editions)


@pytest.fixture(scope="session")
def tiny_text(root: Path) -> str:
    """The file of the smallest policy."""
    return (root / "tests/policies/tiny/2031/policy.yml").read_text(encoding="utf-8")


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], Edition]:
    """Loads the text of a policy file as the edition that it names."""

    def load(text: str) -> Edition:
        year = re.search(r'edition: "(\d+)"', text)
        assert year
        place = tmp_path / "tiny" / year[1]
        place.mkdir(parents=True, exist_ok=True)
        (place / "policy.yml").write_text(text, encoding="utf-8")
        return load_edition(place)

    return load
