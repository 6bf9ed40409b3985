"""The hash of the core's sources: the same wherever they lie, another when they change."""

from __future__ import annotations

import ast
import graphlib
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator import core_sources
from calculator.core.papers.slip import KIND
from calculator.publish import bundle
from calculator.publish.runtime import module_name


def imported(source: str) -> Iterator[str]:
    """Modules that a source imports anywhere: late, and for types alone, too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_modules_of_the_core_import_each_other() -> None:
    """Whoever reads one part need not have read what stands on it."""
    sources = core_sources.core_sources()
    names = {module_name(path): source.decode() for path, source in sources.items()}
    arrows = {name: set(imported(source)) & names.keys() for name, source in names.items()}
    assert "calculator.core.rules" in arrows["calculator.core.entry"]
    # Fails with the circle.
    order = list(graphlib.TopologicalSorter(arrows).static_order())
    assert order.index("calculator.core.rules") < order.index("calculator.core.entry")


# From the ground up: a room, or a module outside of them, imports from those before it alone.
ROOMS = (
    "errors", "words", "values", "answers", "conditions", "hours", "points", "preparing", "bars",
    "route_bars", "routes", "rules", "state", "intake", "report", "advice", "nearest_route",
    "headline", "visit", "evaluate", "papers", "tables", "request", "entry",
)  # fmt: skip


def room_of(module: str) -> str | None:
    """The folder of the core that a module lies in, or the module itself."""
    room = re.match(r"calculator\.core\.(\w+)", module)
    return room and room[1]


def test_rooms_of_the_core_stand_on_those_before_them() -> None:
    back = []
    rooms = set()
    for path, source in core_sources.core_sources().items():
        own = room_of(module_name(path))
        rooms.add(own)
        for module in imported(source.decode()):
            if (room := room_of(module)) and own and ROOMS.index(room) > ROOMS.index(own):
                back.append((path, module))
    assert rooms - {None} == set(ROOMS)
    assert back == []


def laid_out(folder: Path, ends: bytes = b"\n") -> Path:
    """A package of our own, with a core."""
    (folder / "calculator" / "core").mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "core/__init__.py", "core/sums.py"):
        (folder / "calculator" / name).write_bytes(b"x = 1" + ends + b"y = 2" + ends)
    return folder / "calculator"


def hash_of(package: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(core_sources, "_PACKAGE", package)
    return core_sources.core_hash.__wrapped__()


def test_it_hangs_on_names_and_contents_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = hash_of(laid_out(tmp_path / "a"), monkeypatch)
    assert hash_of(laid_out(tmp_path / "b", b"\r\n"), monkeypatch) == plain
    renamed = laid_out(tmp_path / "c")
    (renamed / "core" / "sums.py").rename(renamed / "core" / "totals.py")
    assert hash_of(renamed, monkeypatch) != plain
    changed = laid_out(tmp_path / "d")
    (changed / "core" / "sums.py").write_bytes(b"x = 1\ny = 3\n")
    assert hash_of(changed, monkeypatch) != plain
    # Written out once more, so that slips of years ago can still be told from today's.
    parts = [
        part
        for name in ("__init__.py", "core/__init__.py", "core/sums.py", "errors.py")
        for part in (f"calculator/{name}".encode(), b"x = 1\ny = 2\n")
    ]
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    assert plain == hashlib.sha256(whole).hexdigest()


def test_the_browser_gets_the_hash_of_what_it_loads() -> None:
    files = bundle.build([]).files
    text = next(data for path, data in files.items() if path.endswith("/runtime.js")).decode()
    facts = json.loads(text.partition("export default ")[2].rstrip().rstrip(";"))
    assert facts["module"] == core_sources.core_hash()
    assert KIND.encode() in next(data for path, data in files.items() if "/core." in path)
