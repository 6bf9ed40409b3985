"""A server that can be made to misbehave, and whose site can be swapped while pages are open."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from calculator.publish.preview import HEADERS_FILE, SiteHandler, SiteServer, parse_headers

PORTAL = b"<!doctype html><title>Wi-Fi</title><p>Please log in.</p>"

Answer = Callable[["_Handler", bytes], None]
"""Answers one request badly; gets the file that was asked for."""


class Misbehaving:
    """Serves `site` (replace it to deploy another build); `spoil` makes paths answer badly."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.faults: list[tuple[re.Pattern[str], Answer]] = []
        self.asked: list[str] = []
        self.rules = parse_headers((site / HEADERS_FILE).read_text(encoding="utf-8"))
        self.server = SiteServer(("127.0.0.1", 0), partial(_Handler, host=self))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return self.server.address

    def spoil(self, pattern: str, answer: Answer) -> None:
        """From now on paths in which the pattern occurs are answered that way."""
        self.faults.append((re.compile(pattern), answer))

    def mend(self) -> None:
        self.faults.clear()

    def forget_caching(self) -> None:
        """Serve like a host that knows nothing of hashed names: browsers ask again for all."""
        self.rules = self.rules[:1]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class _Handler(SiteHandler):
    def __init__(self, *args: Any, host: Misbehaving, **options: Any) -> None:
        self.host = host
        super().__init__(*args, rules=host.rules, directory=str(host.site), **options)

    def do_GET(self) -> None:  # noqa: N802 (the base class calls it so)
        # One connection outlives the swap of the site.
        self.directory, self.rules = str(self.host.site), self.host.rules
        self.host.asked.append(self.path)
        for pattern, answer in self.host.faults:
            if pattern.search(self.path):
                file = Path(self.translate_path(self.path))
                file = file / "index.html" if file.is_dir() else file
                answer(self, file.read_bytes() if file.is_file() else b"")
                return
        super().do_GET()

    def give(self, body: bytes, kind: str, *, status: int = 200, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    @property
    def kind(self) -> str:
        return self.guess_type(self.path)


def cut(handler: _Handler, body: bytes) -> None:
    """Half of the file, then the line is dead."""
    handler.give(body[: len(body) // 2], handler.kind, length=len(body))
    handler.close_connection = True


def short(handler: _Handler, body: bytes) -> None:
    """Half of the file, as if it were all."""
    handler.give(body[: len(body) // 2], handler.kind)


def flipped(handler: _Handler, body: bytes) -> None:
    """One byte is another."""
    middle = len(body) // 2
    changed = bytes([body[middle] ^ 1])
    handler.give(body[:middle] + changed + body[middle + 1 :], handler.kind)


def portal(handler: _Handler, body: bytes) -> None:
    """A login page in its place."""
    handler.give(PORTAL, "text/html; charset=utf-8")


def redirected(handler: _Handler, body: bytes) -> None:
    """Sent to another address, where a login page is."""
    if handler.path.endswith("?login"):
        portal(handler, body)
        return
    handler.send_response(302)
    handler.send_header("Location", f"{handler.path}?login")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def refused(handler: _Handler, body: bytes) -> None:
    """No answer at all."""
    handler.close_connection = True


def status(code: int) -> Answer:
    """An error page."""
    return lambda handler, body: handler.give(PORTAL, "text/html", status=code)


def plain(handler: _Handler, body: bytes) -> None:
    """The right content under the wrong type, as hosts do that do not know it."""
    handler.give(body, "text/plain")


class Held:
    """Holds requests back until it is opened."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def __call__(self, handler: _Handler, body: bytes) -> None:
        self.gate.wait()
        handler.give(body, handler.kind)

    def open(self) -> None:
        self.gate.set()
