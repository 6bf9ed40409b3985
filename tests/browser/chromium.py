"""The browser of the tests: which one to use, and how to get one.

`python -m tests.browser.chromium` makes sure that there is one, as `dev.py test` does before the
tests; the tests themselves only look, and install nothing.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

import dev

VARIABLE = "CALCULATOR_BROWSER"
# Chromium without windows, for tests: it opens a page with half the work.
SHELL = "chromium-headless-shell"
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
ADVICE = (
    "The tests need Chromium, Chrome or Edge. Install one (on Debian: apt-get install\n"
    f"{SHELL}, which is the quickest), or set {VARIABLE} to the path of its\n"
    "program; then run this again."
)


def runs(browser: Path) -> bool:
    """Whether a browser starts; on Windows asking for its version would open a window."""
    if not browser.is_file():
        return False
    return os.name == "nt" or dev.answer_of(browser, "--version") is not None


def installed(*, whole: bool = False) -> Path | None:
    """The first browser that runs: the variable's, Playwright's, one of the system's; one without
    windows before all others, unless it has to be a `whole` one, as visitors have.

    Exits with a message if the variable names something that does not run.
    """
    if chosen := os.environ.get(VARIABLE):
        if runs(Path(chosen)):
            return Path(chosen)
        sys.exit(f"{VARIABLE} is {chosen}, which does not run. Correct it or leave it out.")
    return next(filter(runs, _places(whole=whole)), None)


def _places(*, whole: bool) -> Iterator[Path]:
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    if not whole:
        for folder in own.parents:
            if folder.name.startswith("chromium-"):
                shells = folder.with_name(folder.name.replace("-", "_headless_shell-"))
                yield from shells.glob("*/chrome-headless-shell*")
        yield Path(shutil.which(SHELL) or "")
    yield own
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        folder = Path(os.environ.get(variable, ""))
        yield folder / "Google/Chrome/Application/chrome.exe"
        yield folder / "Microsoft/Edge/Application/msedge.exe"


def install() -> None:
    """Let Playwright bring its own browser, else Debian its package; says so if neither can."""
    dev.say("No browser found for the tests: installing one")
    dev.status_of(sys.executable, "-m", "playwright", "install", "chromium")
    if installed() is None and dev.is_root_on_debian():
        dev.apt_install(SHELL)


def main() -> int:
    if installed() is None:
        install()
    if installed() is None:
        dev.say(f"\n{ADVICE}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
