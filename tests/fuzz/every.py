"""All readers."""

from __future__ import annotations

from tests.fuzz import (
    cell_readers,
    core_readers,
    document_readers,
    file_readers,
    policy_readers,
    web_readers,
)
from tests.fuzz.readers import Reader

READERS: list[Reader] = [
    *cell_readers.readers(),
    *core_readers.readers(),
    *document_readers.readers(),
    *policy_readers.readers(),
    *file_readers.readers(),
    *web_readers.readers(),
]
