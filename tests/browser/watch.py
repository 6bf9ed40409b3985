"""Watches a browser context for what must never happen: errors, and requests to other places."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

LOCAL_SCHEMES = {"about", "blob", "chrome-error", "data"}
# What Playwright itself says where the tests want no service worker.
BLOCKED = re.compile("Service Worker registration blocked by Playwright")


@dataclass
class Watch:
    """What was seen in the contexts it follows; `origin` is the site's own."""

    origin: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _allowed: list[re.Pattern[str]] = field(default_factory=lambda: [BLOCKED])

    def follow(self, context: BrowserContext) -> None:
        """Note everything from now on; frames, pop-ups and dedicated workers are included."""
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def leave(self, context: BrowserContext) -> None:
        """Note nothing more of a context that stays."""
        context.remove_listener("request", self._on_request)
        context.remove_listener("console", self._on_console)
        context.remove_listener("weberror", self._on_error)

    def allow(self, pattern: str) -> None:
        """Expect errors whose text matches: for tests that break something on purpose."""
        self._allowed.append(re.compile(pattern))

    def problems(self) -> list[str]:
        """Requests that left the origin, and errors that no pattern allows."""
        foreign = [f"request to another origin: {url}" for url in self.requests if self._left(url)]
        errors = [e for e in self.errors if not any(p.search(e) for p in self._allowed)]
        return foreign + errors

    def _left(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in LOCAL_SCHEMES and f"{parts.scheme}://{parts.netloc}" != (
            self.origin
        )

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(
                f"console {message.type}: {message.text} ({message.location['url']})"
            )

    def _on_error(self, error: WebError) -> None:
        self.errors.append(f"uncaught: {error.error}")
