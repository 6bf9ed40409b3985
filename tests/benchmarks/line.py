"""A server that compresses with brotli, counts what it sends, and can be as slow as a poor line."""

from __future__ import annotations

import hashlib
import threading
import time
from pathlib import Path
from typing import Any

import brotli

from calculator.publish.preview import SiteHandler, SiteServer, parse_headers

CHUNK = 8 * 1024
# Larger files are compressed before anyone waits for them.
LARGE = 100_000
PACKED = (".js", ".mjs", ".css", ".html", ".json", ".svg", ".wasm", ".zip", ".xml")
CACHE = Path(__file__).parent / ".cache"


class Line:
    """What stands between server and browser: `bits` a second and a delay, shared by all requests.

    `sent` are the bytes of all bodies since it was set to 0.
    """

    def __init__(self) -> None:
        self.bits = 0
        self.delay = 0.0
        self.sent = 0
        self.paths: list[str] = []
        self._free_at = 0.0
        self._lock = threading.Lock()

    def wait_for(self, size: int) -> None:
        """Return when so many bytes have passed."""
        with self._lock:
            self.sent += size
            if not self.bits:
                return
            now = time.monotonic()
            self._free_at = max(now, self._free_at) + size * 8 / self.bits
            wait = self._free_at - now
        time.sleep(wait)


class _Handler(SiteHandler):
    line: Line

    def do_GET(self) -> None:  # noqa: N802 - the name that the standard library calls
        time.sleep(self.line.delay)
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = path.suffix in PACKED
        if packed:
            body = compressed(body)
        self.line.paths.append(self.path)
        self.send_response(200)
        kind = "text/javascript" if path.suffix == ".mjs" else self.guess_type(path)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if packed:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        for start in range(0, len(body), CHUNK):
            self.line.wait_for(len(body[start : start + CHUNK]))
            self.wfile.write(body[start : start + CHUNK])


def compressed(body: bytes) -> bytes:
    """The content in brotli at its best; kept, because the largest file takes half a minute."""
    kept = CACHE / hashlib.sha256(body).hexdigest()
    if not kept.is_file():
        CACHE.mkdir(exist_ok=True)
        part = kept.with_suffix(f".{threading.get_ident()}")
        part.write_bytes(brotli.compress(body, quality=11, lgwin=24))
        part.replace(kept)
    return kept.read_bytes()


def serve(site: Path, line: Line) -> SiteServer:
    """A running server; its content security policy is left out, so that pages can be measured."""
    for path in site.rglob("*"):
        if path.suffix in PACKED and path.stat().st_size > LARGE:
            compressed(path.read_bytes())
    headers = (site / "_headers").read_text(encoding="utf-8")
    kept = [text for text in headers.splitlines() if "Content-Security-Policy" not in text]
    rules = parse_headers("\n".join(kept))

    class Handler(_Handler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(site), rules=rules)

    Handler.line = line
    server = SiteServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
