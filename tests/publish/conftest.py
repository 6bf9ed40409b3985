"""Editions as pages, the smallest policy's file to be changed, a small runtime for the browser."""

import json
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from calculator.loading import Edition, load_edition
from calculator.publish.pages import pages

LIBRARY = {
    "json/__init__.py": b'"""Words."""\nassert True\nVALUE = 1\n',
    "turtledemo/__init__.py": b"",
    "encodings/__init__.py": b"",
}


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


@pytest.fixture
def runtime_folder(tmp_path: Path) -> Path:
    """A runtime of the right shape, small enough to build often."""
    python = ".".join(map(str, sys.version_info[:3]))
    (tmp_path / "pyodide.mjs").write_text("export const loadPyodide = 1;\n")
    (tmp_path / "pyodide.asm.js").write_text("// glue\n")
    (tmp_path / "pyodide.asm.wasm").write_bytes(b"\0asm")
    lock = {"info": {"python": python}, "packages": {"numpy": {}}}
    (tmp_path / "pyodide-lock.json").write_text(json.dumps(lock))
    with zipfile.ZipFile(tmp_path / "python_stdlib.zip", "w") as library:
        for name, source in LIBRARY.items():
            library.writestr(name, source)
    return tmp_path
