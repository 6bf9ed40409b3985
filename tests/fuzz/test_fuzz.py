"""Every reader of outside input keeps its law, on a bounded share of hostile inputs.

The full run: `python -m tests.fuzz --examples 100000`.
"""

from __future__ import annotations

import pytest

from tests.fuzz.every import READERS
from tests.fuzz.readers import Reader
from tests.fuzz.run import feed

SHARE = 120


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_reader_keeps_its_law(reader: Reader) -> None:
    outcomes = feed(reader, max(20, SHARE // reader.cost))
    # Inputs that are all sound, or all refused, would prove little.
    assert set(outcomes) == set(reader.outcomes), outcomes
