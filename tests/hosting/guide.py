"""The configurations that stand in the hosting guide, and a real server that runs them."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

GUIDE = Path(__file__).parent.parent.parent / "docs" / "hosting.md"
MODULES = Path("/etc/nginx/modules-enabled")

# What a configuration stands in when nobody else is on the machine: everything below one folder.
MAIN = """\
{user}
include {modules}/*.conf;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


def block(title: str) -> str:
    """The code block of the guide with a title."""
    found = re.search(
        rf'^```\w+ title="{re.escape(title)}"\n(.*?)^```', GUIDE.read_text("utf-8"), re.M | re.S
    )
    assert found, title
    return found[1]


def has_brotli() -> bool:
    """Whether the installed nginx can send `.br` files."""
    return any("brotli_static" in path.read_text() for path in MODULES.glob("*.conf"))


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def nginx(config: str, folder: Path, port: int) -> Iterator[str]:
    """Run nginx with a site's configuration; gives the address where it answers."""
    text = MAIN.format(
        user="user root;" if os.geteuid() == 0 else "",
        modules=MODULES,
        folder=folder,
        site=config,
    )
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(program()), "-c", str(folder / "nginx.conf")]
    # It listens when the command returns, and writes its number down.
    started = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert started.returncode == 0, started.stderr
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(int((folder / "nginx.pid").read_text()), signal.SIGTERM)


def program() -> Path | None:
    """The installed nginx; Debian keeps it off the path of ordinary users."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    return Path(found) if found else None
