"""Byte code for the browser: what is left out of it, and that it can still report an error."""

from __future__ import annotations

import marshal
import re
import sys
import traceback
from pathlib import Path
from types import CodeType

import pytest

from calculator.publish.bytecode import compile_module

HEADER = 16  # bytes before the marshalled code (PEP 552)
SOURCE = b'''
def inner(value):
    """Words that nobody reads in a browser."""
    return [one + "" for one in value]


def outer(value):
    return inner(value) or None
'''


def code_of(*, lines: bool) -> CodeType:
    compiled = compile_module(SOURCE, "module.py", lines=lines)
    code: CodeType = marshal.loads(compiled[HEADER:])  # noqa: S302 - compiled right here
    return code


def every_code(code: CodeType) -> list[CodeType]:
    below = [one for one in code.co_consts if isinstance(one, CodeType)]
    return [code, *(found for one in below for found in every_code(one))]


def test_code_without_lines_says_of_each_instruction_that_it_has_no_place() -> None:
    codes = every_code(code_of(lines=False))
    assert {code.co_name for code in codes} >= {"inner", "outer"}
    for code in codes:
        places = list(code.co_positions())
        assert len(places) == len(code.co_code) // 2
        assert set(places) == {(None, None, None, None)}


def test_the_bytes_do_not_hang_on_which_classes_a_process_has_met() -> None:
    """The name of a class inside another is one string or two, by whether it is known already."""
    source = b"class Outer:\n    class Unmet:\n        pass\n"
    before = compile_module(source, "module.py", lines=False)
    module: dict[str, object] = {}
    exec(compile(source, "module.py", "exec"), module)  # noqa: S102 - written above
    known = sys.intern("Outer.Unmet")
    assert compile_module(source, "module.py", lines=False) == before, known


@pytest.mark.parametrize("lines", [True, False])
def test_a_traceback_names_the_functions(lines: bool) -> None:
    """The browser puts it into its message when something goes wrong where nothing should."""
    module: dict[str, object] = {}
    exec(code_of(lines=lines), module)  # noqa: S102 - compiled above
    with pytest.raises(TypeError) as caught:
        module["outer"]([1])  # type: ignore[operator]
    text = "".join(traceback.format_exception(caught.value))
    assert "in outer" in text
    assert "in inner" in text
    assert ("line 4, in inner" in text) is lines


def test_nothing_of_the_project_reads_back_what_could_run(root: Path) -> None:
    """The browser's own archive alone is code."""
    dangerous = re.compile(r"\b(pickle|shelve|dill|joblib|marshal\.loads?|eval|exec)\b\s*[.(]")
    found = {
        path.name
        for path in [*(root / "calculator").rglob("*.py"), root / "dev.py"]
        if "node_modules" not in path.parts and dangerous.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"quick_import.py"}
