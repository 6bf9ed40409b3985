"""Serves a built site on this machine as a static host would: its headers, its 404 page, and
packed copies of its files where there are some."""

import contextlib
import fnmatch
import functools
import os
import socket
import socketserver
import sys
import urllib.parse
from collections.abc import Mapping
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

from calculator.commands.parsing import FOLDER, Parser
from calculator.publish import packed

FIRST_PORT = 8000
HEADERS_FILE = "_headers"

# Said here because Windows takes types from its registry, where other programs change them.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".yaml": "text/yaml; charset=utf-8",
    ".yml": "text/yaml; charset=utf-8",
    ".zip": "application/zip",
}


# A path in which `*` stands for anything, and its headers.
HeaderRules = list[tuple[str, list[tuple[str, str]]]]


def parse_headers(text: str) -> HeaderRules:
    """Read the `_headers` format of static hosts: a path, then indented `Name: value` lines."""
    rules: HeaderRules = []
    for line in text.splitlines():
        if line[:1].isspace():
            name, _, value = line.partition(":")
            rules[-1][1].append((name.strip(), value.strip()))
        elif line and not line.startswith("#"):
            rules.append((line, []))
    return rules


def headers_for(path: str, rules: HeaderRules) -> dict[str, str]:
    """All headers of a path; a name that several rules give is joined with commas, as hosts do."""
    found: dict[str, str] = {}
    for pattern, headers in rules:
        if fnmatch.fnmatchcase(path, pattern):
            for name, value in headers:
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


class SiteHandler(SimpleHTTPRequestHandler):
    """One request for a file of the site; folders are never listed."""

    protocol_version = "HTTP/1.1"
    # Of the file that is being sent: its packed copies, and the one that is sent in its place.
    copies: Mapping[str, Path] = MappingProxyType({})
    sent: tuple[str, Path] | None = None

    def __init__(self, *args: Any, rules: HeaderRules, **options: Any) -> None:
        self.rules = rules
        super().__init__(*args, **options)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        return TYPES.get(Path(path).suffix.lower()) or super().guess_type(path)

    def translate_path(self, path: str) -> str:
        found = super().translate_path(path)
        # Hosts read the headers file; they do not publish it.
        is_published = Path(found).name != HEADERS_FILE
        return found if is_published else str(Path(found).with_name("404"))

    def send_head(self) -> Any:
        address = urllib.parse.urlsplit(self.path).path
        file = Path(self.translate_path(self.path), "index.html" if address.endswith("/") else "")
        self.copies = packed.copies_of(file) if file.is_file() else {}
        self.sent = packed.chosen(self.copies, self.headers.get("Accept-Encoding", ""))
        try:
            source: Any = super().send_head()
            if source is None or self.sent is None:
                return source
            source.close()
            return self.sent[1].open("rb")
        finally:
            self.copies, self.sent = {}, None

    def send_header(self, keyword: str, value: str) -> None:
        if self.sent and keyword == "Content-Length":
            super().send_header("Content-Encoding", self.sent[0])
            value = str(self.sent[1].stat().st_size)
        super().send_header(keyword, value)

    def end_headers(self) -> None:
        path = urllib.parse.unquote(urllib.parse.urlsplit(getattr(self, "path", "/")).path)
        headers = headers_for(path, self.rules)
        # Without this a browser guesses, and hides the next build.
        headers.setdefault("Cache-Control", "no-cache")
        if self.copies:
            headers["Vary"] = "Accept-Encoding"
        for name, value in headers.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.copies, self.sent = {}, None
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST:
            super().log_request(code, size)


class SiteServer(ThreadingHTTPServer):
    """A server for one site on 127.0.0.1; `address` is where it answers."""

    request_queue_size = 128
    # On Windows the option lets two servers share a port.
    allow_reuse_address = os.name != "nt"

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def server_bind(self) -> None:
        # Not HTTPServer's own: it looks the host's name up, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.socket.getsockname()[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a visitor who leaves is no error
            super().handle_error(request, client_address)


def make_server(site: Path, port: int = 0) -> SiteServer:
    """A server for the folder `site`, bound but not yet running; port 0 takes any free one.

    Raises OSError if the port is taken.
    """
    headers = site / HEADERS_FILE
    rules = parse_headers(headers.read_text(encoding="utf-8")) if headers.is_file() else []
    handler = functools.partial(SiteHandler, directory=str(site), rules=rules)
    return SiteServer(("127.0.0.1", port), handler)


def is_taken(port: int) -> bool:
    """Whether something answers on the port; some systems would let a second server share it."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def first_free_server(site: Path, first: int = FIRST_PORT) -> SiteServer:
    """A server on the first free port from `first` on, of a hundred; else on any."""
    for port in range(first, first + 100):
        with contextlib.suppress(OSError):
            if not is_taken(port):
                return make_server(site, port)
    return make_server(site)


def main(arguments: list[str]) -> int:
    """`python -m calculator.publish.preview SITE`: serve a built site until Ctrl+C."""
    parser = Parser(
        prog="python -m calculator.publish.preview",
        description="在本机打开生成好的网站，和放到主机上一样；按 Ctrl+C 停止。",
    )
    parser.add_argument("site", type=Path, metavar=FOLDER, help="生成好的网站，例如 site")
    parser.add_argument(
        "--port", type=int, metavar="端口", help=f"不写的，从 {FIRST_PORT} 起找空的"
    )
    given = parser.parse_args(arguments)
    if not given.site.is_dir():
        parser.error(f"没有文件夹“{given.site}”，先运行 python3 dev.py build")
    try:
        server = (
            make_server(given.site, given.port) if given.port else first_free_server(given.site)
        )
    except (OSError, OverflowError):
        parser.error(f"端口 {given.port} 不能用，请换一个")
    with server:
        print(f"网址：{server.address}/（按 Ctrl+C 停止）", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
