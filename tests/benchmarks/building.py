"""`mkdocs build` against plain Material building the same Markdown; editions; memory.

The plain side gets the pages that the generator made, as files, and neither hook nor search worker.
Of modules Python keeps byte code, as pip has made it for those of the plain side.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from calculator.loading import key_reference, load_all
from calculator.publish import bundle
from calculator.publish.pages import pages
from tests.benchmarks import needs
from tests.benchmarks.measure import Line, Runs, interleaved, ratio

EDITIONS = (1, 5, 10, 20)
DO_WITHOUT = "PYTHONDONTWRITEBYTECODE"
# Runs the build and says what it took: processor seconds, and the most memory.
BUILD = """
import resource, sys
from mkdocs.__main__ import cli
try:
    cli(["build", "--quiet", "-f", sys.argv[1], "-d", sys.argv[2]])
except SystemExit as done:
    if done.code:
        raise
used = resource.getrusage(resource.RUSAGE_SELF)
children = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime + children.ru_utime + children.ru_stime
print("USED", seconds, used.ru_maxrss / 1024)
"""
# Builds as `mkdocs serve` does, edits a file, and builds again: processor seconds of both.
SERVE = """
import re, sys, time
from pathlib import Path
from mkdocs.commands.build import build
from mkdocs.config import load_config
def seconds():
    begun = time.process_time()
    config = load_config(config_file=sys.argv[1], site_dir=sys.argv[2])
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1/")
    return time.process_time() - begun
first, file = seconds(), Path(sys.argv[3])
text, count = re.subn("(?m)^( +taken: )(?=\\w)", "\\\\1改过。", file.read_text("utf-8"), count=1)
assert count
file.write_text(text, "utf-8")
print("USED", seconds(), first)
"""


def build(config: Path, site: Path) -> tuple[float, float]:
    """Processor seconds and megabytes of a whole build."""
    shutil.rmtree(site, ignore_errors=True)
    return _used(BUILD, config, site)


def _used(script: str, *about: Path) -> tuple[float, float]:
    """The two figures that a script prints."""
    given = {name: value for name, value in os.environ.items() if name != DO_WITHOUT}
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, about)],
        cwd=needs.ROOT,
        env={**given, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    [line] = [text for text in done.stdout.splitlines() if text.startswith("USED")]
    _, first, second = line.split()
    return float(first), float(second)


def plain_project(folder: Path) -> Path:
    """A project of the same Markdown with Material alone; its configuration."""
    editions = load_all(needs.ROOT / "policy")
    shutil.copytree(needs.ROOT / "docs", folder / "docs")
    texts = pages(editions, bundle.build([edition.rules for edition in editions]).pages)
    for path, text in {**texts, key_reference.PATH: key_reference.key_reference()}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    config = (needs.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = re.sub(r"hooks:\n  - .*\n", "", config)
    config = config.replace("  custom_dir: site_overrides\n", "")
    config = re.sub(r"validation:\n(?:  .*\n)+", "", config)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"


def many_editions(folder: Path, count: int) -> Path:
    """The project with so many copies of its edition; its configuration."""
    edition = needs.POLICY
    for number in range(count):
        year = str(int(edition.name) - number)
        copy = folder / "policy" / edition.parent.name / year
        shutil.copytree(edition, copy)
        for file in copy.glob("policy.yml"):
            text = file.read_text(encoding="utf-8")
            if number:
                text = re.sub(r"(?m)^( *)status:.*$", r"\g<1>status: superseded", text)
            file.write_text(
                re.sub(r"(?m)^( *)edition:.*$", rf"\g<1>edition: '{year}'", text), "utf-8"
            )
    for name in ("docs", "site_overrides"):
        (folder / name).symlink_to(needs.ROOT / name)
    config = (needs.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("- calculator/publish", f"- {needs.ROOT}/calculator/publish")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "mkdocs.yml"


def measure(times: int) -> list[Line]:
    """Against plain Material; then the time and memory of more editions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = plain_project(folder / "plain")
        real = needs.ROOT / "mkdocs.yml"
        site = folder / "site"
        build(real, site)
        ours, theirs = interleaved(
            min(times, 5),
            lambda: build(real, site)[0],
            lambda: build(plain, folder / "plain-site")[0],
        )
        what = "mkdocs build against plain Material"
        cold = ratio(what, "<= 1.5", ours, theirs, "processor s")
        return [cold, _serving(folder, min(times, 3)), *_editions(folder)]


def _serving(folder: Path, times: int) -> Line:
    config = many_editions(folder / "served", 1)
    edited = config.parent / "policy" / needs.POLICY.parent.name / needs.POLICY.name
    found = [_used(SERVE, config, folder / "site", edited / "readings.yml") for _ in range(times)]
    again, first = (Runs([one[at] for one in found]) for at in (0, 1))
    what = "mkdocs serve: an edited text against its first build"
    return ratio(what, "reported", again, first, "processor s")


def _editions(folder: Path) -> list[Line]:
    found = {}
    for count in EDITIONS:
        begun = time.monotonic()
        found[count] = build(many_editions(folder / str(count), count), folder / "site")
        if time.monotonic() - begun > 300:
            break
    seconds = "; ".join(f"{n}: {s:.1f} s, {mb:.0f} MB" for n, (s, mb) in found.items())
    most = max(found)
    each = (found[most][0] - found[1][0]) / max(1, most - 1)
    first = found[1][0]
    return [
        Line(
            f"{most} editions",
            f"{each:.1f} s for each more",
            "linear",
            f"{seconds}; {first:.1f} s for one",
        )
    ]
