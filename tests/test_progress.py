"""The lines that show how far a run of the tests is."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.progress import EVERY, Progress


def report(name: str, when: str = "call", outcome: str = "passed") -> pytest.TestReport:
    return pytest.TestReport(
        nodeid=name,
        location=("tests/test_a.py", 1, name),
        keywords={},
        outcome=outcome,  # type: ignore[arg-type]
        longrepr=None,
        when=when,  # type: ignore[arg-type]
    )


def test_a_line_every_so_often_and_one_for_what_did_not_pass() -> None:
    lines: list[str] = []
    now = 0
    progress = Progress(lines.append, lambda: now)
    progress.pytest_xdist_node_collection_finished(["one", "two", "three", "four"])
    for name, outcome in (("one", "passed"), ("two", "failed"), ("three", "passed")):
        progress.pytest_runtest_logreport(report(name, "call", outcome))
        now += EVERY - 1
        progress.pytest_runtest_logreport(report(name, "teardown"))
    # Nine seconds after the start nothing; the failure at once; 18 seconds after it a line.
    assert lines == [" 25 %  0:09  FAILED two", " 75 %  0:27  three"]


def test_the_summary_counts_as_it_does_without(root: Path, tmp_path: Path) -> None:
    (tmp_path / "test_few.py").write_text(
        "import pytest\n"
        "def test_right(): pass\n"
        "def test_wrong(): assert False\n"
        "def test_elsewhere(): pytest.skip('not here')\n"
        "@pytest.mark.xfail\n"
        "def test_expected(): assert False\n"
        "@pytest.fixture\n"
        "def broken(): raise ValueError\n"
        "def test_unborn(broken): pass\n",
        encoding="utf-8",
    )
    (tmp_path / "pytest.ini").write_text("[pytest]", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.progress", "-n", "2"]
    done = subprocess.run(
        [*command, "-c", str(tmp_path / "pytest.ini"), str(tmp_path)],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "1 failed, 1 passed, 1 skipped, 1 xfailed, 1 error" in done.stdout
    assert done.returncode == 1
    for words in ("FAILED test_few.py::test_wrong", "SKIPPED test_few.py::test_elsewhere"):
        assert words in done.stdout
