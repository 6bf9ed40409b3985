"""`mkdocs serve` while a maintainer edits: every save is shown, a slip is told and mended."""

import logging
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from calculator.publish import serving

PATIENCE = 180  # seconds after which a server that says nothing is ended, and the test fails
CONFIG = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/docs
hooks: [{root}/calculator/publish/hook.py]
theme: {{custom_dir: {root}/site_overrides}}
"""


class Server:
    """A running `mkdocs serve` over a copy of the smallest policy."""

    def __init__(self, root: Path, folder: Path) -> None:
        shutil.copytree(root / "tests/policies/tiny", folder / "policy/tiny")
        (folder / "mkdocs.yml").write_text(CONFIG.format(root=root.as_posix()), encoding="utf-8")
        self.file = folder / "policy/tiny/2031/policy.yml"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.place = f"127.0.0.1:{probe.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.place],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.guard = threading.Timer(PATIENCE, self.process.kill)
        self.guard.start()

    def wait_for(self, words: str) -> str:
        """What the server says until it says `words`."""
        said = ""
        assert self.process.stdout
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        pytest.fail(f"the server ended before it said {words!r}:\n{said}", pytrace=False)

    def edit(self, old: str, new: str) -> None:
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new), encoding="utf-8")

    def page(self, path: str = "tiny/2031/choir/") -> str:
        with urllib.request.urlopen(f"http://{self.place}/{path}") as answer:
            body: bytes = answer.read()
        return body.decode("utf-8")

    def end(self) -> None:
        self.guard.cancel()
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Server]:
    server = Server(root, tmp_path)
    yield server
    server.end()


def test_edits_are_shown_and_slips_are_told_until_they_are_mended(server: Server) -> None:
    server.wait_for("Serving on")
    assert "2.5 分" in server.page()
    # Live reload is an inline script.
    assert "Content-Security-Policy" not in server.page()
    # A build that was served here before may have left its pages in the browser.
    assert "registration.unregister()" in server.page("sw.js")

    server.edit("each: 2.5", "each: 3.5")
    server.wait_for("Reloading browsers")
    assert "3.5 分" in server.page()

    server.edit("clause: choir-songs", "clause: choir-song")
    said = server.wait_for("Reloading browsers")
    assert "policy/tiny/2031/policy.yml" in said
    assert "Traceback" not in said
    for path in ("", "tiny/2031/choir/"):
        page = server.page(path)
        assert "policy/tiny/2031/policy.yml" in page
        assert "choir-song" in page
        # The script that waits for the next build.
        assert "livereload" in page

    server.edit("clause: choir-song", "clause: choir-songs")
    server.wait_for("Reloading browsers")
    assert "3.5 分" in server.page()


class Converted(Page):
    """A page that counts how often it is converted."""

    times = 0

    def render(self, config: MkDocsConfig, files: Files) -> None:
        Converted.times += 1
        super().render(config, files)


def convert(config: MkDocsConfig, texts: dict[str, str]) -> Page:
    """`a.md` as a build while serving converts it, beside other pages."""
    for path, text in texts.items():
        Path(config.docs_dir, path).write_text(text, encoding="utf-8")
    place = (config.docs_dir, config.site_dir)
    files = Files([File(path, *place, use_directory_urls=True) for path in texts])
    for file in files:
        page = serving.remembering(Converted(None, file, config))
        page.read_source(config)
        page.render(config, files)
    first = files.src_uris["a.md"].page
    assert first
    first.validate_anchor_links(files=files, log_level=logging.WARNING)
    return first


def test_only_what_changed_is_converted_and_links_are_always_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(serving, "_converted", {})
    monkeypatch.setattr(Converted, "times", 0)
    config = MkDocsConfig()
    config.load_dict({"site_name": "a", "docs_dir": str(tmp_path)})
    config.validate()
    texts = {"a.md": "# One\n\n[there](b.md#x)\n", "b.md": "# Two\n\n## X\n"}

    first = convert(config, texts)
    again = convert(config, texts)
    assert Converted.times == 2
    assert (again.content, again.title) == (first.content, "One")
    assert [item.title for item in again.toc] == ["One"]
    assert not caplog.messages

    texts["b.md"] = "# Two\n\n## Y\n"
    changed = convert(config, texts)
    assert Converted.times == 3
    assert changed.content == first.content
    assert [message for message in caplog.messages if "#x" in message]

    # A new page may be what a link waits for.
    convert(config, {**texts, "c.md": "# Three\n"})
    assert Converted.times == 6
