"""Every reader of outside input keeps its law, on a bounded share of hostile inputs.

The full run: `python -m tests.fuzz --examples 100000`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fuzz.every import READERS
from tests.fuzz.readers import Reader
from tests.fuzz.run import feed
from tests.fuzz.web_page import close

SHARE = 120


EACH = [
    pytest.param(one, marks=pytest.mark.browser if one.in_browser else (), id=one.name)
    for one in READERS
]


@pytest.fixture(scope="module", autouse=True)
def tab() -> Iterator[None]:
    """The browser of these tests is gone with them."""
    yield
    close()


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("reader", EACH)
def test_a_reader_keeps_its_law(reader: Reader) -> None:
    outcomes = feed(reader, max(20, SHARE // reader.cost))
    # Inputs that are all sound, or all refused, would prove little.
    assert set(outcomes) == set(reader.outcomes), outcomes
