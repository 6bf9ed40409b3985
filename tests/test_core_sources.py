"""The core's sources: the order of their rooms, and the hash of those that compute."""

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


def imported(source: bytes) -> Iterator[str]:
    """Modules that a source imports anywhere: late, and for types alone, too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_modules_of_the_core_import_each_other() -> None:
    """Whoever reads one part need not have read what stands on it."""
    sources = core_sources.core_sources()
    names = {module_name(path): source for path, source in sources.items()}
    arrows = {name: set(imported(source)) & names.keys() for name, source in names.items()}
    assert "calculator.core.rules" in arrows["calculator.core.entry"]
    # Fails with the circle.
    order = list(graphlib.TopologicalSorter(arrows).static_order())
    assert order.index("calculator.core.rules") < order.index("calculator.core.entry")


# From the ground up: a room, or a module outside of them, imports from those before it alone.
ROOMS = (
    "words", "shapes", "typing_only", "values", "answers", "conditions", "hours",
    "points", "preparing", "bars", "route_bars", "routes", "rules", "state", "form", "intake",
    "report", "advice", "headline", "visit", "evaluate",
    "papers", "tables", "entry",
)  # fmt: skip


def room_of(module: str) -> str | None:
    """The folder of the core that a module lies in, or the module itself."""
    room = re.match(r"calculator\.core\.(\w+)", module)
    return room and room[1]


def test_only_shapes_of_the_result_are_imported_for_types_alone() -> None:
    """A browser need not make them; any other such block would hide what stands on what."""
    sources = core_sources.core_sources().items()
    blocks = [path for path, source in sources if b"if TYPE_CHECKING:" in source]
    assert blocks == ["calculator/core/typing_only.py"]


def test_rooms_of_the_core_stand_on_those_before_them() -> None:
    back = []
    rooms = set()
    for path, source in core_sources.core_sources().items():
        own = room_of(module_name(path))
        rooms.add(own)
        for module in imported(source):
            if (room := room_of(module)) and own and ROOMS.index(room) > ROOMS.index(own):
                back.append((path, module))
    assert rooms - {None} == set(ROOMS)
    assert back == []


FILES = {
    "__init__.py": "",
    "errors.py": "x = 1\ny = 2\n",
    "core/__init__.py": "",
    "core/evaluate.py": "def evaluate():\n    from calculator.core.points import sums\n",
    "core/intake/answers.py": "from calculator.errors import x\n",
    "core/points/sums.py": "x = 1\n",
    "core/tables/cells.py": "from calculator.core.evaluate import evaluate\n",
}


def hash_of(folder: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Of a package of our own."""
    for name, text in files.items():
        (folder / "calculator" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "calculator" / name).write_bytes(text.encode())
    monkeypatch.setattr(core_sources, "_PACKAGE", folder / "calculator")
    return core_sources.computing_hash.__wrapped__()


def test_a_slip_hangs_on_names_and_contents_of_what_computes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hashed(name: str, changes: dict[str, str]) -> str:
        return hash_of(tmp_path / name, {**FILES, **changes}, monkeypatch)

    plain = hashed("a", {})
    assert hashed("b", {name: text.replace("\n", "\r\n") for name, text in FILES.items()}) == plain
    # Who only asks for results may change.
    assert hashed("c", {"core/tables/cells.py": "", "core/tables/more.py": ""}) == plain
    # What is imported late computes, too.
    assert hashed("d", {"core/points/sums.py": "x = 2\n"}) != plain
    renamed = "from calculator.core.points import totals\n"
    moved = {"core/evaluate.py": renamed, "core/points/totals.py": "x = 1\n"}
    assert hashed("e", moved) != hashed("f", {"core/evaluate.py": renamed})
    # Written out once more, so that slips of years ago can still be told from today's.
    names = ("core/evaluate.py", "core/intake/answers.py", "core/points/sums.py", "errors.py")
    parts = [
        part for name in names for part in (f"calculator/{name}".encode(), FILES[name].encode())
    ]
    whole = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
    assert plain == hashlib.sha256(whole).hexdigest()


def test_what_computes_is_in_the_hash_of_slips_with_all_that_it_imports() -> None:
    computing = core_sources.computing_sources()
    rooms = {room_of(module_name(path)) for path in computing}
    assert {"values", "answers", "conditions", "points", "hours", "rules", "advice"} <= rooms
    assert rooms.isdisjoint({"tables", "papers", "entry"})
    every = {module_name(path): path for path in core_sources.core_sources()}
    packages = {name for name, path in every.items() if path.endswith("/__init__.py")}
    needed = {name for source in computing.values() for name in imported(source)}
    assert {every[name] for name in needed & every.keys() - packages} <= computing.keys()


def test_the_browser_gets_the_hash_of_what_it_loads() -> None:
    files = bundle.build([]).files
    text = next(data for path, data in files.items() if path.endswith("/runtime.js")).decode()
    facts = json.loads(text.partition("export default ")[2].rstrip().rstrip(";"))
    assert facts["module"] == core_sources.computing_hash()
    assert KIND.encode() in next(data for path, data in files.items() if "/core." in path)
