"""The other configurations of the guide: sound in form, and saying the same as the headers file."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from calculator.publish.csp import FOR_EVER, HASHED, headers_file
from calculator.publish.preview import headers_for, parse_headers
from tests.hosting.guide import block

WANTED = headers_for("/", parse_headers(headers_file("")))


def test_nginx_says_what_the_headers_file_says() -> None:
    said = dict(re.findall(r"add_header ([\w-]+) \"?(.*?)\"? always;", block("zhicheng.conf")))
    policy = said.pop("Content-Security-Policy")
    assert policy in WANTED["Content-Security-Policy"]
    assert said == {k: v for k, v in WANTED.items() if k != "Content-Security-Policy"}


@pytest.mark.parametrize("title", ["zhicheng.conf", "Caddyfile"])
def test_hashed_files_are_kept_for_ever(title: str) -> None:
    text = block(title)
    assert FOR_EVER in text
    patterns = re.findall(r"/assets/\S+", text)
    for path in HASHED:
        address = "/zhicheng" + path.replace("*", "x.js")
        assert any(re.search(part, address) for part in patterns), path
    for address in ("/assets/favicon.svg", "/assets/javascripts/lunr/x.js", "/sw.js"):
        assert not any(re.search(part, address) for part in patterns), address


def test_the_iis_file_is_sound_and_says_the_same() -> None:
    root = ET.fromstring(block("web.config"))  # noqa: S314
    said = {one.get("name"): one.get("value") for one in root.iterfind(".//customHeaders/add")}
    for name in ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy"):
        assert said[name] == WANTED[name]
    kinds = {one.get("fileExtension"): one.get("mimeType") for one in root.iterfind(".//mimeMap")}
    assert kinds[".wasm"] == "application/wasm"
    # Without this a type that the server knows already stops the whole site.
    removed = {one.get("fileExtension") for one in root.iterfind(".//staticContent/remove")}
    assert removed == kinds.keys()


def test_the_caddyfile_is_accepted(tmp_path: Path) -> None:
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("caddy is not installed (Debian: apt-get install caddy)")
    (tmp_path / "Caddyfile").write_text(block("Caddyfile"), encoding="utf-8")
    done = subprocess.run(
        [program, "validate", "--config", "Caddyfile", "--adapter", "caddyfile"],
        cwd=tmp_path,
        env={"HOME": str(tmp_path), "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Valid configuration" in done.stdout + done.stderr
