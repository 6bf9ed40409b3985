"""Firefox and WebKit, driven by the commands of WebDriver: what they are called, how they start.

Firefox listens for them itself (Marionette, a plain socket); WebKitGTK has a driver, a small HTTP
server, and wants a display. Neither Playwright nor Selenium is needed, and nothing is downloaded.
"""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, ClassVar

PATIENCE = 120  # seconds; a busy machine is slow, not broken
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"

# Nothing but this machine is asked for anything, whatever the browser itself would like to know.
PREFERENCES = {
    "marionette.port": 0,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "intl.accept_languages": "zh-CN",
}


class Refused(Exception):
    """The browser says that it could not do something, or does not know it."""


class Browser:
    """A window of a browser. `_ask(name, parameters)` sends a command of WebDriver."""

    name: str

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        raise NotImplementedError

    def complaints(self) -> list[str]:
        """The errors that the browser wrote to its console since it was asked last."""
        raise NotImplementedError

    def go(self, address: str) -> None:
        self._ask("Navigate", {"url": address})

    def reload(self) -> None:
        self._ask("Refresh", {})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page; gives what it returns."""
        return self._ask("ExecuteScript", {"script": script, "args": list(arguments)})

    def wait(self, script: str, *arguments: Any) -> Any:
        """Wait until the body of a function returns something true; gives that."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if found := self.run(script, *arguments):
                return found
            time.sleep(0.05)
        raise AssertionError(f"{self.name} waited in vain for: {script}")

    def find(self, css: str) -> Element:
        """The first element that matches and is shown."""
        script = """
          return [...document.querySelectorAll(arguments[0])].find((one) =>
            one.type === 'file' || one.checkVisibility({visibilityProperty: true}));
        """
        return Element(self, self.wait(script, css))

    def button(self, words: str, within: str = "body") -> Element:
        """The button that says these words and is shown."""
        script = """
          return [...document.querySelectorAll(`${arguments[1]} button`)].find((one) =>
            one.textContent.trim() === arguments[0] && one.checkVisibility());
        """
        return Element(self, self.wait(script, words, within))

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self._ask("Print", {}))


class Element:
    """Something on the page."""

    def __init__(self, browser: Browser, found: dict[str, str]) -> None:
        self.browser, self.found = browser, found

    def click(self) -> None:
        self.browser.run("arguments[0].scrollIntoView({block: 'center'})", self.found)
        self.browser._ask("ElementClick", {"id": self.found[ELEMENT]})

    def type(self, text: str) -> None:
        self.browser._ask("ElementSendKeys", {"id": self.found[ELEMENT], "text": text})

    @property
    def text(self) -> str:
        return str(self.browser.run("return arguments[0].textContent", self.found))


