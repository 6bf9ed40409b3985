"""The policies that the tests of this folder hold against each other."""

from pathlib import Path

import pytest

from calculator.loading import Edition, load_all, load_edition

INVENTED = Path(__file__).parent / "harbour-orchestra" / "2030"


@pytest.fixture(scope="session")
def invented() -> Edition:
    """The invented policy of another shape."""
    return load_edition(INVENTED)


@pytest.fixture(scope="session")
def published(root: Path) -> list[Edition]:
    """Every edition that the site publishes."""
    editions = [one for one in load_all(root / "policy") if one.policy.status != "draft"]
    assert editions, "policy/ holds no edition"
    return editions
