"""The code passes its linter, its formatter and its type checkers, and says no word twice."""

import ast
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import dev
from tests import script_types


@pytest.mark.parametrize(
    "check",
    [["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]],
    ids=" ".join,
)
def test_clean(root: Path, check: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *check],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_scripts_hold_what_their_types_say() -> None:
    """TypeScript reads them as they are, against what the core tells of its results."""
    script_types.write()
    done = subprocess.run(
        [*map(str, dev.npm_command()), "run", "--silent", "types"],
        cwd=dev.WEB,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def chinese_in_script(text: str) -> Iterator[str]:
    """Whole strings of a script, comments aside."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"(^|\s)//.*$", "", text, flags=re.MULTILINE)
    yield from re.findall(r'"((?:[^"\\\n]|\\.)*)"', text)


def chinese_in_module(text: str) -> Iterator[str]:
    """Whole strings of a module, without the pieces between placeholders."""
    tree = ast.parse(text)
    pieces = {
        id(piece)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for piece in node.values
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in pieces
        ):
            yield node.value


def test_no_word_of_the_screen_stands_in_two_places(root: Path) -> None:
    """What scripts say is theirs alone or comes from `calculator.core.words`; what one module
    says, another takes from it.

    The plain scripts of every page import nothing, so they are not looked at; nor are the titles of
    keys in the policy's schema, which are no words of the screen.
    """
    package = root / "calculator"
    scripts = sorted((package / "web" / "app").glob("*.js"))
    modules = [path for path in package.rglob("*.py") if "types" not in path.parts]
    modules = [path for path in modules if "node_modules" not in path.parts]
    said = defaultdict(set)
    for path in [*scripts, *modules]:
        read = chinese_in_script if path.suffix == ".js" else chinese_in_module
        for text in read(path.read_text("utf-8")):
            if len(re.findall("[\u4e00-\u9fff]", text)) > 1:
                said[text].add(path)
    assert len(said) > 1000  # it finds what is said at all
    # Two signs make a word that everybody needs; three make one that somebody chose.
    twice = {
        text: paths
        for text, paths in said.items()
        if len(paths) > 1 and (paths & {*scripts} or len(re.findall("[\u4e00-\u9fff]", text)) > 2)
    }
    assert twice == {}