class Firefox(Browser):
    """Firefox without a window, listening on a port of its own choice."""

    name = "Firefox"

    def __init__(self, program: str, folder: Path, stack: ExitStack) -> None:
        lines = (
            f"user_pref({json.dumps(key)}, {json.dumps(value)});\n"
            for key, value in PREFERENCES.items()
        )
        (folder / "user.js").write_text("".join(lines), encoding="utf-8")
        options = ("--headless", "--marionette", "--remote-allow-system-access", "--no-remote")
        log = stack.enter_context((folder / "log.txt").open("wb"))
        process = subprocess.Popen(
            [program, *options, "--profile", str(folder)], stdout=log, stderr=subprocess.STDOUT
        )
        stack.callback(_end, process)
        port = folder / "MarionetteActivePort"
        self._socket = stack.enter_context(
            _patiently(lambda: socket.create_connection(("127.0.0.1", int(port.read_text()))))
        )
        self._socket.settimeout(PATIENCE)
        self._asked = 0
        self._hear()  # it introduces itself
        self._ask("NewSession", {"strictFileInteractability": False})

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        return self._tell(f"WebDriver:{command}", parameters)

    def _tell(self, command: str, parameters: dict[str, Any]) -> Any:
        self._asked += 1
        message = json.dumps([0, self._asked, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, found = self._hear()
        if error:
            raise Refused(f"{command}: {error['error']}: {error['message']}")
        return found["value"] if isinstance(found, dict) and "value" in found else found

    def _hear(self) -> Any:
        size = b""
        while (byte := self._socket.recv(1)) != b":":
            size += byte
        body = b""
        while len(body) < int(size):
            body += self._socket.recv(int(size) - len(body))
        return json.loads(body)

    def _as_browser(self, script: str) -> Any:
        """Run something with the rights of the browser itself."""
        self._tell("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.run(script)
        finally:
            self._tell("Marionette:SetContext", {"value": "content"})

    @contextmanager
    def enlarged(self) -> Iterator[None]:
        """Letters of twice the size, and nothing else."""
        zoom = """
          Services.prefs.setBoolPref('browser.zoom.full', false);
          ZoomManager.setZoomForBrowser(gBrowser.selectedBrowser, %d);
        """
        self._as_browser(zoom % 2)
        yield
        self._as_browser(zoom % 1)

    def complaints(self) -> list[str]:
        found = self._as_browser("""
          const found = Services.console.getMessageArray()
            .filter((one) => one instanceof Ci.nsIScriptError)
            .filter((one) => one.sourceName.startsWith('http'))
            .filter((one) => one.category.startsWith('CSP') || !(one.flags & one.warningFlag))
            .map((one) => `${one.category}: ${one.errorMessage} (${one.sourceName})`);
          Services.console.reset();
          return found;
        """)
        return list(found)


class WebKit(Browser):
    """MiniBrowser of WebKitGTK, under its driver and on a display that nobody sees."""

    name = "WebKit"
    PATHS: ClassVar = {
        "Navigate": "url",
        "Refresh": "refresh",
        "ExecuteScript": "execute/sync",
        "Print": "print",
    }

    def __init__(self, program: str, folder: Path, stack: ExitStack) -> None:
        display = stack.enter_context(_display())
        log = stack.enter_context((folder / "log.txt").open("wb"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={
                "PATH": "/usr/bin:/bin",
                "HOME": str(folder),
                "DISPLAY": display,
                # A root user's sandbox cannot start, and there is no graphics card.
                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
                "LIBGL_ALWAYS_SOFTWARE": "1",
                # Compiles Python best, in the background: a test is over before it is used.
                "JSC_useOMGJIT": "0",
            },
        )
        stack.callback(_end, process)
        self._address = f"http://127.0.0.1:{port}/session"
        options = {
            "binary": program,
            "args": ["--automation"],
        }
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        begun = _patiently(lambda: self._send("", wanted))
        self._address += f"/{begun['sessionId']}/"

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        if command.startswith("Element"):
            deed = "click" if command == "ElementClick" else "value"
            return self._send(f"element/{parameters['id']}/{deed}", parameters)
        return self._send(self.PATHS[command], parameters)

    def _send(self, path: str, parameters: dict[str, Any]) -> Any:
        body = json.dumps(parameters).encode()
        request = urllib.request.Request(self._address + path, body)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                value = json.load(error)["value"]
            raise Refused(f"{path}: {value['error']}: {value['message']}") from None

    def complaints(self) -> list[str]:
        """Nothing: where it is driven, it writes its console nowhere."""
        return []


@contextmanager
def _display() -> Iterator[str]:
    """A display of its own, by the number that the server chose."""
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert process.stdout
        yield f":{process.stdout.readline().decode().strip()}"
    finally:
        _end(process)
        process.stdout.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()


def _patiently[T](attempt: Callable[[], T]) -> T:
    """What something gives once the other side is ready for it."""
    ends = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except (OSError, ValueError):
            if time.monotonic() > ends:
                raise
        time.sleep(0.1)


def firefox() -> str | None:
    return shutil.which("firefox-esr") or shutil.which("firefox")


def webkit() -> str | None:
    programs = sorted(Path("/").glob(MINI_BROWSER.lstrip("/")))
    has_all = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    return str(programs[-1]) if programs and has_all else None


ENGINES: dict[str, tuple[type[Firefox | WebKit], Callable[[], str | None], str]] = {
    "firefox": (Firefox, firefox, "firefox-esr"),
    "webkit": (WebKit, webkit, "webkit2gtk-driver xvfb"),
}
