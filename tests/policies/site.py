"""A site of its own for the invented policy, as another body would set it up: a `mkdocs.yml` that
takes everything from ours, and a policy folder."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

OURS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
hooks: [{root}/calculator/publish/hook.py]
theme: {{custom_dir: {root}/site_overrides}}
"""
CONFIG = f"""\
{OURS}site_name: 望潮港交响乐团晋级评定
site_description: 虚构的乐团，只用于测试。
"""
# The round of which tests of the screens speak: its addresses, figures and cases.
ROUND = Path("policy/jiaojiang-optics/2025")


def build_site(project: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build a project as it is, strictly and by the command line, into `folder / "site"`."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder / "site")],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def build_round(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of one round alone, as it stood when it closed: whatever is published after
    it turns no test of a screen red.
    """
    shutil.copytree(root / ROUND, folder / ROUND)
    path = folder / ROUND / "policy.yml"
    text, times = re.subn(r"(?m)^  status: \w+", "  status: closed", path.read_text("utf-8"))
    assert times == 1
    path.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(OURS.format(root=root.as_posix()), encoding="utf-8")
    return build_site(folder, folder)


def build_invented(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of the invented policy alone, strictly, into `folder / "site"`."""
    return _build(root, folder, ["harbour-orchestra"])


def build_small(root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Likewise for the policies in which nothing limits points or hours, in which tables are looked
    up and much is taken away, and in which there are only conditions and things to bring."""
    return _build(root, folder, ["kite-club", "snow-island", "reading-room"])


def build_tiny(
    root: Path, folder: Path, old: str = "", new: str = ""
) -> subprocess.CompletedProcess[str]:
    """Likewise for the smallest policy, with the text `old` of its file replaced by `new`."""
    return _build(root, folder, ["tiny"], (old, new))


def _build(
    root: Path, folder: Path, names: Sequence[str], change: tuple[str, str] = ("", "")
) -> subprocess.CompletedProcess[str]:
    for name in names:
        shutil.copytree(Path(__file__).parent / name, folder / "policy" / name)
    if change[0]:
        [file] = folder.glob("policy/*/*/policy.yml")
        text = file.read_text(encoding="utf-8")
        assert text.count(change[0]) == 1
        file.write_text(text.replace(*change), encoding="utf-8")
    config = CONFIG.format(root=root.as_posix())
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return build_site(folder, folder)
