"""The real site behind a real nginx, with the configuration that the guide gives."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.publish.packed import ENDINGS
from calculator.publish.precompress import copies_of
from tests.hosting.guide import block, free_port, has_brotli, nginx, program

MARK = b"packed beforehand"


@pytest.fixture(scope="session")
def hosted_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, with one file whose packed copies can be told from it."""
    if program() is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx)")
    site = tmp_path_factory.mktemp("hosted") / "site"
    shutil.copytree(built_site, site)
    (site / "packed.css").write_bytes(b"p {}" * 1000)
    (site / "packed.css.gz").write_bytes(gzip.compress(MARK, mtime=0))
    (site / "packed.css.br").write_bytes(MARK)
    # As `dev.py build` does with every file; the best brotli of all would take a minute.
    for file in site.glob("assets/calculator/*.zip"):
        for encoding, copy in copies_of(file.read_bytes(), lasting=False):
            file.with_name(file.name + ENDINGS[encoding]).write_bytes(copy)
    return site


@pytest.fixture(scope="session")
def on_nginx(hosted_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site at the root of a host."""
    port = free_port()
    config = block("zhicheng.conf")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("root /srv/zhicheng;", f"root {hosted_site};"),
        ("# brotli_static on;", "brotli_static on;" if has_brotli() else ""),
    ):
        assert config.count(old) == 1, old
        config = config.replace(old, new)
    with nginx(config, tmp_path_factory.mktemp("nginx"), port) as address:
        yield address


@pytest.fixture(scope="session")
def below_a_path(hosted_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site in a folder of another site."""
    port = free_port()
    below = block("zhicheng-subpath.conf")
    assert below.count("alias /srv/zhicheng/;") == 1
    below = below.replace("alias /srv/zhicheng/;", f"alias {hosted_site}/;")
    other = tmp_path_factory.mktemp("other")
    config = block("zhicheng.conf")
    head, location, _ = config.partition("    location ~")
    assert location
    head = head.replace("listen 80;", f"listen 127.0.0.1:{port};")
    head = head.replace("root /srv/zhicheng;", f"root {other};")
    config = f"{head}{below}}}\n"
    with nginx(config, tmp_path_factory.mktemp("nginx"), port) as address:
        yield f"{address}/zhicheng"
